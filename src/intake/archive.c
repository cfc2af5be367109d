#include "intake/archive.h"

#include "base/mem.h"
#include "intake/workbook.h"

#include <string.h>
#include <strings.h>
#include <zip.h>

struct entry {
	char *name; /* lower case, slashes forward, no slash in front */
	zip_uint64_t index;
	uint64_t size, packed;
};

struct archive {
	zip_t *zip;
	size_t count;
	struct entry *entries; /* by name */
};

struct source {
	zip_file_t *file; /* or */
	const char *bytes;
	uint64_t left;
	uint64_t packed;
};

enum err
file_damaged(struct error *err)
{
	return fail(err, ERR_INVALID,
	    MSG("the file is damaged: open it in a spreadsheet program, save a copy and load "
		"the copy"));
}

static uint32_t
little(const char *at, int bytes)
{
	uint32_t n = 0;
	int i;

	for (i = bytes - 1; i >= 0; i--)
		n = n << 8 | (unsigned char)at[i];
	return n;
}

static enum err
too_many_entries(struct error *err)
{
	return fail(err, ERR_INVALID,
	    MSG("the file holds more than {0} parts, which no spreadsheet needs; it is not read"),
	    arg_int(WORKBOOK_ENTRIES_MAX));
}

/*
 * libzip takes memory for every entry of the directory, so the number of entries is looked at
 * before: in every place that could be the directory's end (the last 64 KiB), also the large
 * form ("PK\6\6") that some programs write for small files too.
 */
static enum err
check_directory(const char *bytes, size_t len, struct error *err)
{
	size_t at = len > 66000 ? len - 66000 : 0;

	for (; at + 22 <= len; at++) {
		if (bytes[at] != 'P' || bytes[at + 1] != 'K')
			continue;
		if (memcmp(bytes + at, "PK\5\6", 4) == 0 &&
		    little(bytes + at + 10, 2) > WORKBOOK_ENTRIES_MAX &&
		    little(bytes + at + 10, 2) != 0xffff)
			return too_many_entries(err);
		if (memcmp(bytes + at, "PK\6\6", 4) == 0 && at + 40 <= len &&
		    (little(bytes + at + 32, 4) > WORKBOOK_ENTRIES_MAX ||
			little(bytes + at + 36, 4) != 0))
			return too_many_entries(err);
		if (memcmp(bytes + at, "PK\6\7", 4) == 0) {
			uint64_t end =
			    little(bytes + at + 8, 4) | (uint64_t)little(bytes + at + 12, 4) << 32;

			if (end > len || len - end < 56 || memcmp(bytes + end, "PK\6\6", 4) != 0 ||
			    little(bytes + end + 36, 4) != 0)
				return file_damaged(err);
			if (little(bytes + end + 32, 4) > WORKBOOK_ENTRIES_MAX)
				return too_many_entries(err);
		}
	}
	return OK;
}

static char *
plain_name(TALLOC_CTX *ctx, const char *name)
{
	char *s, *p;

	while (*name == '/' || *name == '\\')
		name++;
	s = mem_strdup(ctx, name);
	for (p = s; *p != '\0'; p++) {
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
		if (*p == '\\')
			*p = '/';
	}
	return s;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(((const struct entry *)a)->name, ((const struct entry *)b)->name);
}

static enum err
check_entry(const struct zip_stat *st, struct error *err)
{
	if ((st->valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && st->encryption_method != ZIP_EM_NONE)
		return fail(err, ERR_INVALID,
		    MSG("the file is protected by a password: save it without one and load it "
			"again"));
	if (st->comp_method != ZIP_CM_STORE && st->comp_method != ZIP_CM_DEFLATE)
		return file_damaged(err);
	if (st->size > WORKBOOK_UNPACKED_MAX ||
	    (st->size > WORKBOOK_RATIO_FROM && st->size / WORKBOOK_RATIO_MAX > st->comp_size))
		return fail(err, ERR_INVALID,
		    MSG("the part {0} of the file is packed more than {1} times, which no "
			"spreadsheet needs; it is not read"),
		    arg_text(st->name), arg_int(WORKBOOK_RATIO_MAX));
	return OK;
}

static enum err
list_entries(struct archive *a, struct error *err)
{
	zip_int64_t i, n = zip_get_num_entries(a->zip, 0);
	uint64_t total = 0;
	struct zip_stat st;
	enum err e;

	if (n > WORKBOOK_ENTRIES_MAX)
		return too_many_entries(err);
	a->entries = mem_array(a, struct entry, (size_t)n + 1);
	for (i = 0; i < n; i++) {
		if (zip_stat_index(a->zip, (zip_uint64_t)i, 0, &st) != 0 || st.name == NULL ||
		    strlen(st.name) > WORKBOOK_NAME_MAX)
			return file_damaged(err);
		e = check_entry(&st, err);
		if (e != OK)
			return e;
		total += st.size;
		a->entries[a->count++] = (struct entry){
		    plain_name(a->entries, st.name), (zip_uint64_t)i, st.size, st.comp_size};
	}
	if (total > WORKBOOK_UNPACKED_MAX)
		return fail(err, ERR_INVALID,
		    MSG("unpacked, the file is larger than {0} MiB; divide it into several"),
		    arg_int((int64_t)(WORKBOOK_UNPACKED_MAX >> 20)));
	qsort(a->entries, a->count, sizeof *a->entries, by_name);
	for (i = 1; i < n; i++)
		if (strcmp(a->entries[i - 1].name, a->entries[i].name) == 0)
			return fail(err, ERR_INVALID,
			    MSG("the part {0} stands in the file twice; save the file again in a "
				"spreadsheet program"),
			    arg_text(a->entries[i].name));
	return OK;
}

static int
archive_free(struct archive *a)
{
	zip_discard(a->zip);
	return 0;
}

enum err
archive_open(
    TALLOC_CTX *ctx, const char *bytes, size_t len, struct archive **out, struct error *err)
{
	enum err e = check_directory(bytes, len, err);
	zip_source_t *from;
	struct archive *a;
	zip_t *zip;

	if (e != OK)
		return e;
	from = zip_source_buffer_create(bytes, len, 0, NULL);
	if (from == NULL)
		mem_exhausted();
	zip = zip_open_from_source(from, ZIP_RDONLY, NULL);
	if (zip == NULL) {
		zip_source_free(from);
		return file_damaged(err);
	}
	a = mem_new(ctx, struct archive);
	a->zip = zip;
	talloc_set_destructor(a, archive_free);
	e = list_entries(a, err);
	if (e != OK)
		talloc_free(a);
	else
		*out = a;
	return e;
}

static const struct entry *
find(const struct archive *a, const char *name)
{
	struct entry key = {.name = plain_name(NULL, name)};
	const struct entry *found =
	    bsearch(&key, a->entries, a->count, sizeof *a->entries, by_name);

	talloc_free(key.name);
	return found;
}

bool
archive_has(const struct archive *archive, const char *name)
{
	return find(archive, name) != NULL;
}

static int
source_free(struct source *s)
{
	zip_fclose(s->file);
	return 0;
}

enum err
archive_entry(TALLOC_CTX *ctx, struct archive *archive, const char *name, struct source **out,
    struct error *err)
{
	const struct entry *entry = find(archive, name);
	struct source *s;
	zip_file_t *file;

	if (entry == NULL)
		return fail(err, ERR_INVALID,
		    MSG("the part {0} is missing in the file; save the file again in a "
			"spreadsheet program"),
		    arg_text(name));
	file = zip_fopen_index(archive->zip, entry->index, 0);
	if (file == NULL)
		return file_damaged(err);
	s = mem_new(ctx, struct source);
	*s = (struct source){.file = file, .left = entry->size, .packed = entry->packed};
	talloc_set_destructor(s, source_free);
	*out = s;
	return OK;
}

struct source *
source_memory(TALLOC_CTX *ctx, const char *bytes, size_t len)
{
	struct source *s = mem_new(ctx, struct source);

	*s = (struct source){.bytes = bytes, .left = len, .packed = len};
	return s;
}

enum err
source_read(struct source *source, void *to, size_t room, size_t *got, struct error *err)
{
	zip_int64_t n;

	if (source->file == NULL) {
		*got = source->left < room ? (size_t)source->left : room;
		if (*got > 0)
			memcpy(to, source->bytes, *got);
		source->bytes += *got;
		source->left -= *got;
		return OK;
	}
	n = zip_fread(source->file, to, room);
	if (n < 0 || (uint64_t)n > source->left || (n == 0 && source->left > 0))
		return file_damaged(err);
	source->left -= (uint64_t)n;
	*got = (size_t)n;
	return OK;
}

uint64_t
source_left(const struct source *source)
{
	return source->left;
}

uint64_t
source_packed(const struct source *source)
{
	return source->packed;
}

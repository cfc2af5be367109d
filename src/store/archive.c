#include "store/archive.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "store/archive_tar.h"
#include "store/statements.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FORMAT 1
#define MANIFEST "manifest.json"
#define DATABASE "opora.db"
#define MANIFEST_MAX ((size_t)64 << 20)
#define MEMBERS_MAX 300000
#define CHUNK 65536

struct member {
	char name[80]; /* opora.db or files/ab/62 digits */
	char sha256[SHA256_TEXT_SIZE];
	int64_t size;
};

struct members {
	size_t count;
	struct member *items;
};

static enum err
io_error(const char *path, struct error *err)
{
	return fail(err, ERR_IO, MSG("{0}: {1}"), arg_text(path), arg_errno(errno));
}

/* One line a member: the same members always give the same bytes. */
static struct buf
manifest_of(TALLOC_CTX *ctx, const struct archive_facts *f, const struct members *m)
{
	struct buf b = buf_new(ctx, MANIFEST_MAX);
	size_t i;

	buf_printf(&b, "{\"opora_backup\":%d,\"schema\":%d,\"created\":%" PRId64 ",\"members\":[",
	    FORMAT, f->schema, f->created);
	for (i = 0; i < m->count; i++)
		buf_printf(&b, "%s\n{\"name\":\"%s\",\"size\":%" PRId64 ",\"sha256\":\"%s\"}",
		    i > 0 ? "," : "", m->items[i].name, m->items[i].size, m->items[i].sha256);
	buf_text(&b, "\n]}\n");
	return b;
}

static enum err
measure(const char *path, struct member *m, struct error *err)
{
	FILE *f = fopen(path, "rbe");
	struct sha256 s;
	char chunk[CHUNK];
	size_t n;
	enum err e = OK;

	if (f == NULL)
		return io_error(path, err);
	sha256_begin(&s);
	while ((n = fread(chunk, 1, sizeof chunk, f)) > 0) {
		sha256_add(&s, chunk, n);
		m->size += (int64_t)n;
	}
	sha256_end(&s, m->sha256);
	if (ferror(f))
		e = io_error(path, err);
	fclose(f);
	return e;
}

static void
name_original(struct member *m, const char *sha256)
{
	snprintf(m->name, sizeof m->name, "files/%.2s/%s", sha256, sha256 + 2);
}

/* What an original's digest must be by its name; false when @name is none. */
static bool
digest_in_name(const char *name, char sha256[SHA256_TEXT_SIZE])
{
	if (strlen(name) != 71 || strncmp(name, "files/", 6) != 0 || name[8] != '/')
		return false;
	snprintf(sha256, SHA256_TEXT_SIZE, "%.2s%s", name + 6, name + 9);
	return strspn(sha256, "0123456789abcdef") == 64;
}

/* A finding on an original, by its digest. */
static enum err
changed(const char *sha256, struct error *err)
{
	return fail(err, ERR_INVALID, MSG("the kept file {0} was changed"), arg_text(sha256));
}

/* The members of a backup: the copied database at @copy, and what it says is kept under @dir. */
static enum err
collect(TALLOC_CTX *ctx, const char *copy, const char *dir, struct archive_facts *f,
    struct members *m, struct error *err)
{
	struct db *db;
	struct db_files_kept *rows = NULL;
	size_t i, n = 0;
	enum err e;

	e = db_open_sqlite(ctx, copy, false, &db, err);
	if (e != OK)
		return e;
	e = db_schema(db, &f->schema, err);
	if (e == OK)
		e = db_files_kept(ctx, db, &rows, &n, err);
	talloc_free(db); /* opening it may have changed its header: measured only now */
	mem_push(ctx, m->items, m->count) = (struct member){.name = DATABASE};
	if (e == OK)
		e = measure(copy, &m->items[0], err);
	if (e == OK && n >= MEMBERS_MAX)
		e = fail(err, ERR_INVALID, MSG("too many originals for a backup"));
	for (i = 0; e == OK && i < n; i++) {
		struct member *one;

		mem_push(ctx, m->items, m->count) = (struct member){0};
		one = &m->items[m->count - 1];
		name_original(one, rows[i].sha256);
		e = measure(mem_printf(ctx, "%s/%s", dir, one->name), one, err);
		if (e == OK && strcmp(one->sha256, rows[i].sha256) != 0)
			e = changed(rows[i].sha256, err);
	}
	return e;
}

static enum err
put_file(struct tar *t, const char *path, const struct member *m, int64_t now, struct error *err)
{
	FILE *f = fopen(path, "rbe");
	char chunk[CHUNK];
	int64_t left = m->size;
	size_t n = 1;
	enum err e;

	if (f == NULL)
		return io_error(path, err);
	e = tar_begin(t, m->name, m->size, now, err);
	for (; e == OK && left > 0; left -= (int64_t)n) {
		n = fread(chunk, 1, left < CHUNK ? (size_t)left : CHUNK, f);
		if (n == 0)
			e = fail(
			    err, ERR_IO, MSG("{0} changed while it was copied"), arg_text(path));
		else
			e = tar_put(t, chunk, n, err);
	}
	fclose(f);
	return e;
}

static enum err
put_all(FILE *to, const char *path, const char *copy, const char *dir, archive_tick *tick,
    void *arg, struct archive_facts *f, const struct members *m, struct error *err)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	struct tar *t = tar_new(local, to, path);
	struct buf text = manifest_of(local, f, m);
	enum err e = text.full ? fail(err, ERR_INVALID, MSG("too many originals for a backup"))
			       : tar_begin(t, MANIFEST, (int64_t)text.len, f->created, err);
	size_t i;

	if (e == OK)
		e = tar_put(t, text.bytes, text.len, err);
	for (i = 0; e == OK && i < m->count; i++) {
		if (tick != NULL && tick(arg, (int64_t)i, (int64_t)m->count))
			e = fail(err, ERR_CONFLICT, MSG("stopped; nothing was written"));
		else
			e = put_file(t,
			    i == 0 ? copy : mem_printf(local, "%s/%s", dir, m->items[i].name),
			    &m->items[i], f->created, err);
		f->bytes += m->items[i].size;
	}
	f->files = (int64_t)m->count - 1;
	if (e == OK)
		e = tar_finish(t, err);
	talloc_free(local);
	return e;
}

static void
sync_path(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
}

enum err
archive_write(struct db *db, const char *dir, const char *path, int64_t now, archive_tick *tick,
    void *arg, struct archive_facts *facts, struct error *err)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	struct archive_facts f = {.created = now};
	struct members m = {0, NULL};
	char unique[UID_TEXT_SIZE], *temp, *folder, *copy;
	FILE *to = NULL;
	enum err e;

	uid_new(unique);
	temp = mem_printf(local, "%s.%s.tmp", path, unique);
	folder = mem_printf(local, "%s/tmp", dir);
	copy = mem_printf(local, "%s/backup-%s.db", folder, unique);
	mkdir(folder, 0750); /* what is wrong with it shows when the copy is made */
	if (access(path, F_OK) == 0)
		e = fail(err, ERR_CONFLICT, MSG("{0} is there already"), arg_text(path));
	else
		e = db_backup(db, copy, err);
	if (e == OK)
		e = collect(local, copy, dir, &f, &m, err);
	if (e == OK) {
		to = fopen(temp, "wbxe");
		e = to == NULL ? io_error(temp, err) : OK;
	}
	if (e == OK)
		e = put_all(to, path, copy, dir, tick, arg, &f, &m, err);
	if (to != NULL && fclose(to) != 0 && e == OK)
		e = io_error(path, err);
	if (e == OK && rename(temp, path) != 0)
		e = io_error(path, err);
	if (e != OK && to != NULL)
		unlink(temp);
	unlink(copy);
	if (e == OK) {
		sync_path(mem_printf(
		    local, "%.*s.", (int)(file_name(path) - path), path)); /* the new name */
		*facts = f;
	}
	talloc_free(local);
	return e;
}

/* What is read back: members as they were found, the manifest as it was written. */
struct reading {
	TALLOC_CTX *ctx;
	struct tar *tar;
	const char *path, *into;
	struct members found;
	char *manifest;
	size_t manifest_len;
};

static enum err
wrong(const struct reading *r, struct error *err)
{
	return fail(err, ERR_INVALID, MSG("{0} is not a backup, or is damaged or cut short"),
	    arg_text(r->path));
}

/* Also fills what the first line says. */
static enum err
read_manifest(struct reading *r, struct archive_facts *f, struct error *err)
{
	struct tar_entry entry;
	long long created;
	size_t n;
	int format;
	bool more;
	enum err e = tar_next(r->tar, &entry, &more, err);

	if (e != OK)
		return e;
	if (!more || strcmp(entry.name, MANIFEST) != 0 || entry.size > (int64_t)MANIFEST_MAX)
		return wrong(r, err);
	r->manifest = mem_check(talloc_zero_size(r->ctx, (size_t)entry.size + 1));
	while ((e = tar_get(r->tar, r->manifest + r->manifest_len,
		    (size_t)entry.size - r->manifest_len, &n, err)) == OK &&
	       n > 0)
		r->manifest_len += n;
	if (e != OK)
		return e;
	if (sscanf(r->manifest, "{\"opora_backup\":%4d,", &format) != 1)
		return wrong(r, err);
	if (format != FORMAT)
		return fail(err, ERR_INVALID, MSG("{0} was made by a newer version of Opora"),
		    arg_text(r->path));
	if (sscanf(r->manifest, "{\"opora_backup\":%4d,\"schema\":%6d,\"created\":%17lld,", &format,
		&f->schema, &created) != 3)
		return wrong(r, err);
	f->created = created;
	return OK;
}

/* The file that a member becomes; NULL when the members are only looked at. */
static enum err
open_target(const struct reading *r, const char *name, FILE **out, struct error *err)
{
	char *path;
	enum err e = OK;

	*out = NULL;
	if (r->into == NULL)
		return OK;
	if (strncmp(name, "files/", 6) == 0) {
		mkdir(mem_printf(r->ctx, "%s/files", r->into), 0750);
		mkdir(mem_printf(r->ctx, "%s/%.8s", r->into, name), 0750);
	}
	path = mem_printf(r->ctx, "%s/%s", r->into, name);
	*out = fopen(path, "wbxe");
	if (*out == NULL)
		e = io_error(path, err);
	talloc_free(path);
	return e;
}

static enum err
take_bytes(struct reading *r, struct member *m, FILE *to, struct error *err)
{
	struct sha256 s;
	char chunk[CHUNK];
	size_t n;
	enum err e;

	sha256_begin(&s);
	while ((e = tar_get(r->tar, chunk, sizeof chunk, &n, err)) == OK && n > 0) {
		sha256_add(&s, chunk, n);
		if (to != NULL && fwrite(chunk, 1, n, to) != n)
			return io_error(r->into, err);
	}
	sha256_end(&s, m->sha256);
	return e;
}

/* The first is the database, all others are originals. */
static enum err
take_member(struct reading *r, const struct tar_entry *entry, struct error *err)
{
	struct member m = {.size = entry->size};
	char digest[SHA256_TEXT_SIZE] = "";
	FILE *to;
	enum err e;

	if (r->found.count == 0 ? strcmp(entry->name, DATABASE) != 0
				: !digest_in_name(entry->name, digest))
		return wrong(r, err);
	if (r->found.count >= MEMBERS_MAX)
		return wrong(r, err);
	snprintf(m.name, sizeof m.name, "%.79s", entry->name);
	e = open_target(r, m.name, &to, err);
	if (e != OK)
		return e;
	e = take_bytes(r, &m, to, err);
	if (to != NULL) {
		if (e == OK && (fflush(to) != 0 || fsync(fileno(to)) != 0))
			e = io_error(r->into, err);
		if (fclose(to) != 0 && e == OK)
			e = io_error(r->into, err);
	}
	if (e == OK && digest[0] != '\0' && strcmp(digest, m.sha256) != 0)
		return changed(digest, err);
	mem_push(r->ctx, r->found.items, r->found.count) = m;
	return e;
}

static enum err
read_members(struct reading *r, struct archive_facts *f, struct error *err)
{
	struct tar_entry entry;
	struct buf expected;
	bool more;
	enum err e = read_manifest(r, f, err);

	while (e == OK && (e = tar_next(r->tar, &entry, &more, err)) == OK && more) {
		e = take_member(r, &entry, err);
		f->bytes += entry.size;
	}
	if (e != OK)
		return e;
	expected = manifest_of(r->ctx, f, &r->found);
	if (r->found.count == 0 || expected.full || expected.len != r->manifest_len ||
	    memcmp(expected.bytes, r->manifest, expected.len) != 0)
		return fail(err, ERR_INVALID,
		    MSG("{0}: what is in it is not what its manifest says; it was changed"),
		    arg_text(r->path));
	f->files = (int64_t)r->found.count - 1;
	return OK;
}

enum err
archive_read(
    FILE *file, const char *path, const char *into, struct archive_facts *facts, struct error *err)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	struct reading r = {local, tar_new(local, file, path), path, into, {0, NULL}, NULL, 0};
	struct archive_facts f = {0};
	enum err e = read_members(&r, &f, err);

	if (e == OK)
		*facts = f;
	talloc_free(local);
	return e;
}

static enum err
first_complaint(void *arg, const struct db_value *columns, struct error *err)
{
	return fail(err, ERR_INVALID, MSG("the database in the backup is damaged: {0}"),
	    arg_text(db_get_text(&columns[0])));
}

/* The database that was taken out into @dir. */
static enum err
look_inside(const char *dir, struct archive_facts *f, struct error *err)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	struct db_files_kept *rows;
	struct db *db;
	size_t i, n = 0;
	int schema = 0;
	enum err e = db_open_sqlite(local, mem_printf(local, "%s/" DATABASE, dir), false, &db, err);

	if (e == OK)
		e = db_schema(db, &schema, err);
	if (e == OK && (schema != f->schema || schema == 0))
		e = fail(err, ERR_INVALID,
		    MSG("the database in the backup is not the one its "
			"manifest tells of"));
	if (e == OK && schema > db_migration_count)
		e = fail(err, ERR_DATABASE, MSG("the database is of a newer version of Opora"));
	if (e == OK)
		e = db_verify(db, first_complaint, NULL, err);
	if (e == OK)
		e = db_files_kept(local, db, &rows, &n, err);
	for (i = 0; e == OK && i < n; i++) {
		struct member m;

		name_original(&m, rows[i].sha256);
		if (access(mem_printf(local, "%s/%s", dir, m.name), F_OK) != 0)
			e = fail(err, ERR_INVALID, MSG("the backup lacks the kept file {0}"),
			    arg_text(rows[i].sha256));
	}
	talloc_free(local);
	return e;
}

static int
sync_folder(const char *path, const struct stat *st, int type, struct FTW *where)
{
	if (type == FTW_DP)
		sync_path(path);
	return 0;
}

static enum err
unpack(const char *path, const char *into, struct archive_facts *f, struct error *err)
{
	FILE *file = fopen(path, "rbe");
	enum err e;

	if (file == NULL && errno == ENOENT)
		return fail(err, ERR_NOT_FOUND, MSG("there is no file {0}"), arg_text(path));
	if (file == NULL)
		return io_error(path, err);
	e = archive_read(file, path, into, f, err);
	fclose(file);
	if (e == OK)
		e = look_inside(into, f, err);
	if (e == OK)
		nftw(into, sync_folder, 16, FTW_DEPTH | FTW_PHYS);
	return e;
}

enum err
archive_verify(const char *path, const char *into, struct archive_facts *facts, struct error *err)
{
	const char *place = getenv("TMPDIR");
	char *folder;
	enum err e;

	if (into != NULL)
		return unpack(path, into, facts, err);
	folder = mem_printf(NULL, "%s/opora-backup-XXXXXX", place == NULL ? "/tmp" : place);
	if (mkdtemp(folder) == NULL) {
		e = io_error(folder, err);
	} else {
		e = unpack(path, folder, facts, err);
		archive_remove(folder);
	}
	talloc_free(folder);
	return e;
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *where)
{
	remove(path);
	return 0;
}

void
archive_remove(const char *dir)
{
	nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

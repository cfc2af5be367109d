/*
 * pack: files for the browser into a C table (src/web/static.h).
 *
 *   pack FILE... > static_table.c
 *
 * A file's name is what follows its last slash. Its path carries a hash of its content, so that a
 * browser may keep it for ever: "app.css" → "/static/app.3f2a91c45b0e7d18.css". In style sheets
 * url(NAME) becomes the hashed name of another file given; a file must therefore stand before the
 * style sheets that name it. Text is stored a second time compressed by gzip.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define MAX_FILES 32
#define MAX_BYTES (4u << 20)

struct file {
	const char *name;
	char hashed[160];
	char hash[17];
	unsigned char *bytes;
	size_t len;
};

struct kind {
	const char *suffix, *type;
	int is_text;
};

static const struct kind kinds[] = {
    {".css", "text/css; charset=utf-8", 1},
    {".js", "text/javascript; charset=utf-8", 1},
    {".svg", "image/svg+xml", 1},
    {".txt", "text/plain; charset=utf-8", 1},
    {".woff2", "font/woff2", 0},
};

static struct file files[MAX_FILES];
static size_t count;

static void
stop(const char *what, const char *name)
{
	fprintf(stderr, "pack: %s: %s\n", name, what);
	exit(1);
}

static void *
room(size_t len)
{
	void *bytes = malloc(len + 1);

	if (bytes == NULL)
		stop("no memory", "pack");
	return bytes;
}

static const struct kind *
kind_of(const char *name)
{
	const char *suffix = strrchr(name, '.');
	size_t i;

	for (i = 0; suffix != NULL && i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (strcmp(suffix, kinds[i].suffix) == 0)
			return &kinds[i];
	}
	stop("a file of unknown kind", name);
	return NULL;
}

/* FNV-1a of 64 bits: it tells one content from another and keeps no secret. */
static void
give_hash(struct file *file)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	int stem = (int)(strrchr(file->name, '.') - file->name);
	size_t i;

	for (i = 0; i < file->len; i++)
		hash = (hash ^ file->bytes[i]) * UINT64_C(0x100000001b3);
	snprintf(file->hash, sizeof(file->hash), "%016llx", (unsigned long long)hash);
	snprintf(file->hashed, sizeof(file->hashed), "%.*s.%s%s", stem, file->name, file->hash,
	    file->name + stem);
}

static void
read_file(struct file *file, const char *path)
{
	FILE *in = fopen(path, "rb");
	const char *slash = strrchr(path, '/');

	file->name = slash == NULL ? path : slash + 1;
	if (in == NULL || strlen(file->name) > 100)
		stop("can't be read", path);
	file->bytes = room(MAX_BYTES);
	file->len = fread(file->bytes, 1, MAX_BYTES, in);
	if (ferror(in) || file->len == MAX_BYTES)
		stop("is too long", path);
	file->bytes[file->len] = '\0';
	fclose(in);
}

static const struct file *
find(const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (strlen(files[i].name) == len && memcmp(files[i].name, name, len) == 0)
			return &files[i];
	}
	return NULL;
}

/* Names in url(…) become hashed names; both lie in one folder, so a name alone is enough. */
static void
replace_urls(struct file *sheet)
{
	const char *from = (const char *)sheet->bytes, *at, *end;
	size_t room_left = sheet->len + MAX_FILES * sizeof(sheet->hashed);
	char *to = room(room_left), *out = to;
	const struct file *other;

	while ((at = strstr(from, "url(")) != NULL) {
		at += strlen("url(");
		end = strchr(at, ')');
		other = end == NULL ? NULL : find(at, (size_t)(end - at));
		if (other == NULL)
			stop("url() of a file that is not packed before it", sheet->name);
		out += sprintf(out, "%.*s%s", (int)(at - from), from, other->hashed);
		from = end;
		if ((size_t)(out - to) + strlen(from) + sizeof(sheet->hashed) > room_left)
			stop("too many url()", sheet->name);
	}
	out += sprintf(out, "%s", from);
	free(sheet->bytes);
	sheet->bytes = (unsigned char *)to;
	sheet->len = (size_t)(out - to);
}

/* The same bytes at every build: level 9, no name, no time. */
static unsigned char *
gzip(const struct file *file, size_t *len)
{
	z_stream z = {0};
	unsigned char *out;

	if (deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
		stop("no compressor", file->name);
	*len = deflateBound(&z, (uLong)file->len);
	out = room(*len);
	z.next_in = file->bytes;
	z.avail_in = (uInt)file->len;
	z.next_out = out;
	z.avail_out = (uInt)*len;
	if (deflate(&z, Z_FINISH) != Z_STREAM_END)
		stop("can't be compressed", file->name);
	*len = z.total_out;
	deflateEnd(&z);
	return out;
}

static void
put_bytes(const unsigned char *bytes, size_t len)
{
	size_t i;

	printf("\n\t (const unsigned char *)\"");
	for (i = 0; i < len; i++)
		printf(i % 24 == 23 ? "\\%03o\"\n\t \"" : "\\%03o", bytes[i]);
	printf("\", %zu,", len);
}

static void
put_file(const struct file *file)
{
	const struct kind *kind = kind_of(file->name);
	unsigned char *packed;
	size_t len;

	printf("\t{\"%s\", \"/static/%s\", \"%s\", \"\\\"%s\\\"\",", file->name, file->hashed,
	    kind->type, file->hash);
	put_bytes(file->bytes, file->len);
	if (kind->is_text) {
		packed = gzip(file, &len);
		put_bytes(packed, len);
		free(packed);
	} else {
		printf(" NULL, 0");
	}
	printf("},\n");
}

int
main(int argc, char **argv)
{
	size_t i;

	if (argc < 2 || argc > MAX_FILES) {
		fprintf(stderr, "usage: pack FILE... (at most %d)\n", MAX_FILES - 1);
		return 2;
	}
	for (i = 0; i + 1 < (size_t)argc; i++) {
		read_file(&files[i], argv[i + 1]);
		if (strcmp(kind_of(files[i].name)->suffix, ".css") == 0)
			replace_urls(&files[i]);
		give_hash(&files[i]);
		count++;
	}
	printf("/* made by tools/assets/pack */\n#include \"web/static.h\"\n\n");
	printf("const struct static_file static_files[] = {\n");
	for (i = 0; i < count; i++)
		put_file(&files[i]);
	printf("};\nconst size_t static_file_count = %zu;\n", count);
	return 0;
}

/*
 * Damaged files: ten thousand, each a small good file with bytes changed, cut out or doubled.
 * None may end this program; the system ends it when it takes more CPU than all together may.
 *
 * In a sanitized program a child starts slowly: ./dev test opens CHILDREN old XLS through children
 * and all 5,000 in the program itself; ./dev damaged opens all of them through both (OPORA_DAMAGED
 * says how many of each kind).
 */
#include "biff.h"
#include "spreadsheet.h"

#include "base/file.h"
#include "intake/biff.h"

#include <glob.h>
#include <sys/resource.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

#define FILES 5000
#define CHILDREN (SANITIZED ? 1500 : FILES)
#define CPU_SECONDS_MAX 300 /* of this program, and of each child */
#define SEED_BYTES_MAX (64 << 10)

struct seed {
	char *bytes;
	size_t len;
};

struct seeds {
	struct seed items[100];
	size_t count;
};

/* A generator of our own, so that a failure can be repeated anywhere (xorshift64*). */
static uint64_t random_state;

static size_t
below(size_t n)
{
	random_state ^= random_state >> 12;
	random_state ^= random_state << 25;
	random_state ^= random_state >> 27;
	return (size_t)((random_state * 0x2545f4914f6cdd1dULL) >> 33) % n;
}

static void
add_seed(struct seeds *s, char *bytes, size_t len)
{
	if (s->count < sizeof s->items / sizeof *s->items && len > 0 && len <= SEED_BYTES_MAX)
		s->items[s->count++] = (struct seed){bytes, len};
}

static void
add_shared(TALLOC_CTX *ctx, struct seeds *s, const char *pattern)
{
	const char *dir = getenv("OPORA_SHARED");
	struct error err;
	glob_t found;
	char *bytes;
	size_t len, i;

	if (dir == NULL ||
	    glob(mem_printf(ctx, "%s/data/spreadsheets/%s", dir, pattern), 0, NULL, &found) != 0)
		return; /* the seeds made here must do */
	for (i = 0; i < found.gl_pathc; i++)
		if (file_read(ctx, found.gl_pathv[i], SEED_BYTES_MAX, &bytes, &len, &err) == OK)
			add_seed(s, bytes, len);
	globfree(&found);
}

static void
add_made_xls(TALLOC_CTX *ctx, struct seeds *s)
{
	struct buf b = buf_new(ctx, 1 << 16), body = buf_new(ctx, 1 << 10);
	size_t len;
	char *file;
	unsigned i;

	biff_bof(&b, 0x600, 0x10);
	biff_bytes(&b, 0xfc, "\2\0\0\0\2\0\0\0\3\0\0abc\1\0\1\x1a\4", 19);
	for (i = 0; i < 40; i++) {
		put_cell(&body, i / 4, i % 4, 0);
		put_double(&body, i * 1.1);
		biff_record(&b, i % 4 < 2 ? 0x203 : 0x06, &body);
		put_cell(&body, i / 4, 4, 0);
		put32(&body, i % 2);
		biff_record(&b, 0xfd, &body);
	}
	biff_eof(&b);
	file = cfb_of(ctx, b.bytes, b.len, &len);
	add_seed(s, file, len);
	add_seed(s, b.bytes, b.len);
}

/* A copy with 1 to 20 injuries. */
static char *
injure(TALLOC_CTX *ctx, const struct seed *seed, size_t *len)
{
	char *s = mem_array(ctx, char, seed->len);
	size_t n = 1 + below(20), at, size;

	memcpy(s, seed->bytes, seed->len);
	*len = seed->len;
	while (n-- > 0) {
		at = below(*len);
		size = 1 + below(*len - at < 8 ? *len - at : 8);
		switch (below(8)) {
		case 0:
			s[at] = (char)below(256);
			break;
		case 1:
			memset(s + at, 0xff, size);
			break;
		case 2:
			memset(s + at, 0, size);
			break;
		case 3:
			memmove(s + at, s + below(*len - size + 1), size);
			break;
		case 4:
			if (below(40) == 0)
				*len = at + 1;
			break;
		default:
			s[at] = (char)(s[at] ^ (1 << below(8)));
			break;
		}
	}
	return s;
}

/* How many files: @usual, or what OPORA_DAMAGED says. */
static int
files(int usual)
{
	const char *told = getenv("OPORA_DAMAGED");

	return told == NULL ? usual : atoi(told);
}

static int
limit_cpu(void **state)
{
	const struct rlimit limit = {CPU_SECONDS_MAX, CPU_SECONDS_MAX};

	return setrlimit(RLIMIT_CPU, &limit);
}

/* Opens @n damaged ones; every refusal has a sentence. */
static void
open_all(const struct seeds *seeds, int n)
{
	int i, read = 0;

	random_state = 20210401;
	for (i = 0; i < n; i++) {
		TALLOC_CTX *ctx = talloc_new(NULL);
		size_t len;
		char *bytes = injure(ctx, &seeds->items[below(seeds->count)], &len);
		const char *id = refusal(bytes, len);

		assert_non_null(id);
		read += *id == '\0';
		talloc_free(ctx);
	}
	print_message("# %d files, %d could be read\n", n, read);
	assert_true(read > 0 && read < n);
}

TEST(damaged_xls_files_never_bring_the_parent_down)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct seeds seeds = {.count = 0};

	add_made_xls(ctx, &seeds);
	add_shared(ctx, &seeds, "*/*.xls");
	open_all(&seeds, files(CHILDREN));
	talloc_free(ctx);
}

TEST(damaged_xlsx_files_are_read_or_refused)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct seeds seeds = {.count = 0};
	size_t len;
	char *file;

	file = xlsx_of(ctx, &len,
	    (struct xlsx_parts){.rows = "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1'>"
					"<v>1.5</v></c></row><row r='3'><c t='inlineStr'><is><t>x"
					"</t></is></c></row>",
		.strings = "<sst " XLSX_NS "><si><t>text</t></si></sst>"});
	add_seed(&seeds, file, len);
	add_shared(ctx, &seeds, "*/*.xlsx");
	open_all(&seeds, files(FILES));
	talloc_free(ctx);
}

/* ---- the child's reader without the child: every step is watched by the sanitizers ---- */

static void
no_sheet(void *data, const char *name, size_t len, bool hidden)
{
}

static void
no_merge(void *data, const struct cell_range *range)
{
}

static bool
no_row(void *data, const struct sheet_row *row)
{
	int *rows = data;

	return ++*rows < 100000;
}

TEST(the_reader_of_old_xls_withstands_damage_by_itself)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct seeds seeds = {.count = 0};
	int i, read = 0;

	add_made_xls(ctx, &seeds);
	add_shared(ctx, &seeds, "*/*.xls");
	random_state = 20220401;
	for (i = 0; i < files(FILES); i++) {
		TALLOC_CTX *inner = talloc_new(NULL);
		const struct biff_output out = {&(int){0}, no_sheet, no_merge, no_row};
		size_t len;
		char *bytes = injure(inner, &seeds.items[below(seeds.count)], &len), *exact;

		exact = mem_check(talloc_memdup(inner, bytes, len));
		read += biff_read(inner, (unsigned char *)exact, len, &out) == XLS_OK;
		talloc_free(inner);
	}
	print_message("# %d files, %d could be read\n", i, read);
	assert_true(read > 0 && read < i);
	talloc_free(ctx);
}

#define EACH(test) cmocka_unit_test_setup(test, limit_cpu)

RUN_WITH_XLS(EACH(damaged_xls_files_never_bring_the_parent_down),
    EACH(damaged_xlsx_files_are_read_or_refused),
    EACH(the_reader_of_old_xls_withstands_damage_by_itself))

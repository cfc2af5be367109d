/* A list of schools received by letter: read, resolved, every mistake told at once. */
#include "check.h"

#include "app/import_list.h"
#include "base/hash.h"
#include "base/tr.h"

#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

static TALLOC_CTX *ctx;
static struct app *app;
static struct error err;
static struct problems *problems;
static struct import_listed *rows;
static size_t count;
static char dir[32];

static void
ok(enum err e)
{
	if (e != OK)
		print_error("%s\n", tr_error(ctx, LANG_EN, &err));
	assert_int_equal(e, OK);
}

static struct input
csv(const char *name, const char *text)
{
	return (struct input){.name = name, .bytes = text, .len = strlen(text)};
}

static int
setup(void **state)
{
	struct input schools = csv("schools.csv",
	    "code;name;municipality\nedu1;Учебная школа № 1;Учебный округ\n"
	    "edu2;Учебная школа № 2;Учебный округ\nedu3;Учебная школа № 3;Учебный округ\n");
	struct import_params none = {0};
	struct import_view *view;

	hash_start();
	ctx = talloc_new(NULL);
	problems = problems_new(ctx);
	rows = NULL;
	count = 0;
	strcpy(dir, "/tmp/opora-list-XXXXXX");
	assert_non_null(mkdtemp(dir));
	ok(app_new(ctx, dir, &app, &err));
	ok(db_open_sqlite(app, ":memory:", true, &app->db, &err));
	ok(db_migrate(app->db, 1, &err));
	ok(import_sources(ctx, app, &schools, 1, &none, &view, &err));
	ok(db_commit(app->db, &err));
	return 0;
}

static int
erase(const char *path, const struct stat *st, int type, struct FTW *at)
{
	return remove(path);
}

static int
teardown(void **state)
{
	talloc_free(ctx);
	return nftw(dir, erase, 8, FTW_DEPTH | FTW_PHYS);
}

static enum err
read_list(const char *text)
{
	struct input in = csv("letter.csv", text);
	struct import_params none = {0};
	size_t i;
	enum err e = import_list(ctx, app, &in, &none, problems, &rows, &count, &err);

	for (i = 0; i < problems->count; i++)
		print_message("# row %d: %s\n", (int)problems->items[i].place.row,
		    tr_error(ctx, LANG_EN, &problems->items[i].what));
	return e;
}

TEST(schools_are_resolved_by_code_and_by_name_with_reason_and_row)
{
	ok(read_list(
	    "Приложение к письму;;\n\n№;Школа;Основание\n1;Учебная школа № 2;низкие результаты\n"
	    "2;edu1;\nИтого;2;\n"));
	assert_int_equal(count, 2);
	assert_string_equal(rows[0].said, "Учебная школа № 2");
	assert_string_equal(rows[0].reason, "низкие результаты");
	assert_int_equal(rows[0].row, 4);
	assert_true(rows[0].org > 0 && rows[1].org > 0 && rows[0].org != rows[1].org);
	assert_null(rows[1].reason);
	assert_int_equal(rows[1].row, 5);
}

TEST(a_table_with_code_and_name_is_a_list_and_no_file_of_schools)
{
	ok(read_list("Код ОО;Наименование\nedu3;Учебная школа № 3\n"));
	assert_int_equal(count, 1);
	assert_string_equal(rows[0].said, "edu3");
}

TEST(every_mistake_is_told_at_once_with_its_row)
{
	assert_int_equal(read_list("Код ОО;Наименование\nedu1;Учебная школа № 1\nedu9;\n"
				   "edu2;Учебная школа № 3\nedu1;\n"),
	    ERR_INVALID);
	assert_int_equal(problems->errors, 3);
	assert_true(has_problem(problems,
	    "no school has the code «{0}»; load schools.csv first, or use --add-schools", 3, 0));
	assert_true(has_problem(
	    problems, "the code «{0}» and the name «{1}» are of two different schools", 4, 0));
	assert_true(has_problem(problems, "the same school stands in row {0} already", 5, 0));
	assert_int_equal(count, 0);
}

TEST(a_table_without_schools_is_refused)
{
	assert_int_equal(read_list("Предмет;Балл\nматематика;5\n"), ERR_INVALID);
	assert_non_null(strstr(err.id, "no list of schools"));
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

RUN(EACH(schools_are_resolved_by_code_and_by_name_with_reason_and_row),
    EACH(a_table_with_code_and_name_is_a_list_and_no_file_of_schools),
    EACH(every_mistake_is_told_at_once_with_its_row), EACH(a_table_without_schools_is_refused))

/* Working days: the law's rule, moved days, terms; and the calendar of the catalogue. */
#include "check.h"

#include "base/embedded.h"
#include "base/mem.h"
#include "domain/calendar.h"

#include <string.h>

static TALLOC_CTX *ctx;
static struct problems *problems;

static int
setup(void **state)
{
	ctx = talloc_new(NULL);
	problems = problems_new(ctx);
	return 0;
}

static int
teardown(void **state)
{
	return talloc_free(ctx);
}

static const char *
catalogue_text_of(const char *name, size_t *len)
{
	const struct embedded *f;

	for (f = catalogue_files; strcmp(f->name, name) != 0; f++)
		assert_non_null(f->name);
	*len = f->size;
	return (const char *)f->bytes;
}

/* The calendar of the catalogue with @moves («from»–«to» pairs of ISO days) put into it. */
static struct calendar *
russian(const char *const (*moves)[2], size_t n)
{
	size_t len, i;
	const char *bytes = catalogue_text_of("calendars/ru.yaml", &len);
	char *text = mem_strndup(ctx, bytes, len), *empty = strstr(text, "moves: []");

	assert_non_null(empty);
	empty[0] = '\0';
	if (n > 0)
		text = mem_printf(ctx, "%smoves:\n", text);
	for (i = 0; i < n; i++)
		text = mem_printf(ctx, "%s  - {from: %s, to: %s, status: local}\n", text,
		    moves[i][0], moves[i][1]);
	return calendar_read(ctx, "ru", text, strlen(text), problems);
}

static struct day
day(const char *text)
{
	struct day d;

	assert_true(day_parse(text, strlen(text), &d));
	return d;
}

static int
working_days(const struct calendar *c, int year)
{
	struct day d = {(int16_t)year, 1, 1};
	int n = 0;

	for (; d.year == year; d = day_from_number(day_number(d) + 1))
		n += calendar_is_working(c, d);
	return n;
}

static const char *
term(const struct calendar *c, const char *from, int days)
{
	char *out = mem_array(ctx, char, DAY_TEXT_SIZE);

	day_text(calendar_term_end(c, day(from), days), out);
	return out;
}

TEST(the_calendar_of_the_catalogue_says_that_moved_days_are_not_in_it)
{
	struct calendar *c = russian(NULL, 0);

	assert_non_null(c);
	assert_int_equal(c->nholidays, 14);
	assert_int_equal(c->nmoves, 0);
	assert_int_equal(c->provenance.status, STATUS_ASSUMED);
	assert_non_null(strstr(c->provenance.note.ru, "не записаны"));
}

/* The numbers of working days as the production calendars of these years were published. */
TEST(years_with_their_moved_days_have_the_published_number_of_working_days)
{
	static const char *const of_2025[][2] = {{"2025-01-04", "2025-05-02"},
	    {"2025-01-05", "2025-12-31"}, {"2025-02-23", "2025-05-08"},
	    {"2025-03-08", "2025-06-13"}, {"2025-11-01", "2025-11-03"}};
	static const char *const of_2026[][2] = {
	    {"2026-01-03", "2026-01-09"}, {"2026-01-04", "2026-12-31"}};

	assert_int_equal(working_days(russian(of_2025, 5), 2025), 247);
	assert_int_equal(working_days(russian(of_2026, 2), 2026), 247);
}

TEST(a_holiday_on_a_weekend_takes_the_next_working_day)
{
	struct calendar *c = russian(NULL, 0);

	/* 9 May 2026 is a Saturday, 8 March 2026 a Sunday */
	assert_false(calendar_is_working(c, day("2026-05-11")));
	assert_true(calendar_is_working(c, day("2026-05-12")));
	assert_false(calendar_is_working(c, day("2026-03-09")));
	/* 12 June 2026 is a Friday: Monday is worked */
	assert_true(calendar_is_working(c, day("2026-06-15")));
	/* 3 and 4 January 2026 are a week-end, whose day off only the Government moves */
	assert_true(calendar_is_working(c, day("2026-01-09")));
}

TEST(a_moved_day_off_is_worked_and_its_new_place_is_off)
{
	static const char *const moves[][2] = {
	    {"2026-05-09", "2026-12-31"}, {"2026-08-01", "2026-08-03"}};
	struct calendar *c = russian(moves, 2);

	assert_true(calendar_is_working(c, day("2026-05-11")));
	assert_false(calendar_is_working(c, day("2026-05-09")));
	assert_false(calendar_is_working(c, day("2026-12-31")));
	assert_true(calendar_is_working(c, day("2026-08-01")));
	assert_false(calendar_is_working(c, day("2026-08-03")));
}

TEST(a_term_begins_on_the_day_after_and_counts_working_days_only)
{
	struct calendar *c = russian(NULL, 0);

	assert_string_equal(term(c, "2026-08-31", 5), "2026-09-07"); /* Monday to Monday */
	assert_string_equal(term(c, "2026-09-04", 1), "2026-09-07"); /* over a week-end */
	assert_string_equal(term(c, "2026-09-05", 5), "2026-09-11"); /* from a Saturday */
	assert_string_equal(term(c, "2026-11-02", 2), "2026-11-05"); /* over 4 November */
	assert_string_equal(term(c, "2025-12-31", 1), "2026-01-09");
	assert_string_equal(term(c, "2026-09-05", 0), "2026-09-05");
}

TEST(counting_ends_with_the_last_day_there_is)
{
	assert_string_equal(term(russian(NULL, 0), "2199-12-30", CALENDAR_TERM_MAX), "2199-12-31");
}

TEST(mistakes_of_a_calendar_are_told_and_leave_none)
{
	static const char text[] =
	    "title: т\nstatus: local\nweekend: [1, 2, 3, 4, 5, 6, 7, 8]\n"
	    "holidays:\n  - {month: 2, day: 30, shifts: no, title: т}\n"
	    "moves:\n  - {from: 2026-02-30, to: 2026-03-02, status: local}\n";

	assert_null(calendar_read(ctx, "c", text, sizeof text - 1, problems));
	assert_int_equal(problems->errors, 5);
	assert_int_equal(problems->items[0].place.row, 3);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

RUN(EACH(the_calendar_of_the_catalogue_says_that_moved_days_are_not_in_it),
    EACH(years_with_their_moved_days_have_the_published_number_of_working_days),
    EACH(a_holiday_on_a_weekend_takes_the_next_working_day),
    EACH(a_moved_day_off_is_worked_and_its_new_place_is_off),
    EACH(a_term_begins_on_the_day_after_and_counts_working_days_only),
    EACH(counting_ends_with_the_last_day_there_is),
    EACH(mistakes_of_a_calendar_are_told_and_leave_none))

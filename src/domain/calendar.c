#include "domain/calendar.h"

#include "base/mem.h"

#include <string.h>

/* 1 = Monday .. 7 = Sunday. 1970-01-01 was a Thursday. */
static int
weekday(struct day d)
{
	return ((day_number(d) + 3) % 7 + 7) % 7 + 1;
}

static bool
is_weekend(const struct calendar *c, struct day d)
{
	return (c->weekend & 1u << weekday(d)) != 0;
}

static const struct calendar_holiday *
holiday(const struct calendar *c, struct day d)
{
	size_t i;

	for (i = 0; i < c->nholidays; i++) {
		if (c->holidays[i].month == d.month && c->holidays[i].day == d.day)
			return &c->holidays[i];
	}
	return NULL;
}

static bool
moved(const struct calendar *c, struct day d, bool away)
{
	size_t i;

	for (i = 0; i < c->nmoves; i++) {
		if (day_cmp(away ? c->moves[i].from : c->moves[i].to, d) == 0)
			return true;
	}
	return false;
}

/* Is @d, itself an ordinary day, the first one after a holiday that fell on a week-end? */
static bool
takes_shift(const struct calendar *c, struct day d)
{
	const struct calendar_holiday *h;

	for (;;) {
		d = day_from_number(day_number(d) - 1);
		h = holiday(c, d);
		if (h == NULL && !is_weekend(c, d))
			return false;
		/* a decree that names the holiday has moved its day off elsewhere */
		if (h != NULL && h->shifts && is_weekend(c, d) && !moved(c, d, true))
			return true;
	}
}

bool
calendar_is_working(const struct calendar *c, struct day d)
{
	if (holiday(c, d) != NULL || moved(c, d, false))
		return false;
	if (moved(c, d, true))
		return true;
	return !is_weekend(c, d) && !takes_shift(c, d);
}

struct day
calendar_term_end(const struct calendar *c, struct day from, int days)
{
	static const struct day last = {2199, 12, 31};

	while (days > 0 && day_cmp(from, last) < 0) {
		from = day_from_number(day_number(from) + 1);
		days -= calendar_is_working(c, from);
	}
	return from;
}

static void
read_weekend(const struct catalogue_file *file, const struct yaml *root, struct calendar *c)
{
	const struct yaml *list = catalogue_list(file, root, "weekend");
	size_t i;
	int day;

	catalogue_need(file, root, "weekend");
	for (i = 0; list != NULL && i < list->count; i++) {
		day = catalogue_number(file, list->items[i], 1, 7);
		if (day >= 1)
			c->weekend |= 1u << day;
	}
	if (c->weekend == 0xfe)
		catalogue_mistake(file, list, MSG("a week needs a working day"));
}

static void
read_holidays(const struct catalogue_file *file, const struct yaml *root, struct calendar *c)
{
	static const char *const known[] = {"month", "day", "shifts", "title", NULL};
	const struct yaml *list = catalogue_list(file, root, "holidays");
	size_t i;

	catalogue_need(file, root, "holidays");
	for (i = 0; list != NULL && i < list->count; i++) {
		const struct yaml *item = list->items[i];
		struct calendar_holiday h;

		if (!catalogue_map(file, item, known))
			continue;
		catalogue_need(file, item, "shifts");
		catalogue_need(file, item, "title");
		h.month = catalogue_int(file, item, "month", 1, 12, 0);
		h.day = catalogue_int(file, item, "day", 1, 31, 0);
		h.shifts = catalogue_truth(file, item, "shifts", false);
		h.title = catalogue_bilingual(file, item, "title");
		/* 2000 had every day there is */
		if (!day_valid((struct day){2000, (int8_t)h.month, (int8_t)h.day}))
			catalogue_mistake(file, item, MSG("there is no such day in any year"));
		mem_push(file->ctx, c->holidays, c->nholidays) = h;
	}
	/* else the day after a holiday would be looked for without end */
	if (c->nholidays > 60)
		catalogue_mistake(file, list, MSG("these are too many holidays for one year"));
}

static struct day
read_day(const struct catalogue_file *file, const struct yaml *item, const char *key)
{
	const char *text = catalogue_text(file, item, key);
	struct day d = {0};

	if (text == NULL || !day_parse(text, strlen(text), &d))
		catalogue_mistake(file, item, MSG("{0}: a day was expected here"), arg_text(key));
	return d;
}

static void
read_moves(const struct catalogue_file *file, const struct yaml *root, struct calendar *c)
{
	static const char *const known[] = {"from", "to", PROVENANCE_KEYS, NULL};
	const struct yaml *list = catalogue_list(file, root, "moves");
	size_t i;

	for (i = 0; list != NULL && i < list->count; i++) {
		const struct yaml *item = list->items[i];
		struct calendar_move m;

		if (!catalogue_map(file, item, known))
			continue;
		m.from = read_day(file, item, "from");
		m.to = read_day(file, item, "to");
		m.provenance = catalogue_provenance(file, item);
		mem_push(file->ctx, c->moves, c->nmoves) = m;
	}
}

struct calendar *
calendar_read(
    TALLOC_CTX *ctx, const char *name, const char *bytes, size_t len, struct problems *problems)
{
	static const char *const known[] = {
	    "title", "weekend", "holidays", "moves", PROVENANCE_KEYS, NULL};
	struct calendar *c = mem_new(ctx, struct calendar);
	const struct catalogue_file file = {c, name, problems};
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	size_t errors = problems->errors;
	struct yaml *root = yaml_read(local, name, bytes, len, problems);

	if (root != NULL && catalogue_map(&file, root, known)) {
		catalogue_need(&file, root, "title");
		c->title = catalogue_bilingual(&file, root, "title");
		c->provenance = catalogue_provenance(&file, root);
		read_weekend(&file, root, c);
		read_holidays(&file, root, c);
		read_moves(&file, root, c);
	}
	talloc_free(local);
	if (problems->errors == errors)
		return c;
	talloc_free(c);
	return NULL;
}

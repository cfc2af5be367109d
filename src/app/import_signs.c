/*
 * Federal lists of signs of bias on their way in: «4 РУ» of a school becomes the fact «bias.RU4» of
 * the year, which methods read by sign and year.
 */
#include "app/import_int.h"

#include "base/mem.h"
#include "base/text.h"
#include "intake/seen.h"
#include "store/statements.h"

#include <stdlib.h>
#include <string.h>

struct signs_pass {
	struct importing *im;
	struct seen *seen;
	bool year_told;
};

/* One school of a list. */
struct signs {
	const char *said;
	char since[DAY_TEXT_SIZE];
	struct {
		const char *attribute, *value;
		bool there, differs; /* in the database: with this value, with another */
	} items[LIST_MARKERS_MAX];
	size_t count;
};

struct signs_pass *
signs_pass_new(struct importing *im)
{
	struct signs_pass *p = mem_new(im->ctx, struct signs_pass);

	p->im = im;
	p->seen = seen_new(p);
	return p;
}

/* The attribute behind the title of a column, or NULL. */
static const char *
attribute_of(TALLOC_CTX *ctx, const char *title)
{
	const char *fold = text_fold(ctx, title), *subject;
	char *end;
	long grade = strtol(fold, &end, 10);

	subject = strcmp(end, " ру") == 0 ? "RU" : strcmp(end, " ма") == 0 ? "MA" : NULL;
	return subject == NULL || grade < 1 || grade > 11
		   ? NULL
		   : mem_printf(ctx, "bias.%s%ld", subject, grade);
}

static bool
read_signs(struct signs_pass *p, TALLOC_CTX *ctx, const struct list_row *row, struct signs *out)
{
	struct importing *im = p->im;
	const char *attribute;
	bool good = true;
	size_t i;

	*out = (struct signs){.said = row->code != NULL ? row->code : row->name};
	day_text((struct day){row->year, 1, 1}, out->since);
	for (i = 0; i < row->nmarkers; i++) {
		attribute = attribute_of(ctx, row->markers[i].title);
		if (attribute == NULL) {
			problem_add(im->problems, SEVERITY_ERROR, import_place(im, row->row, 0),
			    MSG("the column «{0}» is no sign of bias such as «4 РУ» or «5 МА»"),
			    arg_text(row->markers[i].title));
			good = false;
			continue;
		}
		out->items[out->count].attribute = attribute;
		out->items[out->count++].value =
		    mem_printf(ctx, "%lld", (long long)row->markers[i].value);
	}
	return good;
}

/* What the database says of the school for the same year. */
static enum err
look_at_live(struct signs_pass *p, TALLOC_CTX *ctx, struct signs *s, int64_t org, struct error *err)
{
	struct db_facts_of *facts = NULL;
	size_t i, k, n = 0;
	enum err e = org == 0 ? OK : db_facts_of(ctx, p->im->app->db, org, &facts, &n, err);

	for (i = 0; e == OK && i < n; i++) {
		if (strcmp(facts[i].since, s->since) != 0)
			continue;
		for (k = 0; k < s->count; k++) {
			if (strcmp(facts[i].attribute, s->items[k].attribute) != 0)
				continue;
			s->items[k].there = strcmp(facts[i].value, s->items[k].value) == 0;
			s->items[k].differs = !s->items[k].there;
		}
	}
	return e;
}

static void
tell_live(struct signs_pass *p, const struct list_row *row, const struct signs *s)
{
	struct importing *im = p->im;
	struct place place = import_place(im, row->row, 0);
	size_t i, there = 0;

	for (i = 0; i < s->count; i++) {
		there += s->items[i].there;
		if (!s->items[i].differs || im->params->replace)
			continue;
		problem_add(im->problems, SEVERITY_ERROR, place,
		    MSG("other signs of bias stand for {0}, {1}; to put these in their place use "
			"--replace"),
		    arg_text(s->said), arg_year(row->year));
		return;
	}
	if (there < s->count)
		return;
	im->file->rows_same += !im->store;
	problem_add(im->problems, SEVERITY_WARNING, place,
	    MSG("the same signs of bias of {0} for {1} are loaded already; the row was left out"),
	    arg_text(s->said), arg_year(row->year));
}

static bool
has_year(struct signs_pass *p, const struct list_row *row)
{
	struct importing *im = p->im;

	if (row->year > im->app->today.year + 1)
		problem_add(im->problems, SEVERITY_ERROR, import_place(im, row->row, 0),
		    MSG("the year {0} has not come yet"), arg_year(row->year));
	if (row->year != 0)
		return true;
	if (!p->year_told)
		problem_add(im->problems, SEVERITY_ERROR, import_place(im, row->row, 0),
		    MSG("The table does not say its year. Give it with --year (2021 for the school "
			"year 2020/21)."));
	p->year_told = true;
	return false;
}

static struct known_code *
find_school(struct signs_pass *p, const struct list_row *row, const char *said)
{
	struct known_code *school = import_find_school(p->im, row->row, 0, said);
	const struct result_row named = {.row = row->row, .school = said, .school_name = row->name};

	if (school != NULL)
		import_check_name(p->im, &named, school);
	return school;
}

static enum err
check_signs(struct signs_pass *p, TALLOC_CTX *ctx, const struct list_row *row, struct signs *s,
    struct error *err)
{
	struct importing *im = p->im;
	struct known_code *school = find_school(p, row, s->said);
	int64_t before;
	enum err e;

	im->file->rows_read++;
	if (school == NULL)
		return OK;
	before = seen_add(p->seen, mem_printf(ctx, "%u %d", school->index, row->year), row->row);
	if (before != 0) {
		problem_add(im->problems, SEVERITY_ERROR, import_place(im, row->row, 0),
		    MSG("the same school stands in row {0} already"), arg_int(before));
		return OK;
	}
	e = look_at_live(p, ctx, s, school->org, err);
	if (e == OK)
		tell_live(p, row, s);
	return e;
}

static enum err
store_signs(struct signs_pass *p, TALLOC_CTX *ctx, const struct list_row *row, struct signs *s,
    struct error *err)
{
	struct importing *im = p->im;
	struct known_code *school = find_school(p, row, s->said);
	bool stored = false, replaced = false;
	enum err e = OK;
	size_t i;

	if (school == NULL)
		return OK;
	if (school->org == 0)
		e = school_add_bare(im, school->code, &school->org, err);
	if (e == OK)
		e = look_at_live(p, ctx, s, school->org, err);
	if (e == OK)
		tell_live(p, row, s);
	for (i = 0; e == OK && i < s->count; i++) {
		if (s->items[i].there)
			continue;
		if (s->items[i].differs)
			e = db_fact_replace(im->app->db, school->org, s->items[i].attribute,
			    s->since, im->batch, err);
		if (e == OK)
			e = db_fact_add_copy(im->app->db, school->org, s->items[i].attribute,
			    s->since, s->items[i].value, im->batch, err);
		stored = true;
		replaced |= s->items[i].differs;
	}
	im->file->rows_stored += stored;
	im->file->rows_replaced += replaced;
	return e;
}

enum err
signs_take(struct signs_pass *p, const struct list_row *row, struct error *err)
{
	TALLOC_CTX *local;
	struct signs s;
	enum err e = OK;

	if (!has_year(p, row))
		return OK;
	local = mem_check(talloc_new(NULL));
	if (!read_signs(p, local, row, &s))
		;
	else if (p->im->store)
		e = store_signs(p, local, row, &s, err);
	else
		e = check_signs(p, local, row, &s, err);
	talloc_free(local);
	return e;
}

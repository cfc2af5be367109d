/*
 * Facts of schools on their way in, of any name: what methods read besides figures. A different
 * value for a live fact is a mistake unless --replace; an equal one a warning.
 */
#include "app/import_int.h"

#include "base/mem.h"
#include "intake/seen.h"
#include "store/statements.h"

#include <string.h>

struct facts_pass {
	struct importing *im;
	struct seen *seen;
	bool year_told;
};

/* One row on its way. */
struct fresh {
	const struct facts_row *row;
	const char *said;                          /* the school */
	char since[DAY_TEXT_SIZE];                 /* '' = from the beginning */
	bool there[FACTS_MAX], differs[FACTS_MAX]; /* in the database: with this value, another */
};

struct facts_pass *
facts_pass_new(struct importing *im)
{
	struct facts_pass *p = mem_new(im->ctx, struct facts_pass);

	p->im = im;
	p->seen = seen_new(p);
	return p;
}

/* What the database says of the school for the same time. */
static enum err
look_at_live(struct facts_pass *p, TALLOC_CTX *ctx, struct fresh *f, int64_t org, struct error *err)
{
	struct db_facts_of *facts = NULL;
	size_t i, k, n = 0;
	enum err e = org == 0 ? OK : db_facts_of(ctx, p->im->app->db, org, &facts, &n, err);

	for (i = 0; e == OK && i < n; i++) {
		if (strcmp(facts[i].since, f->since) != 0)
			continue;
		for (k = 0; k < f->row->count; k++) {
			if (strcmp(facts[i].attribute, f->row->items[k].attribute) != 0)
				continue;
			f->there[k] = strcmp(facts[i].value, f->row->items[k].value) == 0;
			f->differs[k] = !f->there[k];
		}
	}
	return e;
}

static void
tell_live(struct facts_pass *p, const struct fresh *f)
{
	struct importing *im = p->im;
	struct place place = import_place(im, f->row->row, 0);
	size_t i, there = 0;

	for (i = 0; i < f->row->count; i++) {
		there += f->there[i];
		if (!f->differs[i] || im->params->replace)
			continue;
		problem_add(im->problems, SEVERITY_ERROR, place,
		    MSG("another value of «{0}» stands for {1}, {2}; to put this one in its place "
			"use --replace"),
		    arg_text(f->row->items[i].attribute), arg_text(f->said),
		    arg_text(f->since[0] == '\0' ? "-" : f->since));
		return;
	}
	if (there < f->row->count)
		return;
	im->file->rows_same += !im->store;
	problem_add(im->problems, SEVERITY_WARNING, place,
	    MSG("the same is known of {0} already; the row was left out"), arg_text(f->said));
}

static struct known_code *
find_school(struct facts_pass *p, const struct fresh *f)
{
	struct known_code *school = import_find_school(p->im, f->row->row, 0, f->said);
	const struct result_row named = {
	    .row = f->row->row, .school = f->said, .school_name = f->row->name};

	if (school != NULL)
		import_check_name(p->im, &named, school);
	return school;
}

static enum err
check(struct facts_pass *p, TALLOC_CTX *ctx, struct fresh *f, struct error *err)
{
	struct importing *im = p->im;
	struct known_code *school = find_school(p, f);
	int64_t before;
	enum err e;

	im->file->rows_read++;
	if (school == NULL)
		return OK;
	before = seen_add(p->seen, mem_printf(ctx, "%u %s", school->index, f->since), f->row->row);
	if (before != 0) {
		problem_add(im->problems, SEVERITY_ERROR, import_place(im, f->row->row, 0),
		    MSG("the same school stands in row {0} already"), arg_int(before));
		return OK;
	}
	e = look_at_live(p, ctx, f, school->org, err);
	if (e == OK)
		tell_live(p, f);
	return e;
}

static enum err
store_one(struct importing *im, const struct fresh *f, size_t i, int64_t org, struct error *err)
{
	enum err e = OK;

	if (f->differs[i])
		e = db_fact_replace(
		    im->app->db, org, f->row->items[i].attribute, f->since, im->batch, err);
	if (e == OK)
		e = db_fact_add_copy(im->app->db, org, f->row->items[i].attribute, f->since,
		    f->row->items[i].value, im->batch, err);
	return e;
}

static enum err
store(struct facts_pass *p, TALLOC_CTX *ctx, struct fresh *f, struct error *err)
{
	struct importing *im = p->im;
	struct known_code *school = find_school(p, f);
	bool stored = false, replaced = false;
	enum err e = OK;
	size_t i;

	if (school == NULL)
		return OK;
	if (school->org == 0)
		e = school_add_bare(im, school->code, &school->org, err);
	if (e == OK)
		e = look_at_live(p, ctx, f, school->org, err);
	if (e == OK)
		tell_live(p, f);
	for (i = 0; e == OK && i < f->row->count; i++) {
		if (f->there[i])
			continue;
		e = store_one(im, f, i, school->org, err);
		stored = true;
		replaced |= f->differs[i];
	}
	im->file->rows_stored += stored;
	im->file->rows_replaced += replaced;
	return e;
}

void
facts_tell_year(struct facts_pass *p, int64_t row)
{
	if (!p->year_told)
		problem_add(p->im->problems, SEVERITY_ERROR, import_place(p->im, row, 0),
		    MSG("The table does not say its year. Give it with --year (2021 for the school "
			"year 2020/21)."));
	p->year_told = true;
}

enum err
facts_take(struct facts_pass *p, const struct facts_row *row, struct error *err)
{
	struct fresh f = {.row = row, .said = row->code != NULL ? row->code : row->name};
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	enum err e;

	if (row->year > p->im->app->today.year + 1)
		problem_add(p->im->problems, SEVERITY_ERROR, import_place(p->im, row->row, 0),
		    MSG("the year {0} has not come yet"), arg_year(row->year));
	if (row->year != 0)
		day_text((struct day){row->year, 1, 1}, f.since);
	e = p->im->store ? store(p, local, &f, err) : check(p, local, &f, err);
	talloc_free(local);
	return e;
}

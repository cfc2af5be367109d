/*
 * Counts beside the figures on their way in: marks of a class, scores of a school, marks against
 * the journal. The rules are those of figures.
 */
#include "app/import_int.h"

#include "base/buf.h"
#include "base/mem.h"
#include "intake/seen.h"
#include "store/statements.h"

#include <string.h>

#define COUNTS_TEXT_MAX 4096 /* 201 counts of at most 10 digits, parted */

struct stats_pass {
	struct importing *im;
	struct seen *seen;
	bool derived;
};

/* One row of the table. */
struct stat_cell {
	struct result_row about; /* school, procedure, year, wave, row: as a figure has them */
	const char *class, *kind, *counts, *mean;
	int64_t participants;
};

enum state { STATE_NEW, STATE_SAME, STATE_OTHER };

struct stats_pass *
stats_pass_new(struct importing *im)
{
	struct stats_pass *p = mem_new(im->ctx, struct stats_pass);

	p->im = im;
	p->seen = seen_new(p);
	return p;
}

void
stats_derived(struct stats_pass *p, bool derived)
{
	p->derived = derived;
}

static struct result_row
about(const struct figure_of *of)
{
	return (struct result_row){.row = of->row,
	    .school = of->school != NULL ? of->school : of->school_name,
	    .school_name = of->school_name,
	    .procedure = of->procedure,
	    .wave = of->wave,
	    .year = of->year};
}

static const char *
counts_text(TALLOC_CTX *ctx, const int64_t *counts, int n)
{
	struct buf out = buf_new(ctx, COUNTS_TEXT_MAX);
	int i;

	for (i = 0; i < n; i++)
		buf_printf(&out, "%s%lld", i == 0 ? "" : ";", (long long)counts[i]);
	return out.bytes;
}

static const char *
mean_of(TALLOC_CTX *ctx, int64_t sum, int64_t n)
{
	struct rational mean;

	return n > 0 && rational_make(sum, n, &mean) ? rational_text(ctx, mean, 9) : NULL;
}

static bool
same_text(const char *a, const char *b)
{
	return (a == NULL && b == NULL) || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* Old counts in a message: of a small group they would tell the marks of persons. */
static const char *
shown_counts(const struct importing *im, const struct db_stat_live_get *old)
{
	if (old->counts == NULL)
		return "?";
	return suppression_shows(&im->tools->suppression, old->participants) ? old->counts : "…";
}

static void
tell_live(struct stats_pass *p, TALLOC_CTX *ctx, const struct stat_cell *c,
    const struct db_stat_live_get *old, enum state state)
{
	struct importing *im = p->im;
	struct place place = import_place(im, c->about.row, 0);

	if (state == STATE_SAME && !p->derived)
		problem_add(im->problems, SEVERITY_WARNING, place,
		    MSG("the same figure is loaded already (batch {0}, row {1}); the row was left "
			"out"),
		    arg_int(old->batch), arg_int(old->row));
	else if (state == STATE_OTHER && !im->params->replace)
		problem_add(im->problems, SEVERITY_ERROR, place,
		    MSG("other counts stand for {0}, {1}, {2}: {3} (batch {4}); to put these in "
			"their place use --replace"),
		    arg_text(*c->class == '\0'
				 ? c->about.school
				 : mem_printf(ctx, "%s, %s", c->about.school, c->class)),
		    arg_text(c->about.procedure), arg_year(c->about.year),
		    arg_text(shown_counts(im, old)), arg_int(old->batch));
}

static enum err
look_at_live(struct stats_pass *p, TALLOC_CTX *ctx, const struct stat_cell *c, int64_t org,
    enum state *state, struct error *err)
{
	struct importing *im = p->im;
	struct db_stat_live_get old;
	bool found = false;
	enum err e = OK;

	*state = STATE_NEW;
	if (org != 0)
		e = db_stat_live_get(ctx, im->app->db, org, c->about.year, c->about.procedure,
		    c->about.wave, c->class, c->kind, &old, &found, err);
	if (e != OK || !found || old.batch == im->batch)
		return e;
	*state = old.participants == c->participants && same_text(old.counts, c->counts) &&
			 same_text(old.mean, c->mean)
		     ? STATE_SAME
		     : STATE_OTHER;
	tell_live(p, ctx, c, &old, *state);
	return OK;
}

/* The figure of pupils' school has told what is wrong with the school and its procedure. */
static struct known_code *
find_school(struct stats_pass *p, const struct stat_cell *c)
{
	struct importing *im = p->im;
	struct known_code *school;

	if (p->derived)
		return known_match(im->known, c->about.school);
	school = import_find_school(im, c->about.row, 0, c->about.school);
	if (school != NULL)
		import_check_name(im, &c->about, school);
	return school;
}

static bool
known_procedure(struct stats_pass *p, const struct stat_cell *c)
{
	int procedure;

	if (p->derived)
		return procedure_find(p->im->app->procedures, c->about.procedure) != NULL;
	procedure = import_find_procedure(p->im, &c->about);
	if (procedure >= 0)
		import_check_year(p->im, &c->about, procedure);
	return procedure >= 0;
}

static enum err
check_cell(struct stats_pass *p, TALLOC_CTX *ctx, const struct stat_cell *c, struct error *err)
{
	struct importing *im = p->im;
	struct known_code *school = find_school(p, c);
	bool procedure = known_procedure(p, c);
	enum state state;
	int64_t before;
	enum err e;

	im->file->rows_read += !p->derived;
	if (school == NULL || !procedure)
		return OK;
	before = seen_add(p->seen,
	    mem_printf(ctx, "%u %s %d %s %s %s", school->index, c->about.procedure, c->about.year,
		c->about.wave, c->kind, c->class),
	    c->about.row);
	if (before != 0) {
		problem_add(im->problems, SEVERITY_ERROR, import_place(im, c->about.row, 0),
		    MSG("the same school, procedure, year and wave stand in row {0} already"),
		    arg_int(before));
		return OK;
	}
	e = look_at_live(p, ctx, c, school->org, &state, err);
	im->file->rows_same += e == OK && state == STATE_SAME && !p->derived;
	return e;
}

static enum err
store_cell(struct stats_pass *p, TALLOC_CTX *ctx, const struct stat_cell *c, struct error *err)
{
	struct importing *im = p->im;
	struct known_code *school = find_school(p, c);
	enum state state = STATE_NEW;
	enum err e = OK;

	if (school == NULL || !known_procedure(p, c))
		return OK;
	if (school->org == 0)
		e = school_add_bare(im, school->code, &school->org, err);
	if (e == OK)
		e = look_at_live(p, ctx, c, school->org, &state, err);
	if (e != OK || state == STATE_SAME)
		return e;
	if (state == STATE_OTHER) {
		e = db_stat_replace(im->app->db, school->org, c->about.year, c->about.procedure,
		    c->about.wave, c->class, c->kind, im->batch, err);
		im->file->rows_replaced++;
	}
	if (e == OK)
		e = db_stat_add_copy(im->app->db, im->batch, school->org, c->about.procedure,
		    c->about.year, c->about.wave, c->class, c->kind, c->participants, c->counts,
		    c->mean, im->sheet->name, c->about.row, err);
	im->file->rows_stored += e == OK;
	return e;
}

static enum err
take(struct stats_pass *p, TALLOC_CTX *ctx, const struct stat_cell *c, struct error *err)
{
	return p->im->store ? store_cell(p, ctx, c, err) : check_cell(p, ctx, c, err);
}

enum err
stats_take_comparison(struct stats_pass *p, const struct comparison_row *row, struct error *err)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	const int64_t counts[] = {row->lowered, row->confirmed, row->raised};
	const struct stat_cell c = {.about = about(&row->of),
	    .class = "",
	    .kind = "journal",
	    .counts = counts_text(local, counts, 3),
	    .participants = row->participants};
	enum err e = take(p, local, &c, err);

	talloc_free(local);
	return e;
}

enum err
stats_take_distribution(struct stats_pass *p, const struct distribution_row *row, struct error *err)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	struct stat_cell c = {.about = about(&row->of),
	    .class = "",
	    .kind = "scores",
	    .counts = counts_text(local, row->counts, row->max + 1),
	    .participants = row->participants};
	int64_t sum = 0;
	enum err e;
	int i;

	for (i = 0; i <= row->max; i++)
		sum += i * row->counts[i];
	c.mean = mean_of(local, sum, row->participants);
	e = take(p, local, &c, err);
	talloc_free(local);
	return e;
}

enum err
stats_take_class(struct stats_pass *p, const struct class_row *row, struct error *err)
{
	TALLOC_CTX *local;
	const int64_t *m = row->marks;
	struct stat_cell c = {.about = about(&row->of),
	    .class = row->name,
	    .kind = "marks",
	    .participants = row->participants};
	enum err e;

	if (row->participants == 0)
		return OK;
	local = mem_check(talloc_new(NULL));
	if (m[0] + m[1] + m[2] + m[3] == row->participants)
		c.counts = counts_text(local, m, 4);
	if (row->scored == row->participants)
		c.mean = mean_of(local, row->sum, row->scored);
	e = take(p, local, &c, err);
	talloc_free(local);
	return e;
}

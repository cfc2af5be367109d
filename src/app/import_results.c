/*
 * Figures on their way in: known school, known procedure, one figure a cell. A different figure for
 * a live cell is a mistake unless --replace; an equal one a warning.
 */
#include "app/import_int.h"

#include "app/dataset.h"
#include "base/mem.h"
#include "store/statements.h"

#include <string.h>

/* Cells met in this file: open addressing over packed keys, 12 bytes a cell. */
struct seen {
	uint64_t *keys; /* 0 = free */
	int32_t *rows;
	size_t room, count;
};

struct results_pass {
	struct importing *im;
	struct stats_pass *stats; /* what comes beside figures */
	struct facts_pass *facts;
	struct seen seen;
	bool *live;      /* [procedure][year − YEAR_MIN]: the database has live figures there */
	char *last_said; /* how the row before called its school */
	struct known_code *last_known;
};

#define LIVE_YEARS (YEAR_MAX - YEAR_MIN + 1)

static uint64_t
mix(uint64_t x)
{
	x ^= x >> 33;
	x *= 0xff51afd7ed558ccdULL;
	x ^= x >> 33;
	return x;
}

static void
seen_grow(TALLOC_CTX *ctx, struct seen *s)
{
	struct seen old = *s;
	size_t i, at;

	s->room = old.room == 0 ? 1024 : old.room * 2;
	s->keys = mem_array(ctx, uint64_t, s->room);
	s->rows = mem_array(ctx, int32_t, s->room);
	for (i = 0; i < old.room; i++) {
		if (old.keys[i] == 0)
			continue;
		for (at = mix(old.keys[i]) & (s->room - 1); s->keys[at] != 0;
		     at = (at + 1) & (s->room - 1))
			;
		s->keys[at] = old.keys[i];
		s->rows[at] = old.rows[i];
	}
	talloc_free(old.keys);
	talloc_free(old.rows);
}

/* The row that brought @key before, or 0 after noting @row. */
static int32_t
seen_put(TALLOC_CTX *ctx, struct seen *s, uint64_t key, int64_t row)
{
	size_t at;

	if (s->count * 4 >= s->room * 3)
		seen_grow(ctx, s);
	for (at = mix(key) & (s->room - 1); s->keys[at] != 0; at = (at + 1) & (s->room - 1)) {
		if (s->keys[at] == key)
			return s->rows[at];
	}
	s->keys[at] = key;
	s->rows[at] = (int32_t)row;
	s->count++;
	return 0;
}

/* The school of a row; rows of one school mostly stand together. */
static struct known_code *
find_school(struct results_pass *p, const struct result_row *row)
{
	if (p->last_said != NULL && strcmp(p->last_said, row->school) == 0)
		return p->last_known;
	p->last_known = import_find_school(p->im, row->row, 0, row->school);
	talloc_free(p->last_said);
	p->last_said = p->last_known == NULL ? NULL : mem_strdup(p->im->ctx, row->school);
	return p->last_known;
}

/* A form sorted by one column only puts one school's name beside another's code. */
void
import_check_name(
    struct importing *im, const struct result_row *row, const struct known_code *school)
{
	const struct known_code *named;

	if (row->school_name == NULL || row->school == row->school_name)
		return;
	named = known_match(im->known, row->school_name);
	if (named != NULL && named->index != school->index)
		problem_add(im->problems, SEVERITY_ERROR, import_place(im, row->row, 0),
		    MSG("the code «{0}» and the name «{1}» are of two different schools"),
		    arg_text(row->school), arg_text(row->school_name));
}

int
import_find_procedure(struct importing *im, const struct result_row *row)
{
	const struct procedures *list = im->app->procedures;
	const struct procedure *found = procedure_find(list, row->procedure);

	if (found != NULL)
		return (int)(found - list->items);
	problem_add(im->problems, SEVERITY_ERROR, import_place(im, row->row, 0),
	    MSG("there is no procedure «{0}» in the catalogue"), arg_text(row->procedure));
	return -1;
}

void
import_check_year(struct importing *im, const struct result_row *row, int procedure)
{
	const struct procedure *proc = &im->app->procedures->items[procedure];
	struct import_file *f = im->file;

	if (f->year_first == 0 || row->year < f->year_first)
		f->year_first = row->year;
	if (row->year > f->year_last)
		f->year_last = row->year;
	if (row->year > im->app->today.year + 1)
		problem_add(im->problems, SEVERITY_ERROR, import_place(im, row->row, 0),
		    MSG("the year {0} has not come yet"), arg_year(row->year));
	else if (row->status == NULL && !procedure_held(proc, row->year))
		problem_add(im->problems, SEVERITY_WARNING, import_place(im, row->row, 0),
		    MSG("by the catalogue {0} was not held in {1}, yet here are its figures"),
		    arg_text(row->procedure), arg_year(row->year));
}

static bool
same_text(const char *a, const char *b)
{
	return (a == NULL && b == NULL) || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static const char *
mean_text(TALLOC_CTX *ctx, const struct result_row *row)
{
	return row->mean_known ? rational_text(ctx, row->mean, 9) : NULL;
}

/* What the new row doesn't say can't contradict what stands. */
static bool
agrees(int64_t new, int64_t old)
{
	return new == COUNT_UNKNOWN || new == old;
}

static bool
same_figure(const struct db_result_live_get *old, const struct result_row *row, const char *mean)
{
	return old->participants == row->participants && old->low == row->low &&
	       agrees(row->low_regional, old->low_regional) && agrees(row->mark2, old->m2) &&
	       agrees(row->mark3, old->m3) && agrees(row->mark4, old->m4) &&
	       agrees(row->mark5, old->m5) && (mean == NULL || same_text(old->mean, mean)) &&
	       same_text(old->status, row->status) &&
	       (row->pupil_grade == 0 || old->pupil_grade == row->pupil_grade);
}

/*
 * A number of the school for keys of cells: two codes of one school are one, codes that will make
 * schools are one each.
 */
static uint32_t
school_number(const struct known_code *k)
{
	return k->org != 0 ? (uint32_t)k->org : 0x80000000u | k->index;
}

enum cell_state { CELL_NEW, CELL_SAME, CELL_OTHER };

/* Compares with the live figure of the cell, if the database has any of that year and procedure. */
static enum err
look_at_live(struct results_pass *p, TALLOC_CTX *ctx, const struct result_row *row, int64_t org,
    int procedure, enum cell_state *state, struct error *err)
{
	struct importing *im = p->im;
	struct db_result_live_get old;
	bool found;
	enum err e;

	*state = CELL_NEW;
	if (org == 0 || !p->live[procedure * LIVE_YEARS + row->year - YEAR_MIN])
		return OK;
	e = db_result_live_get(
	    ctx, im->app->db, org, row->year, row->procedure, row->wave, &old, &found, err);
	if (e != OK || !found || old.batch == im->batch)
		return e;
	*state = same_figure(&old, row, mean_text(ctx, row)) ? CELL_SAME : CELL_OTHER;
	if (*state == CELL_SAME)
		problem_add(im->problems, SEVERITY_WARNING, import_place(im, row->row, 0),
		    MSG("the same figure is loaded already (batch {0}, row {1}); the row was left "
			"out"),
		    arg_int(old.batch), arg_int(old.row));
	else if (!im->params->replace)
		problem_add(im->problems, SEVERITY_ERROR, import_place(im, row->row, 0),
		    MSG("another figure stands for {0}, {1}, {2}: {3} of {4} (batch {5}); to put "
			"this one in "
			"its place use --replace"),
		    arg_text(row->school), arg_text(row->procedure), arg_year(row->year),
		    arg_text(old.low < 0 ? "?" : mem_printf(ctx, "%lld", (long long)old.low)),
		    arg_text(old.participants < 0
				 ? "?"
				 : mem_printf(ctx, "%lld", (long long)old.participants)),
		    arg_int(old.batch));
	return OK;
}

static enum err
store_figure(struct importing *im, TALLOC_CTX *ctx, const struct result_row *row, int64_t org,
    enum cell_state state, struct error *err)
{
	char held[DAY_TEXT_SIZE] = "";
	enum err e = OK;

	if (state == CELL_OTHER) {
		e = db_result_replace(
		    im->app->db, org, row->year, row->procedure, row->wave, im->batch, err);
		im->file->rows_replaced++;
	}
	if (row->held.year != 0)
		day_text(row->held, held);
	if (e == OK)
		e = db_result_add_copy(im->app->db, im->batch, org, row->procedure, row->year,
		    row->wave, row->participants, row->low, row->low_regional, row->mark2,
		    row->mark3, row->mark4, row->mark5, mean_text(ctx, row), row->status,
		    row->pupil_grade, held[0] == '\0' ? NULL : held, row->basis, im->sheet->name,
		    row->row, err);
	if (e == OK)
		im->file->rows_stored++;
	return e;
}

static enum err
check_row(struct results_pass *p, TALLOC_CTX *ctx, const struct result_row *row, struct error *err)
{
	struct importing *im = p->im;
	struct known_code *school = find_school(p, row);
	int procedure = import_find_procedure(im, row), wave = wave_parse(row->wave);
	enum cell_state state;
	int32_t before;
	enum err e;

	im->file->rows_read++;
	if (procedure >= 0)
		import_check_year(im, row, procedure);
	if (school != NULL)
		import_check_name(im, row, school);
	if (school == NULL || procedure < 0)
		return OK;
	before = seen_put(im->ctx, &p->seen,
	    ((uint64_t)school_number(school) << 32 | (uint64_t)procedure << 16 |
		(uint64_t)(row->year - YEAR_MIN) << 4 | (uint64_t)wave) +
		1,
	    row->row);
	if (before != 0) {
		problem_add(im->problems, SEVERITY_ERROR, import_place(im, row->row, 0),
		    MSG("the same school, procedure, year and wave stand in row {0} already"),
		    arg_int(before));
		return OK;
	}
	e = look_at_live(p, ctx, row, school->org, procedure, &state, err);
	im->file->rows_same += e == OK && state == CELL_SAME;
	return e;
}

static enum err
store_row(struct results_pass *p, TALLOC_CTX *ctx, const struct result_row *row, struct error *err)
{
	struct importing *im = p->im;
	struct known_code *school = find_school(p, row);
	int procedure = import_find_procedure(im, row);
	enum cell_state state;
	enum err e = OK;

	if (school == NULL || procedure < 0)
		return OK;
	if (school->org == 0)
		e = school_add_bare(im, school->code, &school->org, err);
	if (e == OK)
		e = look_at_live(p, ctx, row, school->org, procedure, &state, err);
	if (e == OK && state != CELL_SAME)
		e = store_figure(im, ctx, row, school->org, state, err);
	return e;
}

/* Of a row with mistakes what it names is looked up all the same: all is told at once. */
static void
check_broken(struct results_pass *p, const struct result_row *row)
{
	if (row->school != NULL && row->school[0] != '\0')
		find_school(p, row);
	if (row->procedure != NULL && row->procedure[0] != '\0')
		import_find_procedure(p->im, row);
}

static enum err
take_row(void *arg, const struct result_row *row, struct error *err)
{
	struct results_pass *p = arg;
	TALLOC_CTX *ctx = p->im->ctx, *local = NULL;
	enum err e = import_tick(p->im, err);

	if (row->broken) {
		if (e == OK && !p->im->store)
			check_broken(p, row);
		return e;
	}
	/* a context a row only where something hangs on it */
	if (row->mean_known || (p->im->done & 1023) == 0)
		ctx = local = mem_check(talloc_new(NULL));
	if (e == OK)
		e = p->im->store ? store_row(p, ctx, row, err) : check_row(p, ctx, row, err);
	talloc_free(local);
	return e;
}

static enum err
load_live(struct results_pass *p, struct error *err)
{
	const struct procedures *list = p->im->app->procedures;
	struct db_figures_exist *rows;
	const struct procedure *proc;
	size_t i, n;
	enum err e = db_figures_exist(p->im->ctx, p->im->app->db, &rows, &n, err);

	p->live = mem_array(p->im->ctx, bool, list->count *LIVE_YEARS + 1);
	for (i = 0; e == OK && i < n; i++) {
		proc = procedure_find(list, rows[i].procedure);
		if (proc != NULL && rows[i].year >= YEAR_MIN && rows[i].year <= YEAR_MAX)
			p->live[(proc - list->items) * LIVE_YEARS + rows[i].year - YEAR_MIN] = true;
	}
	return e;
}

/* --- what is no figure goes to its own pass --- */

static enum err
take_list(void *arg, const struct list_row *row, struct error *err)
{
	struct results_pass *p = arg;
	enum err e = import_tick(p->im, err);

	return e == OK ? signs_take(p->im, p->facts, row, err) : e;
}

static enum err
take_facts(void *arg, const struct facts_row *row, struct error *err)
{
	struct results_pass *p = arg;
	enum err e = import_tick(p->im, err);

	return e == OK ? facts_take(p->facts, row, err) : e;
}

static enum err
take_comparison(void *arg, const struct comparison_row *row, struct error *err)
{
	struct results_pass *p = arg;
	enum err e = import_tick(p->im, err);

	return e == OK ? stats_take_comparison(p->stats, row, err) : e;
}

static enum err
take_distribution(void *arg, const struct distribution_row *row, struct error *err)
{
	struct results_pass *p = arg;

	return stats_take_distribution(p->stats, row, err);
}

static enum err
take_class(void *arg, const struct class_row *row, struct error *err)
{
	struct results_pass *p = arg;

	return stats_take_class(p->stats, row, err);
}

static enum err
read_by_layout(struct results_pass *p, const struct import_part *part, struct error *err)
{
	struct importing *im = p->im;
	const struct layout_facts facts = {
	    im->app->procedures, im->tools->scales, im->params->year};
	const struct layout_sink sink = {.arg = p,
	    .result = take_row,
	    .list = take_list,
	    .facts = take_facts,
	    .comparison = take_comparison,
	    .distribution = take_distribution,
	    .class_sums = take_class};
	struct layout_counts counts;

	stats_derived(p->stats, part->fit->layout->kind == LAYOUT_KIND_PUPILS);
	return layout_read(
	    im->ctx, im->sheet, part->fit, &facts, im->problems, &sink, &counts, err);
}

/* All sheets of figures: a cell may stand in one of them only. */
static enum err
read_parts(struct results_pass *p, struct error *err)
{
	struct importing *im = p->im;
	enum err e = OK;
	size_t i;

	for (i = 0; e == OK && i < im->nparts; i++) {
		const struct import_part *part = &im->parts[i];

		im->sheet = part->sheet;
		p->last_known = NULL;
		if (!part->own)
			e = read_by_layout(p, part, err);
		else if (part->layout == LAYOUT_RESULTS)
			e = results_read(
			    im->ctx, im->sheet, im->params->year, im->problems, take_row, p, err);
	}
	return e;
}

enum err
import_results(struct importing *im, struct error *err)
{
	struct results_pass p = {
	    .im = im, .stats = stats_pass_new(im), .facts = facts_pass_new(im)};
	enum err e = load_live(&p, err);

	if (!im->store && im->from_nothing && e == OK)
		problem_add(im->problems, SEVERITY_WARNING, import_place(im, 0, 0),
		    MSG("there are no schools yet: they are made from the codes of this file; load "
			"schools.csv to give them names"));
	if (e == OK)
		e = read_parts(&p, err);
	/* no row of this file asks for another one of it, so they may wait till here */
	if (e == OK && im->store)
		e = db_copy_end(im->app->db, err);
	talloc_free(p.seen.keys);
	talloc_free(p.seen.rows);
	talloc_free(p.live);
	talloc_free(p.last_said);
	talloc_free(p.stats);
	talloc_free(p.facts);
	return e;
}

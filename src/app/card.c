#include "app/card.h"

#include "app/catalogue.h"
#include "app/school_find.h"
#include "app/methods.h"
#include "base/mem.h"
#include "domain/scale.h"
#include "store/statements.h"

#include <string.h>

const char *
card_break_words(enum card_break why)
{
	static const char *const words[] = {[CARD_NO_BREAK] = "",
	    [CARD_BREAK_WAVE] = MSG("another season"),
	    [CARD_BREAK_SCALE] = MSG("another scale"),
	    [CARD_BREAK_SCHOOL] = MSG("the school was reorganised")};

	return words[why];
}

/* ---- Figures ---- */

struct card_cell
card_cell_of(const struct identify_view *v, size_t school, int procedure, int year)
{
	const struct figure *f =
	    dataset_figure(v->data, school, procedure, year, v->waves, v->nwaves);
	struct card_cell c = {.absence = ABSENCE_NONE};

	if (f == NULL) {
		c.absence = dataset_absence(v->data, school, procedure, year);
		return c;
	}
	c.wave = f->wave;
	c.file = identify_batch_name(v, f->batch);
	c.sheet = f->sheet;
	c.row = f->row;
	if (f->status != ABSENCE_NONE || f->participants < 1 || f->low < 0)
		c.absence = f->status != ABSENCE_NONE ? (enum absence)f->status
			    : f->participants == 0    ? ABSENCE_NOT_TESTED
						      : ABSENCE_NO_DATA;
	else
		c.count = (struct pooled){f->low, f->participants};
	return c;
}

/* A scale that is not known on one side says nothing. */
static bool
scale_changed(const struct scales *scales, const struct procedure *p, int year)
{
	int kind;

	for (kind = SCORE_PRIMARY; kind <= SCORE_TEST; kind++) {
		const struct scale *now = scale_find(scales, p->code, year, kind),
				   *then = scale_find(scales, p->code, year - 1, kind);

		if (now == NULL || then == NULL)
			continue;
		if ((now->max >= 0 && then->max >= 0 && now->max != then->max) ||
		    (now->minimum >= 0 && then->minimum >= 0 && now->minimum != then->minimum))
			return true;
	}
	return false;
}

enum card_break
card_break_between(const struct scales *scales, const struct dataset_school *school,
    const struct procedure *procedure, int year, const struct card_cell *now,
    const struct card_cell *then)
{
	if (now->count.n > 0 && school->compared_from == year)
		return CARD_BREAK_SCHOOL;
	if (now->count.n == 0 || then->count.n == 0)
		return CARD_NO_BREAK;
	if (now->wave != then->wave)
		return CARD_BREAK_WAVE;
	return scale_changed(scales, procedure, year) ? CARD_BREAK_SCALE : CARD_NO_BREAK;
}

static void
find_breaks(const struct card_view *v, struct card_line *line, const struct scales *scales)
{
	size_t i;

	for (i = 1; i < v->nyears; i++)
		line->cells[i].before = card_break_between(scales, v->school, line->procedure,
		    v->first_year + (int)i, &line->cells[i], &line->cells[i - 1]);
}

static int8_t
low_in(const struct card_view *v, uint16_t procedure, int year)
{
	size_t i;

	for (i = 0; i < v->item->ncells; i++) {
		if (v->item->cells[i].procedure == procedure && v->item->cells[i].year == year)
			return v->item->cells[i].is_low;
	}
	return -1;
}

/* From the first year with a figure of the school, and the year before at least. */
static void
choose_years(struct card_view *v)
{
	const struct dataset *d = v->run->data;
	size_t i;

	v->first_year = v->run->year - 1;
	for (i = v->school->figure; i < v->school->figure + v->school->nfigures; i++) {
		if (d->figures[i].year < v->first_year)
			v->first_year = d->figures[i].year;
	}
	v->nyears = (size_t)(v->run->year - v->first_year + 1);
}

static void
fill_lines(struct card_view *v, const struct scales *scales)
{
	uint16_t procedures[METHOD_PROCEDURES];
	size_t n = method_procedures(v->run, procedures), i, k;

	choose_years(v);
	v->nlines = n;
	v->lines = mem_array(v, struct card_line, n + 1);
	for (i = 0; i < n; i++) {
		struct card_line *line = &v->lines[i];

		line->procedure = &v->run->data->procedures->items[procedures[i]];
		line->low = low_in(v, procedures[i], v->run->year);
		line->low_before = low_in(v, procedures[i], v->run->year - 1);
		line->cells = mem_array(v, struct card_cell, v->nyears);
		for (k = 0; k < v->nyears; k++)
			line->cells[k] = card_cell_of(
			    v->run, v->item->school, procedures[i], v->first_year + (int)k);
		find_breaks(v, line, scales);
	}
}

/* ---- What is known besides ---- */

static enum err
take_name(void *arg, const struct db_org_names *row, struct error *err)
{
	struct card_view *v = arg;

	mem_push(v, v->names, v->nnames) = (struct card_name){
	    mem_strdup(v, row->since), mem_strdup(v, row->name), mem_strdup(v, row->short_name)};
	return OK;
}

static enum err
load_successors(struct card_view *v, struct app *app, struct error *err)
{
	struct db_successors *rows;
	struct db_school_named row;
	size_t n, i;
	bool found;
	enum err e = db_successors(v, app->db, v->school->id, &rows, &n, err);

	if (e != OK)
		return e;
	v->successors = mem_array(v, struct card_successor, n + 1);
	for (i = 0; e == OK && i < n; i++) {
		e = db_school_named(v, app->db, rows[i].successor, &row, &found, err);
		if (e == OK && found)
			v->successors[v->nsuccessors++] =
			    (struct card_successor){row.code, row.name, rows[i].day};
	}
	return e;
}

/* How much of each file was corrected by hand, in rows of this school. */
static enum err
count_corrected(struct card_view *v, struct app *app, struct error *err)
{
	struct db_corrections_of *rows;
	struct db_scope only;
	size_t n, i, k;
	enum err e = school_find_scope(v, app, v->school->id, &only, err);

	if (e == OK)
		e = db_corrections_of(v, app->db, only, &rows, &n, err);
	for (i = 0; e == OK && i < n; i++) {
		for (k = 0; k < v->nfiles; k++)
			v->files[k].corrected += v->files[k].batch == rows[i].batch;
	}
	return e;
}

/* Files of the figures of the school, the newest first. */
static enum err
take_files(struct card_view *v, struct app *app, struct error *err)
{
	const struct dataset *d = v->run->data;
	const struct figure *f = d->figures + v->school->figure, *end = f + v->school->nfigures, *k;
	size_t i;

	v->files = mem_array(v, struct card_file, d->nbatches + 1);
	for (i = d->nbatches; i-- > 0;) {
		for (k = f; k < end && k->batch != d->batches[i].id; k++)
			;
		if (k < end)
			v->files[v->nfiles++] = (struct card_file){
			    d->batches[i].name, d->batches[i].id, d->batches[i].at, 0};
	}
	return count_corrected(v, app, err);
}

static void
take_facts(struct card_view *v)
{
	const struct dataset *d = v->run->data;
	size_t i;

	v->facts = d->facts + v->school->fact;
	v->nfacts = v->school->nfacts;
	v->kind = "";
	for (i = 0; i < v->nfacts; i++) {
		if (strcmp(v->facts[i].attribute, "kind") == 0)
			v->kind = v->facts[i].value;
	}
}

static enum err
load_rest(struct card_view *v, struct app *app, struct error *err)
{
	struct card_name one;
	size_t i;
	enum err e = db_org_names(app->db, v->school->id, take_name, v, err);

	for (i = 0; i < v->nnames / 2; i++) { /* they come oldest first */
		one = v->names[i];
		v->names[i] = v->names[v->nnames - 1 - i];
		v->names[v->nnames - 1 - i] = one;
	}
	if (e == OK)
		e = take_files(v, app, err);
	return e == OK ? load_successors(v, app, err) : e;
}

/* What a kind of event is called; NULL for none that is known. */
static const char *
event_words(const char *kind)
{
	static const struct {
		const char *kind, *words;
	} known[] = {{"acquainted", MSG("the school was acquainted with the list")},
	    {"objected", MSG("the school objected")},
	    {"accepted", MSG("the objection was accepted")},
	    {"rejected", MSG("the objection was rejected with a reason")},
	    {"listed", MSG("listed by order")},
	    {"left_out", MSG("taken out by decision; the order does not name the school")}};
	size_t i;

	for (i = 0; i < sizeof known / sizeof known[0]; i++) {
		if (strcmp(known[i].kind, kind) == 0)
			return known[i].words;
	}
	return NULL;
}

static enum err
load_events(struct card_view *v, struct app *app, struct error *err)
{
	struct db_school_events *rows;
	size_t i, n;
	enum err e = db_school_events(v, app->db, app->scope, v->school->id, &rows, &n, err);

	if (e != OK)
		return e;
	v->events = mem_array(v, struct card_event, n + 1);
	for (i = 0; i < n; i++) {
		struct card_event *event = &v->events[v->nevents++];

		*event = (struct card_event){.kind = rows[i].kind,
		    .text = event_words(rows[i].kind),
		    .listing = rows[i].listing,
		    .year = (int)rows[i].year};
		day_parse(rows[i].day, strlen(rows[i].day), &event->day);
	}
	return listing_status(v, app, v->school->id, v->run->year, "results", &v->standing, err);
}

static enum err
run_method(struct card_view *v, struct app *app, const struct card_params *p, struct error *err)
{
	struct db_scope only;
	struct identify_request q = {.year = p->year, .nonly = 1, .only = &only};
	struct identify_view *run, *before;
	int64_t id;
	enum err e = school_find(v, app, p->school, &id, err);

	if (e == OK)
		e = school_find_scope(v, app, id, &only, err);
	if (e == OK)
		e = identify_schools(v, app, &q, &run, err);
	if (e != OK)
		return e;
	v->run = run;
	v->item = identify_item(run, id);
	if (v->item == NULL)
		return fail(err, ERR_NOT_FOUND,
		    MSG("in the school year {0} there was no school «{1}»: it was closed before or "
			"opened later"),
		    arg_year(p->year), arg_text(p->school));
	v->school = &run->data->schools[v->item->school];
	v->outcome = outcome_of(v->item);
	q.year = p->year - 1;
	q.later = run;
	e = identify_schools(v, app, &q, &before, err);
	if (e == OK)
		v->before = outcome_of(identify_item(before, id));
	return e;
}

enum err
card_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	struct card_view *v = mem_new(ctx, struct card_view);
	const struct scales *scales;
	enum err e = run_method(v, app, params, err);

	if (e == OK)
		e = catalogue_scales(app, &scales, err);
	if (e != OK)
		return e;
	fill_lines(v, scales);
	take_facts(v);
	e = load_rest(v, app, err);
	if (e == OK)
		e = load_events(v, app, err);
	if (e == OK)
		*view = v;
	return e;
}

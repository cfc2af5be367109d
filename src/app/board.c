#include "app/board_int.h"

#include "app/catalogue.h"
#include "app/shell.h"
#include "base/mem.h"

#include <string.h>

const struct choice board_cycles[] = {
    {"nine", MSG("nine positions")}, {"six", MSG("six steps")}, {NULL, NULL}};

static const struct {
	const char *code, *words;
} states[] = {
    [BOARD_NOT_KEPT] = {"not_kept", MSG("not kept")},
    [BOARD_AHEAD] = {"ahead", MSG("ahead")},
    [BOARD_WORK] = {"work", MSG("in work")},
    [BOARD_SIGN] = {"sign", MSG("waits for the order")},
    [BOARD_DONE] = {"done", MSG("done")},
};

const char *
board_state_code(enum board_state state)
{
	return states[state].code;
}

const char *
board_state_words(enum board_state state)
{
	return states[state].words;
}

/*
 * All done is done; nothing begun is ahead; only the order missing waits for it; everything else is
 * in work.
 */
static enum board_state
state_of(const struct board_position *p)
{
	size_t i, n[BOARD_DONE + 1] = {0};

	if (p->nfacts == 0)
		return BOARD_NOT_KEPT;
	for (i = 0; i < p->nfacts; i++)
		n[p->facts[i]->state]++;
	if (n[BOARD_DONE] == p->nfacts)
		return BOARD_DONE;
	if (n[BOARD_AHEAD] == p->nfacts)
		return BOARD_AHEAD;
	return n[BOARD_SIGN] > 0 ? BOARD_SIGN : BOARD_WORK;
}

static void
fill_position(struct board_view *v, const struct cycle_position *from, struct board_position *p)
{
	size_t i;

	p->position = from;
	for (i = 0; i < from->nfacts; i++) {
		const struct board_fact *f = &v->facts[from->facts[i]];

		p->facts[p->nfacts++] = f;
		if (f->state != BOARD_DONE && p->step.label == NULL)
			p->step = f->step;
	}
	p->state = state_of(p);
	v->ndone += p->state == BOARD_DONE;
}

static void
fill_start(struct board_view *v)
{
	static const struct {
		const char *title;
		enum cycle_fact fact;
	} steps[BOARD_START] = {
	    {MSG("Schools"), CYCLE_SCHOOLS},
	    {MSG("Results"), CYCLE_RESULTS},
	    {MSG("List of the region"), CYCLE_RECEIVED},
	    {MSG("Check by the method"), CYCLE_COMPUTED},
	    {MSG("Order"), CYCLE_APPROVED},
	};
	size_t i;

	for (i = 0; i < BOARD_START; i++) {
		v->start[i] = (struct board_start){steps[i].title, &v->facts[steps[i].fact]};
		v->nstart_done += v->start[i].fact->state == BOARD_DONE;
	}
}

static enum err
choose_cycle(struct board_view *v, const char *id, struct error *err)
{
	const struct cycle **cycles;
	size_t n, i;
	enum err e = catalogue_cycles(v, &cycles, &n, err);

	for (i = 0; e == OK && i < n; i++) {
		if (strcmp(cycles[i]->id, id == NULL ? "nine" : id) == 0)
			v->cycle = cycles[i];
	}
	if (e == OK && v->cycle == NULL)
		return fail(err, ERR_NOT_FOUND, MSG("there is no cycle {0}"), arg_text(id));
	return e;
}

/* Whose role is given for a school, has its card one step away. */
static enum err
find_school(struct board_view *v, struct app *app, struct error *err)
{
	struct db_school_named row;
	bool found = false;
	enum err e = app->org == 0 ? OK : db_school_named(v, app->db, app->org, &row, &found, err);

	if (e == OK && found)
		v->school = row.code;
	return e;
}

enum err
board_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct board_params *p = params;
	struct board_view *v = mem_new(ctx, struct board_view);
	size_t i;
	enum err e = OK;

	v->year = p->year;
	if (v->year == 0)
		e = shell_newest_year(v, app, &v->year, err);
	if (e == OK)
		e = choose_cycle(v, p->cycle, err);
	if (e == OK)
		e = board_figures_get(v, app, v->year, &v->figures, err);
	if (e == OK)
		e = board_find_facts(v, app, err);
	if (e == OK)
		e = find_school(v, app, err);
	if (e != OK)
		return e;
	v->npositions = v->cycle->count;
	v->positions = mem_array(v, struct board_position, v->npositions + 1);
	for (i = 0; i < v->npositions; i++)
		fill_position(v, &v->cycle->positions[i], &v->positions[i]);
	fill_start(v);
	*view = v;
	return OK;
}

/* The first page as facts for programs. */
#include "app/board.h"

#include "base/mem.h"
#include "base/tr.h"

static void
fact_json(struct json *j, const struct board_fact *f)
{
	json_object(j, NULL);
	json_text(j, "fact", cycle_fact_words[f->kind]);
	json_text(j, "state", board_state_code(f->state));
	json_text(j, "text", tr_error(j, LANG_EN, &f->said));
	if (f->state != BOARD_DONE)
		json_text(j, "next", f->step.label);
	if (f->step.list != 0)
		json_int(j, "list", f->step.list);
	json_end(j);
}

static void
position_json(struct json *j, const struct board_position *p)
{
	size_t i;

	json_object(j, NULL);
	json_text(j, "id", p->position->id);
	json_object(j, "title");
	json_text(j, "ru", p->position->title.ru);
	json_text(j, "en", p->position->title.en);
	json_end(j);
	json_text(j, "state", board_state_code(p->state));
	json_array(j, "facts");
	for (i = 0; i < p->nfacts; i++)
		json_text(j, NULL, cycle_fact_words[p->facts[i]->kind]);
	json_end(j);
	json_end(j);
}

static void
count_json(struct json *j, const char *key, const struct board_count *c)
{
	json_object(j, key);
	json_int(j, "low", c->k);
	json_int(j, "results", c->n);
	json_end(j);
}

static void
years_json(struct json *j, const struct board_figures *b)
{
	size_t i;

	json_array(j, "years");
	for (i = 0; b->charted && i < BOARD_YEARS; i++) {
		const struct board_year *y = &b->years[i];

		json_object(j, NULL);
		json_int(j, "year", y->year);
		json_int(j, "with_data", y->with_data);
		json_int(j, "meets", y->meets);
		count_json(j, "meeting_now", &y->those);
		count_json(j, "others", &y->others);
		json_end(j);
	}
	json_end(j);
}

static void
moved_json(struct json *j, const char *key, const struct board_moved *moved, int64_t n)
{
	int64_t i;

	json_array(j, key);
	for (i = 0; i < n; i++)
		json_text(j, NULL, moved[i].code);
	json_end(j);
}

/* Nothing when one of the two years has no data. */
static void
moves_json(struct json *j, const struct board_figures *b)
{
	const struct board_moves *m = &b->moves;

	if (!b->charted || b->years[BOARD_YEARS - 2].with_data == 0) {
		json_null(j, "moves");
		return;
	}
	json_object(j, "moves");
	json_int(j, "stay", m->stay);
	moved_json(j, "enter", m->entered, m->enter);
	moved_json(j, "leave", m->left, m->leave);
	json_int(j, "unclear", m->unclear);
	json_end(j);
}

void
board_json(struct json *j, const void *view)
{
	const struct board_view *v = view;
	size_t i;

	json_object(j, NULL);
	json_int(j, "year", v->year);
	json_text(j, "school", v->school);
	json_text(j, "cycle", v->cycle->id);
	json_bool(j, "begun", v->begun);
	json_int(j, "schools", v->figures->schools);
	json_int(j, "with_data", v->figures->with_data);
	json_array(j, "facts");
	for (i = 0; i < CYCLE_FACTS; i++)
		fact_json(j, &v->facts[i]);
	json_end(j);
	json_array(j, "start");
	for (i = 0; i < BOARD_START; i++)
		json_text(j, NULL, board_state_code(v->start[i].fact->state));
	json_end(j);
	json_array(j, "positions");
	for (i = 0; i < v->npositions; i++)
		position_json(j, &v->positions[i]);
	json_end(j);
	years_json(j, v->figures);
	moves_json(j, v->figures);
	json_end(j);
}

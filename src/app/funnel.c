#include "app/funnel.h"

#include "app/methods.h"
#include "base/mem.h"
#include "store/statements.h"

#include <string.h>

const struct choice funnel_sides[] = {{"above", MSG("above the limit of 95 per cent")},
    {"below", MSG("below the limit of 95 per cent")}, {NULL}};

struct collecting {
	const struct school_index *index;
	struct pooled *counts; /* by place in the index */
	int8_t *waves;         /* of the count that is kept, -1 none */
};

/* The first wave in the order of wave_codes that has counts: spring before autumn. */
static enum err
take_figure(void *arg, const struct db_procedure_figures *row, struct error *err)
{
	struct collecting *c = arg;
	const struct indexed_school *s = school_index_find(c->index, row->org);
	int wave = wave_parse(row->wave);
	size_t at;

	if (s == NULL || wave < 0 || wave > 1 || row->participants < 1 || row->low < 0)
		return OK;
	at = (size_t)(s - c->index->schools);
	if (c->waves[at] >= 0 && c->waves[at] <= wave)
		return OK;
	c->waves[at] = (int8_t)wave;
	c->counts[at] = (struct pooled){row->low, row->participants};
	return OK;
}

static bool
is_wanted(const struct funnel_view *v, const struct indexed_school *s)
{
	return v->asked->municipality == NULL ||
	       strcmp(v->asked->municipality, s->municipality_name) == 0;
}

static void
take_points(struct funnel_view *v, const struct collecting *c)
{
	size_t i;

	v->points = mem_array(v, struct funnel_point, c->index->count + 1);
	for (i = 0; i < c->index->count; i++) {
		if (c->counts[i].n == 0 || !is_wanted(v, &c->index->schools[i]))
			continue;
		v->points[v->count].school = &c->index->schools[i];
		v->points[v->count++].count = c->counts[i];
		v->all.k += c->counts[i].k;
		v->all.n += c->counts[i].n;
	}
}

static void
judge(struct funnel_view *v)
{
	double mean = v->all.n == 0 ? 0 : (double)v->all.k / (double)v->all.n;
	int64_t *participants = mem_array(v, int64_t, v->count + 1);
	struct limits outer;
	size_t i;

	for (i = 0; i < v->count; i++) {
		struct funnel_point *p = &v->points[i];

		participants[i] = p->count.n;
		p->side95 = p->side998 = LIMITS_WITHIN;
		if (!limits_of(p->count.n, mean, LIMITS_95, &p->limits95) ||
		    !limits_of(p->count.n, mean, LIMITS_998, &outer))
			continue;
		p->side95 = limits_side(&p->limits95, p->count.k);
		p->side998 = limits_side(&outer, p->count.k);
		v->above += p->side95 == LIMITS_ABOVE;
		v->below += p->side95 == LIMITS_BELOW;
	}
	v->expected = limits_expected_outside(participants, v->count, mean, LIMITS_95);
}

/* The procedures that the default method names, and the one asked for. */
static enum err
choose_procedure(struct funnel_view *v, struct app *app, struct error *err)
{
	struct method *method;
	uint16_t order[METHOD_PROCEDURES];
	const char *said = v->asked->procedure;
	size_t i;
	enum err e = method_load(v, app, NULL, &method, NULL, err);

	if (e != OK)
		return e;
	v->nprocedures = method_procedures_of(method, app->procedures, order);
	v->procedures = mem_array(v, const struct procedure *, v->nprocedures + 1);
	for (i = 0; i < v->nprocedures; i++)
		v->procedures[i] = &app->procedures->items[order[i]];
	v->procedure = said != NULL         ? procedure_find(app->procedures, said)
		       : v->nprocedures > 0 ? v->procedures[0]
					    : NULL;
	if (v->procedure == NULL)
		return fail(err, ERR_NOT_FOUND, MSG("there is no procedure {0}"),
		    arg_text(said == NULL ? "?" : said));
	return OK;
}

enum err
funnel_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	struct funnel_view *v = mem_new(ctx, struct funnel_view);
	struct collecting c = {.index = NULL};
	enum err e;

	v->asked = params;
	v->year = v->asked->year;
	e = choose_procedure(v, app, err);
	if (e == OK)
		e = school_index_get(v, app, v->year, &c.index, err);
	if (e != OK)
		return e;
	c.counts = mem_array(v, struct pooled, c.index->count + 1);
	c.waves = mem_array(v, int8_t, c.index->count + 1);
	memset(c.waves, -1, c.index->count);
	e = db_procedure_figures(
	    app->db, app->scope, v->procedure->code, v->year, take_figure, &c, err);
	if (e != OK)
		return e;
	take_points(v, &c);
	judge(v);
	v->nmunicipalities = c.index->nmunicipalities;
	v->municipalities = c.index->municipalities;
	*view = v;
	return OK;
}

bool
funnel_listed(const struct funnel_view *v, const struct funnel_point *p)
{
	const char *side = v->asked->side;

	return side == NULL ||
	       p->side95 == (strcmp(side, "above") == 0 ? LIMITS_ABOVE : LIMITS_BELOW);
}

const char *
funnel_side_words(const struct funnel_point *p)
{
	if (p->side998 == LIMITS_ABOVE)
		return MSG("above the limit of 99.8 per cent");
	if (p->side998 == LIMITS_BELOW)
		return MSG("below the limit of 99.8 per cent");
	if (p->side95 == LIMITS_ABOVE)
		return MSG("above the limit of 95 per cent");
	if (p->side95 == LIMITS_BELOW)
		return MSG("below the limit of 95 per cent");
	return MSG("within the limits");
}

static void
point_json(struct json *j, const struct funnel_point *p)
{
	static const char *const sides[] = {
	    [LIMITS_BELOW] = "below", [LIMITS_WITHIN] = "within", [LIMITS_ABOVE] = "above"};

	json_object(j, NULL);
	json_text(j, "school", p->school->code);
	json_text(j, "name", p->school->name);
	json_int(j, "participants", p->count.n);
	json_int(j, "low", p->count.k);
	json_array(j, "limits95");
	json_double(j, NULL, p->limits95.low, 4);
	json_double(j, NULL, p->limits95.high, 4);
	json_end(j);
	json_text(j, "side95", sides[p->side95]);
	json_text(j, "side998", sides[p->side998]);
	json_end(j);
}

void
funnel_json(struct json *j, const void *view)
{
	const struct funnel_view *v = view;
	size_t i;

	json_object(j, NULL);
	json_int(j, "year", v->year);
	json_text(j, "procedure", v->procedure->code);
	json_int(j, "participants", v->all.n);
	json_int(j, "low", v->all.k);
	json_int(j, "above95", (int64_t)v->above);
	json_int(j, "below95", (int64_t)v->below);
	json_double(j, "expected_outside95", v->expected, 2);
	json_array(j, "schools");
	for (i = 0; i < v->count; i++) {
		if (funnel_listed(v, &v->points[i]))
			point_json(j, &v->points[i]);
	}
	json_end(j);
	json_end(j);
}

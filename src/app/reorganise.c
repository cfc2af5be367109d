#include "app/reorganise.h"

#include "app/reorganised.h"
#include "base/mem.h"
#include "store/statements.h"

#include <stdlib.h>
#include <string.h>

enum err
day_option(
    TALLOC_CTX *ctx, const char *option, const char *said, const char **out, struct error *err)
{
	char text[DAY_TEXT_SIZE];
	struct day day;

	*out = NULL;
	if (said == NULL)
		return OK;
	if (!day_parse(said, strlen(said), &day))
		return fail(err, ERR_USAGE, MSG("{0} is a day, as 2022-09-01, not «{1}»"),
		    arg_text(option), arg_text(said));
	day_text(day, text);
	*out = mem_strdup(ctx, text);
	return OK;
}

static enum err
find(TALLOC_CTX *ctx, struct app *app, const char *code, int64_t *id, struct error *err)
{
	struct db_school_by_code row;
	bool found;
	enum err e = db_school_by_code(ctx, app->db, app->scope, code, &row, &found, err);

	if (e == OK && !found)
		return fail(
		    err, ERR_NOT_FOUND, MSG("no school has the code «{0}»"), arg_text(code));
	if (e == OK)
		*id = row.id;
	return e;
}

/* The reorganisation in which @predecessor passed into @successor: *@year, 0 = its day isn't known.
 */
static enum err
find_reorganisation(TALLOC_CTX *ctx, struct app *app, int64_t predecessor, int64_t successor,
    const struct school_join_params *p, int *year, struct error *err)
{
	struct db_successors *rows;
	size_t i, n;
	enum err e = db_successors(ctx, app->db, predecessor, &rows, &n, err);

	if (e != OK)
		return e;
	for (i = 0; i < n; i++) {
		if (rows[i].successor != successor)
			continue;
		*year = reorganised_year(rows[i].day);
		return OK;
	}
	return fail(err, ERR_NOT_FOUND,
	    MSG("it is not known that the school {0} passed into {1}; first say so in the list of "
		"schools, column successor"),
	    arg_text(p->predecessor), arg_text(p->successor));
}

struct pair {
	int64_t predecessor, successor;
	char *attribute; /* of the choice, among the successor's facts */
	int year;        /* of the reorganisation */
	int chosen;      /* the year of the choice, 0 = none was made */
};

static enum err
find_pair(TALLOC_CTX *ctx, struct app *app, const struct school_join_params *p, struct pair *out,
    struct error *err)
{
	struct db_facts_of *facts;
	size_t i, n = 0;
	enum err e = find(ctx, app, p->predecessor, &out->predecessor, err);

	if (e == OK)
		e = find(ctx, app, p->successor, &out->successor, err);
	if (e == OK)
		e = find_reorganisation(
		    ctx, app, out->predecessor, out->successor, p, &out->year, err);
	if (e == OK)
		e = db_facts_of(ctx, app->db, out->successor, &facts, &n, err);
	out->attribute = reorganised_attribute(ctx, out->predecessor);
	for (i = 0; i < n; i++) {
		if (strcmp(facts[i].attribute, out->attribute) == 0)
			out->chosen = (int)strtol(facts[i].value, NULL, 10);
	}
	return e;
}

static struct school_join_view *
new_view(TALLOC_CTX *ctx, struct app *app, const struct school_join_params *p,
    const struct pair *pair, int year, bool joined)
{
	struct school_join_view *v = mem_new(ctx, struct school_join_view);

	*v = (struct school_join_view){p->predecessor, p->successor, year, joined};
	app_audit(app, "org", pair->successor,
	    mem_printf(v, "{\"%s\":%lld,\"first_year\":%d}", joined ? "joined" : "parted",
		(long long)pair->predecessor, year));
	return v;
}

enum err
school_join_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct school_join_params *p = params;
	struct pair pair = {0};
	int year;
	enum err e =
	    app_begin(app, err); /* what is looked at must not change before it is written */

	if (e == OK)
		e = find_pair(ctx, app, p, &pair, err);
	if (e != OK)
		return e;
	year = p->from != 0 ? p->from : pair.year;
	if (year == 0)
		return fail(err, ERR_USAGE,
		    MSG("the day of this reorganisation is not known; say with --from from which "
			"year on the figures are the successor's own"));
	if (pair.chosen != 0)
		return fail(err, ERR_CONFLICT,
		    MSG("the figures of {0} are joined to {1} already, up to {2}; first take that "
			"back: opora school part"),
		    arg_text(p->predecessor), arg_text(p->successor), arg_year(pair.chosen - 1));
	e = db_fact_choose(
	    app->db, pair.successor, pair.attribute, mem_printf(ctx, "%d", year), err);
	if (e == OK)
		*view = new_view(ctx, app, p, &pair, year, true);
	return e;
}

enum err
school_part_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct school_join_params *p = params;
	struct pair pair = {0};
	enum err e = app_begin(app, err);

	if (e == OK)
		e = find_pair(ctx, app, p, &pair, err);
	if (e == OK && pair.chosen == 0)
		return fail(err, ERR_NOT_FOUND, MSG("the figures of {0} are not joined to {1}"),
		    arg_text(p->predecessor), arg_text(p->successor));
	if (e == OK)
		e = db_fact_unchoose(app->db, pair.successor, pair.attribute, err);
	if (e == OK)
		*view = new_view(ctx, app, p, &pair, pair.chosen, false);
	return e;
}

void
school_join_json(struct json *j, const void *view)
{
	const struct school_join_view *v = view;

	json_object(j, NULL);
	json_text(j, "predecessor", v->predecessor);
	json_text(j, "successor", v->successor);
	json_int(j, "from", v->from);
	json_bool(j, "joined", v->joined);
	json_end(j);
}

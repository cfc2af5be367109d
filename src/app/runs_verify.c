/* Saved runs evaluated again from the inputs they kept. */
#include "app/runs.h"

#include "app/methods.h"
#include "app/runs_replay.h"
#include "base/mem.h"
#include "base/yaml.h"
#include "store/statements.h"

#include <string.h>

/* One stored school as the source of a method's inputs. JSON is read by the YAML tree. */
struct one_school {
	const struct method *method;
	const struct yaml *reads; /* list of [input, [keys…], value] or […, null, absence] */
};

struct verifying {
	struct app *app;
	struct evaluator *evaluator;
	struct one_school replay;
	struct replay *group; /* of a method over groups, else NULL */
	struct sha256 sha;
	int64_t run;
	enum err (*each)(void *arg, int64_t run, int64_t org, const char *what, struct error *err);
	void *arg;
};

static bool
keys_equal(const struct yaml *stored, const struct value *keys, size_t n)
{
	char *text;
	bool same = stored->count == n;
	size_t i;

	for (i = 0; same && i < n; i++) {
		text = value_print(NULL, &keys[i]);
		same = strcmp(stored->items[i]->text, text) == 0;
		talloc_free(text);
	}
	return same;
}

static struct value
read_stored(void *data, size_t school, size_t input, const struct value *keys)
{
	const struct one_school *r = data;
	const struct method_input *in = &r->method->inputs[input];
	size_t i;

	for (i = 0; r->reads != NULL && i < r->reads->count; i++) {
		const struct yaml *read = r->reads->items[i];

		if (read->count >= 3 && strcmp(read->items[0]->text, in->name) == 0 &&
		    keys_equal(read->items[1], keys, in->nkeys))
			return stored_value(in, read);
	}
	return value_nodata(ABSENCE_NO_DATA);
}

static enum err
verify_outcome(struct verifying *v, int64_t org, const struct decision *d, const char *outcome,
    const char *conditions, bool settled, struct error *err)
{
	if (stored_outcome_same(outcome, conditions, settled, d))
		return OK;
	return v->each(
	    v->arg, v->run, org, MSG("the outcome differs when it is evaluated again"), err);
}

static enum err
verify_item(void *arg, const struct db_run_items *row, struct error *err)
{
	struct verifying *v = arg;
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	struct problems *problems = problems_new(local);
	struct yaml *tree = yaml_read(local, "run", row->inputs, strlen(row->inputs), problems);
	struct decision *d;
	enum err e = OK;

	sha256_add(&v->sha, row->inputs, strlen(row->inputs));
	v->replay.reads = yaml_get(tree, "reads");
	if (tree == NULL || problems->errors > 0)
		e = v->each(v->arg, v->run, row->org, MSG("the stored inputs can't be read"), err);
	else
		e = evaluator_decide(local, v->evaluator, 0, false, &d, err);
	if (e == OK && problems->errors == 0)
		e = verify_outcome(
		    v, row->org, d, row->outcome, row->conditions, row->settled != 0, err);
	talloc_free(local);
	return e;
}

/* Of a method over groups all schools are read before the first is decided about. */
static enum err
collect_item(void *arg, const struct db_run_items *row, struct error *err)
{
	struct verifying *v = arg;

	sha256_add(&v->sha, row->inputs, strlen(row->inputs));
	replay_add(
	    v->group, row->org, row->inputs, row->outcome, row->conditions, row->settled != 0);
	return OK;
}

static enum err
verify_collected(struct verifying *v, struct error *err)
{
	struct decision *d;
	enum err e = OK;
	size_t i;

	replay_finish(v->group);
	for (i = 0; e == OK && i < v->group->nschools; i++) {
		const struct replay_school *s = &v->group->schools[i];

		if (s->values == NULL) {
			e = v->each(
			    v->arg, v->run, s->org, MSG("the stored inputs can't be read"), err);
			continue;
		}
		e = evaluator_decide(v->group, v->evaluator, i, false, &d, err);
		if (e != OK)
			return e;
		e = verify_outcome(v, s->org, d, s->outcome, s->conditions, s->settled, err);
		talloc_free(d);
	}
	return e;
}

struct texts
run_param_texts(TALLOC_CTX *ctx, const char *json)
{
	const struct yaml *tree = yaml_read(ctx, "params", json, strlen(json), problems_new(ctx));
	struct texts texts = {0};
	size_t i;

	for (i = 0; tree != NULL && i < tree->count; i++)
		mem_push(ctx, texts.items, texts.count) = tree->items[i]->text;
	return texts;
}

enum err
run_params(TALLOC_CTX *ctx, const struct method *m, const char *json, struct value **out,
    struct error *err)
{
	struct texts texts = run_param_texts(ctx, json);

	return method_params(ctx, m, texts.items, texts.count, out, err);
}

static enum err
verify_run(TALLOC_CTX *ctx, struct verifying *v, const struct db_runs *run, struct error *err)
{
	struct method_source source = {read_stored, NULL, &v->replay};
	char sha[SHA256_TEXT_SIZE];
	struct method *method;
	struct value *params;
	enum err e = method_load_sha(ctx, v->app, run->method, &method, err);

	if (e == OK)
		e = run_params(ctx, method, run->params, &params, err);
	if (e != OK)
		return e;
	v->run = run->id;
	v->replay = (struct one_school){method, NULL};
	v->group = method->uses_groups ? replay_new(ctx, method) : NULL;
	v->evaluator = evaluator_new(
	    ctx, method, params, (int)run->year, v->group != NULL ? &v->group->source : &source);
	sha256_begin(&v->sha);
	e = db_run_items(
	    v->app->db, run->id, 0, v->group != NULL ? collect_item : verify_item, v, err);
	if (e == OK && v->group != NULL)
		e = verify_collected(v, err);
	sha256_end(&v->sha, sha);
	if (e == OK && strcmp(sha, run->inputs_sha256) != 0)
		e = v->each(v->arg, run->id, 0, MSG("the stored inputs were changed"), err);
	return e;
}

enum err
runs_verify(TALLOC_CTX *ctx, struct app *app, int64_t only,
    enum err (*each)(void *arg, int64_t run, int64_t org, const char *what, struct error *err),
    void *arg, int64_t *runs, struct error *err)
{
	struct verifying v = {.app = app, .each = each, .arg = arg};
	struct db_runs *rows;
	TALLOC_CTX *local;
	size_t i, n;
	enum err e = db_runs(ctx, app->db, &rows, &n, err);

	*runs = 0;
	for (i = 0; e == OK && i < n; i++) {
		if (only != 0 && rows[i].id != only)
			continue;
		local = mem_check(talloc_new(ctx));
		e = verify_run(local, &v, &rows[i], err);
		talloc_free(local);
		(*runs)++;
	}
	return e;
}

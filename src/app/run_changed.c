#include "app/run_changed.h"

#include "app/dataset.h"
#include "app/runs_replay.h"
#include "base/mem.h"
#include "base/yaml.h"
#include "store/statements.h"

#include <stdlib.h>
#include <string.h>

struct comparing {
	TALLOC_CTX *ctx; /* of what is found */
	struct run_changes *found;
	const struct method *method;
	const struct dataset *data;
	const struct method_source *source;
	const struct db_school_ids *ids; /* schools of the scope */
	size_t nids;
};

static int
by_school_id(const void *key, const void *item)
{
	int64_t a = *(const int64_t *)key, b = ((const struct dataset_school *)item)->id;

	return a < b ? -1 : a > b;
}

static int
by_id(const void *key, const void *item)
{
	int64_t a = *(const int64_t *)key, b = ((const struct db_school_ids *)item)->id;

	return a < b ? -1 : a > b;
}

/* Keys stand as texts: years are numbers, all else are names. */
static struct value
stored_key(const struct yaml *key)
{
	struct rational n;

	return rational_parse(key->text, strlen(key->text), &n) ? value_number(n)
								: value_text(key->text, -1);
}

static void
add_changed(const struct comparing *c, const char *school, const char *input,
    const struct value *was, const struct value *now)
{
	struct run_changes *f = c->found;
	struct run_changed one = {
	    mem_strdup(c->ctx, school), input, value_print(c->ctx, was), value_print(c->ctx, now)};

	if (f->count < RUN_CHANGED)
		mem_push(c->ctx, f->items, f->count) = one;
	else
		f->count++;
}

/* «low VPR5_MA 2023» */
static char *
input_text(TALLOC_CTX *ctx, const struct yaml *read)
{
	char *s = mem_strdup(ctx, read->items[0]->text);
	size_t i;

	for (i = 0; i < read->items[1]->count; i++)
		s = mem_printf(ctx, "%s %s", s, read->items[1]->items[i]->text);
	return s;
}

/* One entry of "reads", [input, [keys…], value] or […, null, absence], against what is live. */
static void
compare_read(const struct comparing *c, size_t school, const struct yaml *read)
{
	const struct method *m = c->method;
	struct value keys[METHOD_KEYS], was, now;
	size_t i, k;

	if (read->type != YAML_LIST || read->count < 3 || read->items[1]->type != YAML_LIST)
		return; /* opora check tells of inputs that can't be read */
	for (i = 0; i < m->ninputs && strcmp(m->inputs[i].name, read->items[0]->text) != 0; i++)
		;
	if (i == m->ninputs || read->items[1]->count != m->inputs[i].nkeys)
		return;
	for (k = 0; k < m->inputs[i].nkeys; k++)
		keys[k] = stored_key(read->items[1]->items[k]);
	was = stored_value(&m->inputs[i], read);
	now = c->source->read(c->source->data, school, i, keys);
	if (!value_equal(&was, &now))
		add_changed(c, c->data->schools[school].code, input_text(c->ctx, read), &was, &now);
}

static enum err
compare_item(void *arg, const struct db_run_items *row, struct error *err)
{
	const struct comparing *c = arg;
	const struct dataset_school *s =
	    c->data->nschools == 0
		? NULL
		: bsearch(&row->org, c->data->schools, c->data->nschools, sizeof *s, by_school_id);
	struct value none = value_nodata(ABSENCE_NO_DATA);
	TALLOC_CTX *local;
	const struct yaml *reads;
	char number[32];
	size_t i;

	if (c->nids == 0 || bsearch(&row->org, c->ids, c->nids, sizeof *c->ids, by_id) == NULL)
		return OK;
	if (s == NULL) { /* closed or opened by a later table: it would not be asked about now */
		snprintf(number, sizeof number, "%lld", (long long)row->org);
		add_changed(c, number, "school", &none, &none);
		return OK;
	}
	local = mem_check(talloc_new(NULL));
	reads =
	    yaml_get(yaml_read(local, "run", row->inputs, strlen(row->inputs), problems_new(local)),
		"reads");
	for (i = 0; reads != NULL && reads->type == YAML_LIST && i < reads->count; i++)
		compare_read(c, (size_t)(s - c->data->schools), reads->items[i]);
	talloc_free(local);
	return OK;
}

enum err
run_changed_find(TALLOC_CTX *ctx, struct app *app, int64_t run, const struct method *method,
    int year, struct db_scope scope, int64_t org, struct run_changes *out, struct error *err)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	struct comparing c = {.ctx = ctx, .found = out, .method = method};
	struct dataset *data;
	struct method_source *source;
	struct db_school_ids *ids;
	enum err e = dataset_load(local, app, &scope, 1, 0, year, NULL, &data, err);

	*out = (struct run_changes){0};
	if (e == OK)
		e = dataset_bind(local, data, method, &source, err);
	if (e == OK)
		e = db_school_ids(local, app->db, scope, &ids, &c.nids, err);
	if (e == OK) {
		c.data = data;
		c.source = source;
		c.ids = ids;
		e = db_run_items(app->db, run, org, compare_item, &c, err);
	}
	talloc_free(local);
	return e;
}

#include "app/school_table.h"

#include "app/dataset.h"
#include "base/mem.h"
#include "store/statements.h"

#include <stdlib.h>
#include <string.h>

struct numbered {
	int64_t id;
	size_t at;
};

struct loading {
	TALLOC_CTX *ctx;
	struct template_school *schools;
	size_t count;
	struct numbered *by_id;
	size_t nids;
	const char *on;
};

static enum err
take_school(void *arg, const struct db_school_table *row, struct error *err)
{
	struct loading *l = arg;
	struct template_school *s = &mem_push(l->ctx, l->schools, l->count);

	*s = (struct template_school){.code = mem_strdup(l->ctx, row->code),
	    .name = mem_strdup(l->ctx, row->name),
	    .short_name = mem_strdup(l->ctx, row->short_name),
	    .municipality = mem_strdup(l->ctx, row->municipality),
	    .region = mem_strdup(l->ctx, row->region),
	    .parent = mem_strdup(l->ctx, row->parent),
	    .rural = -1};
	mem_push(l->ctx, l->by_id, l->nids) = (struct numbered){row->id, l->count - 1};
	return OK;
}

static int
by_id(const void *a, const void *b)
{
	int64_t x = ((const struct numbered *)a)->id, y = ((const struct numbered *)b)->id;

	return x < y ? -1 : x > y;
}

static struct template_school *
school_of(const struct loading *l, int64_t id)
{
	struct numbered key = {id, 0}, *found = NULL;

	if (l->nids > 0)
		found = bsearch(&key, l->by_id, l->nids, sizeof key, by_id);
	return found == NULL ? NULL : &l->schools[found->at];
}

/* Facts come by school, attribute, day: the latest stays. */
static enum err
take_fact(void *arg, const struct db_facts *row, struct error *err)
{
	struct loading *l = arg;
	struct template_school *s = school_of(l, row->org);

	if (s == NULL || (l->on != NULL && strcmp(row->since, l->on) > 0))
		return OK;
	if (strcmp(row->attribute, "levels") == 0)
		s->levels = levels_parse(row->value);
	else if (strcmp(row->attribute, "rural") == 0)
		s->rural = strcmp(row->value, "1") == 0;
	else if (strcmp(row->attribute, "kind") == 0)
		s->kind = mem_strdup(l->ctx, row->value);
	else if (strcmp(row->attribute, "opened") == 0)
		day_parse(row->value, strlen(row->value), &s->opened);
	else if (strcmp(row->attribute, "closed") == 0)
		day_parse(row->value, strlen(row->value), &s->closed);
	return OK;
}

static enum err
take_code(void *arg, const struct db_school_other_codes *row, struct error *err)
{
	struct loading *l = arg;
	struct template_school *s = school_of(l, row->org);

	if (s != NULL)
		s->codes = s->codes == NULL ? mem_strdup(l->ctx, row->code)
					    : mem_printf(l->ctx, "%s,%s", s->codes, row->code);
	return OK;
}

static enum err
take_successor(void *arg, const struct db_school_successors *row, struct error *err)
{
	struct loading *l = arg;
	struct template_school *s = school_of(l, row->org);

	if (s != NULL)
		s->successor = s->successor == NULL
				   ? mem_strdup(l->ctx, row->code)
				   : mem_printf(l->ctx, "%s;%s", s->successor, row->code);
	return OK;
}

/* Schools that were not there on the day leave. */
static void
leave_out_absent(struct loading *l)
{
	struct day on;
	size_t i, kept = 0;

	if (l->on == NULL || !day_parse(l->on, strlen(l->on), &on))
		return;
	for (i = 0; i < l->count; i++) {
		const struct template_school *s = &l->schools[i];

		if ((s->opened.year == 0 || day_cmp(s->opened, on) <= 0) &&
		    (s->closed.year == 0 || day_cmp(s->closed, on) >= 0))
			l->schools[kept++] = *s;
	}
	l->count = kept;
}

enum err
school_table_load(TALLOC_CTX *ctx, struct app *app, const char *on, struct template_school **out,
    size_t *count, struct error *err)
{
	struct loading l = {.ctx = ctx, .on = on};
	struct db_scope all = app->scope;
	enum err e =
	    db_school_table(app->db, all, on == NULL ? DAY_LAST : on, take_school, &l, err);

	if (e == OK && l.nids > 1)
		qsort(l.by_id, l.nids, sizeof *l.by_id, by_id);
	if (e == OK)
		e = db_facts(app->db, all, take_fact, &l, err);
	if (e == OK)
		e = db_school_other_codes(app->db, all, take_code, &l, err);
	if (e == OK)
		e = db_school_successors(app->db, all, take_successor, &l, err);
	if (e != OK)
		return e;
	leave_out_absent(&l);
	*out = l.schools;
	*count = l.count;
	return OK;
}

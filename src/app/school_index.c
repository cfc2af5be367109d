#include "app/school_index.h"

#include "app/shelf.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static int
by_name(const void *a, const void *b)
{
	const struct indexed_school *x = a, *y = b;
	int order = strcmp(x->name_key, y->name_key);

	return order != 0 ? order : strcmp(x->code, y->code);
}

static int
by_text(const void *a, const void *b)
{
	return text_cmp(*(const char *const *)a, *(const char *const *)b);
}

static int
by_id(const void *a, const void *b)
{
	const struct indexed_school *x = *(const struct indexed_school *const *)a,
				    *y = *(const struct indexed_school *const *)b;

	return x->id < y->id ? -1 : x->id > y->id;
}

static int
id_of(const void *key, const void *school)
{
	int64_t id = *(const int64_t *)key;
	const struct indexed_school *s = *(const struct indexed_school *const *)school;

	return id < s->id ? -1 : id > s->id;
}

const struct indexed_school *
school_index_find(const struct school_index *x, int64_t id)
{
	const struct indexed_school **found =
	    x->count == 0 ? NULL : bsearch(&id, x->by_id, x->count, sizeof *x->by_id, id_of);

	return found == NULL ? NULL : *found;
}

static void
take_school(struct school_index *x, struct mem_texts *texts, const struct identify_view *v,
    const struct identify_item *item, const uint16_t *procedures, size_t nprocedures)
{
	const struct dataset_school *s = &v->data->schools[item->school];
	struct indexed_school *out = &x->schools[x->count++];
	char *words = mem_printf(NULL, "%s %s %s", s->name, s->short_name, s->code);
	char *fold = text_fold(NULL, words);

	out->id = s->id;
	out->municipality = s->municipality;
	out->path = mem_text(x, texts, s->path);
	out->code = mem_text(x, texts, s->code);
	out->name = mem_text(x, texts, s->name);
	out->short_name = mem_text(x, texts, s->short_name);
	out->name_key = mem_text(x, texts, s->name_key);
	out->fold = mem_text(x, texts, fold);
	out->outcome = outcome_of(item);
	out->pooled = outcome_pooled(v, item->school, x->year, procedures, nprocedures);
	x->totals[out->outcome]++;
	talloc_free(words);
	talloc_free(fold);
}

/* Schools of one municipality share its name, which the list of municipalities has. */
static void
take_municipalities(struct school_index *x, const struct identify_view *v)
{
	const struct dataset_school *s;
	size_t i, k;

	for (i = 0; i < v->count; i++) {
		s = &v->data->schools[v->items[i].school];
		for (k = 0; k < x->nmunicipalities; k++) {
			if (strcmp(x->municipalities[k], s->municipality_name) == 0)
				break;
		}
		if (k == x->nmunicipalities && s->municipality_name[0] != '\0')
			mem_push(x, x->municipalities, x->nmunicipalities) =
			    mem_strdup(x, s->municipality_name);
		x->schools[i].municipality_name =
		    k < x->nmunicipalities ? x->municipalities[k] : "";
	}
	if (x->nmunicipalities > 1)
		qsort(x->municipalities, x->nmunicipalities, sizeof *x->municipalities, by_text);
}

static void
sort_ids(struct school_index *x)
{
	size_t i;

	x->by_id = mem_array(x, const struct indexed_school *, x->count + 1);
	for (i = 0; i < x->count; i++)
		x->by_id[i] = &x->schools[i];
	if (x->count > 1)
		qsort(x->by_id, x->count, sizeof *x->by_id, by_id);
}

static enum err
build(struct school_index *x, struct app *app, struct error *err)
{
	struct identify_request q = {.year = x->year};
	struct mem_texts texts = {NULL};
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	uint16_t procedures[METHOD_PROCEDURES];
	struct identify_view *v;
	size_t i, n;
	enum err e = identify_schools(local, app, &q, &v, err);

	if (e == OK) {
		n = method_procedures(v, procedures);
		x->schools = mem_array(x, struct indexed_school, v->count + 1);
		for (i = 0; i < v->count; i++)
			take_school(x, &texts, v, &v->items[i], procedures, n);
		take_municipalities(x, v);
		if (x->count > 1)
			qsort(x->schools, x->count, sizeof *x->schools, by_name);
		sort_ids(x);
	}
	talloc_free(local);
	return e;
}

static enum err
make(TALLOC_CTX *ctx, struct app *app, int year, const void **out, struct error *err)
{
	struct school_index *x = mem_new(ctx, struct school_index);

	x->year = year;
	*out = x;
	return build(x, app, err);
}

enum err
school_index_get(
    TALLOC_CTX *ctx, struct app *app, int year, const struct school_index **out, struct error *err)
{
	const void *x;
	enum err e = shelf_get_of_data(ctx, app, "schools", year, make, &x, err);

	if (e == OK)
		*out = x;
	return e;
}

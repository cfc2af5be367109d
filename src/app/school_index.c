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

/* What stays the same from school to school while the index is filled. */
struct filling {
	struct school_index *index;
	struct mem_texts texts;
	const struct identify_view *run, *before; /* of the year, of the year before */
	const struct identify_item **items;       /* of `before`, by index into its data->schools */
	uint16_t procedures[METHOD_PROCEDURES];
	size_t nprocedures;
};

static const char *
kind_of(const struct dataset *d, const struct dataset_school *s)
{
	const char *kind = "";
	size_t i;

	for (i = s->fact; i < s->fact + s->nfacts; i++) {
		if (strcmp(d->facts[i].attribute, "kind") == 0)
			kind = d->facts[i].value;
	}
	return kind;
}

static void
take_words(struct filling *f, const struct dataset_school *s, struct indexed_school *out)
{
	char *words = mem_printf(NULL, "%s %s %s", s->name, s->short_name, s->code);
	char *fold = text_fold(NULL, words);
	struct school_index *x = f->index;

	out->path = mem_text(x, &f->texts, s->path);
	out->code = mem_text(x, &f->texts, s->code);
	out->name = mem_text(x, &f->texts, s->name);
	out->short_name = mem_text(x, &f->texts, s->short_name);
	out->name_key = mem_text(x, &f->texts, s->name_key);
	out->fold = mem_text(x, &f->texts, fold);
	out->kind = mem_text(x, &f->texts, kind_of(f->run->data, s));
	talloc_free(words);
	talloc_free(fold);
}

static uint64_t
bit_of(const struct filling *f, uint16_t procedure)
{
	size_t i;

	for (i = 0; i < f->nprocedures; i++) {
		if (f->procedures[i] == procedure)
			return (uint64_t)1 << i;
	}
	return 0;
}

static void
take_cells(const struct filling *f, const struct identify_item *item, struct indexed_school *out)
{
	size_t i;

	for (i = 0; i < item->ncells; i++) {
		const struct identify_cell *c = &item->cells[i];

		if (out->threshold.den == 0 && c->threshold_known)
			out->threshold = c->threshold;
		if (c->year != f->index->year)
			continue;
		out->procedures += c->is_low >= 0;
		out->low += c->is_low == 1;
		out->low_bits |= c->is_low == 1 ? bit_of(f, c->procedure) : 0;
	}
}

/* The method may go before the index does: its words are copied. */
static void
take_conditions(struct filling *f, const struct identify_item *item, struct indexed_school *out)
{
	struct named_value *to;
	size_t n, i;

	for (n = 0; item->conditions[n].name != NULL; n++)
		;
	to = mem_array(f->index, struct named_value, n + 1);
	for (i = 0; i < n; i++) {
		to[i].name = mem_text(f->index, &f->texts, item->conditions[i].name);
		to[i].value = item->conditions[i].value;
		if (to[i].value.type == VALUE_TEXT)
			to[i].value.text = mem_text(f->index, &f->texts, to[i].value.text);
	}
	out->conditions = to;
}

static void
take_school(struct filling *f, const struct identify_item *item)
{
	const struct identify_view *v = f->run;
	const struct dataset_school *s = &v->data->schools[item->school];
	const struct identify_item *before = f->items[item->school];
	struct school_index *x = f->index;
	struct indexed_school *out = &x->schools[x->count++];
	int i;

	out->id = s->id;
	out->municipality = s->municipality;
	out->levels = s->levels;
	take_words(f, s, out);
	out->outcome = outcome_of(item);
	out->before = before == NULL ? OUTCOME_NO_DATA : outcome_of(before);
	take_cells(f, item, out);
	take_conditions(f, item, out);
	for (i = 0; i < INDEX_YEARS; i++)
		out->years[i] = outcome_pooled(
		    v, item->school, x->year - INDEX_YEARS + 1 + i, f->procedures, f->nprocedures);
	x->totals[out->outcome]++;
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

/* A branch says the code of its school, when that is in the index too. */
static void
find_heads(struct school_index *x, const struct identify_view *v)
{
	const struct indexed_school *head;
	size_t i;

	for (i = 0; i < x->count; i++) {
		const struct dataset_school *s = dataset_school(v->data, x->schools[i].id);

		head = s->head == 0 ? NULL : school_index_find(x, s->head);
		x->schools[i].head = head == NULL ? "" : head->code;
	}
}

static void
fill(struct filling *f)
{
	struct school_index *x = f->index;
	const struct identify_view *v = f->run;
	size_t i;

	f->nprocedures = method_procedures(v, f->procedures);
	f->items = mem_array(v, const struct identify_item *, v->data->nschools + 1);
	for (i = 0; i < f->before->count; i++)
		f->items[f->before->items[i].school] = &f->before->items[i];
	x->schools = mem_array(x, struct indexed_school, v->count + 1);
	for (i = 0; i < v->count; i++)
		take_school(f, &v->items[i]);
	take_municipalities(x, v);
	if (x->count > 1)
		qsort(x->schools, x->count, sizeof *x->schools, by_name);
	sort_ids(x);
	find_heads(x, v);
}

static enum err
build(struct school_index *x, struct app *app, struct error *err)
{
	struct identify_request q = {.year = x->year};
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	struct filling f = {.index = x};
	struct identify_view *run, *before;
	enum err e = identify_schools(local, app, &q, &run, err);

	if (e == OK) {
		q.year = x->year - 1;
		q.later = run;
		e = identify_schools(local, app, &q, &before, err);
	}
	if (e == OK) {
		f.run = run;
		f.before = before;
		fill(&f);
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

/* The list on a terminal: the rule with its act, then each school with what makes it listed. */
#include "cli/text.h"
#include "cli/text_method.h"

#include "app/installation.h"
#include "app/role.h"
#include "base/mem.h"

/* The names of the conditions that hold: «A, B». *@n counts them. */
static char *
conditions_met(struct out *o, const struct identify_item *item, size_t *n)
{
	char *s = mem_strdup(o->ctx, "");
	size_t i;

	*n = 0;
	for (i = 0; item->conditions[i].name != NULL; i++) {
		const struct value *v = &item->conditions[i].value;

		if (v->type != VALUE_TRUTH || !v->truth)
			continue;
		s = mem_printf(
		    o->ctx, "%s%s%s", s, (*n)++ == 0 ? "" : ", ", item->conditions[i].name);
	}
	return s;
}

static void
add_low_cell(
    struct out *o, struct table *t, const struct identify_view *v, const struct identify_cell *c)
{
	struct rational share;
	const char *counts = "", *percent = "";

	if (c->counted && rational_make(c->count, c->of, &share)) {
		counts = say(o->ctx, o->lang, MSG("{0} of {1}"), arg_int(c->count), arg_int(c->of));
		percent = text_percent(o->ctx, o->lang, share, 2);
	}
	table_row(o, t, cell_procedure(o, v, c), mem_printf(o->ctx, "%d", c->year), counts, percent,
	    cell_remarks(o, v, c));
}

static void
put_listed_school(struct out *o, const struct identify_view *v, const struct identify_item *item)
{
	const struct dataset_school *s = &v->data->schools[item->school];
	struct table *t = table_new(o, "llrrl");
	size_t n, i;
	char *met = conditions_met(o, item, &n);

	fprintf(o->file, "\n%s  %s", s->code, s->name);
	if (n == 1)
		fprintf(
		    o->file, " — %s", say(o->ctx, o->lang, MSG("condition {0}"), arg_text(met)));
	else if (n > 1)
		fprintf(
		    o->file, " — %s", say(o->ctx, o->lang, MSG("conditions {0}"), arg_text(met)));
	fputc('\n', o->file);
	for (i = 0; i < item->ncells; i++) {
		if (item->cells[i].is_low == 1)
			add_low_cell(o, t, v, &item->cells[i]);
	}
	table_print(o, t, "  ");
}

/* Schools whose missing figures could have mattered. */
static void
put_unsettled(struct out *o, const struct identify_view *v)
{
	bool head = false;
	size_t i;

	for (i = 0; i < v->count; i++) {
		const struct identify_item *item = &v->items[i];

		if (!item->with_data || item->settled || item->listed != 0)
			continue;
		if (!head)
			put_line(o, MSG("\nThe conditions are not met, but data are missing to "
					"rule it out:"));
		head = true;
		fprintf(o->file, "%s  %s\n", v->data->schools[item->school].code,
		    v->data->schools[item->school].name);
	}
}

static void
put_undecided(struct out *o, const struct identify_view *v)
{
	size_t i;

	if (v->undecided == 0)
		return;
	put_line(o, MSG_N("\n{0} school can't be decided:", "\n{0} schools can't be decided:"),
	    arg_int((int64_t)v->undecided));
	for (i = 0; i < v->count; i++) {
		const struct identify_item *item = &v->items[i];

		if (item->with_data && item->listed < 0)
			fprintf(o->file, "%s  %s\n", v->data->schools[item->school].code,
			    v->data->schools[item->school].name);
	}
}

/* A method that does not list gives its results as a table. */
static void
put_results(struct out *o, const struct identify_view *v)
{
	struct table *t = table_new(o, "lll");
	char *s;
	size_t i, k;

	for (i = 0; i < v->count; i++) {
		s = mem_strdup(o->ctx, "");
		for (k = 0; k < v->method->nresults; k++)
			s = mem_printf(o->ctx, "%s%s%s: %s", s, k > 0 ? "; " : "",
			    v->items[i].results[k].name,
			    value_words(o, &v->items[i].results[k].value));
		if (v->items[i].with_data)
			table_row(o, t, v->data->schools[v->items[i].school].code,
			    v->data->schools[v->items[i].school].name, s);
	}
	table_print(o, t, "");
}

static void
put_counts(struct out *o, const struct identify_view *v)
{
	fputc('\n', o->file);
	if (v->count == 0)
		put_line(o, MSG("There are no schools yet: load schools.csv and results.csv with "
				"opora import"));
	else if (v->with_data == 0)
		put_line(o,
		    MSG("There are no figures for {0} yet: load results.csv with "
			"opora import"),
		    arg_text(text_school_year(o->ctx, v->year)));
	else
		put_line(o,
		    MSG("School year {0}. Schools: {1}, with data: {2}; meet the conditions of "
			"the method: {3}"),
		    arg_text(text_school_year(o->ctx, v->year)), arg_int((int64_t)v->count),
		    arg_int((int64_t)v->with_data), arg_int((int64_t)v->listed));
}

void
text_identify(struct out *o, const void *view)
{
	const struct identify_view *v = view;
	size_t i;

	put_method(o, v);
	if (v->decides)
		put_counts(o, v);
	else
		put_results(o, v);
	for (i = 0; i < v->count && v->decides; i++) {
		if (v->items[i].with_data && v->items[i].listed == 1)
			put_listed_school(o, v, &v->items[i]);
	}
	if (v->decides) {
		put_unsettled(o, v);
		put_undecided(o, v);
	}
	if (v->run > 0)
		put_line(o, MSG("\nSaved as run {0}"), arg_year(v->run));
}

static char *
role_names(struct out *o)
{
	char *names = mem_strdup(o->ctx, "");
	size_t i;

	for (i = 0; i < roles_count; i++)
		names = mem_printf(o->ctx, "%s%s%s", names, i == 0 ? "" : ", ", roles[i].code);
	return names;
}

void
text_demo(struct out *o, const void *view)
{
	const struct demo_view *v = view;

	if (v->loaded)
		put_line(o, MSG("The demonstration is loaded. Everything in it is invented: "
				"«Учебный район», figures made by a generator."));
	else
		put_line(
		    o, MSG("The demonstration is there already. Everything in it is invented."));
	if (v->password != NULL)
		put_line(o,
		    MSG("Accounts for the web pages: {0}; all with the password {1}, shown only "
			"now"),
		    arg_text(role_names(o)), arg_text(v->password));
	fputc('\n', o->file);
	text_identify(o, v->run);
}

/* Saved runs of methods on a terminal. */
#include "cli/text.h"
#include "cli/text_method.h"

#include "app/methods.h"
#include "app/outcome.h"
#include "app/saved_run.h"
#include "base/mem.h"
#include "base/tr.h"

/* «share = 0,2; n_min = 10», "" when they are the method's own. */
static char *
params_words(struct out *o, const struct saved_run *run)
{
	char *s = mem_strdup(o->ctx, "");
	size_t i;

	for (i = 0; i < run->method->nparams; i++) {
		if (saved_run_differs(run, i))
			s = mem_printf(o->ctx, "%s%s%s = %s", s, s[0] == '\0' ? "" : "; ",
			    run->method->params[i].name, value_words(o, &run->params[i]));
	}
	return s;
}

static char *
lists_words(struct out *o, const struct saved_run *run)
{
	char *s = mem_strdup(o->ctx, "");
	size_t i;

	for (i = 0; i < run->nlists; i++)
		s = mem_printf(
		    o->ctx, "%s%s%lld", s, i == 0 ? "" : ", ", (long long)run->lists[i]->id);
	return s[0] == '\0' ? s : say(o->ctx, o->lang, MSG("lists {0}"), arg_text(s));
}

static const char *
who(struct out *o, const struct db_run_heads *row)
{
	if (row->post != NULL)
		return row->post;
	return row->actor == NULL ? tr(o->lang, MSG("not known")) : row->actor;
}

void
text_runs(struct out *o, const void *view)
{
	const struct runs_view *v = view;
	struct table *t = table_new(o, "rllllrll");
	size_t i;

	for (i = 0; i < v->count; i++) {
		const struct saved_run *r = &v->rows[i];

		table_row(o, t, mem_printf(o->ctx, "%lld", (long long)r->row->id),
		    text_school_year(o->ctx, (int)r->row->year),
		    method_name(o->ctx, r->row->method_id, r->row->version),
		    text_instant(o->ctx, o->lang, r->row->at), who(o, r->row),
		    r->decides ? say(o->ctx, o->lang, MSG("{0} of {1}"), arg_int(r->counts.listed),
				     arg_int(r->counts.schools))
			       : "",
		    lists_words(o, r), params_words(o, r));
	}
	if (v->count == 0)
		put_line(o, MSG("There are no saved runs: opora run make keeps one"));
	table_print(o, t, "");
	if (v->before != 0)
		put_line(o, MSG("Earlier ones: opora runs --before {0}"), arg_year(v->before));
}

static void
put_schools(struct out *o, const struct identify_view *v, const char *head, enum outcome outcome)
{
	struct table *t = table_new(o, "ll");
	int64_t n = 0;
	size_t i;

	for (i = 0; i < v->count; i++) {
		const struct dataset_school *s = &v->data->schools[v->items[i].school];

		if (outcome_of(&v->items[i]) != outcome)
			continue;
		n++;
		table_row(o, t, s->code, s->name);
	}
	if (n == 0)
		return;
	fputc('\n', o->file);
	put_line(o, head, arg_int(n));
	table_print(o, t, "  ");
}

void
put_changes(struct out *o, const struct run_changes *c)
{
	size_t i;

	if (c->count == 0)
		return;
	put_line(o, MSG("Figures it read that are others now: {0}"), arg_int((int64_t)c->count));
	for (i = 0; i < c->count && i < 20; i++)
		put_line(o, MSG("  {0}: {1} was {2}, is {3}"), arg_text(c->items[i].school),
		    arg_text(c->items[i].input), arg_text(c->items[i].was),
		    arg_text(c->items[i].now));
}

void
text_run(struct out *o, const void *view)
{
	const struct run_view *v = view;
	const struct db_run_heads *row = v->run.row;

	put_line(o, MSG("Run {0} of {1}, school year {2}, by {3}"), arg_year(row->id),
	    arg_text(text_instant(o->ctx, o->lang, row->at)),
	    arg_text(text_school_year(o->ctx, (int)row->year)), arg_text(who(o, row)));
	put_method(o, v->said);
	if (v->run.nlists > 0)
		put_line(o, MSG("Rest on it: {0}"), arg_text(lists_words(o, &v->run)));
	if (!v->run.decides) {
		put_line(o, MSG("This method lists nobody."));
		return;
	}
	put_schools(o, v->said, MSG("Meet the conditions: {0}"), OUTCOME_MEETS);
	put_schools(o, v->said, MSG("Can't be decided: {0}"), OUTCOME_UNDECIDED);
	put_schools(o, v->said, MSG("Not met, but data are missing: {0}"), OUTCOME_UNSETTLED);
	put_schools(o, v->said, MSG("Not met: {0}"), OUTCOME_NOT);
	fputc('\n', o->file);
	put_changes(o, &v->changes);
	put_line(o, MSG("Why of a school: opora explain SCHOOL --run {0}"), arg_year(row->id));
}

#include "cli/text.h"
#include "cli/text_method.h"

#include "app/compare.h"

static void
put_rows(struct out *o, const struct compare_view *v, const char *head,
    const struct compare_row *rows, size_t n)
{
	size_t i;

	fputc('\n', o->file);
	out_line(o, head, (struct arg[]){arg_int((int64_t)n), {.type = ARG_NONE}});
	for (i = 0; i < n; i++)
		fprintf(o->file, "  %s  %s\n", v->first->data->schools[rows[i].school].code,
		    v->first->data->schools[rows[i].school].name);
}

void
text_compare(struct out *o, const void *view)
{
	const struct compare_view *v = view;

	put_line(o, MSG("The first method. Schools that meet its conditions: {0}"),
	    arg_int((int64_t)v->first->listed));
	put_method(o, v->first);
	fputc('\n', o->file);
	put_line(o, MSG("The second method. Schools that meet its conditions: {0}"),
	    arg_int((int64_t)v->second->listed));
	put_method(o, v->second);
	fputc('\n', o->file);
	put_line(o, MSG("Meet the conditions of both methods: {0}"), arg_int((int64_t)v->nstays));
	put_rows(o, v, MSG("Only of the second: {0}"), v->enters, v->nenters);
	put_rows(o, v, MSG("Only of the first: {0}"), v->leaves, v->nleaves);
	if (v->nunclear > 0)
		put_rows(o, v, MSG("Undecided by one of them: {0}"), v->unclear, v->nunclear);
	if (v->first->run > 0)
		put_line(o, MSG("\nSaved runs: opora compare --run {0} --run {1}"),
		    arg_year(v->first->run), arg_year(v->second->run));
}

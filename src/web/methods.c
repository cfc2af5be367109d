#include "web/methods.h"

#include "base/mem.h"
#include "web/templates/templates.h"
#include "web/words.h"

#include <string.h>

const char *
method_param_words(struct page *pg, const struct method *m, size_t i)
{
	return words_value(pg, &m->params[i].value);
}

struct url
method_url(struct page *pg, const struct method *m)
{
	return link_to(
	    pg, ACTION_METHOD_SHOW, "method", method_name(pg->ctx, m->id, m->version), NULL);
}

void
methods_page(struct page *pg, const void *view)
{
	pg->nav = NAV_IDENTIFY;
	pg->lead = tr(pg->lang,
	    MSG("A method is a rule as data: a stored version never changes, another rule is a new "
		"version."));
	tmpl_methods(pg, view);
}

void
method_page(struct page *pg, const void *view)
{
	const struct method_row *row = view;

	pg->nav = NAV_IDENTIFY;
	pg->title = say(pg->ctx, pg->lang, MSG("Method {0}, version {1}"),
	    arg_text(row->method->id), arg_year(row->method->version));
	page_crumb(pg, tr(pg->lang, MSG("Methods")), link_to(pg, ACTION_METHOD_LIST, NULL));
	tmpl_method(pg, row);
}

bool
method_file(struct page *pg, const void *view, struct download *out)
{
	const struct method_row *row = view;

	out->name = mem_printf(pg->ctx, "%s-%d.yaml", row->method->id, row->method->version);
	out->type = "application/yaml";
	out->bytes = row->text;
	out->len = strlen(row->text);
	return true;
}

/* ---- a file with its mistakes ---- */

static void
take_mistakes(struct page *pg, const struct problems *problems, struct method_text_line *line)
{
	size_t i;

	for (i = 0; i < problems->count; i++) {
		if (problems->items[i].place.row == (int64_t)line->number)
			mem_push(pg->ctx, line->mistakes, line->nmistakes) = &problems->items[i];
	}
}

/* A text that is no UTF-8 is told by its mistake alone. */
static void
split_text(struct page *pg, struct method_check_page *c)
{
	const char *at = c->view->text, *end;
	struct method_text_line *line;

	if (at == NULL || !text_valid(at, c->view->len))
		return;
	while (*at != '\0') {
		end = strchr(at, '\n');
		if (end == NULL)
			end = at + strlen(at);
		line = &mem_push(pg->ctx, c->lines, c->nlines);
		*line = (struct method_text_line){
		    .number = c->nlines, .text = mem_strndup(pg->ctx, at, (size_t)(end - at))};
		take_mistakes(pg, c->view->problems, line);
		at = *end == '\0' ? end : end + 1;
	}
}

void
method_checked_page(struct page *pg, const void *view)
{
	struct method_check_page *c = mem_new(pg->ctx, struct method_check_page);

	c->view = view;
	split_text(pg, c);
	pg->nav = NAV_IDENTIFY;
	pg->title = tr(pg->lang, MSG("A method's file"));
	pg->error = NULL; /* the page itself tells it, line by line */
	page_crumb(pg, tr(pg->lang, MSG("Methods")), link_to(pg, ACTION_METHOD_LIST, NULL));
	tmpl_method_check(pg, c);
}

void
method_added_page(struct page *pg, const void *view)
{
	const struct method_check_view *v = view;

	if (v->method == NULL || pg->error != NULL) {
		method_checked_page(pg, view);
		return;
	}
	pg->go = method_url(pg, v->method);
}

/* ---- schools of a run ---- */

static void
fill_line(struct page *pg, const struct identify_view *run, const struct identify_item *item,
    bool what_if, struct run_line *line)
{
	const char *method = method_name(pg->ctx, run->method->id, run->method->version);
	size_t i;

	*line = (struct run_line){.school = &run->data->schools[item->school],
	    .conditions = words_conditions_met(pg, item->conditions),
	    .cells = item->ncells > 0};
	for (i = 0; i < item->ncells; i++) {
		if (item->cells[i].year != run->year)
			continue;
		line->low += item->cells[i].is_low == 1;
		line->with_data += item->cells[i].is_low >= 0;
	}
	if (run->run != 0)
		line->why = link_to(pg, ACTION_EXPLAIN, "school", line->school->code, "year", NULL,
		    "run", link_number(pg, run->run), NULL);
	else if (!what_if)
		line->why = link_to(pg, ACTION_EXPLAIN, "school", line->school->code, "year",
		    link_number(pg, run->year), "method", method, NULL);
}

static struct run_line *
add_line(struct page *pg, struct run_part *part)
{
	return &mem_push(pg->ctx, part->lines, part->count);
}

static bool
is_what_if(const struct identify_view *run)
{
	size_t i;

	for (i = 0; i < run->method->nparams; i++) {
		if (!value_equal(&run->method->params[i].value, &run->params[i]))
			return true;
	}
	return false;
}

static void
fill_parts(struct page *pg, struct identify_page *d)
{
	static const struct {
		const char *title, *hint;
	} heads[RUN_PARTS] = {{MSG("Meet the conditions"),
				  MSG("It is no decision: a school enters the list by order.")},
	    {MSG("Can't be decided"), MSG("The data do not suffice to decide.")},
	    {MSG("Not met, but data are missing"),
		MSG("With the missing figures the conditions might be met.")}};
	size_t i;

	for (i = 0; i < RUN_PARTS; i++) {
		d->parts[i].title = tr(pg->lang, heads[i].title);
		d->parts[i].hint = tr(pg->lang, heads[i].hint);
	}
	for (i = 0; i < d->run->count; i++) {
		const struct identify_item *item = &d->run->items[i];

		if (!item->with_data)
			continue;
		if (item->listed == 1)
			fill_line(pg, d->run, item, d->what_if, add_line(pg, &d->parts[0]));
		else if (item->listed < 0)
			fill_line(pg, d->run, item, d->what_if, add_line(pg, &d->parts[1]));
		else if (!item->settled)
			fill_line(pg, d->run, item, d->what_if, add_line(pg, &d->parts[2]));
	}
}

const struct methods_view *
methods_all(struct page *pg)
{
	struct error err;
	void *view = NULL;

	if (method_list_run(pg->ctx, pg->app, NULL, &view, &err) != OK)
		return mem_new(pg->ctx, struct methods_view);
	return view;
}

void
identify_page(struct page *pg, const void *view)
{
	struct identify_page *d = mem_new(pg->ctx, struct identify_page);
	const struct identify_view *v = view;

	d->run = v;
	pg->method = v->method;
	d->methods = methods_all(pg);
	d->what_if = is_what_if(v);
	fill_parts(pg, d);
	if (v->decides && v->with_data > 0 && !d->what_if && page_may(pg, ACTION_LIST_MAKE))
		d->keep = link_to(pg, ACTION_LIST_MAKE, "year", link_number(pg, v->year), "method",
		    method_name(pg->ctx, v->method->id, v->method->version), NULL);
	pg->nav = NAV_IDENTIFY;
	if (v->decides)
		pg->lead = say(pg->ctx, pg->lang,
		    MSG_N("{0} school of {1} with data meets the conditions in {2}.",
			"{0} of {1} schools with data meet the conditions in {2}."),
		    arg_int((int64_t)v->listed), arg_int((int64_t)v->with_data),
		    arg_text(text_school_year(pg->ctx, v->year)));
	else
		pg->lead = tr(pg->lang,
		    MSG("This method computes values and lists nobody: opora identify --json "
			"tells them."));
	tmpl_identify(pg, d);
}

static void
fill_rows(struct page *pg, const struct compare_view *v, const struct compare_row *rows, size_t n,
    struct compare_part *part)
{
	size_t i, k;

	for (i = 0; i < n; i++) {
		for (k = 0; k < v->first->count; k++) {
			struct compare_line *line;

			if (v->first->items[k].school != rows[i].school)
				continue;
			line = &mem_push(pg->ctx, part->lines, part->count);
			fill_line(
			    pg, v->first, &v->first->items[k], is_what_if(v->first), &line->first);
			fill_line(pg, v->second, &v->second->items[k], is_what_if(v->second),
			    &line->second);
		}
	}
}

void
compare_page(struct page *pg, const void *view)
{
	struct compare_page *c = mem_new(pg->ctx, struct compare_page);
	const struct compare_view *v = view;

	c->view = v;
	c->methods = methods_all(pg);
	c->saved = v->first->run > 0;
	c->enters.title = c->saved ? tr(pg->lang, MSG("Enter by the second run"))
				   : tr(pg->lang, MSG("Enter by the second method"));
	c->leaves.title = c->saved ? tr(pg->lang, MSG("Leave by the second run"))
				   : tr(pg->lang, MSG("Leave by the second method"));
	c->unclear.title = tr(pg->lang, MSG("One of the two can't decide"));
	c->first = c->saved ? MSG("By the first run") : MSG("By the first method");
	c->second = c->saved ? MSG("By the second run") : MSG("By the second method");
	fill_rows(pg, v, v->enters, v->nenters, &c->enters);
	fill_rows(pg, v, v->leaves, v->nleaves, &c->leaves);
	fill_rows(pg, v, v->unclear, v->nunclear, &c->unclear);
	pg->nav = NAV_IDENTIFY;
	pg->lead = say(pg->ctx, pg->lang,
	    c->saved ? MSG("By both {0}; {1} enter and {2} leave by the second run.")
		     : MSG("By both {0}; {1} enter and {2} leave by the second method."),
	    arg_int((int64_t)v->nstays), arg_int((int64_t)v->nenters),
	    arg_int((int64_t)v->nleaves));
	if (c->saved) {
		pg->title = tr(pg->lang, MSG("Compare two saved runs"));
		page_crumb(pg, tr(pg->lang, MSG("Saved runs")), link_to(pg, ACTION_RUNS, NULL));
	} else {
		page_crumb(pg, tr(pg->lang, MSG("Methods")), link_to(pg, ACTION_METHOD_LIST, NULL));
	}
	tmpl_compare(pg, c);
}

#include "app/template.h"

#include "app/config.h"
#include "app/school_table.h"
#include "base/mem.h"

#include <string.h>
#include <unistd.h>

enum lang
app_lang(const struct app *app)
{
	enum lang lang = LANG_RU;

	if (app->config != NULL)
		lang_parse(app->config->entries[CONFIG_LANG].value, &lang);
	return lang;
}

char *
app_tmp(TALLOC_CTX *ctx, const struct app *app)
{
	return mem_printf(ctx, "%s/tmp", app->dir);
}

static enum err
check(const struct template_params *p, struct error *err)
{
	if (strcmp(p->kind, "results") != 0 && strcmp(p->kind, "schools") != 0 &&
	    strcmp(p->kind, "context") != 0)
		return fail(err, ERR_USAGE,
		    MSG("there is no form «{0}»; there are: results, schools, context"),
		    arg_text(p->kind));
	if (p->year == 0 && strcmp(p->kind, "results") == 0)
		return fail(err, ERR_USAGE, MSG("the form of results needs --year"));
	return OK;
}

/* A browser gets bytes: it names no file of this machine. */
static bool
for_browser(const struct app *app)
{
	return app->account != 0;
}

static enum err
write_form(struct template_view *v, struct app *app, const struct template_params *p,
    const struct template_data *data, struct error *err)
{
	struct table_xlsx *x;
	enum err e = table_xlsx_new(v, app_tmp(v, app), app->now, &x, err);

	if (e != OK)
		return e;
	if (strcmp(p->kind, "results") == 0)
		e = template_results(x, data, &v->rows, err);
	else if (strcmp(p->kind, "schools") == 0)
		v->rows = template_schools(x, data);
	else
		v->rows = template_context(x, data);
	if (e == OK)
		e = for_browser(app) ? table_xlsx_take(v, x, &v->bytes, &v->len, err)
				     : table_xlsx_finish(x, v->path, err);
	talloc_free(x);
	return e;
}

enum err
template_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct template_params *p = params;
	struct template_view *v = mem_new(ctx, struct template_view);
	struct template_data data = {
	    .lang = app_lang(app), .year = p->year, .procedures = app->procedures};
	struct template_school *schools = NULL;
	enum err e = check(p, err);

	v->kind = p->kind;
	v->path = p->out != NULL ? p->out
		  : p->year == 0 ? mem_printf(v, "opora-%s.xlsx", p->kind)
				 : mem_printf(v, "opora-%s-%d.xlsx", p->kind, p->year);
	if (e == OK && !for_browser(app) &&
	    access(v->path, F_OK) == 0) /* it may be filled in already */
		return fail(err, ERR_CONFLICT,
		    MSG("the file {0} is there already; give another name with --out"),
		    arg_text(v->path));
	if (e == OK)
		e = school_table_load(v, app, NULL, &schools, &data.nschools, err);
	if (e == OK && data.nschools == 0 && strcmp(p->kind, "schools") != 0)
		return fail(err, ERR_NOT_FOUND,
		    MSG("there are no schools yet; load schools.csv first (a form for it: opora "
			"template schools)"));
	data.schools = schools;
	if (e == OK)
		e = write_form(v, app, p, &data, err);
	if (e == OK)
		*view = v;
	return e;
}

void
template_json(struct json *j, const void *view)
{
	const struct template_view *v = view;

	json_object(j, NULL);
	json_text(j, "form", v->kind);
	json_text(j, "file", v->path);
	json_int(j, "rows", v->rows);
	json_end(j);
}

static const struct form_kind kinds[] = {
    {"schools", MSG("List of schools"),
	MSG("Codes, names, municipality and facts of schools. Load it first."),
	.year_needed = false},
    {"results", MSG("Results of procedures"),
	MSG("Participants and marks of one year, a row for a school and a procedure."),
	.year_needed = true, .schools_needed = true},
    {"context", MSG("Contextual data of schools"),
	MSG("Place, size and other facts of schools that you have already."),
	.schools_needed = true},
};

enum err
forms_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	struct forms_view *v = mem_new(ctx, struct forms_view);
	struct template_school *schools;
	size_t i, n = 0;
	enum err e = school_table_load(v, app, NULL, &schools, &n, err);

	(void)params;
	if (e != OK)
		return e;
	v->count = sizeof kinds / sizeof *kinds;
	v->kinds = mem_array(v, struct form_kind, v->count);
	for (i = 0; i < v->count; i++) {
		v->kinds[i] = kinds[i];
		v->kinds[i].schools = (int64_t)n;
	}
	*view = v;
	return OK;
}

void
forms_json(struct json *j, const void *view)
{
	const struct forms_view *v = view;
	size_t i;

	json_object(j, NULL);
	json_array(j, "forms");
	for (i = 0; i < v->count; i++) {
		json_object(j, NULL);
		json_text(j, "form", v->kinds[i].kind);
		json_bool(j, "year", v->kinds[i].year_needed);
		json_int(j, "schools", v->kinds[i].schools);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

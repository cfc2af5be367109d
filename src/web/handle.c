#include "web/handle.h"

#include "app/shell.h"
#include "app/stored.h"
#include "base/mem.h"
#include "web/templates/templates.h"
#include "web/action_form.h"
#include "web/api.h"
#include "web/conflict.h"
#include "web/fields.h"
#include "web/frame.h"
#include "web/metrics.h"
#include "web/route.h"
#include "web/said.h"
#include "web/static.h"
#include "web/table_out.h"
#include "web/throttle.h"
#include "web/trouble.h"
#include "web/who.h"
#include "web/work_page.h"

#include <string.h>

#define PAGE_MAX ((size_t)32 << 20)
#define PAGE_CELLS 100000 /* of one table: some 15 MB, which a browser still shows */
#define PAGE_USUAL ((size_t)64 << 10)

int
handle_status(enum err e)
{
	static const int codes[] = {[OK] = 200,
	    [ERR_INVALID] = 422,
	    [ERR_USAGE] = 400,
	    [ERR_NOT_FOUND] = 404,
	    [ERR_DENIED] = 403,
	    [ERR_CONFLICT] = 409,
	    [ERR_IO] = 503,
	    [ERR_DATABASE] = 503,
	    [ERR_INTERNAL] = 500};

	return codes[e];
}

/* ---- Static files ---- */

static bool
accepts_gzip(const struct http_request *r)
{
	const char *accepted = r->header(r, "accept-encoding");

	return accepted != NULL && strstr(accepted, "gzip") != NULL &&
	       strstr(accepted, "gzip;q=0") == NULL;
}

static bool
answer_static(const struct http_request *r, struct http_response *resp)
{
	const char *path =
	    strcmp(r->path, "/favicon.ico") == 0 ? static_url("favicon.svg") : r->path;
	const struct static_file *file = path == NULL ? NULL : static_by_path(path);
	const char *wanted = r->header(r, "if-none-match");

	if (file == NULL || (r->method != HTTP_GET && r->method != HTTP_HEAD))
		return false;
	resp->type = file->type;
	http_header(resp, "ETag", file->etag);
	http_header(resp, "Vary", "Accept-Encoding");
	http_header(resp, "Cache-Control",
	    path == r->path ? "public, max-age=31536000, immutable" : "public, max-age=3600");
	if (wanted != NULL && strcmp(wanted, file->etag) == 0) {
		resp->status = 304;
		return true;
	}
	resp->fixed = file->bytes;
	resp->fixed_len = file->len;
	if (file->gzip != NULL && accepts_gzip(r)) {
		resp->fixed = file->gzip;
		resp->fixed_len = file->gzip_len;
		http_header(resp, "Content-Encoding", "gzip");
	}
	return true;
}

/* ---- Pages ---- */

void
handle_error(struct page *pg, enum err e, const struct error *err)
{
	const char *title = MSG("This could not be done");

	pg->status = handle_status(e);
	if (e == ERR_NOT_FOUND)
		title = MSG("There is no such page");
	else if (e == ERR_DENIED)
		title = MSG("You may not do this");
	else if (e == ERR_DATABASE || e == ERR_IO || e == ERR_INTERNAL)
		title = MSG("The program could not answer");
	if (pg->status >= 500)
		trouble_note(pg->app->now, pg->request->path, tr_error(pg->ctx, pg->lang, err));
	pg->title = tr(pg->lang, title);
	pg->title_own = false;
	pg->ncrumbs = 0;
	pg->nav = NAV_NONE;
	buf_clear(pg->out);
	tmpl_error_page(pg, said_error(pg, err), NULL);
}

static void
redirect(struct page *pg, struct http_response *resp, const char *where)
{
	resp->status = 303;
	http_header(resp, "Location", where);
}

static const char *
title_of(struct page *pg, const struct action *a)
{
	return a->title != NULL ? tr(pg->lang, a->title)
				: text_capital(pg->ctx, tr(pg->lang, a->summary));
}

/* A page, unless its function sends the browser elsewhere. */
static void
show(struct page *pg, web_page *page, const void *view, struct http_response *resp)
{
	page(pg, view);
	if (pg->go.text != NULL)
		redirect(pg, resp, pg->go.text);
}

static void
form_page(struct page *pg, const struct action *a, struct http_response *resp)
{
	web_page *form = web_table()->forms[a->id];

	pg->title = title_of(pg, a);
	if (form != NULL)
		show(pg, form, NULL, resp);
	else
		action_form_page(pg, a);
}

/*
 * What was done is said on the next page by the number of the action: a text in the address could
 * be anybody's.
 */
static void
go_on(struct page *pg, const struct action *a, struct http_response *resp)
{
	const char *back = page_value(pg, "back"), *where;

	if (a->then != NULL)
		where = link_then(pg, a->then).text;
	else
		where = link_is_local(back) ? back : "/";
	if (a->done != NULL)
		where = mem_printf(pg->ctx, "%s%cdone=%d", where,
		    strchr(where, '?') == NULL ? '?' : '&', (int)a->id);
	redirect(pg, resp, where);
}

static void
take_done(struct page *pg)
{
	const char *said = http_query(pg->request, "done");
	struct rational n;

	if (said == NULL || !rational_parse(said, strlen(said), &n) || n.den != 1 || n.num < 0 ||
	    n.num >= (int64_t)web_table()->count ||
	    page_action((enum action_id)n.num)->done == NULL)
		return;
	pg->done = tr(pg->lang, page_action((enum action_id)n.num)->done);
}

/* The form of a result says by its number which files are meant: they are not uploaded twice. */
static void
take_earlier_files(struct page *pg, const struct action *a, struct field_source *source)
{
	const char *from = http_form(pg->request, "from");
	struct http_file *files;
	struct inputs inputs;
	struct rational n;
	size_t i, k;

	if (from == NULL || !rational_parse(from, strlen(from), &n) || n.den != 1)
		return;
	for (i = 0; i < a->nfields; i++) {
		if (a->fields[i].type != FIELD_FILES ||
		    !work_files(pg->ctx, n.num, pg->app, &inputs, a->fields[i].name))
			continue;
		files = mem_array(pg->ctx, struct http_file, inputs.count + 1);
		for (k = 0; k < inputs.count; k++)
			files[k] = (struct http_file){a->fields[i].name, inputs.items[k].name, "",
			    inputs.items[k].bytes, inputs.items[k].len};
		source->files = files;
		source->nfiles = inputs.count;
		return;
	}
}

static size_t
parse(struct page *pg, const struct route *route, void *params)
{
	const struct http_request *r = pg->request;
	bool post = r->method == HTTP_POST;
	struct field_source source = {.nwords = route->nwords,
	    .words = route->words,
	    .npairs = post ? r->nform : r->nquery,
	    .pairs = post ? r->form : r->query,
	    .nfiles = r->nfiles,
	    .files = r->files,
	    .year = post ? 0 : pg->year,
	    .chosen = pg->year_chosen};
	struct field_error *errors;

	if (post && r->nfiles == 0)
		take_earlier_files(pg, route->action, &source);
	pg->nerrors = fields_parse(pg->ctx, route->action, &source, params, &errors);
	pg->errors = errors;
	return pg->nerrors;
}

/* A page that reads was asked with values that are none. */
static void
wrong_query(struct page *pg)
{
	struct error err = pg->errors[0].error;

	pg->nerrors = 0;
	handle_error(pg, ERR_USAGE, &err);
}

/* What a form says again with the reason; a person's own business is refused there, too. */
static bool
is_said_in_form(const struct action *a, enum err e)
{
	return a->verb == VERB_POST && (e == ERR_INVALID || e == ERR_USAGE || e == ERR_CONFLICT ||
					   (e == ERR_DENIED && a->web_only));
}

bool
handle_file(struct page *pg, const struct action *a, const void *view, struct download *out)
{
	web_file *file = web_table()->files[a->id];

	return file != NULL && file(pg, view, out);
}

void
handle_result(struct page *pg, const struct action *a, enum err e, const struct error *err,
    const void *view, struct http_response *resp)
{
	web_page *page = web_table()->pages[a->id];
	struct download download;

	if (e != OK) {
		pg->error = err;
		pg->status = handle_status(e);
	}
	pg->title = title_of(pg, a);
	if (view != NULL && e == OK && http_query(pg->request, "format") != NULL &&
	    handle_file(pg, a, view, &download))
		page_download(pg, resp, &download);
	else if (view != NULL && page != NULL)
		show(pg, page, view, resp); /* it may tell of what is wrong, row by row */
	else if (view != NULL && e == OK && handle_file(pg, a, view, &download))
		page_download(pg, resp, &download);
	else if (e == OK)
		go_on(pg, a, resp);
	else if (e == ERR_CONFLICT && conflict_page(pg, a))
		return;
	else if (is_said_in_form(a, e))
		form_page(pg, a, resp);
	else
		handle_error(pg, e, err);
}

/* What the form begins with; answers itself when there is nothing to change, or not for him. */
static bool
begin_form(struct page *pg, const struct route *route, void *params)
{
	const struct action *a = route->action;
	struct stored *stored = mem_new(pg->ctx, struct stored);
	struct error err;
	enum err e;

	if (a->stored == NULL)
		return true;
	parse(pg, route, params);
	pg->nerrors = 0; /* what is still missing, the form asks for */
	e = app_open_current(pg->app, &err);
	if (e == OK)
		e = a->stored(pg->ctx, pg->app, params, stored, &err);
	if (e != OK) {
		handle_error(pg, e, &err);
		return false;
	}
	pg->stored = stored;
	return true;
}

/*
 * Passwords, codes and links are guessed, and another system is asked for whoever comes: an address
 * may fail only so often.
 */
static bool
is_a_try(const struct page *pg, const struct action *a)
{
	if (a->id == ACTION_OIDC_START || a->id == ACTION_OIDC_BACK)
		return true;
	return pg->request->method == HTTP_POST &&
	       (a->id == ACTION_SIGN_IN || a->id == ACTION_SIGN_IN_CODE || a->id == ACTION_JOIN);
}

/* Whoever came back from the other system rightly had begun rightly, too: two tries. */
static void
forgive_try(struct page *pg, const struct action *a, enum err e)
{
	if (!is_a_try(pg, a) || a->id == ACTION_OIDC_START)
		return;
	if (a->id == ACTION_OIDC_BACK && e == OK)
		throttle_forgive(pg->request->peer, 2);
	else if (a->id != ACTION_OIDC_BACK && e != ERR_DENIED)
		throttle_forgive(pg->request->peer, 1);
}

static void
run_action(struct page *pg, const struct action *a, const void *params, struct http_response *resp)
{
	struct error err = {.id = NULL};
	void *view = NULL;
	enum err e;

	if (a->slow && a->verb == VERB_POST) {
		e = work_begin(pg, a, params, resp, &err);
		if (e == OK)
			return;
	} else {
		pg->app->page_cells = table_out_wanted(pg) ? 0 : PAGE_CELLS;
		e = route_dispatch(pg->ctx, pg->app, a, params, &view, &err);
		pg->app->page_cells = 0;
		forgive_try(pg, a, e);
		who_renew(pg);
	}
	handle_result(pg, a, e, &err, view, resp);
}

bool
handle_own_form(struct page *pg)
{
	struct error err;

	if (who_same_origin(pg))
		return true;
	handle_error(pg,
	    fail(&err, ERR_DENIED,
		MSG("the form is of another session or another site; open the page anew and try "
		    "again")),
	    &err);
	return false;
}

static bool
tries_too_often(struct page *pg, const struct action *a, struct http_response *resp)
{
	struct error err;

	if (!is_a_try(pg, a) || throttle_try(pg->request->peer, pg->app->now))
		return false;
	fail(&err, ERR_DENIED,
	    MSG("there were too many failed tries from this address; wait {0} minutes and try "
		"again"),
	    arg_int(THROTTLE_MS / 60000));
	http_header(resp, "Retry-After", mem_printf(pg->ctx, "%d", (int)(THROTTLE_MS / 1000)));
	if (a->verb == VERB_POST) {
		pg->error = &err;
		form_page(pg, a, resp);
		pg->error = NULL;
	} else {
		handle_error(pg, ERR_DENIED, &err);
	}
	pg->status = 429;
	return true;
}

static void
answer_action(struct page *pg, const struct route *route, struct http_response *resp)
{
	const struct action *a = route->action;
	void *params = mem_check(talloc_zero_size(pg->ctx, a->params_size + 1));
	struct error err;

	pg->action = a;
	pg->params = params;
	pg->words = route->words;
	pg->nwords = route->nwords;
	pg->title = title_of(pg, a);
	if (tries_too_often(pg, a, resp)) {
		return;
	} else if (!app_permitted(pg->app, a->permission)) {
		if (pg->who.account == 0)
			who_ask(pg, resp);
		else
			handle_error(pg, app_refuse(pg->app, a, &err), &err);
	} else if (route->form) {
		if (begin_form(pg, route, params))
			form_page(pg, a, resp);
	} else if (pg->request->method == HTTP_POST && !handle_own_form(pg)) {
		return;
	} else if (parse(pg, route, params) == 0) {
		run_action(pg, a, params, resp);
	} else if (a->verb == VERB_POST) {
		forgive_try(pg, a, ERR_INVALID);
		pg->status = 422;
		form_page(pg, a, resp);
	} else {
		wrong_query(pg);
	}
}

static void
choose_language(struct page *pg)
{
	const char *said = http_query(pg->request, "lang");

	if (said != NULL)
		lang_parse(said, &pg->lang);
}

static enum err
prepare(struct page *pg, struct error *err)
{
	const char *said = http_query(pg->request, "year");
	struct rational year;
	char kept[8];
	enum err e = who_find(pg, err);

	choose_language(pg);
	if (e == OK)
		e = shell_newest_year(pg->ctx, pg->app, &pg->year, err);
	pg->newest_year = pg->year;
	if (said == NULL && http_cookie(pg->request, WHO_YEAR_COOKIE, kept, sizeof kept))
		said = kept;
	if (said != NULL && rational_parse(said, strlen(said), &year) && year.den == 1 &&
	    year.num >= 2000 && year.num <= 2100) {
		pg->year = (int)year.num;
		pg->year_chosen = true;
	}
	take_done(pg);
	return e;
}

/* Whatever was asked for, nobody could read it. */
static void
too_long(struct page *pg)
{
	struct error err;
	enum err e = fail(&err, ERR_USAGE,
	    MSG("this page would be longer than {0} MB: ask for one municipality or fewer schools, "
		"or take the file from the command line"),
	    arg_int((int64_t)(PAGE_MAX >> 20)));

	pg->type = pg->file_name = NULL;
	handle_error(pg, e, &err);
}

static void
answer_page(TALLOC_CTX *ctx, struct web_worker *worker, const struct http_request *r,
    struct http_response *resp)
{
	struct page pg = {.ctx = ctx,
	    .lang = LANG_RU,
	    .out = &resp->body,
	    .app = worker->app,
	    .request = r,
	    .status = 200};
	struct route route;
	struct error err;
	bool known;
	enum err e = prepare(&pg, &err);

	if (e != OK)
		handle_error(&pg, e, &err);
	else if (who_confine(&pg, resp))
		;
	else if (work_page(&pg, resp))
		;
	else if (strcmp(r->path, "/") == 0 && !page_may(&pg, ACTION_BOARD))
		redirect(&pg, resp, frame_home(&pg).text);
	else if (route_find(ctx, r->method, r->path, &route, &known))
		answer_action(&pg, &route, resp);
	else
		handle_error(&pg,
		    known ? fail(&err, ERR_USAGE, MSG("this page is not asked in this way"))
			  : fail(&err, ERR_NOT_FOUND,
				MSG("there is no page {0}; perhaps it was moved or mistyped"),
				arg_text(r->path)),
		    &err);
	if (pg.out->full)
		too_long(&pg);
	if (resp->status == 200)
		resp->status = pg.status;
	if (pg.type != NULL)
		resp->type = pg.type;
	if (pg.file_name != NULL)
		http_header(resp, "Content-Disposition",
		    mem_printf(ctx, "attachment; filename=\"%s\"", pg.file_name));
	who_after(&pg, resp);
}

void
web_handle(TALLOC_CTX *ctx, void *worker, const struct http_request *request,
    struct http_response *response)
{
	response->body = buf_new(ctx, PAGE_MAX);
	if (answer_static(request, response))
		return;
	buf_expect(&response->body, PAGE_USUAL);
	if (metrics_answer(ctx, ((struct web_worker *)worker)->app, request, response))
		return;
	if (!api_answer(ctx, worker, request, response))
		answer_page(ctx, worker, request, response);
}

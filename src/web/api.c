#include "web/api.h"

#include "app/session.h"
#include "app/stored.h"
#include "base/mem.h"
#include "base/tr.h"
#include "web/fields.h"
#include "web/json_in.h"
#include "web/route.h"

#include <string.h>

#define API_BODY_MAX ((size_t)200 << 20)

struct call {
	TALLOC_CTX *ctx;
	struct app *app;
	const struct http_request *request;
	struct http_response *response;
	enum lang lang;
	struct route route;
	size_t nerrors;
	struct field_error *errors;
	bool wrong_kind;             /* the body is of a kind that is not read */
	const struct stored *stored; /* what a conflict is with, or NULL */
};

static enum lang
language(const struct http_request *r)
{
	const char *accepted = r->header(r, "accept-language");

	return accepted != NULL && strncmp(accepted, "en", 2) == 0 ? LANG_EN : LANG_RU;
}

static struct json *
begin(struct call *c, const char *type)
{
	buf_clear(&c->response->body);
	c->response->type = type;
	return json_new(c->ctx, json_to_buf, &c->response->body);
}

static void
finish(struct call *c, struct json *j)
{
	struct error err;

	if (json_finish(j, &err) != OK)
		c->response->status = 500;
}

static void
put_field_errors(struct call *c, struct json *j)
{
	size_t i;

	json_array(j, "errors");
	for (i = 0; i < c->nerrors; i++) {
		json_object(j, NULL);
		json_text(j, "field", c->errors[i].field->name);
		json_text(j, "detail", tr_error(c->ctx, c->lang, &c->errors[i].error));
		json_end(j);
	}
	json_end(j);
}

/* What a program needs to look again and decide: the state now, and its values. */
static void
put_stored(struct call *c, struct json *j)
{
	size_t i;

	json_int(j, "rev", c->stored->rev);
	json_object(j, "stored");
	for (i = 0; i < c->stored->nvalues; i++)
		json_text(j, c->stored->values[i].field, c->stored->values[i].value);
	json_end(j);
}

/* RFC 9457. The kind stands in `type` as a fragment: the sentence is for people. */
static void
problem(struct call *c, int status, enum err e, const struct error *err)
{
	static const char *const kinds[] = {[OK] = "ok",
	    [ERR_INVALID] = "invalid",
	    [ERR_USAGE] = "usage",
	    [ERR_NOT_FOUND] = "not-found",
	    [ERR_DENIED] = "denied",
	    [ERR_CONFLICT] = "conflict",
	    [ERR_IO] = "io",
	    [ERR_DATABASE] = "database",
	    [ERR_INTERNAL] = "internal"};
	struct json *j = begin(c, "application/problem+json");

	c->response->status = status;
	json_object(j, NULL);
	json_text(j, "type", mem_printf(c->ctx, API_PREFIX "/openapi.json#%s", kinds[e]));
	json_text(j, "title", kinds[e]);
	json_int(j, "status", status);
	if (err != NULL && err->id != NULL)
		json_text(j, "detail", tr_error(c->ctx, c->lang, err));
	if (c->nerrors > 0)
		put_field_errors(c, j);
	if (c->stored != NULL)
		put_stored(c, j);
	json_end(j);
	finish(c, j);
}

static enum err
find_who(struct call *c, struct error *err)
{
	const char *said = c->request->header(c->request, "authorization");
	struct session_view *s;
	enum err e;

	session_leave(c->app);
	app_clock(c->app);
	if (said == NULL)
		return OK;
	if (strncmp(said, "Bearer ", 7) != 0)
		return fail(err, ERR_DENIED, MSG("a key is given as Authorization: Bearer KEY"));
	s = mem_new(c->ctx, struct session_view);
	e = session_of_key(c->ctx, c->app, said + 7, s, err);
	if (e != OK)
		return e;
	session_enter(c->app, s);
	c->response->actor = mem_strdup(c->ctx, c->app->actor);
	return OK;
}

static enum err
parse(struct call *c, void *params, struct error *err)
{
	const struct http_request *r = c->request;
	bool post = r->method == HTTP_POST, form = r->nform > 0 || r->nfiles > 0;
	struct http_pair *pairs = NULL;
	size_t n = 0;
	enum err e = OK;

	if (post && !form && r->body_len > 0 && strcmp(r->content_type, "application/json") != 0) {
		c->wrong_kind = true;
		return fail(err, ERR_USAGE, MSG("a body is application/json, or a form; not «{0}»"),
		    arg_text(r->content_type));
	}
	if (post && !form)
		e = json_in(c->ctx, r->body, r->body_len, &pairs, &n, err);
	if (e != OK)
		return e;
	c->nerrors = fields_parse(c->ctx, c->route.action,
	    &(struct field_source){.nwords = c->route.nwords,
		.words = c->route.words,
		.npairs = !post  ? r->nquery
			  : form ? r->nform
				 : n,
		.pairs = !post  ? r->query
			 : form ? r->form
				: pairs,
		.nfiles = r->nfiles,
		.files = r->files},
	    params, &c->errors);
	if (c->nerrors > 0) {
		*err = c->errors[0].error;
		return ERR_USAGE;
	}
	return OK;
}

static void
answer_view(struct call *c, const void *view)
{
	const struct action *a = c->route.action;
	struct json *j = begin(c, "application/json");

	if (view != NULL && a->json != NULL) {
		a->json(j, view);
	} else {
		json_object(j, NULL);
		json_bool(j, "done", true);
		json_end(j);
	}
	finish(c, j);
}

static void
find_stored(struct call *c, const void *params)
{
	const struct action *a = c->route.action;
	struct stored *stored = mem_new(c->ctx, struct stored);
	struct error err;

	if (a->stored != NULL && a->stored(c->ctx, c->app, params, stored, &err) == OK)
		c->stored = stored;
}

static void
call_action(struct call *c)
{
	const struct action *a = c->route.action;
	void *params = mem_check(talloc_zero_size(c->ctx, a->params_size + 1)), *view = NULL;
	struct error err = {.id = NULL};
	enum err e = OK;

	if (!app_permitted(c->app, a->permission))
		e = app_refuse(c->app, a, &err);
	if (e == OK)
		e = parse(c, params, &err);
	if (e == OK)
		e = route_dispatch(c->ctx, c->app, a, params, &view, &err);
	if (e == OK) {
		answer_view(c, view);
	} else if (view != NULL && a->json != NULL) {
		c->response->status = handle_status(e);
		answer_view(c, view); /* it tells every mistake with its row */
	} else {
		if (e == ERR_CONFLICT)
			find_stored(c, params);
		if (e == ERR_DENIED && c->app->account == 0)
			http_header(c->response, "WWW-Authenticate", "Bearer");
		problem(c,
		    e == ERR_DENIED && c->app->account == 0 ? 401
		    : c->wrong_kind                         ? 415
		    : c->nerrors > 0                        ? 422
							    : handle_status(e),
		    e, &err);
	}
}

static void
answer_description(struct call *c)
{
	struct json *j = begin(c, "application/json");

	api_openapi(j, c->lang);
	finish(c, j);
}

bool
api_answer(TALLOC_CTX *ctx, struct web_worker *worker, const struct http_request *request,
    struct http_response *response)
{
	struct call c = {.ctx = ctx,
	    .app = worker->app,
	    .request = request,
	    .response = response,
	    .lang = language(request)};
	struct error err = {.id = NULL};
	const char *path = request->path + strlen(API_PREFIX);
	bool known = false;
	enum err e;

	if (strncmp(request->path, API_PREFIX, strlen(API_PREFIX)) != 0 || path[0] != '/')
		return false;
	response->body = buf_new(ctx, API_BODY_MAX);
	http_header(response, "Vary", "Accept-Language, Authorization");
	e = find_who(&c, &err);
	if (e != OK)
		problem(&c, e == ERR_DENIED ? 401 : handle_status(e), e, &err);
	else if (strcmp(path, "/openapi.json") == 0)
		answer_description(&c);
	else if (route_find(ctx, request->method, path, &c.route, &known) && !c.route.form &&
		 !c.route.action->web_only)
		call_action(&c);
	else
		problem(&c, known ? 405 : 404, ERR_NOT_FOUND,
		    (fail(&err, ERR_NOT_FOUND, MSG("the API has no such path and method")), &err));
	session_leave(c.app);
	return true;
}

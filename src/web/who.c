#include "web/who.h"

#include "app/oidc.h"
#include "app/oidc_flow.h"
#include "app/role.h"
#include "app/session.h"
#include "app/settings.h"
#include "base/mem.h"
#include "web/link.h"

#include <string.h>

#define COOKIE_SIZE 128

/* With a secure connection the name binds the cookie to this host and to it alone. */
static const char *
cookie_name(const struct http_request *r)
{
	return r->secure ? "__Host-opora" : "opora";
}

static void
set_cookie(const struct page *pg, struct http_response *response, const char *token)
{
	const struct http_request *r = pg->request;

	http_header(response, "Set-Cookie",
	    mem_printf(pg->ctx, "%s=%s; Path=/; HttpOnly; SameSite=Lax%s%s", cookie_name(r), token,
		r->secure ? "; Secure" : "", token[0] == '\0' ? "; Max-Age=0" : ""));
}

static const char *
flow_name(const struct http_request *r)
{
	return r->secure ? "__Host-opora-oidc" : "opora-oidc";
}

/* What signing in through another system needs of a request: app/oidc.h. */
static void
take_flow(struct page *pg)
{
	const struct http_request *r = pg->request;
	const char *host = r->header(r, "host");
	char *flow = mem_array(pg->ctx, char, OIDC_FLOW_SIZE);

	pg->app->flow = http_cookie(r, flow_name(r), flow, OIDC_FLOW_SIZE) ? flow : NULL;
	pg->app->origin =
	    mem_printf(pg->ctx, "%s://%s", r->secure ? "https" : "http", host == NULL ? "" : host);
	pg->app->new_flow = NULL;
}

/* SameSite=Lax: the other system sends the browser back here. */
static void
give_flow(const struct page *pg, struct http_response *response)
{
	const char *flow = pg->app->new_flow;

	if (flow != NULL)
		http_header(response, "Set-Cookie",
		    mem_printf(pg->ctx, "%s=%s; Path=/; HttpOnly; SameSite=Lax; Max-Age=%d%s",
			flow_name(pg->request), flow,
			flow[0] == '\0' ? 0 : (int)(OIDC_FLOW_LASTS / 1000),
			pg->request->secure ? "; Secure" : ""));
	pg->app->flow = pg->app->origin = pg->app->new_flow = NULL;
}

static void
describe(struct page *pg, const struct session_view *s)
{
	const struct role *role = s->role == NULL ? NULL : role_find(s->role);
	struct who *w = &pg->who;

	w->account = s->account;
	w->name = s->post != NULL && s->post[0] != '\0' ? s->post : s->login;
	w->role = role == NULL ? MSG("no role now") : role->label;
	w->place = s->org_name;
	w->theme = strcmp(s->theme, "auto") == 0 ? "" : s->theme; /* the browser decides */
	w->needs_code = s->needs_code;
	w->must_enrol = s->must_enrol;
	w->ngrants = s->ngrants;
	w->grants = s->grants;
	w->acts_as = s->acts_as;
	if (s->language != NULL)
		lang_parse(s->language, &pg->lang);
}

static void
nobody(struct page *pg)
{
	session_leave(pg->app);
	pg->who = (struct who){.csrf = "", .theme = ""};
}

static void
take_token(struct page *pg, const char *token)
{
	char *csrf = mem_array(pg->ctx, char, TOKEN_SIZE);

	session_csrf(token, csrf);
	pg->who.csrf = csrf;
	pg->who.token = mem_strdup(pg->ctx, token);
}

enum err
who_find(struct page *pg, struct error *err)
{
	char token[COOKIE_SIZE];
	struct session_view *s;
	enum err e;

	nobody(pg);
	app_clock(pg->app);
	pg->app->agent = pg->request->header(pg->request, "user-agent");
	take_flow(pg);
	if (!http_cookie(pg->request, cookie_name(pg->request), token, sizeof token))
		return OK;
	s = mem_new(pg->ctx, struct session_view);
	e = session_find(pg->ctx, pg->app, token, s, err);
	if (e == ERR_DENIED)
		return OK; /* over, or never was */
	if (e != OK)
		return e;
	session_enter(pg->app, s);
	describe(pg, s);
	take_token(pg, token);
	return pg->who.place == NULL ? setting_value(pg->ctx, pg->app, "place", &pg->who.place, err)
				     : OK;
}

void
who_renew(struct page *pg)
{
	if (pg->app->new_token[0] != '\0')
		take_token(pg, pg->app->new_token);
}

void
who_ask(struct page *pg, struct http_response *response)
{
	const char *back = pg->request->method == HTTP_GET ? link_self(pg).text : "/";

	response->status = 303;
	http_header(response, "Location", link_to(pg, ACTION_SIGN_IN, "back", back, NULL).text);
}

bool
who_confine(struct page *pg, struct http_response *response)
{
	static const enum action_id code[] = {ACTION_SIGN_IN_CODE, ACTION_SIGN_OUT},
				    enrol[] = {ACTION_FACTOR_OFFER, ACTION_FACTOR_CONFIRM,
					ACTION_SIGN_OUT};
	const enum action_id *allowed = pg->who.needs_code ? code : enrol;
	size_t n = pg->who.needs_code ? 2 : 3;
	struct url onwards;
	size_t i;

	if (!pg->who.needs_code && !pg->who.must_enrol)
		return false;
	for (i = 0; i < n; i++) {
		if (strcmp(pg->request->path, page_action(allowed[i])->path) == 0)
			return false;
	}
	onwards = link_to(pg, allowed[0], "back",
	    pg->request->method == HTTP_GET ? link_self(pg).text : "/", NULL);
	response->status = 303;
	http_header(response, "Location", onwards.text);
	return true;
}

/* "https://host:port" of an Origin against the Host the browser asked. */
static bool
is_our_origin(const struct page *pg, const char *origin)
{
	const char *host = pg->request->header(pg->request, "host"), *at = strstr(origin, "://");

	return host != NULL && at != NULL && strcmp(at + 3, host) == 0;
}

bool
who_same_origin(const struct page *pg)
{
	const struct http_request *r = pg->request;
	const char *origin = r->header(r, "origin"), *site = r->header(r, "sec-fetch-site");
	const char *said = http_form(r, "csrf");

	if (origin != NULL && !is_our_origin(pg, origin))
		return false;
	if (site != NULL && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0)
		return false;
	if (pg->who.account == 0 && pg->who.token == NULL)
		return true; /* nothing of nobody can be misused; the origin is all there is */
	return said != NULL && session_csrf_right(pg->who.token, said);
}

void
who_after(struct page *pg, struct http_response *response)
{
	if (pg->app->new_token[0] != '\0')
		set_cookie(pg, response, pg->app->new_token);
	else if (pg->app->session_over)
		set_cookie(pg, response, "");
	give_flow(pg, response);
	http_header(response, "Vary", "Cookie");
	if (pg->keep_year != 0)
		http_header(response, "Set-Cookie",
		    mem_printf(pg->ctx, WHO_YEAR_COOKIE "=%d; Path=/; HttpOnly; SameSite=Lax%s",
			pg->keep_year, pg->request->secure ? "; Secure" : ""));
	pg->app->new_token[0] = '\0';
	pg->app->session_over = false;
	if (pg->app->account != 0)
		response->actor = mem_strdup(pg->ctx, pg->app->actor);
	session_leave(pg->app);
}

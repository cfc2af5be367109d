#include "web/work_page.h"

#include "base/mem.h"
#include "web/data.h"
#include "web/templates/templates.h"

#include <string.h>

static const char prefix[] = "/work/";

/* "/work/7" → 7, *@tail behind the number; 0 when it is no such address. */
static int64_t
number_of(const char *path, const char **tail)
{
	struct rational n;
	size_t len;

	if (strncmp(path, prefix, strlen(prefix)) != 0)
		return 0;
	path += strlen(prefix);
	len = strcspn(path, "/");
	*tail = path + len;
	return rational_parse(path, len, &n) && n.den == 1 && n.num > 0 ? n.num : 0;
}

int64_t
work_of_page(const struct page *pg)
{
	const char *tail;

	return number_of(pg->request->path, &tail);
}

struct url
work_cancel_url(struct page *pg, int64_t id)
{
	return (struct url){mem_printf(pg->ctx, "%s%lld/cancel", prefix, (long long)id)};
}

struct url
work_file_url(struct page *pg)
{
	return (struct url){
	    mem_printf(pg->ctx, "%s%lld/file", prefix, (long long)work_of_page(pg))};
}

static void
go(struct page *pg, struct http_response *response, int64_t id)
{
	response->status = 303;
	http_header(response, "Location", mem_printf(pg->ctx, "%s%lld", prefix, (long long)id));
}

static void
gone(struct page *pg)
{
	struct error err;

	handle_error(pg,
	    fail(&err, ERR_NOT_FOUND,
		MSG("this work is not known here: its result is kept for an hour, for the role in "
		    "which it was begun, and not over a restart of the server. Nothing was half "
		    "done")),
	    &err);
}

static void
show_progress(struct page *pg, const struct work_look *look)
{
	pg->title =
	    tr(pg->lang, look->action->title != NULL ? look->action->title : look->action->summary);
	if (look->action->id == ACTION_IMPORT)
		data_frame(pg);
	pg->refresh = 1;
	tmpl_work_progress(pg, look);
}

static const struct http_request *
begun_by(struct page *pg, const struct work_look *look)
{
	struct http_request *r = mem_new(pg->ctx, struct http_request);

	*r = *pg->request;
	r->path = look->path;
	r->nquery = 0;
	r->nform = look->nform;
	r->form = look->form;
	return r;
}

bool
work_page(struct page *pg, struct http_response *response)
{
	const char *tail = "";
	int64_t id = number_of(pg->request->path, &tail);
	struct work_look look;
	struct download download;

	if (id == 0)
		return false;
	if (strcmp(tail, "/cancel") == 0 && pg->request->method == HTTP_POST) {
		if (handle_own_form(pg)) {
			work_cancel(id, pg->app);
			work_wait(id, WORK_PATIENCE_MS);
			go(pg, response, id);
		}
		return true;
	}
	if ((tail[0] != '\0' && strcmp(tail, "/file") != 0) || !work_look(id, pg->app, &look)) {
		gone(pg);
		return true;
	}
	pg->action = look.action;
	pg->params = look.params;
	pg->begun = begun_by(pg, &look);
	if (look.state != WORK_ENDED)
		show_progress(pg, &look);
	else if (tail[0] != '\0' && look.view != NULL &&
		 handle_file(pg, look.action, look.view, &download))
		page_download(pg, response, &download);
	else
		handle_result(pg, look.action, look.result, look.error, look.view, response);
	work_release(id);
	return true;
}

enum err
work_begin(struct page *pg, const struct action *a, const void *params,
    struct http_response *response, struct error *err)
{
	int64_t id;
	enum err e = work_add(pg->app, a, params, pg->request, &id, err);

	if (e != OK)
		return e;
	work_wait(id, WORK_PATIENCE_MS);
	go(pg, response, id);
	return OK;
}

#include "web/link.h"

#include "app/field.h"
#include "base/mem.h"
#include "web/route.h"
#include "web/static.h"

#include <stdarg.h>
#include <string.h>

#define URL_MAX 8000
#define PAIRS_MAX 40

struct pairs {
	size_t count;
	struct {
		const char *name, *value;
		bool used;
	} items[PAIRS_MAX];
};

static void
add_encoded(struct buf *b, const char *s)
{
	static const char plain[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~@";

	for (; *s != '\0'; s++) {
		if (strchr(plain, *s) != NULL)
			buf_char(b, *s);
		else
			buf_printf(b, "%%%02X", (unsigned char)*s);
	}
}

static void
set_pair(struct pairs *p, const char *name, const char *value)
{
	size_t i;

	for (i = 0; i < p->count; i++) {
		if (strcmp(p->items[i].name, name) == 0) {
			p->items[i].value = value;
			return;
		}
	}
	if (p->count == PAIRS_MAX)
		return;
	p->items[p->count].name = name;
	p->items[p->count].used = false;
	p->items[p->count++].value = value;
}

static void
take_list(struct pairs *p, va_list list)
{
	const char *name;

	while ((name = va_arg(list, const char *)) != NULL)
		set_pair(p, name, va_arg(list, const char *));
}

static const char *
take_value(struct pairs *p, const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < p->count; i++) {
		if (strlen(p->items[i].name) == len && memcmp(p->items[i].name, name, len) == 0) {
			p->items[i].used = true;
			return p->items[i].value;
		}
	}
	return NULL;
}

/* "/schools/{school}" with its words; then what is left as the query. */
static struct url
build(struct page *pg, const char *path, struct pairs *p)
{
	struct buf b = buf_new(pg->ctx, URL_MAX);
	const char *end, *value;
	char join = strchr(path, '?') == NULL ? '?' : '&';
	size_t i;

	for (; *path != '\0'; path++) {
		end = *path == '{' ? strchr(path, '}') : NULL;
		if (end == NULL) {
			buf_char(&b, *path);
			continue;
		}
		value = take_value(p, path + 1, (size_t)(end - path - 1));
		add_encoded(&b, value == NULL ? "" : value);
		path = end;
	}
	for (i = 0; i < p->count; i++) {
		value = p->items[i].value;
		if (p->items[i].used || value == NULL || value[0] == '\0')
			continue;
		buf_char(&b, join);
		add_encoded(&b, p->items[i].name);
		buf_char(&b, '=');
		add_encoded(&b, value);
		join = '&';
	}
	return (struct url){b.bytes == NULL ? "/" : b.bytes};
}

struct url
link_to(struct page *pg, enum action_id id, ...)
{
	const struct action *a = page_action(id);
	struct pairs p = {0};
	va_list list;

	if (pg->year != 0 && field_find(a, "year", 4) != NULL)
		set_pair(&p, "year", link_number(pg, pg->year));
	va_start(list, id);
	take_list(&p, list);
	va_end(list);
	return build(pg, a->path, &p);
}

static bool
kept(const char *name)
{
	return strcmp(name, "done") != 0 && strcmp(name, "page") != 0;
}

struct url
link_here(struct page *pg, ...)
{
	struct pairs p = {0};
	struct buf b = buf_new(pg->ctx, URL_MAX);
	va_list list;
	size_t i;

	for (i = 0; i < pg->request->nquery; i++) {
		if (kept(pg->request->query[i].name))
			set_pair(&p, pg->request->query[i].name, pg->request->query[i].value);
	}
	va_start(list, pg);
	take_list(&p, list);
	va_end(list);
	/* the path is given as it came, so its words are encoded here, its slashes are not */
	for (i = 0; pg->request->path[i] != '\0'; i++) {
		char one[2] = {pg->request->path[i], '\0'};

		if (one[0] == '/')
			buf_char(&b, '/');
		else
			add_encoded(&b, one);
	}
	return build(pg, b.bytes, &p);
}

struct url
link_self(struct page *pg)
{
	return link_here(pg, "done", NULL, NULL);
}

struct url
link_static(struct page *pg, const char *name)
{
	return (struct url){static_url(name)};
}

struct url
link_path(struct page *pg, const char *path)
{
	return (struct url){path};
}

struct url
link_then(struct page *pg, const char *then)
{
	struct pairs p = {0};
	const char *at, *end, *name;

	for (at = strchr(then, '{'); at != NULL; at = strchr(end, '{')) {
		end = strchr(at, '}');
		if (end == NULL)
			break;
		name = mem_strndup(pg->ctx, at + 1, (size_t)(end - at - 1));
		set_pair(&p, name, page_value(pg, name));
	}
	return build(pg, then, &p);
}

const char *
link_number(struct page *pg, int64_t n)
{
	struct buf b = buf_new(pg->ctx, 32);

	buf_int(&b, n);
	return b.bytes;
}

bool
link_is_local(const char *path)
{
	size_t i;

	if (path == NULL || path[0] != '/' || path[1] == '/' || path[1] == '\\')
		return false;
	for (i = 0; path[i] != '\0'; i++) {
		if ((unsigned char)path[i] < 0x21 || path[i] == '\\' || path[i] == 127)
			return false;
	}
	return true;
}

void
link_crumb_then(struct page *pg, const struct action *a)
{
	size_t i;

	for (i = 0; a->then != NULL && i < web_table()->count; i++) {
		const struct action *page = &web_table()->actions[i];

		if (page->verb == VERB_GET && page->title != NULL &&
		    strcmp(page->path, a->then) == 0)
			page_crumb(pg, tr(pg->lang, page->title), link_then(pg, a->then));
	}
}

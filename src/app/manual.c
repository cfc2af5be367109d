#include "app/manual.h"

#include "base/buf.h"
#include "base/embedded.h"
#include "base/mem.h"

#include <string.h>

struct manual_view *
manual_all(TALLOC_CTX *ctx)
{
	struct manual_view *v = mem_new(ctx, struct manual_view);
	const struct embedded *f;
	const char *text, *end;

	for (f = manual_files; f->name != NULL; f++) {
		text = (const char *)f->bytes;
		end = strchr(text, '\n'); /* the title's line: tools/manual.c */
		mem_push(v, v->pages, v->count) =
		    (struct manual_page){mem_strndup(v, f->name, strcspn(f->name, ".")),
			mem_strndup(v, text, (size_t)(end - text)), end + 1};
	}
	return v;
}

/* The five entities that lowdown writes. */
static const char *
put_entity(struct buf *b, const char *at)
{
	static const struct {
		const char *name, *text;
	} entities[] = {
	    {"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}, {"&quot;", "\""}, {"&#39;", "'"}};
	size_t i, len;

	for (i = 0; i < sizeof entities / sizeof entities[0]; i++) {
		len = strlen(entities[i].name);
		if (strncmp(at, entities[i].name, len) == 0) {
			buf_text(b, entities[i].text);
			return at + len;
		}
	}
	buf_text(b, "&");
	return at + 1;
}

char *
manual_text(TALLOC_CTX *ctx, const char *html)
{
	struct buf b = buf_new(ctx, strlen(html) + 1);
	const char *at = html;
	size_t n;

	while (*at != '\0') {
		if (*at == '<') {
			at = strchr(at, '>') + 1;
		} else if (*at == '&') {
			at = put_entity(&b, at);
		} else {
			n = strcspn(at, "<&");
			buf_add(&b, at, n);
			at += n;
		}
	}
	return b.bytes == NULL ? mem_strdup(ctx, "") : b.bytes;
}

enum err
manual_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct manual_params *p = params;
	struct manual_view *v = manual_all(ctx);
	size_t i;

	(void)app;
	for (i = 0; p->page != NULL && i < v->count; i++) {
		if (strcmp(v->pages[i].name, p->page) == 0)
			v->page = &v->pages[i];
	}
	if (p->page != NULL && v->page == NULL)
		return fail(err, ERR_NOT_FOUND, MSG("the manual has no page {0}: opora manual"),
		    arg_text(p->page));
	*view = v;
	return OK;
}

void
manual_json(struct json *j, const void *view)
{
	const struct manual_view *v = view;
	size_t i;

	json_object(j, NULL);
	json_array(j, "pages");
	for (i = 0; i < v->count; i++) {
		json_object(j, NULL);
		json_text(j, "page", v->pages[i].name);
		json_text(j, "title", manual_text(j, v->pages[i].title));
		json_end(j);
	}
	json_end(j);
	if (v->page != NULL)
		json_text(j, "text", manual_text(j, v->page->html));
	json_end(j);
}

#include "web/page.h"

#include "app/stored.h"
#include "base/mem.h"

#include <string.h>

static void
add_crumb(struct page *pg, const char *text, struct url url, bool is_own)
{
	if (pg->ncrumbs < CRUMBS_MAX)
		pg->crumbs[pg->ncrumbs++] = (struct crumb){text, url, is_own};
}

void
page_crumb(struct page *pg, const char *text, struct url url)
{
	add_crumb(pg, text, url, false);
}

void
page_crumb_own(struct page *pg, const char *text, struct url url)
{
	add_crumb(pg, text, url, true);
}

const struct error *
page_field_error(const struct page *pg, const char *name)
{
	size_t i;

	for (i = 0; i < pg->nerrors; i++) {
		if (strcmp(pg->errors[i].field->name, name) == 0)
			return &pg->errors[i].error;
	}
	return NULL;
}

const char *
page_value_at(const struct page *pg, const char *name, size_t n)
{
	const struct http_request *r = pg->request;
	const struct http_pair *pairs = r->nform > 0 ? r->form : r->query;
	size_t count = r->nform > 0 ? r->nform : r->nquery, i;

	for (i = 0; i < count; i++) {
		if (strcmp(pairs[i].name, name) == 0 && n-- == 0)
			return pairs[i].value;
	}
	return NULL;
}

const char *
page_value(const struct page *pg, const char *name)
{
	const char *value = page_value_at(pg, name, 0);
	size_t i;

	if (value != NULL)
		return value;
	for (i = 0; i < pg->nwords; i++) {
		if (strcmp(pg->words[i].name, name) == 0)
			return pg->words[i].value;
	}
	value = http_query(pg->request, name);
	if (value == NULL)
		value = stored_text(pg->stored, name);
	return value == NULL ? "" : value;
}

bool
page_may(const struct page *pg, enum action_id id)
{
	return app_permitted(pg->app, page_action(id)->permission);
}

/* RFC 8187: every byte that is no plain letter is written as %XX. */
static char *
encoded_name(TALLOC_CTX *ctx, const char *name)
{
	struct buf b = buf_new(ctx, 4000);

	for (; *name != '\0'; name++) {
		if ((*name >= 'a' && *name <= 'z') || (*name >= 'A' && *name <= 'Z') ||
		    (*name >= '0' && *name <= '9') || *name == '-' || *name == '.' || *name == '_')
			buf_char(&b, *name);
		else
			buf_printf(&b, "%%%02X", (unsigned char)*name);
	}
	return b.bytes == NULL ? mem_strdup(ctx, "file") : b.bytes;
}

void
page_download(struct page *pg, struct http_response *response, const struct download *download)
{
	buf_clear(pg->out);
	response->type = download->type;
	http_header(response, "Content-Disposition",
	    mem_printf(
		pg->ctx, "attachment; filename*=UTF-8''%s", encoded_name(pg->ctx, download->name)));
	buf_add(pg->out, download->bytes, download->len);
}

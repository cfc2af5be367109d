#include "web/put.h"

#include "base/mem.h"
#include "base/text.h"
#include "web/static.h"

#include <string.h>

/* One escaping serves text and quoted attributes. */
static void
put_escaped(struct page *pg, const char *s)
{
	size_t len;

	if (s == NULL)
		return;
	for (;;) {
		len = strcspn(s, TEXT_SPECIAL);
		buf_add(pg->out, s, len);
		if (s[len] == '\0')
			return;
		buf_text(pg->out, text_entity(s[len]));
		s += len + 1;
	}
}

void
put_text_string(struct page *pg, const char *s)
{
	put_escaped(pg, s);
}

void
put_text_int(struct page *pg, int64_t n)
{
	text_put_number(pg->out, pg->lang, rational_int(n), 0);
}

void
put_text_size(struct page *pg, size_t n)
{
	put_text_int(pg, (int64_t)n);
}

void
put_text_plain(struct page *pg, struct plain n)
{
	buf_int(pg->out, n.n);
}

void
put_text_day(struct page *pg, struct day day)
{
	char iso[DAY_TEXT_SIZE];

	if (day.year == 0)
		return;
	day_text(day, iso);
	buf_printf(pg->out, "<time datetime=\"%s\">", iso);
	put_escaped(pg, text_day(pg->ctx, pg->lang, day));
	buf_text(pg->out, "</time>");
}

void
put_text_instant(struct page *pg, struct instant t)
{
	put_escaped(pg, text_instant(pg->ctx, pg->lang, t.ms));
}

void
put_text_percent(struct page *pg, struct percent p)
{
	text_put_percent_fixed(pg->out, pg->lang, p.share, p.digits);
}

void
put_text_html(struct page *pg, struct html h)
{
	if (h.text != NULL)
		buf_text(pg->out, h.text);
}

/* A name of two ends in two directions must not turn what follows it. */
void
put_text_own(struct page *pg, struct own s)
{
	if (s.text == NULL || s.text[0] == '\0')
		return;
	buf_text(pg->out, pg->lang == LANG_RU ? "<bdi>" : "<bdi lang=\"ru\">");
	put_escaped(pg, s.text);
	buf_text(pg->out, "</bdi>");
}

void
put_text_bilingual(struct page *pg, struct bilingual b)
{
	if (pg->lang == LANG_EN && b.en == NULL)
		put_text_own(pg, own(b.ru));
	else
		put_escaped(pg, bilingual_get(b, pg->lang));
}

void
put_text_interval(struct page *pg, struct chart_interval c)
{
	if (c.scale > 0)
		chart_interval(pg->out, &c);
}

void
put_text_spark(struct page *pg, struct chart_spark c)
{
	if (c.scale > 0)
		chart_spark(pg->out, &c);
}

void
put_attr_string(struct page *pg, const char *s)
{
	put_escaped(pg, s);
}

void
put_attr_int(struct page *pg, int64_t n)
{
	buf_int(pg->out, n);
}

void
put_attr_size(struct page *pg, size_t n)
{
	put_attr_int(pg, (int64_t)n);
}

void
put_attr_plain(struct page *pg, struct plain n)
{
	put_attr_int(pg, n.n);
}

void
put_attr_day(struct page *pg, struct day day)
{
	char iso[DAY_TEXT_SIZE];

	if (day.year == 0)
		return;
	day_text(day, iso);
	buf_text(pg->out, iso);
}

void
put_attr_own(struct page *pg, struct own s)
{
	put_escaped(pg, s.text);
}

void
put_attr_bilingual(struct page *pg, struct bilingual b)
{
	put_escaped(pg, bilingual_get(b, pg->lang));
}

void
put_url_url(struct page *pg, struct url url)
{
	put_escaped(pg, url.text);
}

void
put_icon(struct page *pg, const char *name)
{
	buf_text(pg->out, "<svg class=\"icon\" aria-hidden=\"true\"><use href=\"");
	buf_text(pg->out, static_url("icons.svg"));
	buf_char(pg->out, '#');
	buf_text(pg->out, name);
	buf_text(pg->out, "\"/></svg>");
}

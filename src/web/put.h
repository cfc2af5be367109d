/*
 * What a template puts out, escaped by type and place. A type without a function for a place is a
 * compiler error there: no raw number of a share, no text where a URL must stand, no HTML in an
 * attribute.
 */
#ifndef WEB_PUT_H
#define WEB_PUT_H

#include "document/chart.h"
#include "domain/method/method.h"
#include "web/link.h"
#include "web/page.h"

/* Bytes of the template itself. */
static inline void
put_raw(struct page *pg, const char *bytes, size_t len)
{
	buf_add(pg->out, bytes, len);
}

void put_text_string(struct page *pg, const char *s); /* NULL is "" */
void put_text_int(struct page *pg, int64_t n);        /* grouped by the language */
void put_text_size(struct page *pg, size_t n);
void put_text_plain(struct page *pg, struct plain n);
void put_text_day(struct page *pg, struct day day);
void put_text_instant(struct page *pg, struct instant t);
void put_text_percent(struct page *pg, struct percent p);
void put_text_html(struct page *pg, struct html h);
void put_text_own(struct page *pg, struct own s);
void put_text_bilingual(struct page *pg, struct bilingual b);
/* Pictures of a line of a table; nothing of all zeros. */
void put_text_interval(struct page *pg, struct chart_interval c);
void put_text_spark(struct page *pg, struct chart_spark c);

#define put_text(pg, x)                                                                            \
	_Generic((x),                                                                              \
	    char *: put_text_string,                                                               \
	    const char *: put_text_string,                                                         \
	    int: put_text_int,                                                                     \
	    long: put_text_int,                                                                    \
	    unsigned long: put_text_size,                                                          \
	    struct plain: put_text_plain,                                                          \
	    struct day: put_text_day,                                                              \
	    struct instant: put_text_instant,                                                      \
	    struct percent: put_text_percent,                                                      \
	    struct html: put_text_html,                                                            \
	    struct own: put_text_own,                                                              \
	    struct bilingual: put_text_bilingual,                                                  \
	    struct chart_interval: put_text_interval,                                              \
	    struct chart_spark: put_text_spark)(pg, x)

void put_attr_string(struct page *pg, const char *s);
void put_attr_int(struct page *pg, int64_t n); /* digits only */
void put_attr_size(struct page *pg, size_t n);
void put_attr_plain(struct page *pg, struct plain n);
void put_attr_day(struct page *pg, struct day day); /* ISO */
void put_attr_own(struct page *pg, struct own s);
void put_attr_bilingual(struct page *pg, struct bilingual b);

#define put_attr(pg, x)                                                                            \
	_Generic((x),                                                                              \
	    char *: put_attr_string,                                                               \
	    const char *: put_attr_string,                                                         \
	    int: put_attr_int,                                                                     \
	    long: put_attr_int,                                                                    \
	    unsigned long: put_attr_size,                                                          \
	    struct plain: put_attr_plain,                                                          \
	    struct day: put_attr_day,                                                              \
	    struct own: put_attr_own,                                                              \
	    struct bilingual: put_attr_bilingual)(pg, x)

/* An icon of the sprite by its name, hidden from readers of the screen. */
void put_icon(struct page *pg, const char *name);

void put_url_url(struct page *pg, struct url url);
#define put_url(pg, x) _Generic((x), struct url : put_url_url)(pg, x)

#endif

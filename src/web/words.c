#include "web/words.h"

#include "base/mem.h"

#include <string.h>

const char *
words_absence(const struct page *pg, enum absence absence)
{
	static const char *const words[] = {[ABSENCE_NONE] = MSG("not counted"),
	    [ABSENCE_NO_DATA] = MSG("no data"),
	    [ABSENCE_NOT_TESTED] = MSG("took no part"),
	    [ABSENCE_NOT_OFFERED] = MSG("no such level"),
	    [ABSENCE_NOT_HELD] = MSG("was not held"),
	    [ABSENCE_WITHHELD] = MSG("withheld")};

	return tr(pg->lang, absence < ABSENCE_COUNT ? words[absence] : words[0]);
}

const char *
words_status(const struct page *pg, enum method_status status)
{
	if (status == STATUS_VERIFIED)
		return tr(pg->lang, MSG("checked against the text of the act"));
	if (status == STATUS_LOCAL)
		return tr(pg->lang, MSG("our own rule"));
	return tr(pg->lang, MSG("assumed, not checked against the text of the act"));
}

const char *
words_truth(const struct page *pg, const struct value *v)
{
	if (v->type != VALUE_TRUTH)
		return tr(pg->lang, MSG("can't be said"));
	return tr(pg->lang, v->truth ? MSG("yes") : MSG("no"));
}

const char *
words_value(struct page *pg, const struct value *v)
{
	if (v->type == VALUE_NODATA)
		return words_absence(pg, v->absence);
	if (v->type == VALUE_TRUTH)
		return words_truth(pg, v);
	if (v->type == VALUE_NUMBER && rational_cmp(v->number, v->high) == 0)
		return text_number(pg->ctx, pg->lang, v->number, 4);
	return value_print(pg->ctx, v);
}

struct bilingual
words_procedure(const struct identify_view *v, const struct identify_cell *c)
{
	if (c->procedure == NO_PROCEDURE)
		return (struct bilingual){"?", "?"};
	return v->data->procedures->items[c->procedure].title;
}

const char *
words_count(struct page *pg, int64_t k, int64_t n)
{
	return say(pg->ctx, pg->lang, MSG("{0} of {1}"), arg_int(k), arg_int(n));
}

const char *
words_interval(struct page *pg, const struct interval *interval)
{
	struct rational high;
	struct buf b;

	rational_make((int64_t)(interval->high * 100 + 0.5), 100, &high);
	b = buf_new(pg->ctx, 64);
	buf_int(&b, (int)(interval->low * 100 + 0.5));
	buf_text(&b, "–");
	text_put_percent(&b, pg->lang, high, 0);
	return b.bytes;
}

const char *
words_joined(struct page *pg, const char *const *parts, size_t n)
{
	struct buf b = buf_new(pg->ctx, BUF_MAX);
	size_t i;

	for (i = 0; i < n; i++) {
		if (parts[i] == NULL || parts[i][0] == '\0')
			continue;
		if (b.len > 0)
			buf_text(&b, " · ");
		buf_text(&b, parts[i]);
	}
	return b.bytes;
}

const char *
words_wave(struct page *pg, const struct identify_view *v, const struct identify_cell *c)
{
	const struct procedure_family *family;
	size_t i;

	if (c->procedure == NO_PROCEDURE || c->wave == 0)
		return NULL;
	family = v->data->procedures->items[c->procedure].family;
	for (i = 0; i < family->nwaves; i++) {
		if (wave_parse(family->waves[i].code) == c->wave)
			return bilingual_get(family->waves[i].title, pg->lang);
	}
	return wave_codes[c->wave];
}

struct bilingual
words_condition(const struct method *m, const char *name)
{
	size_t i;

	for (i = 0; i < m->nlets; i++) {
		if (strcmp(m->lets[i].name, name) == 0)
			return m->lets[i].note.ru != NULL
				   ? m->lets[i].note
				   : (struct bilingual){m->lets[i].text, m->lets[i].text};
	}
	return (struct bilingual){"", ""};
}

const char *
words_conditions_met(struct page *pg, const struct named_value *all)
{
	const char *s = NULL;

	for (; all->name != NULL; all++) {
		if (all->value.type != VALUE_TRUTH || !all->value.truth)
			continue;
		s = s == NULL ? all->name : mem_printf(pg->ctx, "%s, %s", s, all->name);
	}
	return s;
}

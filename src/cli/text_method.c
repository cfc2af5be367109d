#include "cli/text_method.h"

#include "base/mem.h"

static const char *
status_note(enum method_status status)
{
	switch (status) {
	case STATUS_VERIFIED:
		return MSG("checked against the text of the act");
	case STATUS_LOCAL:
		return MSG("our own rule");
	case STATUS_ASSUMED:
		break;
	}
	return MSG("assumed, not checked against the text of the act");
}

/* What-if values: without this line a list made with them would pass for the method's own. */
static void
put_other_params(struct out *o, const struct identify_view *v)
{
	const struct method *m = v->method;
	char *s = mem_strdup(o->ctx, "");
	size_t i;

	for (i = 0; i < m->nparams; i++) {
		if (value_equal(&m->params[i].value, &v->params[i]))
			continue;
		s = mem_printf(o->ctx, "%s%s%s", s, s[0] == '\0' ? "" : "; ",
		    say(o->ctx, o->lang, MSG("{0} = {1} (the method has {2})"),
			arg_text(m->params[i].name), arg_text(value_words(o, &v->params[i])),
			arg_text(value_words(o, &m->params[i].value))));
	}
	if (s[0] != '\0')
		put_line(o, MSG("Computed with other parameters: {0}"), arg_text(s));
}

void
put_method(struct out *o, const struct identify_view *v)
{
	const struct method *m = v->method;

	put_line(o, MSG("Method {0}, version {1}: {2}"), arg_text(m->id), arg_year(m->version),
	    arg_text(bilingual_get(m->title, o->lang)));
	if (m->basis_document != NULL)
		put_line(o, MSG("Basis: {0} ({1})"), arg_text(m->basis_document),
		    arg_msg(status_note(m->basis_status)));
	else
		put_line(o, MSG("Basis: none ({0})"), arg_msg(status_note(m->basis_status)));
	put_other_params(o, v);
}

const char *
truth_word(const struct value *v)
{
	if (v->type != VALUE_TRUTH)
		return MSG("can't be said");
	return v->truth ? MSG("yes") : MSG("no");
}

const char *
absence_word(enum absence absence)
{
	switch (absence) {
	case ABSENCE_NONE:
	case ABSENCE_COUNT:
		break;
	case ABSENCE_NO_DATA:
		return MSG("no data");
	case ABSENCE_NOT_TESTED:
		return MSG("took no part");
	case ABSENCE_NOT_OFFERED:
		return MSG("no such level");
	case ABSENCE_NOT_HELD:
		return MSG("was not held");
	case ABSENCE_WITHHELD:
		return MSG("withheld");
	}
	return MSG("not counted");
}

char *
value_words(struct out *o, const struct value *v)
{
	if (v->type == VALUE_NODATA)
		return mem_strdup(o->ctx, tr(o->lang, absence_word(v->absence)));
	if (v->type == VALUE_TRUTH)
		return mem_strdup(o->ctx, tr(o->lang, truth_word(v)));
	if (v->type == VALUE_NUMBER && rational_cmp(v->number, v->high) == 0)
		return text_number(o->ctx, o->lang, v->number, 4);
	return value_print(o->ctx, v);
}

const char *
cell_procedure(const struct out *o, const struct identify_view *v, const struct identify_cell *c)
{
	if (c->procedure == NO_PROCEDURE)
		return "?";
	return bilingual_get(v->data->procedures->items[c->procedure].title, o->lang);
}

char *
interval_text(struct out *o, const struct interval *interval)
{
	struct rational low, high;

	rational_make((int64_t)(interval->low * 1000 + 0.5), 10, &low);
	rational_make((int64_t)(interval->high * 1000 + 0.5), 1000, &high);
	return mem_printf(o->ctx, "%s–%s", text_number(o->ctx, o->lang, low, 1),
	    text_percent(o->ctx, o->lang, high, 1));
}

static char *
wave_remark(struct out *o, const struct identify_view *v, const struct identify_cell *c)
{
	const struct procedure_family *family;
	size_t i;

	if (c->procedure == NO_PROCEDURE || c->wave == 0)
		return NULL;
	family = v->data->procedures->items[c->procedure].family;
	for (i = 0; i < family->nwaves; i++) {
		if (wave_parse(family->waves[i].code) == c->wave)
			return mem_strdup(o->ctx, bilingual_get(family->waves[i].title, o->lang));
	}
	return mem_strdup(o->ctx, wave_codes[c->wave]);
}

char *
cell_remarks(struct out *o, const struct identify_view *v, const struct identify_cell *c)
{
	struct interval interval;
	struct distance distance;
	bool stable;
	char *s = wave_remark(o, v, c);

	if (c->is_low >= 0 && identify_cell_interval(c, &interval, &stable, &distance) && !stable)
		s = mem_printf(o->ctx, "%s%s%s", s == NULL ? "" : s, s == NULL ? "" : ", ",
		    tr(o->lang, MSG("unstable conclusion")));
	if (identify_cell_small(v, c))
		s = mem_printf(o->ctx, "%s%s%s", s == NULL ? "" : s, s == NULL ? "" : ", ",
		    tr(o->lang, MSG("small sample")));
	return s == NULL ? mem_strdup(o->ctx, "") : s;
}

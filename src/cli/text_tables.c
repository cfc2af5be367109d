/* Names and schools, templates and exports on a terminal. */
#include "cli/text.h"

#include "app/export.h"
#include "app/matching.h"
#include "app/org_rename.h"
#include "app/reorganise.h"
#include "app/school_move.h"
#include "app/template.h"
#include "base/mem.h"

static char *
reasons_text(struct out *o, const struct match *m)
{
	char *s = mem_strdup(o->ctx, "");
	size_t i;

	for (i = 0; i < m->nreasons; i++)
		s = mem_printf(o->ctx, "%s%s%s", s, i > 0 ? ", " : "", tr(o->lang, m->reasons[i]));
	return s;
}

static void
put_proposals(struct out *o, const struct match_view *v)
{
	struct table *t = table_new(o, "rlll");
	struct rational score;
	size_t i;

	if (v->count == 0) {
		put_line(o, MSG("no school is like «{0}»"), arg_text(v->name));
		return;
	}
	put_line(o, MSG("«{0}» may mean:"), arg_text(v->name));
	for (i = 0; i < v->count; i++) {
		rational_make((int64_t)(v->lines[i].match.score * 100 + 0.5), 100, &score);
		table_row(o, t, text_percent(o->ctx, o->lang, score, 0), v->lines[i].code,
		    v->lines[i].school, reasons_text(o, &v->lines[i].match));
	}
	table_print(o, t, "  ");
	put_line(o, MSG("to remember the answer: opora match \"{0}\" CODE"), arg_text(v->name));
}

static void
put_answers(struct out *o, const struct match_view *v)
{
	struct table *t = table_new(o, "lll");
	size_t i;

	if (v->count == 0)
		put_line(o, MSG("no answer is remembered yet"));
	for (i = 0; i < v->count; i++)
		table_row(o, t, v->lines[i].name, v->lines[i].code, v->lines[i].school);
	table_print(o, t, "");
}

static void
put_found(struct out *o, const struct match_view *v)
{
	struct table *t = table_new(o, "lll");
	size_t i;

	if (v->count == 0)
		put_line(o, MSG("no school has these words"));
	for (i = 0; i < v->count; i++)
		table_row(o, t, v->lines[i].code, v->lines[i].school, v->lines[i].municipality);
	table_print(o, t, "");
	if (v->left > 0)
		put_line(o,
		    MSG_N("{0} more school has these words; say more of them",
			"{0} more schools have these words; say more of them"),
		    arg_int((int64_t)v->left));
}

void
text_match(struct out *o, const void *view)
{
	const struct match_view *v = view;
	const char *code = v->count > 0 ? v->lines[0].code : "?",
		   *school = v->count > 0 ? v->lines[0].school : "?";

	switch (v->done) {
	case MATCH_PROPOSED:
		put_proposals(o, v);
		break;
	case MATCH_LISTED:
		put_answers(o, v);
		break;
	case MATCH_FOUND:
		put_found(o, v);
		break;
	case MATCH_REMEMBERED:
		put_line(o, MSG("remembered: «{0}» is {1} ({2})"), arg_text(v->name),
		    arg_text(school), arg_text(code));
		put_line(
		    o, MSG("  to take it back: opora match --forget \"{0}\""), arg_text(v->name));
		break;
	case MATCH_KNOWN:
		put_line(o, MSG("«{0}» is known: {1} ({2})"), arg_text(v->name), arg_text(school),
		    arg_text(code));
		break;
	case MATCH_FORGOTTEN:
		put_line(o, MSG("forgotten: «{0}» was {1} ({2})"), arg_text(v->name),
		    arg_text(school), arg_text(code));
		break;
	}
}

void
text_template(struct out *o, const void *view)
{
	const struct template_view *v = view;

	put_line(o, MSG_N("{1}: a form with {0} row", "{1}: a form with {0} rows"),
	    arg_int(v->rows), arg_text(v->path));
	put_line(o, MSG("  fill it in and load it: opora import {0}"), arg_text(v->path));
}

void
text_export(struct out *o, const void *view)
{
	const struct export_view *v = view;
	size_t i;

	for (i = 0; i < v->count; i++)
		put_line(o, MSG_N("{1}: {0} row", "{1}: {0} rows"), arg_int(v->rows[i]),
		    arg_text(v->files[i]));
	put_line(o, MSG("{0}/datapackage.json says what the columns are"), arg_text(v->folder));
}

void
text_school_join(struct out *o, const void *view)
{
	const struct school_join_view *v = view;

	put_line(o,
	    v->joined
		? MSG("Before {2} the figures of {0} stand for {1}; to take it back: opora school "
		      "part {0} {1}")
		: MSG("The figures of {0} stand for {1} no longer: before {2} it has none to "
		      "compare with"),
	    arg_text(v->predecessor), arg_text(v->successor), arg_year(v->from));
}

void
text_school_move(struct out *o, const void *view)
{
	const struct school_move_view *v = view;

	put_line(o, MSG("{0}, {1}: stood under «{2}», stands under «{3}»"), arg_text(v->school),
	    arg_text(v->name), arg_text(v->from), arg_text(v->to));
	if (v->branches > 0)
		put_line(o, MSG_N("{0} branch went with it", "{0} branches went with it"),
		    arg_int(v->branches));
}

void
text_org_rename(struct out *o, const void *view)
{
	const struct org_rename_view *v = view;

	put_line(o,
	    MSG("«{0}» is called «{1}» since {2}; files with the earlier name mean the same"),
	    arg_text(v->was), arg_text(v->name), arg_text(v->since));
}

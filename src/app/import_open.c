/*
 * From a file to what is read of it: its sheets, the layout of each, mappings remembered. A sheet
 * that fits nothing is named, never skipped silently.
 */
#include "app/import_int.h"

#include "app/catalogue.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/tr.h"
#include "intake/layout_print.h"
#include "intake/workbook.h"
#include "store/statements.h"

#include <stdlib.h>
#include <string.h>

#define CANDIDATES_SHOWN 3
#define CONFIDENCE_SHOWN 20
#define MAP_BYTES_MAX ((size_t)1 << 20)

static enum err
read_map(TALLOC_CTX *ctx, const struct import_params *params, struct import_tools *out,
    struct problems *problems, struct error *err)
{
	char *bytes;
	size_t len;
	enum err e = file_read(ctx, params->map, MAP_BYTES_MAX, &bytes, &len, err);

	if (e != OK)
		return e;
	out->map_name = file_name(params->map);
	out->map_text = bytes;
	out->map = layout_file_read(ctx, out->map_name, bytes, len, true, out->layouts, problems);
	if (out->map != NULL)
		return OK;
	return fail(err, ERR_INVALID, MSG("the mapping {0} has mistakes; nothing was stored"),
	    arg_text(out->map_name));
}

/* What was pointed out, as the mapping it means. */
static enum err
take_points(TALLOC_CTX *ctx, struct app *app, const struct import_params *params,
    struct import_tools *out, struct problems *problems, struct error *err)
{
	struct buf text = buf_new(ctx, MAP_BYTES_MAX);

	if (params->map != NULL || params->layout != NULL)
		return fail(err, ERR_USAGE,
		    MSG("what columns mean is said by --point, by --map or by --layout: by one of "
			"them"));
	if (!import_points_mapping(
		ctx, &params->points, app->procedures, &text, &out->map_once, problems))
		return fail(err, ERR_INVALID,
		    MSG("what was said of the columns has mistakes; nothing was stored"));
	out->map_name = "points";
	out->map_text = text.bytes;
	out->map = layout_file_read(
	    ctx, out->map_name, text.bytes, text.len, true, out->layouts, problems);
	return out->map != NULL ? OK
				: fail(err, ERR_INTERNAL,
				      MSG("the mapping {0} has mistakes; nothing was stored"),
				      arg_text(out->map_name));
}

enum err
import_tools_load(TALLOC_CTX *ctx, struct app *app, const struct import_params *params,
    struct import_tools *out, struct problems *problems, struct error *err)
{
	enum err e = catalogue_scales(app, &out->scales, err);

	if (e == OK)
		e = catalogue_layouts(ctx, &out->layouts, err);
	if (e == OK)
		e = catalogue_suppression(ctx, &out->suppression, err);
	if (e != OK)
		return e;
	if (params->points.points.count > 0)
		return take_points(ctx, app, params, out, problems, err);
	return params->map == NULL ? OK : read_map(ctx, params, out, problems, err);
}

/* --- one sheet --- */

static struct place
sheet_place(const struct importing *im, const char *sheet)
{
	return (struct place){.file = im->file->name, .sheet = sheet};
}

struct look {
	struct importing *im;
	struct workbook *wb;
	struct layout_work *work; /* of all sheets together */
	size_t index;
	struct sheet *sheet;
	struct layout_head *head;
	char fingerprint[SHA256_TEXT_SIZE];
	bool own; /* one of our own layouts fits */
	enum layout own_layout;
	int own_sure;
	size_t nfits;
	struct layout_fit **fits; /* the surest first */
	bool remembered, empty;
};

static void
add_fit(struct look *look, struct layout_fit *fit)
{
	size_t i;

	(void)mem_push(look->im->ctx, look->fits, look->nfits);
	for (i = look->nfits - 1; i > 0 && look->fits[i - 1]->confidence < fit->confidence; i--)
		look->fits[i] = look->fits[i - 1];
	look->fits[i] = fit;
}

/* A mapping told once serves the next table with the same head. */
static enum err
recall(struct look *look, struct error *err)
{
	struct importing *im = look->im;
	struct problems *problems = problems_new(im->ctx);
	struct sheet_layout *layout;
	struct layout_fit *fit;
	struct db_mapping_get row;
	bool found;
	enum err e = db_mapping_get(im->ctx, im->app->db, look->fingerprint, &row, &found, err);

	if (e != OK || !found)
		return e;
	layout = layout_file_read(im->ctx, mem_strdup(im->ctx, row.name), row.text,
	    strlen(row.text), true, im->tools->layouts, problems);
	fit = layout == NULL ? NULL : layout_fit(im->ctx, layout, look->head);
	if (fit == NULL || !fit->fits)
		return OK;
	fit->confidence = 100;
	add_fit(look, fit);
	look->own = false;
	look->remembered = true;
	return OK;
}

static void
fit_catalogue(struct look *look)
{
	const struct import_tools *tools = look->im->tools;
	const char *wanted = look->im->params->layout;
	bool all = wanted == NULL || strcmp(wanted, "ask") == 0;
	size_t i;

	if (tools->map != NULL) {
		add_fit(look, layout_fit(look->im->ctx, tools->map, look->head));
		return;
	}
	for (i = 0; i < tools->layouts->count; i++) {
		const struct sheet_layout *layout = tools->layouts->items[i];

		if (look->im->listing && layout->kind != LAYOUT_KIND_LIST)
			continue;
		if (all || strcmp(layout->name, wanted) == 0)
			add_fit(look, layout_fit(look->im->ctx, layout, look->head));
	}
}

/* Does something fit that needs no question? */
static bool
is_sure(const struct look *look)
{
	size_t i;

	for (i = 0; i < look->nfits; i++) {
		const struct layout_fit *fit = look->fits[i];

		if (fit->fits && !fit->layout->asked && fit->confidence >= LAYOUT_SURE)
			return i == 0 || !look->fits[0]->layout->asked;
	}
	return look->own;
}

/* Merged cells matter only in heads of several rows, and cost a pass over the sheet. */
static enum err
fit_merged(struct look *look, struct error *err)
{
	struct importing *im = look->im;
	struct cell_range *merges;
	size_t n;
	enum err e = workbook_sheet_merges(im->ctx, look->wb, look->index, &merges, &n, err);

	if (e != OK || n == 0)
		return e;
	e = layout_head_read(im->ctx, look->sheet, merges, n, look->work, &look->head, err);
	look->nfits = 0;
	look->fits = NULL;
	if (e == OK)
		fit_catalogue(look);
	return e;
}

static enum err
look_at(struct look *look, struct error *err)
{
	struct importing *im = look->im;
	const char *wanted = im->params->layout;
	struct error unknown;
	enum err e = corrected_sheet_open(
	    im->ctx, look->wb, look->index, &im->file->fixes, &look->sheet, err);

	if (e == OK)
		e = layout_head_read(im->ctx, look->sheet, NULL, 0, look->work, &look->head, err);
	look->empty = e == OK && look->head->count == 0;
	if (e != OK || look->empty)
		return e;
	layout_fingerprint(look->head, look->fingerprint);
	fit_catalogue(look);
	if (im->tools->map == NULL && !im->listing)
		look->own = layout_recognise(
				look->sheet, &look->own_layout, &look->own_sure, &unknown) == OK;
	if (!is_sure(look))
		e = fit_merged(look, err);
	if (e == OK && im->tools->map == NULL && (wanted == NULL || strcmp(wanted, "ask") == 0))
		e = recall(look, err);
	if (e == OK)
		e = layout_work_check(look->work, err);
	return e;
}

/* --- which layout --- */

/* A mapping may be for sheets of certain names only. */
static bool
named(const struct look *look, const struct sheet_layout *layout)
{
	const char *name = look->wb->sheets[look->index].name;
	size_t i;

	for (i = 0; layout->own && i < layout->nsheets; i++) {
		if (pattern_find(layout->sheets[i], name, strlen(name)))
			return true;
	}
	return !layout->own || layout->nsheets == 0;
}

/* The fit to read by, or NULL: then our own layout if @own says so, else nothing. */
static const struct layout_fit *
choose(const struct look *look, bool *own)
{
	const char *wanted = look->im->params->layout;
	bool told = wanted != NULL || look->im->tools->map != NULL;
	enum layout layout;
	size_t i;

	*own = look->own && wanted == NULL && !look->remembered;
	if (wanted != NULL && look->im->tools->map == NULL && layout_parse(wanted, &layout)) {
		/* an only sheet is read as told, to say what is wrong with it */
		*own = look->wb->nsheets == 1 || (look->own && look->own_layout == layout);
		return NULL;
	}
	for (i = 0; i < look->nfits; i++) {
		const struct layout_fit *fit = look->fits[i];

		if (!fit->fits || !named(look, fit->layout) ||
		    (!told && (fit->confidence < LAYOUT_SURE || fit->layout->asked)))
			continue;
		if (*own && look->own_sure >= fit->confidence)
			return NULL;
		if (!told && i > 0 && look->fits[0]->fits && look->fits[0]->layout->asked)
			return NULL; /* more like a table that must be asked about */
		*own = false;
		return fit;
	}
	return NULL;
}

static void
add_name(struct importing *im, const char *name)
{
	struct import_file *f = im->file;

	if (f->layout == NULL)
		f->layout = name;
	else if (strstr(f->layout, name) == NULL)
		f->layout = mem_printf(im->ctx, "%s+%s", f->layout, name);
}

static void
note_part(struct importing *im, const struct import_part *part)
{
	mem_push(im->ctx, im->file->parts, im->file->nparts) =
	    (struct import_read){.sheet = part->sheet->name,
		.layout = part->own ? layout_code(part->layout) : part->fit->layout->name,
		.title = part->own ? (struct bilingual){NULL} : part->fit->layout->title,
		.head = part->own ? 0 : part->fit->header};
}

static void
take_own(struct look *look)
{
	struct importing *im = look->im;
	struct import_part *part = &mem_push(im->ctx, im->parts, im->nparts);

	if (im->params->layout != NULL)
		layout_parse(im->params->layout, &look->own_layout);
	*part = (struct import_part){look->sheet, .own = true, .layout = look->own_layout};
	note_part(im, part);
	im->file->schools |= look->own_layout == LAYOUT_SCHOOLS;
	add_name(im, layout_code(look->own_layout));
}

/* What a user wrote of this one table would be wrong for the next: then it isn't remembered. */
static bool
says_of_table(const struct sheet_layout *map)
{
	static const enum layout_field of_table[] = {SAYS_SCHOOL, SAYS_SCHOOL_NAME, SAYS_YEAR,
	    SAYS_PROCEDURE, SAYS_SUBJECT, SAYS_GRADE, SAYS_WAVE, SAYS_HELD};
	size_t i;

	for (i = 0; i < sizeof of_table / sizeof *of_table; i++) {
		if (layout_set_value(&map->set, of_table[i]) != NULL)
			return true;
	}
	return false;
}

static int
by_number(const void *a, const void *b)
{
	return *(const int32_t *)a - *(const int32_t *)b;
}

/*
 * Of a table with rows of persons only the columns that are counted go back into the user's file of
 * problems: names, codes of pupils and documents stand in no bound column.
 */
static void
keep_bound_columns(struct importing *im, const struct layout_fit *fit)
{
	struct problems_rules *rules = &im->file->rules;
	int32_t *kept = mem_array(im->ctx, int32_t, fit->count + 1);
	size_t i;

	rules->personal = true;
	rules->header_row = fit->header;
	rules->nkept = 0;
	for (i = 0; i < fit->count; i++) {
		if (fit->bound[i].is != SAYS_DROP)
			kept[rules->nkept++] = fit->bound[i].at + 1;
	}
	qsort(kept, rules->nkept, sizeof *kept, by_number);
	rules->kept = kept;
}

static void
take_fit(struct look *look, const struct layout_fit *fit)
{
	struct importing *im = look->im;
	struct import_part *part = &mem_push(im->ctx, im->parts, im->nparts);

	*part = (struct import_part){look->sheet, .fit = fit};
	if (fit->layout == im->tools->map && !im->tools->map_once && !says_of_table(fit->layout))
		part->fingerprint = mem_strdup(im->ctx, look->fingerprint);
	note_part(im, part);
	im->personal |= fit->layout->personal;
	if (fit->layout->personal)
		keep_bound_columns(im, fit);
	im->file->title = fit->layout->title;
	add_name(im, fit->layout->name);
	if (look->remembered)
		problem_add(im->file->problems, SEVERITY_WARNING,
		    sheet_place(im, look->sheet->name),
		    MSG("the columns were read by a mapping remembered from an earlier table with "
			"the same head; --layout ask shows it"));
}

/* --- what is left out --- */

/* The sheets that our own forms and tables of mistakes bring with them go without saying. */
static bool
is_our_sheet(const char *name)
{
	static const char *const ours[] = {MSG("How to fill it in"), MSG("Mistakes")};
	int lang;
	size_t i;

	for (lang = 0; lang < LANG_COUNT; lang++) {
		for (i = 0; i < sizeof ours / sizeof *ours; i++) {
			if (strcmp(name, tr((enum lang)lang, ours[i])) == 0)
				return true;
		}
	}
	return false;
}

static void
tell_left(struct look *look)
{
	const struct workbook_sheet *sheet = &look->wb->sheets[look->index];
	const struct layout_fit *best = look->nfits == 0 ? NULL : look->fits[0];
	struct place place = sheet_place(look->im, sheet->name);

	if (is_our_sheet(sheet->name))
		return;
	if (sheet->hidden)
		problem_add(look->im->file->problems, SEVERITY_WARNING, place,
		    MSG("the sheet is hidden; it was not read"));
	else if (look->empty)
		problem_add(look->im->file->problems, SEVERITY_WARNING, place,
		    MSG("the sheet is empty; it was not read"));
	else if (best == NULL || best->nmissing == 0)
		problem_add(look->im->file->problems, SEVERITY_WARNING, place,
		    MSG("the sheet is like no known table; it was not read"));
	else
		problem_add(look->im->file->problems, SEVERITY_WARNING, place,
		    MSG("the sheet is like no known table; it was not read (nearest: {0}, missing: "
			"{1})"),
		    arg_text(best->layout->name), arg_text(best->missing[0]));
}

static char *
nearest(struct look *looks, size_t n)
{
	TALLOC_CTX *ctx = looks[0].im->ctx;
	char *all = NULL;
	size_t i, k;

	for (i = 0; i < n; i++) {
		for (k = 0; k < looks[i].nfits && k < CANDIDATES_SHOWN; k++) {
			const struct layout_fit *fit = looks[i].fits[k];

			if (fit->confidence < CONFIDENCE_SHOWN ||
			    (all != NULL && strstr(all, fit->layout->name) != NULL))
				continue;
			all = mem_printf(ctx, "%s%s%s (%d %%)", all == NULL ? "" : all,
			    all == NULL ? "" : ", ", fit->layout->name, fit->confidence);
		}
	}
	return all;
}

/* Nothing of the file can be read: say what it is nearest to. */
static enum err
fail_nothing(struct look *looks, size_t n, struct error *err)
{
	struct importing *im = looks[0].im;
	const char *wanted = im->params->layout, *like;
	const struct layout_fit *fit = looks[0].nfits == 0 ? NULL : looks[0].fits[0];
	enum layout layout;

	if (im->tools->map != NULL || (wanted != NULL && fit != NULL))
		return fail(err, ERR_INVALID,
		    MSG("no sheet of {0} is a table of the layout «{1}»: the column «{2}» is "
			"missing"),
		    arg_text(im->file->name), arg_text(fit == NULL ? "" : fit->layout->name),
		    arg_text(fit == NULL || fit->nmissing == 0 ? "" : fit->missing[0]));
	if (im->listing)
		return fail(err, ERR_INVALID,
		    MSG("{0} is no list of schools: a column with their codes or names, such as "
			"«Код ОО» or «Школа», is missing"),
		    arg_text(im->file->name));
	like = nearest(looks, n);
	if (like != NULL || looks[0].sheet == NULL)
		return fail(err, ERR_INVALID,
		    MSG("{0} is like no known table. Nearest: {1}. Ask with --layout ask what each "
			"column was taken for, correct that in a file and load with --map."),
		    arg_text(im->file->name), arg_text(like == NULL ? "-" : like));
	return layout_recognise(looks[0].sheet, &layout, NULL, err); /* its own sentence */
}

/* Of lists only those with signs of bias have a place, unless a list is what is asked for. */
static bool
has_place(const struct importing *im, const struct import_part *part)
{
	size_t i;

	if (im->listing)
		return !part->own && part->fit->layout->kind == LAYOUT_KIND_LIST;
	if (part->own || part->fit->layout->kind != LAYOUT_KIND_LIST)
		return part->own || part->fit->layout->stored;
	for (i = 0; i < part->fit->count && part->fit->bound[i].is != SAYS_MARKER; i++)
		;
	return part->fit->layout->stored && i < part->fit->count;
}

/* A layout whose rows have no place in the database yet: said as it is. */
static void
drop_unstored(struct importing *im)
{
	enum severity severity;
	size_t i, kept = 0, of;

	for (i = 0; i < im->nparts; i++)
		kept += has_place(im, &im->parts[i]);
	severity = kept > 0 ? SEVERITY_WARNING : SEVERITY_ERROR;
	for (i = of = 0; i < im->nparts; i++) {
		const struct import_part *part = &im->parts[i];

		if (has_place(im, part)) {
			im->parts[of++] = *part;
			continue;
		}
		if (part->fit->layout->kind == LAYOUT_KIND_LIST)
			problem_add(im->file->problems, severity,
			    sheet_place(im, part->sheet->name),
			    MSG("this is «{0}» ({1}): such a list is kept with the letter it came "
				"with; load it with opora list receive"),
			    arg_text(part->fit->layout->title.ru),
			    arg_text(part->fit->layout->name));
		else
			problem_add(im->file->problems, severity,
			    sheet_place(im, part->sheet->name),
			    MSG("recognised as «{0}» ({1}); there is no place for these data yet, "
				"so they "
				"were not loaded"),
			    arg_text(part->fit->layout->title.ru),
			    arg_text(part->fit->layout->name));
	}
	im->nparts = of;
}

/* --- asked --- */

/* A whole number of a set's words; 0 when there is none. */
static int
number_said(const char *words)
{
	struct rational n;

	return words != NULL && rational_parse(words, strlen(words), &n) && n.den == 1 &&
		       n.num > 0 && n.num <= YEAR_MAX
		   ? (int)n.num
		   : 0;
}

/* The procedure that the title of a column means, or NULL. */
static const char *
procedure_said(const struct importing *im, const struct layout_sets *sets)
{
	const char *code = layout_set_value(sets, SAYS_PROCEDURE),
		   *kind = layout_set_value(sets, SAYS_KIND),
		   *subject = layout_set_value(sets, SAYS_SUBJECT),
		   *grade = layout_set_value(sets, SAYS_GRADE);
	const struct procedures *list = im->app->procedures;
	size_t i;

	if (code != NULL || kind == NULL || subject == NULL)
		return code;
	for (i = 0; i < list->count; i++) {
		const struct procedure *p = &list->items[i];

		if (strcmp(procedure_kind_code(p->family->kind), kind) == 0 &&
		    strcmp(p->subject_code, subject) == 0 &&
		    (grade == NULL || number_said(grade) == p->grade))
			return p->code;
	}
	return NULL;
}

static struct import_column
column_said(const struct importing *im, const struct layout_bound *b)
{
	int year = number_said(layout_set_value(&b->set, SAYS_YEAR));

	return (struct import_column){.number = b->at + 1,
	    .title = b->title,
	    .is = layout_field_code(b->is),
	    .percent = b->percent,
	    .procedure = procedure_said(im, &b->set),
	    .year = year >= YEAR_MIN ? year : 0};
}

static void
put_candidate(struct look *look, struct import_sheet *s, const struct layout_fit *fit)
{
	TALLOC_CTX *ctx = look->im->ctx;
	struct import_candidate *c = &mem_push(ctx, s->candidates, s->count);
	size_t i;

	*c = (struct import_candidate){.layout = fit->layout->name,
	    .title = fit->layout->title,
	    .confidence = fit->confidence,
	    .fits = fit->fits,
	    .personal = fit->layout->personal,
	    .head = fit->header,
	    .ncolumns = fit->count,
	    .nmissing = fit->nmissing,
	    .missing = fit->missing};
	c->columns = mem_array(ctx, struct import_column, fit->count + 1);
	for (i = 0; i < fit->count; i++)
		c->columns[i] = column_said(look->im, &fit->bound[i]);
}

static void
answer(struct look *look)
{
	struct importing *im = look->im;
	struct import_sheet *s = &mem_push(im->ctx, im->file->sheets, im->file->nsheets);
	struct buf text = buf_new(im->ctx, LAYOUT_PRINT_MAX);
	bool own_put = !look->own;
	size_t i;

	*s = (struct import_sheet){.name = look->wb->sheets[look->index].name,
	    .hidden = look->wb->sheets[look->index].hidden,
	    .remembered = look->remembered};
	for (i = 0; i <= look->nfits && s->count < CANDIDATES_SHOWN; i++) {
		const struct layout_fit *fit = i < look->nfits ? look->fits[i] : NULL;

		if (!own_put && (fit == NULL || look->own_sure >= fit->confidence)) {
			mem_push(im->ctx, s->candidates, s->count) =
			    (struct import_candidate){.layout = layout_code(look->own_layout),
				.confidence = look->own_sure,
				.fits = true};
			own_put = true;
		}
		if (fit != NULL && fit->confidence >= CONFIDENCE_SHOWN)
			put_candidate(look, s, fit);
	}
	for (i = 0; i < look->nfits && !look->fits[i]->fits; i++)
		;
	if (i < look->nfits && !look->own) {
		layout_print(&text, look->fits[i], look->head, look->wb->nsheets > 1);
		s->mapping = text.bytes;
	}
}

/* --- the file --- */

static enum err
check_wanted(const struct importing *im, struct error *err)
{
	const char *wanted = im->params->layout;
	enum layout layout;
	char *names;
	size_t i;

	if (wanted == NULL || strcmp(wanted, "ask") == 0 || layout_parse(wanted, &layout) ||
	    layout_find(im->tools->layouts, wanted) != NULL)
		return OK;
	names = mem_strdup(im->ctx, "schools, results");
	for (i = 0; i < im->tools->layouts->count; i++)
		names = mem_printf(im->ctx, "%s, %s", names, im->tools->layouts->items[i]->name);
	return fail(err, ERR_USAGE, MSG("there is no layout «{0}»; there are: {1}"),
	    arg_text(wanted), arg_text(names));
}

static enum err
choose_parts(struct importing *im, struct look *looks, size_t n, struct error *err)
{
	const struct layout_fit *fit;
	bool own = false;
	size_t i;

	for (i = 0; i < n; i++) {
		own = false;
		fit = looks[i].sheet == NULL || looks[i].empty ? NULL : choose(&looks[i], &own);
		looks[i].own = fit == NULL && looks[i].sheet != NULL && own;
		if (fit != NULL)
			take_fit(&looks[i], fit);
		else if (looks[i].own)
			take_own(&looks[i]);
		else if (n > 1)
			tell_left(&looks[i]);
	}
	if (im->nparts == 0)
		return fail_nothing(looks, n, err);
	drop_unstored(im);
	return OK;
}

/* Many sheets of a file may be like nothing: they need not stay open. */
static void
close_unread(struct look *look)
{
	bool own;

	if (look->sheet == NULL || (!look->empty && (choose(look, &own) != NULL || own)))
		return;
	talloc_free(look->sheet);
	talloc_free(look->head);
	look->sheet = NULL;
	look->head = NULL;
}

enum err
import_open(struct importing *im, const struct input *src, struct error *err)
{
	bool asked = im->params->layout != NULL && strcmp(im->params->layout, "ask") == 0;
	struct layout_work work = {LAYOUT_WORK_MAX};
	struct workbook *wb;
	struct look *looks;
	size_t i;
	enum err e = check_wanted(im, err);

	if (e == OK)
		e = workbook_open(im->ctx, im->file->name, src->bytes, src->len, &wb, err);
	if (e == OK)
		e = import_fixes_place(im, wb, err);
	if (e != OK)
		return e;
	looks = mem_array(im->ctx, struct look, wb->nsheets + 1);
	looks[0].im = im;
	for (i = 0; e == OK && i < wb->nsheets; i++) {
		looks[i] = (struct look){.im = im, .wb = wb, .work = &work, .index = i};
		if (!wb->sheets[i].hidden || asked)
			e = look_at(&looks[i], err);
		if (e == OK && asked)
			answer(&looks[i]);
		else if (e == OK && i > 0)
			close_unread(&looks[i]);
	}
	if (e != OK || asked)
		return e;
	return choose_parts(im, looks, wb->nsheets, err);
}

enum err
import_remember(struct importing *im, struct error *err)
{
	enum err e = OK;
	size_t i;

	for (i = 0; e == OK && i < im->nparts; i++) {
		if (im->parts[i].fingerprint != NULL)
			e = db_mapping_put(im->app->db, im->parts[i].fingerprint,
			    im->tools->map_name, im->tools->map_text, im->app->now, err);
	}
	return e;
}

void
import_ask_json(struct json *j, const struct import_view *v)
{
	size_t i, k, c, n;

	json_object(j, NULL);
	json_array(j, "files");
	for (i = 0; i < v->count; i++) {
		const struct import_file *f = &v->files[i];

		json_object(j, NULL);
		json_text(j, "file", f->name);
		json_array(j, "sheets");
		for (k = 0; k < f->nsheets; k++) {
			const struct import_sheet *s = &f->sheets[k];

			json_object(j, NULL);
			json_text(j, "sheet", s->name);
			json_bool(j, "hidden", s->hidden);
			json_bool(j, "remembered", s->remembered);
			json_array(j, "candidates");
			for (c = 0; c < s->count; c++) {
				const struct import_candidate *d = &s->candidates[c];

				json_object(j, NULL);
				json_text(j, "layout", d->layout);
				json_int(j, "confidence", d->confidence);
				json_bool(j, "fits", d->fits);
				json_array(j, "columns");
				for (n = 0; n < d->ncolumns; n++) {
					json_object(j, NULL);
					json_int(j, "column", d->columns[n].number);
					json_text(j, "title", d->columns[n].title);
					json_text(j, "is", d->columns[n].is);
					json_bool(j, "percent", d->columns[n].percent);
					json_end(j);
				}
				json_end(j);
				json_array(j, "missing");
				for (n = 0; n < d->nmissing; n++)
					json_text(j, NULL, d->missing[n]);
				json_end(j);
				json_end(j);
			}
			json_end(j);
			json_text(j, "mapping", s->mapping);
			json_end(j);
		}
		json_end(j);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

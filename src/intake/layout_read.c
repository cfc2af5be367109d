/* Row by row through a sheet: captions, headers, groups, data. */
#include "intake/layout_int.h"

#include "base/mem.h"
#include "base/text.h"

#include <string.h>

#define CAPTION_CELLS 4 /* a caption between tables stands in a row of at most so many cells */

static const char *
cell_text(struct reading *r, size_t i)
{
	size_t len = r->row.cells[i].len;

	return len == 0 || len > PATTERN_TEXT_MAX
		   ? ""
		   : text_clean(r->row_mem, r->row.cells[i].text, len);
}

static size_t
filled(const struct reading *r)
{
	size_t i, n = 0;

	for (i = 0; i < r->row.count; i++)
		n += r->row.cells[i].len > 0;
	return n;
}

/* Captions of @text go to @sets. */
static bool
take_captions(struct reading *r, struct pattern *const *patterns, size_t n, const char *text,
    TALLOC_CTX *ctx, struct layout_sets *sets)
{
	bool any = false;
	size_t i;

	for (i = 0; i < n && *text != '\0'; i++) {
		if (!pattern_find(patterns[i], text, strlen(text)))
			continue;
		layout_captures(ctx, r->layout, patterns[i], sets);
		any = true;
	}
	return any;
}

static void
forget(TALLOC_CTX **mem, TALLOC_CTX *ctx, struct layout_sets *sets)
{
	talloc_free(*mem);
	*mem = mem_check(talloc_new(ctx));
	*sets = (struct layout_sets){0};
}

/* --- groups --- */

static void
begin_parts(struct reading *r)
{
	int i;

	r->parts = false;
	for (i = 0; i < SAYS_COUNT; i++) {
		r->part_counts[i] = COUNT_UNKNOWN;
		r->part_percents[i] = (struct rational){0};
	}
}

static enum err
make_row(struct reading *r, struct error *err)
{
	switch (r->layout->kind) {
	case LAYOUT_KIND_RESULTS:
		return make_results(r, err);
	case LAYOUT_KIND_PUPILS:
		pupils_add(r);
		return OK;
	case LAYOUT_KIND_COMPARISON:
		return make_comparison(r, err);
	case LAYOUT_KIND_DISTRIBUTION:
		return make_distribution(r, err);
	case LAYOUT_KIND_LIST:
		return make_list(r, err);
	case LAYOUT_KIND_FACTS:
		return make_facts(r, err);
	default:
		return OK;
	}
}

/* Figures that stood in several rows are complete when their group ends. */
static enum err
end_group(struct reading *r, struct error *err)
{
	struct sheet_row now = r->row;
	enum err e = OK;

	if (r->layout->kind == LAYOUT_KIND_PUPILS)
		pupils_declared(r);
	if (r->parts && layout_set_value(&r->group_says, SAYS_SCHOOL) != NULL) {
		r->row = (struct sheet_row){.number = r->parts_row};
		r->counts.data++;
		e = make_row(r, err);
		r->row = now;
	}
	begin_parts(r);
	return e;
}

static void
take_part(struct reading *r, enum layout_field as)
{
	const struct layout_bound *b;
	struct rational p;
	int decimals;
	size_t i;

	if (!r->parts)
		r->parts_row = r->row.number;
	r->parts = true;
	for (i = 0; i < r->fit->count; i++) {
		b = &r->fit->bound[i];
		if (b->is != SAYS_VALUE)
			continue;
		if (!b->percent)
			r->part_counts[as] = reading_count(r, b, COUNT_MAX);
		else if (reading_number(r, b, true, &p, &decimals))
			r->part_percents[as] = p;
	}
}

/* --- rules of rows --- */

/* The first rule that the row meets, its captures put into @sets. */
static const struct layout_rule *
find_rule(struct reading *r, struct layout_sets *sets)
{
	const struct layout_bound *b;
	size_t i, c;

	for (i = 0; i < r->layout->nrules; i++) {
		const struct layout_rule *rule = &r->layout->rules[i];
		struct pattern *const *one = &rule->pattern;

		b = rule->in == SAYS_NONE ? NULL : reading_bound(r, rule->in, 0);
		if (rule->in != SAYS_NONE && b == NULL)
			continue;
		for (c = 0; c < r->row.count; c++) {
			if ((b == NULL || (size_t)b->at == c) &&
			    take_captions(r, one, 1, cell_text(r, c), r->row_mem, sets))
				return rule;
		}
	}
	return NULL;
}

static bool
wants_data_rule(const struct reading *r)
{
	size_t i;

	for (i = 0; i < r->layout->nrules; i++) {
		if (r->layout->rules[i].take == LAYOUT_TAKE_DATA)
			return true;
	}
	return false;
}

/* Captures of a group outlive the row. */
static enum err
begin_group(struct reading *r, const struct layout_sets *sets, struct error *err)
{
	enum err e = end_group(r, err);
	size_t i;

	forget(&r->group_mem, r->ctx, &r->group_says);
	for (i = 0; i < sets->count; i++)
		mem_push(r->group_mem, r->group_says.items, r->group_says.count) =
		    (struct layout_set){
			sets->items[i].field, mem_strdup(r->group_mem, sets->items[i].value)};
	return e;
}

/* «1 2 3 4 …» under a header. */
static bool
counts_columns(struct reading *r)
{
	const char *text;
	size_t i, n = 0;

	for (i = 0; i < r->row.count; i++) {
		text = cell_text(r, i);
		if (*text == '\0')
			continue;
		n++;
		if (strcmp(text, mem_printf(r->row_mem, "%zu", n)) != 0)
			return false;
	}
	return n >= 3 && r->counts.data == 0;
}

static enum err
data_row(struct reading *r, struct error *err)
{
	struct layout_sets sets = {0};
	const struct layout_rule *rule = find_rule(r, &sets);

	if (rule == NULL && !wants_data_rule(r) && !counts_columns(r)) {
		r->counts.data++;
		return make_row(r, err);
	}
	if (rule == NULL || rule->take == LAYOUT_TAKE_SKIP) {
		r->counts.left++;
		return OK;
	}
	switch (rule->take) {
	case LAYOUT_TAKE_DATA:
		r->row_says = sets;
		r->counts.data++;
		return make_row(r, err);
	case LAYOUT_TAKE_GROUP:
		return begin_group(r, &sets, err);
	case LAYOUT_TAKE_PART:
		take_part(r, rule->as);
		return OK;
	default:
		r->ended = true;
		return OK;
	}
}

/* --- tables under one another --- */

/* The header row said again, or that of the next table. */
static bool
is_header(struct reading *r)
{
	const struct layout_bound *b = r->fit->count > 0 ? &r->fit->bound[0] : NULL;
	struct layout_fit *fit;

	if (!r->no_header && (b == NULL || (size_t)b->at >= r->row.count ||
				 strcmp(layout_title(r->row_mem, cell_text(r, (size_t)b->at)),
				     layout_title(r->row_mem, b->title)) != 0))
		return false;
	fit = layout_fit_row(r->table_mem, r->layout, &r->row);
	if (!fit->fits)
		return false;
	r->fit = fit;
	r->no_header = false;
	return true;
}

static enum err
take_caption_row(struct reading *r, bool *taken, struct error *err)
{
	struct layout_sets sets = {0};
	enum err e = OK;
	size_t i;

	*taken = false;
	if (filled(r) > CAPTION_CELLS)
		return OK;
	for (i = 0; i < r->row.count; i++)
		*taken |= take_captions(
		    r, r->layout->heads, r->layout->nheads, cell_text(r, i), r->row_mem, &sets);
	if (!*taken)
		return OK;
	e = end_group(r, err);
	forget(&r->group_mem, r->ctx, &r->group_says);
	r->table_says = (struct layout_sets){0};
	for (i = 0; i < sets.count; i++)
		mem_push(r->table_mem, r->table_says.items, r->table_says.count) =
		    (struct layout_set){
			sets.items[i].field, mem_strdup(r->table_mem, sets.items[i].value)};
	r->no_header = true;
	return e;
}

/* --- the sheet --- */

/* Rows up to the header: captions. */
static void
head_row(struct reading *r)
{
	size_t i;

	for (i = 0; i < r->row.count; i++)
		take_captions(r, r->layout->heads, r->layout->nheads, cell_text(r, i), r->table_mem,
		    &r->table_says);
}

static enum err
one_row(struct reading *r, int64_t header, struct error *err)
{
	bool caption = false;
	enum err e = OK;

	r->row_says = (struct layout_sets){0};
	r->bad = false;
	if (filled(r) == 0 || r->row.number <= header) {
		if (filled(r) > 0)
			head_row(r);
		return OK;
	}
	if (r->layout->blocks) {
		e = take_caption_row(r, &caption, err);
		if (e != OK || caption || is_header(r) || r->no_header)
			return e;
	}
	return data_row(r, err);
}

static enum err
all_rows(struct reading *r, struct error *err)
{
	int64_t header = r->fit->header;
	bool more = true;
	enum err e = sheet_rewind(r->sheet, err);

	while (e == OK && more && !r->ended) {
		e = sheet_next(r->sheet, &r->row, &more, err);
		if (e == OK && more)
			e = one_row(r, header, err);
		talloc_free_children(r->row_mem);
	}
	r->row = (struct sheet_row){0};
	if (e == OK)
		e = end_group(r, err);
	return e;
}

static void
check_found(struct reading *r)
{
	if (r->counts.data == 0)
		reading_error(r, NULL, MSG("The file has no row with data."));
}

static struct reading *
begin(TALLOC_CTX *ctx, struct sheet *sheet, const struct layout_fit *fit)
{
	struct reading *r = mem_new(ctx, struct reading);

	r->ctx = r;
	r->sheet = sheet;
	r->fit = fit;
	r->layout = fit->layout;
	r->told = seen_new(r);
	r->sheet_mem = mem_check(talloc_new(r));
	r->table_mem = mem_check(talloc_new(r));
	r->group_mem = mem_check(talloc_new(r));
	r->row_mem = mem_check(talloc_new(r));
	begin_parts(r);
	return r;
}

enum err
layout_read(TALLOC_CTX *ctx, struct sheet *sheet, const struct layout_fit *fit,
    const struct layout_facts *facts, struct problems *problems, const struct layout_sink *sink,
    struct layout_counts *counts, struct error *err)
{
	struct reading *r = begin(ctx, sheet, fit);
	enum err e;

	r->facts = facts;
	r->problems = problems;
	r->sink = sink;
	take_captions(
	    r, r->layout->sheets, r->layout->nsheets, sheet->name, r->sheet_mem, &r->sheet_says);
	if (r->layout->kind == LAYOUT_KIND_PUPILS)
		pupils_begin(r);
	e = all_rows(r, err);
	if (e == OK && r->layout->kind == LAYOUT_KIND_PUPILS)
		e = pupils_end(r, err);
	if (e == OK)
		check_found(r);
	*counts = r->counts;
	talloc_free(r);
	return e;
}

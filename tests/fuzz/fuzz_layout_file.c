/*
 * A layout and a table from one input, divided by a line "---8<---": whatever both are, reading
 * ends, and what is handed on keeps the promises of the headers.
 */
#include "base/embedded.h"
#include "base/mem.h"
#include "base/tr.h"
#include "intake/layout_print.h"
#include "intake/layout_read.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void
need(bool truth)
{
	if (!truth)
		abort();
}

static enum err
take_result(void *arg, const struct result_row *r, struct error *err)
{
	need(r->school != NULL && r->procedure != NULL && r->wave != NULL);
	need(r->year >= RESULT_YEAR_MIN && r->year <= RESULT_YEAR_MAX);
	need(r->participants > 0 && r->low >= 0 && r->low <= r->participants);
	need(r->mark2 <= r->participants && r->mark5 <= r->participants);
	need(r->pupil_grade >= 0 && r->pupil_grade <= 11);
	return OK;
}

static enum err
take_list(void *arg, const struct list_row *r, struct error *err)
{
	need(r->code != NULL || r->name != NULL);
	need(r->nmarkers <= LIST_MARKERS_MAX);
	return OK;
}

static enum err
take_facts(void *arg, const struct facts_row *r, struct error *err)
{
	size_t i;

	need(r->code != NULL || r->name != NULL);
	need(r->count > 0 && r->count <= FACTS_MAX);
	for (i = 0; i < r->count; i++)
		need(*r->items[i].attribute != '\0' && r->items[i].value != NULL);
	return OK;
}

static enum err
take_comparison(void *arg, const struct comparison_row *r, struct error *err)
{
	need(r->lowered + r->confirmed + r->raised == r->participants);
	return OK;
}

static enum err
take_distribution(void *arg, const struct distribution_row *r, struct error *err)
{
	need(r->max < DISTRIBUTION_MAX && r->participants > 0);
	return OK;
}

static enum err
take_class(void *arg, const struct class_row *r, struct error *err)
{
	need(r->participants >= 0 && r->scored <= r->participants && r->name != NULL);
	return OK;
}

struct known {
	TALLOC_CTX *ctx;
	struct procedures procedures;
	struct scales scales;
	struct layouts layouts;
};

static bool
starts(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/* The catalogue is read once. */
static const struct known *
catalogue(void)
{
	static struct known k;
	struct problems *problems;
	const struct embedded *f;

	if (k.ctx != NULL)
		return &k;
	k.ctx = talloc_new(NULL);
	problems = problems_new(k.ctx);
	for (f = catalogue_files; f->name != NULL; f++) {
		if (starts(f->name, "procedures/"))
			procedures_read(k.ctx, f->name, (const char *)f->bytes, f->size,
			    &k.procedures, problems);
	}
	for (f = catalogue_files; f->name != NULL; f++) {
		if (starts(f->name, "scales/"))
			scales_read(k.ctx, f->name, (const char *)f->bytes, f->size, &k.procedures,
			    &k.scales, problems);
		if (starts(f->name, "layouts/"))
			mem_push(k.ctx, k.layouts.items, k.layouts.count) = layout_file_read(
			    k.ctx, f->name, (const char *)f->bytes, f->size, false, NULL, problems);
	}
	need(problems->errors == 0);
	return &k;
}

static void
read_by(TALLOC_CTX *ctx, struct sheet *sheet, const struct layout_head *head,
    const struct sheet_layout *layout)
{
	const struct layout_sink sink = {NULL, take_result, take_list, take_facts, take_comparison,
	    take_distribution, take_class};
	const struct known *k = catalogue();
	const struct layout_facts facts = {&k->procedures, &k->scales, 2021};
	struct problems *problems = problems_new(ctx);
	struct layout_fit *fit = layout_fit(ctx, layout, head);
	struct buf text = buf_new(ctx, LAYOUT_PRINT_MAX);
	struct layout_counts counts;
	size_t i;

	need(fit->confidence >= 0 && fit->confidence <= 100);
	if (!fit->fits)
		return;
	layout_read(ctx, sheet, fit, &facts, problems, &sink, &counts, NULL);
	layout_print(&text, fit, head, true);
	for (i = 0; i < problems->count && i < 20; i++)
		need(*tr_error(ctx, LANG_RU, &problems->items[i].what) != '\0');
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static const char mark[] = "---8<---\n";
	const char *text = (const char *)bytes;
	const char *cut = memmem(text, size, mark, sizeof mark - 1);
	const char *table = cut == NULL ? text : cut + sizeof mark - 1;
	const struct known *k = catalogue();
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct sheet_layout *layout = NULL;
	struct layout_head *head;
	struct sheet *sheet;
	size_t i;

	if (cut != NULL)
		layout = layout_file_read(
		    ctx, "l", text, (size_t)(cut - text), true, &k->layouts, problems_new(ctx));
	if (sheet_open_csv(ctx, "f.csv", table, size - (size_t)(table - text), &sheet, NULL) ==
		OK &&
	    layout_head_read(ctx, sheet, NULL, 0, NULL, &head, NULL) == OK) {
		if (layout != NULL)
			read_by(ctx, sheet, head, layout);
		for (i = 0; layout == NULL && i < k->layouts.count; i++)
			read_by(ctx, sheet, head, k->layouts.items[i]);
	}
	talloc_free(ctx);
	return 0;
}

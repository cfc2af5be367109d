/* Which of our own layouts a sheet has. */
#include "intake/layouts.h"

#include "base/mem.h"
#include "base/text.h"

#include <string.h>

#define TITLES_SHOWN 200 /* bytes of a header row in a message */

static const char *const codes[LAYOUT_COUNT] = {
    [LAYOUT_SCHOOLS] = "schools", [LAYOUT_RESULTS] = "results"};

const char *
layout_code(enum layout layout)
{
	return codes[layout];
}

bool
layout_parse(const char *code, enum layout *out)
{
	int i;

	for (i = 0; i < LAYOUT_COUNT; i++) {
		if (strcmp(code, codes[i]) == 0) {
			*out = (enum layout)i;
			return true;
		}
	}
	return false;
}

/* The header row as a person sees it, cut to a few words. */
static char *
join_titles(TALLOC_CTX *ctx, const struct sheet_row *header)
{
	char *all = mem_strdup(ctx, "");
	size_t i;

	for (i = 0; i < header->count && strlen(all) < TITLES_SHOWN; i++)
		all = mem_printf(ctx, "%s%s%s", all, i == 0 ? "" : ", ",
		    text_clean(ctx, header->cells[i].text, header->cells[i].len));
	return all;
}

static enum err
fail_unknown(const struct sheet_row *header, struct error *err)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	enum err e;

	e = fail(err, ERR_INVALID,
	    MSG("The columns of the file are not known: {0}. A file of schools needs the "
		"columns code, name; a file of results needs year, procedure, school, "
		"participants and one of low, mark2, low_percent."),
	    arg_text(join_titles(local, header)));
	talloc_free(local);
	return e;
}

static int
confidence(const struct sheet_row *header, int known)
{
	size_t i;
	int filled = 0;

	for (i = 0; i < header->count; i++)
		filled += header->cells[i].len > 0;
	return filled == 0 ? 0 : 60 + 40 * known / filled;
}

enum err
layout_recognise(struct sheet *sheet, enum layout *out, int *sure, struct error *err)
{
	struct sheet_row header;
	bool more;
	int known;
	enum err e;

	e = sheet_rewind(sheet, err);
	if (e == OK)
		e = table_next_filled(sheet, &header, &more, err);
	if (e != OK)
		return e;
	if (!more)
		return fail(err, ERR_INVALID, MSG("The file is empty."));
	if (results_fits(&header, &known))
		*out = LAYOUT_RESULTS;
	else if (schools_fits(&header, &known))
		*out = LAYOUT_SCHOOLS;
	else
		return fail_unknown(&header, err);
	if (sure != NULL)
		*sure = confidence(&header, known);
	return sheet_rewind(sheet, err);
}

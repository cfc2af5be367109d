/*
 * Federal lists of signs of bias on their way in: «4 РУ» of a school becomes the fact «bias.RU4» of
 * the year, which methods read by sign and year.
 */
#include "app/import_int.h"

#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* The attribute behind the title of a column, or NULL. */
static const char *
attribute_of(TALLOC_CTX *ctx, const char *title)
{
	const char *fold = text_fold(ctx, title), *subject;
	char *end;
	long grade = strtol(fold, &end, 10);

	subject = strcmp(end, " ру") == 0 ? "RU" : strcmp(end, " ма") == 0 ? "MA" : NULL;
	return subject == NULL || grade < 1 || grade > 11
		   ? NULL
		   : mem_printf(ctx, "bias.%s%ld", subject, grade);
}

/* False after telling which column is no sign. */
static bool
read_signs(struct importing *im, TALLOC_CTX *ctx, const struct list_row *row, struct facts_row *out)
{
	const char *attribute;
	bool good = true;
	size_t i;

	for (i = 0; i < row->nmarkers; i++) {
		attribute = attribute_of(ctx, row->markers[i].title);
		if (attribute == NULL) {
			problem_add(im->problems, SEVERITY_ERROR, import_place(im, row->row, 0),
			    MSG("the column «{0}» is no sign of bias such as «4 РУ» or «5 МА»"),
			    arg_text(row->markers[i].title));
			good = false;
			continue;
		}
		out->items[out->count].attribute = attribute;
		out->items[out->count++].value =
		    mem_printf(ctx, "%lld", (long long)row->markers[i].value);
	}
	return good;
}

enum err
signs_take(
    struct importing *im, struct facts_pass *p, const struct list_row *row, struct error *err)
{
	struct facts_row facts = {
	    .row = row->row, .year = row->year, .code = row->code, .name = row->name};
	TALLOC_CTX *local;
	enum err e = OK;

	if (row->year == 0) {
		facts_tell_year(p, row->row);
		return OK;
	}
	local = mem_check(talloc_new(NULL));
	if (read_signs(im, local, row, &facts))
		e = facts_take(p, &facts, err);
	talloc_free(local);
	return e;
}

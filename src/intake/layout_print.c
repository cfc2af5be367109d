#include "intake/layout_print.h"

#include "base/mem.h"

#include <string.h>

/* In double quotes, as JSON and YAML both read it. */
static void
put_quoted(struct buf *out, const char *s)
{
	buf_char(out, '"');
	for (; *s != '\0'; s++) {
		if (*s == '"' || *s == '\\')
			buf_char(out, '\\');
		buf_char(out, *s);
	}
	buf_char(out, '"');
}

static void
put_letter(struct buf *out, int column)
{
	char letters[8];
	int n = 0;

	for (column++; column > 0; column = (column - 1) / 26)
		letters[n++] = (char)('A' + (column - 1) % 26);
	while (n > 0)
		buf_char(out, letters[--n]);
}

static void
put_sets(struct buf *out, const struct layout_sets *sets)
{
	size_t i;

	buf_text(out, "{");
	for (i = 0; i < sets->count; i++) {
		buf_printf(
		    out, "%s%s: ", i == 0 ? "" : ", ", layout_field_code(sets->items[i].field));
		put_quoted(out, sets->items[i].value);
	}
	buf_text(out, "}");
}

static void
put_column(struct buf *out, const struct layout_bound *b)
{
	buf_text(out, "  - {at: ");
	put_letter(out, b->at);
	buf_text(out, ", title: ");
	put_quoted(out, b->title);
	buf_printf(out, ", is: %s", layout_field_code(b->is));
	if (b->is == SAYS_FACT)
		buf_printf(out, ", fact: %s", b->column->fact);
	if (b->percent)
		buf_text(out, ", percent: true");
	if (b->is == SAYS_TASK || b->is == SAYS_VARIANT || b->is == SAYS_POINTS ||
	    b->is == SAYS_MARKER || b->is == SAYS_DROP)
		buf_text(out, ", many: true");
	if (b->is == SAYS_SCHOOL || b->is == SAYS_SCHOOL_NAME)
		buf_text(out, ", need: school");
	if (b->set.count > 0) {
		buf_text(out, ", set: ");
		put_sets(out, &b->set);
	}
	buf_text(out, "}\n");
}

/* What captions above the header say, and what nobody says. */
static void
put_says(struct buf *out, const struct layout_fit *fit, const struct layout_head *head)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	struct layout_sets says = {0};
	const struct sheet_layout *layout = fit->layout;
	bool school = false, column_year = false;
	size_t i, k, c, at;

	for (i = 0; i < fit->first + fit->rows && i < head->count; i++) {
		for (c = 0; c < head->rows[i].count && i < fit->first; c++) {
			const char *text = head->rows[i].texts[c];

			for (k = 0; k < layout->nheads; k++) {
				if (pattern_find(layout->heads[k], text, strlen(text)))
					layout_captures(local, layout, layout->heads[k], &says);
			}
		}
	}
	for (i = 0; i < layout->nsheets; i++) {
		if (pattern_find(layout->sheets[i], head->sheet, strlen(head->sheet)))
			layout_captures(local, layout, layout->sheets[i], &says);
	}
	for (i = 0; i < fit->count; i++) {
		school |= fit->bound[i].is == SAYS_SCHOOL || fit->bound[i].is == SAYS_SCHOOL_NAME ||
			  fit->bound[i].is == SAYS_LABEL;
		column_year |= layout_set_value(&fit->bound[i].set, SAYS_YEAR) != NULL ||
			       fit->bound[i].is == SAYS_YEAR;
	}
	at = out->len;
	buf_text(out, "set:\n");
	for (i = 0; i < layout->set.count; i++) {
		buf_printf(out, "  %s: ", layout_field_code(layout->set.items[i].field));
		put_quoted(out, layout->set.items[i].value);
		buf_char(out, '\n');
	}
	for (i = 0; i < says.count; i++) {
		if (layout_set_value(&layout->set, says.items[i].field) != NULL)
			continue;
		buf_printf(out, "  %s: ", layout_field_code(says.items[i].field));
		put_quoted(out, says.items[i].value);
		buf_char(out, '\n');
	}
	if (layout->kind != LAYOUT_KIND_LIST && !column_year &&
	    layout_set_value(&says, SAYS_YEAR) == NULL &&
	    layout_set_value(&layout->set, SAYS_YEAR) == NULL && !layout->blocks)
		buf_text(out, "  year: \"\"\n");
	if (layout->kind != LAYOUT_KIND_LIST && fit->groups == 0 && !layout->blocks &&
	    layout_set_value(&says, SAYS_SUBJECT) == NULL)
		buf_text(out, "  procedure: \"\"\n");
	if (!school)
		buf_text(out, "  school: \"\"\n");
	if (out->len == at + strlen("set:\n"))
		out->bytes[out->len = at] = '\0'; /* nothing to say */
	talloc_free(local);
}

void
layout_print(
    struct buf *out, const struct layout_fit *fit, const struct layout_head *head, bool named)
{
	bool known = !fit->layout->asked;
	char *name;
	size_t i;

	buf_printf(out, "base: %s\n", fit->layout->name);
	if (named && strstr(head->sheet, "\\E") == NULL) {
		name = mem_printf(NULL, "^\\Q%s\\E$", head->sheet);
		buf_text(out, "sheet: [");
		put_quoted(out, name);
		buf_text(out, "]\n");
		talloc_free(name);
	}
	if (!known)
		buf_printf(
		    out, "header: {row: %lld, rows: %zu}\n", (long long)fit->header, fit->rows);
	put_says(out, fit, head);
	buf_text(out, known ? "# columns:\n" : "columns:\n");
	for (i = 0; i < fit->count; i++) {
		buf_text(out, known ? "#" : "");
		put_column(out, &fit->bound[i]);
	}
}

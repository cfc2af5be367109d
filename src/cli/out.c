#include "cli/text.h"

#include "base/mem.h"
#include "base/problem.h"

#include <stdarg.h>
#include <string.h>
#include <time.h>

#define PROBLEMS_SHOWN 50
#define WARNINGS_SHOWN 5 /* a file loaded again has one a row */

void
out_line(struct out *o, const char *id, const struct arg *args)
{
	char *s = tr_format(o->ctx, o->lang, id, args);

	fprintf(o->file, "%s\n", s);
	talloc_free(s);
}

struct table *
table_new(struct out *o, const char *align)
{
	struct table *t = mem_new(o->ctx, struct table);

	t->align = align;
	t->columns = strlen(align);
	return t;
}

void
table_row(struct out *o, struct table *t, ...)
{
	size_t i, n = t->rows * t->columns;
	const char *s;
	va_list ap;

	va_start(ap, t);
	for (i = 0; i < t->columns; i++) {
		s = va_arg(ap, const char *);
		mem_push(t, t->cells, n) = s == NULL ? "" : s;
	}
	va_end(ap);
	t->rows++;
}

/* The second cell is NULL: so a row that is one text is known. */
void
table_head(struct out *o, struct table *t, const char *text)
{
	size_t i, n = t->rows * t->columns;

	(void)o;
	for (i = 0; i < t->columns; i++)
		mem_push(t, t->cells, n) = i == 0 ? text : NULL;
	t->rows++;
}

static bool
is_head(const struct table *t, size_t row)
{
	return t->columns > 1 && t->cells[row * t->columns + 1] == NULL;
}

/* So that no line ends in blanks. */
static size_t
filled_columns(const struct table *t, size_t row)
{
	size_t n = t->columns;

	while (n > 0 && t->cells[row * t->columns + n - 1][0] == '\0')
		n--;
	return n;
}

static void
put_cell(struct out *o, const char *s, size_t width, char align, bool last)
{
	size_t have = text_width(s), i;

	for (i = have; align == 'r' && i < width; i++)
		fputc(' ', o->file);
	fputs(s, o->file);
	for (i = have; align != 'r' && !last && i < width; i++)
		fputc(' ', o->file);
}

void
table_print(struct out *o, const struct table *t, const char *indent)
{
	size_t *widths = mem_array(o->ctx, size_t, t->columns), r, c, w, n;

	for (r = 0; r < t->rows; r++) {
		for (c = 0; c < t->columns && !is_head(t, r); c++) {
			w = text_width(t->cells[r * t->columns + c]);
			widths[c] = w > widths[c] ? w : widths[c];
		}
	}
	for (r = 0; r < t->rows; r++) {
		fputs(indent, o->file);
		if (is_head(t, r))
			fputs(t->cells[r * t->columns], o->file);
		n = is_head(t, r) ? 0 : filled_columns(t, r);
		for (c = 0; c < n; c++) {
			put_cell(
			    o, t->cells[r * t->columns + c], widths[c], t->align[c], c + 1 == n);
			if (c + 1 < n)
				fputs("  ", o->file);
		}
		fputc('\n', o->file);
	}
	talloc_free(widths);
}

/* "results.csv, лист «2023», строка 12, столбец 4" */
static char *
place_text(struct out *o, const struct place *p)
{
	char *s = mem_strdup(o->ctx, p->file == NULL ? "" : p->file);

	if (p->sheet != NULL && p->sheet[0] != '\0')
		s = mem_printf(o->ctx, "%s, %s", s,
		    say(o->ctx, o->lang, MSG("sheet «{0}»"), arg_text(p->sheet)));
	if (p->row > 0)
		s = mem_printf(
		    o->ctx, "%s, %s", s, say(o->ctx, o->lang, MSG("row {0}"), arg_year(p->row)));
	if (p->column > 0)
		s = mem_printf(o->ctx, "%s, %s", s,
		    say(o->ctx, o->lang, MSG("column {0}"), arg_year(p->column)));
	return s;
}

static void
put_some(struct out *o, const struct problems *list, enum severity severity, size_t most)
{
	size_t i, shown = 0;

	for (i = 0; i < list->count && shown < most; i++) {
		const struct problem *p = &list->items[i];

		if (p->severity != severity)
			continue;
		fprintf(o->file, "  %s: %s%s\n", place_text(o, &p->place),
		    severity == SEVERITY_WARNING ? tr(o->lang, MSG("warning: ")) : "",
		    tr_error(o->ctx, o->lang, &p->what));
		shown++;
	}
}

void
put_problems(struct out *o, const struct problems *list)
{
	size_t all = list->errors + list->warnings;
	size_t errors = list->errors < PROBLEMS_SHOWN ? list->errors : PROBLEMS_SHOWN;
	size_t warnings = list->warnings < WARNINGS_SHOWN ? list->warnings : WARNINGS_SHOWN;

	put_some(o, list, SEVERITY_ERROR, errors);
	put_some(o, list, SEVERITY_WARNING, warnings);
	if (all > errors + warnings)
		put_line(o,
		    MSG_N("  … and {0} more; --json gives all of them",
			"  … and {0} more; --json gives all of them"),
		    arg_int((int64_t)(all - errors - warnings)));
}

/* Of an action that says what it does while it runs. */
void
text_none(struct out *o, const void *view)
{
}

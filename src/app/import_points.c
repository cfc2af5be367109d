#include "app/import_points.h"

#include "base/mem.h"
#include "intake/layout_field.h"

#include <stdlib.h>
#include <string.h>

/* What is said of one column. */
struct pointed {
	enum layout_field is; /* SAYS_NONE = not said */
	bool percent;
	const struct procedure *procedure;
	int year;
	const char *wave;
};

struct pointing {
	TALLOC_CTX *ctx;
	const struct procedures *procedures;
	struct problems *problems;
	struct pointed *columns; /* by number; [0] is not used */
	int last;
};

static void
tell(struct pointing *p, const char *id, const char *point)
{
	problem_add(p->problems, SEVERITY_ERROR, (struct place){0}, id, arg_text(point));
}

static bool
parse_field(const char *word, enum layout_field *is, bool *percent)
{
	static const enum layout_field fields[] = {SAYS_SCHOOL, SAYS_SCHOOL_NAME, SAYS_MUNICIPALITY,
	    SAYS_DROP, SAYS_PARTICIPANTS, SAYS_LOW, SAYS_MARK2, SAYS_MARK3, SAYS_MARK4, SAYS_MARK5,
	    SAYS_MEAN};
	size_t len = strlen(word), i;

	*percent = len > 0 && word[len - 1] == '%';
	for (i = 0; i < sizeof fields / sizeof *fields; i++) {
		const char *code = layout_field_code(fields[i]);

		if (strlen(code) != len - *percent || strncmp(code, word, len - *percent) != 0)
			continue;
		*is = fields[i];
		return !*percent || (*is >= SAYS_LOW && *is <= SAYS_MARK5);
	}
	return false;
}

static const char *
find_wave(const struct pointing *p, const char *word)
{
	size_t i, k;

	for (i = 0; i < p->procedures->count; i++) {
		const struct procedure_family *f = p->procedures->items[i].family;

		for (k = 0; k < f->nwaves; k++) {
			if (strcmp(f->waves[k].code, word) == 0)
				return f->waves[k].code;
		}
	}
	return NULL;
}

/* Takes one word of a column; false when it is none or says another thing than one before. */
static bool
take_word(struct pointing *p, struct pointed *c, const char *word)
{
	enum layout_field is;
	struct rational year;
	bool percent;
	const struct procedure *procedure = procedure_find(p->procedures, word);
	const char *wave = find_wave(p, word);

	if (parse_field(word, &is, &percent)) {
		if (c->is != SAYS_NONE && (c->is != is || c->percent != percent))
			return false;
		c->is = is;
		c->percent = percent;
		return true;
	}
	if (procedure != NULL && (c->procedure == NULL || c->procedure == procedure)) {
		c->procedure = procedure;
		return true;
	}
	if (wave != NULL && (c->wave == NULL || c->wave == wave)) {
		c->wave = wave;
		return true;
	}
	if (rational_parse(word, strlen(word), &year) && year.den == 1 && year.num >= YEAR_MIN &&
	    year.num <= YEAR_MAX && (c->year == 0 || c->year == year.num)) {
		c->year = (int)year.num;
		return true;
	}
	return false;
}

static void
take_point(struct pointing *p, const char *point)
{
	const char *equals = strchr(point, '='), *at, *end;
	struct rational column;
	char *word;

	if (equals == NULL || !rational_parse(point, (size_t)(equals - point), &column) ||
	    column.den != 1 || column.num < 1 || column.num > IMPORT_POINTS_COLUMN) {
		tell(p, MSG("«{0}» does not begin with the number of a column and ="), point);
		return;
	}
	if (column.num > p->last)
		p->last = (int)column.num;
	for (at = equals + 1;; at = end + 1) {
		end = at + strcspn(at, ",");
		word = mem_strndup(p->ctx, at, (size_t)(end - at));
		if (!take_word(p, &p->columns[column.num], word))
			problem_add(p->problems, SEVERITY_ERROR, (struct place){0},
			    MSG("«{0}»: the word «{1}» is not known here, or another one was said "
				"of this column"),
			    arg_text(point), arg_text(word));
		if (*end == '\0')
			return;
	}
}

/* ---- what the columns say together ---- */

static bool
is_figure(const struct pointed *c)
{
	return c->is >= SAYS_PARTICIPANTS && c->is <= SAYS_MEAN;
}

static bool
same_meaning(const struct pointed *a, const struct pointed *b)
{
	return a->is == b->is && a->procedure == b->procedure && a->year == b->year &&
	       a->wave == b->wave;
}

static void
check_column(struct pointing *p, int n)
{
	const struct pointed *c = &p->columns[n];
	int k;

	if (c->is == SAYS_NONE && (c->procedure != NULL || c->year != 0 || c->wave != NULL))
		problem_add(p->problems, SEVERITY_ERROR, (struct place){0},
		    MSG("column {0}: say also what its numbers are: participants, marks or low "
			"results"),
		    arg_year(n));
	if (is_figure(c) && c->procedure == NULL)
		problem_add(p->problems, SEVERITY_ERROR, (struct place){0},
		    MSG("column {0}: say also of which procedure its numbers are"), arg_year(n));
	if (!is_figure(c) && c->is != SAYS_NONE && c->procedure != NULL)
		problem_add(p->problems, SEVERITY_ERROR, (struct place){0},
		    MSG("column {0}: a procedure goes with figures only"), arg_year(n));
	for (k = 1; k < n && c->is != SAYS_NONE && c->is != SAYS_DROP; k++) {
		if (same_meaning(&p->columns[k], c))
			problem_add(p->problems, SEVERITY_ERROR, (struct place){0},
			    MSG("columns {0} and {1} mean the same; say of one that it is not "
				"needed"),
			    arg_year(k), arg_year(n));
	}
}

static void
check_whole(struct pointing *p)
{
	bool school = false, figure = false;
	int n;

	for (n = 1; n <= p->last; n++) {
		check_column(p, n);
		school |= p->columns[n].is == SAYS_SCHOOL || p->columns[n].is == SAYS_SCHOOL_NAME;
		figure |= is_figure(&p->columns[n]);
	}
	if (!school)
		problem_add(p->problems, SEVERITY_ERROR, (struct place){0},
		    MSG("point out the column with the code or the name of the school"));
	if (!figure)
		problem_add(p->problems, SEVERITY_ERROR, (struct place){0},
		    MSG("point out at least one column with figures"));
}

/* ---- the mapping ---- */

static void
put_quoted(struct buf *out, const char *s)
{
	buf_char(out, '"');
	for (; *s != '\0'; s++) {
		if (*s == '"' || *s == '\\')
			buf_char(out, '\\');
		buf_char(out, (unsigned char)*s < ' ' ? '.' : *s); /* only patterns are put so */
	}
	buf_char(out, '"');
}

/* @text as it stands, as a pattern. */
static void
put_literal(
    TALLOC_CTX *ctx, struct buf *out, const char *before, const char *text, const char *after)
{
	char *s = mem_strdup(ctx, before);

	for (; *text != '\0'; text++)
		s = mem_printf(
		    ctx, strchr("\\^$.|?*+()[]{}", *text) != NULL ? "%s\\%c" : "%s%c", s, *text);
	put_quoted(out, mem_printf(ctx, "%s%s", s, after));
}

static void
put_letters(struct buf *out, int column)
{
	if (column > 26)
		put_letters(out, (column - 1) / 26);
	buf_char(out, (char)('A' + (column - 1) % 26));
}

static void
put_column(struct buf *out, int n, const struct pointed *c)
{
	buf_text(out, "  - {at: ");
	put_letters(out, n);
	buf_printf(out, ", is: %s", layout_field_code(c->is));
	if (c->percent)
		buf_text(out, ", percent: true");
	if (c->is == SAYS_SCHOOL || c->is == SAYS_SCHOOL_NAME)
		buf_text(out, ", need: school");
	if (c->is == SAYS_DROP)
		buf_text(out, ", many: true");
	if (c->procedure != NULL) {
		buf_printf(out, ", set: {procedure: %s", c->procedure->code);
		if (c->year != 0)
			buf_printf(out, ", year: \"%d\"", c->year);
		if (c->wave != NULL)
			buf_printf(out, ", wave: %s", c->wave);
		buf_char(out, '}');
	}
	buf_text(out, "}\n");
}

static void
put_mapping(struct pointing *p, const struct import_points *said, struct buf *out)
{
	size_t i;
	int n;

	buf_text(out, "base: wide\n");
	if (said->sheet != NULL) {
		buf_text(out, "sheet: [");
		put_literal(p->ctx, out, "^", said->sheet, "$");
		buf_text(out, "]\n");
	}
	buf_printf(out, "header: {row: %lld, rows: 1}\ncolumns:\n",
	    (long long)(said->head == 0 ? 1 : said->head));
	for (n = 1; n <= p->last; n++) {
		if (p->columns[n].is != SAYS_NONE)
			put_column(out, n, &p->columns[n]);
	}
	buf_text(out, "rows:\n"
		      "  - {like: '^(итого|всего|среднее|примечание|в среднем)', take: skip}\n"
		      "  - {like: '^(исп\\.|исполнитель)', take: end}\n");
	for (i = 0; i < said->skip.count; i++) {
		buf_text(out, "  - {like: ");
		put_literal(p->ctx, out, "^", said->skip.items[i], "");
		buf_text(out, ", take: skip}\n");
	}
}

bool
import_points_mapping(TALLOC_CTX *ctx, const struct import_points *said,
    const struct procedures *procedures, struct buf *out, bool *dated, struct problems *problems)
{
	struct pointing p = {
	    .ctx = mem_check(talloc_new(ctx)), .procedures = procedures, .problems = problems};
	size_t i, before = problems->errors;
	int n;

	p.columns = mem_array(p.ctx, struct pointed, IMPORT_POINTS_COLUMN + 1);
	for (i = 0; i < said->points.count; i++)
		take_point(&p, said->points.items[i]);
	check_whole(&p);
	*dated = false;
	for (n = 1; n <= p.last; n++)
		*dated |= p.columns[n].year != 0;
	if (problems->errors == before)
		put_mapping(&p, said, out);
	talloc_free(p.ctx);
	return problems->errors == before;
}

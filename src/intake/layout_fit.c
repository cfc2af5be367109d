#include "intake/layout_fit.h"

#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"

#include <string.h>

/* --- what it may cost --- */

/* What a byte of a title costs before it is compared with anything: copying and folding it. */
#define BYTE_WORK 4

/* False when nothing is left. */
static bool
spend(struct layout_work *work, int64_t steps)
{
	if (work == NULL)
		return true;
	if (work->left >= 0)
		work->left -= steps;
	return work->left >= 0;
}

static bool
find(struct layout_work *work, struct pattern *pattern, const char *text)
{
	bool found = spend(work, 1) && pattern_find(pattern, text, strlen(text));

	spend(work, pattern_cost(pattern));
	return found;
}

enum err
layout_work_check(const struct layout_work *work, struct error *err)
{
	if (work == NULL || work->left >= 0)
		return OK;
	return fail(err, ERR_INVALID,
	    MSG("recognising the tables of the file takes more than {0} million steps: the first "
		"rows of its sheets hold too much text. Leave only the sheets that are to be "
		"loaded and load the file again."),
	    arg_int(LAYOUT_WORK_MAX / 1000000));
}

/* --- what words say --- */

static void
put(TALLOC_CTX *ctx, struct layout_sets *sets, enum layout_field field, const char *value)
{
	if (layout_set_value(sets, field) == NULL)
		mem_push(ctx, sets->items, sets->count) = (struct layout_set){field, value};
}

void
layout_say(TALLOC_CTX *ctx, const struct sheet_layout *layout, enum layout_field field,
    const char *value, struct layout_sets *sets)
{
	char *title = layout_title(ctx, value);
	size_t i, k;

	for (i = 0; i < layout->nwords; i++) {
		const struct layout_word *w = &layout->words[i];

		if (w->field != field || strcmp(w->word, title) != 0)
			continue;
		for (k = 0; k < w->set.count; k++)
			put(ctx, sets, w->set.items[k].field, w->set.items[k].value);
		return;
	}
	/* 2023/24 */
	if (field == SAYS_YEAR && strlen(value) == 2)
		value = mem_printf(ctx, "20%s", value);
	put(ctx, sets, field, value);
}

void
layout_captures(TALLOC_CTX *ctx, const struct sheet_layout *layout, struct pattern *pattern,
    struct layout_sets *sets)
{
	enum layout_field field;
	const char *value;
	size_t i;

	for (i = 0; i < pattern_groups(pattern); i++) {
		value = pattern_group(ctx, pattern, i);
		if (value != NULL && layout_field_parse(pattern_group_name(pattern, i), &field))
			layout_say(ctx, layout, field, text_clean(ctx, value, strlen(value)), sets);
	}
}

/* --- the head of a sheet --- */

static void
take_row(struct layout_head *head, const struct sheet_row *row)
{
	struct layout_head_row *r = &head->rows[head->count];
	size_t i;

	r->number = row->number;
	r->count = row->count < LAYOUT_COLUMNS_MAX ? row->count : LAYOUT_COLUMNS_MAX;
	r->texts = mem_array(head, const char *, r->count + 1);
	r->titles = mem_array(head, const char *, r->count + 1);
	for (i = 0; i < r->count; i++) {
		size_t len = row->cells[i].len > LAYOUT_TITLE_MAX ? 0 : row->cells[i].len;

		if (!spend(head->work, (int64_t)len * BYTE_WORK))
			len = 0;
		r->texts[i] = text_clean(head, row->cells[i].text, len);
		r->titles[i] = layout_title(head, r->texts[i]);
	}
	head->count++;
}

static bool
blank(const struct sheet_row *row)
{
	size_t i;

	for (i = 0; i < row->count; i++) {
		if (row->cells[i].len > 0)
			return false;
	}
	return true;
}

/* Those of @merges that begin in the rows of the head. */
static void
take_merges(struct layout_head *head, const struct cell_range *merges, size_t n)
{
	int64_t last = head->count == 0 ? 0 : head->rows[head->count - 1].number;
	struct cell_range *taken = mem_array(head, struct cell_range, n + 1);
	size_t i;

	for (i = 0; i < n; i++) {
		if (merges[i].row1 <= last)
			taken[head->nmerges++] = merges[i];
	}
	head->merges = taken;
}

enum err
layout_head_read(TALLOC_CTX *ctx, struct sheet *sheet, const struct cell_range *merges,
    size_t nmerges, struct layout_work *work, struct layout_head **out, struct error *err)
{
	struct layout_head *head = mem_new(ctx, struct layout_head);
	struct sheet_row row;
	bool more = true;
	enum err e = sheet_rewind(sheet, err);

	head->sheet = sheet->name;
	head->work = work;
	head->rows = mem_array(head, struct layout_head_row, LAYOUT_WITHIN_MAX + LAYOUT_HEAD_ROWS);
	while (e == OK && more && head->count < LAYOUT_WITHIN_MAX + LAYOUT_HEAD_ROWS) {
		e = sheet_next(sheet, &row, &more, err);
		if (e == OK && more && !blank(&row))
			take_row(head, &row);
	}
	take_merges(head, merges, nmerges);
	if (e == OK)
		e = layout_work_check(work, err);
	if (e == OK)
		e = sheet_rewind(sheet, err);
	if (e != OK)
		talloc_free(head);
	else
		*out = head;
	return e;
}

/* --- titles of several rows --- */

/* A cell of the head: as written, and for comparing. */
struct caption {
	const char *text, *title;
};

static struct caption
cell_of(const struct layout_head_row *row, size_t column)
{
	if (column >= row->count)
		return (struct caption){"", ""};
	return (struct caption){row->texts[column], row->titles[column]};
}

/* What stands over column @c in row @i: of the merged cell it lies in, if any. */
static struct caption
covered(const struct layout_head *head, size_t i, size_t c)
{
	const struct layout_head_row *row = &head->rows[i];
	struct caption own = cell_of(row, c);
	size_t k, j;

	if (*own.text == '\0' && !spend(head->work, (int64_t)head->nmerges))
		return own;
	for (k = 0; *own.text == '\0' && k < head->nmerges; k++) {
		const struct cell_range *m = &head->merges[k];

		if (row->number < m->row1 || row->number > m->row2 || (int64_t)c + 1 < m->column1 ||
		    (int64_t)c + 1 > m->column2)
			continue;
		for (j = 0; j <= i; j++) {
			if (head->rows[j].number == m->row1)
				return cell_of(&head->rows[j], (size_t)m->column1 - 1);
		}
	}
	return own;
}

/* Without merged cells a caption reaches over the empty cells to its right. */
static struct caption
reaching(const struct layout_head *head, size_t i, size_t c)
{
	struct caption own = covered(head, i, c);

	while (*own.text == '\0' && head->nmerges == 0 && c > 0 && spend(head->work, 1))
		own = cell_of(&head->rows[i], --c);
	return own;
}

/* Does a row of the header below @i say something in column @c? */
static bool
said_below(const struct layout_head *head, size_t i, size_t end, size_t c)
{
	for (i++; i < end; i++) {
		if (*cell_of(&head->rows[i], c).text != '\0')
			return true;
	}
	return false;
}

/* «ВПР 5 / 2023 / участников» over @rows rows from @first. */
static struct caption
joined(TALLOC_CTX *ctx, const struct layout_head *head, size_t first, size_t rows, size_t c)
{
	struct caption all = {"", ""}, part;
	const char *before = "";
	size_t i;

	for (i = first; i < first + rows; i++) {
		part = said_below(head, i, first + rows, c) ? reaching(head, i, c)
							    : covered(head, i, c);
		if (*part.text == '\0' || strcmp(part.text, before) == 0)
			continue;
		before = part.text;
		if (*all.text == '\0') {
			all = part;
			continue;
		}
		all.text = mem_printf(ctx, "%s / %s", all.text, part.text);
		all.title = mem_printf(ctx, "%s %s", all.title, part.title);
	}
	if (strlen(all.text) > LAYOUT_TITLE_MAX ||
	    !spend(head->work, (int64_t)strlen(all.text) * BYTE_WORK))
		return (struct caption){"", ""};
	return all;
}

/* --- binding --- */

struct titles {
	size_t count, filled;
	const char **texts, **titles;
	struct layout_work *work;
};

/* @cheap: names only, patterns match nothing. */
static bool
matches(const struct layout_column *column, const struct titles *t, size_t at, bool cheap)
{
	const char *text = t->texts[at], *title = t->titles[at];
	size_t i;

	if (!spend(t->work, 1 + (int64_t)column->nnames))
		return false;
	if (column->at > 0)
		return (size_t)column->at == at + 1 &&
		       (column->title == NULL || strcmp(column->title, title) == 0);
	if (*title == '\0')
		return false;
	for (i = 0; i < column->nnames; i++) {
		if (strcmp(column->names[i], title) == 0)
			return true;
	}
	return !cheap && column->pattern != NULL && find(t->work, column->pattern, text);
}

static struct layout_bound *
bind(TALLOC_CTX *ctx, struct layout_fit *fit, size_t at, const char *title)
{
	struct layout_bound *b = &mem_push(ctx, fit->bound, fit->count);

	*b = (struct layout_bound){.at = (int)at, .title = title};
	return b;
}

static void
bind_column(
    struct layout_fit *fit, const struct layout_column *column, const struct titles *t, size_t at)
{
	const char *text = t->texts[at];
	struct layout_bound *b = bind(fit, fit, at, text);
	size_t i;

	b->column = column;
	b->is = column->is;
	b->percent = column->percent;
	for (i = 0; i < column->set.count; i++)
		put(fit, &b->set, column->set.items[i].field, column->set.items[i].value);
	if (column->pattern != NULL && find(t->work, column->pattern, text))
		layout_captures(fit, fit->layout, column->pattern, &b->set);
}

/* A title taken apart: every part that is found says something. */
static bool
bind_parts(struct layout_fit *fit, const struct titles *t, size_t at)
{
	const struct sheet_layout *layout = fit->layout;
	const char *text = t->texts[at];
	struct layout_bound b = {.at = (int)at, .title = text};
	size_t i, k;

	for (i = 0; i < layout->nparts && *text != '\0'; i++) {
		const struct layout_part *part = &layout->parts[i];

		if ((part->is != SAYS_NONE && b.is != SAYS_NONE) ||
		    !find(t->work, part->pattern, text))
			continue;
		if (part->is != SAYS_NONE) {
			b.is = part->is;
			b.percent = part->percent;
		}
		for (k = 0; k < part->set.count; k++)
			put(fit, &b.set, part->set.items[k].field, part->set.items[k].value);
		layout_captures(fit, layout, part->pattern, &b.set);
	}
	if (b.is == SAYS_NONE || layout_set_value(&b.set, SAYS_SUBJECT) == NULL)
		return false;
	*bind(fit, fit, at, text) = b;
	return true;
}

static bool
taken(const struct layout_fit *fit, const struct layout_column *column)
{
	size_t i;

	for (i = 0; i < fit->count; i++) {
		if (fit->bound[i].column == column)
			return true;
	}
	return false;
}

static bool
bind_title(struct layout_fit *fit, const struct titles *t, size_t at, bool cheap)
{
	const struct sheet_layout *layout = fit->layout;
	size_t i;

	for (i = 0; i < layout->ncolumns; i++) {
		const struct layout_column *column = &layout->columns[i];

		if (!spend(t->work, (int64_t)fit->count))
			return false;
		if ((column->many || !taken(fit, column)) && matches(column, t, at, cheap)) {
			bind_column(fit, column, t, at);
			return true;
		}
	}
	return !cheap && layout->nparts > 0 && bind_parts(fit, t, at);
}

static bool
same_sets(const struct layout_sets *a, const struct layout_sets *b)
{
	size_t i;

	if (a->count != b->count)
		return false;
	for (i = 0; i < a->count; i++) {
		const char *value = layout_set_value(b, a->items[i].field);

		if (value == NULL || strcmp(value, a->items[i].value) != 0)
			return false;
	}
	return true;
}

/* Figures whose titles say the same (procedure, year) are of one row of results. */
static void
number_groups(struct layout_fit *fit, struct layout_work *work)
{
	size_t i, k;

	for (i = 0; i < fit->count; i++) {
		struct layout_bound *b = &fit->bound[i];

		if (b->set.count == 0 || !layout_field_measure(b->is) || !spend(work, (int64_t)i))
			continue;
		for (k = 0; k < i && b->group == 0; k++) {
			if (fit->bound[k].group > 0 && same_sets(&fit->bound[k].set, &b->set))
				b->group = fit->bound[k].group;
		}
		if (b->group == 0)
			b->group = ++fit->groups;
	}
}

/* --- how well --- */

static int
bound_times(const struct layout_fit *fit, const struct layout_column *column)
{
	int n = 0;
	size_t i;

	for (i = 0; i < fit->count; i++)
		n += fit->bound[i].column == column;
	return n;
}

/* Is @column, or one that may stand for it, there? */
static bool
satisfied(const struct layout_fit *fit, const struct layout_column *column)
{
	const struct sheet_layout *layout = fit->layout;
	size_t i;

	if (bound_times(fit, column) >= column->least)
		return true;
	for (i = 0; i < layout->ncolumns && strcmp(column->need, "true") != 0; i++) {
		const struct layout_column *other = &layout->columns[i];

		if (other->need != NULL && strcmp(other->need, column->need) == 0 &&
		    bound_times(fit, other) >= other->least)
			return true;
	}
	return false;
}

static const char *
column_name(TALLOC_CTX *ctx, const struct layout_column *column)
{
	if (column->nnames > 0)
		return column->names[0];
	if (column->title != NULL)
		return column->title;
	return layout_field_code(column->is);
}

static void
judge(struct layout_fit *fit, const struct titles *t)
{
	const struct sheet_layout *layout = fit->layout;
	int needed = 0, found = 0, others = 0, met = 0;
	size_t i;

	for (i = 0; i < layout->ncolumns; i++) {
		const struct layout_column *column = &layout->columns[i];

		if (column->need == NULL) {
			others++;
			met += taken(fit, column);
			continue;
		}
		needed++;
		if (satisfied(fit, column))
			found++;
		else
			mem_push(fit, fit->missing, fit->nmissing) = column_name(fit, column);
	}
	fit->fits = found == needed && (layout->nparts == 0 || fit->groups > 0);
	if (!fit->fits)
		fit->confidence = needed == 0 ? 0 : 50 * found / needed;
	else
		fit->confidence = 50 + (others == 0 ? 10 : 10 * met / others) +
				  (int)(30 * fit->count / (t->filled == 0 ? 1 : t->filled));
	if (fit->confidence > 90)
		fit->confidence = 90; /* the rest is for captions */
}

static bool
may_stand(const struct layout_column *column, const struct titles *t)
{
	size_t i;

	if (column->pattern != NULL)
		return true;
	for (i = 0; i < t->count; i++) {
		if (matches(column, t, i, true))
			return true;
	}
	return false;
}

/*
 * Is it worth trying patterns? Not where a needed column that is known by its names alone is
 * missing: patterns are a thousand times dearer, and most rows are no header.
 */
static bool
could_fit(const struct sheet_layout *layout, const struct titles *t)
{
	size_t i, k;

	for (i = 0; i < layout->ncolumns; i++) {
		const struct layout_column *column = &layout->columns[i];
		bool may = column->need == NULL || may_stand(column, t);

		for (k = 0; !may && strcmp(column->need, "true") != 0 && k < layout->ncolumns; k++)
			may = layout->columns[k].need != NULL &&
			      strcmp(layout->columns[k].need, column->need) == 0 &&
			      may_stand(&layout->columns[k], t);
		if (!may)
			return false;
	}
	return true;
}

static void
fit_titles(struct layout_fit *fit, const struct titles *t)
{
	bool cheap = !could_fit(fit->layout, t);
	size_t i;

	for (i = 0; i < t->count; i++)
		bind_title(fit, t, i, cheap);
	number_groups(fit, t->work);
	judge(fit, t);
}

/* --- the best header row --- */

static struct titles
titles_at(TALLOC_CTX *ctx, const struct layout_head *head, size_t first, size_t rows)
{
	struct titles t = {.work = head->work};
	size_t i;

	for (i = first; i < first + rows; i++)
		t.count = head->rows[i].count > t.count ? head->rows[i].count : t.count;
	if (rows == 1) {
		t.texts = head->rows[first].texts;
		t.titles = head->rows[first].titles;
	} else {
		t.texts = mem_array(ctx, const char *, t.count + 1);
		t.titles = mem_array(ctx, const char *, t.count + 1);
	}
	for (i = 0; i < t.count; i++) {
		if (rows > 1) {
			struct caption all = joined(ctx, head, first, rows, i);

			t.texts[i] = all.text;
			t.titles[i] = all.title;
		}
		t.filled += *t.titles[i] != '\0';
	}
	return t;
}

static bool
any_matches(struct layout_work *work, struct pattern *const *patterns, size_t n, const char *text)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (find(work, patterns[i], text))
			return true;
	}
	return false;
}

/* Does a caption above the header, or the sheet's name, speak for the layout? */
static bool
captioned(const struct layout_fit *fit, const struct layout_head *head)
{
	const struct sheet_layout *layout = fit->layout;
	size_t i, c;

	if (any_matches(head->work, layout->sheets, layout->nsheets, head->sheet))
		return true;
	for (i = 0; i < fit->first; i++) {
		for (c = 0; c < head->rows[i].count; c++) {
			if (any_matches(
				head->work, layout->heads, layout->nheads, head->rows[i].texts[c]))
				return true;
		}
	}
	return layout->nheads + layout->nsheets == 0;
}

static bool
better(const struct layout_fit *a, const struct layout_fit *b)
{
	if (b == NULL || a->fits != b->fits)
		return b == NULL || a->fits;
	return a->confidence > b->confidence;
}

/*
 * Can a header of several rows start at row @first? Only if a needed column's name stands alone in
 * one of them: joining titles is dear.
 */
static bool
worth_joining(
    const struct sheet_layout *layout, const struct layout_head *head, size_t first, size_t rows)
{
	size_t i, k;

	for (i = 0; i < layout->ncolumns; i++) {
		const struct layout_column *column = &layout->columns[i];

		if (column->at > 0)
			return true;
		for (k = first; column->need != NULL && k < first + rows; k++) {
			const struct layout_head_row *row = &head->rows[k];

			if (may_stand(column, &(struct titles){.count = row->count,
						  .texts = row->texts,
						  .titles = row->titles,
						  .work = head->work}))
				return true;
		}
	}
	return false;
}

struct layout_fit *
layout_fit(TALLOC_CTX *ctx, const struct sheet_layout *layout, const struct layout_head *head)
{
	struct layout_fit *best = NULL, *fit;
	size_t i, rows;

	/* the first row that fits: a second table may follow */
	for (i = 0; i < head->count && i < (size_t)layout->within && (best == NULL || !best->fits);
	     i++) {
		for (rows = 1; rows <= (size_t)layout->rows && i + rows <= head->count; rows++) {
			struct titles t;

			if ((layout->row > 0 && head->rows[i + rows - 1].number != layout->row) ||
			    (rows > 1 && !worth_joining(layout, head, i, rows)))
				continue;
			fit = mem_new(ctx, struct layout_fit);
			fit->layout = layout;
			t = titles_at(fit, head, i, rows);
			fit_titles(fit, &t);
			fit->first = i;
			fit->rows = rows;
			fit->header = head->rows[i + rows - 1].number;
			if (!better(fit, best)) {
				talloc_free(fit);
				continue;
			}
			talloc_free(best);
			best = fit;
		}
	}
	if (best == NULL)
		best = mem_new(ctx, struct layout_fit);
	best->layout = layout;
	if (best->fits && captioned(best, head))
		best->confidence += 10;
	return best;
}

struct layout_fit *
layout_fit_row(TALLOC_CTX *ctx, const struct sheet_layout *layout, const struct sheet_row *row)
{
	struct layout_head *head = mem_new(ctx, struct layout_head);
	struct layout_fit *fit;
	struct titles t;

	head->rows = mem_array(head, struct layout_head_row, 1);
	take_row(head, row);
	fit = mem_new(head, struct layout_fit);
	fit->layout = layout;
	t = titles_at(fit, head, 0, 1);
	fit_titles(fit, &t);
	fit->header = row->number;
	return fit;
}

void
layout_fingerprint(const struct layout_head *head, char out[65])
{
	struct sha256 hash;
	size_t best = 0, most = 0, i, c, n;

	for (i = 0; i < head->count && i < 30; i++) {
		for (n = c = 0; c < head->rows[i].count; c++) {
			const char *title = head->rows[i].titles[c];

			n += *title != '\0' && (*title < '0' || *title > '9');
		}
		if (n > most) {
			most = n;
			best = i;
		}
	}
	sha256_begin(&hash);
	/* rows above are part of the head: years and subjects often stand there */
	for (i = 0; i <= best && i < head->count; i++) {
		for (c = 0; c < head->rows[i].count; c++)
			sha256_add(
			    &hash, head->rows[i].titles[c], strlen(head->rows[i].titles[c]) + 1);
		sha256_add(&hash, "\n", 1);
	}
	sha256_end(&hash, out);
}

/*
 * A list that came with a letter: its schools as words of the command or as a table with the column
 * «school». Every row that means no school is told, all at once.
 */
#include "app/listing_int.h"

#include "app/known.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "intake/workbook.h"
#include "store/files.h"

#include <string.h>

struct receiving {
	struct app *app;
	struct listing_done *done;
	struct known *known;
	size_t count;
	struct listing_received *rows;
};

/* Where @org stands already, or NULL. */
static const struct listing_received *
find_row(const struct receiving *r, int64_t org)
{
	size_t i;

	for (i = 0; i < r->count; i++) {
		if (r->rows[i].org == org)
			return &r->rows[i];
	}
	return NULL;
}

/* Takes one school; what is wrong becomes a problem at @place. */
static void
take_school(struct receiving *r, const char *text, struct place place)
{
	const struct known_code *k = known_match(r->known, text);
	const struct listing_received *before;
	const char *similar;

	if (k == NULL) {
		similar = known_similar(r->known, text);
		problem_add(r->done->problems, SEVERITY_ERROR, place,
		    similar[0] == '\0'
			? MSG("no school is known as «{0}»")
			: MSG("no school is known as «{0}»; alike: {1}. Say it once with opora "
			      "match"),
		    arg_text(text), arg_text(similar));
		return;
	}
	before = find_row(r, k->org);
	if (before != NULL) {
		problem_add(r->done->problems, SEVERITY_ERROR, place,
		    MSG("the school «{0}» stands in the list already (row {1})"), arg_text(text),
		    arg_year(before->row));
		return;
	}
	if (r->count >= LISTING_SCHOOLS) {
		problem_add(r->done->problems, SEVERITY_ERROR, place,
		    MSG("a list has at most {0} schools"), arg_int(LISTING_SCHOOLS));
		return;
	}
	mem_push(r->done, r->rows, r->count) =
	    (struct listing_received){k->org, place.sheet == NULL ? "" : place.sheet, place.row};
}

/* The column «school» of a head, 1-based; 0 = this row is no head. */
static int32_t
school_column(TALLOC_CTX *ctx, const struct sheet_row *row)
{
	static const char *const names[] = {"school", "школа", "код", "оо"};
	char *fold;
	size_t i, k;

	for (i = 0; i < row->count; i++) {
		fold = text_fold(ctx, text_clean(ctx, row->cells[i].text, row->cells[i].len));
		for (k = 0; k < sizeof names / sizeof names[0]; k++) {
			if (strcmp(fold, names[k]) == 0)
				return (int32_t)i + 1;
		}
	}
	return 0;
}

static enum err
read_rows(struct receiving *r, struct sheet *sheet, struct error *err)
{
	struct sheet_row row;
	struct place place = {sheet->file, sheet->name, 0, 0};
	int32_t column = 0;
	bool more = true;
	char *text;
	enum err e;

	while ((e = sheet_next(sheet, &row, &more, err)) == OK && more) {
		if (column == 0) {
			column = school_column(r->done, &row);
			if (column == 0 && row.count > 0)
				return fail(err, ERR_INVALID,
				    MSG("{0}: the first row has no column «school»"),
				    arg_text(sheet->file));
			continue;
		}
		if (row.count < (size_t)column)
			continue;
		text = text_clean(r->done, row.cells[column - 1].text, row.cells[column - 1].len);
		place.row = row.number;
		place.column = column;
		if (text[0] != '\0')
			take_school(r, text, place);
	}
	return e;
}

static enum err
read_table(struct receiving *r, struct input *in, struct error *err)
{
	struct workbook *wb;
	struct sheet *sheet;
	enum err e = app_input_read(r->done, in, WORKBOOK_BYTES_MAX, err);

	r->done->file = file_name(in->name);
	if (e == OK)
		e = workbook_open(r->done, r->done->file, in->bytes, in->len, &wb, err);
	if (e == OK && wb->nsheets == 0)
		return fail(err, ERR_INVALID, MSG("{0} has no sheet"), arg_text(r->done->file));
	if (e == OK)
		e = workbook_sheet_open(r->done, wb, 0, &sheet, err);
	return e == OK ? read_rows(r, sheet, err) : e;
}

/* The table beside the database, as it came. */
static enum err
keep_table(
    struct receiving *r, const struct input *in, char sha[SHA256_TEXT_SIZE], struct error *err)
{
	enum err e;

	sha256_of(in->bytes, in->len, sha);
	e = files_put(r->app->dir, sha, in->bytes, in->len, err);
	return e == OK ? db_file_put(r->app->db, sha, (int64_t)in->len, 1, err) : e;
}

static enum err
read_all(struct receiving *r, const struct listing_receive_params *p, struct error *err)
{
	struct input in;
	enum err e = OK;
	size_t i;

	for (i = 0; i < p->schools.count; i++)
		take_school(r, p->schools.items[i], (struct place){.row = (int64_t)i + 1});
	if (p->file.count > 0) {
		in = p->file.items[0];
		e = read_table(r, &in, err);
		p->file.items[0] = in;
	}
	if (e == OK && r->done->problems->errors > 0)
		e = fail(err, ERR_INVALID, MSG("the list has mistakes; nothing was stored"));
	return e;
}

enum err
list_receive_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct listing_receive_params *p = params;
	struct listing_letter letter = {
	    p->kind, p->year, p->number, p->from, p->title, p->day, NULL};
	struct receiving r = {.app = app, .done = listing_done_new(ctx, NULL)};
	char sha[SHA256_TEXT_SIZE];
	enum err e;

	if ((p->file.count > 0) == (p->schools.count > 0))
		return fail(err, ERR_USAGE,
		    MSG("say which schools the letter names: a table FILE, or --school for each"));
	r.done->problems = problems_new(r.done);
	e = app_begin(app, err);
	if (e == OK)
		e = known_load(r.done, app, &r.known, err);
	if (e == OK)
		e = read_all(&r, p, err);
	if (e != OK && r.done->problems->count > 0)
		*view = r.done;
	if (e == OK && p->file.count > 0) {
		e = keep_table(&r, &p->file.items[0], sha, err);
		letter.file = sha;
	}
	if (e == OK)
		e = listing_store_received(r.done, app, &letter, r.rows, r.count, r.done, err);
	if (e == OK)
		*view = r.done;
	return e;
}

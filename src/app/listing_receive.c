/*
 * A list that came with a letter: its schools as words of the command or as a table that a layout
 * reads (import_list.h). All that means no school is told at once.
 */
#include "app/listing_int.h"

#include "app/import_list.h"
#include "app/known.h"
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

/* Takes the @n-th school that was said; what is wrong becomes a problem. */
static void
take_school(struct receiving *r, const char *text, int64_t n)
{
	const struct place place = {.row = n};
	const struct known_code *k = known_match(r->known, text);
	const struct listing_received *before = k == NULL ? NULL : find_row(r, k->org);
	const char *similar = k == NULL ? known_similar(r->known, text) : "";

	if (before != NULL)
		problem_add(r->done->problems, SEVERITY_ERROR, place,
		    MSG("the school «{0}» stands in the list already"), arg_text(text));
	else if (k != NULL)
		mem_push(r->done, r->rows, r->count) =
		    (struct listing_received){k->org, NULL, "", 0};
	else
		problem_add(r->done->problems, SEVERITY_ERROR, place,
		    similar[0] == '\0'
			? MSG("no school is known as «{0}»")
			: MSG("no school is known as «{0}»; alike: {1}. Say it once with opora "
			      "match"),
		    arg_text(text), arg_text(similar));
}

/* The schools of a table, as the layouts read it. */
static enum err
read_table(struct receiving *r, struct input *in, int year, struct error *err)
{
	const struct import_params how = {.year = year};
	struct import_listed *listed;
	size_t i, n;
	enum err e = app_input_read(r->done, in, WORKBOOK_BYTES_MAX, err);

	if (e == OK)
		e = import_list(r->done, r->app, in, &how, r->done->problems, &listed, &n, err);
	for (i = 0; e == OK && i < n; i++)
		mem_push(r->done, r->rows, r->count) = (struct listing_received){
		    listed[i].org, listed[i].reason, listed[i].sheet, listed[i].row};
	return e;
}

/* The schools said one by one. */
static enum err
read_words(struct receiving *r, const struct texts *said, struct error *err)
{
	enum err e = known_load(r->done, r->app, &r->known, err);
	size_t i;

	for (i = 0; e == OK && i < said->count; i++)
		take_school(r, said->items[i], (int64_t)i + 1);
	if (e == OK && r->done->problems->errors > 0)
		e = fail(err, ERR_INVALID, MSG("the list has mistakes; nothing was stored"));
	return e;
}

/* The table beside the database, as it came. *@fresh: it was not there before. */
static enum err
keep_table(struct receiving *r, const struct input *in, char sha[SHA256_TEXT_SIZE], bool *fresh,
    struct error *err)
{
	enum err e;

	sha256_of(in->bytes, in->len, sha);
	*fresh = files_verify(r->app->dir, sha, NULL) != OK;
	e = files_put(r->app->dir, sha, in->bytes, in->len, err);
	return e == OK ? db_file_put(r->app->db, sha, (int64_t)in->len, 1, err) : e;
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
	bool fresh = false;
	enum err e;

	if ((p->file.count > 0) == (p->schools.count > 0))
		return fail(err, ERR_USAGE,
		    MSG("say which schools the letter names: a table FILE, or --school for each"));
	r.done->problems = problems_new(r.done);
	e = app_begin(app, err);
	if (e == OK && p->file.count > 0)
		e = read_table(&r, &p->file.items[0], p->year, err);
	else if (e == OK)
		e = read_words(&r, &p->schools, err);
	if (e != OK && r.done->problems->count > 0)
		*view = r.done;
	if (e == OK && p->file.count > 0) {
		e = keep_table(&r, &p->file.items[0], sha, &fresh, err);
		letter.file = sha;
	}
	if (e == OK)
		e = listing_store_received(r.done, app, &letter, r.rows, r.count, r.done, err);
	if (e == OK)
		*view = r.done;
	else if (fresh)
		files_remove(app->dir, sha);
	return e;
}

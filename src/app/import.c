#include "app/import.h"

#include "app/batches.h"
#include "app/import_fixes.h"
#include "app/import_int.h"
#include "app/problems_json.h"
#include "app/template.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "domain/match.h"
#include "store/files.h"
#include "store/statements.h"

#include <string.h>
#include <sys/stat.h>

/* A thousand corrections of two hundred letters each, was and became. */
#define AUDIT_MAX ((size_t)4 << 20)

struct place
import_place(const struct importing *im, int64_t row, int column)
{
	return (struct place){.file = im->file->name,
	    .sheet = im->sheet == NULL ? "" : im->sheet->name,
	    .row = row,
	    .column = column};
}

enum err
import_tick(struct importing *im, struct error *err)
{
	if ((++im->done & 4095) == 0 &&
	    app_progress(
		im->app, im->store ? MSG("rows stored") : MSG("rows checked"), im->done, 0))
		return fail(err, ERR_CONFLICT, MSG("cancelled; nothing was stored"));
	return OK;
}

/* The schools a text may mean, as facts: a page makes buttons of them. */
static void
propose(struct importing *im, const char *said)
{
	struct import_file *f = im->file;
	struct match_proposal found[IMPORT_PROPOSALS];
	struct import_unknown *u;
	size_t i;

	for (i = 0; i < f->nunknown; i++) {
		if (strcmp(f->unknown[i].said, said) == 0)
			return;
	}
	if (f->nunknown == IMPORT_UNKNOWN_MAX)
		return;
	u = &mem_push(im->ctx, f->unknown, f->nunknown);
	*u = (struct import_unknown){.said = mem_strdup(im->ctx, said)};
	u->count = known_propose(im->known, said, found, IMPORT_PROPOSALS);
	for (i = 0; i < u->count; i++) {
		const struct known_school *s = &im->known->schools[found[i].candidate];

		u->proposals[i] =
		    (struct import_proposal){s->code, s->short_name, found[i].match.score};
	}
}

static void
tell_unknown(struct importing *im, struct place place, const char *said)
{
	const char *similar = known_similar(im->known, said);

	propose(im, said);
	if (similar[0] != '\0')
		problem_add(im->problems, SEVERITY_ERROR, place,
		    MSG("the school «{0}» is not found; alike: {1}. Say once which it is: opora "
			"match"),
		    arg_text(said), arg_text(similar));
	else if (strchr(said, ' ') != NULL)
		problem_add(im->problems, SEVERITY_ERROR, place,
		    MSG("the school «{0}» is not found, nor one like it; load it with schools.csv, "
			"or "
			"say which it is: opora match"),
		    arg_text(said));
	else
		problem_add(im->problems, SEVERITY_ERROR, place,
		    MSG("no school has the code «{0}»; load schools.csv first, or use "
			"--add-schools"),
		    arg_text(said));
}

static void
note_named(struct importing *im, const struct known_code *k)
{
	struct known_code *main = k->org == 0 ? NULL : known_of_org(im->known, k->org);

	if (main != NULL)
		main->named = true;
}

void
import_tell_foreign(struct importing *im, int64_t row, const char *said)
{
	problem_add(im->problems, SEVERITY_ERROR, import_place(im, row, 0),
	    MSG("the school «{0}» is not of your municipality"), arg_text(said));
}

struct known_code *
import_find_school(struct importing *im, int64_t row, int column, const char *said)
{
	struct known_code *k = known_match(im->known, said);

	if (k != NULL && k->foreign) {
		import_tell_foreign(im, row, said);
		return NULL;
	}
	if (k != NULL) {
		note_named(im, k);
		return k;
	}
	/* what is like a school's name must not become a second school of itself */
	if ((im->from_nothing || im->params->add_schools) && strlen(said) <= CODE_MAX * 2 &&
	    (strchr(said, ' ') == NULL || known_similar(im->known, said)[0] == '\0')) {
		im->file->schools_added++;
		return known_add(im->known, said, 0, row);
	}
	tell_unknown(im, import_place(im, row, column), said);
	return NULL;
}

/* Schools come before the results that name them. */
static enum err
one_pass(struct importing *im, struct error *err)
{
	enum err e = OK;
	bool results = false;
	size_t i;

	im->done = 0;
	for (i = 0; e == OK && i < im->nparts; i++) {
		const struct import_part *part = &im->parts[i];

		im->sheet = part->sheet;
		if (part->own && part->layout == LAYOUT_SCHOOLS)
			e = import_schools(im, err);
		else
			results = true;
	}
	if (e == OK && results)
		e = import_results(im, err);
	im->sheet = NULL;
	return e;
}

/* How many of the schools there are the file names, and which it doesn't. */
static void
count_schools(struct importing *im)
{
	struct import_file *f = im->file;
	const struct known_code *k;
	size_t i;

	if (f->year_first == 0)
		return;
	f->schools_known = im->known->nschools;
	for (i = 0; i < im->known->nschools; i++) {
		k = known_of_org(im->known, im->known->schools[i].org);
		if (k != NULL && k->named)
			f->schools_named++;
		else if (f->nmissing < IMPORT_MISSING_MAX)
			mem_push(im->ctx, f->missing, f->nmissing) =
			    im->known->schools[i].short_name;
	}
}

static enum err
store_warnings(struct importing *im, struct error *err)
{
	const struct problems *list = im->file->problems;
	enum err e = OK;
	size_t i;

	for (i = 0; e == OK && i < list->count; i++) {
		const struct problem *p = &list->items[i];
		struct buf args = buf_new(im->ctx, 8192);
		struct json *j = json_new(im->ctx, json_to_buf, &args);

		error_args_json(j, NULL, &p->what);
		e = db_problem_add_row_copy(im->app->db, im->batch, (int64_t)i + 1,
		    p->severity == SEVERITY_ERROR ? "error" : "warning",
		    p->place.sheet == NULL ? "" : p->place.sheet, p->place.row, p->place.column,
		    p->what.id, args.bytes, err);
		talloc_free(j);
		talloc_free(args.bytes);
	}
	return e;
}

/* What was not there before is taken away again when the import fails or is cancelled. */
static enum err
keep_original(struct importing *im, const struct input *src, const char *sha, struct error *err)
{
	bool there = files_verify(im->app->dir, sha, NULL) == OK;
	enum err e = files_put(im->app->dir, sha, src->bytes, src->len, err);

	if (e == OK && !there)
		snprintf(im->kept, sizeof im->kept, "%s", sha);
	return e;
}

static enum err
store_batch(struct importing *im, const struct input *src, const char *sha, struct error *err)
{
	struct import_file *f = im->file;
	struct db_batch_add row;
	bool found;
	enum err e = app_begin(im->app, err);

	if (e == OK && !im->params->dry_run && !im->personal)
		e = keep_original(im, src, sha, err);
	if (e == OK)
		e = db_file_put(im->app->db, sha, (int64_t)src->len, !im->personal, err);
	if (e == OK)
		e = db_batch_add(im->ctx, im->app->db, sha, f->name, f->layout, im->params->year, 0,
		    im->app->now, im->app->account, im->app->org, &row, &found, err);
	if (e != OK)
		return e;
	im->batch = row.id;
	im->store = true;
	im->problems = problems_new(im->ctx); /* the second pass meets the same warnings */
	e = one_pass(im, err);
	if (e == OK && im->problems->errors > 0)
		e = fail(err, ERR_CONFLICT,
		    MSG("the data changed while the file was being checked; try again"));
	if (e == OK)
		e = db_batch_rows_set(im->app->db, im->batch, f->rows_stored, err);
	if (e == OK)
		e = store_warnings(im, err);
	if (e == OK)
		e = import_fixes_store(im, err);
	if (e == OK)
		e = import_remember(im, err);
	if (e == OK)
		f->batch = im->batch;
	return e;
}

static enum err
refuse_same_file(struct importing *im, const char *sha, struct error *err)
{
	struct app *app = im->app;
	struct db_batch_of_file row;
	struct db_batches seen;
	bool found, visible = false;
	enum err e = db_batch_of_file(im->ctx, app->db, sha, &row, &found, err);

	if (e == OK && found)
		e = batch_find(im->ctx, app, row.id, &seen, &visible, err);
	if (e == OK && found && !visible)
		return fail(err, ERR_CONFLICT,
		    MSG("this very file was loaded already by somebody whose imports you don't "
			"see; ask the regional coordinator"));
	if (e == OK && found)
		return fail(err, ERR_CONFLICT,
		    MSG("this very file is loaded already: batch {0}, {1}; undo it first to load "
			"it again"),
		    arg_int(row.id), arg_text(row.name));
	return e;
}

static enum err
import_one(struct importing *im, const struct input *src, bool last, struct error *err)
{
	struct import_file *f = im->file;
	char sha[SHA256_TEXT_SIZE];
	enum err e;

	sha256_of(src->bytes, src->len, sha);
	e = refuse_same_file(im, sha, err);
	if (e == OK)
		e = known_load(im->ctx, im->app, &im->known, err);
	im->problems = f->problems;
	if (e == OK)
		e = one_pass(im, err);
	if (e != OK)
		return e;
	import_fixes_settle(im);
	count_schools(im);
	if (f->rows_read == 0 && f->problems->errors == 0)
		problem_add(f->problems, SEVERITY_ERROR, import_place(im, 0, 0),
		    MSG("no row of the file has data yet; there is nothing to store"));
	if (f->problems->errors > 0)
		return fail(err, ERR_INVALID,
		    MSG_N("{0} mistake in {1}; nothing was stored",
			"{0} mistakes in {1}; nothing was stored"),
		    arg_int((int64_t)f->problems->errors), arg_text(f->name));
	/* a dry run stores only what a later file of the same call needs to be checked */
	if (im->params->dry_run && last)
		return OK;
	return store_batch(im, src, sha, err);
}

static void
leave_audit(struct app *app, struct import_view *v)
{
	struct buf out = buf_new(v, AUDIT_MAX);
	struct json *j = json_new(v, json_to_buf, &out);
	size_t i;

	json_array(j, NULL);
	for (i = 0; i < v->count; i++) {
		const struct corrections kept = import_fixes_kept(v, &v->files[i]);

		json_object(j, NULL);
		json_int(j, "batch", v->files[i].batch);
		json_text(j, "file", v->files[i].name);
		json_int(j, "rows", v->files[i].rows_stored);
		corrections_json(j, &kept);
		json_end(j);
	}
	json_end(j);
	app_audit(app, "batch", v->files[v->count - 1].batch, out.bytes);
}

/* In two rounds: files of schools, then files of results. */
static enum err
import_in_order(struct importing *all, const struct input *sources, size_t n, struct error *err)
{
	size_t i, done = 0;
	enum err e = OK;
	int round;

	for (round = 0; e == OK && round < 2; round++) {
		for (i = 0; e == OK && i < n; i++) {
			if (all[i].file->schools == (round == 0))
				e = import_one(&all[i], &sources[i], ++done == n, err);
		}
	}
	return e;
}

/*
 * Figures that come before any schools make schools of their codes. Asked once for all files of a
 * call, so that their order does not matter.
 */
static enum err
look_for_schools(struct importing *all, size_t n, struct app *app, struct error *err)
{
	struct db_school_count schools = {0};
	bool found, nothing;
	size_t i;
	enum err e = db_school_count(all, app->db, &schools, &found, err);

	nothing = schools.n == 0;
	for (i = 0; i < n; i++)
		nothing = nothing && !all[i].file->schools;
	for (i = 0; i < n; i++)
		all[i].from_nothing = nothing;
	return e;
}

/* Of several files each that can't be opened is named; of one the sentence itself is enough. */
static enum err
open_all(struct importing *all, const struct input *sources, size_t n, struct error *err)
{
	struct arg args[ERROR_ARGS + 1];
	size_t broken = 0, i;
	enum err e = OK;

	for (i = 0; e == OK && i < n; i++) {
		e = import_open(&all[i], &sources[i], err);
		if (e != ERR_INVALID || n == 1)
			continue;
		error_args(err, args);
		problems_add(all[i].file->problems, SEVERITY_ERROR, import_place(&all[i], 0, 0),
		    err->id, args);
		broken++;
		e = OK;
	}
	if (e == OK && broken > 0)
		e = fail(err, ERR_INVALID,
		    MSG_N("{0} file can't be read; nothing was stored",
			"{0} files can't be read; nothing was stored"),
		    arg_int((int64_t)broken));
	return e;
}

enum err
import_sources(TALLOC_CTX *ctx, struct app *app, const struct input *sources, size_t n,
    const struct import_params *p, struct import_view **out, struct error *err)
{
	struct import_view *v = mem_new(ctx, struct import_view);
	struct importing *all = mem_array(v, struct importing, n + 1);
	struct import_tools *tools = mem_new(v, struct import_tools);
	const struct import_home *home = NULL;
	enum err e;
	size_t i;

	v->dry_run = p->dry_run;
	v->asked = p->layout != NULL && strcmp(p->layout, "ask") == 0;
	v->files = mem_array(v, struct import_file, n + 1);
	v->count = n;
	*out = v;
	for (i = 0; i < n; i++) {
		v->files[i].path = sources[i].name;
		v->files[i].name = mem_strdup(v, file_name(sources[i].name));
		v->files[i].problems = problems_new(v);
	}
	e = import_tools_load(v, app, p, tools, v->files[0].problems, err);
	if (e == OK)
		e = import_home_load(v, app, &home, err);
	for (i = 0; i < n; i++) {
		all[i] = (struct importing){.ctx = v,
		    .app = app,
		    .params = p,
		    .file = &v->files[i],
		    .tools = tools,
		    .home = home,
		    .problems = v->files[i].problems};
	}
	if (e == OK)
		e = import_fixes_read(all, n, err);
	if (e == OK)
		e = open_all(all, sources, n, err);
	if (e != OK || v->asked)
		return e;
	if (e == OK)
		e = look_for_schools(all, n, app, err);
	if (e == OK)
		e = import_in_order(all, sources, n, err);
	if (e != OK || p->dry_run) {
		/* before the rollback: till then nobody else can store the same file */
		for (i = 0; i < v->count; i++) {
			if (all[i].kept[0] != '\0')
				files_remove(app->dir, all[i].kept);
		}
		db_rollback(app->db);
		for (i = 0; i < v->count; i++)
			v->files[i].batch = 0;
		return e;
	}
	v->stored = true;
	leave_audit(app, v);
	return OK;
}

/* The table with problems must not take the place of the file it is about. */
static enum err
check_problems_path(const struct import_params *p, struct error *err)
{
	struct stat out, in;
	size_t i;

	if (p->problems == NULL || stat(p->problems, &out) != 0)
		return OK;
	for (i = 0; i < p->files.count; i++) {
		if (p->files.items[i].path != NULL && stat(p->files.items[i].path, &in) == 0 &&
		    in.st_dev == out.st_dev && in.st_ino == out.st_ino)
			return fail(err, ERR_USAGE,
			    MSG("{0} is one of the files to be loaded; give another name with "
				"--problems"),
			    arg_text(p->problems));
	}
	return OK;
}

/* Writes the files back with their problems, if there are any. */
static enum err
write_problems(struct app *app, const struct input *sources, struct import_view *v,
    const char *path, struct error *err)
{
	struct problems_file *files = mem_array(v, struct problems_file, v->count + 1);
	size_t i, found = 0;
	enum err e;

	for (i = 0; i < v->count; i++) {
		files[i] = (struct problems_file){v->files[i].name, sources[i].bytes,
		    sources[i].len, v->files[i].problems, v->files[i].rules, &v->files[i].fixes};
		found += v->files[i].problems->count;
	}
	if (found == 0)
		return OK;
	e = problems_table_write(
	    v, app_lang(app), app_tmp(v, app), app->now, files, v->count, path, err);
	if (e == OK)
		v->problems = path;
	return e;
}

enum err
import_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct import_params *p = params;
	struct input *sources = mem_array(ctx, struct input, p->files.count + 1);
	struct import_view *v = NULL;
	struct error other;
	enum err e = check_problems_path(p, err), written;
	size_t i;

	for (i = 0; e == OK && i < p->files.count; i++) {
		sources[i] = p->files.items[i];
		e = app_input_read(sources, &sources[i], IMPORT_MAX, err);
	}
	if (e == OK)
		e = import_sources(ctx, app, sources, p->files.count, p, &v, err);
	*view = v;
	if (v == NULL || p->problems == NULL || e == ERR_CONFLICT)
		return e;
	written = write_problems(app, sources, v, p->problems, &other);
	if (written == OK || (e != OK && e != ERR_INVALID))
		return e;
	*err = other;
	return written;
}

void
import_json(struct json *j, const void *view)
{
	const struct import_view *v = view;
	size_t i;

	if (v->asked) {
		import_ask_json(j, v);
		return;
	}
	json_object(j, NULL);
	json_bool(j, "stored", v->stored);
	json_bool(j, "dry_run", v->dry_run);
	json_text(j, "problems_file", v->problems);
	json_array(j, "files");
	for (i = 0; i < v->count; i++) {
		const struct import_file *f = &v->files[i];

		json_object(j, NULL);
		json_text(j, "file", f->name);
		json_text(j, "layout", f->layout);
		if (f->batch > 0)
			json_int(j, "batch", f->batch);
		else
			json_null(j, "batch");
		json_int(j, "rows_read", f->rows_read);
		json_int(j, "rows_stored", v->stored ? f->rows_stored : 0);
		json_int(j, "rows_same", f->rows_same);
		json_int(j, "rows_replaced", v->stored ? f->rows_replaced : 0);
		json_int(j, "schools_added", v->stored ? f->schools_added : 0);
		if (f->layout != NULL) /* else nobody knows whether its rows are of persons */
			corrections_json(j, &f->fixes);
		problems_json(j, f->problems);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

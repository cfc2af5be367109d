/* `opora check`: everything that can be looked at again is looked at again. */
#include "app/installation.h"

#include "app/audit.h"
#include "app/factor_key.h"
#include "app/listing.h"
#include "app/problems_json.h"
#include "app/runs.h"
#include "base/mem.h"
#include "base/tr.h"
#include "store/files.h"
#include "store/statements.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FINDINGS_MAX 1000

struct checking {
	struct check_view *view;
	struct app *app;
};

static struct error *
new_finding(struct check_view *v)
{
	static _Thread_local struct error overflow; /* written, never read */

	if (v->count >= FINDINGS_MAX)
		return &overflow;
	return &mem_push(v, v->findings, v->count).what;
}

static enum err
take_complaint(void *arg, const struct db_value *columns, struct error *err)
{
	struct checking *c = arg;

	fail(new_finding(c->view), ERR_DATABASE, MSG("the database complains of itself: {0}"),
	    arg_text(db_get_text(&columns[0])));
	return OK;
}

static enum err
take_run(void *arg, int64_t run, int64_t org, const char *what, struct error *err)
{
	struct checking *c = arg;

	if (org == 0)
		fail(new_finding(c->view), ERR_DATABASE, MSG("saved run {0}: {1}"), arg_year(run),
		    arg_msg(what));
	else
		fail(new_finding(c->view), ERR_DATABASE,
		    MSG("saved run {0}, organisation {1}: {2}"), arg_year(run), arg_year(org),
		    arg_msg(what));
	return OK;
}

static enum err
take_broken(void *arg, const struct db_broken_cells *row, struct error *err)
{
	struct checking *c = arg;

	fail(new_finding(c->view), ERR_DATABASE, MSG("figure of batch {0}, row {1}: {2}"),
	    arg_int(row->batch), arg_int(row->row),
	    arg_msg(row->live ? MSG("it is live and replaced at once")
			      : MSG("it is neither live nor replaced")));
	return OK;
}

/* The rows are in the order of their digests. */
struct looking {
	struct check_view *view;
	const struct db_files_kept *rows;
	size_t n;
};

static int
compare_kept(const void *key, const void *row)
{
	return strcmp(key, ((const struct db_files_kept *)row)->sha256);
}

static void
take_file(void *arg, const char *path)
{
	struct looking *l = arg;
	char sha256[SHA256_TEXT_SIZE];

	/* files/ab/cdef… */
	if (strlen(path) == 71) {
		snprintf(sha256, sizeof sha256, "%.2s%.62s", path + 6, path + 9);
		if (l->n > 0 &&
		    bsearch(sha256, l->rows, l->n, sizeof l->rows[0], compare_kept) != NULL)
			return;
	}
	if (l->view->norphans < FINDINGS_MAX)
		mem_push(l->view, l->view->orphans, l->view->norphans) = mem_strdup(l->view, path);
}

static enum err
check_files(TALLOC_CTX *ctx, struct checking *c, struct error *err)
{
	struct db_files_kept *rows;
	struct error what;
	size_t i, n;
	enum err e = db_files_kept(ctx, c->app->db, &rows, &n, err);

	for (i = 0; e == OK && i < n; i++) {
		c->view->files++;
		if (files_verify(c->app->dir, rows[i].sha256, &what) == OK)
			continue;
		*new_finding(c->view) = what;
	}
	if (e == OK)
		files_list(c->app->dir, take_file, &(struct looking){c->view, rows, n});
	c->view->swept = files_sweep(c->app->dir, c->app->now);
	return e;
}

/* A batch says how many rows it stored; so many must be there. */
static enum err
check_batches(TALLOC_CTX *ctx, struct checking *c, struct error *err)
{
	struct db_batch_counts *rows;
	size_t i, n;
	enum err e = db_batch_counts(ctx, c->app->db, &rows, &n, err);

	for (i = 0; e == OK && i < n; i++) {
		c->view->batches++;
		if (rows[i].said != rows[i].found)
			fail(new_finding(c->view), ERR_DATABASE,
			    MSG("batch {0} says it stored {1} rows, but {2} are there"),
			    arg_int(rows[i].id), arg_int(rows[i].said), arg_int(rows[i].found));
	}
	return e;
}

static enum err
check_audit(struct checking *c, struct error *err)
{
	struct audit_state state;
	struct error what;
	enum err e = audit_verify(c->app, &state, err);

	c->view->audit_rows = state.count;
	if (e == OK && audit_complaint(&state, &what) != OK)
		*new_finding(c->view) = what;
	return e;
}

static enum err
check_factors(struct checking *c, struct error *err)
{
	struct factor_state state;
	enum err e = factor_verify(c->view, c->app, &state, err);

	c->view->factors = state.looked_at;
	if (e == OK && state.wrong)
		*new_finding(c->view) = state.what;
	return e;
}

static enum err
take_list(void *arg, int64_t list, const char *what, struct error *err)
{
	struct checking *c = arg;

	fail(new_finding(c->view), ERR_DATABASE, MSG("list {0}: {1}"), arg_year(list),
	    arg_msg(what));
	return OK;
}

enum err
check_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	struct check_view *v = mem_new(ctx, struct check_view);
	struct checking c = {v, app};
	enum err e = db_verify(app->db, take_complaint, &c, err);

	if (e == OK)
		e = db_broken_cells(app->db, take_broken, &c, err);
	if (e == OK)
		e = check_batches(v, &c, err);
	if (e == OK)
		e = check_files(v, &c, err);
	if (e == OK)
		e = check_audit(&c, err);
	if (e == OK)
		e = check_factors(&c, err);
	if (e == OK)
		e = runs_verify(v, app, 0, take_run, &c, &v->runs, err);
	if (e == OK)
		e = listings_verify(v, app, 0, take_list, &c, &v->lists, err);
	*view = v;
	if (e == OK && v->count > 0)
		return fail(err, ERR_DATABASE,
		    MSG_N("the check found {0} thing wrong", "the check found {0} things wrong"),
		    arg_int((int64_t)v->count));
	return e;
}

void
check_json(struct json *j, const void *view)
{
	const struct check_view *v = view;
	size_t i;
	char *text;

	json_object(j, NULL);
	json_bool(j, "clean", v->count == 0);
	json_int(j, "batches", v->batches);
	json_int(j, "files", v->files);
	json_int(j, "runs", v->runs);
	json_int(j, "lists", v->lists);
	json_int(j, "audit_rows", v->audit_rows);
	json_int(j, "second_factors", v->factors);
	json_int(j, "swept", v->swept);
	json_array(j, "orphans");
	for (i = 0; i < v->norphans; i++)
		json_text(j, NULL, v->orphans[i]);
	json_end(j);
	json_array(j, "findings");
	for (i = 0; i < v->count; i++) {
		text = tr_error(j, LANG_EN, &v->findings[i].what);
		json_text(j, NULL, text);
		talloc_free(text);
	}
	json_end(j);
	json_end(j);
}

/* One list read: who may see it, its schools, what was said of them. */
#include "app/listing_int.h"
#include "app/stored.h"

#include "app/catalogue.h"
#include "app/methods.h"
#include "app/school_find.h"
#include "base/mem.h"
#include "base/tr.h"
#include "base/yaml.h"

#include <stdlib.h>
#include <string.h>

bool
listing_path_own(const struct app *app, const char *path)
{
	if (db_scope_is_all(app->scope))
		return true;
	return path != NULL && strncmp(path, app->scope.from, strlen(app->scope.from)) == 0;
}

/* From below, a list is seen once the schools were told of it. */
bool
listing_path_seen(const struct app *app, const char *path, const char *state)
{
	const char *above = path == NULL ? "" : path;

	if (listing_path_own(app, path))
		return true;
	return strncmp(app->scope.from, above, strlen(above)) == 0 &&
	       (strcmp(state, "sent") == 0 || strcmp(state, "approved") == 0);
}

bool
listing_is_open(const struct db_listing_get *list)
{
	return strcmp(list->state, "draft") == 0 || strcmp(list->state, "sent") == 0;
}

enum err
listing_head(TALLOC_CTX *ctx, struct app *app, int64_t id, struct listing **out, struct error *err)
{
	struct listing *list = mem_new(ctx, struct listing);
	struct db_listing_get *row = mem_new(list, struct db_listing_get);
	bool found;
	enum err e = db_listing_get(list, app->db, id, row, &found, err);

	if (e != OK)
		return e;
	if (!found || !listing_path_seen(app, row->path, row->state))
		return fail(err, ERR_NOT_FOUND, MSG("there is no list {0}"), arg_year(id));
	list->row = row;
	list->own = listing_path_own(app, row->path);
	*out = list;
	return OK;
}

enum err
listing_head_own(
    TALLOC_CTX *ctx, struct app *app, int64_t id, struct listing **out, struct error *err)
{
	enum err e = listing_head(ctx, app, id, out, err);

	if (e == OK && !(*out)->own)
		return fail(err, ERR_DENIED, MSG("list {0} is of another authority"), arg_year(id));
	return e;
}

static enum err
refuse_sealed(const struct listing *list, struct error *err)
{
	return listing_is_open(list->row)
		   ? OK
		   : fail(err, ERR_CONFLICT,
			 MSG("list {0} is sealed and never changes; begin a draft of it: opora "
			     "list draft --from {0}"),
			 arg_year(list->row->id));
}

enum err
listing_head_open(
    TALLOC_CTX *ctx, struct app *app, int64_t id, struct listing **out, struct error *err)
{
	enum err e = listing_head_own(ctx, app, id, out, err);

	return e == OK ? refuse_sealed(*out, err) : e;
}

enum err
listing_head_unsealed(
    TALLOC_CTX *ctx, struct app *app, int64_t id, struct listing **out, struct error *err)
{
	enum err e = listing_head(ctx, app, id, out, err);

	return e == OK ? refuse_sealed(*out, err) : e;
}

enum listing_outcome
listing_outcome_parse(const char *outcome)
{
	TALLOC_CTX *local;
	struct problems *problems;
	const char *listed;
	enum listing_outcome out = LISTED_UNDECIDED;

	if (outcome == NULL)
		return LISTED_NOT_COMPUTED;
	local = mem_check(talloc_new(NULL));
	problems = problems_new(local);
	listed = yaml_text(yaml_read(local, "run", outcome, strlen(outcome), problems), "listed");
	if (listed != NULL && strcmp(listed, "true") == 0)
		out = LISTED_YES;
	else if (listed != NULL && strcmp(listed, "false") == 0)
		out = LISTED_NO;
	talloc_free(local);
	return out;
}

struct day
listing_due(const struct listing *list, const char *day)
{
	struct day d = {0};

	if (day == NULL || !day_parse(day, strlen(day), &d))
		return (struct day){0};
	return calendar_term_end(list->calendar, d, (int)list->row->term);
}

static enum err
fill_run(struct app *app, struct listing *list, struct error *err)
{
	struct db_run_get run;
	struct method *method;
	bool found;
	enum err e;

	if (list->row->run == 0)
		return OK;
	e = db_run_get(list, app->db, list->row->run, &run, &found, err);
	if (e == OK)
		e = method_load_sha(list, app, run.method, &method, err);
	if (e != OK)
		return e;
	list->method = method;
	list->run_inputs = run.inputs_sha256;
	return OK;
}

static enum err
fill_document(struct app *app, struct listing *list, struct error *err)
{
	struct db_document_get *row = mem_new(list, struct db_document_get);
	bool found;
	enum err e;

	if (list->row->document == 0)
		return OK;
	e = db_document_get(list, app->db, list->row->document, row, &found, err);
	if (e == OK && found)
		list->document = row;
	return e;
}

static enum err
fill_items(struct app *app, struct listing *list, struct error *err)
{
	struct db_listing_items *rows;
	size_t i;
	enum err e = db_listing_items(
	    list, app->db, app->scope, list->row->id, list->row->run, &rows, &list->count, err);

	if (e != OK)
		return e;
	list->items = mem_array(list, struct listing_item, list->count + 1);
	list->included = 0;
	for (i = 0; i < list->count; i++) {
		list->items[i] =
		    (struct listing_item){&rows[i], listing_outcome_parse(rows[i].outcome),
			rows[i].day != NULL, listing_due(list, rows[i].day)};
		list->included += rows[i].included != 0;
	}
	return OK;
}

static void
add_sentence(struct listing *list, struct bilingual sentence)
{
	size_t i;

	for (i = 0; i < list->nsentences; i++) {
		if (list->sentences[i].ru == sentence.ru)
			return;
	}
	if (sentence.ru != NULL)
		mem_push(list, list->sentences, list->nsentences) = sentence;
}

/* What the list is for, and what the procedures its method names demand to be said. */
static void
fill_sentences(const struct app *app, struct listing *list)
{
	static const char purpose[] =
	    MSG("The list serves targeted methodical help to schools. It is no ground for "
		"incentive payments, penalties or comparing schools and teachers with each other.");
	const struct method *m = list->method;
	const struct procedure *p;
	size_t i;

	add_sentence(list, (struct bilingual){tr(LANG_RU, purpose), tr(LANG_EN, purpose)});
	for (i = 0; m != NULL && i < m->natoms; i++) {
		p = procedure_find(app->procedures, m->atoms[i]);
		if (p != NULL)
			add_sentence(list, p->family->sentence);
	}
}

enum err
listing_fill(struct app *app, struct listing *list, struct error *err)
{
	enum err e = catalogue_calendar(list, &list->calendar, err);

	if (e == OK)
		e = fill_run(app, list, err);
	if (e == OK)
		e = fill_document(app, list, err);
	if (e == OK)
		e = fill_items(app, list, err);
	if (e == OK)
		e = db_objections(list, app->db, app->scope, list->row->id, &list->objections,
		    &list->nobjections, err);
	if (e == OK)
		fill_sentences(app, list);
	return e;
}

/* How many bytes of @a, whole steps with the last slash, @b begins with, too. */
static size_t
common_path(const char *a, size_t len, const char *b)
{
	size_t i, same = 0;

	for (i = 0; i < len && a[i] == b[i]; i++) {
		if (a[i] == '/')
			same = i + 1;
	}
	return same;
}

enum err
listing_authority(
    TALLOC_CTX *ctx, struct app *app, int64_t *org, const char **path, struct error *err)
{
	struct db_school_authorities *rows;
	const char *step;
	size_t n, i, len;
	enum err e = db_school_authorities(ctx, app->db, app->scope, &rows, &n, err);

	if (e != OK)
		return e;
	if (n == 0)
		return fail(err, ERR_NOT_FOUND,
		    MSG("there are no schools yet: load schools.csv with opora import"));
	len = strlen(rows[0].path);
	for (i = 1; i < n; i++)
		len = common_path(rows[0].path, len, rows[i].path);
	*path = len <= 1 ? NULL : mem_strndup(ctx, rows[0].path, len);
	*org = 0;
	for (step = *path; step != NULL && step[1] != '\0'; step = strchr(step + 1, '/'))
		*org = strtoll(step + 1, NULL, 10);
	return OK;
}

enum err
listing_paper_put(TALLOC_CTX *ctx, struct app *app, const struct listing_paper *paper, int64_t *id,
    struct error *err)
{
	const char *issuer = paper->issuer == NULL ? "" : paper->issuer;
	const char *title = paper->title == NULL ? "" : paper->title;
	char day[DAY_TEXT_SIZE];
	struct db_document_find there;
	struct db_document_add added;
	bool found = false;
	enum err e = OK;

	day_text(paper->day, day);
	if (paper->file == NULL)
		e = db_document_find(ctx, app->db, paper->org, paper->kind, paper->number, day,
		    issuer, &there, &found, err);
	if (e == OK && found)
		*id = there.id;
	if (e != OK || found)
		return e;
	e = db_document_add(ctx, app->db, paper->org, paper->kind, paper->number, day, title,
	    issuer, paper->file, app->now, &added, &found, err);
	if (e == OK)
		*id = added.id;
	return e;
}

enum err
listing_stored(
    TALLOC_CTX *ctx, struct app *app, const void *params, struct stored *out, struct error *err)
{
	const int64_t *id = params; /* it comes first in every struct of a list */
	struct listing *list;
	enum err e = listing_head(ctx, app, *id, &list, err);

	if (e == OK)
		*out = (struct stored){.rev = list->row->rev, .kind = "list", .id = *id};
	return e;
}

enum err
listing_touch(TALLOC_CTX *ctx, struct app *app, struct listing *list, int64_t seen,
    const char *state, struct error *err)
{
	struct db_listing_get *row = mem_new(ctx, struct db_listing_get);
	struct db_listing_touch touched;
	bool found;
	enum err e;

	*row = *list->row;
	e = db_listing_touch(
	    ctx, app->db, row->id, seen == 0 ? row->rev : seen, state, &touched, &found, err);
	if (e == OK && !found)
		return stored_refuse_stale(err);
	if (e != OK)
		return e;
	row->rev = touched.rev;
	row->state = state;
	list->row = row;
	return OK;
}

struct listing_done *
listing_done_new(TALLOC_CTX *ctx, const struct listing *list)
{
	struct listing_done *done = mem_new(ctx, struct listing_done);

	if (list != NULL) {
		done->list = list->row->id;
		done->state = list->row->state;
		done->rev = list->row->rev;
	}
	return done;
}

struct json *
listing_audit_begin(TALLOC_CTX *ctx, struct buf *out)
{
	struct json *j;

	*out = buf_new(ctx, 1 << 18);
	j = json_new(ctx, json_to_buf, out);
	json_object(j, NULL);
	return j;
}

void
listing_audit_end(struct app *app, struct json *j, struct buf *out, const char *kind, int64_t id)
{
	json_end(j);
	app_audit(app, kind, id, out->bytes);
}

/* The row of one school, picked from those of the scope. */
struct picking {
	int64_t org;
	struct listing_done *done;
};

static enum err
pick_school(void *arg, const struct db_schools *row, struct error *err)
{
	struct picking *p = arg;

	if (row->id == p->org) {
		p->done->school = mem_strdup(p->done, row->code);
		p->done->name = mem_strdup(p->done, row->name);
	}
	return OK;
}

enum err
listing_school(TALLOC_CTX *ctx, struct app *app, const char *said, int64_t *org,
    struct listing_done *done, struct error *err)
{
	enum err e = school_find(ctx, app, said, org, err);

	if (e != OK)
		return e;
	return db_schools(
	    app->db, app->scope, DAY_LAST, pick_school, &(struct picking){*org, done}, err);
}

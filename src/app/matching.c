#include "app/matching.h"

#include "app/dataset.h"
#include "app/known.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/statements.h"

#include <stdlib.h>
#include <string.h>

/* ---- searching ---- */

struct found_school {
	const char *key; /* for the order */
	struct match_line line;
};

struct finding {
	TALLOC_CTX *ctx;
	char *words; /* folded; NULL = all schools, unless there are more than @max */
	size_t max, count, left;
	struct found_school *schools;
};

/* Does @text (folded) hold every word of @words? */
static bool
has_words(const char *text, const char *words)
{
	char word[FIELD_TEXT_MAX];
	size_t len;

	for (; *words != '\0'; words += len) {
		words += strspn(words, " ");
		len = strcspn(words, " ");
		if (len >= sizeof word)
			return false;
		memcpy(word, words, len);
		word[len] = '\0';
		if (strstr(text, word) == NULL)
			return false;
	}
	return true;
}

static enum err
take_school(void *arg, const struct db_schools *row, struct error *err)
{
	struct finding *f = arg;
	TALLOC_CTX *local;
	bool fits = true;

	(void)err;
	if (f->words != NULL) {
		local = mem_check(talloc_new(f->ctx));
		fits = has_words(
		    text_fold(local, mem_printf(local, "%s %s %s %s", row->name, row->short_name,
					 row->code, row->municipality_name)),
		    f->words);
		talloc_free(local);
	}
	if (f->words == NULL && f->count == f->max)
		f->left++;
	else if (fits)
		mem_push(f->ctx, f->schools, f->count) =
		    (struct found_school){mem_strdup(f->ctx, row->name_key),
			{.code = mem_strdup(f->ctx, row->code),
			    .school = mem_strdup(f->ctx, row->name),
			    .municipality = mem_strdup(f->ctx, row->municipality_name)}};
	return OK;
}

static int
by_name(const void *a, const void *b)
{
	const struct found_school *x = a, *y = b;
	int order = strcmp(x->key, y->key);

	return order != 0 ? order : strcmp(x->line.code, y->line.code);
}

enum err
match_schools(
    struct match_view *v, struct app *app, const char *find, size_t max, struct error *err)
{
	struct finding f = {
	    .ctx = v, .words = find == NULL ? NULL : text_fold(v, find), .max = max};
	size_t i;
	enum err e = db_schools(app->db, app->scope, DAY_LAST, take_school, &f, err);

	if (e != OK)
		return e;
	if (f.count > 1)
		qsort(f.schools, f.count, sizeof *f.schools, by_name);
	v->done = MATCH_FOUND;
	v->count = f.left > 0 ? 0 : f.count < max ? f.count : max;
	v->left = f.count + f.left - v->count;
	v->lines = mem_array(v, struct match_line, v->count + 1);
	for (i = 0; i < v->count; i++)
		v->lines[i] = f.schools[i].line;
	return OK;
}

/* ---- answers ---- */

static void
add_line(struct match_view *v, const char *name, const char *code, const char *school,
    const struct match *match)
{
	struct match_line *line = &mem_push(v, v->lines, v->count);

	*line = (struct match_line){.name = name, .code = code, .school = school};
	if (match != NULL)
		line->match = *match;
}

static enum err
list_answers(struct match_view *v, struct app *app, struct error *err)
{
	struct db_name_answers *rows;
	size_t i, n;
	enum err e =
	    db_name_answers(v, app->db, app->scope, known_name_scheme(v, app), &rows, &n, err);

	v->done = MATCH_LISTED;
	for (i = 0; e == OK && i < n; i++)
		add_line(v, rows[i].name, rows[i].code, rows[i].school, NULL);
	return e;
}

static void
leave_audit(struct match_view *v, struct app *app, int64_t org, const char *fold, bool remembered)
{
	struct buf out = buf_new(v, 1 << 16);
	struct json *j = json_new(v, json_to_buf, &out);

	json_object(j, NULL);
	json_text(j, remembered ? "remembered" : "forgotten", fold);
	json_end(j);
	app_audit(app, "org", org, out.bytes);
}

static void
add_school(struct match_view *v, const struct known *known, int64_t org)
{
	const struct known_school *s = known_school_of(known, org);

	if (s != NULL)
		add_line(v, NULL, s->code, s->name, NULL);
}

static enum err
forget(
    struct match_view *v, struct app *app, struct known *known, const char *name, struct error *err)
{
	char *fold = school_name_fold(v, name);
	struct known_name *n = known_name_find(known, fold);
	enum err e;

	if (n == NULL || !n->answered)
		return fail(
		    err, ERR_NOT_FOUND, MSG("nothing is remembered for «{0}»"), arg_text(name));
	e = db_org_code_remove(app->db, known_name_scheme(v, app), fold, err);
	if (e != OK)
		return e;
	v->done = MATCH_FORGOTTEN;
	add_school(v, known, n->org);
	leave_audit(v, app, n->org, fold, false);
	return OK;
}

/* What stands against remembering that @name means @org. */
static enum err
refuse(const struct known *known, const char *name, const struct known_name *n, int64_t org,
    struct error *err)
{
	const struct known_code *k = known_find(known, name);
	const struct known_school *s;

	if (k != NULL && k->org != org)
		return fail(err, ERR_CONFLICT,
		    MSG("«{0}» is a code of another school; a code needs no answer"),
		    arg_text(name));
	if (n == NULL || n->several || n->org == org)
		return OK;
	s = known_school_of(known, n->org);
	if (n->answered)
		return fail(err, ERR_CONFLICT,
		    MSG("«{0}» is remembered as {1} ({2}) already; forget that first: opora match "
			"--forget"),
		    arg_text(name), arg_text(s == NULL ? "?" : s->short_name),
		    arg_text(s == NULL ? "?" : s->code));
	return fail(err, ERR_CONFLICT,
	    MSG("«{0}» is the very name of another school, {1}; correct the list of schools "
		"instead"),
	    arg_text(name), arg_text(s == NULL ? "?" : s->code));
}

static enum err
remember(struct match_view *v, struct app *app, struct known *known, const struct match_params *p,
    struct error *err)
{
	struct known_code *k = known_match(known, p->code);
	char *fold = school_name_fold(v, p->name);
	struct known_name *n = known_name_find(known, fold);
	enum err e;

	if (fold[0] == '\0')
		return fail(
		    err, ERR_USAGE, MSG("the name «{0}» has no letters"), arg_text(p->name));
	if (k == NULL || k->foreign)
		return fail(err, ERR_NOT_FOUND,
		    MSG("no school has the code «{0}», nor this whole name alone"),
		    arg_text(p->code));
	e = refuse(known, p->name, n, k->org, err);
	if (e != OK)
		return e;
	add_school(v, known, k->org);
	if (known_match(known, p->name) != NULL) {
		v->done = MATCH_KNOWN;
		db_rollback(app->db); /* nothing to write, so nothing to audit */
		return OK;
	}
	v->done = MATCH_REMEMBERED;
	leave_audit(v, app, k->org, fold, true);
	return db_org_code_add(app->db, known_name_scheme(v, app), fold, k->org, 0, err);
}

static void
propose(struct match_view *v, struct known *known, const char *name)
{
	struct match_proposal found[MATCHING_PROPOSALS];
	const struct known_code *k = known_match(known, name);
	size_t i, n;

	if (k != NULL && !k->foreign) {
		v->done = MATCH_KNOWN;
		add_school(v, known, k->org);
		return;
	}
	n = known_propose(known, name, found, MATCHING_PROPOSALS);
	for (i = 0; i < n; i++) {
		const struct known_school *s = &known->schools[found[i].candidate];

		add_line(v, NULL, s->code, s->name, &found[i].match);
	}
}

enum err
match_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct match_params *p = params;
	struct match_view *v = mem_new(ctx, struct match_view);
	struct known *known;
	bool writes = p->forget != NULL || p->code != NULL;
	enum err e = OK;

	v->name = p->forget != NULL ? p->forget : p->name;
	if ((p->name != NULL) + (p->forget != NULL) + (p->find != NULL) + p->list != 1)
		return fail(err, ERR_USAGE,
		    MSG("say one of: a name and a code, a name alone, --find WORDS, --forget NAME, "
			"--list"));
	if (writes)
		e = app_begin(
		    app, err); /* what is looked at must not change before it is written */
	if (e == OK && p->find != NULL)
		e = match_schools(v, app, p->find, MATCHING_FOUND, err);
	else if (e == OK && !p->list)
		e = known_load(v, app, &known, err);
	if (e != OK)
		return e;
	if (p->list)
		e = list_answers(v, app, err);
	else if (p->find != NULL)
		*view = v;
	else if (p->forget != NULL)
		e = forget(v, app, known, p->forget, err);
	else if (p->code != NULL)
		e = remember(v, app, known, p, err);
	else
		propose(v, known, p->name);
	if (e == OK)
		*view = v;
	return e;
}

enum err
matching_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	static const struct match_params list = {.list = true};

	(void)params;
	return match_run(ctx, app, &list, view, err);
}

static const char *const done_codes[] = {
    [MATCH_PROPOSED] = "proposed",
    [MATCH_REMEMBERED] = "remembered",
    [MATCH_KNOWN] = "known",
    [MATCH_FORGOTTEN] = "forgotten",
    [MATCH_LISTED] = "listed",
    [MATCH_FOUND] = "found",
};

void
match_json(struct json *j, const void *view)
{
	const struct match_view *v = view;
	size_t i, k;

	json_object(j, NULL);
	json_text(j, "done", done_codes[v->done]);
	json_text(j, "name", v->name);
	json_array(j, "schools");
	for (i = 0; i < v->count; i++) {
		const struct match_line *line = &v->lines[i];

		json_object(j, NULL);
		if (v->done == MATCH_LISTED)
			json_text(j, "said", line->name);
		json_text(j, "school", line->code);
		json_text(j, "name", line->school);
		if (v->done == MATCH_FOUND)
			json_text(j, "municipality", line->municipality);
		if (v->done == MATCH_PROPOSED) {
			json_double(j, "score", line->match.score, 2);
			json_array(j, "reasons");
			for (k = 0; k < line->match.nreasons; k++)
				json_text(j, NULL, line->match.reasons[k]);
			json_end(j);
		}
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

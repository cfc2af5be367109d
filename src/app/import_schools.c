/*
 * Schools on their way in. A new code makes a school under its municipality; a known code is
 * compared, and what differs is a mistake unless --replace. History stays: names and facts are put
 * aside, never overwritten.
 */
#include "app/import_int.h"

#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/statements.h"

#include <string.h>

#define DEFAULT_REGION "Регион"
#define FACTS 5

/* What a row says besides the name, as stored texts; NULL = not said. */
struct school_facts {
	const char *value[FACTS];
};
static const char *const fact_names[FACTS] = {"levels", "rural", "kind", "opened", "closed"};

/* Which rows a storing sub-pass takes: heads first, then branches, then successors. */
enum stage { STAGE_HEADS, STAGE_BRANCHES, STAGE_SUCCESSORS };

struct schools_pass {
	struct importing *im;
	enum stage stage;
	const char *municipality, *region; /* of the row before, folded, and its organisation */
	int64_t municipality_org;
	struct pending *pending; /* codes named as parent or successor, checked at the end */
	size_t npending;
};

struct pending {
	int64_t row;
	const char *code, *of;
	bool parent;
};

static const char *
optional_day(TALLOC_CTX *ctx, struct day d)
{
	char text[DAY_TEXT_SIZE];

	if (d.year == 0)
		return NULL;
	day_text(d, text);
	return mem_strdup(ctx, text);
}

static struct school_facts
facts_of(TALLOC_CTX *ctx, const struct school_row *row)
{
	return (struct school_facts){{levels_code(row->levels),
	    row->rural < 0 ? NULL
	    : row->rural   ? "1"
			   : "0",
	    row->kind, optional_day(ctx, row->opened), optional_day(ctx, row->closed)}};
}

/* An organisation of @kind called @name under @parent; made when there is none. */
static enum err
named_org(struct importing *im, TALLOC_CTX *ctx, const char *kind, int64_t parent,
    const char *parent_path, const char *name, int64_t *id, char **path, struct error *err)
{
	char uid[UID_TEXT_SIZE], *fold = text_fold(ctx, name);
	struct db_org_by_fold *rows;
	struct db_org_add added;
	size_t n;
	bool found;
	enum err e = db_org_by_fold(ctx, im->app->db, kind, parent, fold, &rows, &n, err);

	if (e == OK && n > 0) {
		*id = rows[0].id;
		*path = mem_printf(ctx, "%s%lld/", parent_path, (long long)*id);
		return OK;
	}
	uid_new(uid);
	if (e == OK)
		e = db_org_add(ctx, im->app->db, uid, kind, parent, im->batch, &added, &found, err);
	if (e != OK)
		return e;
	*id = added.id;
	*path = mem_printf(ctx, "%s%lld/", parent_path, (long long)*id);
	e = db_org_path_set(im->app->db, *id, *path, err);
	if (e == OK)
		e = db_org_name_add(
		    im->app->db, *id, "", name, name, fold, text_key(ctx, name), im->batch, err);
	return e;
}

/* The region to stand under: the one named, else the oldest, else a first one. */
static enum err
find_region(struct importing *im, TALLOC_CTX *ctx, const char *name, int64_t *id, char **path,
    struct error *err)
{
	struct db_org_root *roots;
	size_t n;
	enum err e;

	if (name != NULL)
		return named_org(im, ctx, "region", 0, "/", name, id, path, err);
	e = db_org_root(ctx, im->app->db, &roots, &n, err);
	if (e != OK)
		return e;
	if (n == 0)
		return named_org(im, ctx, "region", 0, "/", DEFAULT_REGION, id, path, err);
	*id = roots[0].id;
	*path = mem_strdup(ctx, roots[0].path);
	return OK;
}

static bool
same_name(const char *a, const char *b)
{
	return (a == NULL && b == NULL) || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static void
remember_place(struct importing *im, const char *region, const char *municipality, int64_t id,
    const char *path)
{
	if (im->nplaces < KNOWN_PLACES_MAX)
		mem_push(im->ctx, im->places, im->nplaces) =
		    (struct known_place){mem_strdup(im->ctx, region),
			mem_strdup(im->ctx, municipality), id, mem_strdup(im->ctx, path)};
}

static enum err
find_place(struct importing *im, TALLOC_CTX *ctx, const char *region, const char *municipality,
    int64_t *id, char **path, struct error *err)
{
	size_t i;
	enum err e;

	for (i = 0; i < im->nplaces; i++) {
		const struct known_place *p = &im->places[i];

		if (!same_name(p->region, region) || !same_name(p->municipality, municipality))
			continue;
		*id = p->id;
		*path = p->path;
		return OK;
	}
	e = im->home != NULL ? import_home_place(im, ctx, &municipality, id, path)
			     : find_region(im, ctx, region, id, path, err);
	if (e == OK && municipality != NULL)
		e = named_org(im, ctx, "municipality", *id, *path, municipality, id, path, err);
	if (e == OK)
		remember_place(im, region, municipality, *id, *path);
	return e;
}

static enum err
add_school(struct importing *im, TALLOC_CTX *ctx, int64_t parent, const char *parent_path,
    const char *code, const char *name, const char *short_name, int64_t *id, struct error *err)
{
	char uid[UID_TEXT_SIZE];
	struct db_org_add added;
	bool found;
	enum err e;

	uid_new(uid);
	e = db_org_add(ctx, im->app->db, uid, "school", parent, im->batch, &added, &found, err);
	if (e == OK)
		e = db_org_path_set(im->app->db, added.id,
		    mem_printf(ctx, "%s%lld/", parent_path, (long long)added.id), err);
	if (e == OK)
		e = db_org_code_add_copy(im->app->db, "school", code, added.id, im->batch, err);
	if (e == OK)
		e = db_org_name_add_copy(im->app->db, added.id, "", name,
		    short_name == NULL ? name : short_name, text_fold(ctx, name),
		    text_key(ctx, name), im->batch, err);
	if (e == OK)
		*id = added.id;
	return e;
}

enum err
school_add_bare(struct importing *im, const char *code, int64_t *org, struct error *err)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	int64_t region;
	char *path;
	enum err e = find_place(im, local, NULL, NULL, &region, &path, err);

	if (e == OK)
		e = add_school(im, local, region, path, code, code, NULL, org, err);
	talloc_free(local);
	return e;
}

/* Other codes of a school: «a, b». One that another school has is a mistake. *@added: some is new.
 */
static enum err
other_codes(struct importing *im, TALLOC_CTX *ctx, const struct school_row *row, int64_t org,
    bool *added, struct error *err)
{
	const char *at = row->codes == NULL ? "" : row->codes;
	struct known_code *k;
	char *part;
	enum err e = OK;
	size_t len;

	for (; e == OK && *at != '\0'; at += len + (at[len] != '\0')) {
		len = strcspn(at, ",;");
		part = text_clean(ctx, at, len);
		if (part[0] == '\0' || strcmp(part, row->code) == 0)
			continue;
		k = known_find(im->known, part);
		if (!im->store && k != NULL && (org == 0 || k->org != org)) {
			problem_add(im->problems, SEVERITY_ERROR, import_place(im, row->row, 0),
			    MSG("the other code «{0}» belongs to another school already"),
			    arg_text(part));
		} else if (!im->store && k == NULL) {
			known_add(im->known, part, org, row->row);
			*added = true;
		} else if (im->store && k != NULL && k->row == row->row) {
			e = db_org_code_add_copy(im->app->db, "other", part, org, im->batch, err);
			k->row = 0; /* it is of the database now, should the row name it twice */
			*added = true;
		}
	}
	return e;
}

static enum err
add_facts(struct importing *im, TALLOC_CTX *ctx, const struct school_row *row, int64_t org,
    struct error *err)
{
	struct school_facts facts = facts_of(ctx, row);
	enum err e = OK;
	size_t i;

	for (i = 0; e == OK && i < FACTS; i++) {
		if (facts.value[i] != NULL)
			e = db_fact_add_copy(
			    im->app->db, org, fact_names[i], "", facts.value[i], im->batch, err);
	}
	return e;
}

struct current {
	const char *since, *name, *short_name;
	TALLOC_CTX *ctx;
};

static enum err
take_name(void *arg, const struct db_org_names *row, struct error *err)
{
	struct current *c = arg;

	c->since = mem_strdup(c->ctx, row->since);
	c->name = mem_strdup(c->ctx, row->name);
	c->short_name = mem_strdup(c->ctx, row->short_name);
	return OK;
}

static void
tell_difference(struct importing *im, const struct school_row *row, const char *field,
    const char *old, const char *new)
{
	if (!im->store && !im->params->replace)
		problem_add(im->problems, SEVERITY_ERROR, import_place(im, row->row, 0),
		    MSG("the school {0} has another {1} already: «{2}», here «{3}»; to put this "
			"one in its "
			"place use --replace"),
		    arg_text(row->code), arg_text(field), arg_text(old), arg_text(new));
}

/* A row says what was wrong, or what came after. */
enum step { STEP_CORRECTS, STEP_FOLLOWS };

/*
 * What @row is to something known since @since (NULL = nothing is known). Without a day of its own,
 * or with the same, it corrects; a day before the newest is a mistake, told in the checking pass.
 */
static enum step
step_of(struct importing *im, TALLOC_CTX *ctx, const struct school_row *row, const char *since)
{
	const char *day = optional_day(ctx, row->since);
	int order = day == NULL || since == NULL ? 0 : strcmp(day, since);

	if (order < 0 && !im->store)
		problem_add(im->problems, SEVERITY_ERROR, import_place(im, row->row, 0),
		    MSG("of the school {0} something newer is known, since {1}; a row may hold "
			"from "
			"that day on, not from {2}"),
		    arg_text(row->code), arg_text(since), arg_text(day));
	return order > 0 ? STEP_FOLLOWS : STEP_CORRECTS;
}

/*
 * A name that is only the code was made by figures that came first: it gives way by itself, and
 * *@bare says so.
 */
static enum err
compare_name(struct importing *im, TALLOC_CTX *ctx, const struct school_row *row, int64_t org,
    bool *differs, bool *bare, struct error *err)
{
	struct current now = {.ctx = ctx};
	const char *short_name = row->short_name == NULL ? row->name : row->short_name;
	enum step step;
	enum err e = db_org_names(im->app->db, org, take_name, &now, err);

	*bare = e == OK && now.name != NULL && strcmp(now.name, row->code) == 0;
	if (e != OK || now.name == NULL ||
	    (strcmp(now.name, row->name) == 0 &&
		(row->short_name == NULL || strcmp(now.short_name, row->short_name) == 0)))
		return e;
	*differs = true;
	step = *bare ? STEP_CORRECTS : step_of(im, ctx, row, now.since);
	if (!*bare && step == STEP_CORRECTS)
		tell_difference(im, row, "name", now.name, row->name);
	if (!im->store)
		return OK;
	if (step == STEP_CORRECTS)
		e = db_org_name_replace(im->app->db, org, now.since, im->batch, err);
	if (e == OK)
		e = db_org_name_add(im->app->db, org,
		    step == STEP_FOLLOWS ? optional_day(ctx, row->since) : now.since, row->name,
		    short_name, text_fold(ctx, row->name), text_key(ctx, row->name), im->batch,
		    err);
	return e;
}

/* The newest fact of @attribute; NULL = none. */
static const struct db_facts_of *
newest_fact(const struct db_facts_of *facts, size_t n, const char *attribute)
{
	const struct db_facts_of *found = NULL;
	size_t i;

	for (i = 0; i < n; i++) {
		if (strcmp(facts[i].attribute, attribute) == 0 &&
		    (found == NULL || strcmp(facts[i].since, found->since) > 0))
			found = &facts[i];
	}
	return found;
}

static enum err
compare_facts(struct importing *im, TALLOC_CTX *ctx, const struct school_row *row, int64_t org,
    bool *differs, struct error *err)
{
	struct school_facts facts = facts_of(ctx, row);
	const struct db_facts_of *was;
	struct db_facts_of *old;
	size_t n, i;
	enum err e = db_facts_of(ctx, im->app->db, org, &old, &n, err);

	for (i = 0; e == OK && i < FACTS; i++) {
		enum step step;

		was = newest_fact(old, n, fact_names[i]);
		if (facts.value[i] == NULL ||
		    (was != NULL && strcmp(was->value, facts.value[i]) == 0))
			continue;
		*differs = true;
		step = step_of(im, ctx, row, was == NULL ? NULL : was->since);
		if (was != NULL && step == STEP_CORRECTS)
			tell_difference(im, row, fact_names[i], was->value, facts.value[i]);
		if (!im->store)
			continue;
		if (was != NULL && step == STEP_CORRECTS)
			e = db_fact_replace(
			    im->app->db, org, fact_names[i], was->since, im->batch, err);
		if (e == OK)
			e = db_fact_add(im->app->db, org, fact_names[i],
			    step == STEP_FOLLOWS ? optional_day(ctx, row->since)
			    : was == NULL        ? ""
						 : was->since,
			    facts.value[i], im->batch, err);
	}
	return e;
}

static enum err
place_of_row(struct importing *im, TALLOC_CTX *ctx, const struct school_row *row, int64_t *id,
    char **path, struct error *err)
{
	struct db_org_path head;
	struct known_code *k;
	bool found;
	enum err e;

	if (row->parent == NULL)
		return find_place(im, ctx, row->region, row->municipality, id, path, err);
	k = known_match(im->known, row->parent);
	if (k == NULL || k->org == 0)
		return fail(err, ERR_INVALID,
		    MSG("the head organisation of {0} is itself a branch; a branch of a branch is "
			"not kept"),
		    arg_text(row->code));
	*id = k->org;
	e = db_org_path(ctx, im->app->db, k->org, &head, &found, err);
	*path = e == OK ? mem_strdup(ctx, head.path) : NULL;
	return e;
}

/*
 * A school that figures made of its code stands under no municipality yet: the list of schools puts
 * it in its place. Undo puts it back.
 */
static enum err
move_school(struct importing *im, TALLOC_CTX *ctx, const struct school_row *row, int64_t org,
    struct error *err)
{
	struct db_org_place now = {0};
	int64_t parent = 0;
	char *path = NULL;
	bool found;
	enum err e = place_of_row(im, ctx, row, &parent, &path, err);

	if (e == OK)
		e = db_org_place(ctx, im->app->db, org, &now, &found, err);
	if (e != OK || now.parent == parent)
		return e;
	e = db_org_move_note(im->app->db, im->batch, org, now.parent, now.path, err);
	if (e == OK)
		e = db_org_move(im->app->db, org, parent,
		    mem_printf(ctx, "%s%lld/", path, (long long)org), err);
	return e;
}

struct called {
	TALLOC_CTX *ctx;
	const char *fold;
	bool so;
};

static enum err
compare_called(void *arg, const struct db_org_names *row, struct error *err)
{
	struct called *called = arg;

	(void)err;
	called->so = called->so || strcmp(text_fold(called->ctx, row->name), called->fold) == 0;
	return OK;
}

/* Is or was @org called @name? */
static enum err
is_called(struct importing *im, TALLOC_CTX *ctx, int64_t org, const char *name, bool *so,
    struct error *err)
{
	struct called called = {ctx, text_fold(ctx, name), false};
	enum err e = db_org_names(im->app->db, org, compare_called, &called, err);

	*so = called.so;
	return e;
}

/* A known school stays where it stands; that the row says another place must not pass in silence.
 */
static enum err
compare_place(struct importing *im, TALLOC_CTX *ctx, const struct school_row *row, int64_t org,
    struct error *err)
{
	struct db_school_place now = {0};
	bool found, there = true;
	enum err e;

	if (im->store)
		return OK;
	e = db_school_place(ctx, im->app->db, org, &now, &found, err);
	if (e == OK && row->municipality != NULL &&
	    (now.municipality == NULL || strcmp(now.municipality, row->municipality) != 0))
		e = is_called(im, ctx, now.municipality_id, row->municipality, &there, err);
	if (e != OK)
		return e;
	if (!there)
		problem_add(im->problems, SEVERITY_WARNING, import_place(im, row->row, 0),
		    MSG("the municipality «{1}» of the school {0} was not taken: the school is "
			"known already and stays where it stands; to move it: opora school move "
			"{0} '{1}', or «Move to another municipality» on its card"),
		    arg_text(row->code), arg_text(row->municipality));
	if (row->parent != NULL && (now.head == NULL || strcmp(now.head, row->parent) != 0))
		problem_add(im->problems, SEVERITY_WARNING, import_place(im, row->row, 0),
		    MSG("the head organisation «{1}» of the school {0} was not taken: the school "
			"is known already and stays where it stands; to move it: opora school move "
			"{0} {1}, or «Move to another municipality» on its card"),
		    arg_text(row->code), arg_text(row->parent));
	return OK;
}

/* A school known by its code: what differs is told (checking) or put in place (storing). */
static enum err
known_school(struct importing *im, TALLOC_CTX *ctx, const struct school_row *row, int64_t org,
    struct error *err)
{
	bool differs = false, bare = false;
	enum err e = compare_name(im, ctx, row, org, &differs, &bare, err);

	if (e == OK)
		e = compare_facts(im, ctx, row, org, &differs, err);
	if (e == OK && !bare)
		e = compare_place(im, ctx, row, org, err);
	else if (e == OK && im->store)
		e = move_school(im, ctx, row, org, err);
	if (e == OK)
		e = other_codes(im, ctx, row, org, &differs, err);
	if (e != OK)
		return e;
	if (!im->store && !differs) {
		im->file->rows_same++;
		problem_add(im->problems, SEVERITY_WARNING, import_place(im, row->row, 0),
		    MSG("the school {0} is known already, with the same data"),
		    arg_text(row->code));
	}
	if (im->store && differs) {
		im->file->rows_stored++;
		im->file->rows_replaced++;
	}
	return OK;
}

static void
remember(struct schools_pass *p, const struct school_row *row, const char *code, bool parent)
{
	struct pending *q;

	if (code == NULL)
		return;
	q = &mem_push(p->im->ctx, p->pending, p->npending);
	*q = (struct pending){
	    row->row, mem_strdup(p->im->ctx, code), mem_strdup(p->im->ctx, row->code), parent};
}

/* The next of several schools named in one cell: parted by semicolons. NULL at the end. */
static char *
next_successor(TALLOC_CTX *ctx, const char **at)
{
	size_t len;
	char *part = NULL;

	while (part == NULL && *at != NULL && **at != '\0') {
		len = strcspn(*at, ";");
		part = text_clean(ctx, *at, len);
		*at += len + ((*at)[len] != '\0');
		if (part[0] == '\0')
			part = NULL;
	}
	return part;
}

static void
remember_successors(struct schools_pass *p, TALLOC_CTX *ctx, const struct school_row *row)
{
	const char *at = row->successor, *code;

	while ((code = next_successor(ctx, &at)) != NULL)
		remember(p, row, code, false);
	if (row->successor != NULL && row->closed.year == 0 && row->since.year == 0)
		problem_add(p->im->problems, SEVERITY_WARNING, import_place(p->im, row->row, 0),
		    MSG("the school {0} has a successor, but neither a day of closing nor «since»: "
			"figures before and after it can't be told apart"),
		    arg_text(row->code));
}

/* A head organisation or a successor may be called by its name. */
static void
add_names(struct importing *im, const struct school_row *row, struct known_code *k)
{
	known_add_name(im->known, row->name, k);
	known_add_name(im->known, row->short_name, k);
}

static enum err
check_row(struct schools_pass *p, TALLOC_CTX *ctx, const struct school_row *row, struct error *err)
{
	struct importing *im = p->im;
	struct known_code *k = known_find(im->known, row->code);
	bool added;

	im->file->rows_read++;
	if (k != NULL && k->foreign) {
		import_tell_foreign(im, row->row, row->code);
		return OK;
	}
	if (!import_home_has(im, row->region, row->municipality)) {
		problem_add(im->problems, SEVERITY_ERROR, import_place(im, row->row, 0),
		    MSG("the municipality «{1}» of the school {0} is not yours"),
		    arg_text(row->code),
		    arg_text(row->municipality == NULL ? row->region : row->municipality));
		return OK;
	}
	remember(p, row, row->parent, true);
	remember_successors(p, ctx, row);
	if (k != NULL && k->org != 0) {
		add_names(im, row, k);
		return known_school(im, ctx, row, k->org, err);
	}
	if (k != NULL)
		problem_add(im->problems, SEVERITY_ERROR, import_place(im, row->row, 0),
		    MSG("the code «{0}» stands in row {1} as another code already"),
		    arg_text(row->code), arg_int(k->row));
	else
		add_names(im, row, known_add(im->known, row->code, 0, row->row));
	im->file->schools_added++;
	return other_codes(im, ctx, row, 0, &added, err);
}

/* Parents and successors may stand anywhere in the file, so they are looked up at its end. */
static void
check_pending(struct schools_pass *p)
{
	size_t i;

	for (i = 0; i < p->npending; i++) {
		const struct pending *q = &p->pending[i];
		const struct known_code *k = known_match(p->im->known, q->code);

		if (strcmp(q->code, q->of) == 0)
			problem_add(p->im->problems, SEVERITY_ERROR, import_place(p->im, q->row, 0),
			    MSG("the school {0} can't be its own parent or successor"),
			    arg_text(q->of));
		else if (k != NULL && k->foreign)
			import_tell_foreign(p->im, q->row, q->code);
		else if (k == NULL)
			problem_add(p->im->problems, SEVERITY_ERROR, import_place(p->im, q->row, 0),
			    q->parent
				? MSG("the head organisation «{0}» of the school {1} is not in the "
				      "list")
				: MSG("the successor «{0}» of the school {1} is not in the list"),
			    arg_text(q->code), arg_text(q->of));
	}
}

static enum err
store_school(struct importing *im, TALLOC_CTX *ctx, const struct school_row *row, struct error *err)
{
	struct known_code *k = known_find(im->known, row->code);
	int64_t parent = 0;
	char *path = NULL;
	bool added;
	enum err e;

	if (k->org != 0)
		return known_school(im, ctx, row, k->org, err);
	e = place_of_row(im, ctx, row, &parent, &path, err);
	if (e == OK)
		e = add_school(
		    im, ctx, parent, path, row->code, row->name, row->short_name, &k->org, err);
	if (e == OK)
		e = add_facts(im, ctx, row, k->org, err);
	if (e == OK)
		e = other_codes(im, ctx, row, k->org, &added, err);
	im->file->rows_stored += e == OK;
	return e;
}

static enum err
store_successor(
    struct importing *im, TALLOC_CTX *ctx, const struct school_row *row, struct error *err)
{
	const struct known_code *from = known_find(im->known, row->code), *to;
	const char *day = optional_day(ctx, row->closed.year != 0 ? row->closed : row->since);
	const char *at = row->successor, *code;
	enum err e = OK;

	while (e == OK && (code = next_successor(ctx, &at)) != NULL) {
		to = known_match(im->known, code);
		e = db_successor_add(
		    im->app->db, from->org, to->org, day == NULL ? "" : day, im->batch, err);
	}
	return e;
}

static enum err
take_row(void *arg, const struct school_row *row, struct error *err)
{
	struct schools_pass *p = arg;
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	enum err e = import_tick(p->im, err);

	if (e != OK)
		;
	else if (!p->im->store)
		e = check_row(p, local, row, err);
	else if (p->stage == STAGE_SUCCESSORS)
		e = row->successor == NULL ? OK : store_successor(p->im, local, row, err);
	else if ((p->stage == STAGE_BRANCHES) == (row->parent != NULL))
		e = store_school(p->im, local, row, err);
	talloc_free(local);
	return e;
}

enum err
import_schools(struct importing *im, struct error *err)
{
	struct schools_pass p = {.im = im};
	enum err e = OK;

	if (!im->store) {
		e = schools_read(im->ctx, im->sheet, im->problems, take_row, &p, err);
		check_pending(&p);
		return e;
	}
	for (p.stage = STAGE_HEADS; e == OK && p.stage <= STAGE_SUCCESSORS; p.stage++)
		e = schools_read(im->ctx, im->sheet, im->problems, take_row, &p, err);
	return e == OK ? db_copy_end(im->app->db, err) : e;
}

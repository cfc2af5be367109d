#include "app/known.h"

#include "base/buf.h"
#include "base/mem.h"
#include "domain/match.h"
#include "store/statements.h"

#include <stdlib.h>
#include <string.h>

#define SIMILAR_SHOWN 3
/* A sentence has room for about so much (base/error.h). */
#define SIMILAR_BYTES 190

struct known_miss {
	char *text;
	const char *similar;
	UT_hash_handle hh;
};

struct known_code *
known_find(const struct known *known, const char *code)
{
	struct known_code *found;

	HASH_FIND_STR(known->by_code, code, found);
	return found;
}

struct known_code *
known_of_org(const struct known *known, int64_t org)
{
	struct known_code *found;

	HASH_FIND(hh_org, known->by_org, &org, sizeof org, found);
	return found;
}

struct known_name *
known_name_find(const struct known *known, const char *fold)
{
	struct known_name *found;

	HASH_FIND_STR(known->by_name, fold, found);
	return found;
}

struct known_code *
known_match(const struct known *known, const char *text)
{
	struct known_code *k = known_find(known, text);
	struct known_name *n;
	char *fold;

	if (k != NULL)
		return k;
	fold = school_name_fold(NULL, text);
	n = known_name_find(known, fold);
	talloc_free(fold);
	if (n == NULL || n->several)
		return NULL;
	return n->school != NULL ? n->school : known_of_org(known, n->org);
}

struct known_code *
known_add(struct known *known, const char *code, int64_t org, int64_t row)
{
	struct known_code *k = mem_new(known, struct known_code),
			  *first = org == 0 ? NULL : known_of_org(known, org);

	k->code = mem_strdup(k, code);
	k->org = org;
	k->row = (int32_t)row;
	k->index = first == NULL ? known->count++ : first->index;
	HASH_ADD_KEYPTR(hh, known->by_code, k->code, strlen(k->code), k);
	if (org != 0 && first == NULL)
		HASH_ADD(hh_org, known->by_org, org, sizeof k->org, k);
	return k;
}

/* Notes a folded name; one that two schools have fits neither. Answers stand above names. */
static void
put_name(
    struct known *known, const char *fold, int64_t org, struct known_code *school, bool answered)
{
	struct known_name *n = known_name_find(known, fold);

	if (fold[0] == '\0' || (n != NULL && n->answered))
		return;
	if (n == NULL) {
		n = mem_new(known, struct known_name);
		n->fold = mem_strdup(n, fold);
		n->org = org;
		n->school = school;
		n->answered = answered;
		HASH_ADD_KEYPTR(hh, known->by_name, n->fold, strlen(n->fold), n);
	} else if (n->school != school || n->org != org) {
		n->several = true;
	}
}

static void
put_name_text(struct known *known, const char *name, int64_t org, struct known_code *school)
{
	char *fold = school_name_fold(NULL, name);

	put_name(known, fold, org, school, false);
	talloc_free(fold);
}

void
known_add_name(struct known *known, const char *name, struct known_code *code)
{
	if (name != NULL)
		put_name_text(known, name, code->org, code->org == 0 ? code : NULL);
}

const char *
known_name_scheme(TALLOC_CTX *ctx, const struct app *app)
{
	return app->org == 0 ? KNOWN_NAME_SCHEME
			     : mem_printf(ctx, "%s/%lld", KNOWN_NAME_SCHEME, (long long)app->org);
}

struct loading {
	struct known *known;
	const char *scheme;        /* of the actor's answers */
	bool all;                  /* the actor sees everything */
	struct db_school_ids *ids; /* else these schools, by id */
	size_t nids;
};

static int
by_id(const void *key, const void *item)
{
	int64_t a = *(const int64_t *)key, b = ((const struct db_school_ids *)item)->id;

	return a < b ? -1 : a > b;
}

static bool
is_foreign(const struct loading *l, int64_t org)
{
	return !l->all &&
	       (l->nids == 0 || bsearch(&org, l->ids, l->nids, sizeof *l->ids, by_id) == NULL);
}

static enum err
take_code(void *arg, const struct db_codes_all *row, struct error *err)
{
	struct loading *l = arg;
	bool foreign = is_foreign(l, row->org);

	if (strncmp(row->scheme, KNOWN_NAME_SCHEME, strlen(KNOWN_NAME_SCHEME)) == 0) {
		if (strcmp(row->scheme, l->scheme) == 0 && !foreign)
			put_name(l->known, row->code, row->org, NULL, true);
	} else if (known_find(l->known, row->code) == NULL) {
		known_add(l->known, row->code, row->org, 0)->foreign = foreign;
	}
	return OK;
}

/* Names come newest first: proposals show the newest, but an older one is known as well. */
static enum err
take_name(void *arg, const struct db_school_names *row, struct error *err)
{
	struct known *known = arg;
	struct known_school *s;

	put_name_text(known, row->name, row->org, NULL);
	put_name_text(known, row->short_name, row->org, NULL);
	if (known->nschools > 0 && known->schools[known->nschools - 1].org == row->org)
		return OK;
	s = &mem_push(known, known->schools, known->nschools);
	*s = (struct known_school){row->org, mem_strdup(known, row->code),
	    mem_strdup(known, row->name), mem_strdup(known, row->short_name)};
	return OK;
}

static int
known_free(struct known *known)
{
	HASH_CLEAR(hh_org, known->by_org);
	HASH_CLEAR(hh, known->by_code);
	HASH_CLEAR(hh, known->by_name);
	HASH_CLEAR(hh, known->misses);
	return 0;
}

enum err
known_load(TALLOC_CTX *ctx, struct app *app, struct known **out, struct error *err)
{
	struct known *known = mem_new(ctx, struct known);
	struct loading l = {
	    known, known_name_scheme(known, app), db_scope_is_all(app->scope), NULL, 0};
	enum err e = OK;

	talloc_set_destructor(known, known_free);
	if (!l.all)
		e = db_school_ids(known, app->db, app->scope, &l.ids, &l.nids, err);
	if (e == OK)
		e = db_codes_all(app->db, take_code, &l, err);
	if (e == OK)
		e = db_school_names(app->db, app->scope, take_name, known, err);
	if (e == OK)
		*out = known;
	return e;
}

static int
by_org(const void *key, const void *item)
{
	int64_t a = *(const int64_t *)key, b = ((const struct known_school *)item)->org;

	return a < b ? -1 : a > b;
}

const struct known_school *
known_school_of(const struct known *known, int64_t org)
{
	if (known->nschools == 0)
		return NULL;
	return bsearch(&org, known->schools, known->nschools, sizeof *known->schools, by_org);
}

size_t
known_propose(struct known *known, const char *text, struct match_proposal *out, size_t max)
{
	struct school_name wanted;
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	size_t i, n;

	if (known->candidates == NULL) {
		known->candidates = mem_array(known, struct match_candidate, known->nschools + 1);
		for (i = 0; i < known->nschools; i++) {
			known->candidates[i].name =
			    school_name_parse(known, known->schools[i].name);
			known->candidates[i].short_name =
			    school_name_parse(known, known->schools[i].short_name);
		}
	}
	wanted = school_name_parse(local, text);
	n = match_propose(&wanted, known->candidates, known->nschools, out, max);
	talloc_free(local);
	return n;
}

static const char *
similar_text(struct known *known, const char *text)
{
	struct match_proposal found[SIMILAR_SHOWN];
	struct buf out = buf_new(known, 4096);
	size_t i, n = known_propose(known, text, found, SIMILAR_SHOWN), before;

	for (i = 0; i < n; i++) {
		const struct known_school *s = &known->schools[found[i].candidate];

		before = out.len;
		buf_printf(&out, "%s%s (%s, %d %%)", i > 0 ? "; " : "", s->short_name, s->code,
		    (int)(found[i].match.score * 100 + 0.5));
		if (i > 0 && out.len > SIMILAR_BYTES) {
			out.bytes[before] = '\0';
			break;
		}
	}
	return out.bytes == NULL ? "" : out.bytes;
}

const char *
known_similar(struct known *known, const char *text)
{
	struct known_miss *m;

	HASH_FIND_STR(known->misses, text, m);
	if (m != NULL)
		return m->similar;
	if (HASH_COUNT(known->misses) >= KNOWN_MISSES)
		return "";
	m = mem_new(known, struct known_miss);
	m->text = mem_strdup(m, text);
	m->similar = similar_text(known, text);
	HASH_ADD_KEYPTR(hh, known->misses, m->text, strlen(m->text), m);
	return m->similar;
}

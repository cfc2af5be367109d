#include "app/reorganised.h"

#include "base/mem.h"
#include "store/statements.h"

#include <stdlib.h>
#include <string.h>

#define JOINED "joined." /* then the id of the predecessor; the value is the year */
#define JUNE 6

int
reorganised_year(const char *day)
{
	struct day d;

	if (!day_parse(day, strlen(day), &d))
		return 0;
	return d.month >= JUNE ? d.year + 1 : d.year;
}

char *
reorganised_attribute(TALLOC_CTX *ctx, int64_t predecessor)
{
	return mem_printf(ctx, JOINED "%lld", (long long)predecessor);
}

static int
by_id(const void *key, const void *school)
{
	int64_t a = *(const int64_t *)key, b = ((const struct dataset_school *)school)->id;

	return a < b ? -1 : a > b;
}

static struct dataset_school *
school_of(const struct dataset *d, int64_t id)
{
	return d->nschools == 0 ? NULL
				: bsearch(&id, d->schools, d->nschools, sizeof *d->schools, by_id);
}

/* The year of the choice for this pair; 0 = none was made. */
static int
joined_year(const struct db_joins *joins, size_t n, const struct db_reorganisations *r)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (joins[i].org == r->successor &&
		    strtoll(joins[i].attribute + strlen(JOINED), NULL, 10) == r->org)
			return (int)strtol(joins[i].value, NULL, 10);
	}
	return 0;
}

/* -1 is not known. */
static int32_t
sum(int32_t a, int32_t b)
{
	return a < 0 || b < 0 ? -1 : a + b;
}

/* Both together: counts are added where both have them; a mean of two is not known. */
static void
add_figure(struct figure *to, const struct figure *f)
{
	int i;

	if (f->status != ABSENCE_NONE)
		return;
	if (to->status != ABSENCE_NONE) {
		*to = *f;
		return;
	}
	to->participants = sum(to->participants, f->participants);
	to->low = sum(to->low, f->low);
	to->low_regional = sum(to->low_regional, f->low_regional);
	for (i = 0; i < 4; i++)
		to->marks[i] = sum(to->marks[i], f->marks[i]);
	to->mean = NULL;
}

/* Puts @f among the figures of a school that stand from @first on. */
static void
put_figure(struct dataset *d, size_t first, const struct figure *f)
{
	size_t i;

	for (i = first; i < d->nfigures; i++) {
		struct figure *there = &d->figures[i];

		if (there->procedure == f->procedure && there->year == f->year &&
		    there->wave == f->wave) {
			add_figure(there, f);
			return;
		}
	}
	mem_push(d, d->figures, d->nfigures) = *f;
}

static enum err
join_figures(struct app *app, struct dataset *d, size_t first, const struct dataset_join *join,
    struct error *err)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	const struct dataset_school *s = &d->schools[join->school];
	struct db_org_path place;
	struct figure *figures = NULL;
	size_t i, n = 0;
	bool found = false;
	enum err e = db_org_path(local, app->db, join->predecessor, &place, &found, err);

	if (e == OK && found)
		e = dataset_figures_of(d, app, join->predecessor, place.path, d->since,
		    join->year - 1, &figures, &n, err);
	for (i = 0; e == OK && i < n; i++) {
		if (figures[i].year >= s->compared_from)
			put_figure(d, first, &figures[i]);
	}
	talloc_free(local);
	return e;
}

/* The figures of @school anew, at the end of all: its own from its year on, and what is joined. */
static enum err
rebuild(struct app *app, struct dataset *d, size_t school, struct error *err)
{
	struct dataset_school *s = &d->schools[school];
	size_t first = d->nfigures, i;
	enum err e = OK;

	for (i = 0; i < s->nfigures; i++) {
		struct figure own = d->figures[s->figure + i];

		if (own.year >= s->compared_from)
			mem_push(d, d->figures, d->nfigures) = own;
	}
	for (i = 0; e == OK && i < d->njoins; i++) {
		if (d->joins[i].school == school)
			e = join_figures(app, d, first, &d->joins[i], err);
	}
	s->figure = first;
	s->nfigures = d->nfigures - first;
	return e;
}

/* What one reorganisation means for its successor; false when nothing. */
static bool
take(struct dataset *d, const struct db_reorganisations *r, int joined)
{
	struct dataset_school *s = school_of(d, r->successor);
	int year = reorganised_year(r->day);

	if (s == NULL)
		return false;
	if (joined > 0) {
		mem_push(d, d->joins, d->njoins) = (struct dataset_join){
		    (size_t)(s - d->schools), r->org, mem_strdup(d, r->code), joined};
		return true;
	}
	if (year == 0 || year > d->year)
		return false;
	if (year > s->compared_from)
		s->compared_from = (int16_t)year;
	return true;
}

enum err
reorganised_apply(struct app *app, struct dataset *d, struct error *err)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	struct db_reorganisations *rows = NULL;
	struct db_joins *joins = NULL;
	size_t i, n = 0, njoins = 0, affected = 0;
	int64_t *successors;
	enum err e = db_reorganisations(local, app->db, &rows, &n, err);

	if (e == OK && n > 0)
		e = db_joins(local, app->db, &joins, &njoins, err);
	successors = mem_array(local, int64_t, n + 1);
	for (i = 0; e == OK && i < n; i++) { /* in order of successor */
		if (take(d, &rows[i], joined_year(joins, njoins, &rows[i])) &&
		    (affected == 0 || successors[affected - 1] != rows[i].successor))
			successors[affected++] = rows[i].successor;
	}
	for (i = 0; e == OK && i < affected; i++)
		e = rebuild(app, d, (size_t)(school_of(d, successors[i]) - d->schools), err);
	talloc_free(local);
	return e;
}

/* «График с контрольными границами»: which schools differ from the mean by more than chance does.
 */
#ifndef APP_FUNNEL_H
#define APP_FUNNEL_H

#include "app/school_index.h"
#include "domain/limits.h"

struct funnel_params {
	int year;
	const char *procedure;    /* a code; NULL: the first of the method */
	const char *municipality; /* NULL: all */
	const char *side;         /* above, below: only these are listed; NULL: all */
};
extern const struct choice funnel_sides[];

/* One school with participants. */
struct funnel_point {
	const struct indexed_school *school;
	struct pooled count;
	struct limits limits95;
	enum limits_side side95, side998;
};

struct funnel_view {
	int year;
	const struct funnel_params *asked;
	const struct procedure *procedure;
	size_t nprocedures;
	const struct procedure **procedures; /* to choose from: the method's */
	size_t count;
	struct funnel_point *points; /* by name */
	struct pooled all;           /* of the points: the mean is k/n */
	size_t above, below;         /* outside the limits of 95 % */
	double expected;             /* so many would be outside by chance alone */
	size_t nmunicipalities;
	const char *const *municipalities;
};

/*
 * The live figures of one procedure in spring or, where a school has none, in autumn; mean and
 * limits of the schools of app->scope (and municipality). ERR_NOT_FOUND: no such procedure.
 */
enum err funnel_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void funnel_json(struct json *j, const void *view);

/* Is the point one of those to be listed? */
bool funnel_listed(const struct funnel_view *v, const struct funnel_point *p);

/* A message id: «выше границы 95 %». */
const char *funnel_side_words(const struct funnel_point *p);

#endif

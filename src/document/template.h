/*
 * Forms to be filled in a spreadsheet program: the authority's schools stand in them already, the
 * cells accept only what can be loaded, a second sheet says how. What comes back filled is loaded
 * as it is: the titles are names that intake knows.
 */
#ifndef DOCUMENT_TEMPLATE_H
#define DOCUMENT_TEMPLATE_H

#include "base/error.h"
#include "base/text.h"
#include "document/table_xlsx.h"
#include "domain/procedure.h"

/* A school as schools.csv has it; NULL or year 0 = not said. */
struct template_school {
	const char *code, *name, *short_name, *municipality, *region, *kind, *parent, *codes,
	    *successor;
	int levels; /* bits of domain/level.h; 0 = not said */
	int rural;  /* 1, 0, -1 = not said */
	struct day opened, closed;
};

struct template_data {
	enum lang lang;
	int year; /* of results */
	const struct template_school *schools;
	size_t nschools;
	const struct procedures *procedures;
};

/*
 * A row for each school and each procedure held in data->year that the school's levels offer.
 * Returns the number of rows; ERR_INVALID when a sheet can't hold them.
 */
enum err template_results(
    struct table_xlsx *x, const struct template_data *data, int64_t *rows, struct error *err);

/* A row for each school with all that schools.csv has, and empty rows for more. */
int64_t template_schools(struct table_xlsx *x, const struct template_data *data);

/* A row for each school with its circumstances only: levels, rural, kind, opened, closed. */
int64_t template_context(struct table_xlsx *x, const struct template_data *data);

#endif

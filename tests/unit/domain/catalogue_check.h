/* For tests of the catalogue: its files by name, and all procedures and scales of it read. */
#ifndef TESTS_CATALOGUE_CHECK_H
#define TESTS_CATALOGUE_CHECK_H

#include "check.h"

#include "base/embedded.h"
#include "domain/scale.h"

/* Says each error of @problems before failing, so that a slip in the catalogue is found at once. */
static inline void
assert_no_problems(const struct problems *problems)
{
	size_t i;

	for (i = 0; i < problems->count; i++) {
		const struct problem *p = &problems->items[i];

		print_error("%s:%d:%d: %s\n", p->place.file, (int)p->place.row, p->place.column,
		    p->what.id);
	}
	assert_int_equal(problems->count, 0);
}

static inline void
read_catalogue(TALLOC_CTX *ctx, struct procedures *procedures, struct scales *scales)
{
	struct problems *problems = problems_new(ctx);
	const struct embedded *f;

	for (f = catalogue_files; f->name != NULL; f++) {
		if (strncmp(f->name, "procedures/", 11) == 0)
			procedures_read(
			    ctx, f->name, (const char *)f->bytes, f->size, procedures, problems);
	}
	for (f = catalogue_files; f->name != NULL; f++) {
		if (strncmp(f->name, "scales/", 7) == 0)
			scales_read(ctx, f->name, (const char *)f->bytes, f->size, procedures,
			    scales, problems);
	}
	assert_no_problems(problems);
}

#endif

/* From a request to the parameters of an action: path, query, form or JSON, all mistakes at once.
 */
#ifndef WEB_FIELDS_H
#define WEB_FIELDS_H

#include "web/route.h"

/* Where values come from. */
struct field_source {
	size_t nwords, npairs, nfiles;
	const struct http_pair *words, *pairs;
	const struct http_file *files;
	int year;    /* for a required year that is not given, 0 = none */
	bool chosen; /* the reader chose it: it is for a year that may be left out, too */
};

/*
 * Fills @params (zeroed, params_size bytes) under @ctx. Every mistake goes to *@errors, in the
 * order of the fields; what is empty counts as not given. Returns their number.
 */
size_t fields_parse(TALLOC_CTX *ctx, const struct action *a, const struct field_source *source,
    void *params, struct field_error **errors);

#endif

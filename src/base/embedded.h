/* Files that tools/embed put into the program. A table ends with a NULL name. */
#ifndef BASE_EMBEDDED_H
#define BASE_EMBEDDED_H

#include <stddef.h>

struct embedded {
	const char *name; /* path below its folder, e.g. "methods/rosobrnadzor-847.yaml" */
	const unsigned char *bytes;
	size_t size;
};

/* The library `data`: all of catalogue/, the manual, and the demonstration made by tools/demogen.
 */
extern const struct embedded catalogue_files[];
extern const struct embedded manual_files[]; /* "perechni.html", …: docs/manual */
extern const struct embedded demo_files[];   /* "schools.csv", "results.csv", "datapackage.json" */

#endif

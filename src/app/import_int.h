/* Between the files of the import: one file on its way in. */
#ifndef APP_IMPORT_INT_H
#define APP_IMPORT_INT_H

#include "app/import.h"
#include "app/known.h"
#include "base/hash.h"

/* A region or municipality that rows of this file stand under; asked once. */
struct known_place {
	char *region, *municipality; /* as the rows have it, maybe NULL */
	int64_t id;
	char *path;
};
#define KNOWN_PLACES_MAX 1000

/* One file while it is checked (store = false) and then stored (store = true). */
struct importing {
	TALLOC_CTX *ctx;
	struct app *app;
	const struct import_params *params;
	struct import_file *file;
	struct sheet *sheet;
	struct known *known;
	struct problems *problems; /* of this pass: the second pass throws its own away */
	bool from_nothing;         /* no schools before this call and no file of them in it */
	bool store;
	struct known_place *places;
	size_t nplaces;
	int64_t batch;
	int64_t done;
	char kept[SHA256_TEXT_SIZE]; /* the original, new in the data folder; "" = none */
};

struct place import_place(const struct importing *im, int64_t row, int column);

/* One pass over the file: checking, or storing what the check passed. */
enum err import_schools(struct importing *im, struct error *err);
enum err import_results(struct importing *im, struct error *err);

/*
 * The school that @said (a code or a name, in @column of @row, 0 = not known) means. NULL when it
 * has to be asked: told as a mistake with the schools that are alike.
 */
struct known_code *import_find_school(
    struct importing *im, int64_t row, int column, const char *said);

/* A new school known by its code only, under the first region; its name is the code for now. */
enum err school_add_bare(struct importing *im, const char *code, int64_t *org, struct error *err);

/* Tells progress every so often; ERR_CONFLICT when the user cancelled. */
enum err import_tick(struct importing *im, struct error *err);

#endif

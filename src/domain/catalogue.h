/*
 * What the files of the catalogue have in common: texts in two languages, how sure a fact is, and
 * reading with every mistake reported at its place.
 */
#ifndef DOMAIN_CATALOGUE_H
#define DOMAIN_CATALOGUE_H

#include "base/yaml.h"
#include "domain/method/method.h"

#define CATALOGUE_LIST 1000 /* a list has at most so many items */

/* How sure a fact of a catalogue file is, and who says so. */
struct provenance {
	enum method_status status;
	struct rational confidence; /* 0..1, of an assumed fact; den 0 = not said */
	const char *source;         /* tag or act, as in the file; may be NULL */
	struct bilingual note;      /* ru may be NULL */
};

/* One file being read: what its texts hang on, where its mistakes go. */
struct catalogue_file {
	TALLOC_CTX *ctx;
	const char *name; /* lives as long as the problems */
	struct problems *problems;
};

/* Reports a mistake at @node. */
#define catalogue_mistake(file, node, ...)                                                         \
	problem_add((file)->problems, SEVERITY_ERROR, yaml_place((file)->name, node), __VA_ARGS__)

/* False, after reporting, when @node is no map; reports each key that is not in @known
 * (NULL-ended).
 */
bool catalogue_map(
    const struct catalogue_file *file, const struct yaml *node, const char *const *known);

/* Reports when @map has no @key; the value or NULL. */
const struct yaml *catalogue_need(
    const struct catalogue_file *file, const struct yaml *map, const char *key);

/*
 * The value under @key of @map, copied under the file's context. When the key is absent: NULL, an
 * empty text, 0 items or the given default, and no report. A value of another kind, or
 * a list of more than CATALOGUE_LIST, is reported and read as absent.
 */
const char *catalogue_text(
    const struct catalogue_file *file, const struct yaml *map, const char *key);
struct bilingual catalogue_bilingual(
    const struct catalogue_file *file, const struct yaml *map, const char *key);
int catalogue_int(const struct catalogue_file *file, const struct yaml *map, const char *key,
    int min, int max, int absent);
bool catalogue_truth(
    const struct catalogue_file *file, const struct yaml *map, const char *key, bool absent);
const struct yaml *catalogue_list(
    const struct catalogue_file *file, const struct yaml *map, const char *key);

/* A whole number of min..max in a scalar; reports and gives @min - 1 otherwise. */
int catalogue_number(const struct catalogue_file *file, const struct yaml *node, int min, int max);

/*
 * `status` (required: verified, assumed, local), `confidence`, `source`, `note` of @map. A verified
 * fact must name its source.
 */
struct provenance catalogue_provenance(const struct catalogue_file *file, const struct yaml *map);
#define PROVENANCE_KEYS "status", "confidence", "source", "note"

/* The index of @node's text in @words (NULL-ended), or -1 after reporting it as unknown. */
int catalogue_word(
    const struct catalogue_file *file, const struct yaml *node, const char *const *words);

#endif

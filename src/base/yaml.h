/*
 * A small YAML tree that knows where everything stands.
 *
 * libyaml's events become nodes with line and column, so that a reader of a catalogue file can
 * report all its mistakes with their places. Limits: 1 MiB, depth 64, 1000 keys in one
 * map, no aliases, no second document, no duplicate keys.
 */
#ifndef BASE_YAML_H
#define BASE_YAML_H

#include "base/problem.h"

#include <talloc.h>

#define YAML_MAX ((size_t)1 << 20)
#define YAML_DEPTH 64
#define YAML_KEYS 2000 /* in one map: keys are compared with each other */

enum yaml_type { YAML_SCALAR, YAML_LIST, YAML_MAP };

struct yaml {
	enum yaml_type type;
	int line;   /* 1-based */
	int column; /* 1-based, in characters; of the first character inside quotes for a quoted
		       scalar */
	bool quoted;
	const char *text;    /* YAML_SCALAR: UTF-8, never NULL */
	size_t count;        /* YAML_LIST, YAML_MAP: number of items */
	struct yaml **items; /* YAML_LIST, YAML_MAP: values in order */
	struct yaml **keys;  /* YAML_MAP: scalars in order */
};

/*
 * Reads @bytes of @len. Every mistake goes to @problems with @file as its place; NULL when there
 * was one that left no tree. The tree hangs under @ctx.
 */
struct yaml *yaml_read(
    TALLOC_CTX *ctx, const char *file, const char *bytes, size_t len, struct problems *problems);

/* The value under @key, or NULL: also when @map is NULL or no map. */
const struct yaml *yaml_get(const struct yaml *map, const char *key);

/* The text of a scalar under @key, or NULL. */
const char *yaml_text(const struct yaml *map, const char *key);

/* The place of @node in @file. */
struct place yaml_place(const char *file, const struct yaml *node);

#endif

/*
 * From a text to the typed value of a field (app/action.h): one reading for options, forms and
 * JSON bodies.
 */
#ifndef APP_FIELD_H
#define APP_FIELD_H

#include "app/action.h"

/*
 * Puts @value into @params by the field @f; of a FIELD_FILES it is a path. @label is how the
 * reader calls the field: «--year» or «Учебный год». What is kept hangs under @ctx or is @value
 * itself. ERR_USAGE says what is wrong.
 */
enum err field_put(TALLOC_CTX *ctx, const struct field *f, const char *value, struct arg label,
    void *params, struct error *err);

/* Puts a file given as bytes into the FIELD_FILES @f. */
enum err field_put_file(TALLOC_CTX *ctx, const struct field *f, const struct input *input,
    struct arg label, void *params, struct error *err);

/* ERR_USAGE when a field of several values has fewer than it must; @given: it was there at all. */
enum err field_enough(
    const struct field *f, struct arg label, const void *params, bool given, struct error *err);

/* The field of @a with that name of @len bytes, or NULL. */
const struct field *field_find(const struct action *a, const char *name, size_t len);

/* True for a field that takes several values. */
bool field_several(const struct field *f);

#endif

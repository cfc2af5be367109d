/* Settings of the authority, kept in the database: how it is called, what is shown. */
#ifndef APP_SETTINGS_H
#define APP_SETTINGS_H

#include "app/app.h"

struct setting {
	const char *key;
	const char *label; /* a message id */
	const char *help;  /* a message id */
};
extern const struct setting settings[];
extern const size_t settings_count;
extern const struct choice setting_choices[]; /* the keys, for a FIELD_CHOICE */

struct setting_params {
	const char *key;
	const char *value; /* NULL: as if it was never set */
};

struct settings_view {
	const char **values; /* by place in settings[]; NULL = not set */
	const char *changed; /* the key that was set; NULL when they are listed */
};

/* The value of @key, NULL when it isn't set. */
enum err setting_value(
    TALLOC_CTX *ctx, struct app *app, const char *key, const char **value, struct error *err);

enum err setting_list_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err setting_set_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void settings_json(struct json *j, const void *view);

#endif

/* Settings of the process and where each comes from: option > OPORA_* > DIR/opora.ini > default. */
#ifndef APP_CONFIG_H
#define APP_CONFIG_H

#include "app/app.h"

enum config_origin { ORIGIN_DEFAULT, ORIGIN_FILE, ORIGIN_ENVIRONMENT, ORIGIN_OPTION };

enum config_key {
	CONFIG_DATA,
	CONFIG_DATABASE,
	CONFIG_LANG,
	CONFIG_OIDC_ISSUER, /* signing in through another system: app/oidc.h */
	CONFIG_OIDC_CLIENT_ID,
	CONFIG_OIDC_SECRET_FILE,
	CONFIG_OIDC_CA_FILE,
	CONFIG_OIDC_NAME,
	CONFIG_OIDC_CLAIM,
	CONFIG_OIDC_ACR,
	CONFIG_COUNT
};

struct config_entry {
	const char *name;     /* "data", "lang" */
	const char *variable; /* "OPORA_DATA" */
	const char *value;
	enum config_origin origin;
};

struct config {
	struct config_entry entries[CONFIG_COUNT];
	const char *file; /* the opora.ini that was read, or NULL */
};

/* The address of the PostgreSQL database, or NULL: SQLite in the data folder. */
const char *config_database(const struct config *config);

/* The value of @key; NULL when it is empty, or @config is NULL. */
const char *config_text(const struct config *config, enum config_key key);

/*
 * An address given as an option may hold no password: every user of the machine sees it there.
 * Elsewhere it may.
 */
enum err config_check_database(const char *url, enum config_origin origin, struct error *err);

/*
 * Puts the settings together. @options holds what the command line gave (NULL = not said), by
 * config_key. Unknown names in opora.ini are errors.
 */
enum err config_read(TALLOC_CTX *ctx, const char *const options[CONFIG_COUNT], struct config *out,
    struct error *err);

enum err config_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void config_json(struct json *j, const void *view);

/* "default", "opora.ini", "OPORA_DATA", "option" for people and JSON. */
const char *config_origin_word(const struct config_entry *entry);

#endif

#include "app/config.h"

#include "base/mem.h"
#include "base/text.h"
#include "store/postgres_url.h"

#include <ini.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct config_entry defaults[CONFIG_COUNT] = {
    [CONFIG_DATA] = {"data", "OPORA_DATA", "./data", ORIGIN_DEFAULT},
    [CONFIG_DATABASE] = {"database", "OPORA_DATABASE", "", ORIGIN_DEFAULT},
    [CONFIG_LANG] = {"lang", "OPORA_LANG", "ru", ORIGIN_DEFAULT},
    [CONFIG_OIDC_ISSUER] = {"oidc_issuer", "OPORA_OIDC_ISSUER", "", ORIGIN_DEFAULT},
    [CONFIG_OIDC_CLIENT_ID] = {"oidc_client_id", "OPORA_OIDC_CLIENT_ID", "", ORIGIN_DEFAULT},
    [CONFIG_OIDC_SECRET_FILE] = {"oidc_secret_file", "OPORA_OIDC_SECRET_FILE", "", ORIGIN_DEFAULT},
    [CONFIG_OIDC_CA_FILE] = {"oidc_ca_file", "OPORA_OIDC_CA_FILE", "", ORIGIN_DEFAULT},
    [CONFIG_OIDC_NAME] = {"oidc_name", "OPORA_OIDC_NAME", "", ORIGIN_DEFAULT},
    [CONFIG_OIDC_CLAIM] = {"oidc_claim", "OPORA_OIDC_CLAIM", "sub", ORIGIN_DEFAULT},
    [CONFIG_OIDC_ACR] = {"oidc_acr", "OPORA_OIDC_ACR", "", ORIGIN_DEFAULT},
};

struct reading {
	TALLOC_CTX *ctx;
	struct config *config;
	char *unknown;
};

static int
take_line(void *arg, const char *section, const char *name, const char *value)
{
	struct reading *r = arg;
	size_t i;

	for (i = 0; i < CONFIG_COUNT; i++) {
		struct config_entry *entry = &r->config->entries[i];

		if (i == CONFIG_DATA || strcmp(entry->name, name) != 0)
			continue;
		if (entry->origin == ORIGIN_DEFAULT) {
			entry->value = mem_strdup(r->ctx, value);
			entry->origin = ORIGIN_FILE;
		}
		return 1;
	}
	if (r->unknown == NULL)
		r->unknown = mem_strdup(r->ctx, name);
	return 1;
}

static enum err
read_file(TALLOC_CTX *ctx, struct config *config, struct error *err)
{
	struct reading r = {ctx, config, NULL};
	char *path = mem_printf(ctx, "%s/opora.ini", config->entries[CONFIG_DATA].value);
	int line;

	if (access(path, F_OK) != 0)
		return OK;
	line = ini_parse(path, take_line, &r);
	if (line != 0)
		return fail(err, ERR_INVALID, MSG("{0}, line {1}: this is not «name = value»"),
		    arg_text(path), arg_int(line < 0 ? 0 : line));
	if (r.unknown != NULL)
		return fail(err, ERR_INVALID, MSG("{0}: there is no setting «{1}»"), arg_text(path),
		    arg_text(r.unknown));
	config->file = path;
	return OK;
}

const char *
config_text(const struct config *config, enum config_key key)
{
	if (config == NULL || config->entries[key].value[0] == '\0')
		return NULL;
	return config->entries[key].value;
}

const char *
config_database(const struct config *config)
{
	return config_text(config, CONFIG_DATABASE);
}

enum err
config_check_database(const char *url, enum config_origin origin, struct error *err)
{
	if (origin == ORIGIN_OPTION && db_url_has_password(url))
		return fail(err, ERR_USAGE,
		    MSG("a password on the command line is seen by every user of this machine: "
			"put the address into opora.ini or OPORA_DATABASE, or the password into "
			"the file ~/.pgpass"));
	return db_url_check(url, err);
}

enum err
config_read(
    TALLOC_CTX *ctx, const char *const options[CONFIG_COUNT], struct config *out, struct error *err)
{
	const char *value;
	enum lang lang;
	size_t i;
	enum err e;

	out->file = NULL;
	for (i = 0; i < CONFIG_COUNT; i++) {
		struct config_entry *entry = &out->entries[i];

		*entry = defaults[i];
		value = getenv(entry->variable);
		if (options[i] != NULL) {
			entry->value = options[i];
			entry->origin = ORIGIN_OPTION;
		} else if (value != NULL && value[0] != '\0') {
			entry->value = value;
			entry->origin = ORIGIN_ENVIRONMENT;
		}
	}
	e = read_file(ctx, out, err);
	if (e == OK && !lang_parse(out->entries[CONFIG_LANG].value, &lang))
		return fail(err, ERR_USAGE, MSG("the language is ru or en, not «{0}»"),
		    arg_text(out->entries[CONFIG_LANG].value));
	if (e == OK && config_database(out) != NULL)
		e = config_check_database(
		    config_database(out), out->entries[CONFIG_DATABASE].origin, err);
	return e;
}

enum err
config_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	struct config *v = mem_new(ctx, struct config);

	*v = *app->config;
	v->entries[CONFIG_DATABASE].value = app_database_shown(v, app);
	*view = v;
	return OK;
}

const char *
config_origin_word(const struct config_entry *entry)
{
	switch (entry->origin) {
	case ORIGIN_DEFAULT:
		break;
	case ORIGIN_FILE:
		return "opora.ini";
	case ORIGIN_ENVIRONMENT:
		return entry->variable;
	case ORIGIN_OPTION:
		return MSG("option");
	}
	return MSG("default");
}

void
config_json(struct json *j, const void *view)
{
	const struct config *v = view;
	size_t i;

	json_object(j, NULL);
	for (i = 0; i < CONFIG_COUNT; i++) {
		json_object(j, v->entries[i].name);
		json_text(j, "value", v->entries[i].value);
		json_text(j, "origin", config_origin_word(&v->entries[i]));
		json_end(j);
	}
	json_end(j);
}

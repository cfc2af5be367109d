/* OpenAPI 3.1 of the API: an operation for each action, its parameters from the fields. */
#include "web/api.h"

#include "base/mem.h"
#include "base/tr.h"
#include "web/action_form.h"
#include "web/route.h"

#include <string.h>

static const char *
json_type(const struct field *f)
{
	switch (f->type) {
	case FIELD_INT:
	case FIELD_YEAR:
		return "integer";
	case FIELD_FLAG:
		return "boolean";
	default:
		return "string";
	}
}

static void
put_scalar(struct json *j, const struct field *f)
{
	const struct choice *c;

	json_text(j, "type", json_type(f));
	if (f->type == FIELD_DAY)
		json_text(j, "format", "date");
	if (f->type == FIELD_FILES)
		json_text(j, "format", "binary");
	if (f->type == FIELD_INT || f->type == FIELD_YEAR) {
		json_int(j, "minimum", f->min);
		json_int(j, "maximum", f->max);
	}
	if (f->type == FIELD_TEXT || f->type == FIELD_LONG)
		json_int(j, "maxLength", action_form_max(f));
	if (f->type == FIELD_CHOICE) {
		json_array(j, "enum");
		for (c = f->choices; c->value != NULL; c++)
			json_text(j, NULL, c->value);
		json_end(j);
	}
}

static void
put_schema(struct json *j, const char *key, const struct field *f)
{
	json_object(j, key);
	if (field_several(f)) {
		json_text(j, "type", "array");
		json_int(j, "minItems", f->required ? f->min : 0);
		json_int(j, "maxItems", f->max);
		json_object(j, "items");
		put_scalar(j, f);
		json_end(j);
	} else {
		put_scalar(j, f);
	}
	json_end(j);
}

static void
put_parameters(struct json *j, const struct action *a, enum lang lang)
{
	size_t i;

	json_array(j, "parameters");
	for (i = 0; i < a->nfields; i++) {
		const struct field *f = &a->fields[i];
		bool in_path = action_form_in_path(a, f);

		if (f->local || (a->verb == VERB_POST && !in_path))
			continue;
		json_object(j, NULL);
		json_text(j, "name", f->name);
		json_text(j, "in", in_path ? "path" : "query");
		json_bool(j, "required", in_path || f->required);
		json_text(j, "description", tr(lang, f->help));
		put_schema(j, "schema", f);
		json_end(j);
	}
	json_end(j);
}

static bool
has_files(const struct action *a)
{
	return strcmp(action_form_enctype(a), "multipart/form-data") == 0;
}

static bool
in_body(const struct action *a, const struct field *f)
{
	return !f->local && !action_form_in_path(a, f);
}

static void
put_body(struct json *j, const struct action *a, enum lang lang)
{
	size_t i;

	json_object(j, "requestBody");
	json_object(j, "content");
	json_object(j, has_files(a) ? "multipart/form-data" : "application/json");
	json_object(j, "schema");
	json_text(j, "type", "object");
	json_object(j, "properties");
	for (i = 0; i < a->nfields; i++) {
		if (in_body(a, &a->fields[i]))
			put_schema(j, a->fields[i].name, &a->fields[i]);
	}
	json_end(j);
	json_array(j, "required");
	for (i = 0; i < a->nfields; i++) {
		if (in_body(a, &a->fields[i]) && a->fields[i].required)
			json_text(j, NULL, a->fields[i].name);
	}
	json_end(j);
	json_end(j);
	json_end(j);
	json_end(j);
	json_end(j);
}

static void
put_response(struct json *j, const char *code, const char *what, const char *type)
{
	json_object(j, code);
	json_text(j, "description", what);
	json_object(j, "content");
	json_object(j, type);
	json_object(j, "schema");
	json_text(j, "type", "object");
	json_end(j);
	json_end(j);
	json_end(j);
	json_end(j);
}

/* "list make" is list-make. */
static char *
operation_id(TALLOC_CTX *ctx, const char *command)
{
	char *id = mem_strdup(ctx, command), *c;

	for (c = id; *c != '\0'; c++)
		*c = *c == ' ' ? '-' : *c;
	return id;
}

static void
put_operation(TALLOC_CTX *ctx, struct json *j, const struct action *a, enum lang lang)
{
	json_object(j, a->verb == VERB_GET ? "get" : "post");
	json_text(j, "operationId", operation_id(ctx, a->command));
	json_text(j, "summary", tr(lang, a->summary));
	if (a->detail != NULL)
		json_text(j, "description", tr(lang, a->detail));
	put_parameters(j, a, lang);
	if (a->verb == VERB_POST)
		put_body(j, a, lang);
	json_object(j, "responses");
	put_response(
	    j, "200", "the facts, as the command prints them with --json", "application/json");
	put_response(j, "default", "problem details (RFC 9457)", "application/problem+json");
	json_end(j);
	json_end(j);
}

static bool
offered(const struct action *a)
{
	return a->path != NULL && !a->web_only;
}

/* Both verbs of a path stand in one object, so the first of them writes it. */
static void
put_path(TALLOC_CTX *ctx, struct json *j, size_t first, enum lang lang)
{
	const struct web_table *t = web_table();
	const char *path = t->actions[first].path;
	size_t i;

	for (i = 0; i < first; i++) {
		if (offered(&t->actions[i]) && strcmp(t->actions[i].path, path) == 0)
			return;
	}
	json_object(j, path);
	for (i = first; i < t->count; i++) {
		if (offered(&t->actions[i]) && strcmp(t->actions[i].path, path) == 0)
			put_operation(ctx, j, &t->actions[i], lang);
	}
	json_end(j);
}

void
api_openapi(struct json *j, enum lang lang)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	size_t i;

	json_object(j, NULL);
	json_text(j, "openapi", "3.1.0");
	json_object(j, "info");
	json_text(j, "title", tr(lang, MSG("Opora")));
	json_text(j, "version", OPORA_VERSION);
	json_end(j);
	json_array(j, "servers");
	json_object(j, NULL);
	json_text(j, "url", API_PREFIX);
	json_end(j);
	json_end(j);
	json_object(j, "paths");
	for (i = 0; i < web_table()->count; i++) {
		if (offered(&web_table()->actions[i]))
			put_path(local, j, i, lang);
	}
	json_end(j);
	json_object(j, "components");
	json_object(j, "securitySchemes");
	json_object(j, "key");
	json_text(j, "type", "http");
	json_text(j, "scheme", "bearer");
	json_end(j);
	json_end(j);
	json_end(j);
	json_array(j, "security");
	json_object(j, NULL);
	json_array(j, "key");
	json_end(j);
	json_end(j);
	json_end(j);
	json_end(j);
	talloc_free(local);
}

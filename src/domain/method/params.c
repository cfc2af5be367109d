/* Parameters with overrides, and small look-ups in methods and decisions. */
#include "domain/method/method_int.h"

#include "base/mem.h"

#include <string.h>

const char *
bilingual_get(struct bilingual text, enum lang lang)
{
	return lang == LANG_EN && text.en != NULL ? text.en : text.ru;
}

static const struct method_param *
find(const struct method *m, const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < m->nparams; i++) {
		if (strlen(m->params[i].name) == len && strncmp(m->params[i].name, name, len) == 0)
			return &m->params[i];
	}
	return NULL;
}

const struct method_param *
method_find_param(const struct method *method, const char *name)
{
	return find(method, name, strlen(name));
}

bool
method_decides(const struct method *method)
{
	size_t i;

	for (i = 0; i < method->nresults; i++) {
		if (strcmp(method->results[i].name, "listed") == 0)
			return method->results[i].type == VALUE_TRUTH;
	}
	return false;
}

static struct value
text_of(TALLOC_CTX *ctx, const struct method *m, const char *s)
{
	size_t i;

	for (i = 0; i < m->natoms; i++) {
		if (strcmp(m->atoms[i], s) == 0)
			return value_text(m->atoms[i], (int32_t)i);
	}
	return value_text(mem_strdup(ctx, s), -1);
}

static bool
parse(
    TALLOC_CTX *ctx, const struct method *m, enum value_type type, const char *s, struct value *out)
{
	struct rational n;
	struct day day;

	switch (type) {
	case VALUE_NUMBER:
		if (lex_quantity(s, &n) != SCAN_NUMBER)
			return false;
		*out = value_number(n);
		return true;
	case VALUE_TRUTH:
		*out = value_truth(strcmp(s, "true") == 0);
		return strcmp(s, "true") == 0 || strcmp(s, "false") == 0;
	case VALUE_DAY:
		if (!lex_day(s, &day))
			return false;
		*out = value_day(day);
		return true;
	case VALUE_TEXT:
		*out = text_of(ctx, m, s);
		return true;
	case VALUE_NODATA:
		break;
	}
	return false;
}

static const char *
expected(enum value_type type)
{
	switch (type) {
	case VALUE_NUMBER:
		return MSG("the parameter «{0}» is a number such as 12.5 or 30 %, not «{1}»");
	case VALUE_TRUTH:
		return MSG("the parameter «{0}» is true or false, not «{1}»");
	default:
		return MSG("the parameter «{0}» is a day such as 2026-09-01, not «{1}»");
	}
}

static enum err
override(TALLOC_CTX *ctx, const struct method *m, const char *text, struct value *values,
    struct error *err)
{
	const char *equals = strchr(text, '=');
	const struct method_param *param;
	size_t index;

	if (equals == NULL)
		return fail(err, ERR_INVALID, MSG("a parameter is given as name=value, not «{0}»"),
		    arg_text(text));
	param = find(m, text, (size_t)(equals - text));
	if (param == NULL)
		return fail(err, ERR_NOT_FOUND, MSG("the method has no parameter «{0}»"),
		    arg_text(mem_strndup(ctx, text, (size_t)(equals - text))));
	index = (size_t)(param - m->params);
	if (!parse(ctx, m, param->value.type, equals + 1, &values[index]))
		return fail(err, ERR_INVALID, expected(param->value.type), arg_text(param->name),
		    arg_text(equals + 1));
	return OK;
}

enum err
method_params(TALLOC_CTX *ctx, const struct method *method, const char *const *overrides, size_t n,
    struct value **out, struct error *err)
{
	struct value *values = mem_array(ctx, struct value, method->nparams);
	enum err e;
	size_t i;

	for (i = 0; i < method->nparams; i++)
		values[i] = method->params[i].value;
	for (i = 0; i < n; i++) {
		e = override(values, method, overrides[i], values, err);
		if (e != OK) {
			talloc_free(values);
			return e;
		}
	}
	*out = values;
	return OK;
}

const struct value *
decision_result(const struct decision *d, const char *name)
{
	size_t i;

	for (i = 0; i < d->nresults; i++) {
		if (strcmp(d->results[i].name, name) == 0)
			return &d->results[i].value;
	}
	return NULL;
}

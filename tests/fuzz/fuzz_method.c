/*
 * A method's file from hostile bytes, then decisions about a few schools whose figures come from
 * the same bytes. What is read without a mistake may fail only by overflow and steps.
 */
#include "base/mem.h"
#include "domain/method/method.h"

#include <stdlib.h>
#include <string.h>

#define SCHOOLS 3

struct answers {
	const struct method *method;
	const uint8_t *data;
	size_t size;
};

static struct value
read_figure(void *arg, size_t school, size_t input, const struct value *keys)
{
	const struct answers *a = arg;
	size_t at = school * 7 + input * 13, i;
	uint8_t byte;

	for (i = 0; i < a->method->inputs[input].nkeys; i++)
		at += keys[i].type == VALUE_TEXT ? (size_t)(keys[i].atom + 1) * 5
						 : (size_t)keys[i].number.num;
	byte = a->size == 0 ? 0 : a->data[at % a->size];
	if (byte % 4 == 0)
		return value_nodata((enum absence)(byte / 4 % (ABSENCE_COUNT + 1)));
	switch (a->method->inputs[input].type) {
	case VALUE_TRUTH:
		return value_truth(byte & 4);
	case VALUE_TEXT:
		return value_text("figure", -1);
	case VALUE_DAY:
		return value_day((struct day){2021, 1, (int8_t)(1 + byte % 28)});
	default:
		return value_number((struct rational){
		    byte * (byte % 16 == 1 ? INT64_MAX / 255 : 1), byte % 8 == 5 ? 7 : 1});
	}
}

static size_t
group(void *arg, size_t school, enum method_group kind, const size_t **members)
{
	static const size_t all[] = {0, 1, 2};

	*members = all;
	return kind == GROUP_MUNICIPALITY ? 2 : SCHOOLS;
}

static void
decide(TALLOC_CTX *ctx, const struct method *m, const uint8_t *data, size_t size)
{
	struct answers answers = {m, data, size};
	struct method_source source = {read_figure, group, &answers};
	struct evaluator *ev;
	struct value *params;
	struct decision *traced, *plain;
	struct error err;
	enum err e;
	size_t i, school;

	if (method_params(ctx, m, NULL, 0, &params, &err) != OK)
		abort();
	ev = evaluator_new(ctx, m, params, 2021, &source);
	for (school = 0; school < SCHOOLS; school++) {
		e = evaluator_decide(ctx, ev, school, true, &traced, &err);
		if (e != evaluator_decide(ctx, ev, school, false, &plain, &err))
			abort();
		if (e != OK && e != ERR_INVALID)
			abort();
		for (i = 0; e == OK && i < plain->nresults; i++) {
			if (!value_equal(&plain->results[i].value, &traced->results[i].value) ||
			    plain->settled != traced->settled)
				abort();
			value_print(ctx, &plain->results[i].value);
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct problems *problems = problems_new(ctx);
	struct method *m = method_read(ctx, "fuzz.yaml", (const char *)data, size, problems);

	if ((m == NULL) != (problems->errors > 0))
		abort();
	if (m != NULL)
		decide(ctx, m, data, size);
	talloc_free(ctx);
	return 0;
}

/* One hostile expression inside a sound method, read and evaluated for one school. */
#include "base/buf.h"
#include "base/mem.h"
#include "domain/method/method.h"

#include <stdlib.h>

static const char head[] = "id: t\nversion: 1\n"
			   "params: {n: 1, w: abc, d: 2021-01-01, t: true}\n"
			   "inputs: {x: {of: [k]}, f: {of: [k], type: truth}, z: {}}\n"
			   "sets: {s: [a, b, c], m: [1, 2, 3], e: []}\n"
			   "bands: {level: [{from: 1, is: a}, {is: b}]}\n"
			   "let:\n  g(u, v): u / v >= n\n  h(u): if(u = u, u, u)\n"
			   "result:\n  r: |-\n    ";

static struct value
read_figure(void *data, size_t school, size_t input, const struct value *keys)
{
	size_t at =
	    school + (input < 2 ? (size_t)(keys[0].type == VALUE_TEXT ? keys[0].atom
								      : (int32_t)keys[0].number.num)
				: 0);

	if (at % 5 == 3)
		return value_nodata((enum absence)(at % ABSENCE_COUNT));
	return input == 1 ? value_truth(at % 2 == 0)
			  : value_number((struct rational){(int64_t)at % 1000 - 2, 3});
}

static size_t
group(void *data, size_t school, enum method_group kind, const size_t **members)
{
	static const size_t all[] = {0, 1, 2, 3};

	*members = all;
	return kind == GROUP_LIST ? 4 : 2;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct method_source source = {read_figure, group, NULL};
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct problems *problems = problems_new(ctx);
	struct buf file = buf_new(ctx, 1 << 20);
	struct method *m;
	struct value *params;
	struct decision *d;
	struct error err;

	buf_text(&file, head);
	buf_add(&file, data, size);
	buf_char(&file, '\n');
	m = method_read(ctx, "fuzz.yaml", file.bytes, file.len, problems);
	if ((m == NULL) != (problems->errors > 0))
		abort();
	if (m != NULL && method_params(ctx, m, NULL, 0, &params, &err) == OK)
		evaluator_decide(
		    ctx, evaluator_new(ctx, m, params, 2021, &source), 0, true, &d, &err);
	talloc_free(ctx);
	return 0;
}

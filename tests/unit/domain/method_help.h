/* Methods and figures written as text, for the tests of the method language. */
#ifndef TESTS_METHOD_HELP_H
#define TESTS_METHOD_HELP_H

#include "check.h"

#include "domain/method/method.h"

/* The federal method of docs/methods.md; a macro, so that tests can add lines to it. */
/* clang-format off */
#define FEDERAL \
	"id: rosobrnadzor-847\n" \
	"version: 1\n" \
	"title: {ru: \"Школы с низкими образовательными результатами\", en: \"Schools with low " \
	"results\"}\n" \
	"basis: {document: \"Приказ Рособрнадзора от 19.08.2020 № 847\", status: assumed, note: " \
	"\"текст не сверен дословно\"}\n" \
	"level: school\n" \
	"params:\n" \
	"  share: {value: 30 %, status: assumed, source: \"W:1\"}\n" \
	"  n_min: {value: 1, status: assumed}\n" \
	"  n_warn: {value: 10, status: local}\n" \
	"inputs:\n" \
	"  participants: {of: [procedure, year], unit: person}\n" \
	"  low:          {of: [procedure, year], unit: person}\n" \
	"sets:\n" \
	"  procedures: [VPR5_MA, VPR6_MA, VPR5_RU, VPR6_RU, OGE_MA, OGE_RU, EGE_MAB, EGE_MAP, " \
	"EGE_RU]\n" \
	"let:\n" \
	"  is_low(p, y): if(participants[p, y] >= n_min, low[p, y] / participants[p, y] >= " \
	"share, nodata)\n" \
	"  A: count(is_low(p, year) for p in procedures missing skip) >= 2\n" \
	"  B: any(is_low(p, year) and is_low(p, year - 1) for p in procedures missing skip)\n" \
	"result: {listed: A or B}\n"
/* clang-format on */

#define WEIGHTED                                                                                   \
	"id: weighted-points\n"                                                                    \
	"version: 1\n"                                                                             \
	"inputs: {points: {of: [indicator], range: [1, 5]}, weight: {of: [indicator], unit: "      \
	"percent}}\n"                                                                              \
	"sets: {indicators: [growth_reading, growth_math, attainment_reading, attendance]}\n"      \
	"let:\n"                                                                                   \
	"  total: round_half_up(sum(points[i] * weight[i] for i in indicators missing skip need "  \
	"1) / 100, 1)\n"                                                                           \
	"result: {total: total, rating: \"band(total, 'level')\"}\n"                               \
	"bands: {level: [{from: 4.0, is: \"1+\"}, {from: 3.5, is: \"1\"}, {from: 3.0, is: "        \
	"\"2+\"}, {from: 2.0, is: \"2\"}, {is: \"3\"}]}\n"                                         \
	"checks: [\"sum(weight[i] for i in indicators missing skip) = 100\"]\n"

#define FIGURES_MAX 4000
#define SCHOOLS_MAX 200

/* "low VPR5_MA,2021" of a school is "3", "not_held", "true", "'word", "2021-09-01". */
struct figure {
	size_t school;
	const char *name, *value;
	char keys[64];
};

static TALLOC_CTX *ctx;
static struct problems *problems;
static struct figure figures[FIGURES_MAX];
static size_t nfigures, nschools, nreads;
static const struct method *method;
/* Of each school; a school is a member of its own municipality, of the list, of the region. */
static size_t municipality[SCHOOLS_MAX];
static size_t members[3][SCHOOLS_MAX][SCHOOLS_MAX];

static inline struct method *
read_method(const char *text)
{
	struct method *m;

	problems = problems_new(ctx);
	m = method_read(ctx, "m.yaml", text, strlen(text), problems);
	method = m;
	return m;
}

static inline void
give(size_t school, const char *name, const char *keys, const char *value)
{
	struct figure *f = &figures[nfigures++];

	assert_true(nfigures < FIGURES_MAX);
	*f = (struct figure){.school = school, .name = name, .value = value};
	snprintf(f->keys, sizeof f->keys, "%s", keys);
}

static inline struct value
figure_value(const char *s)
{
	enum absence absence;
	struct rational n;
	struct day day;
	size_t i;

	if (absence_parse(s, &absence))
		return value_nodata(absence);
	if (strcmp(s, "true") == 0 || strcmp(s, "false") == 0)
		return value_truth(s[0] == 't');
	if (s[0] == '\'') {
		for (i = 0; i < method->natoms; i++) {
			if (strcmp(method->atoms[i], s + 1) == 0)
				return value_text(s + 1, (int32_t)i);
		}
		return value_text(s + 1, -1);
	}
	if (rational_parse(s, strlen(s), &n))
		return value_number(n);
	assert_true(day_parse(s, strlen(s), &day));
	return value_day(day);
}

static inline struct value
read_figure(void *data, size_t school, size_t input, const struct value *keys)
{
	char text[64] = "";
	size_t i, k, len;

	nreads++;
	for (k = 0; k < method->inputs[input].nkeys; k++) {
		len = strlen(text);
		if (keys[k].type == VALUE_TEXT)
			snprintf(
			    text + len, sizeof text - len, "%s%s", k > 0 ? "," : "", keys[k].text);
		else
			snprintf(text + len, sizeof text - len, "%s%lld", k > 0 ? "," : "",
			    (long long)keys[k].number.num);
	}
	for (i = 0; i < nfigures; i++) {
		if (figures[i].school == school &&
		    strcmp(figures[i].name, method->inputs[input].name) == 0 &&
		    strcmp(figures[i].keys, text) == 0)
			return figure_value(figures[i].value);
	}
	return value_nodata(ABSENCE_NO_DATA);
}

static inline size_t
group_of(void *data, size_t school, enum method_group group, const size_t **out)
{
	size_t first = group == GROUP_MUNICIPALITY ? municipality[school] : 0, i, n = 0;

	for (i = 0; i < nschools; i++) {
		if (group != GROUP_MUNICIPALITY || municipality[i] == first)
			members[group][first][n++] = i;
	}
	*out = members[group][first];
	return n;
}

static const struct method_source figure_source = {.read = read_figure, .group = group_of};

static inline struct evaluator *
new_evaluator(int year, const char *const *overrides, size_t n)
{
	struct value *params;

	assert_int_equal(method_params(ctx, method, overrides, n, &params, NULL), OK);
	return evaluator_new(ctx, method, params, year, &figure_source);
}

static inline struct decision *
decide_with(size_t school, int year, const char *const *overrides, size_t n)
{
	struct decision *d = NULL;
	struct error err;

	assert_non_null(method);
	assert_int_equal(
	    evaluator_decide(ctx, new_evaluator(year, overrides, n), school, true, &d, &err), OK);
	return d;
}

static inline struct decision *
decide(size_t school, int year)
{
	return decide_with(school, year, NULL, 0);
}

/* A value as text; no data as "?not_held". */
static inline const char *
shown(const struct value *v)
{
	assert_non_null(v);
	if (v->type == VALUE_NODATA)
		return mem_printf(ctx, "?%s", absence_code(v->absence));
	return value_print(ctx, v);
}

static inline const char *
result(const struct decision *d, const char *name)
{
	return shown(decision_result(d, name));
}

static inline const char *
condition(const struct decision *d, const char *name)
{
	size_t i;

	for (i = 0; i < d->nconditions; i++) {
		if (strcmp(d->conditions[i].name, name) == 0)
			return shown(&d->conditions[i].value);
	}
	return "-";
}

/* Every test starts with no figures, one school in one municipality. */
static inline int
setup(void **state)
{
	ctx = talloc_new(NULL);
	nfigures = 0;
	nschools = 1;
	nreads = 0;
	memset(municipality, 0, sizeof municipality);
	return 0;
}

static inline int
teardown(void **state)
{
	return talloc_free(ctx);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

#endif

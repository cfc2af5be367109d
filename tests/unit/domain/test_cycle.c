/* The cycles of the catalogue, and mistakes in a file of one's own. */
#include "check.h"

#include "base/embedded.h"
#include "domain/cycle.h"

static TALLOC_CTX *ctx;
static struct problems *problems;

static int
setup(void **state)
{
	ctx = talloc_new(NULL);
	problems = problems_new(ctx);
	return 0;
}

static int
teardown(void **state)
{
	return talloc_free(ctx);
}

static struct cycle *
of_catalogue(const char *name)
{
	const struct embedded *f;

	for (f = catalogue_files; strcmp(f->name, name) != 0; f++)
		assert_non_null(f->name);
	return cycle_read(ctx, name, (const char *)f->bytes, f->size, problems);
}

static struct cycle *
read(const char *positions)
{
	char *text = mem_printf(ctx,
	    "id: mine\ntitle: {ru: \"Цикл\"}\nstatus: local\nsource: \"мы\"\npositions:\n%s",
	    positions);

	return cycle_read(ctx, "mine.yaml", text, strlen(text), problems);
}

static bool
shows(const struct cycle_position *p, enum cycle_fact fact)
{
	size_t i;

	for (i = 0; i < p->nfacts; i++) {
		if (p->facts[i] == fact)
			return true;
	}
	return false;
}

TEST(the_federal_cycle_has_nine_positions_and_the_city_six)
{
	struct cycle *nine = of_catalogue("cycles/nine.yaml"),
		     *six = of_catalogue("cycles/six.yaml");

	assert_non_null(nine);
	assert_non_null(six);
	assert_int_equal(nine->count, 9);
	assert_int_equal(six->count, 6);
	assert_int_not_equal(nine->provenance.status, STATUS_VERIFIED);
}

/* The same evidence in both: a fact that one cycle shows is not lost in the other. */
TEST(both_cycles_show_every_fact_once)
{
	struct cycle *cycles[] = {
	    of_catalogue("cycles/nine.yaml"), of_catalogue("cycles/six.yaml")};
	size_t c, i, times;
	int fact;

	for (c = 0; c < 2; c++) {
		for (fact = 0; fact < CYCLE_FACTS; fact++) {
			for (i = 0, times = 0; i < cycles[c]->count; i++)
				times += shows(&cycles[c]->positions[i], (enum cycle_fact)fact);
			assert_int_equal(times, 1);
		}
	}
}

TEST(a_position_may_show_nothing)
{
	struct cycle *c = read("  - {id: goals, title: {ru: \"Цели\"}, facts: []}\n");

	assert_non_null(c);
	assert_int_equal(c->positions[0].nfacts, 0);
}

TEST(an_unknown_fact_is_told_with_its_line)
{
	assert_null(read("  - {id: goals, title: {ru: \"Цели\"}, facts: [wishes]}\n"));
	assert_int_equal(problems->items[0].place.row, 6);
}

TEST(a_fact_said_twice_is_a_mistake)
{
	assert_null(read("  - {id: goals, title: {ru: \"Цели\"}, facts: [schools, schools]}\n"));
	assert_true(has_problem(problems, "a fact stands in a position only once", 6, 0));
}

TEST(a_position_without_facts_said_is_a_mistake)
{
	assert_null(read("  - {id: goals, title: {ru: \"Цели\"}}\n"));
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
RUN(T(the_federal_cycle_has_nine_positions_and_the_city_six), T(both_cycles_show_every_fact_once),
    T(a_position_may_show_nothing), T(an_unknown_fact_is_told_with_its_line),
    T(a_fact_said_twice_is_a_mistake), T(a_position_without_facts_said_is_a_mistake))

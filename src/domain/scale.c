#include "domain/scale.h"

#include "base/mem.h"

#include <string.h>

static const char *const mark_keys[] = {"2", "3", "4", "5", NULL};

/* A scale being read with where it stands, for mistakes that concern the whole. */
struct reading {
	const struct catalogue_file *file;
	const struct procedures *procedures;
	const struct scales *old; /* of other files */
	struct scales *more;      /* of this file */
};

/* Reads «[from, to]». */
static bool
read_range(const struct catalogue_file *file, const struct yaml *node, struct mark_range *out)
{
	if (node->type != YAML_LIST || node->count != 2) {
		catalogue_mistake(file, node, MSG("two numbers were expected: [from, to]"));
		return false;
	}
	out->from = catalogue_number(file, node->items[0], 0, SCORE_MAX);
	out->to = catalogue_number(file, node->items[1], 0, SCORE_MAX);
	return out->from >= 0 && out->to >= 0;
}

/* Each mark begins one above the end of the one below, 2 at 0. Reports the first gap. */
static void
check_marks(const struct catalogue_file *file, const struct yaml *marks, struct scale *scale)
{
	int expected = 0;
	size_t i;

	for (i = 0; i < SCALE_MARKS; i++) {
		const struct mark_range *range = &scale->marks[i];

		if (range->from != expected || range->to < range->from) {
			catalogue_mistake(file, yaml_get(marks, mark_keys[i]),
			    MSG("the scores of mark {0} must begin at {1} and not end before"),
			    arg_int((int64_t)i + 2), arg_int(expected));
			return;
		}
		expected = range->to + 1;
	}
	if (scale->max >= 0 && expected - 1 != scale->max)
		catalogue_mistake(file, marks,
		    MSG("the marks end at {0}, the greatest score is {1}"), arg_int(expected - 1),
		    arg_int(scale->max));
	if (scale->minimum >= 0 && scale->minimum != scale->marks[1].from)
		catalogue_mistake(file, marks, MSG("mark 3 begins at {0}, the minimum is {1}"),
		    arg_int(scale->marks[1].from), arg_int(scale->minimum));
	scale->max = expected - 1;
	scale->minimum = scale->marks[1].from;
}

static void
read_marks(const struct catalogue_file *file, const struct yaml *map, struct scale *scale)
{
	const struct yaml *marks = yaml_get(map, "marks"), *range;
	bool whole = true;
	size_t i;

	if (marks == NULL || !catalogue_map(file, marks, mark_keys))
		return;
	for (i = 0; i < SCALE_MARKS; i++) {
		range = catalogue_need(file, marks, mark_keys[i]);
		whole = range != NULL && read_range(file, range, &scale->marks[i]) && whole;
	}
	if (!whole)
		return;
	scale->marked = true;
	check_marks(file, marks, scale);
}

static void
read_mark_conditions(const struct catalogue_file *file, const struct yaml *map, struct scale *scale)
{
	const struct yaml *conditions = yaml_get(map, "mark_conditions");
	size_t i;

	if (conditions == NULL || !catalogue_map(file, conditions, mark_keys))
		return;
	if (!scale->marked)
		catalogue_mistake(
		    file, conditions, MSG("conditions of marks without the scores of the marks"));
	for (i = 0; i < SCALE_MARKS; i++)
		scale->marks[i].condition = catalogue_bilingual(file, conditions, mark_keys[i]);
}

static void
read_body(const struct reading *r, const struct yaml *map, struct scale *scale)
{
	static const char *const scores[] = {"primary", "test", NULL};
	const struct yaml *score = catalogue_need(r->file, map, "score");
	const struct yaml *procedure = catalogue_need(r->file, map, "procedure");
	int word = score == NULL ? -1 : catalogue_word(r->file, score, scores);

	if (word >= 0)
		scale->score = (enum score_kind)word;
	scale->procedure = catalogue_text(r->file, map, "procedure");
	if (scale->procedure != NULL && procedure_find(r->procedures, scale->procedure) == NULL)
		catalogue_mistake(
		    r->file, procedure, MSG("unknown procedure «{0}»"), arg_text(scale->procedure));
	scale->max = catalogue_int(r->file, map, "max", 1, SCORE_MAX, -1);
	scale->minimum = catalogue_int(r->file, map, "minimum", 0, SCORE_MAX, -1);
	scale->condition = catalogue_bilingual(r->file, map, "condition");
	if (scale->max >= 0 && scale->minimum > scale->max)
		catalogue_mistake(r->file, map, MSG("the minimum is above the greatest score"));
	read_marks(r->file, map, scale);
	read_mark_conditions(r->file, map, scale);
	if (scale->max < 0 && scale->minimum < 0 && yaml_get(map, "marks") == NULL)
		catalogue_mistake(
		    r->file, map, MSG("a scale must say its greatest score or its minimum"));
}

/* `year` or `since` and `until`. */
static void
read_period(const struct catalogue_file *file, const struct yaml *map, struct scale *scale)
{
	if (yaml_get(map, "year") != NULL) {
		scale->since = catalogue_int(file, map, "year", YEAR_MIN, YEAR_MAX, 0);
		scale->until = scale->since;
		if (yaml_get(map, "since") != NULL || yaml_get(map, "until") != NULL)
			catalogue_mistake(
			    file, map, MSG("either `year` or `since` and `until`, not both"));
		return;
	}
	catalogue_need(file, map, "since");
	catalogue_need(file, map, "until");
	scale->since = catalogue_int(file, map, "since", YEAR_MIN, YEAR_MAX, 0);
	scale->until = catalogue_int(file, map, "until", YEAR_MIN, YEAR_MAX, 0);
	if (scale->since > scale->until)
		catalogue_mistake(file, map, MSG("`since` is later than `until`"));
}

static bool
overlap(const struct scales *list, const struct scale *scale)
{
	size_t i;

	for (i = 0; i < list->count; i++) {
		const struct scale *other = &list->items[i];

		if (other->score == scale->score && other->procedure != NULL &&
		    strcmp(other->procedure, scale->procedure) == 0 &&
		    other->since <= scale->until && scale->since <= other->until)
			return true;
	}
	return false;
}

/* Adds one row for each period of @map, all with its bounds. */
static void
read_scale(const struct reading *r, const struct yaml *map)
{
	static const char *const known[] = {"procedure", "score", "max", "minimum", "condition",
	    "marks", "mark_conditions", "periods", NULL};
	static const char *const known_period[] = {"year", "since", "until", PROVENANCE_KEYS, NULL};
	const struct yaml *periods;
	struct scale scale = {NULL};
	size_t i;

	if (!catalogue_map(r->file, map, known))
		return;
	read_body(r, map, &scale);
	catalogue_need(r->file, map, "periods");
	periods = catalogue_list(r->file, map, "periods");
	for (i = 0; periods != NULL && i < periods->count; i++) {
		const struct yaml *period = periods->items[i];

		if (!catalogue_map(r->file, period, known_period))
			continue;
		read_period(r->file, period, &scale);
		scale.provenance = catalogue_provenance(r->file, period);
		if (scale.procedure != NULL &&
		    (overlap(r->old, &scale) || overlap(r->more, &scale)))
			catalogue_mistake(r->file, period, MSG("«{0}» has two scales for one year"),
			    arg_text(scale.procedure));
		mem_push(r->file->ctx, r->more->items, r->more->count) = scale;
	}
}

bool
scales_read(TALLOC_CTX *ctx, const char *name, const char *bytes, size_t len,
    const struct procedures *procedures, struct scales *list, struct problems *problems)
{
	static const char *const known[] = {"scales", NULL};
	size_t errors = problems->errors, i;
	TALLOC_CTX *local = talloc_new(NULL), *keep = talloc_new(ctx);
	const struct catalogue_file file = {keep, name, problems};
	struct yaml *root = yaml_read(local, name, bytes, len, problems);
	const struct yaml *items = NULL;
	struct scales more = {0, NULL};
	const struct reading r = {&file, procedures, list, &more};

	if (root != NULL && catalogue_map(&file, root, known)) {
		catalogue_need(&file, root, "scales");
		items = catalogue_list(&file, root, "scales");
	}
	for (i = 0; items != NULL && i < items->count && more.count <= CATALOGUE_LIST; i++)
		read_scale(&r, items->items[i]);
	if (more.count > CATALOGUE_LIST)
		catalogue_mistake(&file, items, MSG("the file has more than {0} scales"),
		    arg_int(CATALOGUE_LIST));
	talloc_free(local);
	if (problems->errors > errors) {
		talloc_free(keep);
		return false;
	}
	for (i = 0; i < more.count; i++)
		mem_push(ctx, list->items, list->count) = more.items[i];
	return true;
}

const struct scale *
scale_find(const struct scales *list, const char *procedure, int year, enum score_kind score)
{
	size_t i;

	for (i = 0; i < list->count; i++) {
		const struct scale *s = &list->items[i];

		if (s->score == score && s->since <= year && year <= s->until &&
		    strcmp(s->procedure, procedure) == 0)
			return s;
	}
	return NULL;
}

bool
scale_mark(const struct scale *scale, int score, int *mark, bool *sure)
{
	size_t i;

	if (!scale->marked || score < 0 || score > scale->max)
		return false;
	for (i = SCALE_MARKS - 1; score < scale->marks[i].from; i--)
		;
	*mark = (int)i + 2;
	*sure = i == 0 || (scale->condition.ru == NULL && scale->marks[i].condition.ru == NULL);
	return true;
}

enum minimum_status
scale_minimum(const struct scale *scale, int score)
{
	if (scale->minimum < 0 || score < 0 || (scale->max >= 0 && score > scale->max))
		return MINIMUM_UNKNOWN;
	if (score < scale->minimum)
		return MINIMUM_NOT_MET;
	return scale->condition.ru != NULL ? MINIMUM_MET_IF_ALSO : MINIMUM_MET;
}

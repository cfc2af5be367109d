/*
 * domain/procedure, domain/scale and domain/calendar: any bytes give what keeps the promises of the
 * headers, or a problem with a place. The same bytes are read as each of them.
 */
#include "base/mem.h"
#include "domain/calendar.h"
#include "domain/scale.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void
inspect_procedure(const struct procedure *p)
{
	size_t i;

	if (p->code == NULL || p->family == NULL || p->title.ru == NULL || p->low.ru == NULL ||
	    p->grade < 1 || p->grade > 11 || (p->level & (p->level - 1)) != 0 || p->level == 0)
		abort();
	for (i = 0; i < p->ngaps; i++) {
		if (procedure_held(p, p->gaps[i].year))
			abort();
	}
}

static void
inspect_scale(const struct scales *list, const struct scale *s)
{
	int score, mark, last = 2;
	bool sure;

	if (scale_find(list, s->procedure, s->since, s->score) != s || s->since > s->until)
		abort();
	for (score = 0; s->marked && score <= s->max; score++) {
		if (!scale_mark(s, score, &mark, &sure) || mark < last || mark > 5)
			abort();
		if ((mark == 2) != (scale_minimum(s, score) == MINIMUM_NOT_MET))
			abort();
		last = mark;
	}
}

/* Terms end, and on a working day. */
static void
inspect_calendar(const struct calendar *c)
{
	struct day from = {2026, 5, 8}, end = calendar_term_end(c, from, 5);

	if (day_cmp(end, from) <= 0 || (end.year < 2199 && !calendar_is_working(c, end)))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static const char one[] =
	    "kind: oge\ntitle: т\nprocedures:\n"
	    "  - {code: OGE_MA, subject: {code: MA, ru: м}, grade: 9, level: ООО, "
	    "title: т, short: к, low: н}\n";
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	struct problems *problems = problems_new(ctx);
	struct procedures procedures = {0, NULL};
	struct scales scales = {0, NULL};
	struct calendar *calendar;
	size_t i;

	if (!procedures_read(ctx, "one", one, sizeof one - 1, &procedures, problems))
		abort();
	if (!procedures_read(ctx, "f", (const char *)bytes, size, &procedures, problems) &&
	    (problems->errors == 0 || procedures.count != 1))
		abort();
	for (i = 0; i < procedures.count; i++)
		inspect_procedure(&procedures.items[i]);
	scales_read(ctx, "f", (const char *)bytes, size, &procedures, &scales, problems);
	for (i = 0; i < scales.count; i++)
		inspect_scale(&scales, &scales.items[i]);
	calendar = calendar_read(ctx, "f", (const char *)bytes, size, problems);
	if (calendar != NULL)
		inspect_calendar(calendar);
	talloc_free(ctx);
	return 0;
}

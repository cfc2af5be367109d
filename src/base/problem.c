#include "base/problem.h"

#include "base/mem.h"

struct problems *
problems_new(TALLOC_CTX *ctx)
{
	struct problems *list = mem_new(ctx, struct problems);

	list->max = PROBLEMS_MAX;
	return list;
}

void
problems_add(struct problems *list, enum severity severity, struct place place, const char *id,
    const struct arg *args)
{
	struct problem *p;

	if (severity == SEVERITY_ERROR)
		list->errors++;
	else
		list->warnings++;
	if (list->count >= list->max)
		return;
	p = &mem_push(list, list->items, list->count);
	p->severity = severity;
	p->place = place;
	error_set(&p->what, ERR_INVALID, id, args);
}

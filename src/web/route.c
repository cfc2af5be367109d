#include "web/route.h"

#include "app/field.h"
#include "base/mem.h"

#include <string.h>

static struct web_table the_table;

void
web_set_table(const struct web_table *table)
{
	the_table = *table;
}

const struct web_table *
web_table(void)
{
	return &the_table;
}

const struct action *
page_action(enum action_id id)
{
	return &the_table.actions[id];
}

/*
 * Does @path fit @pattern? Words in braces match one step that is not empty. *@fixed counts the
 * steps without braces.
 */
static bool
fits(TALLOC_CTX *ctx, const char *pattern, const char *path, struct route *out, int *fixed)
{
	const char *end, *step;

	out->nwords = 0;
	*fixed = 0;
	while (*pattern != '\0') {
		if (*pattern != '{') {
			if (*pattern != *path)
				return false;
			*fixed += *pattern == '/';
			pattern++;
			path++;
			continue;
		}
		end = strchr(pattern, '}');
		step = path;
		while (*path != '\0' && *path != '/')
			path++;
		if (path == step || out->nwords == ROUTE_WORDS)
			return false;
		(*fixed)--;
		out->words[out->nwords].name =
		    mem_strndup(ctx, pattern + 1, (size_t)(end - pattern - 1));
		out->words[out->nwords++].value = mem_strndup(ctx, step, (size_t)(path - step));
		pattern = end + 1;
	}
	return *path == '\0';
}

/* How well an action serves a method: 2 its own, 1 by its form, 0 not at all. */
static int
serves(const struct action *a, enum http_method method)
{
	if (a->verb == VERB_GET)
		return method == HTTP_GET || method == HTTP_HEAD ? 2 : 0;
	if (a->verb == VERB_POST)
		return method == HTTP_POST ? 2 : method == HTTP_GET || method == HTTP_HEAD ? 1 : 0;
	return 0;
}

bool
route_find(
    TALLOC_CTX *ctx, enum http_method method, const char *path, struct route *out, bool *known)
{
	struct route one;
	int best = -1, fixed, rank;
	size_t i;

	*known = false;
	memset(out, 0, sizeof *out);
	for (i = 0; i < the_table.count; i++) {
		const struct action *a = &the_table.actions[i];

		if (a->path == NULL || !fits(ctx, a->path, path, &one, &fixed))
			continue;
		*known = true;
		rank = serves(a, method);
		if (rank == 0 || fixed * 4 + rank <= best)
			continue;
		best = fixed * 4 + rank;
		one.action = a;
		one.form = rank == 1;
		*out = one;
	}
	return best >= 0;
}

enum err
route_dispatch(TALLOC_CTX *ctx, struct app *app, const struct action *action, const void *params,
    void **view, struct error *err)
{
	enum err e;

	*view = NULL;
	if (app->read_only && action->verb == VERB_POST)
		return fail(err, ERR_DENIED, MSG("this key only reads; make one that may write"));
	app->asked = action->verb == VERB_GET && !action->comes_back;
	e = app_dispatch(ctx, app, action, params, view, err);
	app->asked = false;
	return e;
}

static const char *
check_path(const struct action *a)
{
	const char *at, *end;

	if ((a->verb == VERB_NONE) != (a->path == NULL))
		return "an action of the web has a verb and a path, another has neither";
	if (a->path == NULL)
		return NULL;
	if (a->path[0] != '/')
		return "a path starts with /";
	for (at = strchr(a->path, '{'); at != NULL; at = strchr(end, '{')) {
		end = strchr(at, '}');
		if (end == NULL || field_find(a, at + 1, (size_t)(end - at - 1)) == NULL)
			return "a word in braces is a field of the action";
	}
	return NULL;
}

const char *
route_check(TALLOC_CTX *ctx, const struct web_table *table)
{
	const char *wrong;
	size_t i, k;

	for (i = 0; i < table->count; i++) {
		const struct action *a = &table->actions[i];

		wrong = check_path(a);
		if (wrong != NULL)
			return mem_printf(ctx, "%s: %s", a->command, wrong);
		if (a->verb == VERB_GET && table->pages[i] == NULL && table->files[i] == NULL)
			return mem_printf(ctx, "%s: has neither page nor file", a->command);
		for (k = 0; k < i && a->path != NULL; k++) {
			if (table->actions[k].path != NULL && table->actions[k].verb == a->verb &&
			    strcmp(table->actions[k].path, a->path) == 0)
				return mem_printf(ctx, "%s: has the path of %s", a->command,
				    table->actions[k].command);
		}
	}
	return NULL;
}

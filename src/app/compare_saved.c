/* Two saved runs as views to compare: who was listed then, by the outcomes that were kept. */
#include "app/compare.h"
#include "app/saved_run.h"
#include "base/mem.h"

#include <stdlib.h>

static enum err
read_run(TALLOC_CTX *ctx, struct app *app, const char *said, const struct dataset *data,
    struct identify_view **out, struct error *err)
{
	struct saved_run run;
	char *end;
	int64_t id = strtoll(said, &end, 10);
	enum err e;

	if (*end != '\0')
		return fail(err, ERR_NOT_FOUND, MSG("there is no saved run «{0}»"), arg_text(said));
	e = saved_run_find(ctx, app, id, &run, err);
	if (e == OK)
		e = saved_run_said(ctx, app, &run, data, out, err);
	return e;
}

enum err
compare_saved(TALLOC_CTX *ctx, struct app *app, const struct texts *runs,
    struct identify_view *out[2], struct error *err)
{
	struct dataset *data;
	enum err e = saved_run_schools(ctx, app, app->scope, &data, err);
	int i;

	for (i = 0; e == OK && i < 2; i++)
		e = read_run(ctx, app, runs->items[i], data, &out[i], err);
	return e;
}

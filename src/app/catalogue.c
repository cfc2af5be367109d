#include "app/catalogue.h"

#include "app/methods.h"
#include "base/buf.h"
#include "base/embedded.h"
#include "base/mem.h"
#include "store/statements.h"

#include <string.h>

static bool
starts(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/* A mistake in what comes inside the program is ours. */
static enum err
sound(const struct problems *problems, struct error *err)
{
	if (problems->errors == 0)
		return OK;
	*err = problems->items[0].what;
	err->kind = ERR_INTERNAL;
	return ERR_INTERNAL;
}

enum err
catalogue_procedures(TALLOC_CTX *ctx, const struct procedures **out, struct error *err)
{
	struct procedures *list = mem_new(ctx, struct procedures);
	struct problems *problems = problems_new(list);
	const struct embedded *f;

	for (f = catalogue_files; f->name != NULL; f++) {
		if (starts(f->name, "procedures/"))
			procedures_read(
			    list, f->name, (const char *)f->bytes, f->size, list, problems);
	}
	*out = list;
	return sound(problems, err);
}

enum err
catalogue_scales(struct app *app, const struct scales **out, struct error *err)
{
	struct scales *list;
	struct problems *problems;
	const struct embedded *f;
	enum err e = OK;

	if (app->scales == NULL) {
		list = mem_new(app, struct scales);
		problems = problems_new(list);
		for (f = catalogue_files; f->name != NULL; f++) {
			if (starts(f->name, "scales/"))
				scales_read(list, f->name, (const char *)f->bytes, f->size,
				    app->procedures, list, problems);
		}
		e = sound(problems, err);
		if (e == OK)
			app->scales = list;
	}
	*out = app->scales;
	return e;
}

enum err
catalogue_layouts(TALLOC_CTX *ctx, const struct layouts **out, struct error *err)
{
	struct layouts *list = mem_new(ctx, struct layouts);
	struct problems *problems = problems_new(list);
	const struct embedded *f;
	struct sheet_layout *layout;

	for (f = catalogue_files; f->name != NULL; f++) {
		if (!starts(f->name, "layouts/"))
			continue;
		layout = layout_file_read(
		    list, f->name, (const char *)f->bytes, f->size, false, NULL, problems);
		if (layout != NULL)
			mem_push(list, list->items, list->count) = layout;
	}
	*out = list;
	return sound(problems, err);
}

enum err
catalogue_calendar(TALLOC_CTX *ctx, const struct calendar **out, struct error *err)
{
	struct problems *problems = problems_new(ctx);
	const struct embedded *f;

	for (f = catalogue_files; f->name != NULL; f++) {
		if (starts(f->name, "calendars/"))
			*out =
			    calendar_read(ctx, f->name, (const char *)f->bytes, f->size, problems);
	}
	return sound(problems, err);
}

enum err
catalogue_cycles(TALLOC_CTX *ctx, const struct cycle ***out, size_t *n, struct error *err)
{
	struct problems *problems = problems_new(ctx);
	const struct embedded *f;

	*out = NULL;
	*n = 0;
	for (f = catalogue_files; f->name != NULL; f++) {
		if (starts(f->name, "cycles/"))
			mem_push(ctx, *out, *n) =
			    cycle_read(ctx, f->name, (const char *)f->bytes, f->size, problems);
	}
	return sound(problems, err);
}

enum err
catalogue_suppression(TALLOC_CTX *ctx, struct suppression *out, struct error *err)
{
	struct problems *problems = problems_new(ctx);
	const struct embedded *f;

	for (f = catalogue_files; f->name != NULL; f++) {
		if (starts(f->name, "display/small-groups"))
			suppression_read(
			    ctx, f->name, (const char *)f->bytes, f->size, out, problems);
	}
	return sound(problems, err);
}

static enum err
store_procedure(struct app *app, const struct procedure *p, struct error *err)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	struct buf text = buf_new(local, 4096);
	struct json *j = json_new(local, json_to_buf, &text);
	enum err e;

	json_object(j, NULL);
	json_text(j, "ru", p->title.ru);
	if (p->title.en != NULL)
		json_text(j, "en", p->title.en);
	json_end(j);
	e = db_procedure_put(app->db, p->code, text.bytes, err);
	talloc_free(local);
	return e;
}

enum err
catalogue_store(struct app *app, int64_t *methods_added, struct error *err)
{
	const struct embedded *f;
	enum err e = OK;
	bool added;
	size_t i;

	*methods_added = 0;
	for (i = 0; e == OK && i < app->procedures->count; i++)
		e = store_procedure(app, &app->procedures->items[i], err);
	for (f = catalogue_files; e == OK && f->name != NULL; f++) {
		if (!starts(f->name, "methods/"))
			continue;
		e = method_store(app, f->name, (const char *)f->bytes, f->size, NULL, &added, err);
		*methods_added += added;
	}
	return e;
}

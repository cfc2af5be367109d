#include "app/import_list.h"

#include "app/import_int.h"
#include "base/file.h"
#include "base/mem.h"
#include "intake/seen.h"

#include <string.h>

struct list_pass {
	struct importing *im;
	struct seen *seen;
	size_t count;
	struct import_listed *rows;
};

static const char *
kept(struct list_pass *p, const char *text)
{
	return text == NULL ? NULL : mem_strdup(p->im->ctx, text);
}

static enum err
take(void *arg, const struct list_row *row, struct error *err)
{
	struct list_pass *p = arg;
	struct importing *im = p->im;
	const char *said = row->code != NULL ? row->code : row->name;
	const struct known_code *school = import_find_school(im, row->row, 0, said);
	const struct result_row named = {.row = row->row, .school = said, .school_name = row->name};
	int64_t before;

	if (school == NULL)
		return import_tick(im, err);
	import_check_name(im, &named, school);
	before = seen_add(p->seen, mem_printf(im->ctx, "%u", school->index), row->row);
	if (before != 0)
		problem_add(im->problems, SEVERITY_ERROR, import_place(im, row->row, 0),
		    MSG("the same school stands in row {0} already"), arg_int(before));
	mem_push(p->im->ctx, p->rows, p->count) = (struct import_listed){
	    school->org, kept(p, said), kept(p, row->reason), kept(p, im->sheet->name), row->row};
	return import_tick(im, err);
}

static enum err
read_parts(struct list_pass *p, struct error *err)
{
	struct importing *im = p->im;
	const struct layout_sink sink = {.arg = p, .list = take};
	const struct layout_facts facts = {
	    im->app->procedures, im->tools->scales, im->params->year};
	struct layout_counts counts;
	enum err e = OK;
	size_t i;

	for (i = 0; e == OK && i < im->nparts; i++) {
		im->sheet = im->parts[i].sheet;
		e = layout_read(im->ctx, im->sheet, im->parts[i].fit, &facts, im->problems, &sink,
		    &counts, err);
	}
	return e;
}

enum err
import_list(TALLOC_CTX *ctx, struct app *app, const struct input *in, const struct import_params *p,
    struct problems *problems, struct import_listed **out, size_t *count, struct error *err)
{
	struct import_tools *tools = mem_new(ctx, struct import_tools);
	const struct import_params only = {.layout = p->layout, .map = p->map, .year = p->year};
	struct import_file file = {
	    .path = in->name, .name = mem_strdup(ctx, file_name(in->name)), .problems = problems};
	struct importing im = {.ctx = ctx,
	    .app = app,
	    .params = &only,
	    .file = &file,
	    .tools = tools,
	    .problems = problems,
	    .listing = true};
	struct list_pass pass = {.im = &im, .seen = seen_new(ctx)};
	enum err e = import_tools_load(ctx, app, &only, tools, problems, err);

	if (e == OK)
		e = import_open(&im, in, err);
	if (e == OK)
		e = known_load(ctx, app, &im.known, err);
	if (e == OK)
		e = read_parts(&pass, err);
	if (e == OK && problems->errors > 0)
		e = fail(err, ERR_INVALID, MSG("the list has mistakes; nothing was stored"));
	if (e == OK) {
		*out = pass.rows;
		*count = pass.count;
	}
	return e;
}

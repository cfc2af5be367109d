#include "app/school_find.h"

#include "app/dataset.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/statements.h"

#include <string.h>

struct finding {
	const char *wanted; /* folded */
	int64_t id;
	size_t exact, part;
	int64_t part_id;
	struct buf names;
};

static enum err
match_name(void *arg, const struct db_schools *row, struct error *err)
{
	struct finding *f = arg;
	char *name = text_fold(NULL, row->name), *short_name = text_fold(NULL, row->short_name);

	if (strcmp(name, f->wanted) == 0 || strcmp(short_name, f->wanted) == 0) {
		f->id = row->id;
		f->exact++;
	} else if (strstr(name, f->wanted) != NULL) {
		f->part_id = row->id;
		if (f->part++ < 5)
			buf_printf(&f->names, "%s%s (%s)", f->names.len > 0 ? ", " : "", row->name,
			    row->code);
	}
	talloc_free(name);
	talloc_free(short_name);
	return OK;
}

enum err
school_find(TALLOC_CTX *ctx, struct app *app, const char *said, int64_t *id, struct error *err)
{
	struct finding f = {.wanted = text_fold(ctx, said), .names = buf_new(ctx, 1000)};
	struct db_school_by_code row;
	bool found;
	enum err e = db_school_by_code(ctx, app->db, app->scope, said, &row, &found, err);

	if (e == OK && found) {
		*id = row.id;
		return OK;
	}
	if (e == OK)
		e = db_schools(app->db, app->scope, DAY_LAST, match_name, &f, err);
	if (e != OK)
		return e;
	if (f.exact == 1 || (f.exact == 0 && f.part == 1 && f.wanted[0] != '\0')) {
		*id = f.exact == 1 ? f.id : f.part_id;
		return OK;
	}
	if (f.exact + f.part > 1)
		return fail(err, ERR_NOT_FOUND,
		    MSG("«{0}» fits several schools: {1}; give the code"), arg_text(said),
		    arg_text(f.names.len > 0 ? f.names.bytes : said));
	return fail(
	    err, ERR_NOT_FOUND, MSG("there is no school with code or name «{0}»"), arg_text(said));
}

enum err
school_find_scope(
    TALLOC_CTX *ctx, struct app *app, int64_t id, struct db_scope *scope, struct error *err)
{
	struct db_org_path row;
	bool found;
	enum err e = db_org_path(ctx, app->db, id, &row, &found, err);

	if (e == OK && !found)
		return fail(err, ERR_NOT_FOUND, MSG("the school is gone"));
	if (e == OK)
		*scope = db_scope_one(ctx, row.path);
	return e;
}

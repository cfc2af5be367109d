#include "app/school_move.h"

#include "app/people.h"
#include "base/buf.h"
#include "base/mem.h"
#include "store/statements.h"

#include <string.h>

static enum err
find_school(TALLOC_CTX *ctx, struct app *app, const char *code, struct db_school_stands *out,
    struct error *err)
{
	bool found;
	enum err e = db_school_stands(ctx, app->db, app->scope, code, out, &found, err);

	return e != OK || found
		   ? e
		   : fail(err, ERR_NOT_FOUND, MSG("no school has the code «{0}»"), arg_text(code));
}

bool
school_move_offered(TALLOC_CTX *ctx, struct app *app)
{
	struct db_org_path place;
	struct error ignored;
	bool found;

	return app->org == 0 ||
	       (db_org_path(ctx, app->db, app->org, &place, &found, &ignored) == OK && found &&
		   strcmp(place.kind, "region") == 0);
}

enum err
school_move_look(TALLOC_CTX *ctx, struct app *app, const char *code, struct school_move_view *out,
    struct error *err)
{
	struct db_school_stands school;
	enum err e = find_school(ctx, app, code, &school, err);

	if (e == OK)
		*out = (struct school_move_view){
		    school.code, school.name, school.place, NULL, school.branches};
	return e;
}

/* Where a school may stand: under a region, a municipality, or a school that is no branch. */
static enum err
check_place(TALLOC_CTX *ctx, struct app *app, const struct db_school_stands *school,
    const struct org_said *to, struct error *err)
{
	struct db_org_place place;
	struct db_org_path above = {0};
	bool found;
	enum err e;

	if (to->id == school->parent)
		return fail(err, ERR_CONFLICT, MSG("the school {0} stands under «{1}» already"),
		    arg_text(school->code), arg_text(to->name));
	if (strcmp(to->kind, "municipality") == 0 || strcmp(to->kind, "region") == 0)
		return OK;
	if (strcmp(to->kind, "school") != 0 || to->id == school->id)
		return fail(err, ERR_USAGE,
		    MSG("a school stands under a municipality or, as a branch, under another "
			"school; «{0}» is neither"),
		    arg_text(to->name));
	e = db_org_place(ctx, app->db, to->id, &place, &found, err);
	if (e == OK && place.parent != 0)
		e = db_org_path(ctx, app->db, place.parent, &above, &found, err);
	if (e != OK)
		return e;
	if (school->branches > 0 || (above.kind != NULL && strcmp(above.kind, "school") == 0))
		return fail(err, ERR_CONFLICT,
		    MSG("a branch of a branch is not kept: {0} has branches "
			"itself, or «{1}» is a branch"),
		    arg_text(school->code), arg_text(to->name));
	return OK;
}

/* Who decides about a draft would neither see the school any more nor be able to take it out. */
static enum err
refuse_in_draft(TALLOC_CTX *ctx, struct app *app, const struct db_school_stands *school,
    const char *path, struct error *err)
{
	struct db_school_in_draft draft;
	bool found;
	enum err e = db_school_in_draft(ctx, app->db, school->id, path, &draft, &found, err);

	return e != OK || !found
		   ? e
		   : fail(err, ERR_CONFLICT,
			 MSG("the school {0} stands in draft {1} of the authority it would leave: "
			     "exclude it there, or wait for the order, then move it"),
			 arg_text(school->code), arg_year(draft.listing));
}

static void
leave_audit(struct school_move_view *v, struct app *app, const struct db_school_stands *school,
    const char *document)
{
	struct buf out = buf_new(v, 1 << 16);
	struct json *j = json_new(v, json_to_buf, &out);

	json_object(j, NULL);
	json_text(j, "school", v->school);
	json_text(j, "from", v->from);
	json_text(j, "to", v->to);
	if (document != NULL)
		json_text(j, "document", document);
	json_end(j);
	app_audit(app, "org", school->id, out.bytes);
}

enum err
school_move_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct school_move_params *p = params;
	struct school_move_view *v = mem_new(ctx, struct school_move_view);
	struct db_school_stands school = {0};
	struct org_said to = {0};
	const char *path;
	enum err e =
	    app_begin(app, err); /* what is looked at must not change before it is written */

	if (e == OK)
		e = find_school(v, app, p->school, &school, err);
	if (e == OK)
		e = org_find(v, app, p->to, &to, err);
	if (e == OK)
		e = check_place(v, app, &school, &to, err);
	if (e != OK)
		return e;
	path = mem_printf(v, "%s%lld/", to.path, (long long)school.id);
	e = refuse_in_draft(v, app, &school, path, err);
	if (e == OK)
		e = db_org_move(app->db, school.id, to.id, path, err);
	if (e == OK && school.branches > 0)
		e = db_org_move_branches(app->db, school.id, path, err);
	if (e != OK)
		return e;
	*v = (struct school_move_view){
	    school.code, school.name, school.place, to.name, school.branches};
	leave_audit(v, app, &school, p->document);
	*view = v;
	return OK;
}

void
school_move_json(struct json *j, const void *view)
{
	const struct school_move_view *v = view;

	json_object(j, NULL);
	json_text(j, "school", v->school);
	json_text(j, "name", v->name);
	json_text(j, "from", v->from);
	json_text(j, "to", v->to);
	json_int(j, "branches", v->branches);
	json_end(j);
}

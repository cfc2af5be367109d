/*
 * Loading within a scope. Who answers for a municipality makes schools there and nowhere else; who
 * answers for a region, in its municipalities.
 */
#include "app/import_int.h"

#include "base/mem.h"
#include "base/text.h"
#include "store/statements.h"

#include <string.h>

static enum err
take_name(void *arg, const struct db_org_names *row, struct error *err)
{
	struct import_home *home = arg;

	home->fold = text_fold(home, row->name); /* by day: the newest stays */
	return OK;
}

enum err
import_home_load(
    TALLOC_CTX *ctx, struct app *app, const struct import_home **out, struct error *err)
{
	struct import_home *home = mem_new(ctx, struct import_home);
	struct db_org_path row;
	bool found;
	enum err e;

	*out = NULL;
	if (db_scope_is_all(app->scope))
		return OK;
	e = db_org_path(home, app->db, app->org, &row, &found, err);
	if (e == OK && !found)
		return fail(err, ERR_DENIED, MSG("your role has no organisation to load for"));
	if (e == OK)
		e = db_org_names(app->db, app->org, take_name, home, err);
	if (e != OK)
		return e;
	home->id = app->org;
	home->path = row.path;
	home->kind = row.kind;
	*out = home;
	return OK;
}

static bool
is_home(const struct import_home *home, const char *name)
{
	char *fold = text_fold(NULL, name);
	bool same = home->fold != NULL && strcmp(home->fold, fold) == 0;

	talloc_free(fold);
	return same;
}

bool
import_home_has(const struct importing *im, const char *region, const char *municipality)
{
	const struct import_home *home = im->home;

	if (home == NULL)
		return true;
	if (strcmp(home->kind, "region") == 0)
		return region == NULL || is_home(home, region);
	return strcmp(home->kind, "municipality") == 0 &&
	       (municipality == NULL || is_home(home, municipality));
}

enum err
import_home_place(const struct importing *im, TALLOC_CTX *ctx, const char **municipality,
    int64_t *id, char **path)
{
	if (strcmp(im->home->kind, "region") != 0)
		*municipality = NULL;
	*id = im->home->id;
	*path = mem_strdup(ctx, im->home->path);
	return OK;
}

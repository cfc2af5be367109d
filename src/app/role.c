#include "app/role.h"

#include "base/mem.h"

#include <string.h>

#define P(name) (1u << PERMIT_##name)

const struct role roles[] = {
    {"region", MSG("regional coordinator"),
	MSG("answers for all municipalities of the region, and gives roles there"),
	PERMISSIONS_SIGNED | P(READ) | P(IMPORT) | P(METHOD) | P(LIST) | P(OBJECT) | P(PEOPLE),
	true},
    {"coordinator", MSG("municipal coordinator"),
	MSG("does the daily work of the municipality, and enters for a school what came as its "
	    "letter"),
	PERMISSIONS_SIGNED | P(READ) | P(IMPORT) | P(METHOD) | P(LIST) | P(OBJECT), false},
    {"approver", MSG("approving officer"),
	MSG("signs: approves what others prepared, and changes nothing in it"),
	PERMISSIONS_SIGNED | P(READ) | P(APPROVE), false},
    {"methodist", MSG("methodologist"), MSG("brings figures in; lists are the coordinator's"),
	PERMISSIONS_SIGNED | P(READ) | P(IMPORT), false},
    {"control", MSG("control"), MSG("looks at everything, changes nothing"),
	PERMISSIONS_SIGNED | P(READ), false},
    {"curator", MSG("curator"), MSG("reads about the schools given to the curator"),
	PERMISSIONS_SIGNED | P(READ), false},
    {"expert", MSG("expert"), MSG("reads about the schools whose papers are reviewed"),
	PERMISSIONS_SIGNED | P(READ), false},
    {"school", MSG("school"), MSG("sees its own figures and may object"),
	PERMISSIONS_SIGNED | P(READ) | P(OBJECT), false},
    {"admin", MSG("administrator"),
	MSG("keeps the installation and the accounts; sees no figures of schools"),
	PERMISSIONS_SIGNED | P(PEOPLE) | P(ADMIN), true},
};
const size_t roles_count = sizeof roles / sizeof roles[0];

const struct choice role_choices[] = {{"region", MSG("regional coordinator")},
    {"coordinator", MSG("municipal coordinator")}, {"approver", MSG("approving officer")},
    {"methodist", MSG("methodologist")}, {"control", MSG("control")}, {"curator", MSG("curator")},
    {"expert", MSG("expert")}, {"school", MSG("school")}, {"admin", MSG("administrator")}, {NULL}};

const struct role *
role_find(const char *code)
{
	size_t i;

	for (i = 0; code != NULL && i < roles_count; i++) {
		if (strcmp(roles[i].code, code) == 0)
			return &roles[i];
	}
	return NULL;
}

const struct choice permission_parts[] = {{"own", MSG("one's own settings")},
    {"figures", MSG("figures and decisions")}, {"lists", MSG("lists of schools")},
    {"people", MSG("people")}, {"admin", MSG("the installation")}, {NULL}};

/* The part of the work that an action belongs to, by what it needs. */
static const char *
part_of(enum permission permission)
{
	static const char *const parts[PERMIT_COUNT] = {[PERMIT_ANYONE] = "own",
	    [PERMIT_SIGNED] = "own",
	    [PERMIT_READ] = "figures",
	    [PERMIT_IMPORT] = "figures",
	    [PERMIT_METHOD] = "figures",
	    [PERMIT_LIST] = "lists",
	    [PERMIT_APPROVE] = "lists",
	    [PERMIT_OBJECT] = "lists",
	    [PERMIT_PEOPLE] = "people",
	    [PERMIT_ADMIN] = "admin"};

	return parts[permission] == NULL ? "" : parts[permission];
}

enum err
permissions_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct permissions_params *p = params;
	struct permissions_view *v = mem_new(ctx, struct permissions_view);
	struct action *some = mem_array(v, struct action, app->nactions + 1);
	size_t i;

	(void)err;
	for (i = 0; i < app->nactions; i++) {
		if (p->part == NULL || strcmp(p->part, part_of(app->actions[i].permission)) == 0)
			some[v->count++] = app->actions[i];
	}
	v->actions = some;
	*view = v;
	return OK;
}

void
permissions_json(struct json *j, const void *view)
{
	const struct permissions_view *v = view;
	size_t i, k;

	json_object(j, NULL);
	json_array(j, "actions");
	for (i = 0; i < v->count; i++) {
		json_object(j, NULL);
		json_text(j, "action", v->actions[i].command);
		json_bool(j, "anyone", v->actions[i].permission == PERMIT_ANYONE);
		json_array(j, "roles");
		for (k = 0; k < roles_count; k++) {
			if (roles[k].permissions & 1u << v->actions[i].permission)
				json_text(j, NULL, roles[k].code);
		}
		json_end(j);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

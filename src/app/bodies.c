#include "app/bodies.h"

#include "base/mem.h"

enum err
body_list_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	struct bodies_view *v = mem_new(ctx, struct bodies_view);
	enum err e = db_bodies(v, app->db, app->scope, &v->rows, &v->count, err);

	(void)params;
	*view = e == OK ? v : NULL;
	return e;
}

void
bodies_json(struct json *j, const void *view)
{
	const struct bodies_view *v = view;
	size_t i;

	json_object(j, NULL);
	json_array(j, "members");
	for (i = 0; i < v->count; i++) {
		json_object(j, NULL);
		json_text(j, "body", v->rows[i].name);
		json_text(j, "under", v->rows[i].parent_name);
		if (v->rows[i].role != NULL)
			json_int(j, "member", v->rows[i].member);
		json_text(j, "person", v->rows[i].person);
		json_text(j, "post", v->rows[i].post);
		json_text(j, "role", v->rows[i].role);
		json_text(j, "since", v->rows[i].since);
		json_text(j, "until", v->rows[i].until);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

/* Sessions, keys, posts and bodies on a terminal. */
#include "cli/text.h"

#include "app/access.h"
#include "app/bodies.h"
#include "app/posts.h"
#include "base/mem.h"

static char *
number(struct out *o, int64_t n)
{
	return mem_printf(o->ctx, "%lld", (long long)n);
}

void
text_sessions(struct out *o, const void *view)
{
	const struct sessions_view *v = view;
	struct table *t = table_new(o, "rllll");
	size_t i;

	for (i = 0; i < v->count; i++)
		table_row(o, t, number(o, v->rows[i].id), v->rows[i].login,
		    v->rows[i].role == NULL ? "" : v->rows[i].role,
		    text_instant(o->ctx, o->lang, v->rows[i].seen), v->rows[i].agent);
	table_print(o, t, "");
}

void
text_ended(struct out *o, const void *view)
{
	const struct ended_view *v = view;

	put_line(o, MSG("{0} is ended"), arg_year(v->number));
}

void
text_token(struct out *o, const void *view)
{
	const struct key_view *v = view;

	put_line(o, MSG("Key {0} of {1}, till {2}; it is shown only now:"), arg_year(v->number),
	    arg_text(v->login), arg_text(text_instant(o->ctx, o->lang, v->until)));
	fprintf(o->file, "  %s\n", v->key);
}

void
text_tokens(struct out *o, const void *view)
{
	const struct keys_view *v = view;
	struct table *t = table_new(o, "rlllll");
	size_t i;

	for (i = 0; i < v->count; i++)
		table_row(o, t, number(o, v->rows[i].id), v->rows[i].login, v->rows[i].name,
		    v->rows[i].role,
		    tr(o->lang, v->rows[i].writes ? MSG("reads and writes") : MSG("reads")),
		    text_instant(o->ctx, o->lang, v->rows[i].expires));
	table_print(o, t, "");
}

void
text_made(struct out *o, const void *view)
{
	const struct made_view *v = view;

	put_line(o, MSG("{0}: «{1}»"), arg_year(v->number), arg_text(v->name));
}

static char *
holder(struct out *o, const struct db_posts *r)
{
	if (r->person == NULL)
		return mem_strdup(o->ctx, tr(o->lang, MSG("nobody yet")));
	return mem_printf(o->ctx, "%s%s%s", r->person, r->acting ? ", " : "",
	    r->acting ? tr(o->lang, MSG("acting")) : "");
}

void
text_posts(struct out *o, const void *view)
{
	const struct posts_view *v = view;
	struct table *t = table_new(o, "rlllll");
	size_t i;

	for (i = 0; i < v->count; i++) {
		const struct db_posts *r = &v->rows[i];
		bool again = i > 0 && v->rows[i - 1].id == r->id;

		table_row(o, t, again ? "" : number(o, r->id), again ? "" : r->title,
		    again ? "" : r->org_name, holder(o, r), r->since, r->until);
	}
	table_print(o, t, "");
}

void
text_bodies(struct out *o, const void *view)
{
	const struct bodies_view *v = view;
	struct table *t = table_new(o, "rlll");
	size_t i;

	for (i = 0; i < v->count; i++) {
		const struct db_bodies *b = &v->rows[i];

		if (i == 0 || v->rows[i - 1].id != b->id)
			table_head(o, t, b->name);
		if (b->role != NULL)
			table_row(o, t, mem_printf(o->ctx, "%lld", (long long)b->member), b->role,
			    b->person != NULL ? b->person : b->post,
			    mem_printf(
				o->ctx, "%s – %s", b->since, b->until == NULL ? "" : b->until));
	}
	table_print(o, t, "");
}

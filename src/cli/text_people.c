/* People on a terminal: accounts, roles, the matrix of permissions. */
#include "cli/text.h"

#include "app/person.h"
#include "app/role.h"
#include "base/mem.h"

#include <string.h>

static const char *
role_label(struct out *o, const char *code)
{
	const struct role *r = role_find(code);

	return r == NULL ? code : tr(o->lang, r->label);
}

static const char *
org_label(struct out *o, const char *name)
{
	return name == NULL ? tr(o->lang, MSG("the whole installation")) : name;
}

void
text_user(struct out *o, const void *view)
{
	const struct user_view *v = view;

	if (v->disabled)
		put_line(o, MSG("{0}: the account is shut"), arg_text(v->login));
	else
		put_line(o, MSG("{0}: done"), arg_text(v->login));
	if (v->role != NULL)
		put_line(o, MSG("Role {0}: {1}, {2}"), arg_year(v->grant),
		    arg_text(role_label(o, v->role)), arg_text(org_label(o, v->org_name)));
	if (v->link == NULL)
		return;
	put_line(o, MSG("Link to choose a password, till {0}; it is shown only now:"),
	    arg_text(text_instant(o->ctx, o->lang, v->link_until)));
	fprintf(o->file, "  %s\n", v->link);
}

static const char *
user_state(struct out *o, const struct db_accounts *a, int64_t now)
{
	if (a->disabled)
		return tr(o->lang, MSG("shut"));
	if (a->invited)
		return tr(o->lang, MSG("invited"));
	if (a->locked_until > now)
		return tr(o->lang, MSG("locked"));
	return a->second ? tr(o->lang, MSG("with a second factor")) : "";
}

static void
grant_rows(struct out *o, struct table *t, const struct user_row *r)
{
	size_t i;

	for (i = 0; i < r->ngrants; i++) {
		const struct db_grants_of *g = &r->grants[i];

		table_head(o, t,
		    mem_printf(o->ctx, "  %lld  %s, %s  %s – %s", (long long)g->id,
			role_label(o, g->role), org_label(o, g->org_name), g->since,
			g->until == NULL ? "" : g->until));
	}
}

static void
fact(struct out *o, struct table *t, const char *name, const char *value)
{
	table_row(o, t, tr(o->lang, name), value == NULL ? "" : value);
}

void
text_user_show(struct out *o, const void *view)
{
	const struct user_show_view *v = view;
	const struct db_accounts *a = &v->row.account;
	struct table *t = table_new(o, "ll"), *grants = table_new(o, "l");
	size_t i;

	fact(o, t, MSG("Login"), a->login);
	fact(o, t, MSG("Person"), a->name);
	fact(o, t, MSG("Post"), a->post);
	fact(o, t, MSG("Address for letters"), a->email);
	fact(o, t, MSG("Organisation"), org_label(o, a->org_name));
	fact(o, t, MSG("State"), user_state(o, a, v->now));
	for (i = 0; i < v->nposts; i++)
		fact(o, t, MSG("Holds the post"),
		    mem_printf(o->ctx, "%s, %s", v->posts[i].title, v->posts[i].org_name));
	table_print(o, t, "");
	grant_rows(o, grants, &v->row);
	table_print(o, grants, "");
}

void
text_user_edit(struct out *o, const void *view)
{
	const struct user_edit_view *v = view;

	put_line(o, MSG("{0}: {1}, {2}"), arg_text(v->login), arg_text(v->name), arg_text(v->post));
	if (v->email != NULL)
		fprintf(o->file, "  %s\n", v->email);
}

void
text_users(struct out *o, const void *view)
{
	const struct users_view *v = view;
	struct table *t = table_new(o, "llll");
	size_t i;

	for (i = 0; i < v->count; i++) {
		const struct user_row *r = &v->rows[i];

		table_row(o, t, r->account.login, r->account.name, r->account.post,
		    user_state(o, &r->account, v->now));
		grant_rows(o, t, r);
	}
	table_print(o, t, "");
}

/* A column a role, so that the table fits: its number; the legend tells them. */
void
text_permissions(struct out *o, const void *view)
{
	const struct permissions_view *v = view;
	struct table *t = table_new(o, "ll"), *legend = table_new(o, "rll");
	size_t i, k;

	for (k = 0; k < roles_count; k++)
		table_row(o, legend, mem_printf(o->ctx, "%zu", k + 1), roles[k].code,
		    mem_printf(
			o->ctx, "%s: %s", tr(o->lang, roles[k].label), tr(o->lang, roles[k].why)));
	table_print(o, legend, "");
	fputc('\n', o->file);
	for (i = 0; i < v->count; i++) {
		char *row = mem_strdup(o->ctx, "");

		for (k = 0; k < roles_count; k++)
			row = mem_printf(o->ctx, "%s %c", row,
			    roles[k].permissions & 1u << v->actions[i].permission ? (char)('1' + k)
										  : '.');
		table_row(o, t, row, v->actions[i].command);
	}
	table_print(o, t, "");
}

/* Pages of people: accounts with their roles, and which role may do what. */
#ifndef WEB_USERS_H
#define WEB_USERS_H

#include "app/bodies.h"
#include "app/oidc.h"
#include "app/person.h"
#include "app/posts.h"
#include "app/role.h"
#include "web/link.h"
#include "web/page.h"

web_page users_page;
web_page user_show_page;
web_page user_form;   /* of an action on one account: its way back is the account */
web_page revoke_form; /* says which role it is */
web_page people_form; /* of another action: its way back is the page it goes on to */

/* The way to the page of an account, on a page below it. */
void users_crumbs(struct page *pg, const char *login);

web_page user_page; /* of one account: the link that was made for it, shown once */
web_page permissions_page;
web_page posts_page;
web_page bodies_page;

/* The label of a role, and of where it holds (NULL: the whole installation). */
const char *users_role(const struct page *pg, const char *code);

/* The choices of a field of an action's table. */
const struct choice *users_choices(enum action_id id, const char *field);

/* How an account stands: shut, invited, locked, or NULL when it simply works. */
const char *users_state(const struct page *pg, const struct db_accounts *a, int64_t now);

/* A role that is over at @now. */
bool users_grant_over(const struct page *pg, const struct db_grants_of *g);

/* Whether the last day @until has passed; NULL never does. */
bool users_day_over(const struct page *pg, const char *until);
/* A day of the database, "2026-11-25", in the reader's way. */
const char *users_day(struct page *pg, const char *iso);
/* «с 01.09.2026», «01.09.2026–31.08.2027». */
const char *users_term(struct page *pg, const char *since, const char *until);

/* What a row of the audit is about in words: «загрузка 5», «учётная запись metodist». */
const char *users_about(struct page *pg, const struct db_audit_newest *row);
/* Who did it when it was no account: the command line, or somebody who has not signed in. */
const char *users_actor(const struct page *pg, const char *actor);

/* What a row of the audit is about, "batch 3". */
const char *users_object(struct page *pg, const char *kind, int64_t id);

/* The address of this application as the browser wrote it, followed by @path: for a link that is
 * given to a person. */
const char *users_whole_link(struct page *pg, const char *path);

#endif

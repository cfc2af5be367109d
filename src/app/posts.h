/*
 * Posts with their holders, and bodies (council, working group, methodical association) with their
 * members. Work belongs to a post: передача дел is one step that ends one holder and begins the
 * next.
 */
#ifndef APP_POSTS_H
#define APP_POSTS_H

#include "app/app.h"
#include "store/statements.h"

struct post_add_params {
	const char *title, *org;
};
struct holder_set_params {
	int64_t post;
	const char *login;    /* whose person holds it */
	struct day since;     /* year 0: today */
	const char *document; /* on what basis */
	bool acting;          /* исполняющий обязанности */
};
struct body_add_params {
	const char *name, *org; /* under which organisation */
};
struct body_member_params {
	const char *body;
	const char *login; /* either a person */
	int64_t post;      /* or a post */
	const char *role;
	struct day since, until;
};

struct body_leave_params {
	int64_t member;
	struct day until; /* the last day; year 0: today */
};

struct posts_view {
	size_t count;
	struct db_posts *rows; /* a post several times: a row a holder */
};
/* What was made: its number and name. */
struct made_view {
	int64_t number;
	const char *name;
};

enum err post_add_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err post_list_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err holder_set_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
/*
 * One's own post to a colleague: передача дел without the administrator, from today on or later.
 * ERR_NOT_FOUND when the actor does not hold the post, or the other is not of his organisation.
 */
enum err hand_over_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err body_add_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err body_member_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
enum err body_leave_run(
    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
void posts_json(struct json *j, const void *view);
/* The posts that somebody holds, as an array "posts". */
void posts_held_json(struct json *j, const struct db_posts_held *posts, size_t n);
void made_json(struct json *j, const void *view);

#endif

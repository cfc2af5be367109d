/* The demonstration's accounts: one for each role, called by it, all with one password. */
#include "app/account.h"
#include "app/installation.h"
#include "app/role.h"
#include "app/template.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/tr.h"

#include <string.h>

#define PASSWORD_GROUPS 4 /* of four letters: 80 bits, read aloud without mistakes */

struct demo_places {
	int64_t region, municipality;
	struct db_school_ids *schools;
	size_t nschools;
};

static enum err
find_places(TALLOC_CTX *ctx, struct app *app, struct demo_places *out, struct error *err)
{
	struct db_org_place place = {0};
	bool found;
	enum err e =
	    db_school_ids(ctx, app->db, db_scope_all(), &out->schools, &out->nschools, err);

	if (e == OK && out->nschools < 3)
		return fail(err, ERR_INTERNAL, MSG("the demonstration has too few schools"));
	if (e == OK)
		e = db_org_place(ctx, app->db, out->schools[0].id, &place, &found, err);
	out->municipality = place.parent;
	if (e == OK)
		e = db_org_place(ctx, app->db, out->municipality, &place, &found, err);
	out->region = place.parent;
	return e;
}

/* Where a role of the demonstration is given; 0 = the whole installation. */
static int64_t
place_of(const char *role, const struct demo_places *p)
{
	if (strcmp(role, "admin") == 0)
		return 0;
	if (strcmp(role, "region") == 0)
		return p->region;
	if (strcmp(role, "school") == 0)
		return p->schools[0].id;
	if (strcmp(role, "curator") == 0)
		return p->schools[1].id;
	return strcmp(role, "expert") == 0 ? p->schools[2].id : p->municipality;
}

static enum err
add_account(TALLOC_CTX *ctx, struct app *app, const struct role *role, int64_t org,
    const char *secret, struct error *err)
{
	const char *post = tr(app_lang(app), role->label);
	struct db_person_add person;
	struct db_account_add account;
	struct db_grant_add grant;
	char today[DAY_TEXT_SIZE];
	bool found;
	enum err e = db_person_add(ctx, app->db, org, post, post, NULL, &person, &found, err);

	day_text(app->today, today);
	if (e == OK)
		e = db_account_add(ctx, app->db, person.id, role->code, text_fold(ctx, role->code),
		    1, app->now, &account, &found, err);
	if (e == OK)
		e = db_account_password(app->db, account.id, secret, err);
	if (e == OK)
		e = db_grant_add(ctx, app->db, account.id, role->code, org, today, NULL, NULL,
		    &grant, &found, err);
	return e;
}

/* Words like «h7kd-…»: made new for each demonstration, kept as a hash only. */
static char *
new_password(TALLOC_CTX *ctx)
{
	char *password = mem_strdup(ctx, ""), group[5];
	int i;

	for (i = 0; i < PASSWORD_GROUPS; i++) {
		secret_code(group, 4);
		password = mem_printf(ctx, "%s%s%s", password, i == 0 ? "" : "-", group);
	}
	return password;
}

enum err
demo_people(TALLOC_CTX *ctx, struct app *app, const char **password, struct error *err)
{
	char *word = new_password(ctx), secret[SECRET_HASH_SIZE];
	struct demo_places places = {0};
	enum err e = find_places(ctx, app, &places, err);
	size_t i;

	secret_hash(word, secret);
	for (i = 0; e == OK && i < roles_count; i++)
		e = add_account(ctx, app, &roles[i], place_of(roles[i].code, &places), secret, err);
	if (e == OK)
		*password = word;
	return e;
}

#include "store/postgres_url.h"

#include "base/mem.h"

#include <libpq-fe.h>
#include <string.h>

#define NOT_UNDERSTOOD                                                                             \
	MSG("the address of the database can't be understood: it reads "                           \
	    "postgresql://user@host/database, with signs like @ and / in a password written as "   \
	    "%40 and %2F")

bool
db_url_is(const char *s)
{
	return strncmp(s, "postgresql:", 11) == 0 || strncmp(s, "postgres:", 9) == 0;
}

static PQconninfoOption *
parse(const char *url)
{
	return db_url_is(url) && strstr(url, "://") != NULL ? PQconninfoParse(url, NULL) : NULL;
}

static const char *
get(const PQconninfoOption *options, const char *name)
{
	for (; options->keyword != NULL; options++) {
		if (strcmp(options->keyword, name) == 0)
			return options->val == NULL ? "" : options->val;
	}
	return "";
}

/* libpq quotes host, port and database in its complaints: no part of a password may get there. */
static bool
password_strayed(const PQconninfoOption *options)
{
	return strpbrk(get(options, "host"), "@:") != NULL ||
	       strpbrk(get(options, "hostaddr"), "@") != NULL ||
	       strchr(get(options, "dbname"), '@') != NULL ||
	       strchr(get(options, "dbname"), '=') != NULL ||
	       strspn(get(options, "port"), "0123456789,") != strlen(get(options, "port"));
}

enum err
db_url_check(const char *url, struct error *err)
{
	PQconninfoOption *options = parse(url);
	bool wrong = options == NULL || password_strayed(options);

	PQconninfoFree(options);
	return wrong ? fail(err, ERR_USAGE, NOT_UNDERSTOOD) : OK;
}

char *
db_url_shown(TALLOC_CTX *ctx, const char *url)
{
	PQconninfoOption *options;
	const char *user, *port;
	char *shown;

	if (!db_url_is(url))
		return mem_strdup(ctx, url);
	options = parse(url);
	if (options == NULL || password_strayed(options)) {
		PQconninfoFree(options);
		return mem_strdup(ctx, "postgresql://…");
	}
	user = get(options, "user");
	port = get(options, "port");
	shown = mem_printf(ctx, "postgresql://%s%s%s%s%s/%s", user, user[0] == '\0' ? "" : "@",
	    get(options, "host"), port[0] == '\0' ? "" : ":", port, get(options, "dbname"));
	PQconninfoFree(options);
	return shown;
}

bool
db_url_has_password(const char *url)
{
	PQconninfoOption *options = db_url_is(url) ? parse(url) : NULL;
	bool has = options != NULL && get(options, "password")[0] != '\0';

	PQconninfoFree(options);
	return has;
}

/* Addresses of databases: postgresql://user@host:port/database?option=value */
#ifndef STORE_POSTGRES_URL_H
#define STORE_POSTGRES_URL_H

#include "base/error.h"

#include <talloc.h>

/* Is @s an address of PostgreSQL, right or wrong, and not a path? */
bool db_url_is(const char *s);
/*
 * ERR_USAGE when @url can't be understood. No word of it stands in the sentence: a password with
 * an unescaped character in it is the usual mistake.
 */
enum err db_url_check(const char *url, struct error *err);
/* @url as people may see it, without its password. A path stays as it is. */
char *db_url_shown(TALLOC_CTX *ctx, const char *url);
bool db_url_has_password(const char *url);

#endif

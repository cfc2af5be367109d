/* Which schools stand in one municipality, for methods that compare schools with each other. */
#ifndef APP_GROUPS_H
#define APP_GROUPS_H

#include "domain/method/method.h"

struct groups;

/* @municipality of each of @n schools, 0 for none; the array is borrowed. */
struct groups *groups_new(TALLOC_CTX *ctx, const int64_t *municipality, size_t n);

/*
 * As method_source.group: the schools of @school's municipality, or all of them for a region and
 * a list, in order of municipality and index. The same group gives the same array.
 */
size_t groups_members(
    const struct groups *groups, size_t school, enum method_group group, const size_t **members);

#endif

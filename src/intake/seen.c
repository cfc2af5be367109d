#include "intake/seen.h"

#include "base/mem.h"

#include <string.h>

#define uthash_fatal(msg) mem_exhausted()
#define HASH_FUNCTION HASH_FNV /* the default one falls through cases, which clang warns of */
#include <uthash.h>

struct entry {
	UT_hash_handle hh;
	int64_t row;
	char text[];
};

struct seen {
	struct entry *entries;
};

static int
forget(struct seen *set)
{
	HASH_CLEAR(hh, set->entries);
	return 0;
}

struct seen *
seen_new(TALLOC_CTX *ctx)
{
	struct seen *set = mem_new(ctx, struct seen);

	talloc_set_destructor(set, forget);
	return set;
}

int64_t
seen_add(struct seen *set, const char *text, int64_t row)
{
	size_t len = strlen(text);
	struct entry *entry;

	HASH_FIND(hh, set->entries, text, len, entry);
	if (entry != NULL)
		return entry->row;
	entry = mem_check(talloc_zero_size(set, sizeof *entry + len + 1));
	entry->row = row;
	memcpy(entry->text, text, len + 1);
	HASH_ADD_KEYPTR(hh, set->entries, entry->text, len, entry);
	return 0;
}

size_t
seen_count(const struct seen *set)
{
	return HASH_COUNT(set->entries);
}

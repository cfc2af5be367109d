#include "web/trouble.h"

#include "base/mem.h"

#include <pthread.h>
#include <stdio.h>

struct kept {
	int64_t at;
	char path[200], what[400];
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static struct kept kept[TROUBLES];
static size_t count; /* since the start; the newest stands at (count - 1) % TROUBLES */

void
trouble_note(int64_t at, const char *path, const char *what)
{
	struct kept *k;

	pthread_mutex_lock(&mutex);
	k = &kept[count++ % TROUBLES];
	k->at = at;
	snprintf(k->path, sizeof k->path, "%s", path);
	snprintf(k->what, sizeof k->what, "%s", what);
	pthread_mutex_unlock(&mutex);
}

size_t
trouble_newest(TALLOC_CTX *ctx, struct trouble out[TROUBLES])
{
	size_t i, n;

	pthread_mutex_lock(&mutex);
	n = count < TROUBLES ? count : TROUBLES;
	for (i = 0; i < n; i++) {
		const struct kept *k = &kept[(count - 1 - i) % TROUBLES];

		out[i] =
		    (struct trouble){k->at, mem_strdup(ctx, k->path), mem_strdup(ctx, k->what)};
	}
	pthread_mutex_unlock(&mutex);
	return n;
}

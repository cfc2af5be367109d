#include "web/throttle.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

/* Enough for an office; where more addresses try at once, the one longest idle is forgotten. */
#define ADDRESSES 1024

struct address {
	char text[46]; /* of IPv6, with its NUL */
	int64_t since; /* of the first try counted */
	int tries;
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static struct address addresses[ADDRESSES];

/* The entry of @text, or the oldest one made ready for it. */
static struct address *
entry_of(const char *text, int64_t now)
{
	struct address *oldest = &addresses[0];
	int i;

	for (i = 0; i < ADDRESSES; i++) {
		if (strncmp(addresses[i].text, text, sizeof addresses[i].text - 1) == 0)
			return &addresses[i];
		if (addresses[i].since < oldest->since)
			oldest = &addresses[i];
	}
	snprintf(oldest->text, sizeof oldest->text, "%s", text);
	oldest->since = now;
	oldest->tries = 0;
	return oldest;
}

bool
throttle_try(const char *address, int64_t now)
{
	struct address *a;
	bool may;

	pthread_mutex_lock(&mutex);
	a = entry_of(address, now);
	if (now - a->since > THROTTLE_MS) {
		a->since = now;
		a->tries = 0;
	}
	may = a->tries < THROTTLE_TRIES;
	if (may)
		a->tries++;
	pthread_mutex_unlock(&mutex);
	return may;
}

void
throttle_clear(void)
{
	pthread_mutex_lock(&mutex);
	memset(addresses, 0, sizeof addresses);
	pthread_mutex_unlock(&mutex);
}

#include "web/throttle.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

/* Enough for an office; where more addresses try at once, the one longest idle is forgotten. */
#define ADDRESSES 1024

struct address {
	char text[INET6_ADDRSTRLEN];
	int64_t since; /* of the first try counted */
	int tries;
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static struct address addresses[ADDRESSES];

/* What counts as one address: of IPv6 its network; IPv4 in the dress of IPv6 is IPv4. */
static void
network_of(const char *address, char out[INET6_ADDRSTRLEN])
{
	struct in6_addr six;

	snprintf(out, INET6_ADDRSTRLEN, "%s", address);
	if (inet_pton(AF_INET6, address, &six) != 1)
		return;
	if (IN6_IS_ADDR_V4MAPPED(&six)) {
		inet_ntop(AF_INET, &six.s6_addr[12], out, INET6_ADDRSTRLEN);
		return;
	}
	memset(&six.s6_addr[8], 0, 8);
	inet_ntop(AF_INET6, &six, out, INET6_ADDRSTRLEN);
}

/* The entry of @text, or NULL. */
static struct address *
find(const char *text)
{
	int i;

	for (i = 0; i < ADDRESSES; i++) {
		if (strcmp(addresses[i].text, text) == 0)
			return &addresses[i];
	}
	return NULL;
}

/* The entry of @text, or the oldest one made ready for it. */
static struct address *
entry_of(const char *text, int64_t now)
{
	struct address *found = find(text), *oldest = &addresses[0];
	int i;

	if (found != NULL)
		return found;
	for (i = 0; i < ADDRESSES; i++) {
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
	char network[INET6_ADDRSTRLEN];
	struct address *a;
	bool may;

	network_of(address, network);
	pthread_mutex_lock(&mutex);
	a = entry_of(network, now);
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
throttle_forgive(const char *address, int tries)
{
	char network[INET6_ADDRSTRLEN];
	struct address *a;

	network_of(address, network);
	pthread_mutex_lock(&mutex);
	a = find(network);
	if (a != NULL)
		a->tries = a->tries > tries ? a->tries - tries : 0;
	pthread_mutex_unlock(&mutex);
}

void
throttle_clear(void)
{
	pthread_mutex_lock(&mutex);
	memset(addresses, 0, sizeof addresses);
	pthread_mutex_unlock(&mutex);
}

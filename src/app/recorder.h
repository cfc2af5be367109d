/*
 * Which inputs at which keys a run reads at all. In a run over groups a school is also read on
 * behalf of others, so its saved item keeps every input at every key that was read of anybody.
 */
#ifndef APP_RECORDER_H
#define APP_RECORDER_H

#include "domain/method/method.h"

struct recorded {
	size_t input;
	struct value keys[METHOD_KEYS];
};

struct recorder {
	struct method_source source; /* answers as the one behind it and remembers the question */
	const struct method *method;
	struct method_source behind;
	size_t count;
	struct recorded *items; /* each question once, in order of first asking */
	uint32_t *table;        /* open addressing: index into items plus one */
	size_t room;
};

/* Borrows @method; what @source gives as keys must live as long. */
struct recorder *recorder_new(
    TALLOC_CTX *ctx, const struct method *method, const struct method_source *source);

#endif

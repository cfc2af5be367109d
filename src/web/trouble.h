/* The last errors of this process that were its own fault: for who is called when something fails.
 */
#ifndef WEB_TROUBLE_H
#define WEB_TROUBLE_H

#include <stddef.h>
#include <stdint.h>
#include <talloc.h>

#define TROUBLES 20

struct trouble {
	int64_t at;       /* ms UTC */
	const char *path; /* that was asked for, without its query */
	const char *what; /* a sentence */
};

/* Notes one; may be called from any thread. */
void trouble_note(int64_t at, const char *path, const char *what);

/* Copies those that are kept, newest first, under @ctx; returns how many. */
size_t trouble_newest(TALLOC_CTX *ctx, struct trouble out[TROUBLES]);

#endif

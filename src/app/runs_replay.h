/* Stored inputs of saved runs as values, and a whole run over groups as the source of a method. */
#ifndef APP_RUNS_REPLAY_H
#define APP_RUNS_REPLAY_H

#include "base/yaml.h"
#include "domain/method/method.h"

/* One entry of "reads": [input, [keys…], value] or […, null, absence]; at least 3 items. */
struct value stored_value(const struct method_input *in, const struct yaml *read);

/* Has @read the shape of such an entry of @m? Then *@input is which one it is of. */
bool stored_read_fits(const struct method *m, const struct yaml *read, size_t *input);

/* Does @d say what is stored? Texts as run_write_item() writes them. */
bool stored_outcome_same(
    const char *outcome, const char *conditions, bool settled, const struct decision *d);

struct replay_school {
	int64_t org;
	const struct value *values; /* of each slot; NULL: its inputs can't be read */
	const char *outcome, *conditions;
	bool settled;
};

/*
 * All schools of a run over groups, or the one that is asked for of another. What stands in "reads"
 * is the same list for each of them: its inputs and keys are kept once (slots), its values for each
 * school.
 */
struct replay {
	struct method_source source;
	const struct method *method;
	bool slots_known;    /* by the first school that can be read */
	size_t nslots, next; /* next: the slot after the one read last, where the next one stands */
	struct replay_slot *slots;
	size_t nschools;
	struct replay_school *schools;
	int64_t *municipality; /* of each school */
	struct groups *groups;
};

struct replay *replay_new(TALLOC_CTX *ctx, const struct method *method);

/* Adds a school; @inputs, @outcome and @conditions are texts as stored. */
void replay_add(struct replay *r, int64_t org, const char *inputs, const char *outcome,
    const char *conditions, bool settled);

/* After the last school: from now on the source answers. */
void replay_finish(struct replay *r);

#endif

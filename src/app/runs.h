/*
 * Saved runs: per school everything that was read, the outcome and the conditions. The explanation
 * is never stored; it is the evaluation repeated from the stored inputs.
 */
#ifndef APP_RUNS_H
#define APP_RUNS_H

#include "app/identify.h"

struct recorder;
struct run_writer;

/*
 * Opens the transaction and the run. @recorder: of a method that looks at other schools, all that
 * it reads of any school; each item then keeps all of that and its municipality. NULL for others.
 */
enum err run_begin(TALLOC_CTX *ctx, struct app *app, const struct identify_view *v,
    const struct identify_request *request, const struct recorder *recorder,
    struct run_writer **out, struct error *err);

/* Stores what was read of one school and what came out. */
enum err run_write_item(struct run_writer *w, const struct dataset *data, size_t school,
    const struct decision *d, const struct identify_item *item, struct error *err);

/* Seals the run with the digest of all inputs and leaves the audit row. */
enum err run_finish(struct run_writer *w, int64_t *run, struct error *err);

/* The overrides of parameters that @json tells, as stored: «name=value» each. */
struct texts run_param_texts(TALLOC_CTX *ctx, const char *json);

/* The parameters of a saved run: those of @m with the overrides that @json tells, as stored. */
enum err run_params(TALLOC_CTX *ctx, const struct method *m, const char *json, struct value **out,
    struct error *err);

/*
 * Evaluates every saved run, or only @only (0 = all), again from its stored inputs. @each is told
 * of every school whose outcome differs now, and of runs whose inputs were changed. *@runs counts
 * what was looked at.
 */
enum err runs_verify(TALLOC_CTX *ctx, struct app *app, int64_t only,
    enum err (*each)(void *arg, int64_t run, int64_t org, const char *what, struct error *err),
    void *arg, int64_t *runs, struct error *err);

#endif

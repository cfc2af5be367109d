/* What the files of lists share; only listing*.c need it. */
#ifndef APP_LISTING_INT_H
#define APP_LISTING_INT_H

#include "app/listing.h"
#include "base/buf.h"
#include "domain/calendar.h"

/* The prefix of a snapshot, after which the core of what was sealed stands. */
#define SNAPSHOT_HEAD "{\"format\":1,\"sealed\":"
#define SNAPSHOT_MAX ((size_t)64 << 20)

/* The head of a list the actor may see; everything else is ERR_NOT_FOUND. */
enum err listing_head(
    TALLOC_CTX *ctx, struct app *app, int64_t id, struct listing **out, struct error *err);

/* The same, and its authority stands in the actor's scope; else ERR_DENIED. */
enum err listing_head_own(
    TALLOC_CTX *ctx, struct app *app, int64_t id, struct listing **out, struct error *err);

/* The list, and it is a draft; else ERR_CONFLICT: for what is done to one's schools in it. */
enum err listing_head_unsealed(
    TALLOC_CTX *ctx, struct app *app, int64_t id, struct listing **out, struct error *err);

/* One's own list, and it is a draft; else ERR_CONFLICT. */
enum err listing_head_open(
    TALLOC_CTX *ctx, struct app *app, int64_t id, struct listing **out, struct error *err);

/* Method, items, objections, papers of @list, which has its head; not what changed. */
enum err listing_fill(struct app *app, struct listing *list, struct error *err);

enum listing_outcome listing_outcome_parse(const char *outcome);

/* The last day to object for a school acquainted on @day (ISO); year 0 for NULL. */
struct day listing_due(const struct listing *list, const char *day);

/* Is this an actor of the whole installation, or does the authority of @path stand in his scope? */
bool listing_path_own(const struct app *app, const char *path);
/* May the actor see a list of @path in @state? */
bool listing_path_seen(const struct app *app, const char *path, const char *state);

/* The authority to which lists of the actor's schools belong; 0 = of several regions. */
enum err listing_authority(
    TALLOC_CTX *ctx, struct app *app, int64_t *org, const char **path, struct error *err);

struct listing_paper {
	int64_t org;
	const char *kind, *number, *title, *issuer, *file; /* title, issuer, file may be NULL */
	struct day day;
};

/* The paper's number here; recorded now unless it is already. */
enum err listing_paper_put(TALLOC_CTX *ctx, struct app *app, const struct listing_paper *paper,
    int64_t *id, struct error *err);

/*
 * Counts a change of @list that was read with @seen (0 = its rev now) and leaves it in @state.
 * ERR_CONFLICT when somebody changed it meanwhile.
 */
enum err listing_touch(TALLOC_CTX *ctx, struct app *app, struct listing *list, int64_t seen,
    const char *state, struct error *err);

/* Seals the list as it stands; @sha256 hangs under @ctx. */
enum err listing_seal(
    TALLOC_CTX *ctx, struct app *app, int64_t id, const char **sha256, struct error *err);

/* What is done; and the details of its audit row, written between begin and end. */
struct listing_done *listing_done_new(TALLOC_CTX *ctx, const struct listing *list);
struct json *listing_audit_begin(TALLOC_CTX *ctx, struct buf *out);
void listing_audit_end(
    struct app *app, struct json *j, struct buf *out, const char *kind, int64_t id);

/* A school that the actor means, with code and name, into @done. */
enum err listing_school(TALLOC_CTX *ctx, struct app *app, const char *said, int64_t *org,
    struct listing_done *done, struct error *err);

/*
 * For what a school may do itself: a draft it sees, and its place there. @school is of the actor's
 * scope and stands in the list, in or taken out; else ERR_NOT_FOUND.
 */
enum err listing_open_to(TALLOC_CTX *ctx, struct app *app, int64_t id, const char *school,
    struct listing **list, int64_t *org, struct listing_done **done, struct error *err);

#endif

/*
 * The running application: one database, one actor, one clock; and the dispatcher through which
 * every action goes.
 */
#ifndef APP_APP_H
#define APP_APP_H

#include "app/action.h"
#include "base/secret.h"
#include "domain/procedure.h"
#include "store/db.h"

struct config;
struct scales;
struct shelf;

#define APP_NOBODY "nobody" /* who has not signed in */

struct app {
	const char *dir; /* the data folder */
	struct db *db;   /* NULL until opened */
	int64_t now;     /* ms UTC of the running action */
	struct day today;
	const char *actor;     /* for the audit: "cli:0", "account:5", APP_NOBODY */
	int64_t account;       /* 0 on the command line */
	unsigned permissions;  /* bits 1 << enum permission */
	struct db_scope scope; /* what the actor may see: everything on the command line */
	const struct procedures *procedures; /* of the catalogue */
	const struct config *config;         /* settings of this process */
	/* Told now and then by long work; returns true to cancel it. May be NULL. */
	bool (*progress)(void *arg, const char *what, int64_t done, int64_t total);
	void *progress_arg;
	struct shelf *shelf;          /* app/shelf.h: workers of a server share one */
	struct methods_kept *methods; /* app/methods.c: read once */
	const struct scales *scales;  /* app_scales(): read once */
	/* what app_audit() left for the dispatcher */
	const char *audit_kind, *audit_changes;
	int64_t audit_id;
	bool audit_refusal; /* by app_audit_refusal() */
	/* the session of the actor, see app/session.h */
	int64_t org;           /* for which the actor's role is given; 0 = the whole installation */
	int64_t acts_as;       /* the role_grant in which the actor acts; 0 = none */
	int64_t session;       /* 0 = none */
	int64_t session_since; /* when the person signed in, ms UTC */
	bool session_code;     /* its second factor is still asked for */
	bool session_two_factors; /* another system has asked for both: none is missing here */
	bool read_only;           /* by a key that only reads: whatever would write is refused */
	bool asked;               /* by GET: whatever would write is refused, too */
	const char *agent;        /* the browser as it names itself, or NULL */
	/*
	 * What an action did to the session, for the web: the token of the session that takes the
	 * place of this one ("" = none), and whether this one is over.
	 */
	char new_token[TOKEN_SIZE];
	bool session_over;
	/*
	 * Of a browser that signs in through another system (app/oidc.h): how it reaches this
	 * installation («https://host»), the cookie of its flow, and what becomes of that: "" = it
	 * goes, NULL = it stays as it is.
	 */
	const char *origin, *flow, *new_flow;
	const struct action *actions; /* the table, for the matrix of permissions */
	size_t nactions;
	size_t page_cells;     /* so many cells of a table a page may show; 0 = it is no page */
	const char *made_file; /* goes again when the audit row can't be written; NULL = none */
};

/* A new application for the data folder @dir. Reads the catalogue; opens no database. */
enum err app_new(TALLOC_CTX *ctx, const char *dir, struct app **out, struct error *err);

/* The database of @app as people see it: a path, or an address without its password. */
char *app_database_shown(TALLOC_CTX *ctx, const struct app *app);

/*
 * Opens the database of @app: the one of its settings, else DIR/opora.db, which is made when
 * @create. No effect when it is open.
 */
enum err app_open_database(struct app *app, bool create, struct error *err);

/* The same, and it must be there with the schema of this program; else it says what to do. */
enum err app_open_current(struct app *app, struct error *err);

/*
 * Runs @action: permission, database, use case, audit row, commit. On an error everything that was
 * written is rolled back.
 */
enum err app_dispatch(TALLOC_CTX *ctx, struct app *app, const struct action *action,
    const void *params, void **view, struct error *err);

/*
 * ERR_DENIED: the actor's role does not allow @action. A row of the audit keeps it, one an hour for
 * each account and action.
 */
enum err app_refuse(struct app *app, const struct action *action, struct error *err);

/* Whether the actor has @permission. */
bool app_permitted(const struct app *app, enum permission permission);

/* For use cases: open the transaction of a change. No effect when it is open already. */
enum err app_begin(struct app *app, struct error *err);

/* What the audit row of this action says: @changes is JSON; both texts must live till the end. */
void app_audit(struct app *app, const char *object_kind, int64_t object_id, const char *changes);

/*
 * The same for a use case that then fails on purpose (a wrong password): what it wrote is kept
 * with this row, though its error is returned.
 */
void app_audit_refusal(
    struct app *app, const char *object_kind, int64_t object_id, const char *changes);

/* Sets now and today by the system's clock; the dispatcher does it for each action. */
void app_clock(struct app *app);

/* Reads the file of @input, if it has no bytes yet; they hang under @ctx. */
enum err app_input_read(TALLOC_CTX *ctx, struct input *input, size_t max, struct error *err);

/*
 * Would a table of @rows fit the page that is asked for? Use cases whose table may be of any length
 * ask before they read it; a command, a program and a file may have it whole.
 */
enum err app_page_holds(struct app *app, size_t rows, size_t columns, struct error *err);

/* Tell progress; true when the work should stop. */
bool app_progress(struct app *app, const char *what, int64_t done, int64_t total);

/* Errors of the table of actions (unset permission, field outside its struct); NULL when right. */
const char *app_check_table(const struct action *actions, size_t n);

#endif

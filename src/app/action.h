/*
 * What the table of actions is made of. The table itself stands in src/actions.c; here are its
 * types and ids, so that every front room can name an action without seeing the others.
 *
 * One action is one command and (later) one page and one API call: its name, permission, audit,
 * fields and use case are declared once. From the fields come options, help and the manual page.
 */
#ifndef APP_ACTION_H
#define APP_ACTION_H

#include "base/error.h"
#include "base/json.h"

struct app;

enum action_id {
	ACTION_INIT,
	ACTION_IMPORT,
	ACTION_IMPORTS,
	ACTION_UNDO,
	ACTION_MATCH,
	ACTION_TEMPLATE,
	ACTION_EXPORT,
	ACTION_IDENTIFY,
	ACTION_EXPLAIN,
	ACTION_COMPARE,
	ACTION_METHOD_LIST,
	ACTION_METHOD_SHOW,
	ACTION_METHOD_CHECK,
	ACTION_METHOD_ADD,
	ACTION_DEMO,
	ACTION_CONFIG,
	ACTION_MIGRATE,
	ACTION_CHECK,
	ACTION_COPY,
	ACTION_AUDIT,
	ACTION_BACKUP,
	ACTION_RESTORE,
	ACTION_SCHOOL_JOIN,
	ACTION_SCHOOL_PART,
	ACTION_COUNT
};

/* Who may. Zero is «not said», which the dispatcher refuses for every action at start. */
enum permission {
	PERMIT_UNSET,
	PERMIT_ANYONE, /* needs no account: touches no data of schools */
	PERMIT_READ,   /* see figures and decisions of one's scope */
	PERMIT_IMPORT, /* load and undo figures */
	PERMIT_METHOD, /* add methods, save runs */
	PERMIT_ADMIN,  /* the installation itself */
	PERMIT_COUNT
};

/* What the dispatcher writes into the audit chain. Zero is refused at start. */
enum audit_kind {
	AUDIT_UNSET,
	AUDIT_NONE,  /* reads only */
	AUDIT_WRITE, /* one row in the transaction of the change */
};

/* What an action needs before its use case is called. */
enum needs {
	NEEDS_NOTHING,
	NEEDS_DATABASE,   /* an open database with this program's schema */
	NEEDS_ANY_SCHEMA, /* an open database of any schema, or none yet: init, migrate, demo */
};

enum field_type {
	FIELD_TEXT,    /* const char * */
	FIELD_TEXTS,   /* struct texts */
	FIELD_INT,     /* int64_t */
	FIELD_YEAR,    /* int */
	FIELD_FLAG,    /* bool */
	FIELD_METHODS, /* struct texts: ID or ID@VERSION */
};

struct texts {
	size_t count;
	const char **items;
};

/* One input of an action: an option --name, or a word of the command when `positional`. */
struct field {
	const char *name;
	enum field_type type;
	bool positional;
	bool required;
	size_t offset;    /* into the parameters struct */
	int64_t min, max; /* FIELD_INT, FIELD_YEAR; FIELD_TEXTS: how many */
	const char *what; /* a message id: the value's name in help: FILE, YEAR */
	const char *help; /* a message id */
};

struct action {
	enum action_id id;
	const char *command; /* "identify", "method list" */
	const char *summary; /* a message id: one line of help */
	const char *detail;  /* a message id: the paragraph under it, or NULL */
	const char *example; /* a command line, or NULL */
	enum permission permission;
	enum audit_kind audit;
	enum needs needs;
	const struct field *fields;
	size_t nfields;
	size_t params_size;
	/*
	 * The use case. @params is the parsed struct. *@view (under @ctx) is what it found, and may
	 * be set beside an error (problems of a file). A writing use case calls app_begin() when
	 * all checks are done and app_audit() once; the dispatcher commits or rolls back.
	 */
	enum err (*run)(
	    TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err);
	/* The view as JSON facts; NULL: there is no JSON form. */
	void (*json)(struct json *j, const void *view);
};

#endif

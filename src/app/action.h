/*
 * What the table of actions is made of. The table itself stands in src/actions/; here are its
 * types and ids, so that every front room can name an action without seeing the others.
 *
 * One action is one command, one page and one API call: its name, permission, audit, fields and
 * use case are declared once. From the fields come options, help, the manual page, forms, JSON
 * bodies and OpenAPI.
 */
#ifndef APP_ACTION_H
#define APP_ACTION_H

#include "base/error.h"
#include "base/json.h"

struct app;
struct stored;

enum action_id {
	ACTION_INIT,
	ACTION_IMPORT,
	ACTION_IMPORTS,
	ACTION_BATCH,
	ACTION_UNDO,
	ACTION_MATCH,
	ACTION_MATCHING,
	ACTION_TYPING,
	ACTION_TYPE,
	ACTION_TEMPLATE,
	ACTION_FORMS,
	ACTION_EXPORT,
	ACTION_IDENTIFY,
	ACTION_EXPLAIN,
	ACTION_COMPARE,
	ACTION_RUNS,
	ACTION_RUN_SHOW,
	ACTION_RUN_MAKE,
	ACTION_SCHOOLS,
	ACTION_SCHOOL,
	ACTION_SCHOOL_REPORT,
	ACTION_TABLE,
	ACTION_FUNNEL,
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
	ACTION_AUDIT_VERIFY,
	ACTION_BACKUP,
	ACTION_RESTORE,
	ACTION_SERVE,
	ACTION_STATUS,
	ACTION_BACKUPS,
	ACTION_BACKUP_MAKE,
	ACTION_BACKUP_VERIFY,
	ACTION_BACKUP_DOWNLOAD,
	ACTION_SETTING_LIST,
	ACTION_SETTING_SET,
	ACTION_YEARS,
	ACTION_YEAR,
	ACTION_ME,
	ACTION_SIGN_IN,
	ACTION_SIGN_IN_CODE,
	ACTION_OIDC_START,
	ACTION_OIDC_BACK,
	ACTION_SIGN_OUT,
	ACTION_JOIN,
	ACTION_ACT_AS,
	ACTION_PASSWORD,
	ACTION_LOOK,
	ACTION_FACTOR_OFFER,
	ACTION_FACTOR_CONFIRM,
	ACTION_USER_ADD,
	ACTION_USER_LIST,
	ACTION_USER_SHOW,
	ACTION_USER_EDIT,
	ACTION_USER_GRANT,
	ACTION_USER_REVOKE,
	ACTION_USER_DISABLE,
	ACTION_USER_ENABLE,
	ACTION_USER_PASSWD,
	ACTION_USER_RESET,
	ACTION_USER_RESET_2FA,
	ACTION_USER_LINK,
	ACTION_USER_UNLINK,
	ACTION_SESSION_LIST,
	ACTION_SESSION_END,
	ACTION_SESSION_END_OTHERS,
	ACTION_TOKEN_ADD,
	ACTION_TOKEN_LIST,
	ACTION_TOKEN_END,
	ACTION_POST_ADD,
	ACTION_POST_LIST,
	ACTION_HOLDER_SET,
	ACTION_HAND_OVER,
	ACTION_BODY_ADD,
	ACTION_BODY_MEMBER,
	ACTION_BODY_LEAVE,
	ACTION_BODY_LIST,
	ACTION_PERMISSIONS,
	ACTION_LISTS,
	ACTION_LIST_SHOW,
	ACTION_LIST_MAKE,
	ACTION_LIST_RECEIVE,
	ACTION_LIST_DRAFT,
	ACTION_LIST_INCLUDE,
	ACTION_LIST_EXCLUDE,
	ACTION_LIST_ACQUAINT,
	ACTION_LIST_OBJECT,
	ACTION_LIST_DECIDE,
	ACTION_LIST_APPROVE,
	ACTION_LIST_COMPARE,
	ACTION_LIST_VERIFY,
	ACTION_SCHOOL_JOIN,
	ACTION_SCHOOL_PART,
	ACTION_SCHOOL_MOVE,
	ACTION_ORG_RENAME,
	ACTION_BOARD,
	ACTION_INBOX,
	ACTION_SEARCH,
	ACTION_MANUAL,
	ACTION_MANUAL_PAGE,
	ACTION_COUNT
};

/* Who may. Zero is «not said», which the dispatcher refuses for every action at start. */
enum permission {
	PERMIT_UNSET,
	PERMIT_ANYONE, /* needs no account: touches no data of schools */
	PERMIT_SIGNED, /* any account: one's own settings */
	PERMIT_READ,   /* see figures and decisions of one's scope */
	PERMIT_IMPORT, /* load and undo figures */
	PERMIT_METHOD, /* add methods, save runs */
	PERMIT_LIST,   /* lists of schools: make, receive, include, exclude, decide on objections */
	PERMIT_APPROVE, /* approve a list */
	PERMIT_OBJECT,  /* object as a school, or for one on its letter */
	PERMIT_PEOPLE,  /* accounts, roles, bodies, posts */
	PERMIT_ADMIN,   /* the installation itself */
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
	FIELD_TEXT,    /* const char *: one line */
	FIELD_LONG,    /* const char *: several lines */
	FIELD_TEXTS,   /* struct texts */
	FIELD_INT,     /* int64_t */
	FIELD_YEAR,    /* int */
	FIELD_FLAG,    /* bool */
	FIELD_METHODS, /* struct texts: ID or ID@VERSION */
	FIELD_DAY,     /* struct day; year 0 = not given */
	FIELD_CHOICE,  /* const char *: one of `choices` */
	FIELD_SECRET,  /* const char *: never an option; asked on the terminal or read from stdin */
	FIELD_FILES,   /* struct inputs */
};

struct texts {
	size_t count;
	const char **items;
};

/* Files given to an action: by path on the command line, as bytes by the web. */
struct input {
	const char *path;  /* NULL when there are bytes */
	const char *name;  /* as the user had it */
	const char *bytes; /* NULL: read from @path by the use case */
	size_t len;
};

struct inputs {
	size_t count;
	struct input *items;
};

/*
 * From what a text or number is chosen in a browser, so that nobody types a login, a code or a
 * number (app/pick.h). What may be chosen is what the actor sees; the use case checks it anyway.
 */
enum pick {
	PICK_NONE,
	PICK_ACCOUNT,   /* accounts the actor may manage: their logins */
	PICK_COLLEAGUE, /* working accounts of other persons of one's own organisation */
	PICK_POST,      /* posts: their numbers */
	PICK_BODY,      /* councils, groups: their names */
	PICK_ORG,       /* schools by code, other organisations but bodies by name */
	PICK_PLACE,     /* municipalities and regions by name */
	PICK_SCHOOL,    /* schools by code */
	PICK_OWN_ROLE,  /* one's own roles of today: their numbers */
	PICK_METHOD,    /* methods: "id@version" */
	PICK_DECIDING,  /* those of them that say which schools are listed */
};

/* A value a FIELD_CHOICE may have: what programs write, and the message id people read. */
struct choice {
	const char *value, *label;
};

/* One input of an action: an option --name, or a word of the command when `positional`. */
struct field {
	const char *name;
	enum field_type type;
	bool positional;
	bool required;
	size_t offset; /* into the parameters struct */
	int64_t min,
	    max; /* FIELD_INT, FIELD_YEAR; several: how many; texts: letters, 0 = FIELD_TEXT_MAX */
	const char *what;             /* a message id: the value's name in help: FILE, YEAR */
	const char *help;             /* a message id: the hint under the field of a form, too */
	const char *label;            /* a message id: the label in a form; NULL = @what */
	const struct choice *choices; /* FIELD_CHOICE; ended by {NULL} */
	/*
	 * A path on this machine or the like: only the command line gives it. A browser or a
	 * program elsewhere must not name files of the server.
	 */
	bool local;
	bool web;       /* of a secret: a browser asks for it, the command line does without */
	enum pick pick; /* what a browser offers to choose from */
	bool blanks;    /* an empty text counts: a cell of a grid, or one that is emptied */
};
#define FIELD_TEXT_MAX 2000
#define FIELD_LONG_MAX 20000

/* How the web reaches an action. */
enum action_verb {
	VERB_NONE, /* only a command: works with files of this machine */
	VERB_GET,  /* reads */
	VERB_POST, /* writes; GET of the same path is its form */
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
	enum action_verb verb;
	/*
	 * "/schools/{school}/why": a word in braces is the field of that name, the others come from
	 * query or form. Under /api/v1 the same. NULL with VERB_NONE.
	 */
	const char *path;
	/* Where a browser goes after a VERB_POST: a path with fields; NULL = back to where it was.
	 */
	const char *then;
	/* A browser's own business (signing in and the like): the command line doesn't offer it. */
	bool web_only;
	/*
	 * A VERB_GET that writes all the same: its browser goes to another system or comes back
	 * from it, and shows by a state that it began there itself (app/oidc.h).
	 */
	bool comes_back;
	bool slow;         /* a POST may take seconds: the browser sees its progress (web/work.h) */
	const char *title; /* a message id: the title of its page or form; NULL = summary */
	const char *button; /* a message id: what the button of its form says: a verb */
	const char *done;   /* a message id: what is said when it was done */
	/*
	 * What it would change, as it is now (app/stored.h): for an action with a field `rev`,
	 * which names the state that was seen. NULL: it has none. @out hangs under @ctx.
	 */
	enum err (*stored)(TALLOC_CTX *ctx, struct app *app, const void *params, struct stored *out,
	    struct error *err);
};

#endif

/*
 * A page on its way out: who reads it, in which language and role, and the buffer it is written
 * to. Templates (web/templates, compiled by tools/tmplc) write with the functions of
 * web/put.h; links are made from the table of actions only (web/link.h).
 */
#ifndef WEB_PAGE_H
#define WEB_PAGE_H

#include "app/app.h"
#include "base/buf.h"
#include "base/tr.h"
#include "web/http.h"

/* An address inside this application, made by web/link.h; the only type a template takes for one.
 */
struct url {
	const char *text;
};

/* HTML that is escaped already: charts of document/. */
struct html {
	const char *text;
};

/* Words of the data, Russian in every language of the interface: names of schools, acts, files. */
struct own {
	const char *text;
};

/* A moment, ms UTC; 0 is none. */
struct instant {
	int64_t ms;
};

/* A share 0..1 as percent with exactly @digits decimals. */
struct percent {
	struct rational share;
	int digits;
};

/* A number without grouping: years, rows of a file, numbers of batches. */
struct plain {
	int64_t n;
};

struct frame;
struct method;
struct stored;
struct db_grants_of;

#define own(s) ((struct own){s})
#define instant(t) ((struct instant){t})
#define percent(s, d) ((struct percent){s, d})
#define plain(k) ((struct plain){(int64_t)(k)})

/* Where a page stands in the navigation. */
enum nav {
	NAV_NONE,
	NAV_CYCLE,
	NAV_SCHOOLS,
	NAV_RESULTS,
	NAV_IDENTIFY,
	NAV_DATA,
	NAV_ADMIN,
	NAV_COUNT
};

#define CRUMBS_MAX 5

/* An error of one field of a form. */
struct field_error {
	const struct field *field;
	struct error error;
};

/* Who asks, as far as pages need it. */
struct who {
	int64_t account;   /* 0: nobody has signed in */
	const char *name;  /* the post, else the login */
	const char *role;  /* message id of the role he acts in */
	const char *place; /* the municipality, region or school of that role; NULL = all */
	const char *theme; /* "", "light", "dark", "contrast" */
	const char *csrf;  /* for forms of this session */
	const char *token; /* of the session; NULL = none */
	bool needs_code;   /* may only give the code of the second factor */
	bool must_enrol;   /* may only set up the second factor */
	int64_t acts_as;   /* the role_grant he acts in; 0 = none */
	size_t ngrants;    /* roles he may choose from */
	const struct db_grants_of *grants; /* app/session.h */
};

struct page {
	TALLOC_CTX *ctx;
	enum lang lang;
	struct buf *out;
	struct app *app;
	const struct http_request *request;
	/* Of a work: what asked for it, by which its form is shown. */
	const struct http_request *begun;
	struct who who;
	const struct action *action; /* NULL on pages that are none */
	const void *params;          /* the parsed parameters of the action, or NULL */
	size_t nwords;               /* the words in braces of its path */
	const struct http_pair *words;
	int year; /* the school year chosen, or the newest with data */
	bool year_chosen;
	int newest_year; /* with data, else that of today */
	int status;      /* of HTTP; a page may change it before its first byte */
	/* Of what is no page but a file to keep: its type, and its name in plain letters. */
	const char *type, *file_name;

	/* what a page says of itself before tmpl_frame_top() */
	const char *title;    /* in the reader's language: the <h1>, too */
	const char *lead;     /* or NULL */
	const char *lead_own; /* words of the data after it, or NULL */
	enum nav nav;
	size_t ncrumbs;
	struct crumb {
		const char *text;
		struct url url;
		bool own; /* words of the data */
	} crumbs[CRUMBS_MAX];
	bool title_own;              /* the title is words of the data */
	const struct method *method; /* what judged the figures, for the foot; or NULL */
	int refresh;                 /* seconds until the page asks for itself again; 0 = never */
	struct url go;             /* a page function that sets it writes nothing: the browser goes
				      there; text NULL = it stays */
	int keep_year;             /* set by a page function: the browser stays in this year */
	const struct frame *frame; /* web/frame.h, when it is made */

	/*
	 * What the action would change, as it is stored: its form begins with it. Or NULL. A form
	 * sent over somebody's change names the state @rev; 0 = the state it was asked with.
	 */
	const struct stored *stored;
	int64_t rev;

	const char *done;                /* what was just done: a sentence, or NULL */
	const struct error *error;       /* why it could not be done, or NULL */
	const struct problems *problems; /* of a table that was refused, row by row; or NULL */
	size_t nerrors;                  /* what is wrong in single fields */
	const struct field_error *errors;
};

#define PAGE_PROBLEMS 50 /* so many are told over a form */

/* Writes the view of an action. */
typedef void web_page(struct page *pg, const void *view);

/* A file for the reader to keep. */
struct download {
	const char *name; /* as he will see it */
	const char *type;
	const void *bytes; /* under pg->ctx or the view's */
	size_t len;
};

/* The view of an action as a file; false when it has none. */
typedef bool web_file(struct page *pg, const void *view, struct download *out);

/* Answers with a file that is saved, never shown. */
void page_download(
    struct page *pg, struct http_response *response, const struct download *download);

/* Adds a step to the way to the page; the page itself is not among them. */
void page_crumb(struct page *pg, const char *text, struct url url);
void page_crumb_own(struct page *pg, const char *text, struct url url);

/* The error of the field @name, or NULL. */
const struct error *page_field_error(const struct page *pg, const char *name);

/* What the user gave for @name, in the form or else in the query; "" if nothing. */
const char *page_value(const struct page *pg, const char *name);
/* The same, the @n-th of several; NULL when there are fewer. */
const char *page_value_at(const struct page *pg, const char *name, size_t n);

/* Whether the reader may use the action; pages show only what he may. */
bool page_may(const struct page *pg, enum action_id id);

/* The action of the table. */
const struct action *page_action(enum action_id id);

#endif

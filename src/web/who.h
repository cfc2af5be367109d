/* Who asks: the session of a request, its role and scope; and that a form is the session's own. */
#ifndef WEB_WHO_H
#define WEB_WHO_H

#include "web/page.h"

/*
 * Finds the session of pg->request and sets pg->who, pg->lang and what pg->app may do and see.
 * Without one the reader is nobody, who may do what anyone may.
 */
enum err who_find(struct page *pg, struct error *err);

/* Sends nobody to the page of signing in, which brings him back. */
void who_ask(struct page *pg, struct http_response *response);

/*
 * A session that still lacks its second factor reaches only what completes it, or ends it: answers
 * anything else and returns true.
 */
bool who_confine(struct page *pg, struct http_response *response);

/* After an action that gave the session a new token: forms of this very page carry it. */
void who_renew(struct page *pg);

/* A POST comes from a page of ours and of this session: origin and token. */
bool who_same_origin(const struct page *pg);

#define WHO_YEAR_COOKIE "opora_year" /* the year a browser stays in */

/*
 * After the action: gives the browser the token of a new session or takes the old one away, tells
 * the log whose request it was, and makes pg->app nobody's again.
 */
void who_after(struct page *pg, struct http_response *response);

#endif

/* The pages of long work: progress, and what came of it. */
#ifndef WEB_WORK_PAGE_H
#define WEB_WORK_PAGE_H

#include "web/page.h"
#include "web/work.h"

/* A shorter work is waited for, so that nobody sees its progress. */
#define WORK_PATIENCE_MS 700

/* Is this an address of work, "/work/7" or "/work/7/cancel"? Answers it then. */
bool work_page(struct page *pg, struct http_response *response);

/* Queues the action and sends the browser to its page. */
enum err work_begin(struct page *pg, const struct action *a, const void *params,
    struct http_response *response, struct error *err);

/* The number of the work the page is about, for forms that do it again; 0 = none. */
int64_t work_of_page(const struct page *pg);

struct url work_cancel_url(struct page *pg, int64_t id);

/* Where the file of the work the page is about is kept for the reader. */
struct url work_file_url(struct page *pg);

/* Shows what an action found, or that it failed (web/handle.c). */
void handle_result(struct page *pg, const struct action *a, enum err e, const struct error *err,
    const void *view, struct http_response *response);

/* The view as a file, if its action has one. */
bool handle_file(struct page *pg, const struct action *a, const void *view, struct download *out);

/* A page that says only why. */
void handle_error(struct page *pg, enum err e, const struct error *err);

/* May this POST be answered: it comes from a page of this session? Else the error is shown. */
bool handle_own_form(struct page *pg);

#endif

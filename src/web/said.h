/* What lower rooms say for the command line, in the words of pages. */
#ifndef WEB_SAID_H
#define WEB_SAID_H

#include "web/page.h"

/* What is wrong, with a capital; a page names its fields and buttons, never options or commands. */
const char *said_error(struct page *pg, const struct error *error);

/* Help of a field or detail of an action, for a form; NULL: the form shows it without words. */
const char *said_hint(const struct page *pg, const char *id);

#endif

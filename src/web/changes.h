/* What a row of the audit says that changed, in words: «Причина: …», «Было: …». */
#ifndef WEB_CHANGES_H
#define WEB_CHANGES_H

#include "web/page.h"

struct change_fact {
	const char
	    *label; /* in the reader's language; a name of the row that has no words, as it is */
	const char *text; /* in the reader's language, or words of the data when @own */
	bool own;
};
#define CHANGES_MOST 16 /* more of one row are not told */

/* The facts of the JSON @changes (may be NULL) in their order; how many. */
size_t changes_told(struct page *pg, const char *changes, struct change_fact out[CHANGES_MOST]);

#endif

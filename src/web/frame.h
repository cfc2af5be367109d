/* What stands around every page: sections the reader may see, his menu, the moment of the data. */
#ifndef WEB_FRAME_H
#define WEB_FRAME_H

#include "web/link.h"
#include "web/page.h"

struct frame_link {
	const char *text;
	struct url url;
	enum nav nav;
};

#define FRAME_LINKS 16
#define FRAME_CHOICES 12
#define FRAME_FORMS 4

/* What the reader may do from anywhere, as buttons of one form: another role, another theme. */
struct frame_choice {
	const char *value; /* of the button */
	const char *text;
	const char *place; /* words of the data behind the text, or NULL */
	bool pressed;      /* as it is now */
};
struct frame_form {
	const char *title; /* for readers of the screen */
	struct url url;
	const char *name; /* of the buttons; NULL: the form alone says all */
	size_t count;
	struct frame_choice choices[FRAME_CHOICES];
};

struct frame {
	const char *window_title;
	int refresh; /* seconds until the page is asked for again; 0 = never */
	size_t nnav, nmenu, nforms;
	struct frame_link nav[FRAME_LINKS];  /* sections */
	struct frame_link menu[FRAME_LINKS]; /* the reader's own pages */
	struct frame_form forms[FRAME_FORMS];
	struct url year_url, search_url, inbox_url, sign_in_url, help_url; /* text NULL = none */
	int64_t inbox;                                                     /* what waits for him */
	const char *foot; /* moment of the data, method */
};

/* Made once for a page, when its first part is written. */
const struct frame *frame_of(struct page *pg);

/* Where "/" leads: the first section the reader may see, or signing in. */
struct url frame_home(struct page *pg);

/* The mark of the sprite. */
struct url frame_mark(struct page *pg);

#endif

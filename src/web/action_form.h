/* How a field of an action looks in a form. */
#ifndef WEB_ACTION_FORM_H
#define WEB_ACTION_FORM_H

#include "app/field.h"
#include "app/pick.h"
#include "web/link.h"
#include "web/page.h"

/* The label, in the reader's language. */
const char *action_form_label(struct page *pg, const struct field *f);
/* What stands under the label; NULL when it would say the label again. */
const char *action_form_hint(struct page *pg, const struct field *f);
/* What stands in it at first: what was typed or said by the link; a year that must be said is that
 * of the pages. */
const char *action_form_value(struct page *pg, const struct field *f);
/* Ids of hint and error, for aria-describedby. */
const char *action_form_described(struct page *pg, const struct field *f);
/* type= of an <input>; its maxlength; its autocomplete. */
const char *action_form_type(const struct field *f);
int64_t action_form_max(const struct field *f);
const char *action_form_autocomplete(const struct page *pg, const struct field *f);
/* What the button says. */
const char *action_form_button(struct page *pg, const struct action *a);
/* multipart/form-data where files go along. */
const char *action_form_enctype(const struct action *a);
/* True when the field is a word of the action's path. */
bool action_form_in_path(const struct action *a, const struct field *f);
/* True for the state that was seen, which goes along and is not asked. */
bool action_form_fixed(const struct page *pg, const struct field *f);
/* That state: as the page that led here said, as the form begins, or over somebody's change. */
const char *action_form_rev(struct page *pg);

#define PICK_LIST 60 /* so many fit a list to choose from; more are offered while one types */

/*
 * The page of a form of its own: in the section of what it changes, with the way back to it. Who is
 * not signed in sees it without the frame.
 */
void action_form_page(struct page *pg, const struct action *a);

/* What is offered where the field would have to be typed. */
struct picks {
	size_t count;
	const struct pick_row *rows;
	bool known; /* @value is among them, or empty */
};

/* NULL: nothing can be offered, or there is too much. @value: the one that is chosen. */
const struct picks *action_form_picks(struct page *pg, const struct field *f, const char *value);
/* How a choice reads. */
const char *action_form_pick_label(struct page *pg, const struct pick_row *row);

#endif

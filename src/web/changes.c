#include "web/changes.h"

#include "base/buf.h"
#include "base/json_read.h"
#include "base/mem.h"

#include <string.h>

#define CHANGES_LISTED 50 /* of a list; the file of the audit has all */

struct telling {
	struct page *pg;
	size_t count;
	struct change_fact *facts;
};

static const struct words {
	const char *code, *said;
} labels[] = {
    {"school", MSG("School")},
    {"schools", MSG("Schools")},
    {"name", MSG("Name")},
    {"post", MSG("Post")},
    {"email", MSG("Address for letters")},
    {"login", MSG("Login")},
    {"role", MSG("Role")},
    {"org", MSG("Organisation")},
    {"reason", MSG("Reason")},
    {"document", MSG("Number of the document")},
    {"letter", MSG("Number of the letter")},
    {"day", MSG("Day of the document")},
    {"title", MSG("Title of the document")},
    {"acquainted", MSG("Day of the acquaintance")},
    {"how", MSG("How")},
    {"from", MSG("It was")},
    {"was", MSG("It was")},
    {"to", MSG("It is")},
    {"since", MSG("Holds from")},
    {"until", MSG("Until")},
    {"file", MSG("File")},
    {"rows", MSG("Rows")},
    {"batch", MSG("Batch")},
    {"undone", MSG("Batch")},
    {"method", MSG("Method")},
    {"version", MSG("Version")},
    {"year", MSG("Year")},
    {"kind", MSG("Kind")},
    {"list", MSG("List")},
    {"run", MSG("Run")},
    {"copy_of", MSG("Copy of the list")},
    {"first_year", MSG("First year of its own")},
    {"term", MSG("Term to object, working days")},
    {"inputs", MSG("Inputs, SHA-256")},
    {"sha256", MSG("Seal, SHA-256")},
    {"origin", MSG("Origin")},
    {"refused", MSG("Refused because of")},
    {"by", MSG("By")},
    {"next", MSG("Next")},
    {"sessions", MSG("Sessions ended")},
    {"remembered", MSG("Remembered")},
    {"forgotten", MSG("Forgotten")},
};

/* Values that are codes of ours. */
static const struct words codes[] = {
    {"included", MSG("stands in the list")},
    {"excluded", MSG("excluded by decision")},
    {"absent", MSG("did not stand in the list")},
    {"letter", MSG("by a letter")},
    {"signature", MSG("against signature")},
    {"meeting", MSG("at a meeting")},
    {"accepted", MSG("accepted")},
    {"rejected", MSG("rejected")},
    {"password", MSG("a wrong password")},
    {"code", MSG("the code of the second factor")},
    {"locked", MSG("too many failures")},
    {"disabled", MSG("the account is closed")},
    {"link", MSG("the link")},
    {"recovery code", MSG("a recovery code")},
    {"computed", MSG("computed by a method")},
    {"received", MSG("received with a letter")},
    {"approved", MSG("approved")},
    {"results", MSG("schools with low results")},
};

static const char *
said(const struct words *words, size_t n, const char *code)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (strcmp(words[i].code, code) == 0)
			return words[i].said;
	}
	return NULL;
}

static void
add(struct telling *t, const char *name, const char *text, bool code)
{
	const char *label = said(labels, sizeof labels / sizeof *labels, name);
	const char *words = code ? said(codes, sizeof codes / sizeof *codes, text) : NULL;

	if (t->count < CHANGES_MOST)
		t->facts[t->count++] =
		    (struct change_fact){label == NULL ? name : tr(t->pg->lang, label),
			words == NULL ? text : tr(t->pg->lang, words), words == NULL};
}

static const char *
scalar(struct telling *t, const struct json_value *v)
{
	struct day day;

	switch (v->kind) {
	case JSON_IS_TEXT:
		return day_parse(v->text, strlen(v->text), &day)
			   ? text_day(t->pg->ctx, t->pg->lang, day)
			   : v->text;
	case JSON_IS_INT:
		return mem_printf(t->pg->ctx, "%lld", (long long)v->whole);
	case JSON_IS_REAL:
		return mem_printf(t->pg->ctx, "%g", v->real);
	case JSON_IS_BOOL:
		return tr(t->pg->lang, v->truth ? MSG("yes") : MSG("no"));
	case JSON_IS_NULL:
	case JSON_IS_LIST:
	case JSON_IS_OBJECT:
		break;
	}
	return NULL;
}

/* Scalars of a list stand in one fact, the first of them; objects tell their own. The depth is
 * limited by reading. */
static void
tell(struct telling *t, const char *name, const struct json_value *v)
{
	const char *one = scalar(t, v);
	struct buf all;
	size_t i, n = 0;

	if (one != NULL) {
		add(t, name, one, v->kind == JSON_IS_TEXT);
		return;
	}
	all = buf_new(t->pg->ctx, BUF_MAX);
	for (i = 0; i < v->count; i++) {
		const struct json_value *item = &v->items[i];

		one = v->kind == JSON_IS_LIST && n < CHANGES_LISTED ? scalar(t, item) : NULL;
		if (one != NULL) {
			buf_text(&all, n++ == 0 ? "" : ", ");
			buf_text(&all, one);
		} else if (item->kind == JSON_IS_OBJECT || item->kind == JSON_IS_LIST ||
			   v->kind == JSON_IS_OBJECT) {
			tell(t, v->kind == JSON_IS_OBJECT ? item->name : name, item);
		}
	}
	if (n > 0 && n < v->count)
		buf_text(&all, ", …");
	if (n > 0)
		add(t, name, all.bytes, false);
}

size_t
changes_told(struct page *pg, const char *changes, struct change_fact out[CHANGES_MOST])
{
	struct telling t = {pg, 0, out};
	struct json_value v;
	struct error err;

	if (changes != NULL && json_read(pg->ctx, changes, strlen(changes), &v, &err) == OK)
		tell(&t, "", &v);
	return t.count;
}

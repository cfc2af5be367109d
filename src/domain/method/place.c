/*
 * From a byte of a YAML scalar to a line and column of the file.
 *
 * A scalar over several lines was folded and its escapes undone, so the file is walked beside
 * it. Where both can't be matched (a rare escape), the place is counted from the scalar's start.
 */
#include "domain/method/method_int.h"

#include "base/mem.h"

#include <string.h>

struct walk {
	const char *raw, *end;
	char quote; /* ' or ", 0 = plain or block */
	int64_t line;
	int32_t column;
};

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* One byte on. Columns count characters, so continuation bytes are free. */
static void
step(struct walk *w)
{
	char c = *w->raw++;

	if (c == '\n' || (c == '\r' && (w->raw == w->end || *w->raw != '\n'))) {
		w->line++;
		w->column = 1;
	} else if (c != '\r' && (w->raw == w->end || ((unsigned char)*w->raw & 0xC0) != 0x80)) {
		w->column++;
	}
}

static void
skip_space(struct walk *w)
{
	while (w->raw < w->end && is_space(*w->raw))
		step(w);
}

/* Past the source of the scalar's character @c; false when it is not found. */
static bool
match(struct walk *w, char c)
{
	if (is_space(c)) {
		skip_space(w);
		return true;
	}
	skip_space(w);
	if (w->quote == '"' && w->raw < w->end && *w->raw == '\\') {
		step(w);
		skip_space(w);
	}
	if (w->raw == w->end || *w->raw != c)
		return false;
	step(w);
	if (c == '\'' && w->quote == '\'') {
		if (w->raw == w->end || *w->raw != '\'')
			return false;
		step(w);
	}
	return true;
}

static void
find_lines(struct reader *r)
{
	size_t i;

	mem_push(r->tmp, r->lines, r->nlines) = 0;
	for (i = 0; i < r->len; i++) {
		if (r->bytes[i] == '\n' ||
		    (r->bytes[i] == '\r' && (i + 1 == r->len || r->bytes[i + 1] != '\n')))
			mem_push(r->tmp, r->lines, r->nlines) = i + 1;
	}
}

/* A walk at the first character of @node, or false when the file has no such place. */
static bool
begin(struct reader *r, const struct yaml *node, struct walk *w)
{
	if (r->lines == NULL)
		find_lines(r);
	if ((size_t)node->line > r->nlines)
		return false;
	w->raw = r->bytes + r->lines[node->line - 1];
	w->end = r->bytes + r->len;
	w->line = node->line;
	w->column = 1;
	while (w->raw < w->end &&
	       (w->column < node->column || ((unsigned char)*w->raw & 0xC0) == 0x80))
		step(w);
	if (w->line != node->line || w->column != node->column || w->raw == w->end)
		return false;
	if (node->quoted && w->raw > r->bytes && (w->raw[-1] == '\'' || w->raw[-1] == '"'))
		w->quote = w->raw[-1];
	else if (node->quoted && (*w->raw == '|' || *w->raw == '>'))
		while (w->raw < w->end && w->line == node->line)
			step(w);
	return true;
}

static int32_t
count_chars(const char *s, size_t len)
{
	int32_t n = 0;
	size_t i;

	for (i = 0; i < len; i++)
		n += ((unsigned char)s[i] & 0xC0) != 0x80;
	return n;
}

struct place
reader_place(struct reader *r, const struct yaml *node, size_t at)
{
	struct place place = yaml_place(r->file, node);
	struct walk w = {.quote = '\0'};
	bool found = begin(r, node, &w);
	size_t i;

	for (i = 0; found && i < at; i++)
		found = match(&w, node->text[i]);
	if (!found) {
		place.column += count_chars(node->text, at);
		return place;
	}
	if (node->text[at] != '\0' && !is_space(node->text[at]))
		skip_space(&w);
	place.row = w.line;
	place.column = w.column;
	return place;
}

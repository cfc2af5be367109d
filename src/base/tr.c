#include "base/tr.h"

#include "base/buf.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define FOUND_BITS 10
#define FOUND_SPREAD UINT64_C(0x9E3779B97F4A7C15) /* neighbours far from each other */

static int
by_id(const void *key, const void *row)
{
	return strcmp(key, ((const struct tr_row *)row)->id);
}

/* A page says the same again and again, mostly from the same place in the program. */
static const struct tr_row *
find(const char *id)
{
	static _Thread_local const struct tr_row *found[1 << FOUND_BITS];
	const struct tr_row **at = &found[(uintptr_t)id * FOUND_SPREAD >> (64 - FOUND_BITS)];

	if (*at == NULL || strcmp((*at)->id, id) != 0)
		*at = bsearch(id, tr_table, tr_table_count, sizeof tr_table[0], by_id);
	return *at;
}

static const char *
translated(enum lang lang, const struct tr_row *row, const char *id)
{
	return lang != LANG_EN && row != NULL && row->forms[0] != NULL ? row->forms[0] : id;
}

const char *
tr(enum lang lang, const char *id)
{
	return translated(lang, lang == LANG_EN ? NULL : find(id), id);
}

const char *
tr_plural(enum lang lang, const char *id, struct rational n)
{
	const struct tr_row *row = find(id);
	int form;

	if (row == NULL || row->plural == NULL)
		return translated(lang, row, id);
	form = text_plural(lang, n);
	if (lang == LANG_EN || row->forms[form] == NULL)
		return form == 0 ? row->id : row->plural;
	return row->forms[form];
}

static void
put_arg(struct buf *out, enum lang lang, const struct arg *a)
{
	switch (a->type) {
	case ARG_NONE:
		break;
	case ARG_TEXT:
		buf_text(out, a->text);
		break;
	case ARG_MSG:
		buf_text(out, tr(lang, a->text));
		break;
	case ARG_INT:
		text_put_number(out, lang, rational_int(a->integer), 0);
		break;
	case ARG_YEAR:
		buf_int(out, a->integer);
		break;
	case ARG_NUMBER:
		text_put_number(out, lang, a->number, 4);
		break;
	case ARG_PERCENT:
		text_put_percent(out, lang, a->number, 2);
		break;
	case ARG_DAY:
		buf_text(out, text_day(out->ctx, lang, a->day));
		break;
	}
}

char *
tr_format(TALLOC_CTX *ctx, enum lang lang, const char *id, const struct arg *args)
{
	struct buf out = buf_new(ctx, 1 << 16);
	struct rational n = rational_int(1);
	size_t i, count = 0;
	bool found = false;
	const char *p, *from;

	for (i = 0; i < ERROR_ARGS && args[i].type != ARG_NONE; i++) {
		count++;
		if (args[i].type == ARG_INT && !found) {
			n = rational_int(args[i].integer);
			found = true;
		}
	}
	p = found ? tr_plural(lang, id, n) : tr(lang, id);
	for (from = p; *p != '\0'; p++) {
		if (p[0] != '{' || p[1] < '0' || p[1] > '5' || p[2] != '}' ||
		    (size_t)(p[1] - '0') >= count)
			continue;
		buf_add(&out, from, (size_t)(p - from));
		put_arg(&out, lang, &args[p[1] - '0']);
		p += 2;
		from = p + 1;
	}
	buf_add(&out, from, (size_t)(p - from));
	return out.bytes;
}

char *
tr_error(TALLOC_CTX *ctx, enum lang lang, const struct error *e)
{
	struct arg args[ERROR_ARGS + 1];

	error_args(e, args);
	return tr_format(ctx, lang, e->id == NULL ? "" : e->id, args);
}

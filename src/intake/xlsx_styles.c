#include "intake/xlsx.h"

#include "base/mem.h"

#define FORMATS_MAX 100000
#define STYLES_MAX 1000000

struct format {
	int64_t id;
	enum number_kind kind;
};

enum state { OUTSIDE, IN_SHEET, IN_FORMATS, IN_STYLES };

struct reader {
	struct xml xml;
	struct styles *out;
	enum state state;
	struct format *formats; /* the file's own, in its order */
	size_t nformats;
	int64_t *ids; /* of each cell format */
	size_t nids;
};

static void
too_many(struct reader *r)
{
	xml_fail(&r->xml, MSG("the file holds more than {0} cell formats"), arg_int(STYLES_MAX));
}

static int64_t
format_id(const char **attributes)
{
	const char *s = xml_attribute(attributes, "numFmtId");
	int64_t id;

	return s != NULL && xml_whole(s, strlen(s), INT32_MAX, &id) ? id : 0;
}

static void
add_format(struct reader *r, const char **attributes)
{
	const char *code = xml_attribute(attributes, "formatCode");
	struct format f = {format_id(attributes), NUMBER_PLAIN};

	if (code == NULL)
		return;
	if (r->nformats == FORMATS_MAX) {
		too_many(r);
		return;
	}
	f.kind = number_kind_code(code);
	mem_push(r, r->formats, r->nformats) = f;
}

static void
add_style(struct reader *r, const char **attributes)
{
	if (r->nids == STYLES_MAX) {
		too_many(r);
		return;
	}
	mem_push(r, r->ids, r->nids) = format_id(attributes);
}

static void XMLCALL
on_start(void *data, const char *name, const char **attributes)
{
	struct reader *r = data;

	if (!xml_enter(&r->xml))
		return;
	name = xml_local(name);
	if (r->state == OUTSIDE && strcmp(name, "styleSheet") == 0) {
		r->state = IN_SHEET;
	} else if (r->state == IN_SHEET && strcmp(name, "numFmts") == 0) {
		r->state = IN_FORMATS;
	} else if (r->state == IN_SHEET && strcmp(name, "cellXfs") == 0) {
		r->state = IN_STYLES;
	} else {
		if (r->state == IN_FORMATS && strcmp(name, "numFmt") == 0)
			add_format(r, attributes);
		else if (r->state == IN_STYLES && strcmp(name, "xf") == 0)
			add_style(r, attributes);
		xml_skip(&r->xml);
	}
}

static void XMLCALL
on_end(void *data, const char *name)
{
	struct reader *r = data;

	if (xml_leave(&r->xml))
		r->state = r->state >= IN_FORMATS ? IN_SHEET : OUTSIDE;
}

static int
by_id(const void *a, const void *b)
{
	const struct format *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

static void
join(struct reader *r)
{
	struct styles *s = r->out;
	size_t i;

	if (r->nformats > 0)
		qsort(r->formats, r->nformats, sizeof *r->formats, by_id);
	s->kinds = mem_array(s, unsigned char, r->nids + 1);
	for (i = 0; i < r->nids; i++) {
		struct format key = {.id = r->ids[i]}, *own = NULL;

		if (r->nformats > 0)
			own = bsearch(&key, r->formats, r->nformats, sizeof key, by_id);
		s->kinds[i] = own != NULL ? own->kind : number_kind_builtin((int)key.id);
	}
	s->count = r->nids;
}

enum err
styles_read(TALLOC_CTX *ctx, struct source *source, struct styles **out, struct error *err)
{
	struct reader *r = mem_new(ctx, struct reader);
	enum err e;

	r->out = mem_new(ctx, struct styles);
	e = xml_read(&r->xml, r, source, on_start, on_end, NULL, err);
	if (e == OK) {
		join(r);
		*out = r->out;
	} else {
		talloc_free(r->out);
	}
	talloc_free(r);
	return e;
}

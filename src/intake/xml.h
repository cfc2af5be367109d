/*
 * XML of a foreign file as a stream that can pause (expat stands only in xml.c and in the
 * handlers of the readers).
 *
 * Handlers are expat's own, without a layer between: a sheet has millions of elements. Their user
 * data is a struct whose first member is struct xml. Each start handler begins with xml_enter(),
 * each end handler with xml_leave(); an element nobody wants is ignored with all it holds by
 * xml_skip().
 *
 * Refused: DTD and with it every entity of the file's own, depth above XML_DEPTH_MAX, a tag or
 * comment above XML_TOKEN_MAX (expat scans an unfinished token again with each piece), more than
 * XML_MEMORY_MAX for expat itself (it keeps every distinct name).
 */
#ifndef INTAKE_XML_H
#define INTAKE_XML_H

#include "intake/archive.h"

#include <expat.h>
#include <string.h>

#define XML_DEPTH_MAX 256
#define XML_TOKEN_MAX ((int64_t)2 << 20)
#define XML_MEMORY_MAX ((size_t)64 << 20)
#define XML_CHUNK (32 << 10)

struct xml {
	XML_Parser parser;
	TALLOC_CTX *memory; /* holds the source and */
	TALLOC_CTX *expat;  /* all that expat takes */
	size_t taken;       /* bytes of it */
	struct source *source;
	int depth;
	int skip;             /* the depth of the ignored element; 0 = none */
	int64_t fed, read_to; /* bytes given to expat; where its last whole token began */
	bool paused, final;
	enum err failed;
	struct error error;
};

/*
 * Begins to read @source, which becomes @xml's. @data is given to the handlers and must begin
 * with @xml. Names come with their prefixes as they are written: resolving name spaces costs more
 * than all else. Ended by xml_close() or by freeing @ctx.
 */
void xml_open(struct xml *xml, TALLOC_CTX *ctx, struct source *source,
    XML_StartElementHandler start, XML_EndElementHandler end, XML_CharacterDataHandler text);
void xml_close(struct xml *xml);

/* Runs until a handler pauses (*@more = true) or the document ends. */
enum err xml_run(struct xml *xml, bool *more, struct error *err);

/* Opens, runs to the end, closes. */
enum err xml_read(struct xml *xml, TALLOC_CTX *ctx, struct source *source,
    XML_StartElementHandler start, XML_EndElementHandler end, XML_CharacterDataHandler text,
    struct error *err);

/* From a handler: return from xml_run() after this one, to go on later. */
void xml_pause(struct xml *xml);

/* From a handler: end with an error. No handler sees anything after it. */
#define xml_fail(xml, ...) xml_fail_(xml, __VA_ARGS__)
#define xml_fail_(xml, msg, ...)                                                                   \
	xml_stop(xml, msg, (struct arg[]){__VA_ARGS__ __VA_OPT__(, ){.type = ARG_NONE}})
void xml_stop(struct xml *xml, const char *id, const struct arg *args);
void xml_damaged(struct xml *xml);

void xml_too_deep(struct xml *xml);

/* False: the element is inside an ignored one. */
static inline bool
xml_enter(struct xml *xml)
{
	if (++xml->depth > XML_DEPTH_MAX)
		xml_too_deep(xml);
	return xml->skip == 0;
}

static inline bool
xml_leave(struct xml *xml)
{
	bool seen = xml->skip == 0;

	if (xml->skip == xml->depth && xml->failed == OK)
		xml->skip = 0;
	xml->depth--;
	return seen;
}

static inline void
xml_skip(struct xml *xml)
{
	if (xml->skip == 0)
		xml->skip = xml->depth;
}

/* The name without its prefix ("x:row"). */
static inline const char *
xml_local(const char *name)
{
	const char *p = strrchr(name, ':');

	return p == NULL ? name : p + 1;
}

/* The value of the attribute with this local name, or NULL. */
const char *xml_attribute(const char **attributes, const char *local);

/* A whole decimal number without sign of at most @max; false if it is none. */
bool xml_whole(const char *s, size_t len, int64_t max, int64_t *out);

#endif

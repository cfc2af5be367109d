#include "intake/xml.h"

#include "base/mem.h"

/* expat's allocator knows no user data; a parser belongs to one thread, so this does. */
static _Thread_local struct xml *running;

/* Whether expat may take @more bytes in place of @less. */
static bool
allow(size_t more, size_t less)
{
	if (more > XML_MEMORY_MAX || running->taken - less + more > XML_MEMORY_MAX)
		return false;
	running->taken = running->taken - less + more;
	return true;
}

static void *
take(size_t size)
{
	return allow(size, 0) ? mem_check(talloc_size(running->expat, size)) : NULL;
}

static void *
take_again(void *p, size_t size)
{
	if (!allow(size, p == NULL ? 0 : talloc_get_size(p)))
		return NULL;
	return mem_check(talloc_realloc_size(running->expat, p, size));
}

static void
give_back(void *p)
{
	if (p != NULL)
		running->taken -= talloc_get_size(p);
	talloc_free(p);
}

static const XML_Memory_Handling_Suite suite = {take, take_again, give_back};

void
xml_stop(struct xml *xml, const char *id, const struct arg *args)
{
	if (xml->failed != OK)
		return;
	xml->failed = error_set(&xml->error, ERR_INVALID, id, args);
	xml->skip = 1;
	XML_StopParser(xml->parser, XML_FALSE);
}

void
xml_damaged(struct xml *xml)
{
	struct error e;

	if (xml->failed != OK)
		return;
	file_damaged(&e);
	xml_stop(xml, e.id, e.args);
}

void
xml_too_deep(struct xml *xml)
{
	xml_fail(xml,
	    MSG("the parts of the file are nested deeper than {0}, which no spreadsheet needs; "
		"it is not read"),
	    arg_int(XML_DEPTH_MAX));
}

static void
too_complex(struct xml *xml)
{
	xml_fail(
	    xml, MSG("the file is too complex: a single name, tag or comment in it, or all names "
		     "together, are larger than any spreadsheet needs; it is not read"));
}

static void XMLCALL
refuse_doctype(
    void *data, const XML_Char *name, const XML_Char *system, const XML_Char *public, int internal)
{
	xml_fail(data,
	    MSG("the file declares a document type (DTD), as spreadsheet programs never do and "
		"attackers do; it is not read"));
}

void
xml_pause(struct xml *xml)
{
	if (xml->failed == OK)
		XML_StopParser(xml->parser, XML_TRUE);
}

void
xml_open(struct xml *xml, TALLOC_CTX *ctx, struct source *source, XML_StartElementHandler start,
    XML_EndElementHandler end, XML_CharacterDataHandler text)
{
	*xml = (struct xml){.memory = mem_check(talloc_new(ctx)), .source = source};
	talloc_steal(xml->memory, source);
	xml->expat = mem_check(talloc_new(xml->memory));
	running = xml;
	xml->parser = mem_check(XML_ParserCreate_MM(NULL, &suite, NULL));
	XML_SetUserData(xml->parser, xml);
	XML_SetElementHandler(xml->parser, start, end);
	XML_SetCharacterDataHandler(xml->parser, text);
	XML_SetStartDoctypeDeclHandler(xml->parser, refuse_doctype);
}

void
xml_close(struct xml *xml)
{
	TALLOC_FREE(xml->memory);
	xml->parser = NULL;
}

/* What expat found wrong, as our own sentence. */
static enum err
explain(struct xml *xml, struct error *err)
{
	struct arg args[ERROR_ARGS + 1];

	if (xml->failed == OK && XML_GetErrorCode(xml->parser) == XML_ERROR_NO_MEMORY)
		too_complex(xml);
	else if (xml->failed == OK)
		xml_damaged(xml);
	error_args(&xml->error, args);
	return error_set(err, xml->failed, xml->error.id, args);
}

/*
 * Newer expat does not look at an unfinished token again before it has doubled; then it knows no
 * current place and says -1.
 */
static bool
token_too_long(struct xml *xml)
{
	int64_t at = XML_GetCurrentByteIndex(xml->parser);

	if (at >= 0)
		xml->read_to = at;
	return xml->fed - xml->read_to > XML_TOKEN_MAX;
}

static enum err
feed(struct xml *xml, enum XML_Status *status, struct error *err)
{
	void *room = XML_GetBuffer(xml->parser, XML_CHUNK);
	struct error read_error;
	size_t got;
	enum err e;

	if (room == NULL) {
		*status = XML_STATUS_ERROR;
		return OK;
	}
	e = source_read(xml->source, room, XML_CHUNK, &got, &read_error);
	if (e != OK) {
		xml->failed = e;
		xml->error = read_error;
		return explain(xml, err);
	}
	xml->fed += (int64_t)got;
	xml->final = got == 0;
	*status = XML_ParseBuffer(xml->parser, (int)got, xml->final);
	if (*status == XML_STATUS_OK && !xml->final && token_too_long(xml)) {
		too_complex(xml);
		*status = XML_STATUS_ERROR;
	}
	return OK;
}

enum err
xml_run(struct xml *xml, bool *more, struct error *err)
{
	enum XML_Status status;
	enum err e;

	running = xml;
	for (;;) {
		if (xml->failed != OK)
			return explain(xml, err);
		if (xml->paused) {
			xml->paused = false;
			status = XML_ResumeParser(xml->parser);
		} else {
			e = feed(xml, &status, err);
			if (e != OK)
				return e;
		}
		if (status == XML_STATUS_ERROR)
			return explain(xml, err);
		if (status == XML_STATUS_SUSPENDED) {
			xml->paused = true;
			*more = true;
			return OK;
		}
		if (xml->final) {
			*more = false;
			return OK;
		}
	}
}

enum err
xml_read(struct xml *xml, TALLOC_CTX *ctx, struct source *source, XML_StartElementHandler start,
    XML_EndElementHandler end, XML_CharacterDataHandler text, struct error *err)
{
	bool more = true;
	enum err e = OK;

	xml_open(xml, ctx, source, start, end, text);
	while (e == OK && more)
		e = xml_run(xml, &more, err);
	xml_close(xml);
	return e;
}

const char *
xml_attribute(const char **attributes, const char *local)
{
	for (; *attributes != NULL; attributes += 2)
		if (strcmp(xml_local(attributes[0]), local) == 0)
			return attributes[1];
	return NULL;
}

bool
xml_whole(const char *s, size_t len, int64_t max, int64_t *out)
{
	int64_t n = 0;
	size_t i;

	for (i = 0; i < len; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		n = n * 10 + (s[i] - '0');
		if (n > max)
			return false;
	}
	if (len == 0)
		return false;
	*out = n;
	return true;
}

#include "web/multipart.h"

#include "base/mem.h"
#include "base/text.h"

#include <string.h>
#include <strings.h>

#define BOUNDARY_MAX 70 /* RFC 2046 */
#define PART_HEAD_MAX ((size_t)4096)

struct reader {
	TALLOC_CTX *ctx;
	const char *at;
	const char *end;
	char *line; /* "\r\n--" and the boundary */
	size_t line_len;
	struct multipart *out;
};

/* What the head of a part says. */
struct part {
	char *name;
	char *filename; /* NULL: a field, not a file */
	char *type;
	bool disposed; /* Content-Disposition was there */
};

static bool
is_token(char c)
{
	return c > ' ' && c < 0x7f && strchr("()<>@,;:\\\"/[]?={}", c) == NULL;
}

/* From *@at: «; name=value» or «; name="value"», the value as it stands. False if it is neither. */
static bool
next_parameter(const char **at, const char *name[2], const char *value[2])
{
	const char *s = *at;

	s += strspn(s, " \t");
	if (*s++ != ';')
		return false;
	s += strspn(s, " \t");
	for (name[0] = s; is_token(*s); s++)
		;
	name[1] = s;
	if (name[0] == name[1] || *s++ != '=')
		return false;
	if (*s == '"') {
		value[0] = ++s;
		s = strchr(s, '"');
		if (s == NULL)
			return false;
		value[1] = s++;
	} else {
		for (value[0] = s; is_token(*s); s++)
			;
		value[1] = s;
	}
	*at = s;
	return true;
}

/* Browsers write a quotation mark as %22 and nothing else of what matters here. */
static char *
unquote(TALLOC_CTX *ctx, const char *value[2])
{
	char *out = mem_strndup(ctx, value[0], (size_t)(value[1] - value[0])), *from, *to;

	for (from = to = out; *from != '\0'; to++) {
		if (strncmp(from, "%22", 3) == 0) {
			*to = '"';
			from += 3;
		} else {
			*to = *from++;
		}
	}
	*to = '\0';
	return out;
}

char *
multipart_parameter(TALLOC_CTX *ctx, const char *header, const char *name, bool *sound)
{
	const char *at = header + strcspn(header, ";"), *n[2], *v[2];
	char *found = NULL;

	*sound = true;
	while (at[strspn(at, " \t")] != '\0') {
		if (!next_parameter(&at, n, v)) {
			*sound = false;
			return NULL;
		}
		if (strlen(name) != (size_t)(n[1] - n[0]) ||
		    strncasecmp(name, n[0], (size_t)(n[1] - n[0])) != 0)
			continue;
		if (found != NULL)
			*sound = false;
		found = unquote(ctx, v);
	}
	return found;
}

static bool
plain(const char *s)
{
	for (; *s != '\0'; s++) {
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			return false;
	}
	return true;
}

static int
take_disposition(struct reader *r, struct part *part, const char *value)
{
	bool sound, sound_too;
	char *cut;

	if (part->disposed || strncasecmp(value, "form-data", 9) != 0 ||
	    (value[9] != ';' && value[9] != ' '))
		return 400;
	part->disposed = true;
	part->name = multipart_parameter(r->ctx, value, "name", &sound);
	part->filename = multipart_parameter(r->ctx, value, "filename", &sound_too);
	if (!sound || !sound_too || part->name == NULL || part->name[0] == '\0')
		return 400;
	if (strlen(part->name) > HTTP_FIELD_NAME_MAX)
		return 413;
	if (part->filename == NULL)
		return 0;
	/* old browsers send the whole path of the file */
	while ((cut = strpbrk(part->filename, "/\\")) != NULL)
		part->filename = cut + 1;
	return strlen(part->filename) > HTTP_FILE_NAME_MAX ? 413 : 0;
}

static int
take_header(struct reader *r, struct part *part, char *line)
{
	char *value = strchr(line, ':');

	if (value == NULL || value == line)
		return 400;
	*value++ = '\0';
	value += strspn(value, " \t");
	if (strcasecmp(line, "content-disposition") == 0)
		return take_disposition(r, part, value);
	if (strcasecmp(line, "content-type") == 0) {
		if (part->type != NULL || strncasecmp(value, "multipart/", 10) == 0)
			return 400;
		part->type = value;
	}
	if (strcasecmp(line, "content-transfer-encoding") == 0 &&
	    strcasecmp(value, "binary") != 0 && strcasecmp(value, "8bit") != 0 &&
	    strcasecmp(value, "7bit") != 0)
		return 400;
	return 0;
}

/* The header lines of a part, up to the empty one. */
static int
take_head(struct reader *r, struct part *part)
{
	size_t left = (size_t)(r->end - r->at);
	const char *end;
	char *line;
	int status = 0;

	while (status == 0) {
		end = memmem(r->at, left < PART_HEAD_MAX ? left : PART_HEAD_MAX, "\r\n", 2);
		if (end == NULL)
			return left > PART_HEAD_MAX ? 413 : 400;
		line = mem_strndup(r->ctx, r->at, (size_t)(end - r->at));
		/* a NUL would have cut the copy short; a fold is a line that begins with a space */
		if (strlen(line) != (size_t)(end - r->at) || !text_valid(line, strlen(line)) ||
		    !plain(line))
			return 400;
		r->at = end + 2;
		left = (size_t)(r->end - r->at);
		if (line[0] == '\0')
			return part->disposed ? 0 : 400;
		status = take_header(r, part, line);
	}
	return status;
}

static int
keep_file(struct reader *r, const struct part *part, const char *bytes, size_t len)
{
	struct multipart *m = r->out;

	if (part->filename[0] == '\0' && len == 0)
		return 0; /* nothing was chosen */
	if (m->nfiles == HTTP_FILES_MAX)
		return 413;
	mem_push(r->ctx, m->files, m->nfiles) = (struct http_file){.name = part->name,
	    .filename = part->filename,
	    .type = part->type == NULL ? "" : part->type,
	    .bytes = bytes,
	    .len = len};
	return 0;
}

static int
keep_field(struct reader *r, const struct part *part, const char *bytes, size_t len)
{
	struct multipart *m = r->out;

	if (m->nfields == HTTP_FIELDS_MAX || len > HTTP_FIELD_MAX)
		return 413;
	if (!text_valid(bytes, len))
		return 400;
	mem_push(r->ctx, m->fields, m->nfields) =
	    (struct http_pair){.name = part->name, .value = mem_strndup(r->ctx, bytes, len)};
	return 0;
}

static int
take_part(struct reader *r)
{
	struct part part = {0};
	const char *bytes, *end;
	size_t len;
	int status = take_head(r, &part);

	if (status != 0)
		return status;
	/* The empty line that ended the head may also begin the next boundary: an empty part. */
	bytes = r->at;
	end = memmem(bytes - 2, (size_t)(r->end - bytes) + 2, r->line, r->line_len);
	if (end == NULL)
		return 400;
	len = end < bytes ? 0 : (size_t)(end - bytes);
	r->at = end + r->line_len;
	return part.filename != NULL ? keep_file(r, &part, bytes, len)
				     : keep_field(r, &part, bytes, len);
}

static bool
take(struct reader *r, const char *what, size_t len)
{
	if ((size_t)(r->end - r->at) < len || memcmp(r->at, what, len) != 0)
		return false;
	r->at += len;
	return true;
}

int
multipart_read(
    TALLOC_CTX *ctx, const char *type, const char *body, size_t len, struct multipart *out)
{
	struct reader r = {.ctx = ctx, .at = body, .end = body + len, .out = out};
	size_t parts = 0;
	bool sound;
	char *boundary = multipart_parameter(ctx, type, "boundary", &sound);
	int status;

	*out = (struct multipart){0};
	if (!sound || boundary == NULL || boundary[0] == '\0' || strlen(boundary) > BOUNDARY_MAX)
		return 400;
	r.line = mem_printf(ctx, "\r\n--%s", boundary);
	r.line_len = strlen(r.line);
	if (!take(&r, r.line + 2, r.line_len - 2))
		return 400;
	while (!take(&r, "--", 2)) {
		if (parts++ == HTTP_FIELDS_MAX + HTTP_FILES_MAX)
			return 413;
		if (!take(&r, "\r\n", 2))
			return 400;
		status = take_part(&r);
		if (status != 0)
			return status;
	}
	return r.at == r.end || (take(&r, "\r\n", 2) && r.at == r.end) ? 0 : 400;
}

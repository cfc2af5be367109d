#include "intake/xlsx.h"

#include "base/mem.h"

#define RELATIONS_MAX 20000
#define TARGET_MAX 1024
#define WORD_MAX 255 /* of an id, of the last word of a type */

struct reader {
	struct xml xml;
	TALLOC_CTX *ctx;
	const char *folder; /* of the part, with its slash */
	size_t folder_len;
	struct relations out;
};

/* Drops the last folder of @path of @n bytes that end with a slash; false at the top. */
static bool
one_up(const char *path, size_t *n)
{
	if (*n == 0)
		return false;
	(*n)--;
	while (*n > 0 && path[*n - 1] != '/')
		(*n)--;
	return true;
}

/*
 * The path in the archive that @target means in @folder; NULL if it leads out of the archive.
 */
static char *
resolve(TALLOC_CTX *ctx, const char *folder, size_t folder_len, const char *target)
{
	char path[TARGET_MAX * 2 + 2];
	size_t n = 0, len;

	if (strlen(target) > TARGET_MAX || folder_len > TARGET_MAX)
		return NULL;
	if (*target != '/' && *target != '\\') {
		memcpy(path, folder, folder_len);
		n = folder_len;
	}
	while (*target != '\0') {
		len = strcspn(target, "/\\");
		if (len == 2 && memcmp(target, "..", 2) == 0) {
			if (!one_up(path, &n))
				return NULL;
		} else if (len > 0 && !(len == 1 && *target == '.')) {
			memcpy(path + n, target, len);
			n += len;
			if (target[len] != '\0')
				path[n++] = '/';
		}
		target += len + (target[len] != '\0');
	}
	return mem_strndup(ctx, path, n);
}

static void
add(struct reader *r, const char **attributes)
{
	const char *id = xml_attribute(attributes, "Id");
	const char *type = xml_attribute(attributes, "Type");
	const char *target = xml_attribute(attributes, "Target");
	const char *mode = xml_attribute(attributes, "TargetMode");
	const char *word;
	struct relation rel;

	if (id == NULL || type == NULL || target == NULL ||
	    (mode != NULL && strcmp(mode, "External") == 0))
		return;
	if (r->out.count == RELATIONS_MAX) {
		xml_damaged(&r->xml);
		return;
	}
	word = strrchr(type, '/');
	if (strlen(id) > WORD_MAX || strlen(word == NULL ? type : word) > WORD_MAX)
		return;
	rel.target = resolve(r->ctx, r->folder, r->folder_len, target);
	if (rel.target == NULL)
		return;
	rel.id = mem_strdup(r->ctx, id);
	rel.type = mem_strdup(r->ctx, word == NULL ? type : word + 1);
	mem_push(r->ctx, r->out.items, r->out.count) = rel;
}

static void XMLCALL
on_start(void *data, const char *name, const char **attributes)
{
	struct reader *r = data;

	if (!xml_enter(&r->xml))
		return;
	if (r->xml.depth == 2 && strcmp(xml_local(name), "Relationship") == 0)
		add(r, attributes);
	if (r->xml.depth >= 2)
		xml_skip(&r->xml);
}

static void XMLCALL
on_end(void *data, const char *name)
{
	xml_leave(data);
}

enum err
relations_read(TALLOC_CTX *ctx, struct archive *archive, const char *part, struct relations *out,
    struct error *err)
{
	const char *slash = strrchr(part, '/'), *base = slash == NULL ? part : slash + 1;
	struct reader *r = mem_new(ctx, struct reader);
	struct source *source;
	char *name;
	enum err e;

	r->ctx = ctx;
	r->folder = part;
	r->folder_len = (size_t)(base - part);
	name = mem_printf(r, "%.*s_rels/%s.rels", (int)r->folder_len, part, base);
	*out = (struct relations){0};
	if (!archive_has(archive, name)) {
		talloc_free(r);
		return OK;
	}
	e = archive_entry(r, archive, name, &source, err);
	if (e == OK)
		e = xml_read(&r->xml, r, source, on_start, on_end, NULL, err);
	if (e == OK)
		*out = r->out;
	talloc_free(r);
	return e;
}

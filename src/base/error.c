#include "base/error.h"

#include <errno.h>

#include <string.h>

struct arg
arg_text(const char *s)
{
	return (struct arg){.type = ARG_TEXT, .text = s == NULL ? "" : s};
}

struct arg
arg_int(int64_t n)
{
	return (struct arg){.type = ARG_INT, .integer = n};
}

struct arg
arg_year(int64_t year)
{
	return (struct arg){.type = ARG_YEAR, .integer = year};
}

struct arg
arg_number(struct rational n)
{
	return (struct arg){.type = ARG_NUMBER, .number = n};
}

struct arg
arg_percent(struct rational share)
{
	return (struct arg){.type = ARG_PERCENT, .number = share};
}

struct arg
arg_day(struct day d)
{
	return (struct arg){.type = ARG_DAY, .day = d};
}

struct arg
arg_msg(const char *id)
{
	return (struct arg){.type = ARG_MSG, .text = id};
}

struct arg
arg_errno(int code)
{
	const char *other;

	switch (code) {
	case ENOENT:
		return arg_msg(MSG("there is no such file or folder"));
	case EACCES:
	case EPERM:
	case EROFS:
		return arg_msg(MSG("access is not allowed"));
	case ENOSPC:
	case EDQUOT:
		return arg_msg(MSG("the disk is full"));
	case EISDIR:
		return arg_msg(MSG("this is a folder, not a file"));
	case ENOTDIR:
		return arg_msg(MSG("a part of the path is not a folder"));
	case EEXIST:
		return arg_msg(MSG("it is there already"));
	case EIO:
		return arg_msg(MSG("the disk can't be read or written"));
	}
	other = strerrordesc_np(code); /* unlike strerror() it lives for ever */
	return arg_msg(other != NULL ? other : MSG("unknown failure of the system"));
}

/* Copies as much of @s as fits, cut before a broken UTF-8 sequence and ended with an ellipsis. */
static size_t
put_text(char *to, size_t room, const char *s)
{
	static const char more[] = "…";
	size_t n = strlen(s);

	if (n < room) {
		memcpy(to, s, n + 1);
		return n + 1;
	}
	if (room < sizeof more) {
		if (room > 0)
			to[0] = '\0';
		return room > 0 ? 1 : 0;
	}
	n = room - sizeof more;
	while (n > 0 && ((unsigned char)s[n] & 0xC0) == 0x80)
		n--;
	memcpy(to, s, n);
	memcpy(to + n, more, sizeof more);
	return n + sizeof more;
}

enum err
error_set(struct error *e, enum err kind, const char *id, const struct arg *args)
{
	struct error made = {.kind = kind, .id = id};
	size_t i, left = 0, used = 0, room;

	if (e == NULL)
		return kind;
	for (i = 0; i < ERROR_ARGS && args[i].type != ARG_NONE; i++)
		left += args[i].type == ARG_TEXT;
	for (i = 0; i < ERROR_ARGS && args[i].type != ARG_NONE; i++) {
		made.args[i] = args[i];
		if (args[i].type != ARG_TEXT)
			continue;
		room = (ERROR_TEXT - used) / left--;
		made.text_at[i] = (uint16_t)(used + 1);
		used += put_text(made.texts + used, room, args[i].text);
		made.args[i].text = NULL;
	}
	*e = made; /* at the end: the texts may stand in *e itself */
	return kind;
}

void
error_args(const struct error *e, struct arg out[ERROR_ARGS + 1])
{
	size_t i;

	memcpy(out, e->args, sizeof e->args);
	for (i = 0; i < ERROR_ARGS; i++) {
		if (out[i].type == ARG_TEXT)
			out[i].text = e->texts + e->text_at[i] - 1;
	}
}

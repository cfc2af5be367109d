/*
 * tmplc: pages as HTML to C, escaping by type and by place.
 *
 *   tmplc header FILE.html...   > templates.h
 *   tmplc source FILE.html      > FILE.c
 *   tmplc messages FILE.html... > a file that xgettext reads as C
 *
 * A file holds templates:
 *
 *   %% #include "app/explain.h"
 *   %template why(const struct explain_view *v)
 *   <h1>{{own(v->name)}}</h1>
 *   % for (i = 0; i < v->count; i++) {
 *   <li><a href="{{link_school(pg, v->codes[i])}}">{{t "{0} of {1}", arg_int(a), arg_int(b)}}</a>
 *   % }
 *   %end
 *
 * which becomes `void tmpl_why(struct page *pg, const struct explain_view *v)`. A line that starts
 * with `%` is C; `%#` is a comment.
 *
 *   {{expression}}            put by its type: web/put.h has a function for each type and place,
 * and none for what must not stand there, so a mistake is a compiler error
 *   {{t "Message", args}}     a message in the reader's language
 *   {{n "{0} school", "{0} schools", args}}   the same with a plural
 *   {{icon search}}           an icon of the sprite (web/static/icons.txt), unseen by readers
 *   {{call f(args)}}          calls f(pg, args), which writes by itself: another template
 *   {{when condition "attribute"}}   only inside a tag: the words if the condition holds;
 *                             of NAME=VALUE the value is quoted
 *
 * The place is followed through the tags: text, a quoted attribute, an attribute that is a URL
 * (there only a struct url may stand, or a literal that starts with #). An expression inside
 * a script, a style, a comment, a tag's name or an unquoted attribute is refused.
 */
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum place { TEXT, TAG, VALUE, COMMENT, SCRIPT };

static const char *file;
static int line;
static enum place place;
static char attribute[40];                /* whose value is open */
static char quote;                        /* that ends it */
static size_t value_length, value_prefix; /* letters of the value so far; its first letter */
static char word[40];                     /* the tag or attribute name being read */
static size_t word_length;
static char tag[40];
static int closing_script;

static void die(const char *pattern, ...) __attribute__((noreturn, format(printf, 1, 2)));

static void
die(const char *pattern, ...)
{
	va_list list;

	fprintf(stderr, "%s:%d: ", file, line);
	va_start(list, pattern);
	vfprintf(stderr, pattern, list);
	va_end(list);
	fputc('\n', stderr);
	exit(1);
}

static int
is_url(const char *name)
{
	static const char *const names[] = {
	    "href", "src", "action", "formaction", "poster", "data-autosave", "data-href"};
	size_t i;

	for (i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (strcmp(names[i], name) == 0)
			return 1;
	}
	return 0;
}

static void
take_word(char c)
{
	if (word_length + 1 < sizeof word)
		word[word_length++] = (char)tolower((unsigned char)c);
	word[word_length] = '\0';
}

static void
in_tag(char c)
{
	if (c == '"' || c == '\'') {
		place = VALUE;
		quote = c;
		value_length = 0;
		snprintf(attribute, sizeof attribute, "%s", word);
		word_length = 0;
	} else if (c == '>') {
		if (tag[0] == '\0')
			snprintf(tag, sizeof tag, "%s", word);
		place = strcmp(tag, "script") == 0 || strcmp(tag, "style") == 0 ? SCRIPT : TEXT;
		word_length = 0;
	} else if (isspace((unsigned char)c)) {
		if (tag[0] == '\0')
			snprintf(tag, sizeof tag, "%s", word);
		word_length = 0;
	} else if (c != '=') {
		take_word(c);
	}
}

/* One letter of the page as it is: where are we after it? */
static void
follow(char c, const char *rest)
{
	switch (place) {
	case TEXT:
		if (c == '<' && strncmp(rest, "!--", 3) == 0) {
			place = COMMENT;
		} else if (c == '<') {
			place = TAG;
			word_length = 0;
			word[0] = tag[0] = '\0';
		}
		break;
	case TAG:
		in_tag(c);
		break;
	case VALUE:
		if (c == quote)
			place = TAG;
		else if (value_length++ == 0)
			value_prefix = (unsigned char)c;
		break;
	case COMMENT:
		if (c == '-' && strncmp(rest, "->", 2) == 0)
			place = TAG; /* till its > */
		break;
	case SCRIPT:
		if (c == '<' && rest[0] == '/')
			closing_script = 1;
		if (c == '>' && closing_script) {
			place = TEXT;
			closing_script = 0;
		}
		break;
	}
}

static void
put_literal(const char *s, size_t length)
{
	size_t i;

	if (length == 0)
		return;
	fputs("\tput_raw(pg, \"", stdout);
	for (i = 0; i < length; i++) {
		if (s[i] == '\n')
			fputs("\\n", stdout);
		else if (s[i] == '"' || s[i] == '\\')
			printf("\\%c", s[i]);
		else if ((unsigned char)s[i] < 32 || (unsigned char)s[i] > 126)
			printf("\\%03o", (unsigned char)s[i]);
		else
			putchar(s[i]);
	}
	printf("\", %zu);\n", length);
}

static const char *
writer(void)
{
	if (place == TEXT)
		return "put_text";
	if (place != VALUE)
		die("an expression stands where nothing may: in a tag, a comment or a script");
	if (!is_url(attribute))
		return "put_attr";
	if (value_length == 0)
		return "put_url";
	if (value_prefix == '#')
		return "put_attr";
	die("%s: a URL is one expression of the type struct url", attribute);
}

/* `when CONDITION "words"` */
static void
put_when(const char *s, size_t length)
{
	size_t end = length, start, value;

	if (place != TAG)
		die("{{when}} stands only inside a tag");
	while (end > 0 && s[end - 1] != '"')
		end--;
	for (start = end - 1; start > 0 && s[start - 1] != '"'; start--)
		;
	if (end == 0 || start == 0)
		die("{{when}} needs its words in quotes");
	for (value = start; value < end - 1 && s[value] != '='; value++)
		;
	printf("\tif (%.*s)\n\t\tput_raw(pg, \" ", (int)(start - 1), s);
	if (value == end - 1) /* an attribute without a value */
		printf("%.*s\", %zu);\n", (int)(value - start), s + start, end - start);
	else
		printf("%.*s=\\\"%.*s\\\"\", %zu);\n", (int)(value - start), s + start,
		    (int)(end - 2 - value), s + value + 1, end - start + 2);
}

/* A message: writes `say(…, MSG(…), …)`, or `tr(…)` of one without arguments; @plural takes two
 * strings into MSG_N. */
static void
put_message(const char *s, size_t length, int plural)
{
	size_t i = 0;
	int strings = 0, inside = 0;

	while (i < length) {
		if (s[i] == '\\')
			i++;
		else if (s[i] == '"')
			inside = !inside, strings += !inside;
		else if (!inside && s[i] == ',' && strings == 1 + plural)
			break;
		i++;
	}
	if (inside || strings < 1 + plural)
		die("a message is a string in quotes");
	if (i == length && !plural)
		printf("tr(pg->lang, MSG(%.*s))", (int)length, s);
	else
		printf("say(pg->ctx, pg->lang, %s(%.*s)%.*s)", plural ? "MSG_N" : "MSG", (int)i, s,
		    (int)(length - i), s + i);
}

static int
starts(const char **s, size_t *length, const char *with)
{
	size_t n = strlen(with);

	if (*length <= n || strncmp(*s, with, n) != 0)
		return 0;
	*s += n;
	*length -= n;
	return 1;
}

static void
put_expression(const char *s, size_t length)
{
	const char *open;

	printf("#line %d \"%s\"\n", line, file);
	if (starts(&s, &length, "call ")) {
		if (place != TEXT || (open = memchr(s, '(', length)) == NULL)
			die("{{call f(args)}} stands in text");
		printf("\t%.*spg%s%.*s;\n", (int)(open + 1 - s), s, open[1] == ')' ? "" : ", ",
		    (int)(length - (size_t)(open + 1 - s)), open + 1);
	} else if (starts(&s, &length, "when ")) {
		put_when(s, length);
	} else if (starts(&s, &length, "icon ")) {
		if (place != TEXT)
			die("{{icon name}} stands in text");
		/* a name of the sprite, or an expression in brackets */
		printf(s[0] == '(' ? "\tput_icon(pg, %.*s);\n" : "\tput_icon(pg, \"%.*s\");\n",
		    (int)length, s);
	} else {
		const char *put = writer();

		printf("\t%s(pg, ", put);
		if (starts(&s, &length, "t "))
			put_message(s, length, 0);
		else if (starts(&s, &length, "n "))
			put_message(s, length, 1);
		else
			printf("%.*s", (int)length, s);
		fputs(");\n", stdout);
	}
	if (place == VALUE && value_length++ == 0)
		value_prefix = 'x';
}

static void
put_html(const char *s)
{
	const char *from = s, *end;

	while (*s != '\0') {
		if (s[0] != '{' || s[1] != '{') {
			follow(*s, s + 1);
			s++;
			continue;
		}
		end = strstr(s, "}}");
		if (end == NULL)
			die("{{ without }} in the same line");
		put_literal(from, (size_t)(s - from));
		put_expression(s + 2, (size_t)(end - s - 2));
		s = from = end + 2;
	}
	put_literal(from, (size_t)(s - from));
}

/* Without the white space a line starts with; a line of nothing is left out. */
static const char *
trimmed(const char *s)
{
	while (*s == ' ' || *s == '\t')
		s++;
	return s;
}

/* "why(const struct x *v)" to "why(struct page *pg, const struct x *v)" */
static void
put_signature(const char *s, const char *end)
{
	size_t length = strcspn(s, "\n");
	const char *open = memchr(s, '(', length);

	if (open == NULL)
		die("%%template needs name(parameters)");
	printf("void\ntmpl_%.*sstruct page *pg%s%.*s%s\n", (int)(open + 1 - s), s,
	    open[1] == ')' ? "" : ", ", (int)(length - (size_t)(open + 1 - s)), open + 1, end);
}

static void
end_template(void)
{
	if (place != TEXT)
		die("the template ends inside a tag, a value or a script");
	puts("}\n");
}

static void
source_line(const char *s, int *inside)
{
	const char *t = trimmed(s);

	if (strncmp(t, "%#", 2) == 0)
		return;
	if (strncmp(t, "%%", 2) == 0) {
		if (*inside)
			die("%%%% stands before the templates");
		fputs(trimmed(t + 2), stdout);
	} else if (strncmp(t, "%template ", 10) == 0) {
		if (*inside)
			die("%%template inside a template");
		put_signature(t + 10, "\n{");
		*inside = 1;
		place = TEXT;
	} else if (strncmp(t, "%end", 4) == 0) {
		if (!*inside)
			die("%%end without %%template");
		end_template();
		*inside = 0;
	} else if (t[0] == '%') {
		printf("#line %d \"%s\"\n%s", line, file, trimmed(t + 1));
	} else if (*inside && t[0] != '\n') {
		put_html(place == TEXT ? t : s);
	} else if (!*inside && t[0] != '\n' && t[0] != '\0') {
		die("text outside of a template");
	}
}

static void
header_line(const char *s, int *inside)
{
	(void)inside;
	if (strncmp(s, "%%", 2) == 0 && strstr(s, "#include") != NULL)
		fputs(trimmed(s + 2), stdout);
	if (strncmp(s, "%template ", 10) == 0)
		put_signature(s + 10, ";");
}

/* Only messages, as C: `{{t "x"}}` and `{{n "x", "y"}}`; C lines as they are. */
static void
message_line(const char *s, int *inside)
{
	const char *t = trimmed(s), *end;
	size_t length;

	(void)inside;
	printf("#line %d \"%s\"\n", line, file);
	if (t[0] == '%') {
		if (t[1] != '#' && t[1] != '%' && strncmp(t, "%template", 9) != 0 &&
		    strncmp(t, "%end", 4) != 0)
			fputs(trimmed(t + 1), stdout);
		return;
	}
	while ((s = strstr(s, "{{")) != NULL) {
		s += 2;
		end = strstr(s, "}}");
		if (end == NULL)
			die("{{ without }} in the same line");
		length = (size_t)(end - s);
		if (starts(&s, &length, "t "))
			put_message(s, length, 0);
		else if (starts(&s, &length, "n "))
			put_message(s, length, 1);
		else
			printf("%.*s", (int)length, s);
		puts(";");
		s = end;
	}
}

static void
each_line(const char *path, void (*take)(const char *, int *))
{
	char text[4000];
	int inside = 0;
	FILE *in = fopen(path, "r");

	file = path;
	line = 0;
	if (in == NULL)
		die("can't be read");
	while (fgets(text, sizeof text, in) != NULL) {
		line++;
		if (strchr(text, '\n') == NULL)
			die("a line longer than %zu bytes, or the last without its end",
			    sizeof text - 2);
		take(text, &inside);
	}
	if (inside)
		die("%%end is missing");
	fclose(in);
}

int
main(int argc, char **argv)
{
	int i;

	if (argc < 3) {
		fputs("usage: tmplc header|source|messages FILE.html...\n", stderr);
		return 2;
	}
	if (strcmp(argv[1], "header") == 0)
		puts("/* Made by tools/tmplc of src/web/templates. */\n#pragma once\n"
		     "#include \"web/page.h\"");
	else if (strcmp(argv[1], "source") == 0)
		puts("#include \"web/put.h\"\n#include \"web/templates/templates.h\"\n\n"
		     "#include <string.h>");
	for (i = 2; i < argc; i++)
		each_line(argv[i], strcmp(argv[1], "header") == 0   ? header_line
				   : strcmp(argv[1], "source") == 0 ? source_line
								    : message_line);
	return 0;
}

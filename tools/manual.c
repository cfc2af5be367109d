/*
 * manual: a page of the manual, made HTML by lowdown, into what the program may show.
 *
 *   lowdown -thtml --html-skiphtml … PAGE.md | manual > PAGE.html
 *
 * The first line of the output is the title (the text of <h1>), the rest its body. Only the tags
 * and attributes below pass; another one, or a link elsewhere than named here, stops the build: the
 * program trusts what comes out. Headings get an id made of their words, as links inside the manual
 * expect («Что делать с ошибками» → s-что-делать-с-ошибками). A picture's src begins with
 * «static:», to be followed by the program to its hashed file; a link to another page with «help:».
 */
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_MAX ((size_t)4 << 20)

static char *text, *out;
static size_t used;

static void die(const char *pattern, ...) __attribute__((noreturn, format(printf, 1, 2)));

static void
die(const char *pattern, ...)
{
	va_list list;

	fputs("manual: ", stderr);
	va_start(list, pattern);
	vfprintf(stderr, pattern, list);
	va_end(list);
	fputc('\n', stderr);
	exit(1);
}

static void
put(const char *s, size_t n)
{
	if (used + n + 1 > TEXT_MAX)
		die("a page is too long");
	memcpy(out + used, s, n);
	used += n;
	out[used] = '\0';
}

static void
puts_out(const char *s)
{
	put(s, strlen(s));
}

/*
 * The words of a heading as an id: small letters, hyphens for blanks, nothing else. A letter stands
 * first, as an id begins with one; links get it too.
 */
#define ID_FIRST "s-"
static void
put_slug(const char *s, const char *end)
{
	for (; s < end; s++) {
		unsigned char c = (unsigned char)s[0], d = s + 1 < end ? (unsigned char)s[1] : 0;

		if (c == '<')
			while (s < end && *s != '>')
				s++;
		else if (c == '&')
			while (s < end && *s != ';')
				s++;
		else if (isalnum(c) && c < 128)
			put((char[]){(char)tolower(c)}, 1);
		else if (c == ' ' || c == '-')
			put("-", 1);
		else if (c == 0xD0 && d >= 0x90 && d <= 0x9F) /* А-П */
			put((char[]){(char)0xD0, (char)(d + 0x20)}, 2), s++;
		else if (c == 0xD0 && d >= 0xA0 && d <= 0xAF) /* Р-Я */
			put((char[]){(char)0xD1, (char)(d - 0x20)}, 2), s++;
		else if (c == 0xD0 && d == 0x81) /* Ё */
			put("\xD1\x91", 2), s++;
		else if (c == 0xD0 || c == 0xD1)
			put(s, 2), s++;
	}
}

/* The value of @name inside the tag @s..@end, or NULL. */
static char *
attribute(const char *s, const char *end, const char *name)
{
	size_t len = strlen(name);
	const char *at, *close;

	for (at = s; at + len + 2 < end; at++) {
		if (at[-1] == ' ' && strncmp(at, name, len) == 0 && at[len] == '=' &&
		    at[len + 1] == '"') {
			close = strchr(at + len + 2, '"');
			return strndup(at + len + 2, (size_t)(close - at) - len - 2);
		}
	}
	return NULL;
}

/* False: the link leads out of what the program has, and only its words stay. */
static int
put_link(const char *href)
{
	const char *md = strstr(href, ".md");
	size_t len;

	if (strncmp(href, "../", 3) == 0)
		return 0;
	puts_out("<a href=\"");
	if (href[0] == '#') {
		puts_out("#" ID_FIRST);
		puts_out(href + 1);
	} else if (strncmp(href, "https://", 8) == 0) {
		puts_out(href);
	} else if (md != NULL && strchr(href, '/') == NULL) {
		len = (size_t)(md - href);
		puts_out("help:");
		if (strncmp(href, "README", len) != 0)
			put(href, len);
		if (md[3] == '#') {
			puts_out("#" ID_FIRST);
			puts_out(md + 4);
		}
	} else {
		die("a link leads to «%s»", href);
	}
	puts_out("\">");
	return 1;
}

static void
put_picture(const char *s, const char *end)
{
	const char *src = attribute(s, end, "src"), *alt = attribute(s, end, "alt");

	if (src == NULL || alt == NULL || alt[0] == '\0' || strncmp(src, "pictures/", 9) != 0 ||
	    strchr(src + 9, '/') != NULL)
		die("a picture lies in pictures/ and has words in its place");
	puts_out("<img src=\"static:");
	puts_out(src + 9);
	puts_out("\" alt=\"");
	puts_out(alt);
	puts_out("\">");
}

static int open_link = 1; /* the last <a> was put, so its end is, too */

static void
put_tag(const char *s, const char *end)
{
	static const char *const plain[] = {"p", "ul", "ol", "li", "thead", "tbody", "tr", "td",
	    "pre", "code", "strong", "em", "blockquote", "hr", "br", "del", NULL};
	size_t len = strcspn(s, " />"), i;
	int closing = s[0] == '/';
	char name[16];

	if (closing)
		len = strcspn(s + 1, " >");
	if (len == 0 || len >= sizeof name)
		die("a tag is strange: %.20s", s);
	memcpy(name, s + closing, len);
	name[len] = '\0';
	for (i = 0; plain[i] != NULL && strcmp(plain[i], name) != 0; i++)
		;
	if (strcmp(name, "img") == 0) {
		put_picture(s, end);
	} else if (strcmp(name, "a") == 0) {
		if (closing && open_link)
			puts_out("</a>");
		else if (!closing)
			open_link = put_link(attribute(s, end, "href"));
	} else if (strcmp(name, "table") == 0) {
		puts_out(closing ? "</table></div>"
				 : "<div class=\"scroll\" tabindex=\"0\"><table class=\"table\">");
	} else if (strcmp(name, "th") == 0) {
		puts_out(closing ? "</th>" : "<th scope=\"col\">");
	} else if (strcmp(name, "pre") == 0 && !closing) {
		puts_out("<pre tabindex=\"0\">");
	} else if (plain[i] != NULL) {
		puts_out(closing ? "</" : "<");
		puts_out(name);
		puts_out(">");
	} else {
		die("the tag <%s> is not known", name);
	}
}

/* A heading with its id; the first <h1> has become the title. Returns behind it. */
static char *
put_heading(char *at)
{
	char level = at[2], close[6] = "</h2>", *words = strchr(at, '>') + 1, *end;

	close[3] = level;
	end = strstr(words, close);
	if (end == NULL)
		die("a heading does not end");
	if (level != '1') {
		puts_out("<h");
		put(&level, 1);
		puts_out(" id=\"" ID_FIRST);
		put_slug(words, end);
		puts_out("\">");
		put(words, (size_t)(end - words));
		puts_out(close);
	}
	return end + 5;
}

static void
put_title(void)
{
	char *at = strstr(text, "<h1"), *end;

	if (at == NULL)
		die("a page begins with its title");
	at = strchr(at, '>') + 1;
	end = strstr(at, "</h1>");
	put(at, (size_t)(end - at));
	puts_out("\n");
}

int
main(void)
{
	char *at, *end;

	text = calloc(1, TEXT_MAX + 1);
	out = calloc(1, TEXT_MAX + 1);
	if (text == NULL || out == NULL || fread(text, 1, TEXT_MAX, stdin) == TEXT_MAX)
		die("a page is too long");
	put_title();
	for (at = text; *at != '\0';) {
		if (*at != '<') {
			put(at++, 1);
		} else if (at[1] == 'h' && isdigit((unsigned char)at[2])) {
			at = put_heading(at);
		} else {
			end = strchr(at, '>');
			if (end == NULL)
				die("a tag does not end");
			put_tag(at + 1, end);
			at = end + 1;
		}
	}
	return fwrite(out, 1, used, stdout) == used ? 0 : 1;
}

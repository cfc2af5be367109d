/*
 * poc: gettext catalogue to C.
 *
 *   poc ru.po > tr_table.c
 *
 * Writes tr_table[] (base/tr.h) sorted by message id. Fuzzy and obsolete entries are left out;
 * an empty msgstr leaves NULL, which shows English. Reads what msgmerge and xgettext write.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum slot { MSGID, MSGID_PLURAL, MSGSTR0, MSGSTR1, MSGSTR2, SLOTS };

/* Strings are kept in C syntax, as they stand between the quotes. */
struct entry {
	char *text[SLOTS];
	char *sort; /* msgid unescaped */
};

static struct entry *entries;
static size_t count;

static void *
grown(void *p, size_t size)
{
	p = realloc(p, size);
	if (p == NULL) {
		fprintf(stderr, "poc: out of memory\n");
		exit(1);
	}
	return p;
}

static char *
unescape(const char *s)
{
	char *out = grown(NULL, strlen(s) + 1), *to = out;

	for (; *s != '\0'; s++) {
		if (*s == '\\' && s[1] != '\0') {
			s++;
			*to++ = *s == 'n' ? '\n' : *s == 't' ? '\t' : *s;
		} else {
			*to++ = *s;
		}
	}
	*to = '\0';
	return out;
}

static void
append(char **to, const char *line)
{
	const char *from = strchr(line, '"'), *end = strrchr(line, '"');
	size_t old = *to == NULL ? 0 : strlen(*to), len;

	if (from == NULL || end == from) {
		fprintf(stderr, "poc: no string in: %s", line);
		exit(1);
	}
	len = (size_t)(end - from - 1);
	*to = grown(*to, old + len + 1);
	memcpy(*to + old, from + 1, len);
	(*to)[old + len] = '\0';
}

static int
slot_of(const char *line)
{
	static const char *const words[SLOTS] = {
	    "msgid ", "msgid_plural ", "msgstr ", "msgstr[1] ", "msgstr[2] "};
	int i;

	for (i = 0; i < SLOTS; i++) {
		if (strncmp(line, words[i], strlen(words[i])) == 0)
			return i;
	}
	return strncmp(line, "msgstr[0] ", 10) == 0 ? MSGSTR0 : -1;
}

static void
keep(struct entry *e, int fuzzy)
{
	int i;

	if (e->text[MSGID] == NULL || e->text[MSGID][0] == '\0')
		return;
	for (i = MSGSTR0; i < SLOTS; i++) {
		if (fuzzy || (e->text[i] != NULL && e->text[i][0] == '\0'))
			e->text[i] = NULL;
	}
	e->sort = unescape(e->text[MSGID]);
	entries = grown(entries, (count + 1) * sizeof *entries);
	entries[count++] = *e;
}

static void
read_po(FILE *in)
{
	struct entry e = {{NULL}, NULL};
	char line[8192];
	int slot = -1, fuzzy = 0, next;

	while (fgets(line, sizeof line, in) != NULL) {
		if (strncmp(line, "#,", 2) == 0 && strstr(line, "fuzzy") != NULL)
			fuzzy = 1;
		if (line[0] == '#')
			continue;
		next = slot_of(line);
		if (next == MSGID) {
			memset(&e, 0, sizeof e);
		}
		if (next >= 0)
			slot = next;
		if (isspace((unsigned char)line[0])) {
			if (slot >= 0)
				keep(&e, fuzzy);
			memset(&e, 0, sizeof e);
			slot = -1;
			fuzzy = 0;
		} else if (slot >= 0) {
			append(&e.text[slot], line);
		}
	}
	if (slot >= 0)
		keep(&e, fuzzy);
}

static int
by_sort(const void *a, const void *b)
{
	return strcmp(((const struct entry *)a)->sort, ((const struct entry *)b)->sort);
}

static void
put(const char *s)
{
	if (s == NULL)
		printf("NULL");
	else
		printf("\"%s\"", s);
}

int
main(int argc, char **argv)
{
	FILE *in = argc == 2 ? fopen(argv[1], "r") : NULL;
	size_t i;

	if (in == NULL) {
		fprintf(stderr, "usage: poc FILE.po\n");
		return 2;
	}
	read_po(in);
	fclose(in);
	if (count > 0)
		qsort(entries, count, sizeof *entries, by_sort);
	printf("/* made by tools/poc from %s */\n#include \"base/tr.h\"\n\n", argv[1]);
	printf("const struct tr_row tr_table[] = {\n");
	for (i = 0; i < count; i++) {
		printf("\t{");
		put(entries[i].text[MSGID]);
		printf(", ");
		put(entries[i].text[MSGID_PLURAL]);
		printf(", {");
		put(entries[i].text[MSGSTR0]);
		printf(", ");
		put(entries[i].text[MSGSTR1]);
		printf(", ");
		put(entries[i].text[MSGSTR2]);
		printf("}},\n");
	}
	printf("\t{\"\\377\", NULL, {NULL, NULL, NULL}},\n};\n\n");
	printf("const size_t tr_table_count = %zu;\n", count + 1);
	return 0;
}

/*
 * tablec: migrations to statements that read and fill every table whole, for opora copy.
 *
 *   tablec MIGRATION.sql...     > tables.sql
 *
 * For each table, in the order in which they were made (so that what is referred to comes first),
 * it writes two statements in the form of tools/sqlc: all_of_TABLE (in the order of its key) and
 * fill_TABLE. It knows CREATE TABLE with the words ID, INT, REAL, TEXT, and ALTER TABLE … ADD
 * COLUMN; other changes of tables must be taught to it before they are used.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME 64
#define COLUMNS 40
#define TABLES 200
#define TEXT (1 << 20)

struct table {
	char name[NAME];
	char columns[COLUMNS][NAME];
	const char *types[COLUMNS];
	int ncolumns;
	char key[512]; /* "org, year" */
};

static struct table tables[TABLES];
static int ntables;
static const char *file;

static void
die(const char *what, const char *which)
{
	fprintf(stderr, "%s: %s: %.60s\n", file, what, which);
	exit(1);
}

/* The file without its comments, which go to the end of a line; a text holds no -- here. */
static char *
read_text(const char *path)
{
	char *text = calloc(1, TEXT), line[2048], *comment;
	FILE *in = fopen(path, "r");

	file = path;
	if (in == NULL || text == NULL)
		die("can't be read", "");
	while (fgets(line, sizeof line, in) != NULL) {
		comment = strstr(line, "--");
		if (comment != NULL)
			strcpy(comment, "\n");
		if (strlen(text) + strlen(line) >= TEXT)
			die("too long", "");
		strcat(text, line);
	}
	fclose(in);
	return text;
}

static const char *
skip_space(const char *s)
{
	while (isspace((unsigned char)*s))
		s++;
	return s;
}

static const char *
type_of(const char *word)
{
	static const char *const types[][2] = {
	    {"ID", "int"}, {"INT", "int"}, {"REAL", "real"}, {"TEXT", "text?"}};
	size_t i;

	for (i = 0; i < sizeof types / sizeof types[0]; i++) {
		if (strcmp(types[i][0], word) == 0)
			return types[i][1];
	}
	return NULL;
}

static int
is_constraint(const char *word)
{
	static const char *const words[] = {"PRIMARY", "UNIQUE", "CHECK", "FOREIGN", "CONSTRAINT"};
	size_t i;

	for (i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (strcmp(words[i], word) == 0)
			return 1;
	}
	return 0;
}

static void
take_key(struct table *t, const char *item)
{
	const char *open = strchr(item, '('), *close = strchr(item, ')');

	if (strncmp(item, "PRIMARY", 7) != 0)
		return;
	if (open == NULL || close == NULL)
		die("a PRIMARY KEY without columns", item);
	snprintf(t->key, sizeof t->key, "%.*s", (int)(close - open - 1), open + 1);
}

/* "name TYPE …" or a constraint of the table. */
static void
take_item(struct table *t, const char *item)
{
	char name[NAME], type[NAME] = "";

	item = skip_space(item);
	if (sscanf(item, "%63[A-Za-z0-9_] %63[A-Za-z]", name, type) < 1)
		die("not understood", item);
	if (is_constraint(name)) {
		take_key(t, item);
		return;
	}
	if (t->ncolumns == COLUMNS)
		die("too many columns", t->name);
	if (type_of(type) == NULL)
		die("opora copy can't move a column of this type", item);
	strcpy(t->columns[t->ncolumns], name);
	t->types[t->ncolumns++] = type_of(type);
	if (strcmp(type, "ID") == 0 || strstr(item, "PRIMARY KEY") != NULL)
		strcpy(t->key, name);
}

/* The items between ( and its ), parted by commas outside of inner brackets. */
static void
take_items(struct table *t, char *s)
{
	char *start = s;
	int depth = 0;

	for (; depth >= 0; s++) {
		if (*s == '\0')
			die("a bracket is not closed", t->name);
		depth += *s == '(' ? 1 : *s == ')' ? -1 : 0;
		if ((*s == ',' && depth == 0) || depth < 0) {
			*s = '\0';
			take_item(t, start);
			start = s + 1;
		}
	}
}

static struct table *
find_table(const char *name)
{
	int i;

	for (i = 0; i < ntables; i++) {
		if (strcmp(tables[i].name, name) == 0)
			return &tables[i];
	}
	die("there is no table", name);
	return NULL;
}

static void
take_statement(char *s)
{
	char name[NAME];
	struct table *t;
	int used = 0;

	if (sscanf(s, "CREATE TABLE %63[a-z0-9_]%n", name, &used) == 1) {
		if (ntables == TABLES)
			die("too many tables", name);
		t = &tables[ntables++];
		strcpy(t->name, name);
		s = strchr(s, '(');
		if (s == NULL)
			die("no columns", name);
		take_items(t, s + 1);
		if (t->key[0] == '\0')
			die("a table without PRIMARY KEY", name);
	} else if (sscanf(s, "ALTER TABLE %63[a-z0-9_] ADD COLUMN %n", name, &used) == 1 &&
		   used > 0) {
		take_item(find_table(name), s + used);
	} else if (strncmp(s, "ALTER", 5) == 0 || strncmp(s, "DROP TABLE", 10) == 0) {
		die("tools/tablec doesn't know this change of a table", s);
	}
}

static void
put_list(const struct table *t, const char *before, int with_types)
{
	int i;

	for (i = 0; i < t->ncolumns; i++) {
		printf("%s%s%s", i == 0 ? "" : ", ", before, t->columns[i]);
		if (with_types)
			printf(" %s", t->types[i]);
	}
}

static void
put_table(const struct table *t)
{
	printf("-- query: all_of_%s bulk\n-- Every row, for opora copy.\n"
	       "-- scope: none: the whole installation is moved\n-- out: ",
	    t->name);
	put_list(t, "", 1);
	printf("\nSELECT ");
	put_list(t, "", 0);
	printf("\nFROM %s ORDER BY %s;\n\n", t->name, t->key);
	printf("-- query: fill_%s none copy\n-- A row as it was elsewhere.\n-- in: ", t->name);
	put_list(t, "", 1);
	printf("\nINSERT INTO %s (", t->name);
	put_list(t, "", 0);
	printf(")\nVALUES (");
	put_list(t, ":", 0);
	printf(");\n\n");
}

int
main(int argc, char **argv)
{
	char *text, *s, *save;
	int i;

	for (i = 1; i < argc; i++) {
		text = read_text(argv[i]);
		save = NULL;
		for (s = strtok_r(text, ";", &save); s != NULL; s = strtok_r(NULL, ";", &save))
			take_statement((char *)skip_space(s));
		free(text);
	}
	for (i = 0; i < ntables; i++)
		put_table(&tables[i]);
	return 0;
}

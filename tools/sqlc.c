/*
 * sqlc: named SQL statements and migrations to C.
 *
 *   sqlc header QUERY.sql...             > statements.h
 *   sqlc source QUERY.sql...             > statements.c
 *   sqlc migrations MIGRATION.sql...     > migrations.c
 *   sqlc text NAME QUERY.sql...          > one statement as SQLite gets it, for benches
 *
 * A query file holds statements like
 *
 *   -- query: org_by_code one
 *   -- What it is for, in a sentence.
 *   -- in: scheme text, code text
 *   -- out: org int
 *   SELECT org FROM org_code WHERE scheme = :scheme AND code = :code;
 *
 * Kinds: `none` (no rows come), `one` (at most one row), `many` (all rows in an array), `bulk`
 * (a callback for each row). Types: int, real, text; with NULL: text? (NULL pointer), count (-1),
 * id (0). `:name` must be declared in `in:`. {scope o} narrows by o.path and makes the scope the
 * first argument; a statement headed `-- scope: school` without it is refused, and so is a
 * statement that reads `result`, `fact` or `org` without either a scope or `-- scope: none WHY`.
 *
 * A plain INSERT … VALUES of all its parameters in their order, then constants, may be headed
 * `-- query: NAME none copy`: besides db_NAME() it gets db_NAME_copy() for many rows (db_copy_row()
 * in store/db.h).
 *
 * Every statement is written for both databases: ?N for SQLite, $N::type for PostgreSQL.
 * Migrations know six words: ID, INT, REAL, TEXT, BLOB, STRICT.
 */
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIELDS 40
#define NAME 64

struct field {
	char name[NAME];
	char type[NAME];
};

struct query {
	char name[NAME];
	char kind[NAME];
	int copy;     /* may go in by COPY */
	char *target; /* of COPY: "result (batch, …)" */
	int constants[FIELDS], nconstants;
	char note[256];
	struct field in[FIELDS], out[FIELDS];
	int nin, nout;
	int scoped;     /* {scope x} stands in the text */
	int scope_said; /* `-- scope:` stands in the head */
	char *sql;
};

static struct query *queries;
static int nqueries;
static const char *file;
static int line_number;

static void
die(const char *pattern, ...)
{
	va_list ap;

	fprintf(stderr, "%s:%d: ", file, line_number);
	va_start(ap, pattern);
	vfprintf(stderr, pattern, ap);
	va_end(ap);
	fputc('\n', stderr);
	exit(1);
}

static void *
grown(void *p, size_t size)
{
	p = realloc(p, size);
	if (p == NULL)
		die("out of memory");
	return p;
}

static int
known_type(const char *type)
{
	static const char *const types[] = {"int", "real", "text", "text?", "count", "id", NULL};
	int i;

	for (i = 0; types[i] != NULL; i++) {
		if (strcmp(types[i], type) == 0)
			return 1;
	}
	return 0;
}

/* "scheme text, code text?" */
static int
parse_fields(char *s, struct field *fields, int n)
{
	char *part, *save = NULL;

	for (part = strtok_r(s, ",", &save); part != NULL; part = strtok_r(NULL, ",", &save)) {
		if (n == FIELDS)
			die("more than %d fields", FIELDS);
		if (sscanf(part, " %63s %63s", fields[n].name, fields[n].type) != 2)
			die("a field is a name and a type: %s", part);
		if (!known_type(fields[n].type))
			die("no such type: %s", fields[n].type);
		n++;
	}
	return n;
}

static void
start_query(const char *rest)
{
	struct query *q;
	char copy[NAME];
	int i, fields;

	queries = grown(queries, (size_t)(nqueries + 1) * sizeof *queries);
	q = &queries[nqueries++];
	memset(q, 0, sizeof *q);
	fields = sscanf(rest, " %63s %63s %63s", q->name, q->kind, copy);
	if (fields < 2)
		die("-- query: NAME none|one|many|bulk [copy]");
	q->copy = fields == 3 && strcmp(copy, "copy") == 0 && strcmp(q->kind, "none") == 0;
	if (fields == 3 && !q->copy)
		die("copy goes with none");
	if (strcmp(q->kind, "none") != 0 && strcmp(q->kind, "one") != 0 &&
	    strcmp(q->kind, "many") != 0 && strcmp(q->kind, "bulk") != 0)
		die("no such kind: %s", q->kind);
	for (i = 0; i < nqueries - 1; i++) {
		if (strcmp(queries[i].name, q->name) == 0)
			die("%s stands twice", q->name);
	}
	q->sql = grown(NULL, 1);
	q->sql[0] = '\0';
}

static void
head_line(struct query *q, char *s)
{
	if (strncmp(s, "in:", 3) == 0)
		q->nin = parse_fields(s + 3, q->in, q->nin);
	else if (strncmp(s, "out:", 4) == 0)
		q->nout = parse_fields(s + 4, q->out, q->nout);
	else if (strncmp(s, "scope:", 6) == 0)
		q->scope_said = 1;
	else if (q->note[0] == '\0')
		snprintf(q->note, sizeof q->note, "%s", s);
}

static void
append_sql(struct query *q, const char *s)
{
	size_t old = strlen(q->sql), len = strlen(s);

	q->sql = grown(q->sql, old + len + 2);
	if (old > 0)
		q->sql[old++] = ' ';
	memcpy(q->sql + old, s, len + 1);
}

static int
has_word(const char *s, const char *word)
{
	size_t n = strlen(word);
	const char *p = s;

	while ((p = strstr(p, word)) != NULL) {
		if ((p == s || (!isalnum((unsigned char)p[-1]) && p[-1] != '_')) &&
		    !isalnum((unsigned char)p[n]) && p[n] != '_')
			return 1;
		p += n;
	}
	return 0;
}

/* The values of an INSERT: every parameter in its order, then whole numbers. */
static void
read_values(struct query *q, const char *s)
{
	char word[NAME];
	int n = 0, used;

	for (;; s++) {
		while (*s == ' ')
			s++;
		if (sscanf(s, ":%63[a-z0-9_]%n", word, &used) == 1 && n < q->nin &&
		    strcmp(word, q->in[n].name) == 0)
			n++;
		else if (n == q->nin && q->nconstants < FIELDS &&
			 sscanf(s, "%d%n", &q->constants[q->nconstants], &used) == 1)
			q->nconstants++;
		else
			die("%s: copy wants its parameters in order, then numbers: %s", q->name, s);
		s += used;
		if (*s != ',')
			break;
	}
	if (strcmp(s, ")") != 0 || n != q->nin)
		die("%s: copy wants all its parameters and nothing more", q->name);
}

static void
read_copy(struct query *q)
{
	static const char insert[] = "INSERT INTO ", values[] = "VALUES (";
	const char *start = q->sql + strlen(insert), *end = strstr(q->sql, values);
	size_t len;

	if (strncmp(q->sql, insert, strlen(insert)) != 0 || end == NULL || q->scoped)
		die("%s: copy goes with INSERT INTO table (…) VALUES (…)", q->name);
	len = (size_t)(end - start);
	q->target = grown(NULL, len + 1);
	memcpy(q->target, start, len);
	q->target[len] = '\0';
	read_values(q, end + strlen(values));
}

static void
finish_query(struct query *q)
{
	size_t len = strlen(q->sql);

	if (len == 0 || q->sql[len - 1] != ';')
		die("%s: the statement has no ;", q->name);
	q->sql[len - 1] = '\0';
	q->scoped = strstr(q->sql, "{scope ") != NULL;
	if ((strcmp(q->kind, "none") == 0) != (q->nout == 0))
		die("%s: out: goes with one, many, bulk", q->name);
	if (q->copy)
		read_copy(q);
	if (strncmp(q->sql, "SELECT", 6) == 0 && !q->scoped && !q->scope_said &&
	    (has_word(q->sql, "result") || has_word(q->sql, "fact") || has_word(q->sql, "org")))
		die("%s: reads data of schools: needs {scope x} or -- scope: none WHY", q->name);
}

static void
read_file(const char *path)
{
	FILE *in = fopen(path, "r");
	char line[2048], *s, *end;
	int open = 0;

	file = path;
	line_number = 0;
	if (in == NULL)
		die("can't be opened");
	while (fgets(line, sizeof line, in) != NULL) {
		line_number++;
		for (s = line; isspace((unsigned char)*s); s++)
			;
		end = s + strlen(s);
		while (end > s && isspace((unsigned char)end[-1]))
			*--end = '\0';
		if (strncmp(s, "-- query:", 9) == 0) {
			if (open)
				die("the statement before has no ;");
			start_query(s + 9);
			open = 1;
		} else if (open && strncmp(s, "-- ", 3) == 0) {
			head_line(&queries[nqueries - 1], s + 3);
		} else if (open && *s != '\0') {
			append_sql(&queries[nqueries - 1], s);
			if (end[-1] == ';') {
				finish_query(&queries[nqueries - 1]);
				open = 0;
			}
		}
	}
	if (open)
		die("the last statement has no ;");
	fclose(in);
}

static const char *
c_type(const char *type)
{
	if (strncmp(type, "text", 4) == 0)
		return "const char *";
	return strcmp(type, "real") == 0 ? "double " : "int64_t ";
}

static const char *
value_maker(const char *type)
{
	if (strncmp(type, "text", 4) == 0)
		return "db_text";
	if (strcmp(type, "real") == 0)
		return "db_real";
	return strcmp(type, "count") == 0 ? "db_count"
	       : strcmp(type, "id") == 0  ? "db_id"
					  : "db_int";
}

static const char *
value_getter(const char *type)
{
	if (strcmp(type, "text") == 0)
		return "db_get_text";
	if (strcmp(type, "text?") == 0)
		return "db_get_text_or_null";
	if (strcmp(type, "real") == 0)
		return "db_get_real";
	return strcmp(type, "count") == 0 ? "db_get_count" : "db_get_int";
}

static void
put_prototype(const struct query *q, const char *suffix)
{
	int i;

	printf("enum err\ndb_%s%s(", q->name, suffix);
	if (strcmp(q->kind, "one") == 0 || strcmp(q->kind, "many") == 0)
		printf("TALLOC_CTX *ctx, ");
	printf("struct db *db");
	if (q->scoped)
		printf(", struct db_scope scope");
	for (i = 0; i < q->nin; i++)
		printf(", %s%s", c_type(q->in[i].type), q->in[i].name);
	if (strcmp(q->kind, "one") == 0)
		printf(", struct db_%s *row, bool *found", q->name);
	if (strcmp(q->kind, "many") == 0)
		printf(", struct db_%s **rows, size_t *count", q->name);
	if (strcmp(q->kind, "bulk") == 0)
		printf(", enum err (*each)(void *arg, const struct db_%s *row, struct error *err), "
		       "void *arg",
		    q->name);
	printf(", struct error *err)");
}

static void
put_header(void)
{
	int i, k;

	printf("/* made by tools/sqlc from src/store/sql/queries */\n#ifndef STORE_STATEMENTS_H\n"
	       "#define STORE_STATEMENTS_H\n\n#include \"store/db.h\"\n\n");
	for (i = 0; i < nqueries; i++) {
		const struct query *q = &queries[i];

		printf("/* %s */\n", q->note);
		if (q->nout > 0) {
			printf("struct db_%s {\n", q->name);
			for (k = 0; k < q->nout; k++)
				printf("\t%s%s;\n", c_type(q->out[k].type), q->out[k].name);
			printf("};\n");
		}
		put_prototype(q, "");
		printf(";\n");
		if (q->copy) {
			put_prototype(q, "_copy");
			printf(";\n");
		}
		putchar('\n');
	}
	printf("#endif\n");
}

static int
param_index(const struct query *q, const char *name, size_t len)
{
	int i;

	for (i = 0; i < q->nin; i++) {
		if (strlen(q->in[i].name) == len && memcmp(q->in[i].name, name, len) == 0)
			return i + 1 + (q->scoped ? 2 : 0);
	}
	die("%s: :%.*s is not in in:", q->name, (int)len, name);
	return 0;
}

static const char *
pg_type(const char *type)
{
	if (strncmp(type, "text", 4) == 0)
		return "text";
	return strcmp(type, "real") == 0 ? "double precision" : "bigint";
}

static void
put_param(int index, const char *type, int postgres)
{
	if (postgres)
		printf("$%d::%s", index, pg_type(type));
	else
		printf("?%d", index);
}

/* The statement as a C string for one dialect. */
static void
put_sql(const struct query *q, int postgres)
{
	const char *s, *start;
	char table[NAME];
	int index, quoted = 0;

	putchar('"');
	for (s = q->sql; *s != '\0'; s++) {
		if (*s == '\'')
			quoted = !quoted;
		if (!quoted && sscanf(s, "{scope %63[a-z_]}", table) == 1) {
			printf("(%s.path >= ", table);
			put_param(1, "text", postgres);
			printf(" AND %s.path < ", table);
			put_param(2, "text", postgres);
			putchar(')');
			s = strchr(s, '}');
		} else if (!quoted && *s == ':' && islower((unsigned char)s[1])) {
			start = ++s;
			while (isalnum((unsigned char)*s) || *s == '_')
				s++;
			index = param_index(q, start, (size_t)(s - start));
			put_param(index, q->in[index - 1 - (q->scoped ? 2 : 0)].type, postgres);
			s--;
		} else if (*s == '"' || *s == '\\') {
			printf("\\%c", *s);
		} else {
			putchar(*s);
		}
	}
	putchar('"');
}

static void
put_params(const struct query *q)
{
	int i;

	printf("\tconst struct db_value bound[] = {");
	if (q->scoped)
		printf("db_text(scope.from), db_text(scope.to), ");
	for (i = 0; i < q->nin; i++)
		printf("%s(%s), ", value_maker(q->in[i].type), q->in[i].name);
	for (i = 0; i < q->nconstants; i++)
		printf("db_int(%d), ", q->constants[i]);
	printf("{.type = DB_NULL}};\n");
}

/* Fills a row struct from columns; texts are borrowed (bulk) or copied under t->ctx. */
static void
put_row_function(const struct query *q)
{
	int i, copy = strcmp(q->kind, "bulk") != 0;

	printf("static void\nfill_%s(TALLOC_CTX *ctx, struct db_%s *row, const struct db_value "
	       "*v)\n{\n",
	    q->name, q->name);
	if (!copy)
		printf("\t(void)ctx;\n");
	for (i = 0; i < q->nout; i++) {
		if (copy && strncmp(q->out[i].type, "text", 4) == 0)
			printf("\trow->%s = mem_strdup(ctx, %s(&v[%d]));\n", q->out[i].name,
			    value_getter(q->out[i].type), i);
		else
			printf("\trow->%s = %s(&v[%d]);\n", q->out[i].name,
			    value_getter(q->out[i].type), i);
	}
	if (copy)
		printf("\t(void)ctx;\n");
	printf("}\n\n");
	printf("struct take_%s {\n\tTALLOC_CTX *ctx;\n\tstruct db_%s *rows;\n\tsize_t count;\n",
	    q->name, q->name);
	if (!copy)
		printf(
		    "\tenum err (*each)(void *arg, const struct db_%s *row, struct error *err);\n"
		    "\tvoid *arg;\n",
		    q->name);
	printf("};\n\n");
	printf(
	    "static enum err\ntake_%s(void *arg, const struct db_value *v, struct error *err)\n{\n"
	    "\tstruct take_%s *t = arg;\n",
	    q->name, q->name);
	if (!copy)
		printf("\tstruct db_%s row;\n\n\tfill_%s(NULL, &row, v);\n"
		       "\treturn t->each(t->arg, &row, err);\n}\n\n",
		    q->name, q->name);
	else if (strcmp(q->kind, "one") == 0)
		printf("\n\tif (t->count++ > 0)\n\t\treturn OK;\n\tfill_%s(t->ctx, t->rows, v);\n"
		       "\t(void)err;\n\treturn OK;\n}\n\n",
		    q->name);
	else
		printf(
		    "\n\tfill_%s(t->ctx, &mem_push(t->ctx, t->rows, t->count), v);\n\t(void)err;\n"
		    "\treturn OK;\n}\n\n",
		    q->name);
}

static void
put_function(const struct query *q, int number)
{
	if (q->nout > 0)
		put_row_function(q);
	if (q->copy) {
		put_prototype(q, "_copy");
		printf("\n{\n");
		put_params(q);
		printf("\n\treturn db_copy_row(db, %d, bound, err);\n}\n\n", number);
	}
	put_prototype(q, "");
	printf("\n{\n");
	put_params(q);
	if (strcmp(q->kind, "none") == 0) {
		printf("\n\treturn db_run(db, %d, bound, NULL, NULL, err);\n}\n\n", number);
	} else if (strcmp(q->kind, "one") == 0) {
		printf("\tstruct take_%s t = {.ctx = ctx, .rows = row};\n"
		       "\tenum err e = db_run(db, %d, bound, take_%s, &t, err);\n\n"
		       "\t*found = t.count > 0;\n\treturn e;\n}\n\n",
		    q->name, number, q->name);
	} else if (strcmp(q->kind, "many") == 0) {
		printf("\tstruct take_%s t = {.ctx = ctx};\n"
		       "\tenum err e = db_run(db, %d, bound, take_%s, &t, err);\n\n"
		       "\t*rows = t.rows;\n\t*count = t.count;\n\treturn e;\n}\n\n",
		    q->name, number, q->name);
	} else {
		printf("\tstruct take_%s t = {.each = each, .arg = arg};\n\n"
		       "\treturn db_run(db, %d, bound, take_%s, &t, err);\n}\n\n",
		    q->name, number, q->name);
	}
}

static void
put_source(void)
{
	int i;

	printf("/* made by tools/sqlc from src/store/sql/queries */\n#include "
	       "\"store/statements.h\"\n\n"
	       "#include \"base/mem.h\"\n\n");
	printf("const struct db_statement db_statements[] = {\n");
	for (i = 0; i < nqueries; i++) {
		printf("\t{\"%s\", %d, %d, {", queries[i].name,
		    queries[i].nin + (queries[i].scoped ? 2 : 0), queries[i].nout);
		put_sql(&queries[i], 0);
		printf(",\n\t ");
		put_sql(&queries[i], 1);
		printf("}");
		if (queries[i].copy)
			printf(", \"COPY %sFROM STDIN (FORMAT binary)\", %d", queries[i].target,
			    queries[i].nin + queries[i].nconstants);
		printf("},\n");
	}
	printf("};\n\nconst int db_statement_count = %d;\n\n", nqueries);
	for (i = 0; i < nqueries; i++)
		put_function(&queries[i], i);
}

static void
put_text(const char *name)
{
	int i;

	for (i = 0; i < nqueries; i++) {
		if (strcmp(queries[i].name, name) == 0)
			put_sql(&queries[i], 0);
	}
}

/* One of the six words for one dialect, or NULL. */
static const char *
expand_word(const char *word, size_t len, int postgres)
{
	static const char *const words[][3] = {
	    {"ID", "INTEGER PRIMARY KEY", "bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"},
	    {"INT", "INTEGER", "bigint"}, {"REAL", "REAL", "double precision"},
	    {"TEXT", "TEXT", "text COLLATE \\\"C\\\""}, {"BLOB", "BLOB", "bytea"},
	    {"STRICT", "STRICT", ""}};
	size_t i;

	for (i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (strlen(words[i][0]) == len && memcmp(words[i][0], word, len) == 0)
			return words[i][1 + postgres];
	}
	return NULL;
}

static void
put_migration_line(const char *s, int postgres)
{
	const char *start, *word;

	printf("\n\t \"");
	while (*s != '\0' && *s != '\n') {
		if (s[0] == '-' && s[1] == '-')
			break;
		if (isalpha((unsigned char)*s) || *s == '_') {
			start = s;
			while (isalnum((unsigned char)*s) || *s == '_')
				s++;
			word = expand_word(start, (size_t)(s - start), postgres);
			if (word != NULL)
				printf("%s", word);
			else
				printf("%.*s", (int)(s - start), start);
		} else {
			if (*s == '"' || *s == '\\')
				putchar('\\');
			putchar(*s++);
		}
	}
	printf("\\n\"");
}

static void
put_lines(const char *path, int how)
{
	FILE *in = fopen(path, "r");
	char line[2048];
	const char *s;

	file = path;
	if (in == NULL)
		die("can't be opened");
	while (fgets(line, sizeof line, in) != NULL) {
		if (how < 2) {
			put_migration_line(line, how);
			continue;
		}
		printf("\n\t \""); /* as it stands, for the checksum */
		for (s = line; *s != '\0'; s++) {
			if (*s == '\n')
				printf("\\n");
			else if (*s == '"' || *s == '\\')
				printf("\\%c", *s);
			else
				putchar(*s);
		}
		putchar('"');
	}
	fclose(in);
}

static void
put_migrations(int count, char **paths)
{
	const char *name;
	int i;

	printf("/* made by tools/sqlc from src/store/sql/migrations */\n#include \"store/db.h\"\n\n"
	       "const struct db_migration db_migrations[] = {\n");
	for (i = 0; i < count; i++) {
		name = strrchr(paths[i], '/');
		name = name == NULL ? paths[i] : name + 1;
		file = paths[i];
		if (atoi(name) != i + 1)
			die("migrations are numbered 0001, 0002, … without gaps");
		printf("\t{%d, \"%s\",", i + 1, name);
		put_lines(paths[i], 2);
		printf(",\n\t {");
		put_lines(paths[i], 0);
		printf(",");
		put_lines(paths[i], 1);
		printf("}},\n");
	}
	printf("};\n\nconst int db_migration_count = %d;\n", count);
}

int
main(int argc, char **argv)
{
	int i;

	if (argc < 3) {
		fprintf(stderr,
		    "usage: sqlc header|source|migrations FILE... or sqlc text NAME FILE...\n");
		return 2;
	}
	if (strcmp(argv[1], "migrations") == 0) {
		put_migrations(argc - 2, argv + 2);
		return 0;
	}
	if (strcmp(argv[1], "text") == 0) {
		for (i = 3; i < argc; i++)
			read_file(argv[i]);
		put_text(argv[2]);
		return 0;
	}
	for (i = 2; i < argc; i++)
		read_file(argv[i]);
	if (strcmp(argv[1], "header") == 0)
		put_header();
	else
		put_source();
	return 0;
}

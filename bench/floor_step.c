/*
 * The floor under `opora identify`: a bare sqlite3_step loop that fetches the same rows with the
 * same statement and looks at every column, and nothing more.
 *
 *   floor_step DATABASE STATEMENT-FILE SINCE UNTIL
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

static char *
read_text(const char *path)
{
	FILE *in = fopen(path, "r");
	char *text = calloc(1, 65536);

	if (in == NULL || text == NULL || fread(text, 1, 65535, in) == 0) {
		perror(path);
		exit(1);
	}
	fclose(in);
	return text;
}

int
main(int argc, char **argv)
{
	sqlite3 *db;
	sqlite3_stmt *st;
	long rows = 0, sum = 0;
	int i;

	if (argc != 5 || sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(db, read_text(argv[2]), -1, &st, NULL) != SQLITE_OK) {
		fprintf(stderr, "usage: floor_step DATABASE STATEMENT-FILE SINCE UNTIL\n");
		return 2;
	}
	sqlite3_bind_text(st, 1, "/", -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 2, "0", -1, SQLITE_STATIC);
	sqlite3_bind_int(st, 3, (int)strtol(argv[3], NULL, 10));
	sqlite3_bind_int(st, 4, (int)strtol(argv[4], NULL, 10));
	while (sqlite3_step(st) == SQLITE_ROW) {
		for (i = 0; i < sqlite3_column_count(st); i++) {
			switch (sqlite3_column_type(st, i)) {
			case SQLITE_INTEGER:
				sum += (long)sqlite3_column_int64(st, i);
				break;
			case SQLITE_TEXT:
				sum += sqlite3_column_text(st, i)[0];
				break;
			default:
				break;
			}
		}
		rows++;
	}
	printf("%ld rows, sum %ld\n", rows, sum);
	sqlite3_finalize(st);
	sqlite3_close(db);
	return 0;
}

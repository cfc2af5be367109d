/*
 * Reads the first sheet of a workbook through the sheet cursor and touches every cell. Prints
 * seconds of CPU, cells with text, bytes of text and the peak of memory in MiB.
 */
#include "base/file.h"
#include "base/mem.h"
#include "intake/workbook.h"

#include <stdio.h>
#include <sys/resource.h>

int
main(int argc, char **argv)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	size_t len, bytes_seen = 0, i;
	struct workbook *wb;
	struct sheet_row row;
	struct sheet *sheet;
	struct rusage use;
	struct error err;
	bool more = true;
	long cells = 0;
	char *bytes;

	if (file_read(ctx, argv[argc - 1], WORKBOOK_BYTES_MAX, &bytes, &len, &err) != OK ||
	    workbook_open(ctx, "bench", bytes, len, &wb, &err) != OK ||
	    workbook_sheet_open(ctx, wb, 0, &sheet, &err) != OK)
		return 1;
	while (more) {
		if (sheet_next(sheet, &row, &more, &err) != OK)
			return 1;
		for (i = 0; more && i < row.count; i++) {
			cells += row.cells[i].len > 0;
			bytes_seen += row.cells[i].len;
		}
	}
	talloc_free(ctx);
	getrusage(RUSAGE_SELF, &use);
	printf("%.3f %ld %zu %ld\n",
	    (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
		(double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6,
	    cells, bytes_seen, use.ru_maxrss >> 10);
	return 0;
}

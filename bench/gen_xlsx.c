/*
 * Writes an XLSX of invented results for measuring: gen_xlsx FILE ROWS COLUMNS shared|inline|long.
 * The first column is a code of its own in every row, the second one of twenty words, the others
 * whole numbers and, every fifth, a mean of two decimals; "long" writes sevenths instead, which
 * take all the digits a double has.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <xlsxwriter.h>

int
main(int argc, char **argv)
{
	lxw_workbook_options options = {0};
	lxw_workbook *wb;
	lxw_worksheet *ws;
	unsigned seed = 1;
	char text[64];
	long rows, columns, r, c;
	int sevenths;

	if (argc != 5) {
		fprintf(stderr, "usage: gen_xlsx FILE ROWS COLUMNS shared|inline|long\n");
		return 2;
	}
	rows = atol(argv[2]);
	columns = atol(argv[3]);
	options.constant_memory = strcmp(argv[4], "inline") == 0;
	sevenths = strcmp(argv[4], "long") == 0;
	wb = workbook_new_opt(argv[1], &options);
	ws = workbook_add_worksheet(wb, NULL);
	for (r = 0; r < rows; r++) {
		for (c = 0; c < columns; c++) {
			seed = seed * 1103515245 + 12345;
			if (c == 0) {
				snprintf(text, sizeof text, "edu%06ld", r);
				worksheet_write_string(ws, (lxw_row_t)r, 0, text, NULL);
			} else if (c == 1) {
				snprintf(text, sizeof text, "Процедура %u", seed >> 16 & 15);
				worksheet_write_string(ws, (lxw_row_t)r, 1, text, NULL);
			} else {
				worksheet_write_number(ws, (lxw_row_t)r, (lxw_col_t)c,
				    sevenths     ? (seed >> 16) / 7.0
				    : c % 5 == 4 ? (seed >> 16) % 300 / 100.0 + 2
						 : (seed >> 16) % 120,
				    NULL);
			}
		}
	}
	return workbook_close(wb) == LXW_NO_ERROR ? 0 : 1;
}

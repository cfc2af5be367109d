/*
 * Numbers of spreadsheets as text: doubles freed of binary noise, serial days, percents.
 */
#ifndef INTAKE_NUMBER_H
#define INTAKE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

#define NUMBER_TEXT_SIZE 400

enum number_kind {
	NUMBER_PLAIN,
	NUMBER_PERCENT,
	NUMBER_DATE,    /* a day, perhaps with a time */
	NUMBER_TIME,    /* the format shows no day; the value may still hold one */
	NUMBER_ELAPSED, /* [h]:mm, may exceed a day */
};

/*
 * How a number format shows numbers, by its built-in id (ECMA-376 part 1, 18.8.30) and by the
 * code of one's own: letters d m y h s outside quotes, brackets and escapes in the part for
 * positive numbers mean a date, % a percent.
 */
enum number_kind number_kind_builtin(int id);
enum number_kind number_kind_code(const char *code);

/*
 * @x as the shortest decimal of at most 15 significant digits, times 10^@shift: 0.30769999999999997
 * gives "0.3077", with shift 2 "30.77". An exponent ("1.5E+20") only from 1e15. Not NUL-ended;
 * gives the length.
 */
size_t number_text(double x, int shift, char out[NUMBER_TEXT_SIZE]);

/*
 * The text of a cell that holds @s of @len bytes and is shown as @kind. Dates count days from 1900
 * (where day 60 is the 29 February that never was) or, with @epoch1904, from 1904. What is no
 * number, or no day between 1900 and 9999, stays as it is. False if @s itself is to be used.
 */
bool number_cell_text(const char *s, size_t len, enum number_kind kind, bool epoch1904,
    char out[NUMBER_TEXT_SIZE], size_t *out_len);

/*
 * ISO 8601 as files write it ("2023-09-01T10:30:00.000Z", "PT10H30M05S") in our form
 * ("2023-09-01 10:30", "10:30:05"). False if it is to be used as it is.
 */
bool iso_date_text(const char *s, size_t len, char out[NUMBER_TEXT_SIZE], size_t *out_len);
bool iso_duration_text(const char *s, size_t len, char out[NUMBER_TEXT_SIZE], size_t *out_len);

#endif

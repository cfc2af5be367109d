/* Loading files in a browser: the form, what was recognised and found, what was stored. */
#ifndef WEB_IMPORT_H
#define WEB_IMPORT_H

#include "app/import_rows.h"
#include "web/page.h"

#define IMPORT_ROWS_SHOWN 50   /* rows with errors on a page */
#define IMPORT_ERRORS_SHOWN 12 /* lines of the summary: the rows themselves are below */
#define IMPORT_LINES_SHOWN 50  /* warnings */

/* A mistake or warning as people read it. */
struct import_line {
	const char *where;  /* "row 41, column E"; "" for a whole file */
	const char *what;   /* a sentence */
	const char *anchor; /* the id of its row, where that is shown; else NULL */
};

struct import_lines {
	size_t count;
	struct import_line *items;
	size_t left; /* not listed */
};

/* What a person can do in a row. */
struct import_repair {
	const char *said; /* a text that means no school */
	size_t count;
	const struct import_proposal *proposals;
};

/* A cell that can be corrected on the page. */
struct import_field {
	const char *name; /* of its field; NULL = it can't be */
	const char *was;  /* in the file, if it was corrected; else NULL */
};

/* A row of the file with what is wrong in it. */
struct import_line_row {
	const struct import_row *row;
	const char *anchor;
	size_t nmessages;
	const char **messages;
	const struct import_repair *repair; /* or NULL */
	bool *off;                          /* beside the cells: this one is wrong */
	/* Of a row with mistakes: */
	struct import_field *fields; /* beside the cells */
	size_t noff, nrest;          /* fields of wrong cells, and of the others */
	const char *leave_out;       /* what says that the row is left out */
	int64_t twin;                /* another row that says the same; 0 = none */
	const char *leave_twin;      /* what leaves that one out */
};

/* A correction in force. */
struct import_fixed {
	const struct correction *what;
	const char *where, *was;
	const char *field, *value; /* what says it */
	bool here;                 /* a row on the page has a field for it */
};

struct import_table {
	size_t file;
	const char *title;    /* the sheet, or the file; NULL when there is only one */
	const char **letters; /* of the columns in a spreadsheet */
	const struct import_rows *rows;
	struct import_line_row *lines;
};

struct import_card {
	const struct import_file *file;
	const char *layout; /* in words */
	const char *years;
};

/* Which of the four steps one is at. */
enum import_step { IMPORT_FILE, IMPORT_RECOGNISED, IMPORT_MISTAKES, IMPORT_STORING, IMPORT_DONE };

/* A sheet whose columns are to be pointed out. */
struct import_pointing {
	const char *sheet;
	bool named; /* the file has several sheets: the mapping is for this one */
	const struct import_rows *rows;
	const char **letters;
	const struct import_candidate *guess; /* or NULL */
	int64_t head;
};

/* What a select offers: the word of import_points.h, in words. */
struct import_word {
	const char *word, *text;
};

struct import_shown {
	const struct import_view *view;
	const struct import_params *params;
	int64_t work; /* 0 = none: its files are not there any more */
	enum import_step step;
	const char *failed; /* why nothing could be read or stored; NULL = the lines say it */
	struct import_lines errors, warnings;
	int64_t rows; /* without mistakes */
	size_t ntables;
	struct import_table *tables;
	size_t rows_left; /* rows with mistakes that are not shown */
	size_t nfixed, nfixed_here;
	struct import_fixed *fixed;
	size_t ncards;
	struct import_card *cards;
	size_t npointings; /* sheets to point at; 0 = not asked for, or its rows are of persons */
	struct import_pointing *pointings;
	bool personal;   /* why nothing can be pointed at */
	bool results;    /* figures came in, so that schools are not all there is */
	bool lacks_year; /* it can be given on the page */
	bool choices;    /* some row may be of any school */
	bool matched;    /* a school was just said: it should be checked again */
};

/* A layout one may choose. */
struct import_choice {
	const char *name;
	struct bilingual title;
};

/* Fills s->pointings where columns are to be pointed out (web/import_point.c). */
void import_point(struct page *pg, struct import_shown *s);
/* What may be said of a column: what it is, its procedure, its year; ended by a word NULL. */
const struct import_word *import_point_fields(struct page *pg);
const struct import_word *import_point_procedures(struct page *pg);
const struct import_word *import_point_years(struct page *pg);
/* Was this word said of the column, or, when nothing was said yet, is it the guess? */
bool import_point_said(const struct import_shown *s, const struct import_pointing *p,
    int32_t column, const char *word);
/* The value of an option: "5=school". */
const char *import_point_value(struct page *pg, int32_t column, const char *word);

/* How wide the field of a cell is, in letters. */
int import_field_size(const char *cell);
/* Fills what corrects a row with mistakes (web/import_fix.c). */
void import_fix_row(struct page *pg, const struct import_shown *s, size_t file,
    const struct import_rows *rows, struct import_line_row *line);
/* Fills s->fixed, after the tables. */
void import_fixed(struct page *pg, struct import_shown *s);
/* «лист «Отметки», строка 41, столбец E»; the file, too, where there are @several. */
const char *import_where(struct page *pg, const struct place *p, bool several);

web_page import_page, import_form;
web_file import_problems_file;

/* The year typed into the form, or "". */
const char *import_year(const struct page *pg);

/* Adds the problems of @list that have no row on the page; the first IMPORT_LINES_SHOWN. */
void import_lines_add(struct page *pg, struct import_lines *lines, const struct problems *list);

/* The letters of a column in a spreadsheet program. */
const char *import_letters(struct page *pg, int32_t column);

/* Where one comes back to after saying which school is meant: this work's page. */
const char *import_back(struct page *pg);

/* The layouts of the catalogue, ended by a name NULL. */
const struct import_choice *import_choices(struct page *pg);

/* «список школ», «ФИС ОКО: статистика по отметкам (Ф3)». */
const char *import_layout_words(struct page *pg, const char *layout, struct bilingual title);

#endif

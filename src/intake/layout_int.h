/* Between the files that read a sheet by a layout. Inside the room only. */
#ifndef INTAKE_LAYOUT_INT_H
#define INTAKE_LAYOUT_INT_H

#include "intake/layout_read.h"
#include "intake/seen.h"
#include "intake/table.h"

struct pupils;

/* A sheet being read. */
struct reading {
	TALLOC_CTX *ctx;
	struct sheet *sheet;
	const struct layout_fit *fit; /* of the table that is being read */
	const struct sheet_layout *layout;
	const struct layout_facts *facts;
	struct problems *problems;
	const struct layout_sink *sink;
	struct layout_counts counts;
	/* What captions say: of the sheet, of the table, of the group of rows, of the row. */
	struct layout_sets sheet_says, table_says, group_says, row_says;
	TALLOC_CTX *sheet_mem, *table_mem, *group_mem, *row_mem;
	struct sheet_row row;
	bool bad;       /* an error was reported in this row */
	bool no_header; /* a caption was met, its header row not yet */
	bool ended;
	/* Figures of one group that stand in several rows. */
	bool parts;
	int64_t parts_row;
	int64_t part_counts[SAYS_COUNT];
	struct rational part_percents[SAYS_COUNT]; /* den 0 = not there */
	/* The procedure found last, and for what. */
	const struct procedure *procedure;
	char *procedure_key;
	struct seen *told; /* what was reported as unknown: once is enough */
	struct pupils *pupils;
};

/* The first column of @field in @group (or of the whole row), or NULL. */
const struct layout_bound *reading_bound(
    const struct reading *r, enum layout_field field, int group);

/* The cell of @bound: cleaned, through the words of the layout; NULL where empty or a dash. */
const char *reading_cell(struct reading *r, const struct layout_bound *bound);

/* What is known of @field for @group: from the mapping, cells, titles, captions. NULL = nothing. */
const char *reading_value(struct reading *r, enum layout_field field, int group);

/* The cell's text for a message: never that of a table of persons unless it is a number. */
const char *reading_found(struct reading *r, const struct layout_bound *bound);

/* Does some cell of @bound's hold a number? False if empty or wrong (reported). */
bool reading_number(struct reading *r, const struct layout_bound *bound, bool percent,
    struct rational *out, int *decimals);

/* A whole number 0..@max, COUNT_UNKNOWN or COUNT_BAD (reported). */
int64_t reading_count(struct reading *r, const struct layout_bound *bound, int64_t max);

/*
 * Counts of @participants from a cell that is a count or a percentage; COUNT_UNKNOWN or COUNT_BAD
 * (reported) too. @sum gets the percentage added.
 */
int64_t reading_share(struct reading *r, const struct layout_bound *bound, int64_t participants,
    struct rational *sum);

/* Percentages that make a whole must add up to 100; reports otherwise. */
void reading_check_sum(struct reading *r, struct rational sum, int terms);

/* School, procedure, year, wave of the row. False after reporting, or when the procedure is none of
 * ours (told once). @procedure may be NULL. */
bool reading_figure_of(
    struct reading *r, int group, struct figure_of *out, const struct procedure **procedure);

/* The year that the table says, or of the call; 0 = none. Reports nothing. */
int reading_year(struct reading *r, int group);

/* The class that @text names («5А», «10»), 0 if none. */
int reading_grade(const char *text);

/* Rows of each kind. */
enum err make_results(struct reading *r, struct error *err);
enum err make_list(struct reading *r, struct error *err);
enum err make_facts(struct reading *r, struct error *err);
enum err make_comparison(struct reading *r, struct error *err);
enum err make_distribution(struct reading *r, struct error *err);

/* Pupils: each row is added; the sums are handed on at the end; a declared number is checked. */
void pupils_begin(struct reading *r);
void pupils_add(struct reading *r);
void pupils_declared(struct reading *r);
enum err pupils_end(struct reading *r, struct error *err);

#define reading_error(r, bound, ...) reading_report_(r, SEVERITY_ERROR, bound, __VA_ARGS__)
#define reading_warn(r, bound, ...) reading_report_(r, SEVERITY_WARNING, bound, __VA_ARGS__)
#define reading_report_(r, severity, bound, msg, ...)                                              \
	reading_report(                                                                            \
	    r, severity, bound, msg, (struct arg[]){__VA_ARGS__ __VA_OPT__(, ){.type = ARG_NONE}})
/* @bound NULL = the whole row. */
void reading_report(struct reading *r, enum severity severity, const struct layout_bound *bound,
    const char *id, const struct arg *args);

#endif

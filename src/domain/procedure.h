/*
 * Assessment procedures (оценочные процедуры): ВПР, ОГЭ, ЕГЭ by subject and class, read from
 * catalogue/procedures. A file holds one family: what its results may be used for, its waves and
 * its calendar; and the procedures of the family.
 */
#ifndef DOMAIN_PROCEDURE_H
#define DOMAIN_PROCEDURE_H

#include "domain/catalogue.h"
#include "domain/level.h"

#define YEAR_MIN 2000
#define YEAR_MAX 2100

enum procedure_kind { PROCEDURE_VPR, PROCEDURE_OGE, PROCEDURE_EGE, PROCEDURE_GVE, PROCEDURE_OTHER };

/* "vpr", "oge", "ege", "gve", "other". */
const char *procedure_kind_code(enum procedure_kind kind);

/* A use of the results that an act allows or does not provide for. */
struct procedure_use {
	struct bilingual text;
	bool allowed;
	struct provenance provenance;
};

/* A sitting of a procedure within a year. */
struct procedure_wave {
	const char *code; /* main, autumn, retake, sample, gve: as in results.csv */
	struct bilingual title;
	struct bilingual note; /* ru may be NULL */
};

/* What was unusual in a year. */
struct procedure_year {
	int year;              /* of the programme, see architecture.md */
	size_t nwaves;         /* 0 = not said */
	const char **waves;    /* in which the year was held */
	int pupil_grade_shift; /* so many classes above the programme's were the pupils */
	struct bilingual text; /* for people */
	struct provenance provenance;
};

struct procedure_family {
	enum procedure_kind kind;
	struct bilingual title;
	size_t nuses, nwaves, nyears;
	struct procedure_use *uses;
	struct procedure_wave *waves;
	struct procedure_year *years;
	bool basis_required; /* «основание использования» must be named on import */
	struct bilingual basis_note; /* why and what to name; ru may be NULL */
	struct bilingual sentence; /* stands in every paper that uses the results; ru may be NULL */
};

/* A year in which the procedure was not held. */
struct procedure_gap {
	int year;
	struct provenance provenance;
};

struct procedure {
	const char *code; /* [A-Z0-9_]{2,32} */
	const struct procedure_family *family;
	const char *subject_code; /* "MA", "RU", … */
	struct bilingual subject;
	int grade; /* class of the programme, 1..11 */
	int level; /* one bit of domain/level.h: a school must offer it for pupils to take part */
	struct bilingual title, short_title;
	struct bilingual low; /* what a low result is, «отметка «2»» */
	size_t ngaps;
	struct procedure_gap *gaps;
};

struct procedures {
	size_t count;
	struct procedure *items; /* in the order of reading */
};

/*
 * Reads one file and adds its procedures to @list, under @ctx, which must live as long as @list.
 * All mistakes go to @problems with @file, line and column; with an error nothing is added and
 * false is given. A code that @list has already is an error.
 */
bool procedures_read(TALLOC_CTX *ctx, const char *file, const char *bytes, size_t len,
    struct procedures *list, struct problems *problems);

/* The procedure with @code, or NULL. */
const struct procedure *procedure_find(const struct procedures *list, const char *code);

/* The gap that says that @p was not held in @year, or NULL: then it was, as far as is known. */
const struct procedure_gap *procedure_gap(const struct procedure *p, int year);

/* procedure_gap() == NULL. */
bool procedure_held(const struct procedure *p, int year);

/* What was unusual about the family in @year, or NULL. */
const struct procedure_year *procedure_year(const struct procedure *p, int year);

/* Whether a school with @levels (bits, 0 = not said) offers the level of @p; not said = yes. */
bool procedure_offered(const struct procedure *p, int levels);

#endif

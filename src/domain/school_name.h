/*
 * The name of a school taken apart: what kind of school, its number, in whose memory, where.
 *
 * The same school is «МБОУ СОШ № 3 г. Х» in one file, «Средняя школа №3» in another and a name of
 * twenty words in its charter. Taken apart, they can be compared part by part (match.h). A word
 * that is not understood is kept as one of the others, never thrown away.
 */
#ifndef DOMAIN_SCHOOL_NAME_H
#define DOMAIN_SCHOOL_NAME_H

#include <stdbool.h>
#include <stddef.h>
#include <talloc.h>

/* Later ones are more specific: «средняя школа-интернат» is a boarding school. */
enum school_kind {
	SCHOOL_UNKNOWN,
	SCHOOL_PLAIN,     /* only «школа» */
	SCHOOL_PRIMARY,   /* НОШ */
	SCHOOL_BASIC,     /* ООШ */
	SCHOOL_SECONDARY, /* СОШ */
	SCHOOL_CENTRE,    /* центр образования */
	SCHOOL_LYCEUM,
	SCHOOL_GYMNASIUM,
	SCHOOL_EVENING, /* вечерняя, сменная, открытая */
	SCHOOL_SPECIAL, /* коррекционная */
	SCHOOL_CADET,
	SCHOOL_BOARDING, /* интернат */
	SCHOOL_KINDS
};

#define SCHOOL_WORDS 12

/* Words in their order, folded (base/text.h); at most SCHOOL_WORDS are kept. */
struct school_words {
	size_t count;
	const char *items[SCHOOL_WORDS];
};

struct school_name {
	const char *fold; /* the whole name, folded */
	enum school_kind kind;
	const char *number;             /* "3", "3а", without leading zeros; NULL = none */
	struct school_words own;        /* after «имени», without initials and titles */
	struct school_words settlement; /* after «г.», «с.», «пос.» … */
	struct school_words district;   /* before «района», «округа» */
	struct school_words others;     /* «Учебная», «Ивановская» */
	bool branch;
};

/* Takes @text apart; all texts hang under @ctx. Any valid UTF-8 has an answer. */
struct school_name school_name_parse(TALLOC_CTX *ctx, const char *text);

/* The name for comparing as a whole: folded, quotes and dashes alike, «№3» as «№ 3». */
char *school_name_fold(TALLOC_CTX *ctx, const char *text);

#endif

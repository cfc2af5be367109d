/* Levels of general education, as bits: what a school offers, what a procedure asks for. */
#ifndef DOMAIN_LEVEL_H
#define DOMAIN_LEVEL_H

enum {
	LEVEL_PRIMARY = 1,  /* НОО, classes 1–4 */
	LEVEL_BASIC = 2,    /* ООО, classes 5–9 */
	LEVEL_SECONDARY = 4 /* СОО, classes 10–11 */
};

/* «НОО,ООО», as a column of a file and the attribute of a school have it; NULL: none. */
const char *levels_code(int levels);
/* The same for people: «НОО, ООО». */
const char *levels_words(int levels);
/* The levels that @code names. */
int levels_parse(const char *code);

#endif

/*
 * Letters that look alike in the Latin and the Russian alphabet: the commonest slip in codes and
 * numbers typed by hand.
 */
#ifndef INTAKE_SCRIPT_H
#define INTAKE_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>

struct script_letter {
	char text[5];    /* the letter, NUL-ended UTF-8 */
	size_t position; /* 1-based, in characters */
	bool russian;    /* else Latin */
};

/* Does @s (valid UTF-8) hold both Latin and Russian letters? @out: the first Russian one. */
bool script_mixed(const char *s, struct script_letter *out);

/*
 * Likewise, but only where a letter of the alphabet that has fewer letters in @s looks like one of
 * the other: «СOШ-12» and not «школа ABC». @out: the first such letter.
 */
bool script_lookalike(const char *s, struct script_letter *out);

/*
 * Does @s hold a letter that is typed in place of a digit or of «no answer» (О, З, Х, l …), and no
 * other letter?
 */
bool script_in_number(const char *s, struct script_letter *out);

/* Russian and Latin letters of @s to capitals, in place. */
void script_upper(char *s);

#endif

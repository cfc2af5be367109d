/* Levels of general education, as bits: what a school offers, what a procedure asks for. */
#ifndef DOMAIN_LEVEL_H
#define DOMAIN_LEVEL_H

enum {
	LEVEL_PRIMARY = 1,  /* НОО, classes 1–4 */
	LEVEL_BASIC = 2,    /* ООО, classes 5–9 */
	LEVEL_SECONDARY = 4 /* СОО, classes 10–11 */
};

#endif

#include "domain/level.h"

#include <string.h>

#define LEVELS_ALL (LEVEL_PRIMARY | LEVEL_BASIC | LEVEL_SECONDARY)

const char *
levels_code(int levels)
{
	static const char *const codes[LEVELS_ALL + 1] = {
	    NULL, "НОО", "ООО", "НОО,ООО", "СОО", "НОО,СОО", "ООО,СОО", "НОО,ООО,СОО"};

	return codes[levels & LEVELS_ALL];
}

const char *
levels_words(int levels)
{
	static const char *const words[LEVELS_ALL + 1] = {
	    NULL, "НОО", "ООО", "НОО, ООО", "СОО", "НОО, СОО", "ООО, СОО", "НОО, ООО, СОО"};

	return words[levels & LEVELS_ALL];
}

int
levels_parse(const char *code)
{
	return (strstr(code, "НОО") != NULL ? LEVEL_PRIMARY : 0) |
	       (strstr(code, "ООО") != NULL ? LEVEL_BASIC : 0) |
	       (strstr(code, "СОО") != NULL ? LEVEL_SECONDARY : 0);
}

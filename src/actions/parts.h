/* The parts of the table of actions (src/actions.h), a file a part; and fields that many share. */
#ifndef ACTIONS_PARTS_H
#define ACTIONS_PARTS_H

#include "actions.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

#define YEAR_FIELD(type)                                                                           \
	{                                                                                          \
		"year", FIELD_YEAR, false, true, offsetof(type, year), 2000, 2100, MSG("YEAR"),    \
		    MSG("the year in which the school year ends: 2023 for 2022/23")                \
	}
#define PARAM_FIELD(type)                                                                          \
	{                                                                                          \
		"param", FIELD_TEXTS, false, false, offsetof(type, param), 0, 50,                  \
		    MSG("NAME=VALUE"),                                                             \
		    MSG("another value of a parameter of the method, for a what-if"),              \
		    MSG("Parameter, as name=value")                                                \
	}
#define METHOD_FIELD(type, which)                                                                  \
	{                                                                                          \
		"method", FIELD_TEXT, false, false, offsetof(type, method), 0, 0,                  \
		    MSG("ID[@VERSION]"),                                                           \
		    MSG("the method; without it the one of the setting, else the federal one"),    \
		    MSG("Method"), .pick = which                                                   \
	}

#define REV_FIELD(type)                                                                            \
	{                                                                                          \
		"rev", FIELD_INT, false, false, offsetof(type, rev), 1, INT32_MAX, MSG("REV"),     \
		    MSG("the state that was seen: refused when somebody changed it since")         \
	}

/* Who signed in shows once more who he is; without a password here it may be left out. */
#define OWN_PASSWORD_FIELD(type, why)                                                              \
	{                                                                                          \
		"own", FIELD_SECRET, false, false, offsetof(type, own), 0, 128, MSG("PASSWORD"),   \
		    why, MSG("Your password"), .web = true, .blanks = true                         \
	}

#define ON_FIELD(type)                                                                             \
	{                                                                                          \
		"on", FIELD_TEXT, false, false, offsetof(type, on), 0, 0, MSG("DAY"),              \
		    MSG("names, levels and other facts of schools as they were on this day")       \
	}

/* A part: its rows and their number. */
#define PART(name)                                                                                 \
	extern const struct action_row action_rows_##name[];                                       \
	extern const size_t action_rows_##name##_count
PART(cycle);
PART(decisions);
PART(figures);
PART(keeping);
PART(lists);
PART(people);
PART(schools);

#endif

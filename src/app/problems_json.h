/* Problems as JSON: "errors", "warnings" and the array "problems". */
#ifndef APP_PROBLEMS_JSON_H
#define APP_PROBLEMS_JSON_H

#include "base/json.h"
#include "base/problem.h"

void problems_json(struct json *j, const struct problems *problems);

/* The arguments of a message as a JSON array under @key. */
void error_args_json(struct json *j, const char *key, const struct error *e);

#endif

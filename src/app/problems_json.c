#include "app/problems_json.h"

#include "base/tr.h"

void
error_args_json(struct json *j, const char *key, const struct error *e)
{
	struct arg args[ERROR_ARGS + 1];
	char day[DAY_TEXT_SIZE];
	size_t i;

	error_args(e, args);
	json_array(j, key);
	for (i = 0; args[i].type != ARG_NONE; i++) {
		switch (args[i].type) {
		case ARG_NONE:
			break;
		case ARG_TEXT:
		case ARG_MSG:
			json_text(j, NULL, args[i].text);
			break;
		case ARG_INT:
		case ARG_YEAR:
			json_int(j, NULL, args[i].integer);
			break;
		case ARG_NUMBER:
		case ARG_PERCENT:
			json_rational(j, NULL, args[i].number, 9);
			break;
		case ARG_DAY:
			day_text(args[i].day, day);
			json_text(j, NULL, day);
			break;
		}
	}
	json_end(j);
}

void
problems_json(struct json *j, const struct problems *problems)
{
	size_t i;

	json_int(j, "errors", (int64_t)problems->errors);
	json_int(j, "warnings", (int64_t)problems->warnings);
	json_array(j, "problems");
	for (i = 0; i < problems->count; i++) {
		const struct problem *p = &problems->items[i];
		char *text = tr_error(j, LANG_EN, &p->what), *ru = tr_error(j, LANG_RU, &p->what);

		json_object(j, NULL);
		json_text(j, "severity", p->severity == SEVERITY_ERROR ? "error" : "warning");
		json_text(j, "file", p->place.file);
		json_text(j, "sheet", p->place.sheet);
		json_int(j, "row", p->place.row);
		json_int(j, "column", p->place.column);
		json_object(j, "message");
		json_text(j, "ru", ru);
		json_text(j, "en", text);
		json_end(j);
		error_args_json(j, "args", &p->what);
		json_end(j);
		talloc_free(text);
		talloc_free(ru);
	}
	json_end(j);
}

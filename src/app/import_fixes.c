#include "app/import_fixes.h"

#include "app/import_int.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/statements.h"

#include <ctype.h>
#include <string.h>

/* ---- as it is said ---- */

char *
import_column_letters(TALLOC_CTX *ctx, int32_t column)
{
	char *s = mem_strdup(ctx, "");

	for (; column > 0; column = (column - 1) / 26)
		s = mem_printf(ctx, "%c%s", 'A' + (column - 1) % 26, s);
	return s;
}

char *
import_fix_place(TALLOC_CTX *ctx, size_t file, const char *sheet, int64_t row, int32_t column)
{
	char *quoted = mem_array(ctx, char, strlen(sheet) * 2 + 1), *at = quoted;
	const char *s;

	for (s = sheet; *s != '\0'; s++) {
		*at++ = *s;
		if (*s == '\'')
			*at++ = '\'';
	}
	*at = '\0';
	return mem_printf(ctx, sheet[0] == '\0' ? "[%zu]%s%s%lld" : "[%zu]'%s'!%s%lld", file + 1,
	    quoted, import_column_letters(ctx, column), (long long)row);
}

/* Digits at **@at as a number 1..@max; *@at stands behind them after. */
static bool
take_number(const char **at, int64_t max, int64_t *out)
{
	int64_t n = 0;
	const char *s = *at;

	for (; isdigit((unsigned char)*s) && n <= max; s++)
		n = n * 10 + (*s - '0');
	if (n < 1 || n > max)
		return false;
	*at = s;
	*out = n;
	return true;
}

static bool
take_file(const char **at, int64_t *out)
{
	*out = -1;
	if (**at != '[')
		return true;
	(*at)++;
	if (!take_number(at, INT32_MAX, out) || **at != ']')
		return false;
	(*at)++;
	(*out)--;
	return true;
}

/* 'Лист ''1'''! with @at behind its first quote. */
static char *
take_quoted(TALLOC_CTX *ctx, const char **at)
{
	char *name = mem_array(ctx, char, strlen(*at) + 1), *to = name;
	const char *s;

	for (s = *at; *s != '\0'; s++) {
		if (*s == '\'' && *++s != '\'')
			break;
		*to++ = *s;
	}
	if (*s != '!')
		return NULL;
	*at = s + 1;
	return name;
}

static bool
take_sheet(TALLOC_CTX *ctx, const char **at, const char **out)
{
	size_t len = strcspn(*at, "!=");

	*out = "";
	if (**at == '\'') {
		(*at)++;
		*out = take_quoted(ctx, at);
		return *out != NULL;
	}
	if ((*at)[len] == '!') {
		*out = mem_strndup(ctx, *at, len);
		*at += len + 1;
	}
	return true;
}

static bool
take_letters(const char **at, int32_t *out)
{
	int32_t n = 0;
	const char *s = *at;

	for (; isalpha((unsigned char)*s) && n <= SHEET_CELLS_MAX; s++)
		n = n * 26 + (toupper((unsigned char)*s) - 'A' + 1);
	if (n < 1 || n > SHEET_CELLS_MAX)
		return false;
	*at = s;
	*out = n;
	return true;
}

bool
import_fix_parse(TALLOC_CTX *ctx, const char *said, bool row, struct import_fix *out)
{
	struct import_fix fix = {0};
	const char *at = said;
	char *text;

	if (!take_file(&at, &fix.file) || !take_sheet(ctx, &at, &fix.what.sheet) ||
	    (!row && !take_letters(&at, &fix.what.column)) ||
	    !take_number(&at, SHEET_ROWS_MAX, &fix.what.row) || *at != (row ? '\0' : '='))
		return false;
	if (!row) {
		text = text_clean(ctx, at + 1, strlen(at + 1));
		fix.what.text = text;
		if (text_length(text) > CORRECTION_LETTERS)
			return false;
	}
	*out = fix;
	return true;
}

/* ---- to their files and sheets ---- */

static enum err
read_one(struct importing *all, size_t n, const char *said, bool row, struct error *err)
{
	struct import_fix fix;
	struct corrections *list;

	if (!import_fix_parse(all->ctx, said, row, &fix))
		return fail(err, ERR_USAGE,
		    row ? MSG("«{0}» names no row: write Sheet!12")
			: MSG("«{0}» is no correction: write Sheet!C12=45, the column in Latin "
			      "letters, at most {1} letters of text"),
		    arg_text(said), arg_int(CORRECTION_LETTERS));
	if (fix.file < 0 && n > 1)
		return fail(err, ERR_USAGE,
		    MSG("there are several files: say of which «{0}» is, as [2]Sheet!C12"),
		    arg_text(said));
	if (fix.file >= (int64_t)n)
		return fail(err, ERR_USAGE, MSG("there is no file {0} for «{1}»"),
		    arg_year(fix.file + 1), arg_text(said));
	list = &all[fix.file < 0 ? 0 : fix.file].file->fixes;
	mem_push(all->ctx, list->items, list->count) = fix.what;
	return OK;
}

enum err
import_fixes_read(struct importing *all, size_t n, struct error *err)
{
	const struct import_params *p = all->params;
	enum err e = OK;
	size_t i;

	for (i = 0; e == OK && i < p->fix.count; i++)
		e = read_one(all, n, p->fix.items[i], false, err);
	for (i = 0; e == OK && i < p->leave_out.count; i++)
		e = read_one(all, n, p->leave_out.items[i], true, err);
	return e;
}

static bool
has_sheet(const struct workbook *wb, const char *name)
{
	size_t i;

	for (i = 0; i < wb->nsheets && strcmp(wb->sheets[i].name, name) != 0; i++)
		;
	return i < wb->nsheets;
}

enum err
import_fixes_place(struct importing *im, const struct workbook *wb, struct error *err)
{
	struct corrections *list = &im->file->fixes;
	size_t i;

	for (i = 0; i < list->count; i++) {
		struct correction *one = &list->items[i];

		if (one->sheet[0] == '\0' && wb->nsheets == 1)
			one->sheet = wb->sheets[0].name;
		if (one->sheet[0] == '\0' && wb->nsheets > 1)
			return fail(err, ERR_USAGE,
			    MSG("{0} has several sheets: say of which the correction in row {1} "
				"is, as Sheet!C12"),
			    arg_text(im->file->name), arg_year(one->row));
		if (!has_sheet(wb, one->sheet))
			return fail(err, ERR_USAGE, MSG("there is no sheet «{0}» in {1}"),
			    arg_text(one->sheet), arg_text(im->file->name));
	}
	corrections_sort(list);
	return OK;
}

/* ---- what became of them ---- */

/* Of a table of persons only what is counted can be corrected: nothing else of it is read. */
static bool
is_read(const struct problems_rules *rules, int32_t column)
{
	size_t i;

	for (i = 0; i < rules->nkept && rules->kept[i] != column; i++)
		;
	return !rules->personal || column == 0 || i < rules->nkept;
}

void
import_fixes_settle(struct importing *im)
{
	struct corrections *list = &im->file->fixes;
	size_t i, kept = 0;

	for (i = 0; i < list->count; i++) {
		struct correction *one = &list->items[i];
		struct place place = {im->file->name, one->sheet, one->row, one->column};

		if (one->was == NULL)
			problem_add(im->problems, SEVERITY_ERROR, place,
			    MSG("there is no row {0} to correct: it is empty, behind the last one, "
				"or of a sheet that is not read"),
			    arg_year(one->row));
		else if (!is_read(&im->file->rules, one->column))
			problem_add(im->problems, SEVERITY_ERROR, place,
			    MSG("nothing is read of this column, so it can't be corrected"));
		else if (one->column > 0 && strcmp(one->was, one->text) == 0)
			continue;
		if (im->file->rules.personal && one->column == 0)
			one->was = "";
		list->items[kept++] = *one;
	}
	list->count = kept;
	if (kept > IMPORT_FIXED_MAX)
		problem_add(im->problems, SEVERITY_ERROR, import_place(im, 0, 0),
		    MSG("{0} corrections are too many to make here, at most {1}: correct the file "
			"itself"),
		    arg_int((int64_t)kept), arg_int(IMPORT_FIXED_MAX));
}

struct corrections
import_fixes_kept(TALLOC_CTX *ctx, const struct import_file *file)
{
	struct corrections list = corrections_copy(ctx, &file->fixes);
	size_t i;

	for (i = 0; file->rules.personal && i < list.count; i++)
		list.items[i].was = list.items[i].text = NULL;
	return list;
}

enum err
import_fixes_store(struct importing *im, struct error *err)
{
	const struct corrections list = import_fixes_kept(im->ctx, im->file);
	enum err e = OK;
	size_t i;

	for (i = 0; e == OK && i < list.count; i++) {
		const struct correction *one = &list.items[i];

		e = db_correction_add_copy(im->app->db, im->batch, one->sheet, one->row,
		    one->column, one->was, one->text, err);
	}
	return e;
}

void
corrections_json(struct json *j, const struct corrections *list)
{
	size_t i;

	json_array(j, "corrections");
	for (i = 0; i < list->count; i++) {
		const struct correction *one = &list->items[i];

		json_object(j, NULL);
		json_text(j, "sheet", one->sheet);
		json_int(j, "row", one->row);
		if (one->column > 0)
			json_text(j, "column", import_column_letters(j, one->column));
		else
			json_bool(j, "left_out", true);
		json_text(j, "was", one->was);
		json_text(j, "became", one->text);
		json_end(j);
	}
	json_end(j);
}

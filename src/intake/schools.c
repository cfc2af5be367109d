/* schools.csv: one row per school (formats.md). */
#include "intake/layouts.h"

#include "base/mem.h"
#include "base/text.h"
#include "intake/seen.h"

#include <string.h>

enum {
	S_CODE,
	S_NAME,
	S_SHORT_NAME,
	S_MUNICIPALITY,
	S_REGION,
	S_KIND,
	S_LEVELS,
	S_PARENT,
	S_CODES,
	S_RURAL,
	S_OPENED,
	S_CLOSED,
	S_SUCCESSOR,
	S_SINCE,
	S_MISTAKE, /* «Ошибка» of our own file of problems: not read */
	S_COUNT
};

/* The Russian names are ours. */
static const struct table_column columns[S_COUNT] = {
    [S_CODE] = {{"code", "код", "код школы", "код оо", "логин"}},
    [S_NAME] = {{"name", "наименование", "название", "полное наименование"}},
    [S_SHORT_NAME] = {{"short_name", "краткое наименование", "сокращенное наименование",
	"краткое название"}},
    [S_MUNICIPALITY] = {{"municipality", "муниципалитет", "муниципальное образование"}},
    [S_REGION] = {{"region", "регион", "субъект рф", "субъект российской федерации"}},
    [S_KIND] = {{"kind", "вид", "тип"}},
    [S_LEVELS] = {{"levels", "уровни", "уровни образования"}},
    [S_PARENT] = {{"parent", "головная организация"}},
    [S_CODES] = {{"codes", "другие коды"}},
    [S_RURAL] = {{"rural", "сельская"}},
    [S_OPENED] = {{"opened", "открыта", "дата открытия"}},
    [S_CLOSED] = {{"closed", "закрыта", "дата закрытия"}},
    [S_SUCCESSOR] = {{"successor", "преемник", "правопреемник"}},
    [S_SINCE] = {{"since", "с какого дня", "действует с"}},
    [S_MISTAKE] = {{"mistake", "ошибка"}},
};

static const struct table_word truths[] = {
    {{"1", "да", "true", "yes"}}, {{"0", "нет", "false", "no"}}};

bool
schools_fits(const struct sheet_row *header, int *known)
{
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	int at[S_COUNT], i;

	table_match(local, columns, S_COUNT, header, at);
	talloc_free(local);
	for (*known = i = 0; i < S_COUNT; i++)
		*known += at[i] >= 0;
	return at[S_CODE] >= 0 && at[S_NAME] >= 0;
}

static const char *
read_code(struct table *t, int column)
{
	const char *code = table_text(t, column, CODE_MAX);

	if (code != NULL)
		table_warn_code(t, column, code);
	return code;
}

/* Other codes, comma separated: each is looked at by itself. */
static const char *
read_codes(struct table *t)
{
	const char *codes = table_text(t, S_CODES, NAME_MAX_CHARS), *p;
	size_t len;

	t->scratched = true;
	for (p = codes; p != NULL && *p != '\0'; p += len) {
		p += strspn(p, ", ");
		len = strcspn(p, ",");
		table_warn_code(t, S_CODES, mem_strndup(t->scratch, p, len));
	}
	return codes;
}

/* The bit of the level that @word names, or 0. */
static int
level_bit(TALLOC_CTX *ctx, const char *word)
{
	static const struct {
		const char *name;
		int bit;
	} levels[] = {{"ноо", LEVEL_PRIMARY}, {"ооо", LEVEL_BASIC}, {"соо", LEVEL_SECONDARY}};
	const char *folded = text_fold(ctx, word);
	size_t i;

	for (i = 0; i < sizeof levels / sizeof *levels; i++) {
		if (strcmp(folded, levels[i].name) == 0)
			return levels[i].bit;
	}
	return 0;
}

static int
read_levels(struct table *t)
{
	const char *p = table_text(t, S_LEVELS, NAME_MAX_CHARS), *word;
	int levels = 0, bit;

	t->scratched = true;
	for (; p != NULL && *p != '\0'; p += strspn(p, ",;+/ ")) {
		word = mem_strndup(t->scratch, p, strcspn(p, ",;+/ "));
		p += strlen(word);
		bit = *word == '\0' ? 0 : level_bit(t->scratch, word);
		levels |= bit;
		if (bit == 0 && *word != '\0')
			table_error(t, S_LEVELS,
			    MSG("Column \"{0}\": the level \"{1}\" is not known. Write {2} in "
				"Russian letters, separated by commas."),
			    arg_text(table_title(t, S_LEVELS)), arg_text(word),
			    arg_text("НОО, ООО, СОО"));
	}
	return levels;
}

static int
read_rural(struct table *t)
{
	int word = table_word(t, S_RURAL, truths, 2);

	if (word == -2)
		table_error(t, S_RURAL,
		    MSG("Column \"{0}\": \"{1}\" is not known. Write 1 (rural) or 0 (urban)."),
		    arg_text(table_title(t, S_RURAL)), arg_text(table_found(t, S_RURAL)));
	return word < 0 ? -1 : 1 - word;
}

static void
check_school(struct table *t, struct seen *seen, const struct school_row *row)
{
	int64_t before;

	if (row->code == NULL)
		table_error(
		    t, S_CODE, MSG("The code of the school is empty. Each school needs one."));
	if (row->name == NULL)
		table_error(t, S_NAME, MSG("The name of the school is empty."));
	if (row->opened.year != 0 && row->closed.year != 0 && day_cmp(row->opened, row->closed) > 0)
		table_error(t, S_CLOSED,
		    MSG("The school is closed ({0}) before it was opened ({1})."),
		    arg_day(row->closed), arg_day(row->opened));
	if (row->code == NULL)
		return;
	if (row->parent != NULL && strcmp(row->parent, row->code) == 0)
		table_error(t, S_PARENT,
		    MSG("The school \"{0}\" is named as its own head organisation."),
		    arg_text(row->code));
	if (row->successor != NULL && strcmp(row->successor, row->code) == 0)
		table_error(t, S_SUCCESSOR,
		    MSG("The school \"{0}\" is named as its own successor."), arg_text(row->code));
	before = seen_add(seen, row->code, row->row);
	if (before != 0)
		table_error(t, S_CODE,
		    MSG("The code \"{0}\" stands twice: in row {1} and in row {2}. Leave one of "
			"them."),
		    arg_text(row->code), arg_year(before), arg_year(row->row));
}

static void
read_school(struct table *t, struct school_row *row)
{
	*row = (struct school_row){
	    .row = t->row.number,
	    .code = read_code(t, S_CODE),
	    .name = table_text(t, S_NAME, NAME_MAX_CHARS),
	    .short_name = table_text(t, S_SHORT_NAME, NAME_MAX_CHARS),
	    .municipality = table_text(t, S_MUNICIPALITY, NAME_MAX_CHARS),
	    .region = table_text(t, S_REGION, NAME_MAX_CHARS),
	    .kind = table_text(t, S_KIND, NAME_MAX_CHARS),
	    .parent = read_code(t, S_PARENT),
	    .codes = read_codes(t),
	    .successor = table_text(t, S_SUCCESSOR, NAME_MAX_CHARS),
	    .levels = read_levels(t),
	    .rural = read_rural(t),
	    .opened = table_day(t, S_OPENED),
	    .closed = table_day(t, S_CLOSED),
	    .since = table_day(t, S_SINCE),
	};
}

static enum err
read_all(struct table *t, enum err (*each)(void *, const struct school_row *, struct error *),
    void *arg, struct error *err)
{
	struct seen *seen = seen_new(t);
	struct school_row row;
	bool more;
	enum err e;

	for (;;) {
		e = table_next(t, &more, err);
		if (e != OK || !more)
			return e;
		read_school(t, &row);
		check_school(t, seen, &row);
		if (t->bad)
			continue;
		e = each(arg, &row, err);
		if (e != OK)
			return e;
	}
}

enum err
schools_read(TALLOC_CTX *ctx, struct sheet *sheet, struct problems *problems,
    enum err (*each)(void *arg, const struct school_row *row, struct error *err), void *arg,
    struct error *err)
{
	struct table *t;
	enum err e;

	e = table_open(ctx, sheet, problems, columns, S_COUNT, &t, err);
	if (e != OK)
		return e;
	if (t->width > 0) {
		table_need(t, S_CODE);
		table_need(t, S_NAME);
	}
	if (!t->bad)
		e = read_all(t, each, arg, err);
	talloc_free(t);
	return e;
}

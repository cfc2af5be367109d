#include "domain/procedure.h"

#include "base/mem.h"

#include <string.h>

#define CODE_MAX 32

static const char *const kind_codes[] = {"vpr", "oge", "ege", "gve", "other", NULL};
static const char *const wave_codes[] = {"main", "autumn", "retake", "sample", "gve", NULL};

const char *
procedure_kind_code(enum procedure_kind kind)
{
	return kind_codes[kind];
}

/* The bilingual text under @key, which must be there. */
static struct bilingual
need_bilingual(const struct catalogue_file *file, const struct yaml *map, const char *key)
{
	catalogue_need(file, map, key);
	return catalogue_bilingual(file, map, key);
}

static int
need_year(const struct catalogue_file *file, const struct yaml *map)
{
	catalogue_need(file, map, "year");
	return catalogue_int(file, map, "year", YEAR_MIN, YEAR_MAX, 0);
}

static void
read_uses(
    const struct catalogue_file *file, const struct yaml *root, struct procedure_family *family)
{
	static const char *const known[] = {"text", "allowed", PROVENANCE_KEYS, NULL};
	const struct yaml *list = catalogue_list(file, root, "uses");
	size_t i;

	for (i = 0; list != NULL && i < list->count; i++) {
		const struct yaml *item = list->items[i];
		struct procedure_use use;

		if (!catalogue_map(file, item, known))
			continue;
		catalogue_need(file, item, "allowed");
		use.text = need_bilingual(file, item, "text");
		use.allowed = catalogue_truth(file, item, "allowed", false);
		use.provenance = catalogue_provenance(file, item);
		mem_push(file->ctx, family->uses, family->nuses) = use;
	}
}

static void
read_basis(
    const struct catalogue_file *file, const struct yaml *root, struct procedure_family *family)
{
	static const char *const known[] = {"required", "note", NULL};
	const struct yaml *basis = yaml_get(root, "basis");

	if (basis == NULL || !catalogue_map(file, basis, known))
		return;
	family->basis_required = catalogue_truth(file, basis, "required", false);
	family->basis_note = catalogue_bilingual(file, basis, "note");
}

/* The word of a wave in @node, or NULL after reporting. */
static const char *
read_wave_code(const struct catalogue_file *file, const struct yaml *node)
{
	int word = catalogue_word(file, node, wave_codes);

	return word < 0 ? NULL : wave_codes[word];
}

static void
read_waves(
    const struct catalogue_file *file, const struct yaml *root, struct procedure_family *family)
{
	static const char *const known[] = {"code", "title", "note", NULL};
	const struct yaml *list = catalogue_list(file, root, "waves"), *code;
	size_t i;

	for (i = 0; list != NULL && i < list->count; i++) {
		const struct yaml *item = list->items[i];
		struct procedure_wave wave = {NULL};

		if (!catalogue_map(file, item, known))
			continue;
		code = catalogue_need(file, item, "code");
		if (code != NULL)
			wave.code = read_wave_code(file, code);
		wave.title = need_bilingual(file, item, "title");
		wave.note = catalogue_bilingual(file, item, "note");
		mem_push(file->ctx, family->waves, family->nwaves) = wave;
	}
}

static struct procedure_year
read_year(const struct catalogue_file *file, const struct yaml *map)
{
	const struct yaml *waves = catalogue_list(file, map, "waves");
	struct procedure_year year = {
	    .year = need_year(file, map),
	    .pupil_grade_shift = catalogue_int(file, map, "pupil_grade_shift", 0, 2, 0),
	    .text = need_bilingual(file, map, "text"),
	    .provenance = catalogue_provenance(file, map),
	};
	const char *wave;
	size_t i;

	for (i = 0; waves != NULL && i < waves->count; i++) {
		wave = read_wave_code(file, waves->items[i]);
		if (wave != NULL)
			mem_push(file->ctx, year.waves, year.nwaves) = wave;
	}
	return year;
}

static void
read_years(
    const struct catalogue_file *file, const struct yaml *root, struct procedure_family *family)
{
	static const char *const known[] = {
	    "year", "waves", "pupil_grade_shift", "text", PROVENANCE_KEYS, NULL};
	const struct yaml *list = catalogue_list(file, root, "years");
	struct procedure_year year;
	size_t i, j;

	for (i = 0; list != NULL && i < list->count; i++) {
		if (!catalogue_map(file, list->items[i], known))
			continue;
		year = read_year(file, list->items[i]);
		for (j = 0; j < family->nyears; j++) {
			if (family->years[j].year == year.year && year.year != 0)
				catalogue_mistake(file, list->items[i],
				    MSG("the year {0} stands twice"), arg_year(year.year));
		}
		mem_push(file->ctx, family->years, family->nyears) = year;
	}
}

static struct procedure_family *
read_family(const struct catalogue_file *file, const struct yaml *root)
{
	struct procedure_family *family = mem_new(file->ctx, struct procedure_family);
	const struct yaml *kind = catalogue_need(file, root, "kind");
	int word = kind == NULL ? -1 : catalogue_word(file, kind, kind_codes);

	if (word >= 0)
		family->kind = (enum procedure_kind)word;
	family->title = need_bilingual(file, root, "title");
	family->sentence = catalogue_bilingual(file, root, "sentence");
	read_uses(file, root, family);
	read_basis(file, root, family);
	read_waves(file, root, family);
	read_years(file, root, family);
	return family;
}

static bool
code_valid(const char *s)
{
	size_t len = strlen(s);

	return len >= 2 && len <= CODE_MAX &&
	       strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == len;
}

static const char *
read_code(const struct catalogue_file *file, const struct yaml *map)
{
	const struct yaml *node = catalogue_need(file, map, "code");
	const char *code = catalogue_text(file, map, "code");

	if (code == NULL || code_valid(code))
		return code;
	catalogue_mistake(file, node,
	    MSG("a code is 2 to 32 capital Latin letters, digits and underlines: «{0}»"),
	    arg_text(code));
	return NULL;
}

static void
read_subject(const struct catalogue_file *file, const struct yaml *map, struct procedure *p)
{
	static const char *const known[] = {"code", "ru", "en", NULL};
	const struct yaml *subject = catalogue_need(file, map, "subject");

	if (subject == NULL || !catalogue_map(file, subject, known))
		return;
	p->subject_code = read_code(file, subject);
	catalogue_need(file, subject, "ru");
	p->subject.ru = catalogue_text(file, subject, "ru");
	p->subject.en = catalogue_text(file, subject, "en");
}

static int
read_level(const struct catalogue_file *file, const struct yaml *map)
{
	static const char *const words[] = {"НОО", "ООО", "СОО", NULL};
	const struct yaml *node = catalogue_need(file, map, "level");
	int word = node == NULL ? -1 : catalogue_word(file, node, words);

	return word < 0 ? 0 : 1 << word;
}

static void
read_gaps(const struct catalogue_file *file, const struct yaml *map, struct procedure *p)
{
	static const char *const known[] = {"year", PROVENANCE_KEYS, NULL};
	const struct yaml *list = catalogue_list(file, map, "not_held");
	struct procedure_gap gap;
	size_t i;

	for (i = 0; list != NULL && i < list->count; i++) {
		if (!catalogue_map(file, list->items[i], known))
			continue;
		gap.year = need_year(file, list->items[i]);
		gap.provenance = catalogue_provenance(file, list->items[i]);
		if (gap.year != 0 && !procedure_held(p, gap.year))
			catalogue_mistake(file, list->items[i], MSG("the year {0} stands twice"),
			    arg_year(gap.year));
		mem_push(file->ctx, p->gaps, p->ngaps) = gap;
	}
}

static void
read_procedure(const struct catalogue_file *file, const struct yaml *map,
    const struct procedure_family *family, struct procedure *p)
{
	static const char *const known[] = {
	    "code", "subject", "grade", "level", "title", "short", "low", "not_held", NULL};

	memset(p, 0, sizeof *p);
	p->family = family;
	if (!catalogue_map(file, map, known))
		return;
	p->code = read_code(file, map);
	read_subject(file, map, p);
	catalogue_need(file, map, "grade");
	p->grade = catalogue_int(file, map, "grade", 1, 11, 0);
	p->level = read_level(file, map);
	p->title = need_bilingual(file, map, "title");
	p->short_title = need_bilingual(file, map, "short");
	p->low = need_bilingual(file, map, "low");
	read_gaps(file, map, p);
}

/* Reads the procedures of @root behind those of @list into *@more. */
static void
read_procedures(const struct catalogue_file *file, const struct yaml *root,
    const struct procedures *list, struct procedures *more)
{
	const struct procedure_family *family = read_family(file, root);
	const struct yaml *items = catalogue_list(file, root, "procedures");
	struct procedure p;
	size_t i;

	catalogue_need(file, root, "procedures");
	for (i = 0; items != NULL && i < items->count; i++) {
		read_procedure(file, items->items[i], family, &p);
		if (p.code != NULL &&
		    (procedure_find(list, p.code) != NULL || procedure_find(more, p.code) != NULL))
			catalogue_mistake(file, items->items[i],
			    MSG("the procedure «{0}» stands twice"), arg_text(p.code));
		mem_push(file->ctx, more->items, more->count) = p;
	}
}

bool
procedures_read(TALLOC_CTX *ctx, const char *name, const char *bytes, size_t len,
    struct procedures *list, struct problems *problems)
{
	static const char *const known[] = {
	    "kind", "title", "sentence", "uses", "basis", "waves", "years", "procedures", NULL};
	size_t errors = problems->errors, i;
	TALLOC_CTX *local = talloc_new(NULL), *keep = talloc_new(ctx);
	const struct catalogue_file file = {keep, name, problems};
	struct yaml *root = yaml_read(local, name, bytes, len, problems);
	struct procedures more = {0, NULL};

	if (root != NULL && catalogue_map(&file, root, known))
		read_procedures(&file, root, list, &more);
	talloc_free(local);
	if (problems->errors > errors) {
		talloc_free(keep);
		return false;
	}
	for (i = 0; i < more.count; i++)
		mem_push(ctx, list->items, list->count) = more.items[i];
	return true;
}

const struct procedure *
procedure_find(const struct procedures *list, const char *code)
{
	size_t i;

	for (i = 0; i < list->count; i++) {
		if (list->items[i].code != NULL && strcmp(list->items[i].code, code) == 0)
			return &list->items[i];
	}
	return NULL;
}

const struct procedure_gap *
procedure_gap(const struct procedure *p, int year)
{
	size_t i;

	for (i = 0; i < p->ngaps; i++) {
		if (p->gaps[i].year == year)
			return &p->gaps[i];
	}
	return NULL;
}

bool
procedure_held(const struct procedure *p, int year)
{
	return procedure_gap(p, year) == NULL;
}

const struct procedure_year *
procedure_year(const struct procedure *p, int year)
{
	size_t i;

	for (i = 0; i < p->family->nyears; i++) {
		if (p->family->years[i].year == year)
			return &p->family->years[i];
	}
	return NULL;
}

bool
procedure_offered(const struct procedure *p, int levels)
{
	return levels == 0 || (levels & p->level) != 0;
}

/* Cells and captions of a sheet read by a layout: what is known of each word. */
#include "intake/layout_int.h"

#include "base/mem.h"
#include "base/text.h"
#include "intake/results.h"
#include "intake/script.h"

#include <string.h>

#define FOUND_MAX 40 /* bytes of a cell in a message */
#define LETTERS_TOLD 2

void
reading_report(struct reading *r, enum severity severity, const struct layout_bound *bound,
    const char *id, const struct arg *args)
{
	struct place place = {
	    r->sheet->file, r->sheet->name, r->row.number, bound == NULL ? 0 : bound->at + 1};

	r->bad |= severity == SEVERITY_ERROR;
	problems_add(r->problems, severity, place, id, args);
}

const struct layout_bound *
reading_bound(const struct reading *r, enum layout_field field, int group)
{
	size_t i;

	for (i = 0; i < r->fit->count; i++) {
		const struct layout_bound *b = &r->fit->bound[i];

		if (b->is == field && (b->group == group || b->group == 0))
			return b;
	}
	return NULL;
}

static struct cell
raw_cell(const struct reading *r, const struct layout_bound *bound)
{
	if (bound == NULL || (size_t)bound->at >= r->row.count)
		return (struct cell){"", 0};
	return r->row.cells[bound->at];
}

static bool
means_nothing(const char *s)
{
	return *s == '\0' || strcmp(s, "-") == 0 || strcmp(s, "–") == 0 || strcmp(s, "—") == 0;
}

static bool
has_words(const struct sheet_layout *layout, enum layout_field field)
{
	size_t i;

	for (i = 0; i < layout->nwords; i++) {
		if (layout->words[i].field == field)
			return true;
	}
	return false;
}

const char *
reading_cell(struct reading *r, const struct layout_bound *bound)
{
	struct cell cell = raw_cell(r, bound);
	struct layout_sets says = {0};
	const char *text;
	size_t i;

	if (cell.len == 0)
		return NULL;
	text = text_clean(r->row_mem, cell.text, cell.len);
	if (means_nothing(text))
		return NULL;
	if (!has_words(r->layout, bound->is))
		return text;
	layout_say(r->row_mem, r->layout, bound->is, text, &says);
	for (i = 0; i < says.count; i++) {
		if (says.items[i].field != bound->is)
			mem_push(r->row_mem, r->row_says.items, r->row_says.count) = says.items[i];
	}
	text = layout_set_value(&says, bound->is);
	return text == NULL || means_nothing(text) ? NULL : text;
}

const char *
reading_value(struct reading *r, enum layout_field field, int group)
{
	const struct layout_bound *b = reading_bound(r, field, group);
	const char *value = b == NULL ? NULL : reading_cell(r, b);
	size_t i;

	for (i = 0; value == NULL && group > 0 && i < r->fit->count; i++) {
		if (r->fit->bound[i].group == group)
			value = layout_set_value(&r->fit->bound[i].set, field);
	}
	if (value == NULL)
		value = layout_set_value(&r->row_says, field);
	if (value == NULL && r->layout->own)
		value = layout_set_value(&r->layout->set, field);
	if (value == NULL)
		value = layout_set_value(&r->group_says, field);
	if (value == NULL)
		value = layout_set_value(&r->table_says, field);
	if (value == NULL)
		value = layout_set_value(&r->sheet_says, field);
	if (value == NULL)
		value = layout_set_value(&r->layout->set, field);
	return value;
}

const char *
reading_found(struct reading *r, const struct layout_bound *bound)
{
	struct cell cell = raw_cell(r, bound);
	char *text = text_clean(r->row_mem, cell.text, cell.len);
	const char *p;
	int letters = 0;

	for (p = text; *p != '\0'; p++) {
		unsigned char c = (unsigned char)*p;

		letters += c >= 0xC0 || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
	}
	if (r->layout->personal && (letters > LETTERS_TOLD || strlen(text) > 12))
		return "…";
	if (strlen(text) > FOUND_MAX) {
		size_t cut = FOUND_MAX;

		while (cut > 0 && ((unsigned char)text[cut] & 0xC0) == 0x80)
			cut--;
		return mem_printf(r->row_mem, "%.*s…", (int)cut, text);
	}
	return text;
}

/* --- numbers --- */

/* "1 234,5 %" without its spaces and sign. */
static char *
plain_number(TALLOC_CTX *ctx, const char *text)
{
	char *out = mem_strdup(ctx, text), *to = out;
	const char *s;

	for (s = text; *s != '\0'; s++) {
		if (*s != ' ')
			*to++ = *s;
	}
	if (to > out && to[-1] == '%')
		to--;
	*to = '\0';
	return out;
}

static int
decimals_of(const char *s)
{
	size_t at = strcspn(s, ",.");

	return s[at] == '\0' ? 0 : (int)strlen(s + at + 1);
}

bool
reading_number(struct reading *r, const struct layout_bound *bound, bool percent,
    struct rational *out, int *decimals)
{
	const char *text = reading_cell(r, bound), *plain;
	struct rational n;

	if (text == NULL)
		return false;
	plain = plain_number(r->row_mem, text);
	if (strlen(plain) > 40 || !rational_parse(plain, strlen(plain), &n)) {
		reading_error(r, bound,
		    percent ? MSG("Column \"{0}\": \"{1}\" is not a percentage. Write a number "
				  "from 0 to 100, such as 30,77.")
			    : MSG("Column \"{0}\": \"{1}\" is not a number. Write it like 12,5 or "
				  "leave the cell empty."),
		    arg_text(bound->title), arg_text(reading_found(r, bound)));
		return false;
	}
	if (n.num < 0) {
		reading_error(r, bound, MSG("Column \"{0}\": the number \"{1}\" is below zero."),
		    arg_text(bound->title), arg_text(plain));
		return false;
	}
	if (percent && rational_cmp(n, rational_int(100)) > 0) {
		reading_error(r, bound, MSG("Column \"{0}\": the number \"{1}\" is more than {2}."),
		    arg_text(bound->title), arg_text(plain), arg_int(100));
		return false;
	}
	*out = n;
	*decimals = decimals_of(plain);
	return true;
}

int64_t
reading_count(struct reading *r, const struct layout_bound *bound, int64_t max)
{
	struct rational n;
	int decimals;
	bool bad = r->bad;

	r->bad = false;
	if (!reading_number(r, bound, false, &n, &decimals)) {
		bool wrong = r->bad;

		r->bad |= bad;
		return wrong ? COUNT_BAD : COUNT_UNKNOWN;
	}
	r->bad |= bad;
	if (n.den == 1 && n.num <= max)
		return n.num;
	if (n.den != 1)
		reading_error(r, bound,
		    MSG("Column \"{0}\": \"{1}\" is not a whole number. Write a count, such as 12, "
			"or leave the cell empty."),
		    arg_text(bound->title), arg_text(reading_found(r, bound)));
	else
		reading_error(r, bound, MSG("Column \"{0}\": the number \"{1}\" is more than {2}."),
		    arg_text(bound->title), arg_text(reading_found(r, bound)), arg_int(max));
	return COUNT_BAD;
}

/* round(n · p / 100), which must be a count that could be printed as this percentage. */
static int64_t
count_of(struct reading *r, const struct layout_bound *bound, struct rational p, int decimals,
    int64_t participants)
{
	struct percent percent = {.known = true, .value = p, .decimals = decimals};
	int64_t k;

	if (!percent_count(p, participants, &k) || k > participants)
		return COUNT_BAD;
	if (participants == 0 ? p.num != 0 : !percent_possible(&percent, k, participants)) {
		reading_warn(r, bound,
		    MSG("Column \"{0}\": of {2} participants no whole number makes {1} %. The "
			"nearest was taken: {3}. Check both figures."),
		    arg_text(bound->title), arg_number(p), arg_int(participants), arg_int(k));
	}
	return k;
}

int64_t
reading_share(
    struct reading *r, const struct layout_bound *bound, int64_t participants, struct rational *sum)
{
	struct rational p, all;
	int decimals;
	int64_t k;

	if (bound == NULL)
		return COUNT_UNKNOWN;
	if (!bound->percent) {
		k = reading_count(r, bound, COUNT_MAX);
		if (k >= 0 && participants >= 0 && k > participants) {
			reading_error(r, bound,
			    MSG("Column \"{0}\": {1} is more than the number of participants, "
				"{2}."),
			    arg_text(bound->title), arg_int(k), arg_int(participants));
			return COUNT_BAD;
		}
		return k;
	}
	if (!reading_number(r, bound, true, &p, &decimals))
		return reading_cell(r, bound) == NULL ? COUNT_UNKNOWN : COUNT_BAD;
	if (sum != NULL && rational_add(*sum, p, &all))
		*sum = all;
	return participants < 0 ? COUNT_BAD : count_of(r, bound, p, decimals, participants);
}

/* Source of the tolerance: method.md 7.1; many terms of two decimals may differ by more. */
void
reading_check_sum(struct reading *r, struct rational sum, int terms)
{
	struct rational difference, slack = {1, 10};

	if (terms > 20)
		slack = (struct rational){terms, 200};
	if (!rational_sub(sum, rational_int(100), &difference))
		return;
	if (difference.num < 0)
		difference.num = -difference.num;
	if (rational_cmp(difference, slack) > 0)
		reading_error(r, NULL,
		    MSG("The percentages of the row add up to {0}, but must make 100."),
		    arg_number(sum));
}

/* --- what a figure is about --- */

int
reading_grade(const char *text)
{
	int n = 0;

	for (; text != NULL && *text >= '0' && *text <= '9' && n < 100; text++)
		n = n * 10 + (*text - '0');
	return n >= 1 && n <= 11 ? n : 0;
}

static bool
same_subject(TALLOC_CTX *ctx, const struct procedure *p, const char *subject)
{
	return strcmp(p->subject_code, subject) == 0 ||
	       strcmp(layout_title(ctx, p->subject.ru), layout_title(ctx, subject)) == 0;
}

static const struct procedure *
find_procedure(struct reading *r, const char *kind, const char *subject, int grade)
{
	const struct procedures *list = r->facts->procedures;
	size_t i;

	for (i = 0; i < list->count; i++) {
		const struct procedure *p = &list->items[i];

		if (strcmp(procedure_kind_code(p->family->kind), kind) == 0 &&
		    (grade == p->grade || (grade == 0 && p->family->kind != PROCEDURE_VPR)) &&
		    same_subject(r->row_mem, p, subject))
			return p;
	}
	return NULL;
}

/* Once for each thing that is unknown, not once a row. */
static bool
told_before(struct reading *r, const char *what)
{
	return seen_add(r->told, what, 1) != 0;
}

static const struct procedure *
procedure_of(struct reading *r, int group)
{
	const char *code = reading_value(r, SAYS_PROCEDURE, group);
	const char *kind = reading_value(r, SAYS_KIND, group);
	const char *subject = reading_value(r, SAYS_SUBJECT, group);
	const char *grade = reading_value(r, SAYS_GRADE, group);
	const char *exam = reading_value(r, SAYS_EXAM, group);
	char *key;

	key = mem_printf(r->row_mem, "%s\n%s\n%s\n%s\n%s", code == NULL ? "" : code,
	    kind == NULL ? "" : kind, subject == NULL ? "" : subject, grade == NULL ? "" : grade,
	    exam == NULL ? "" : exam);
	if (r->procedure_key == NULL || strcmp(r->procedure_key, key) != 0) {
		talloc_free(r->procedure_key);
		r->procedure_key = mem_strdup(r->ctx, key);
		r->procedure = NULL;
		if (code != NULL)
			r->procedure = procedure_find(r->facts->procedures, code);
		else if (kind != NULL && subject != NULL)
			r->procedure = find_procedure(r, kind, subject, reading_grade(grade));
	}
	if (r->procedure != NULL || told_before(r, key))
		return r->procedure;
	if (code == NULL && subject == NULL && exam == NULL)
		reading_error(r, NULL,
		    MSG("The table does not say of which procedure it is. Ask for a mapping with "
			"--layout ask, write the procedure under `set` and load with --map."));
	else
		reading_warn(r, NULL,
		    MSG("There is no procedure «{0}» in the catalogue; its rows were not read."),
		    arg_text(code != NULL      ? code
			     : subject == NULL ? exam
			     : grade == NULL   ? subject
					       : mem_printf(r->row_mem, "%s, %s", subject, grade)));
	return NULL;
}

/* A day as tables write it, also 2025.05.30. */
static struct day
day_of(const char *text)
{
	struct day d = {0};
	char dashed[11];

	if (text == NULL)
		return d;
	if (strlen(text) == 10 && text[4] == '.' && text[7] == '.') {
		memcpy(dashed, text, 11);
		dashed[4] = dashed[7] = '-';
		text = dashed;
	}
	if (!day_parse(text, strlen(text), &d))
		d = (struct day){0};
	return d;
}

int
reading_year(struct reading *r, int group)
{
	const char *text = reading_value(r, SAYS_YEAR, group);
	int min = r->layout->kind == LAYOUT_KIND_FACTS ? FACTS_YEAR_MIN : RESULT_YEAR_MIN;
	int year = 0, i;

	for (i = 0; text != NULL && text[i] >= '0' && text[i] <= '9' && i < 4; i++)
		year = year * 10 + (text[i] - '0');
	if (text == NULL)
		year = r->facts->default_year;
	return year >= min && year <= RESULT_YEAR_MAX ? year : 0;
}

static int
year_of(struct reading *r, int group, const struct procedure *p)
{
	struct day held = day_of(reading_value(r, SAYS_HELD, group));
	int year = reading_year(r, group);

	/* exams are held in the year in which the school year ends, retakes in its autumn */
	if (reading_value(r, SAYS_YEAR, group) == NULL && held.year != 0 &&
	    p->family->kind != PROCEDURE_VPR)
		year = held.year;
	if (year >= RESULT_YEAR_MIN && year <= RESULT_YEAR_MAX)
		return year;
	if (!told_before(r, "year"))
		reading_error(r, reading_bound(r, SAYS_YEAR, group), INTAKE_NO_YEAR);
	r->bad = true;
	return 0;
}

static bool
known_wave(const struct procedure *p, const char *wave)
{
	size_t i;

	for (i = 0; i < p->family->nwaves; i++) {
		if (strcmp(p->family->waves[i].code, wave) == 0)
			return true;
	}
	return false;
}

/* Exams of the autumn are repeated ones. */
static const char *
exam_wave(struct reading *r, int group, const struct procedure *p)
{
	struct day held = day_of(reading_value(r, SAYS_HELD, group));

	if (held.year == 0 || held.month < 9 || !known_wave(p, "retake"))
		return "main";
	if (!told_before(r, "retake"))
		reading_warn(r, NULL, MSG("The exam was held on {0}: it was taken as a retake."),
		    arg_day(held));
	return "retake";
}

/* The wave said; else the only one of that year; else the one the pupils' class shows. */
static const char *
wave_of(struct reading *r, int group, const struct procedure *p, int year)
{
	const struct procedure_year *unusual = procedure_year(p, year);
	const char *wave = reading_value(r, SAYS_WAVE, group);
	int grade = reading_grade(reading_value(r, SAYS_PUPIL_GRADE, group));
	size_t i;

	if (grade == 0)
		grade = reading_grade(reading_value(r, SAYS_CLASS, group));
	if (wave != NULL) {
		for (i = 0; i < p->family->nwaves; i++) {
			if (strcmp(p->family->waves[i].code, wave) == 0)
				return p->family->waves[i].code;
		}
		reading_error(r, NULL,
		    MSG("The wave \"{0}\" is not known. Write main, autumn, retake, sample or "
			"gve, or leave the cell empty (main)."),
		    arg_text(wave));
		return NULL;
	}
	if (p->family->kind != PROCEDURE_VPR)
		return exam_wave(r, group, p);
	if (unusual == NULL || unusual->nwaves == 0)
		return "main";
	if (unusual->nwaves == 1)
		return unusual->waves[0];
	if (unusual->pupil_grade_shift > 0 && grade == p->grade + unusual->pupil_grade_shift &&
	    known_wave(p, "autumn"))
		return "autumn";
	if (unusual->pupil_grade_shift > 0 && grade == p->grade)
		return "main";
	if (!told_before(r, "wave"))
		reading_warn(r, NULL,
		    MSG("In {0} the procedure was held in spring and in autumn, and the table does "
			"not say when: spring was taken. For autumn write `set: {wave: autumn}` in "
			"a mapping (--layout ask, --map)."),
		    arg_year(year));
	return "main";
}

static const char *
school_of(struct reading *r, const char *code, const char *name)
{
	const struct layout_bound *b = reading_bound(r, SAYS_SCHOOL, 0);
	struct script_letter letter;

	if (b == NULL)
		b = reading_bound(r, SAYS_SCHOOL_NAME, 0);
	if (code == NULL && name == NULL) {
		if (b == NULL && told_before(r, "school"))
			r->bad = true;
		else
			reading_error(r, b,
			    b == NULL ? MSG("The table does not say of which school it is. Ask for "
					    "a mapping with --layout ask, write the school's code "
					    "under `set` and load with --map.")
				      : MSG("The code of the school is empty."));
		return NULL;
	}
	if (code != NULL && strlen(code) > CODE_MAX * 4) {
		reading_error(r, b, MSG("Column \"{0}\": the text is longer than {1} characters."),
		    arg_text(b == NULL ? "school" : b->title), arg_int(CODE_MAX));
		return NULL;
	}
	if (code != NULL && script_lookalike(code, &letter) && !told_before(r, code))
		reading_warn(r, b,
		    MSG("The code of the school, \"{0}\", has Latin and Russian letters: \"{1}\" "
			"(character {2}) is Russian."),
		    arg_text(code), arg_text(letter.text), arg_int((int64_t)letter.position));
	return code != NULL ? code : name;
}

bool
reading_figure_of(
    struct reading *r, int group, struct figure_of *out, const struct procedure **procedure)
{
	const struct procedure *p = procedure_of(r, group);
	const char *code, *name;

	if (p == NULL)
		return false;
	code = reading_value(r, SAYS_SCHOOL, group);
	name = reading_value(r, SAYS_SCHOOL_NAME, group);
	*out = (struct figure_of){.row = r->row.number,
	    .school = code,
	    .school_name = name,
	    .procedure = p->code,
	    .year = year_of(r, group, p)};
	school_of(r, code, name);
	out->wave = out->year == 0 ? NULL : wave_of(r, group, p, out->year);
	if (procedure != NULL)
		*procedure = p;
	return !r->bad && out->wave != NULL;
}

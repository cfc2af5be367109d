/*
 * Rows of pupils: each is checked, added to its school and class, and forgotten. Nothing of a
 * pupil, not even a code, is kept beyond the row.
 */
#include "intake/layout_int.h"

#include "base/mem.h"

#include <string.h>

#define uthash_fatal(msg) mem_exhausted()
#define HASH_FUNCTION HASH_FNV
#include <uthash.h>

#define CLASS_CHARS 20 /* bytes of the name of a class */

struct school;

/* The sums of one class of a school in a procedure; where classes are not said, of the school. */
struct sums {
	char *key;
	struct class_row row;
	int64_t low, undecided, unmarked;
	struct day held;
	int grade; /* of the pupils, from the class; -1 = several */
	const struct procedure *procedure;
	struct school *school;
	struct sums *next; /* another class of the same school, procedure, year and wave */
	UT_hash_handle hh;
};

/* The classes of a school in a procedure. */
struct school {
	char *key;
	struct sums *classes;
	int64_t *points; /* [primary score]: how many have it */
	int64_t pointed; /* how many have any */
	int max;
	UT_hash_handle hh;
};

struct pupils {
	struct sums *by_key;
	struct school *schools; /* in the order of their first rows */
	/* since the last row that declares a number */
	int64_t rows, present, declared, declared_row;
};

/* What is known of one pupil, until the end of the row. */
struct pupil {
	bool absent;
	int64_t score, test, mark;
};

static int
pupils_free(struct pupils *p)
{
	HASH_CLEAR(hh, p->by_key);
	HASH_CLEAR(hh, p->schools);
	return 0;
}

void
pupils_begin(struct reading *r)
{
	r->pupils = mem_new(r, struct pupils);
	talloc_set_destructor(r->pupils, pupils_free);
}

/* --- one pupil --- */

static int64_t
first_count(struct reading *r, enum layout_field field, int64_t max)
{
	const struct layout_bound *b = reading_bound(r, field, 0);

	return b == NULL ? COUNT_UNKNOWN : reading_count(r, b, max);
}

/* The points of all tasks, or COUNT_UNKNOWN where no task has any. */
static int64_t
task_points(struct reading *r)
{
	int64_t sum = COUNT_UNKNOWN, points, max;
	const char *text;
	size_t i;

	for (i = 0; i < r->fit->count; i++) {
		const struct layout_bound *b = &r->fit->bound[i];

		if (b->is != SAYS_TASK)
			continue;
		text = layout_set_value(&b->set, SAYS_MAX);
		max = text == NULL ? SCORE_MAX : strtol(text, NULL, 10);
		points = reading_count(r, b, max);
		if (points >= 0)
			sum = sum < 0 ? points : sum + points;
	}
	return sum;
}

static void
read_pupil(struct reading *r, struct pupil *p)
{
	const struct layout_bound *b;
	const char *status;
	int64_t points;
	size_t i;

	/* words of the variant say who was absent */
	for (i = 0; i < r->fit->count; i++) {
		if (r->fit->bound[i].is == SAYS_VARIANT)
			reading_cell(r, &r->fit->bound[i]);
	}
	status = layout_set_value(&r->row_says, SAYS_STATUS);
	p->absent = status != NULL && strcmp(status, "absent") == 0;
	if (p->absent)
		return;
	points = task_points(r);
	p->score = first_count(r, SAYS_SCORE, SCORE_MAX);
	p->test = first_count(r, SAYS_TEST_SCORE, SCORE_MAX);
	p->mark = first_count(r, SAYS_MARK, SCORE_MAX);
	if (points >= 0 && p->score >= 0 && points != p->score && !r->bad)
		reading_error(r, reading_bound(r, SAYS_SCORE, 0),
		    MSG("The points of the tasks add up to {0}, but the sum is given as {1}."),
		    arg_int(points), arg_int(p->score));
	if (p->score == COUNT_UNKNOWN)
		p->score = points;
	b = reading_bound(r, SAYS_MARK, 0);
	if (p->mark >= 0 && (p->mark < 2 || p->mark > 5))
		reading_error(r, b, MSG("Column \"{0}\": the mark must be 2, 3, 4 or 5."),
		    arg_text(b->title));
	/* neither points nor marks: a line of the form that was not filled in */
	p->absent =
	    p->score == COUNT_UNKNOWN && p->test == COUNT_UNKNOWN && p->mark == COUNT_UNKNOWN;
}

/* --- where the pupil is added --- */

static const char *
class_name(struct reading *r)
{
	const char *name = reading_value(r, SAYS_CLASS, 0);

	if (name != NULL && strlen(name) > CLASS_CHARS) {
		reading_error(r, reading_bound(r, SAYS_CLASS, 0),
		    MSG("Column \"{0}\": this is no name of a class, such as 5А."),
		    arg_text("class"));
		return NULL;
	}
	return name;
}

static void
join_school(struct reading *r, const char *key, struct sums *s)
{
	struct school *school;

	HASH_FIND_STR(r->pupils->schools, key, school);
	if (school == NULL) {
		school = mem_new(r->pupils, struct school);
		school->key = mem_strdup(school, key);
		school->points = mem_array(school, int64_t, DISTRIBUTION_MAX);
		HASH_ADD_KEYPTR(hh, r->pupils->schools, school->key, strlen(school->key), school);
	}
	s->school = school;
	s->next = school->classes;
	school->classes = s;
}

static struct sums *
sums_new(struct reading *r, const char *key, const struct figure_of *of, const char *class,
    const struct procedure *p)
{
	struct sums *s = mem_new(r->pupils, struct sums);

	s->key = mem_strdup(s, key);
	s->row.of = *of;
	s->row.of.school = mem_strdup(s, of->school);
	s->row.of.school_name = mem_strdup(s, of->school_name);
	s->row.name = mem_strdup(s, class);
	s->procedure = p;
	s->grade = reading_grade(class);
	HASH_ADD_KEYPTR(hh, r->pupils->by_key, s->key, strlen(s->key), s);
	return s;
}

static struct sums *
sums_of(struct reading *r, const struct figure_of *of, const struct procedure *p)
{
	const char *class = class_name(r), *school, *key;
	struct sums *s;

	school = mem_printf(r->row_mem, "%s\n%s\n%d\n%s",
	    of->school != NULL ? of->school : of->school_name, of->procedure, of->year, of->wave);
	key = mem_printf(r->row_mem, "%s\n%s", school, class == NULL ? "" : class);
	HASH_FIND_STR(r->pupils->by_key, key, s);
	if (s == NULL) {
		s = sums_new(r, key, of, class, p);
		join_school(r, school, s);
	}
	return s;
}

/* --- mark and threshold --- */

enum low { LOW_NO, LOW_YES, LOW_UNKNOWN };

static void
tell_no_scale(struct reading *r, const struct sums *s)
{
	char *key = mem_printf(r->row_mem, "scale %s %d", s->row.of.procedure, s->row.of.year);

	if (seen_add(r->told, key, 1) == 0)
		reading_error(r, NULL,
		    MSG("The table has no marks, and the catalogue has no scale of {0} for {1}. "
			"Load a table with marks (for VPR: the statistics of marks)."),
		    arg_text(s->row.of.procedure), arg_year(s->row.of.year));
	r->bad = true;
}

/* A mark from a scale that nobody has checked is told as such. */
static void
tell_assumed(struct reading *r, const struct sums *s, const struct scale *scale)
{
	char *key = mem_printf(r->row_mem, "assumed %s %d", s->row.of.procedure, s->row.of.year);

	if (scale->provenance.status != STATUS_VERIFIED && seen_add(r->told, key, 1) == 0)
		reading_warn(r, NULL,
		    MSG("The table has no marks: the scale of {0} for {1} was used, which is "
			"assumed, "
			"not verified."),
		    arg_text(s->row.of.procedure), arg_year(s->row.of.year));
}

/* By the mark where there is one: a sum alone may deceive (domain/scale.h). */
static enum low
judge(struct reading *r, const struct sums *s, struct pupil *p)
{
	const struct figure_of *of = &s->row.of;
	const struct scale *scale = NULL;
	enum score_kind kind = p->test >= 0 ? SCORE_TEST : SCORE_PRIMARY;
	int64_t score = kind == SCORE_TEST ? p->test : p->score;
	enum minimum_status status;
	int mark;
	bool sure;

	if (p->mark >= 0)
		return p->mark == 2 ? LOW_YES : LOW_NO;
	if (strcmp(of->wave, "gve") != 0)
		scale = scale_find(r->facts->scales, of->procedure, of->year, kind);
	if (scale == NULL && kind == SCORE_TEST && p->score >= 0) {
		scale = scale_find(r->facts->scales, of->procedure, of->year, SCORE_PRIMARY);
		score = p->score;
	}
	if (scale != NULL && !scale->marked && scale->minimum < 0)
		scale = NULL; /* only its greatest score is known */
	if (scale == NULL || score < 0) {
		tell_no_scale(r, s);
		return LOW_UNKNOWN;
	}
	if (scale->max >= 0 && score > scale->max)
		reading_error(r, reading_bound(r, SAYS_SCORE, 0),
		    MSG("The score {0} is more than the greatest of the scale of {1}, {2}."),
		    arg_int(score), arg_year(of->year), arg_int(scale->max));
	tell_assumed(r, s, scale);
	if (scale_mark(scale, (int)score, &mark, &sure) && sure)
		p->mark = mark;
	status = scale_minimum(scale, (int)score);
	if (status == MINIMUM_MET_IF_ALSO || status == MINIMUM_UNKNOWN)
		return LOW_UNKNOWN;
	return status == MINIMUM_NOT_MET ? LOW_YES : LOW_NO;
}

static void
warn_two_days(struct reading *r, struct sums *s)
{
	const char *text = reading_value(r, SAYS_HELD, 0);
	char day[11];
	struct day held = {0};

	if (text == NULL || strlen(text) != 10)
		return;
	memcpy(day, text, 11);
	if (day[4] == '.')
		day[4] = day[7] = '-';
	if (!day_parse(day, strlen(day), &held))
		return;
	if (s->held.year == 0)
		s->held = held;
	if (day_cmp(held, s->held) != 0 &&
	    seen_add(r->told, mem_printf(r->row_mem, "days %s", s->row.of.procedure), 1) == 0)
		reading_warn(r, NULL,
		    MSG("{0} stands here with several days, {1} and {2}: they were added up. If "
			"one of them is a retake, load it apart with `set: {wave: retake}` in a "
			"mapping."),
		    arg_text(s->row.of.procedure), arg_day(s->held), arg_day(held));
}

static void
add_points(struct school *school, int64_t score)
{
	if (score < 0 || score >= DISTRIBUTION_MAX)
		return;
	school->points[score]++;
	school->pointed++;
	if (score > school->max)
		school->max = (int)score;
}

static void
add(struct reading *r, struct sums *s, struct pupil *p)
{
	enum low low = judge(r, s, p);
	int64_t score = p->test >= 0 ? p->test : p->score;

	if (r->bad)
		return;
	warn_two_days(r, s);
	s->row.participants++;
	s->low += low == LOW_YES;
	s->undecided += low == LOW_UNKNOWN;
	if (p->mark >= 2)
		s->row.marks[p->mark - 2]++;
	else
		s->unmarked++;
	if (score >= 0) {
		s->row.scored++;
		s->row.sum += score;
		s->row.squares += score * score;
	}
	add_points(s->school, p->score);
}

void
pupils_add(struct reading *r)
{
	struct pupil p = {.score = COUNT_UNKNOWN, .test = COUNT_UNKNOWN, .mark = COUNT_UNKNOWN};
	const struct procedure *procedure;
	struct figure_of of;
	struct sums *s;

	r->pupils->rows++;
	read_pupil(r, &p);
	r->pupils->present += !p.absent;
	if (r->bad || !reading_figure_of(r, 0, &of, &procedure))
		return;
	s = sums_of(r, &of, procedure);
	if (p.absent)
		s->row.absent++;
	else
		add(r, s, &p);
}

/* --- declared numbers --- */

/* The number said before these rows is that of all of them, or of those who took part. */
void
pupils_declared(struct reading *r)
{
	struct pupils *p = r->pupils;
	const char *text = layout_set_value(&r->group_says, SAYS_DECLARED);
	int64_t declared = text == NULL ? COUNT_UNKNOWN : strtol(text, NULL, 10);

	if (declared >= 0 && declared != p->rows && declared != p->present)
		reading_error(r, NULL,
		    MSG("The table declares {0} participants, but has {1} rows of them. Perhaps it "
			"was cut off."),
		    arg_int(declared), arg_int(p->rows));
	p->rows = p->present = 0;
}

/* --- at the end --- */

static void
merge(struct sums *to, const struct sums *from)
{
	int i;

	to->row.participants += from->row.participants;
	for (i = 0; i < 4; i++)
		to->row.marks[i] += from->row.marks[i];
	to->row.scored += from->row.scored;
	to->row.sum += from->row.sum;
	to->low += from->low;
	to->undecided += from->undecided;
	to->unmarked += from->unmarked;
	if (to->grade != from->grade)
		to->grade = -1;
}

/* The pupils' class, where all are of one that is not the programme's. */
static int
other_grade(const struct sums *s)
{
	const struct procedure_year *unusual = procedure_year(s->procedure, s->row.of.year);

	if (s->grade == s->procedure->grade + (unusual == NULL ? 0 : unusual->pupil_grade_shift))
		return s->grade == s->procedure->grade ? 0 : s->grade;
	if (strcmp(s->row.of.wave, "autumn") == 0 && unusual != NULL && s->grade <= 0)
		return s->procedure->grade + unusual->pupil_grade_shift;
	return 0;
}

static enum err
hand_school(struct reading *r, const struct sums *s, struct error *err)
{
	const struct class_row *c = &s->row;
	bool marked = s->unmarked == 0;
	struct result_row row = {.row = c->of.row,
	    .procedure = c->of.procedure,
	    .school = c->of.school != NULL ? c->of.school : c->of.school_name,
	    .school_name = c->of.school_name,
	    .wave = c->of.wave,
	    .year = c->of.year,
	    .held = s->held,
	    .pupil_grade = other_grade(s),
	    .participants = c->participants,
	    .low = s->low,
	    .low_regional = COUNT_UNKNOWN,
	    .mark2 = marked ? c->marks[0] : COUNT_UNKNOWN,
	    .mark3 = marked ? c->marks[1] : COUNT_UNKNOWN,
	    .mark4 = marked ? c->marks[2] : COUNT_UNKNOWN,
	    .mark5 = marked ? c->marks[3] : COUNT_UNKNOWN};

	r->row.number = c->of.row;
	if (s->undecided > 0) {
		reading_error(r, NULL,
		    MSG("Of {0} participants of {1} the table does not say whether they reached "
			"the minimum: the sum of points is not enough, marks are needed."),
		    arg_int(s->undecided), arg_text(row.procedure));
		return OK;
	}
	if (c->scored == c->participants)
		row.mean_known = rational_make(c->sum, c->scored, &row.mean);
	r->counts.handed++;
	return r->sink->result == NULL ? OK : r->sink->result(r->sink->arg, &row, err);
}

/* Only where every participant has a primary score: else it would be of another number. */
static enum err
hand_points(
    struct reading *r, const struct school *school, const struct sums *all, struct error *err)
{
	struct distribution_row row = {
	    .of = all->row.of, .participants = all->row.participants, .max = school->max};

	if (school->pointed != all->row.participants || r->sink->distribution == NULL)
		return OK;
	memcpy(row.counts, school->points, sizeof row.counts);
	return r->sink->distribution(r->sink->arg, &row, err);
}

/* The classes one by one, as they came, then all together. */
static enum err
hand_classes(struct reading *r, const struct school *school, struct error *err)
{
	struct sums *s, *back = NULL, *next, all;
	enum err e = OK;

	for (s = school->classes; s != NULL; s = next) {
		next = s->next;
		s->next = back;
		back = s;
	}
	all = (struct sums){.row = {.of = back->row.of},
	    .grade = back->grade,
	    .procedure = back->procedure,
	    .held = back->held};
	for (s = back; e == OK && s != NULL; s = s->next) {
		merge(&all, s);
		if (r->sink->class_sums != NULL && s->row.name != NULL)
			e = r->sink->class_sums(r->sink->arg, &s->row, err);
	}
	if (e == OK && all.row.participants > 0)
		e = hand_school(r, &all, err);
	return e == OK && all.row.participants > 0 ? hand_points(r, school, &all, err) : e;
}

enum err
pupils_end(struct reading *r, struct error *err)
{
	struct school *s;
	enum err e = OK;

	for (s = r->pupils->schools; e == OK && s != NULL; s = s->hh.next)
		e = hand_classes(r, s, err);
	r->row.number = 0;
	return e;
}

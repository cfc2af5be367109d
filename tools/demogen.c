/*
 * demogen: the demonstration «Учебный район», fourteen invented schools with three years of
 * results.
 *
 *   demogen schools|results|datapackage > FILE
 *
 * Every figure is invented. Deterministic: ordinary cells are drawn by splitmix64 from SEED and the
 * cell's own key, so that no cell depends on another; the cells that tell the stories of
 * demo/README.md stand in `told[]`. Change SEED or the generator and every figure of the
 * demonstration changes: tests/unit/domain/test_demo.c holds the files' SHA-256.
 *
 * The rule of the federal method is kept out: an ordinary cell stays below 30 % only so that the
 * stories are the only low ones.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define SEED UINT64_C(20230901)
#define SCHOOLS 14
#define SCHOOLS_HEADER                                                                             \
	"code;name;short_name;municipality;region;kind;levels;parent;codes;rural;opened;closed;"   \
	"successor"
#define RESULTS_HEADER                                                                             \
	"year;procedure;school;participants;low;mark2;mark3;mark4;mark5;mean;status;wave;"         \
	"pupil_grade;low_regional;basis"
#define FIRST_YEAR 2021
#define LAST_YEAR 2023

enum { VPR5_MA, VPR6_MA, VPR5_RU, VPR6_RU, OGE_MA, OGE_RU, EGE_MAB, EGE_MAP, EGE_RU, PROCEDURES };

/* Scores that give the marks 2, 3, 4, 5: the last score of each. For the means only. */
static const struct procedure {
	const char *code;
	int top[4]; /* of marks 2..5; test scores have two bands, below and above the minimum */
	bool test;
} procedures[PROCEDURES] = {
    [VPR5_MA] = {"VPR5_MA", {6, 10, 14, 20}, false},
    [VPR6_MA] = {"VPR6_MA", {5, 9, 13, 16}, false},
    [VPR5_RU] = {"VPR5_RU", {17, 28, 38, 45}, false},
    [VPR6_RU] = {"VPR6_RU", {24, 34, 44, 51}, false},
    [OGE_MA] = {"OGE_MA", {7, 14, 21, 31}, false},
    [OGE_RU] = {"OGE_RU", {14, 22, 28, 33}, false},
    [EGE_MAB] = {"EGE_MAB", {6, 11, 16, 21}, false},
    [EGE_MAP] = {"EGE_MAP", {26, 50, 68, 90}, true},
    [EGE_RU] = {"EGE_RU", {23, 52, 71, 95}, true},
};

enum level { BASIC = 1, SECONDARY = 2 };

static const struct school {
	const char *kind, *levels, *parent, *codes, *closed, *successor;
	bool rural, evening, spring_2022; /* spring: wrote the ВПР of 2022 in March */
	int offers;                       /* levels with an exam of ours */
	int cohort;                       /* pupils of a class, about */
	int weak;                         /* true share of low results, percent */
} schools[SCHOOLS] = {
    {"средняя", "НОО,ООО,СОО", "", "ОО 101", "", "", false, false, false, BASIC | SECONDARY, 64, 6},
    {"средняя", "НОО,ООО,СОО", "", "ОО 102", "", "", false, false, false, BASIC | SECONDARY, 27,
	11},
    {"средняя", "НОО,ООО,СОО", "", "ОО 103", "", "", true, false, false, BASIC | SECONDARY, 38, 15},
    {"средняя", "НОО,ООО,СОО", "", "ОО 104", "", "", true, false, false, BASIC | SECONDARY, 11, 9},
    {"основная", "НОО,ООО", "", "ОО 105", "", "", true, false, true, BASIC, 14, 10},
    {"средняя", "НОО,ООО,СОО", "", "ОО 106", "", "", false, false, false, BASIC | SECONDARY, 46,
	10},
    {"вечерняя (сменная)", "ООО,СОО", "", "ОО 107", "", "", false, true, false, BASIC | SECONDARY,
	8, 12},
    {"основная", "НОО,ООО", "", "ОО 108", "", "", true, false, false, BASIC, 7, 9},
    {"гимназия", "НОО,ООО,СОО", "", "ОО 109", "", "", false, false, false, BASIC | SECONDARY, 52,
	2},
    {"филиал", "НОО,ООО", "demo01", "", "", "", true, false, true, BASIC, 5, 7},
    {"средняя", "НОО,ООО,СОО", "", "ОО 111", "", "", true, false, false, BASIC | SECONDARY, 16, 12},
    {"средняя", "НОО,ООО,СОО", "", "ОО 112", "", "", true, false, false, BASIC | SECONDARY, 19, 9},
    {"основная", "НОО,ООО", "", "ОО 113", "", "", true, false, false, BASIC, 4, 8},
    {"основная", "НОО,ООО", "", "ОО 114", "2022-08-31", "demo11", true, false, true, BASIC, 8, 13},
};

/* Cells that are told, not drawn. low -1: drawn below 30 %. A status replaces the figures. */
#define ABSENT "absent" /* no row at all */
static const struct told {
	int school, year, procedure;
	const char *wave; /* NULL: the year's ordinary one, in place of the drawn cell */
	int participants, low, low_regional; /* low_regional -1 = not told */
	const char *status;
} told[] = {
    /* No. 2: 8 of 27 is 29.63 %, which no rounding may turn into 30; with it A would be true. */
    {2, 2023, VPR5_MA, NULL, 27, 8, -1, ""},
    {2, 2023, VPR6_RU, NULL, 26, 9, -1, ""},
    /* No. 3: in the list both years; in 2023 by A and by B, and surely. */
    {3, 2021, OGE_MA, NULL, 36, 12, -1, ""},
    {3, 2022, VPR5_MA, NULL, 39, 16, -1, ""},
    {3, 2022, OGE_MA, NULL, 37, 15, -1, ""},
    {3, 2023, VPR5_MA, NULL, 40, 20, -1, ""},
    {3, 2023, VPR6_RU, NULL, 38, 18, -1, ""},
    {3, 2023, OGE_MA, NULL, 35, 17, 14, ""},
    {3, 2023, OGE_MA, "retake", 17, 6, -1, ""},
    /* No. 4: exactly 30 % of ten twice: enters by A, and unstable. */
    {4, 2023, VPR5_MA, NULL, 10, 3, -1, ""},
    {4, 2023, VPR5_RU, NULL, 10, 3, -1, ""},
    {4, 2023, EGE_MAP, NULL, 0, 0, -1, "withheld"},
    /* No. 5: one procedure two years running: enters by B alone. */
    {5, 2022, VPR5_MA, NULL, 14, 5, -1, ""},
    {5, 2023, VPR5_MA, NULL, 13, 5, -1, ""},
    /* No. 6: in the list in 2022 by A, out of it in 2023. */
    {6, 2022, VPR6_MA, NULL, 47, 17, -1, ""},
    {6, 2022, OGE_MA, NULL, 44, 15, -1, ""},
    /* No. 7, evening: one low; with the participants of ГВЭ ОГЭ maths would be the second. */
    {7, 2023, OGE_MA, NULL, 7, 2, -1, ""},
    {7, 2023, OGE_MA, "gve", 3, 2, -1, ""},
    {7, 2023, OGE_RU, "gve", 3, 0, -1, ""},
    {7, 2023, EGE_MAB, NULL, 8, 3, -1, ""},
    /* No. 8: one low and one row missing without a reason: not settled. */
    {8, 2023, OGE_RU, NULL, 6, 2, -1, ""},
    {8, 2023, VPR6_MA, NULL, 0, 0, -1, ABSENT},
    /* No. 10, branch: did not take part once. */
    {10, 2023, VPR5_RU, NULL, 0, 0, -1, "not_tested"},
    /* No. 11: low in 2022 in what was not held in 2021, which is no second year; enters in 2023
     * by A; by the region's own minimum ОГЭ maths would not be low. */
    {11, 2022, EGE_MAB, NULL, 5, 2, -1, ""},
    {11, 2023, OGE_MA, NULL, 12, 4, 3, ""},
    {11, 2023, VPR6_MA, NULL, 15, 5, -1, ""},
    /* No. 12: one cohort, two procedures: neither A nor B. */
    {12, 2022, VPR5_MA, NULL, 20, 7, -1, ""},
    {12, 2023, VPR6_MA, NULL, 19, 6, -1, ""},
    /* No. 13: tiny; a minimum of ten participants takes it out. */
    {13, 2023, VPR5_RU, NULL, 3, 1, -1, ""},
    {13, 2023, OGE_MA, NULL, 4, 2, -1, ""},
    /* No. 14: in the list in 2021, merged into No. 11 in 2022. */
    {14, 2021, VPR5_RU, NULL, 8, 3, -1, ""},
    {14, 2021, OGE_MA, NULL, 7, 3, -1, ""},
};

struct cell {
	int school, year, procedure, low, low_regional, participants;
	const char *wave, *status;
};

/* splitmix64 (Steele, Lea, Flood 2014): one step. */
static uint64_t
mix(uint64_t x)
{
	x += UINT64_C(0x9E3779B97F4A7C15);
	x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
	return x ^ (x >> 31);
}

/* A number of 0..@below - 1 that belongs to a key. */
static int
draw(int below, int school, int year, int what, int index)
{
	uint64_t x = SEED;

	x = mix(x ^ (uint64_t)school);
	x = mix(x ^ (uint64_t)year);
	x = mix(x ^ (uint64_t)what);
	x = mix(x ^ (uint64_t)index);
	return (int)(x % (uint64_t)below);
}

static int
grade_of(int procedure)
{
	if (procedure >= EGE_MAB)
		return 11;
	if (procedure >= OGE_MA)
		return 9;
	return procedure == VPR5_MA || procedure == VPR5_RU ? 5 : 6;
}

/* Pupils of the class of @grade in @year: the same cohort keeps its size; class 11 is a half. */
static int
cohort_size(int school, int year, int grade)
{
	int size = schools[school - 1].cohort, spread = size / 4;

	size += draw(2 * spread + 1, school, year - grade, 'c', 0) - spread;
	return grade == 11 && !schools[school - 1].evening ? (size + 1) / 2 : size;
}

static int
ordinary_participants(int school, int year, int procedure)
{
	int n = cohort_size(school, year, grade_of(procedure));
	int profile = (n * (35 + draw(20, school, year, 'p', 0)) + 50) / 100;

	if (procedure == EGE_MAP)
		return profile;
	if (procedure == EGE_MAB)
		return n - profile;
	if (n > 3)
		n -= draw(n / 8 + 2, school, year, 'a', procedure);
	return n;
}

/* Low results drawn one by one with the school's true share, kept below 30 %. */
static int
ordinary_low(const struct cell *c)
{
	int low = 0, i;

	for (i = 0; i < c->participants; i++)
		low += draw(100, c->school, c->year, 'l' + c->procedure * 256, i) <
		       schools[c->school - 1].weak;
	while (low * 10 >= c->participants * 3 && low > 0)
		low--;
	return low;
}

static const char *
ordinary_wave(int school, int year, int procedure)
{
	bool vpr = procedure < OGE_MA;

	return vpr && year == 2022 && !schools[school - 1].spring_2022 ? "autumn" : "main";
}

static const char *
ordinary_status(int school, int year, int procedure)
{
	const struct school *s = &schools[school - 1];

	if (procedure >= EGE_MAB && (s->offers & SECONDARY) == 0)
		return "not_offered";
	if (procedure < OGE_MA && s->evening)
		return "not_offered"; /* no classes 5 and 6 */
	if (procedure == EGE_MAB && year == 2021)
		return "not_held";
	return "";
}

/* Marks 2..5 of the participants, marks[0] given. */
static void
draw_marks(const struct cell *c, int marks[4])
{
	int i, x, weak = schools[c->school - 1].weak;

	marks[0] = c->low;
	marks[1] = marks[2] = marks[3] = 0;
	for (i = c->low; i < c->participants; i++) {
		x = draw(100, c->school, c->year, 'm' + c->procedure * 256, i);
		marks[x < 28 + 2 * weak ? 1 : x < 80 + weak / 2 ? 2 : 3]++;
	}
}

/* The mean score, in hundredths: each participant a score of the band of the mark. */
static int
draw_mean(const struct cell *c, const int marks[4])
{
	const struct procedure *p = &procedures[c->procedure];
	int mark, i, from, sum = 0, n = 0;

	for (mark = 0; mark < 4; mark++) {
		from = mark == 0 ? 0 : p->top[mark - 1] + 1;
		for (i = 0; i < marks[mark]; i++, n++)
			sum += from + draw(p->top[mark] - from + 1, c->school, c->year,
					  's' + c->procedure * 256, n);
	}
	return (sum * 100 + n / 2) / n;
}

static void
put_cell(const struct cell *c)
{
	const struct procedure *p = &procedures[c->procedure];
	bool vpr = c->procedure < OGE_MA, main = c->status[0] == '\0';
	bool autumn = strcmp(c->wave, "autumn") == 0;
	int marks[4], mean;

	if (strcmp(c->status, ABSENT) == 0 || (main && c->participants == 0))
		return;
	printf("%d;%s;demo%02d;", c->year, p->code, c->school);
	if (main) {
		draw_marks(c, marks);
		mean = draw_mean(c, marks);
		printf("%d;%d;", c->participants, c->low);
		if (p->test)
			printf(";;;;");
		else
			printf("%d;%d;%d;%d;", marks[0], marks[1], marks[2], marks[3]);
		printf("%d,%02d;", mean / 100, mean % 100);
	} else {
		printf(";;;;;;;");
	}
	printf("%s;%s;", c->status, c->wave);
	if (main && autumn)
		printf("%d", grade_of(c->procedure) + 1);
	printf(";");
	if (main && c->low_regional >= 0)
		printf("%d", c->low_regional);
	printf(";%s\n", vpr ? "вымышленный акт региона (демонстрация)" : "");
}

/* The told cell for the key and wave (NULL: the ordinary one), or NULL. */
static const struct told *
find_told(int school, int year, int procedure, const char *wave)
{
	size_t i;

	for (i = 0; i < sizeof told / sizeof *told; i++) {
		const struct told *t = &told[i];

		if (t->school == school && t->year == year && t->procedure == procedure &&
		    (wave == NULL ? t->wave == NULL : t->wave != NULL && !strcmp(t->wave, wave)))
			return t;
	}
	return NULL;
}

static void
put_told(const struct told *t, const char *wave)
{
	struct cell c = {t->school, t->year, t->procedure, t->low, t->low_regional, t->participants,
	    wave, t->status};

	put_cell(&c);
}

static void
put_ordinary(int school, int year, int procedure)
{
	const char *wave = ordinary_wave(school, year, procedure);
	const struct told *t = find_told(school, year, procedure, NULL);
	struct cell c = {
	    .school = school, .year = year, .procedure = procedure, .low_regional = -1};

	if (t != NULL) {
		put_told(t, wave);
		return;
	}
	c.wave = wave;
	c.status = ordinary_status(school, year, procedure);
	c.participants = ordinary_participants(school, year, procedure);
	c.low = ordinary_low(&c);
	put_cell(&c);
}

static void
put_results(void)
{
	static const char *const more[] = {"retake", "gve"};
	int year, school, procedure, i;

	printf("%s\n", RESULTS_HEADER);
	for (year = FIRST_YEAR; year <= LAST_YEAR; year++) {
		for (school = 1; school <= SCHOOLS; school++) {
			if (year == 2023 && schools[school - 1].closed[0] != '\0')
				continue;
			for (procedure = 0; procedure < PROCEDURES; procedure++) {
				put_ordinary(school, year, procedure);
				for (i = 0; i < 2; i++) {
					const struct told *t =
					    find_told(school, year, procedure, more[i]);

					if (t != NULL)
						put_told(t, more[i]);
				}
			}
		}
	}
}

static void
put_schools(void)
{
	int i;

	printf("%s\n", SCHOOLS_HEADER);
	for (i = 1; i <= SCHOOLS; i++) {
		const struct school *s = &schools[i - 1];

		printf("demo%02d;Учебная школа № %d;Школа № %d;Учебный район;Учебная область;"
		       "%s;%s;%s;%s;%d;;%s;%s\n",
		    i, i, i, s->kind, s->levels, s->parent, s->codes, s->rural, s->closed,
		    s->successor);
	}
}

static const char *
field_type(const char *name, size_t len)
{
	static const struct {
		const char *name, *type;
	} types[] = {{"year", "integer"}, {"participants", "integer"}, {"low", "integer"},
	    {"mark2", "integer"}, {"mark3", "integer"}, {"mark4", "integer"}, {"mark5", "integer"},
	    {"pupil_grade", "integer"}, {"low_regional", "integer"}, {"mean", "number"},
	    {"closed", "date"}, {"opened", "date"}};
	size_t i;

	for (i = 0; i < sizeof types / sizeof *types; i++) {
		if (strlen(types[i].name) == len && memcmp(types[i].name, name, len) == 0)
			return types[i].type;
	}
	return "string";
}

/* One resource of the data package; fields from the header row. */
static void
put_resource(const char *name, const char *header, const char *end)
{
	size_t len;

	printf("  {\"name\": \"%s\", \"path\": \"%s.csv\", \"format\": \"csv\", "
	       "\"encoding\": \"utf-8\",\n"
	       "   \"dialect\": {\"delimiter\": \";\"},\n   \"schema\": {\"fields\": [",
	    name, name);
	for (; *header != '\0'; header += len + (header[len] == ';')) {
		const char *type;

		len = strcspn(header, ";");
		type = field_type(header, len);
		printf("\n    {\"name\": \"%.*s\", \"type\": \"%s\"%s}%s", (int)len, header, type,
		    strcmp(type, "number") == 0 ? ", \"decimalChar\": \",\"" : "",
		    header[len] == ';' ? "," : "");
	}
	printf("]}}%s\n", end);
}

static void
put_datapackage(void)
{
	printf("{\"name\": \"opora-demo\",\n"
	       " \"title\": \"Учебный район: вымышленные данные для демонстрации\",\n"
	       " \"description\": \"Все школы и все показатели вымышлены и созданы программой; "
	       "совпадения случайны.\",\n"
	       " \"sources\": [{\"title\": \"tools/demogen.c\", \"seed\": %" PRIu64 "}],\n"
	       " \"resources\": [\n",
	    SEED);
	put_resource("schools", SCHOOLS_HEADER, ",");
	put_resource("results", RESULTS_HEADER, "");
	printf(" ]}\n");
}

int
main(int argc, char **argv)
{
	const char *what = argc == 2 ? argv[1] : "";

	if (strcmp(what, "schools") == 0)
		put_schools();
	else if (strcmp(what, "results") == 0)
		put_results();
	else if (strcmp(what, "datapackage") == 0)
		put_datapackage();
	else
		return 2;
	return 0;
}

/*
 * All charts on one page, to be looked at: charts [CSS [dark]] > page.html. The data are generated;
 * CSS is the path of app.css. Built, never installed, no test: a person judges (HACKING.md,
 * «A chart»).
 */
#include "base/mem.h"
#include "document/chart.h"

#include <stdio.h>
#include <string.h>

#define SCHOOLS 17
#define CROWD 45
#define YEARS 5

static const struct rational thirty = {3, 10};
static const char *const years[YEARS] = {"2022", "2023", "2024", "2025", "2026"};

static uint32_t state; /* of next(): set before each picture */

/* Numerical Recipes' generator: the same page every time. */
static int64_t
next(int64_t below)
{
	state = state * 1664525 + 1013904223;
	return (int64_t)(state >> 8) % below;
}

static void
section(struct buf *out, const char *heading)
{
	buf_printf(out, "</section><section class=\"card\"><h3>%s</h3>\n", heading);
}

static void
both(struct buf *out, void (*draw)(struct buf *, enum chart_size))
{
	buf_text(out, "<figure class=\"figure\">");
	draw(out, CHART_WIDE);
	draw(out, CHART_NARROW);
	buf_text(out, "</figure>");
}

/* --- miniatures --- */

static void
miniatures(struct buf *out)
{
	static const struct chart_count counts[] = {
	    {2, 52}, {19, 82}, {22, 63}, {3, 10}, {0, 9}, {5, 6}, {0, 0}, {9, 10}};
	static const struct chart_count series[][YEARS] = {
	    {{5, 52}, {2, 50}, {3, 51}, {2, 49}, {2, 52}},
	    {{14, 80}, {0, 0}, {15, 81}, {17, 79}, {19, 82}},
	    {{30, 60}, {22, 60}, {0, 0}, {14, 61}, {22, 63}},
	    {{0, 0}, {4, 11}, {0, 0}, {2, 10}, {0, 0}}, {{0, 9}, {1, 9}, {0, 8}, {0, 9}, {0, 9}},
	    {{1, 6}, {2, 6}, {3, 6}, {4, 6}, {5, 6}}, {{0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}},
	    {{0, 0}, {0, 0}, {0, 0}, {0, 0}, {9, 10}}};
	size_t i;

	section(out, "Интервал 95 %, 0–80 %, и 2022–2026, 0–50 %");
	buf_text(out, "<table>");
	for (i = 0; i < sizeof counts / sizeof counts[0]; i++) {
		struct chart_interval interval = {"Интервал", counts[i], thirty, 0.8};
		struct chart_spark spark = {"Годы", series[i], YEARS, thirty, 0.5};

		buf_printf(out, "<tr><td>Учебная школа № %zu</td><td>%d из %d</td><td>", i + 1,
		    (int)counts[i].k, (int)counts[i].n);
		chart_interval(out, &interval);
		buf_text(out, "</td><td>");
		chart_spark(out, &spark);
		buf_text(out, "</td></tr>\n");
	}
	buf_text(out, "</table>");
}

static void
bars(struct buf *out)
{
	static const struct chart_bar five[] = {{"2022", {10, 18}, false}, {"2023", {9, 18}, false},
	    {"2024", {7, 18}, false}, {"2025", {8, 18}, false}, {"2026", {6, 18}, true}};
	static const struct chart_bar odd[] = {{"2019", {0, 0}, false}, {"2020", {0, 18}, false},
	    {"2021", {3, 18}, false}, {"2022", {10, 18}, false}, {"2023", {9, 18}, false},
	    {"2024", {7, 18}, false}, {"2025", {8, 18}, false}, {"2026", {1284, 1500}, true}};

	section(out, "В списке 6 школ из 18, год назад было 8");
	chart_bars(out, &(struct chart_bars){LANG_RU, "Школ в списке по годам", five, 5});
	section(out, "Нет данных, ноль и тысяча");
	chart_bars(out, &(struct chart_bars){LANG_RU, "Школ в списке по годам", odd, 8});
	section(out, "За год: стали соответствовать 4, перестали 1, оба года 1");
	chart_moves(out, &(struct chart_moves){LANG_RU, "Кто соответствует условиям", "2025",
			     "2026", 1, 4, 1, "оба года", "стали", "перестали"});
}

/* --- lines of years --- */

static const struct chart_count in_list[YEARS] = {
    {130, 511}, {120, 502}, {100, 497}, {128, 500}, {106, 490}};
static const struct chart_count others[YEARS] = {
    {310, 1960}, {270, 2010}, {250, 2030}, {280, 2040}, {208, 2020}};
static const struct chart_count gaps[YEARS] = {{9, 26}, {0, 0}, {7, 25}, {5, 24}, {8, 26}};
static const struct chart_count early[YEARS] = {{40, 190}, {38, 188}, {43, 180}, {0, 0}, {0, 0}};

static void
two_series(struct buf *out, enum chart_size size)
{
	static const struct chart_series series[] = {
	    {"6 школ списка", CHART_LIST, in_list}, {"12 остальных", CHART_OTHERS, others}};

	chart_years(out, &(struct chart_years){.lang = LANG_RU,
			     .size = size,
			     .title = "Доля результатов ниже порога",
			     .years = years,
			     .nyears = YEARS,
			     .series = series,
			     .nseries = 2});
}

static void
broken_series(struct buf *out, enum chart_size size)
{
	static const struct chart_series series[] = {{"Учебная школа № 7", CHART_WE, gaps},
	    {"округ", CHART_OTHERS, others}, {"соседи", CHART_LIST, early}};
	static const struct chart_break breaks[] = {{1, "осень вместо весны"}, {3, "новая шкала"}};

	chart_years(out, &(struct chart_years){.lang = LANG_RU,
			     .size = size,
			     .title = "Доля отметок «2» по математике",
			     .years = years,
			     .nyears = YEARS,
			     .series = series,
			     .nseries = 3,
			     .breaks = breaks,
			     .nbreaks = 2,
			     .threshold = thirty,
			     .threshold_words = "30 % и выше"});
}

/* --- control limits --- */

static void
funnel(struct buf *out, enum chart_size size, size_t n, const struct chart_point *points)
{
	int64_t k = 0, participants = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		k += points[i].count.k;
		participants += points[i].count.n;
	}
	chart_funnel(
	    out, &(struct chart_funnel){.lang = LANG_RU,
		     .size = size,
		     .title = "Доля отметок «2» и число участников",
		     .points = points,
		     .n = n,
		     .mean = {k, participants},
		     .mean_name = "район",
		     .axis_words = "Участников, человек (корневая шкала; до 30 границы точные)",
		     .names = size == CHART_WIDE ? 40 : 14});
}

/* What the marks of the picture mean, as the page says it under it. */
static void
funnel_legend(struct buf *out)
{
	static const struct {
		enum chart_mark mark;
		const char *words;
	} items[] = {{CHART_MARK_OUTSIDE, "за пределами 95 %"},
	    {CHART_MARK_HOLLOW, "в пределах случайного разброса"},
	    {CHART_MARK_LIMIT95, "граница 95 %"}, {CHART_MARK_LIMIT998, "граница 99,8 %"}};
	size_t i;

	buf_text(out, "<ul class=\"legend\">");
	for (i = 0; i < sizeof items / sizeof items[0]; i++) {
		buf_text(out, "<li>");
		chart_key(out, items[i].mark);
		buf_printf(out, " %s</li>", items[i].words);
	}
	buf_text(out, "</ul>");
}

static void
funnel_few(struct buf *out, enum chart_size size)
{
	static const struct chart_count counts[SCHOOLS] = {{0, 17}, {9, 26}, {4, 11}, {1, 13},
	    {3, 20}, {7, 21}, {3, 20}, {19, 66}, {1, 11}, {7, 121}, {11, 109}, {23, 103}, {28, 130},
	    {23, 141}, {17, 98}, {4, 23}, {4, 17}};
	struct chart_point points[SCHOOLS];
	char names[SCHOOLS][48];
	size_t i;

	for (i = 0; i < SCHOOLS; i++) {
		snprintf(names[i], sizeof names[i], "Учебная № %zu", i + 1);
		points[i] = (struct chart_point){names[i], counts[i]};
	}
	funnel(out, size, SCHOOLS, points);
}

static void
funnel_crowd(struct buf *out, enum chart_size size)
{
	struct chart_point points[CROWD];
	char names[CROWD][48];
	size_t i;

	state = 847;
	for (i = 0; i < CROWD; i++) {
		int64_t n = 4 + next(20) + (next(3) == 0 ? next(150) : 0), k = 0, pupil;
		int64_t share = 12 + next(14);

		for (pupil = 0; pupil < n; pupil++)
			k += next(100) < share;
		snprintf(names[i], sizeof names[i], "Учебная № %zu", i + 1);
		points[i] = (struct chart_point){names[i], {k, n}};
	}
	funnel(out, size, CROWD, points);
}

int
main(int argc, char **argv)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct buf out = buf_new(ctx, (size_t)4 << 20);

	buf_printf(&out,
	    "<!DOCTYPE html><html lang=\"ru\"%s><meta charset=\"utf-8\"><meta name=\"viewport\" "
	    "content=\"width=device-width\"><title>Charts</title>"
	    "<link rel=\"stylesheet\" href=\"%s\"><body><main><section hidden>\n",
	    argc > 2 && strcmp(argv[2], "dark") == 0 ? " data-theme=\"dark\"" : "",
	    argc > 1 ? argv[1] : "app.css");
	miniatures(&out);
	bars(&out);
	section(&out, "Ниже порога: 21,6 % в списке, 10,3 % в остальных");
	two_series(&out, CHART_CARD);
	section(&out, "То же, широкий и узкий");
	both(&out, two_series);
	section(&out, "Пропуск года, два разрыва ряда, порог");
	both(&out, broken_series);
	section(&out, "Доля отметок «2» по математике и число участников");
	both(&out, funnel_few);
	funnel_legend(&out);
	section(&out, "45 школ");
	both(&out, funnel_crowd);
	buf_text(&out, "</section></main></body></html>\n");
	fputs(out.bytes, stdout);
	talloc_free(ctx);
	return 0;
}

/*
 * Figures for timing: deterministic schools.csv and results.csv in the project's own form.
 *
 *   gen_figures schools|results SCHOOLS YEARS > FILE.csv
 *
 * Nine procedures a year up to 2023, 3 to 80 participants, about 15 % low results, so that about a
 * quarter of the small schools meet the federal conditions.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state = 20231122; /* the seed */

/* splitmix64, public domain, Sebastiano Vigna. */
static uint64_t
next(void)
{
	uint64_t z = (state += 0x9e3779b97f4a7c15ULL);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
	return z ^ (z >> 31);
}

static int
below(int n)
{
	return (int)(next() % (uint64_t)n);
}

static void
put_row(int year, const char *procedure, int school)
{
	int n = 3 + below(78), low = 0, m3, m4, i;

	for (i = 0; i < n; i++)
		low += below(100) < 15;
	m3 = below(n - low + 1);
	m4 = below(n - low - m3 + 1);
	printf("%d;%s;sch%06d;%d;%d;%d;%d;%d;%d;%d.%04d;\n", year, procedure, school, n, low, low,
	    m3, m4, n - low - m3 - m4, 5 + below(15), below(10000));
}

int
main(int argc, char **argv)
{
	static const char *const procedures[] = {"VPR5_MA", "VPR6_MA", "VPR5_RU", "VPR6_RU",
	    "OGE_MA", "OGE_RU", "EGE_MAB", "EGE_MAP", "EGE_RU"};
	int schools = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 100, s, y, p;
	int years = argc > 3 ? (int)strtol(argv[3], NULL, 10) : 3;

	if (argc > 1 && strcmp(argv[1], "schools") == 0) {
		puts("code;name;municipality;levels");
		for (s = 0; s < schools; s++)
			printf("sch%06d;Учебная школа № %d;Учебный район № %d;НОО,ООО,СОО\n", s,
			    s + 1, s / 40 + 1);
		return 0;
	}
	puts("year;procedure;school;participants;low;mark2;mark3;mark4;mark5;mean;status");
	for (s = 0; s < schools; s++) {
		for (y = 2024 - years; y <= 2023; y++) {
			for (p = 0; p < 9; p++) {
				/* base mathematics was not held in 2021: the catalogue would warn
				 */
				if (!(y == 2021 && p == 6))
					put_row(y, procedures[p], s);
			}
		}
	}
	return 0;
}

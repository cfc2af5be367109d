/*
 * embed: files into a C table, so that the program runs from one file.
 *
 *   embed PREFIX NAME FILE... > NAME.c
 *
 * Writes `const struct embedded NAME[]` (base/embedded.h), sorted as given; a file's name in the
 * table is its path behind the last PREFIX in it, wherever the build folder stands. Ends with an
 * entry whose name is NULL.
 */
#include <stdio.h>
#include <string.h>

static int
put_file(const char *path, const char *name)
{
	FILE *in = fopen(path, "rb");
	size_t size = 0;
	int c;

	if (in == NULL) {
		perror(path);
		return 1;
	}
	printf("\t{\"%s\", (const unsigned char *)\n\t \"", name);
	while ((c = getc(in)) != EOF) {
		printf("\\%03o", c);
		if (++size % 24 == 0)
			printf("\"\n\t \"");
	}
	printf("\", %zu},\n", size);
	fclose(in);
	return 0;
}

/* What stands behind the last @prefix in @path; all of it when there is none. */
static const char *
below(const char *path, const char *prefix)
{
	const char *name = path, *at;

	while (*prefix != '\0' && (at = strstr(name, prefix)) != NULL)
		name = at + strlen(prefix);
	return name;
}

int
main(int argc, char **argv)
{
	int i;

	if (argc < 3) {
		fprintf(stderr, "usage: embed PREFIX NAME FILE...\n");
		return 2;
	}
	printf("/* made by tools/embed */\n#include \"base/embedded.h\"\n\n");
	printf("const struct embedded %s[] = {\n", argv[2]);
	for (i = 3; i < argc; i++) {
		if (put_file(argv[i], below(argv[i], argv[1])) != 0)
			return 1;
	}
	printf("\t{NULL, NULL, 0},\n};\n");
	return 0;
}

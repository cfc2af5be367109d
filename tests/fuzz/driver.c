/*
 * Runs a fuzz target over stored files without libFuzzer, so that every compiler and every
 * ./dev test repeats what fuzzing once found. Speaks TAP: one check per file.
 *
 *   fuzz_NAME FOLDER|FILE...
 *
 * Each file is given whole and cut short at up to 64 places: a reader meets its end everywhere.
 * A crash ends the program; the last line then names the file.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define FILE_MAX ((size_t)16 << 20)
#define CUTS 64

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static int checks;

/* A copy of exactly @size bytes: the sanitizer sees every step beyond the end. */
static void
run_part(const uint8_t *bytes, size_t size)
{
	uint8_t *copy = malloc(size == 0 ? 1 : size);

	if (copy == NULL)
		exit(1);
	if (size > 0)
		memcpy(copy, bytes, size);
	LLVMFuzzerTestOneInput(copy, size);
	free(copy);
}

static void
run_bytes(const char *name, const uint8_t *bytes, size_t size)
{
	size_t i, step = size / CUTS + 1;

	printf("# %s\n", name);
	fflush(stdout);
	run_part(bytes, size);
	for (i = 0; i < size; i += step)
		run_part(bytes, i);
	printf("ok %d - %s\n", ++checks, name);
}

static int
run_file(const char *path)
{
	const char *slash = strrchr(path, '/');
	uint8_t *bytes = malloc(FILE_MAX);
	FILE *in = fopen(path, "rb");
	size_t size;

	if (bytes == NULL || in == NULL) {
		printf("not ok %d - %s can't be read\n", ++checks, path);
		free(bytes);
		return 1;
	}
	size = fread(bytes, 1, FILE_MAX, in);
	fclose(in);
	run_bytes(slash == NULL ? path : slash + 1, bytes, size);
	free(bytes);
	return 0;
}

static int
run_folder(const char *path)
{
	struct dirent **names;
	char file[4096];
	int i, failures = 0, n = scandir(path, &names, NULL, alphasort);

	for (i = 0; i < n; i++) {
		snprintf(file, sizeof file, "%s/%s", path, names[i]->d_name);
		if (names[i]->d_name[0] != '.')
			failures += run_file(file);
		free(names[i]);
	}
	if (n >= 0)
		free(names);
	return failures;
}

int
main(int argc, char **argv)
{
	struct stat st;
	int i, failures = 0;

	run_bytes("nothing at all", (const uint8_t *)"", 0);
	for (i = 1; i < argc; i++) {
		if (stat(argv[i], &st) == 0 && S_ISDIR(st.st_mode))
			failures += run_folder(argv[i]);
		else
			failures += run_file(argv[i]);
	}
	printf("1..%d\n", checks);
	return failures > 0;
}

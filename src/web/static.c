#include <string.h>

#include "web/static.h"

const struct static_file *
static_by_path(const char *path)
{
	size_t i;

	for (i = 0; i < static_file_count; i++) {
		if (strcmp(static_files[i].path, path) == 0)
			return &static_files[i];
	}
	return NULL;
}

const char *
static_url(const char *name)
{
	size_t i;

	for (i = 0; i < static_file_count; i++) {
		if (strcmp(static_files[i].name, name) == 0)
			return static_files[i].path;
	}
	return NULL;
}

/* base/yaml: any bytes give a tree or a problem with a place, and never both nothing. */
#include "base/mem.h"
#include "base/text.h"
#include "base/yaml.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* What yaml.h promises of every node; ends the process when it is broken. */
static void
inspect(const struct yaml *node, int depth)
{
	size_t i;

	if (depth > YAML_DEPTH || node->line < 1 || node->column < 1)
		abort();
	if (node->type == YAML_SCALAR && (node->text == NULL || node->count != 0))
		abort();
	for (i = 0; i < node->count; i++) {
		inspect(node->items[i], depth + 1);
		if (node->type == YAML_MAP && yaml_get(node, node->keys[i]->text) != node->items[i])
			abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	TALLOC_CTX *ctx = mem_check(talloc_new(NULL));
	struct problems *problems = problems_new(ctx);
	const struct yaml *root = yaml_read(ctx, "f", (const char *)bytes, size, problems);
	size_t i;

	if (root == NULL && problems->errors == 0)
		abort();
	if (root != NULL)
		inspect(root, 0);
	for (i = 0; i < problems->count; i++) {
		if (problems->items[i].what.id == NULL || problems->items[i].place.row < 0)
			abort();
	}
	talloc_free(ctx);
	return 0;
}

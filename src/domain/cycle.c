#include "domain/cycle.h"

#include "base/mem.h"

const char *const cycle_fact_words[CYCLE_FACTS + 1] = {"method", "schools", "results", "computed",
    "received", "trend", "acquainted", "objections", "approved", NULL};

static void
read_facts(const struct catalogue_file *file, const struct yaml *item, struct cycle_position *p)
{
	const struct yaml *list = catalogue_list(file, item, "facts");
	bool taken[CYCLE_FACTS] = {false};
	size_t i;
	int word;

	catalogue_need(file, item, "facts");
	for (i = 0; list != NULL && i < list->count; i++) {
		word = catalogue_word(file, list->items[i], cycle_fact_words);
		if (word < 0)
			continue;
		if (taken[word])
			catalogue_mistake(
			    file, list->items[i], MSG("a fact stands in a position only once"));
		else
			p->facts[p->nfacts++] = (enum cycle_fact)word;
		taken[word] = true;
	}
}

static void
read_positions(const struct catalogue_file *file, const struct yaml *root, struct cycle *c)
{
	static const char *const known[] = {"id", "title", "facts", NULL};
	const struct yaml *list = catalogue_list(file, root, "positions");
	size_t i;

	catalogue_need(file, root, "positions");
	for (i = 0; list != NULL && i < list->count; i++) {
		struct cycle_position p = {.nfacts = 0};

		if (!catalogue_map(file, list->items[i], known))
			continue;
		catalogue_need(file, list->items[i], "id");
		catalogue_need(file, list->items[i], "title");
		p.id = catalogue_text(file, list->items[i], "id");
		p.title = catalogue_bilingual(file, list->items[i], "title");
		read_facts(file, list->items[i], &p);
		mem_push(file->ctx, c->positions, c->count) = p;
	}
}

struct cycle *
cycle_read(
    TALLOC_CTX *ctx, const char *name, const char *bytes, size_t len, struct problems *problems)
{
	static const char *const known[] = {"id", "title", "positions", PROVENANCE_KEYS, NULL};
	struct cycle *c = mem_new(ctx, struct cycle);
	const struct catalogue_file file = {c, name, problems};
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	size_t errors = problems->errors;
	struct yaml *root = yaml_read(local, name, bytes, len, problems);

	if (root != NULL && catalogue_map(&file, root, known)) {
		catalogue_need(&file, root, "id");
		catalogue_need(&file, root, "title");
		c->id = catalogue_text(&file, root, "id");
		c->title = catalogue_bilingual(&file, root, "title");
		c->provenance = catalogue_provenance(&file, root);
		read_positions(&file, root, c);
	}
	talloc_free(local);
	if (problems->errors == errors)
		return c;
	talloc_free(c);
	return NULL;
}

#include "domain/suppression.h"

#include "base/mem.h"

#define MINIMUM_MAX 1000

bool
suppression_read(TALLOC_CTX *ctx, const char *name, const char *bytes, size_t len,
    struct suppression *out, struct problems *problems)
{
	static const char *const known[] = {"minimum", PROVENANCE_KEYS, NULL};
	const struct catalogue_file file = {ctx, name, problems};
	TALLOC_CTX *local = mem_check(talloc_new(NULL));
	struct yaml *root = yaml_read(local, name, bytes, len, problems);
	size_t before = problems->errors;
	struct suppression s = {0};

	if (root != NULL && catalogue_map(&file, root, known)) {
		catalogue_need(&file, root, "minimum");
		s.minimum = catalogue_int(&file, root, "minimum", 1, MINIMUM_MAX, 0);
		s.provenance = catalogue_provenance(&file, root);
	}
	talloc_free(local);
	if (s.minimum < 1 || problems->errors > before)
		return false;
	*out = s;
	return true;
}

bool
suppression_shows(const struct suppression *s, int64_t participants)
{
	return participants >= s->minimum;
}

/* The smallest part that is still shown, @n if there is none. */
static size_t
smallest_shown(const int64_t *participants, size_t n, const bool *hidden)
{
	size_t i, least = n;

	for (i = 0; i < n; i++) {
		if (!hidden[i] && participants[i] > 0 &&
		    (least == n || participants[i] < participants[least]))
			least = i;
	}
	return least;
}

size_t
suppression_parts(const struct suppression *s, const int64_t *participants, size_t n, bool *hidden)
{
	int64_t together = 0;
	size_t i, count = 0;

	for (i = 0; i < n; i++) {
		hidden[i] = participants[i] != 0 && !suppression_shows(s, participants[i]);
		if (!hidden[i])
			continue;
		count++;
		together += participants[i] > 0 ? participants[i] : 0;
	}
	while (count > 0 && !suppression_shows(s, together)) {
		i = smallest_shown(participants, n, hidden);
		if (i == n)
			break;
		hidden[i] = true;
		count++;
		together += participants[i];
	}
	return count;
}

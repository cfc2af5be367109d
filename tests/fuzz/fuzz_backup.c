/* The reader of backups over any bytes: it ends, tells why not, and gives the same twice. */
#include "base/hash.h"
#include "store/archive.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static enum err
read_once(const uint8_t *bytes, size_t size, struct archive_facts *facts)
{
	FILE *f = fmemopen((void *)bytes, size, "rb");
	struct error err = {0};
	enum err e;

	if (f == NULL)
		abort();
	e = archive_read(f, "b.tar", NULL, facts, &err);
	if (e != OK && (e != ERR_INVALID || err.id == NULL))
		abort();
	fclose(f);
	return e;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct archive_facts a = {0}, b = {0};
	enum err e;

	if (size == 0)
		return 0;
	hash_start();
	e = read_once(bytes, size, &a);
	if (read_once(bytes, size, &b) != e || a.bytes != b.bytes || a.files != b.files)
		abort();
	if (e == OK && (a.bytes < 0 || (uint64_t)a.bytes > size))
		abort();
	return 0;
}

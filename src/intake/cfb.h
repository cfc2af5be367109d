/* Compound files ([MS-CFB]): the small file system in which Excel 5 to 2003 keeps a workbook. */
#ifndef INTAKE_CFB_H
#define INTAKE_CFB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <talloc.h>

static inline uint16_t
get16(const unsigned char *p)
{
	return (uint16_t)(p[0] | p[1] << 8);
}

static inline uint32_t
get32(const unsigned char *p)
{
	return (uint32_t)get16(p) | (uint32_t)get16(p + 2) << 16;
}

bool cfb_is(const unsigned char *bytes, size_t len);

/*
 * The stream @name (ASCII, no case) of the compound file, copied under @ctx. False if there is no
 * such stream or the tables that lead to it are damaged. Takes at most the file's size and an
 * eighth of it more, and time in proportion to it.
 */
bool cfb_stream(TALLOC_CTX *ctx, const unsigned char *bytes, size_t len, const char *name,
    unsigned char **out, size_t *out_len);

#endif

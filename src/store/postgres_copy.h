/* Rows in the binary form of PostgreSQL's COPY: bytes only, postgres.c sends them. */
#ifndef STORE_POSTGRES_COPY_H
#define STORE_POSTGRES_COPY_H

#include "base/buf.h"
#include "store/db.h"

void copy_put_head(struct buf *out);
void copy_put_row(struct buf *out, const struct db_value *values, int n);
void copy_put_end(struct buf *out);

/* An integer or a double as eight bytes in network order; 0 for NULL and texts. */
uint64_t copy_bits(const struct db_value *v);

#endif

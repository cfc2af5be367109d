/* A whole database into another, row by row, whichever of the two kinds each is. */
#ifndef STORE_MOVE_H
#define STORE_MOVE_H

#include "store/db.h"

/* Told every so often and at the end of each table; an error stops the work. */
typedef enum err db_moved(void *arg, const char *table, int64_t rows, bool end, struct error *err);

/*
 * Makes the schema in the empty database @to, fills it with all rows of @from, then reads both
 * again in the order of their keys and compares each row. ERR_NOT_FOUND if @from is empty,
 * ERR_CONFLICT if @to is not,
 * ERR_DATABASE if @from has another schema than this program or a row came out different.
 *
 * Both must be inside a transaction: nobody writes into @from meanwhile, and whatever goes wrong,
 * a rollback of @to leaves it empty.
 */
enum err db_move(struct db *from, struct db *to, db_moved *each, void *arg, struct error *err);

#endif

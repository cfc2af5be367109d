/*
 * A table explained by pointing at its columns: «column 5: VPR5_MA, participants». What was pointed
 * out becomes a mapping (docs/layouts.md), so that there is one way to read a table.
 */
#ifndef APP_IMPORT_POINTS_H
#define APP_IMPORT_POINTS_H

#include "app/action.h"
#include "base/buf.h"
#include "base/problem.h"
#include "domain/procedure.h"

#define IMPORT_POINTS_MAX 1200
#define IMPORT_POINTS_COLUMN 1000 /* the last column that can be pointed at */
#define IMPORT_POINTS_HEAD 60     /* the last row a head may end with */
#define IMPORT_SKIPS_MAX 20

struct import_points {
	/*
	 * "5=VPR5_MA,2026,participants": the number of the column, then words: school,
	 * school_name, municipality, drop, or a figure (participants, low, mark2 … mark5, mean;
	 * with % behind it: percents of the participants), the code of a procedure, its year, its
	 * wave. Several for one column add up.
	 */
	struct texts points;
	int64_t head;      /* the last row of the head; 0 = 1 */
	struct texts skip; /* rows whose cell begins so are no data */
	const char *sheet; /* only the sheet of this name; NULL = any */
};

/*
 * The mapping as YAML for layout_file_read(). Every mistake goes to @problems, in the words of the
 * points; false with one. *@dated: a column says its year, so the mapping is for this table only.
 */
bool import_points_mapping(TALLOC_CTX *ctx, const struct import_points *p,
    const struct procedures *procedures, struct buf *out, bool *dated, struct problems *problems);

#endif

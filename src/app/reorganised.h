/*
 * Figures across a reorganisation. A school that another one passed into (merger, split, joining)
 * is no longer the school its earlier figures tell of: in a run they are no data, so that no pair
 * of years is compared across it, unless an officer chose to join the predecessor's figures.
 * docs/decisions/0007 tells why.
 */
#ifndef APP_REORGANISED_H
#define APP_REORGANISED_H

#include "app/dataset.h"

/*
 * The first year whose figures are the successor's, of a reorganisation on an ISO day; 0 when the
 * day is not known. Figures of a school year are taken until May, so from June on it is the next.
 */
int reorganised_year(const char *day);

/* Takes away, or joins, figures of @data from before reorganisations up to its year. */
enum err reorganised_apply(struct app *app, struct dataset *data, struct error *err);

/* How the choice to join the figures of @predecessor is called among the facts of its successor. */
char *reorganised_attribute(TALLOC_CTX *ctx, int64_t predecessor);

#endif

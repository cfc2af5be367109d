/* What the files of the first page share; only board*.c need it. */
#ifndef APP_BOARD_INT_H
#define APP_BOARD_INT_H

#include "app/board.h"

/* Fills v->facts, v->own, v->begun and v->lead; v->year and v->figures are known. */
enum err board_find_facts(struct board_view *v, struct app *app, struct error *err);

#endif

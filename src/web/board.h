/* The first page, and «Что ждёт меня». */
#ifndef WEB_BOARD_H
#define WEB_BOARD_H

#include "app/board.h"
#include "app/inbox.h"
#include "web/page.h"

/* A row of the cycle or of the first steps. */
struct board_line {
	size_t number;
	struct bilingual title;
	enum board_state state;
	size_t nsaid;
	const char *said[CYCLE_FACTS];    /* sentences */
	const char *lacking[CYCLE_FACTS]; /* the same place: it is missing, and is said in bold */
	const char *next;                 /* what the link says; NULL = no link */
	struct url url;
};

/* One picture with its sentence; its table stands in the template. */
struct board_chart {
	const char *sentence;
	struct html picture;
};

#define BOARD_NAMED 20 /* schools named in a row of a table */

struct board_page {
	const struct board_view *view;
	const struct inbox *inbox;
	size_t nstart, ncycle;
	struct board_line *start, *cycle;
	struct board_chart listed, shares, moves; /* sentence NULL: no such picture */
	struct url school;                        /* the reader's own; text NULL: has none */
	struct url other_cycle;
	const char *other_cycle_text;
};

/* Of a state: the node on the line, the icon of its chip, the class of its tone. */
const char *board_node(enum board_state state);
const char *board_icon(enum board_state state);
const char *board_tone(enum board_state state);
const char *board_chip(enum board_state state);

/* Of a thing that waits. */
const char *inbox_icon(const struct inbox_item *item);
const char *inbox_tone(const struct inbox_item *item);
/* Where it is done; text NULL: on no page of the reader. */
struct url inbox_url(struct page *pg, const struct inbox_item *item);

web_page board_page, inbox_page;

#endif

/*
 * Old XLS files, read by a child process: the program starts itself again with a word of its own,
 * gives it the file as standard input and takes its rows from a pipe. The child may use
 * XLS_MEMORY_MAX and XLS_CPU_SECONDS, opens nothing and speaks to nobody; however it ends, the
 * parent has rows or a sentence.
 */
#ifndef INTAKE_XLS_H
#define INTAKE_XLS_H

#include "intake/workbook.h"

#define XLS_BYTES_MAX ((size_t)50 << 20)
#define XLS_MEMORY_MAX ((size_t)256 << 20)
#define XLS_CPU_SECONDS 5
#define XLS_WALL_SECONDS 20
/* All that a child may say. */
#define XLS_STREAM_MAX ((size_t)200 << 20)

#define XLS_CHILD_WORD "--xls-child"

/*
 * How the child is started: @program with the one argument @word, killed after @seconds. To be
 * called by main() before any thread is there. Until then workbook_open() refuses old XLS files:
 * a program that does not know the word must not be started with it.
 */
void xls_set_child(const char *program, const char *word, int seconds);

/*
 * The child's whole life, for main() to call before anything else when its only argument is
 * XLS_CHILD_WORD: limits itself, reads the file from standard input, writes the stream.
 */
_Noreturn void xls_child(void);

/*
 * What the child wrote, as a workbook: each length is held against the limits of sheet.h and
 * workbook.h, texts are valid UTF-8, row numbers go up. ERR_INVALID with a sentence otherwise, or
 * when the stream says that the file can't be read. *@complete: the stream has its end, so the
 * child's own end is of no interest. @bytes must outlive the workbook.
 */
enum err xls_stream_open(
    struct workbook *wb, const char *bytes, size_t len, bool *complete, struct error *err);

/* Inner to intake: the sentence for a file that is damaged. */
enum err xls_damaged(struct error *err);

#endif

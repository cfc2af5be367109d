/*
 * Files for the browser, inside the program: style sheet, script, icons, fonts.
 *
 * tools/assets/pack makes the table from src/web/static/ at build. A path carries a hash of the
 * content: the answer may say "Cache-Control: public, max-age=31536000, immutable".
 */
#ifndef WEB_STATIC_H
#define WEB_STATIC_H

#include <stddef.h>

struct static_file {
	const char *name; /* "app.css" */
	const char *path; /* "/static/app.3f2a91c45b0e7d18.css" */
	const char *type; /* the value of Content-Type */
	const char *etag; /* with its quotes, of the bytes below; with gzip it needs another one */
	const unsigned char *bytes;
	size_t len;
	const unsigned char *gzip; /* the same compressed; NULL where that gains nothing (fonts) */
	size_t gzip_len;
};

extern const struct static_file static_files[];
extern const size_t static_file_count;

/* The file at @path as a browser asks for it, or NULL. */
const struct static_file *static_by_path(const char *path);

/*
 * The path to write into a page for @name, e.g. "app.css", "icons.svg" (then "#check" behind it),
 * or NULL if there is no such file: a mistake of the program, which a test of the page finds.
 */
const char *static_url(const char *name);

#endif

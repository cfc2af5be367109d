/*
 * The second factor: codes by time (RFC 6238, liboath: SHA-1, 30 seconds, 6 digits, which every
 * authenticator knows), and the picture by which a telephone takes the secret (libqrencode).
 */
#ifndef APP_TOTP_H
#define APP_TOTP_H

#include "base/error.h"

#include <talloc.h>

#define TOTP_STEP 30 /* seconds */
#define TOTP_DIGITS 6

/* A new secret of 160 bits, base32. */
char *totp_secret(TALLOC_CTX *ctx);

/*
 * Whether @code is right at @seconds (since 1970), one step early or late allowed. *@step is the
 * step it belongs to, later than @last: a code that was used, or is older than one, is not right.
 */
bool totp_right(const char *secret, const char *code, int64_t seconds, int64_t last, int64_t *step);

/* otpauth://totp/… for @login, as authenticators read it. */
char *totp_url(TALLOC_CTX *ctx, const char *secret, const char *login);

/* A square of dark and light modules, without the quiet zone of 4 modules around. */
struct qr {
	int size;
	const unsigned char *dark; /* size × size, row by row: 1 = dark */
};

/* The QR code of @text. */
enum err qr_of(TALLOC_CTX *ctx, const char *text, struct qr *out, struct error *err);

/* As the path data of SVG in units of one module, to be drawn in a viewBox with its quiet zone. */
char *qr_path(TALLOC_CTX *ctx, const struct qr *qr);

#endif

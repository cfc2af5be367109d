#include "app/totp.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/secret.h"

#include <liboath/oath.h>
#include <qrencode.h>
#include <stdlib.h>
#include <string.h>

#define SECRET_BYTES 20 /* RFC 4226, 4: R6 recommends 160 bits */

char *
totp_secret(TALLOC_CTX *ctx)
{
	static const char base32[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	char *text = mem_array(ctx, char, SECRET_BYTES * 8 / 5 + 1);
	unsigned char bytes[SECRET_BYTES];
	size_t i;

	secret_bytes(bytes, sizeof bytes);
	for (i = 0; i < SECRET_BYTES * 8 / 5; i++) {
		size_t at = i * 5 / 8, shift = i * 5 % 8;
		unsigned two =
		    (unsigned)bytes[at] << 8 | (at + 1 < sizeof bytes ? bytes[at + 1] : 0u);

		text[i] = base32[two >> (11 - shift) & 31];
	}
	return text;
}

static bool
is_code(const char *code)
{
	return strlen(code) == TOTP_DIGITS && strspn(code, "0123456789") == TOTP_DIGITS;
}

/* The code of one step; false when the secret is none. */
static bool
code_of(const char *secret, int64_t step, char out[TOTP_DIGITS + 1])
{
	char *bytes = NULL;
	size_t len = 0;
	int rc = oath_base32_decode(secret, strlen(secret), &bytes, &len);

	if (rc == OATH_OK)
		rc = oath_totp_generate(
		    bytes, len, (time_t)(step * TOTP_STEP), TOTP_STEP, 0, TOTP_DIGITS, out);
	if (bytes != NULL)
		(free)(bytes); /* liboath's own, by malloc */
	return rc == OATH_OK;
}

bool
totp_right(const char *secret, const char *code, int64_t seconds, int64_t last, int64_t *step)
{
	int64_t now = seconds / TOTP_STEP, s;
	char want[TOTP_DIGITS + 1];
	bool right = false;

	if (!is_code(code))
		return false;
	for (s = now - 1; s <= now + 1; s++) {
		if (s > last && code_of(secret, s, want) && strcmp(want, code) == 0) {
			*step = s;
			right = true;
		}
	}
	return right;
}

/* Bytes of a login that stand in an address as they are. */
static void
put_escaped(struct buf *b, const char *s)
{
	static const char plain[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
	char escape[4];

	for (; *s != '\0'; s++) {
		if (strchr(plain, *s) != NULL) {
			buf_add(b, s, 1);
			continue;
		}
		snprintf(escape, sizeof escape, "%%%02X", (unsigned char)*s);
		buf_add(b, escape, 3);
	}
}

char *
totp_url(TALLOC_CTX *ctx, const char *secret, const char *login)
{
	struct buf b = buf_new(ctx, 4096);

	buf_text(&b, "otpauth://totp/Opora:");
	put_escaped(&b, login);
	buf_text(&b, "?secret=");
	buf_text(&b, secret);
	buf_text(&b, "&issuer=Opora");
	return b.bytes;
}

enum err
qr_of(TALLOC_CTX *ctx, const char *text, struct qr *out, struct error *err)
{
	QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
	unsigned char *dark;
	int i;

	if (code == NULL)
		return fail(err, ERR_INTERNAL, MSG("the picture of the secret can't be made"));
	dark = mem_array(ctx, unsigned char, (size_t)(code->width * code->width));
	for (i = 0; i < code->width * code->width; i++)
		dark[i] = code->data[i] & 1;
	*out = (struct qr){code->width, dark};
	QRcode_free(code);
	return OK;
}

char *
qr_path(TALLOC_CTX *ctx, const struct qr *qr)
{
	struct buf b = buf_new(ctx, 1 << 18);
	char piece[64];
	int x, y;

	buf_text(&b, "");
	for (y = 0; y < qr->size; y++) {
		for (x = 0; x < qr->size; x++) {
			if (!qr->dark[y * qr->size + x])
				continue;
			snprintf(piece, sizeof piece, "M%d %dh1v1h-1z", x, y);
			buf_text(&b, piece);
		}
	}
	return b.bytes;
}

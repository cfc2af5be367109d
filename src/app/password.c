#include "app/password.h"

#include "base/text.h"

#include <string.h>

/* Folded pieces that make a password easy to guess when little else is in it. */
static const char *const common[] = {"password", "parol", "пароль", "qwerty", "йцукен", "admin",
    "админ", "opora", "опора", "letmein", "welcome", "shkola", "школа", "123456", "zaq12wsx",
    "1q2w3e", "passw0rd", "минпрос", "учитель"};
#define LEFT_MIN 8 /* letters that must be left without the piece */

static size_t
letters(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += ((unsigned char)*s & 0xC0) != 0x80;
	return n;
}

/* The next letter of valid UTF-8; moves *@s behind it. */
static int32_t
next_letter(const char **s)
{
	const unsigned char *p = (const unsigned char *)*s;
	int32_t c = p[0];

	if (c >= 0xC0) {
		c &= c >= 0xF0 ? 0x07 : c >= 0xE0 ? 0x0F : 0x1F;
		while ((*++p & 0xC0) == 0x80)
			c = c << 6 | (*p & 0x3F);
	} else {
		p++;
	}
	*s = (const char *)p;
	return c;
}

/* abcdef, 654321, aaaa: each letter follows the one before it by the same step of −1, 0 or 1. */
static bool
is_sequence(const char *s)
{
	int32_t before = next_letter(&s), c;
	int steps = 0, n = 0;

	for (; *s != '\0'; before = c, n++) {
		c = next_letter(&s);
		steps += c - before >= -1 && c - before <= 1;
	}
	return steps >= n - 2; /* also two sequences put together */
}

static bool
leans_on(const char *folded, const char *piece)
{
	return piece[0] != '\0' && strstr(folded, piece) != NULL &&
	       letters(folded) - letters(piece) < LEFT_MIN;
}

enum err
password_check(TALLOC_CTX *ctx, const char *login, const char *authority, const char *password,
    struct error *err)
{
	char *folded, *name, *house;
	size_t n, i;

	if (!text_valid(password, strlen(password)))
		return fail(err, ERR_INVALID, MSG("the password is not UTF-8"));
	folded = text_fold(ctx, password);
	name = text_fold(ctx, login);
	house = authority == NULL ? NULL : text_fold(ctx, authority);
	n = letters(password);
	if (n < PASSWORD_MIN || n > PASSWORD_MAX)
		return fail(err, ERR_INVALID,
		    MSG("a password has {0} to {1} letters; take several words that don't belong "
			"together"),
		    arg_int(PASSWORD_MIN), arg_int(PASSWORD_MAX));
	if (strstr(folded, name) != NULL)
		return fail(err, ERR_INVALID, MSG("the login must not stand in the password"));
	if (house != NULL && house[0] != '\0' &&
	    (strstr(folded, house) != NULL || strstr(house, folded) != NULL))
		return fail(err, ERR_INVALID,
		    MSG("the name of the authority must not stand in the password"));
	if (is_sequence(folded))
		return fail(err, ERR_INVALID,
		    MSG("one letter again and again, or a row of letters or digits, is guessed at "
			"once; take several words"));
	for (i = 0; i < sizeof common / sizeof common[0]; i++) {
		if (leans_on(folded, common[i]))
			return fail(err, ERR_INVALID,
			    MSG("such passwords are tried first; take several words that don't "
				"belong together"));
	}
	return OK;
}

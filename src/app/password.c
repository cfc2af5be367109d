#include "app/password.h"

#include "base/mem.h"
#include "base/text.h"

#include <string.h>

#define WORD_MIN 4 /* letters of a word that is looked for; shorter ones stand everywhere */
#define RUN_MIN 4  /* neighbours in the alphabet: three of them stand in many words */
#define KEYS_MIN 3 /* neighbours on the keyboard */

/* What begins the lists of frequent passwords, folded, and is no row of keys; of both languages. */
static const char common[] =
    "password passw0rd p@ssw0rd pass parol пароль admin administrator админ администратор root "
    "user guest test demo secret login welcome letmein changeme iloveyou opora опора school shkola "
    "школа учитель директор методист образование отдел управление минпрос россия москва привет "
    "люблю любовь солнышко january february march april june july august september october "
    "november december winter spring summer autumn январь февраль март апрель июнь июль август "
    "сентябрь октябрь ноябрь декабрь зима весна лето осень";

/* Rows of keys, also down the columns. Rows of the alphabet and of digits need no table. */
static const char *const keys[] = {"qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./",
    "1234567890-=", "!@#$%^&*()_+", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
    "q1w2e3r4t5y6u7i8o9p0", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю.",
    "1йфя2цыч3увс4кам5епи6нрт7гоь8шлб9щдю0зж.", "й1ц2у3к4е5н6г7ш8щ9з0"};

/* The same keys in both layouts; text_fold() made е of ё. */
static const char *const layouts[] = {
    "qwertyuiop[]asdfghjkl;'zxcvbnm,.", "йцукенгшщзхъфывапролджэячсмитьбю"};

/* A folded text as letters. Of a password: which of them somebody would guess. */
struct letters {
	size_t n;
	int32_t *c;
	bool *guessed;
};

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

/* Blanks are nothing to guess and part no words here: «к о т» is «кот». */
static struct letters
letters_of(TALLOC_CTX *ctx, const char *s)
{
	size_t room = strlen(s) + 1;
	struct letters out = {0, mem_array(ctx, int32_t, room), mem_array(ctx, bool, room)};

	while (*s != '\0') {
		int32_t c = next_letter(&s);

		if (c != ' ')
			out.c[out.n++] = c;
	}
	return out;
}

static void
mark(struct letters *l, size_t from, size_t n)
{
	memset(l->guessed + from, true, n * sizeof *l->guessed);
}

static void
mark_word(struct letters *l, const int32_t *word, size_t n)
{
	size_t i;

	for (i = 0; i + n <= l->n; i++) {
		if (memcmp(l->c + i, word, n * sizeof *word) == 0)
			mark(l, i, n);
	}
}

/* Where @c stands in @row; -1 = not there. */
static int
place_in(const char *row, int32_t c)
{
	int i;

	for (i = 0; *row != '\0'; i++) {
		if (next_letter(&row) == c)
			return i;
	}
	return -1;
}

static int32_t
letter_at(const char *row, int place)
{
	int32_t c = 0;

	for (; place >= 0; place--)
		c = next_letter(&row);
	return c;
}

/* The word as it is and as it comes out when the keyboard is in the other layout. */
static void
mark_typed(TALLOC_CTX *ctx, struct letters *l, const int32_t *word, size_t n)
{
	int32_t *other = mem_array(ctx, int32_t, n);
	size_t way, i;

	mark_word(l, word, n);
	for (way = 0; way < 2; way++) {
		for (i = 0; i < n; i++) {
			int place = place_in(layouts[way], word[i]);

			other[i] = place < 0 ? word[i] : letter_at(layouts[1 - way], place);
		}
		mark_word(l, other, n);
	}
}

static bool
in_word(int32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '@' ||
	       (c >= 0x400 && c < 0x530);
}

/* Each word of the text @s. */
static void
mark_words(TALLOC_CTX *ctx, struct letters *l, const char *s)
{
	const char *at = text_fold(ctx, s);
	int32_t *word = mem_array(ctx, int32_t, strlen(at) + 1);
	size_t n = 0;

	while (*at != '\0' || n > 0) {
		int32_t c = *at == '\0' ? 0 : next_letter(&at);

		if (in_word(c)) {
			word[n++] = c;
			continue;
		}
		if (n >= WORD_MIN)
			mark_typed(ctx, l, word, n);
		n = 0;
	}
}

/* Whether @b follows @a: the same, its neighbour in the alphabet, or (@row) on the keyboard. */
static bool
follows(const char *row, int32_t a, int32_t b)
{
	int x, y;

	if (row == NULL)
		return b - a >= -1 && b - a <= 1;
	x = place_in(row, a);
	y = place_in(row, b);
	return x >= 0 && y >= 0 && (y - x == 1 || y - x == -1);
}

static void
mark_runs(struct letters *l, const char *row, size_t least)
{
	size_t start = 0, i;

	for (i = 1; i <= l->n; i++) {
		if (i < l->n && follows(row, l->c[i - 1], l->c[i]))
			continue;
		if (i - start >= least)
			mark(l, start, i - start);
		start = i;
	}
}

/* 1985, 2026. */
static void
mark_years(struct letters *l)
{
	size_t i;

	for (i = 0; i + 4 <= l->n; i++) {
		const int32_t *c = l->c + i;

		if (((c[0] == '1' && c[1] == '9') || (c[0] == '2' && c[1] == '0')) && c[2] >= '0' &&
		    c[2] <= '9' && c[3] >= '0' && c[3] <= '9')
			mark(l, i, 4);
	}
}

/* «котпескотпес»: what comes again is worth nothing more. */
static void
mark_repeated(struct letters *l)
{
	size_t period, i;

	for (period = 1; period <= l->n / 2; period++) {
		for (i = period; i < l->n && l->c[i] == l->c[i - period]; i++)
			;
		if (i < l->n)
			continue;
		mark(l, period, l->n - period);
		return;
	}
}

static size_t
count_left(TALLOC_CTX *ctx, const char *login, const char *const known[], struct letters *l)
{
	size_t left = 0, i;

	mark_words(ctx, l, common);
	mark_words(ctx, l, login);
	for (i = 0; known[i] != NULL; i++)
		mark_words(ctx, l, known[i]);
	mark_runs(l, NULL, RUN_MIN);
	for (i = 0; i < sizeof keys / sizeof keys[0]; i++)
		mark_runs(l, keys[i], KEYS_MIN);
	mark_years(l);
	mark_repeated(l);
	for (i = 0; i < l->n; i++)
		left += !l->guessed[i];
	return left;
}

enum err
password_check(TALLOC_CTX *ctx, const char *login, const char *const known[], const char *password,
    struct error *err)
{
	struct letters l;
	char *folded;
	size_t n, left;

	if (!text_valid(password, strlen(password)))
		return fail(err, ERR_INVALID, MSG("the password is not UTF-8"));
	n = text_length(password);
	if (n < PASSWORD_MIN || n > PASSWORD_MAX)
		return fail(err, ERR_INVALID,
		    MSG("a password has {0} to {1} letters; take several words that don't belong "
			"together"),
		    arg_int(PASSWORD_MIN), arg_int(PASSWORD_MAX));
	folded = text_fold(ctx, password);
	if (strstr(folded, text_fold(ctx, login)) != NULL)
		return fail(err, ERR_INVALID, MSG("the login must not stand in the password"));
	l = letters_of(ctx, folded);
	left = count_left(ctx, login, known, &l);
	if (left < PASSWORD_LEFT)
		return fail(err, ERR_INVALID,
		    MSG("this password is guessed soon: names, organisations, frequent words, "
			"years, rows of keys and what comes again don't count; letters left: {0}, "
			"needed: {1}. Take several words that don't belong together"),
		    arg_int((int64_t)left), arg_int(PASSWORD_LEFT));
	return OK;
}

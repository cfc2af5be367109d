#include "domain/school_name.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"

#include <string.h>

#define NAME_BYTES_MAX 8192
#define TOKENS_MAX 120

struct token {
	const char *s;
	bool dot;   /* a dot follows: «г.» */
	bool apart; /* a comma, bracket or quote stands before it */
};

struct parsing {
	TALLOC_CTX *ctx;
	struct token tokens[TOKENS_MAX + 1];
	size_t n, at;
	struct school_name *out;
};

/* What a word means. Stems end with * in the tables. */
enum meaning {
	MEANS_NOTHING, /* legal forms and words that every school has */
	MEANS_KIND,
	MEANS_BRANCH,
	MEANS_OWN,        /* «имени»: the memorial name follows */
	MEANS_SETTLEMENT, /* «г.»: the place follows */
	MEANS_DISTRICT,   /* «района»: its name stands before, else after */
	MEANS_REGION,     /* «области»: of no use here, nor is the word before it */
	MEANS_DEPTH,      /* «с углублённым изучением …» */
	MEANS_OTHER
};

static const struct vocabulary {
	const char *word;
	enum meaning meaning;
	enum school_kind kind;
} vocabulary[] = {
    {"школа-интернат*", MEANS_KIND, SCHOOL_BOARDING},
    {"школы-интернат*", MEANS_KIND, SCHOOL_BOARDING},
    {"интернат*", MEANS_KIND, SCHOOL_BOARDING},
    {"кадетск*", MEANS_KIND, SCHOOL_CADET},
    {"коррекционн*", MEANS_KIND, SCHOOL_SPECIAL},
    {"скош", MEANS_KIND, SCHOOL_SPECIAL},
    {"скоши", MEANS_KIND, SCHOOL_SPECIAL},
    {"вечерн*", MEANS_KIND, SCHOOL_EVENING},
    {"сменн*", MEANS_KIND, SCHOOL_EVENING},
    {"всош", MEANS_KIND, SCHOOL_EVENING},
    {"осош", MEANS_KIND, SCHOOL_EVENING},
    {"прогимнази*", MEANS_KIND, SCHOOL_PRIMARY},
    {"гимнази*", MEANS_KIND, SCHOOL_GYMNASIUM},
    {"лицей", MEANS_KIND, SCHOOL_LYCEUM},
    {"лицея", MEANS_KIND, SCHOOL_LYCEUM},
    {"центр*", MEANS_KIND, SCHOOL_CENTRE},
    {"цо", MEANS_KIND, SCHOOL_CENTRE},
    {"средн*", MEANS_KIND, SCHOOL_SECONDARY},
    {"сош", MEANS_KIND, SCHOOL_SECONDARY},
    {"сш", MEANS_KIND, SCHOOL_SECONDARY},
    {"основн*", MEANS_KIND, SCHOOL_BASIC},
    {"оош", MEANS_KIND, SCHOOL_BASIC},
    {"ош", MEANS_KIND, SCHOOL_BASIC},
    {"начальн*", MEANS_KIND, SCHOOL_PRIMARY},
    {"нош", MEANS_KIND, SCHOOL_PRIMARY},
    {"нш", MEANS_KIND, SCHOOL_PRIMARY},
    {"школ*", MEANS_KIND, SCHOOL_PLAIN},
    {"шк", MEANS_KIND, SCHOOL_PLAIN},
    {"филиал*", MEANS_BRANCH, 0},
    {"отделени*", MEANS_BRANCH, 0},
    {"структурн*", MEANS_BRANCH, 0},
    {"подразделени*", MEANS_BRANCH, 0},
    {"имени", MEANS_OWN, 0},
    {"им", MEANS_OWN, 0},
    {"г", MEANS_SETTLEMENT, 0},
    {"гор", MEANS_SETTLEMENT, 0},
    {"город", MEANS_SETTLEMENT, 0},
    {"города", MEANS_SETTLEMENT, 0},
    {"городе", MEANS_SETTLEMENT, 0},
    {"с", MEANS_SETTLEMENT, 0},
    {"село", MEANS_SETTLEMENT, 0},
    {"села", MEANS_SETTLEMENT, 0},
    {"селе", MEANS_SETTLEMENT, 0},
    {"д", MEANS_SETTLEMENT, 0},
    {"дер", MEANS_SETTLEMENT, 0},
    {"деревн*", MEANS_SETTLEMENT, 0},
    {"п", MEANS_SETTLEMENT, 0},
    {"пос", MEANS_SETTLEMENT, 0},
    {"поселок", MEANS_SETTLEMENT, 0},
    {"поселка", MEANS_SETTLEMENT, 0},
    {"поселке", MEANS_SETTLEMENT, 0},
    {"пгт", MEANS_SETTLEMENT, 0},
    {"рп", MEANS_SETTLEMENT, 0},
    {"ст", MEANS_SETTLEMENT, 0},
    {"станиц*", MEANS_SETTLEMENT, 0},
    {"станци*", MEANS_SETTLEMENT, 0},
    {"ст-ц*", MEANS_SETTLEMENT, 0},
    {"х", MEANS_SETTLEMENT, 0},
    {"хутор*", MEANS_SETTLEMENT, 0},
    {"аул", MEANS_SETTLEMENT, 0},
    {"аула", MEANS_SETTLEMENT, 0},
    {"слобод*", MEANS_SETTLEMENT, 0},
    {"район", MEANS_DISTRICT, 0},
    {"района", MEANS_DISTRICT, 0},
    {"р-н", MEANS_DISTRICT, 0},
    {"р-на", MEANS_DISTRICT, 0},
    {"округ", MEANS_DISTRICT, 0},
    {"округа", MEANS_DISTRICT, 0},
    {"область", MEANS_REGION, 0},
    {"области", MEANS_REGION, 0},
    {"обл", MEANS_REGION, 0},
    {"край", MEANS_REGION, 0},
    {"края", MEANS_REGION, 0},
    {"республик*", MEANS_REGION, 0},
    {"углубленн*", MEANS_DEPTH, 0},
    {"муниципальн*", MEANS_NOTHING, 0},
    {"бюджетн*", MEANS_NOTHING, 0},
    {"казенн*", MEANS_NOTHING, 0},
    {"автономн*", MEANS_NOTHING, 0},
    {"государственн*", MEANS_NOTHING, 0},
    {"областн*", MEANS_NOTHING, 0},
    {"федеральн*", MEANS_NOTHING, 0},
    {"частн*", MEANS_NOTHING, 0},
    {"негосударственн*", MEANS_NOTHING, 0},
    {"некоммерческ*", MEANS_NOTHING, 0},
    {"общеобразовательн*", MEANS_NOTHING, 0},
    {"образовательн*", MEANS_NOTHING, 0},
    {"образования", MEANS_NOTHING, 0},
    {"учреждени*", MEANS_NOTHING, 0},
    {"организаци*", MEANS_NOTHING, 0},
    {"полн*", MEANS_NOTHING, 0},
    {"общего", MEANS_NOTHING, 0},
    {"детск*", MEANS_NOTHING, 0},
    {"сад", MEANS_NOTHING, 0},
    {"дошкольн*", MEANS_NOTHING, 0},
    {"групп*", MEANS_NOTHING, 0},
    {"городск*", MEANS_NOTHING, 0},
    {"сельск*", MEANS_NOTHING, 0},
    {"поселени*", MEANS_NOTHING, 0},
    {"мбу", MEANS_NOTHING, 0},
    {"мку", MEANS_NOTHING, 0},
    {"мау", MEANS_NOTHING, 0},
    {"мо", MEANS_NOTHING, 0},
};

/* Titles stand before a memorial name in one file and not in another. */
static const char *const titles[] = {"героя", "дважды", "советского", "союза", "российской",
    "федерации", "россии", "труда", "социалистического", "кавалера", "ордена", "славы", "академика",
    "генерала", "маршала", "полковника", "капитана", "лейтенанта", "летчика", "космонавта", "поэта",
    "писателя", "заслуженного", "народного", "учителя", "братьев", "сестер", "святого", "князя"};

static size_t
letters(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += ((unsigned char)*s & 0xC0) != 0x80;
	return n;
}

/* МБОУ, МКОУ, ОГБОУ, КГБОУ, ЧОУ …: two to five letters before «оу». */
static bool
legal_form(const char *s)
{
	size_t len = strlen(s), n = letters(s);

	return n >= 3 && n <= 7 && len == 2 * n && strcmp(s + len - 4, "оу") == 0;
}

static const struct vocabulary *
look_up(const char *s)
{
	size_t i, len;

	for (i = 0; i < sizeof vocabulary / sizeof *vocabulary; i++) {
		len = strlen(vocabulary[i].word);
		if (vocabulary[i].word[len - 1] == '*'
			? strncmp(s, vocabulary[i].word, len - 1) == 0
			: strcmp(s, vocabulary[i].word) == 0)
			return &vocabulary[i];
	}
	return NULL;
}

static enum meaning
meaning_of(const struct token *t)
{
	const struct vocabulary *v;

	if (t->s == NULL)
		return MEANS_OTHER;
	v = look_up(t->s);
	if (v != NULL)
		return v->meaning;
	return legal_form(t->s) ? MEANS_NOTHING : MEANS_OTHER;
}

/* Latin letters that look like Russian ones, typed inside a Russian word. */
static char *
unmix(TALLOC_CTX *ctx, const char *s)
{
	static const char latin[] = "aceopxykmtnbh";
	static const char *const russian[] = {
	    "а", "с", "е", "о", "р", "х", "у", "к", "м", "т", "п", "в", "н"};
	struct buf out = buf_new(ctx, NAME_BYTES_MAX * 2);
	bool mixed = strpbrk(s, "абвгдежзийклмнопрстуфхцчшщъыьэюя") != NULL;
	const char *p;

	for (; *s != '\0'; s++) {
		p = mixed ? strchr(latin, *s) : NULL;
		if (p != NULL)
			buf_text(&out, russian[p - latin]);
		else
			buf_char(&out, *s);
	}
	return out.bytes == NULL ? mem_strdup(ctx, "") : out.bytes;
}

static const char *
replace(TALLOC_CTX *ctx, const char *s, const char *from, const char *to)
{
	const char *p;

	while ((p = strstr(s, from)) != NULL)
		s = mem_printf(ctx, "%.*s%s%s", (int)(p - s), s, to, p + strlen(from));
	return s;
}

/*
 * The length of the sign at @p if it separates words, else 0. *apart: it separates parts as well,
 * *dot: it is one.
 */
static size_t
separator(const char *p, bool *apart, bool *dot)
{
	const unsigned char *u = (const unsigned char *)p;

	*apart = *dot = false;
	if (*u == 0xE2 && u[1] == 0x80) { /* dashes, quotes, ellipsis */
		*apart = u[2] >= 0x98 && u[2] <= 0x9F;
		return 3;
	}
	if (*u == 0xC2 && (u[1] == 0xAB || u[1] == 0xBB)) { /* « » */
		*apart = true;
		return 2;
	}
	if (*u >= 0x80 || (*u >= '0' && *u <= '9') || (*u >= 'a' && *u <= 'z') || *u == '-' ||
	    *u == '#')
		return 0;
	*dot = *u == '.';
	*apart = *u != ' ' && *u != '.';
	return 1;
}

static void
add_token(struct parsing *p, const char *s, bool apart)
{
	if (p->n < TOKENS_MAX && *s != '\0' && strspn(s, "-") != strlen(s))
		p->tokens[p->n++] = (struct token){s, false, apart};
}

static bool
is_number_sign(const char *s)
{
	return strcmp(s, "№") == 0 || strcmp(s, "#") == 0 || strcmp(s, "n") == 0 ||
	       strcmp(s, "no") == 0 || strcmp(s, "номер") == 0;
}

/* «СОШ-3», «МБОУ-СОШ», «сош3» are two words; «50-летия» and «школа-интернат» are one. */
static void
add_word(struct parsing *p, const char *s, bool apart)
{
	size_t digit = strcspn(s, "0123456789"), hyphen = strcspn(s, "-");
	char *left;

	if (digit > 0 && s[digit] != '\0' && (s[digit - 1] == '-' || hyphen > digit)) {
		left = mem_strndup(p->ctx, s, s[digit - 1] == '-' ? digit - 1 : digit);
		if (look_up(left) != NULL || legal_form(left) || is_number_sign(left)) {
			add_token(p, left, apart);
			add_token(p, s + digit, false);
			return;
		}
	}
	if (s[hyphen] == '-' && hyphen > 0) {
		left = mem_strndup(p->ctx, s, hyphen);
		if (legal_form(left)) {
			add_token(p, left, apart);
			add_word(p, s + hyphen + 1, false);
			return;
		}
	}
	add_token(p, s, apart);
}

/* Cuts the folded @s into words; «№» is a word of its own. */
static void
tokenise(struct parsing *p, const char *s)
{
	const char *start;
	bool apart = false, a, dot;
	size_t len;

	while (*s != '\0') {
		len = separator(s, &a, &dot);
		if (len > 0) {
			apart |= a;
			if (dot && p->n > 0)
				p->tokens[p->n - 1].dot = true;
			s += len;
			continue;
		}
		if (strncmp(s, "№", 3) == 0) {
			add_token(p, "№", apart);
			s += 3;
			apart = false;
			continue;
		}
		for (start = s;
		     *s != '\0' && separator(s, &a, &dot) == 0 && strncmp(s, "№", 3) != 0;)
			s++;
		add_word(p, unmix(p->ctx, mem_strndup(p->ctx, start, (size_t)(s - start))), apart);
		apart = false;
	}
}

static void
keep(struct school_words *words, const char *s)
{
	if (words->count < SCHOOL_WORDS)
		words->items[words->count++] = s;
}

/* "3", "003", "12а", "1-я": the number without zeros and endings, or NULL. */
static const char *
number_of(struct parsing *p, const char *s)
{
	size_t zeros = strspn(s, "0"), digits = strspn(s, "0123456789");
	const char *rest = s + digits;

	if (digits == 0 || digits - zeros > 4 || digits == zeros)
		return NULL;
	if (*rest == '-')
		return letters(rest + 1) <= 2 ? mem_strndup(p->ctx, s + zeros, digits - zeros)
					      : NULL;
	return letters(rest) <= 1 ? s + zeros : NULL;
}

static bool
is_title(const char *s)
{
	size_t i;

	for (i = 0; i < sizeof titles / sizeof *titles; i++) {
		if (strcmp(titles[i], s) == 0)
			return true;
	}
	return false;
}

/* The word ends a memorial name or a place: something else begins. */
static bool
ends_part(const struct token *t)
{
	enum meaning m = meaning_of(t);

	return t->s == NULL || is_number_sign(t->s) || m == MEANS_KIND || m == MEANS_BRANCH ||
	       m == MEANS_OWN || m == MEANS_SETTLEMENT || m == MEANS_DEPTH || m == MEANS_DISTRICT ||
	       m == MEANS_REGION;
}

/* The word before «района», perhaps with «муниципального» between: no part of what stands before.
 */
static bool
names_district(const struct parsing *p, size_t at)
{
	enum meaning next = meaning_of(&p->tokens[at + 1]);

	if (next == MEANS_NOTHING && at + 2 < p->n)
		next = meaning_of(&p->tokens[at + 2]);
	return at + 1 < p->n && (next == MEANS_DISTRICT || next == MEANS_REGION);
}

/* After «имени»: initials and titles are left out, so «с.» there may be an initial. */
static void
take_own(struct parsing *p)
{
	const struct token *t;
	bool any = false;

	for (; p->at < p->n; p->at++) {
		t = &p->tokens[p->at];
		if (letters(t->s) == 1 && t->dot && !any)
			continue;
		if ((t->apart && any) || ends_part(t) || names_district(p, p->at))
			return;
		any = any || !is_title(t->s);
		if (!is_title(t->s) && letters(t->s) > 1)
			keep(&p->out->own, t->s);
	}
}

static void
take_settlement(struct parsing *p)
{
	size_t from = p->at;
	const struct token *t;

	for (; p->at < p->n && p->at < from + 3; p->at++) {
		t = &p->tokens[p->at];
		if ((p->at > from && t->apart) || ends_part(t) || meaning_of(t) == MEANS_NOTHING ||
		    (p->at > from && names_district(p, p->at)))
			return;
		keep(&p->out->settlement, t->s);
	}
}

/* «Учебного муниципального района», «городского округа Учебный». */
static void
take_district(struct parsing *p, bool of_use)
{
	struct school_words *others = &p->out->others;

	if (others->count > 0) {
		others->count--;
		if (of_use)
			keep(&p->out->district, others->items[others->count]);
	} else if (p->at < p->n && !p->tokens[p->at].apart &&
		   meaning_of(&p->tokens[p->at]) == MEANS_OTHER &&
		   !is_number_sign(p->tokens[p->at].s)) {
		if (of_use)
			keep(&p->out->district, p->tokens[p->at].s);
		p->at++;
	}
}

/* «углублённым изучением отдельных предметов» to the next part. */
static void
skip_depth(struct parsing *p)
{
	while (p->at < p->n && !p->tokens[p->at].apart && !ends_part(&p->tokens[p->at]))
		p->at++;
}

/* «р. п.» is «рп», «п. г. т.» is «пгт». */
static bool
take_dotted(struct parsing *p)
{
	const struct token *t = &p->tokens[p->at];

	if (p->at + 1 < p->n && strcmp(t->s, "р") == 0 && strcmp(t[1].s, "п") == 0)
		p->at += 2;
	else if (p->at + 2 < p->n && strcmp(t->s, "п") == 0 && strcmp(t[1].s, "г") == 0 &&
		 strcmp(t[2].s, "т") == 0)
		p->at += 3;
	else
		return false;
	take_settlement(p);
	return true;
}

/* «с» is a village with a dot, or before a word that is no «углублённым». */
static bool
marks_settlement(const struct parsing *p, const struct token *t)
{
	const struct token *next = t + 1;

	if (p->at >= p->n || next->s == NULL)
		return false;
	return t->dot || letters(t->s) > 1 ||
	       (meaning_of(next) == MEANS_OTHER && !is_number_sign(next->s));
}

static void
take_other(struct parsing *p, const struct token *t)
{
	const char *number = p->out->number == NULL ? number_of(p, t->s) : NULL;

	if (number != NULL)
		p->out->number = number;
	else if (letters(t->s) > 1 && !is_number_sign(t->s))
		keep(&p->out->others, t->s);
}

static void
take_word(struct parsing *p)
{
	const struct token *t = &p->tokens[p->at];
	const struct vocabulary *v = look_up(t->s);
	enum meaning m = meaning_of(t);

	if (take_dotted(p))
		return;
	p->at++;
	if (m == MEANS_KIND) {
		if (v->kind > p->out->kind)
			p->out->kind = v->kind;
	} else if (m == MEANS_BRANCH) {
		p->out->branch = true;
	} else if (m == MEANS_OWN) {
		take_own(p);
	} else if (m == MEANS_SETTLEMENT) {
		if (marks_settlement(p, t))
			take_settlement(p);
	} else if (m == MEANS_DISTRICT || m == MEANS_REGION) {
		take_district(p, m == MEANS_DISTRICT);
	} else if (m == MEANS_DEPTH) {
		skip_depth(p);
	} else if (m == MEANS_OTHER) {
		take_other(p, t);
	}
}

struct school_name
school_name_parse(TALLOC_CTX *ctx, const char *text)
{
	struct school_name out = {.fold = school_name_fold(ctx, text)};
	struct parsing *p = mem_new(ctx, struct parsing);
	size_t len = strnlen(text, NAME_BYTES_MAX);
	const char *s;

	while (((unsigned char)text[len] & 0xC0) == 0x80)
		len--;
	s = text_fold(p, mem_strndup(p, text, len));
	p->ctx = ctx;
	p->out = &out;
	s = replace(p, s, "в(с)ош", "всош");
	s = replace(p, s, "о(с)ош", "осош");
	s = replace(p, s, "с(к)ош", "скош");
	tokenise(p, s);
	while (p->at < p->n)
		take_word(p);
	talloc_free(p);
	return out;
}

char *
school_name_fold(TALLOC_CTX *ctx, const char *text)
{
	struct buf out = buf_new(ctx, BUF_MAX);
	char *fold = text_fold(NULL, text), *clean;
	const char *s = fold;
	bool apart, dot;
	size_t len;

	buf_text(&out, "");
	while (*s != '\0') {
		len = separator(s, &apart, &dot);
		if (strncmp(s, "№", 3) == 0) {
			buf_text(&out, " № ");
			s += 3;
		} else if (len > 0) {
			buf_char(&out, ' ');
			s += len;
		} else {
			buf_char(&out, *s++);
		}
	}
	clean = text_clean(ctx, out.bytes == NULL ? "" : out.bytes, out.len);
	talloc_free(out.bytes);
	talloc_free(fold);
	return clean;
}

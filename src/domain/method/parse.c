/*
 * Expressions: recursive descent after the grammar of docs/methods.md. The first mistake of an
 * expression ends it; the other expressions of the file are still read.
 */
#include "domain/method/method_int.h"

#include "base/mem.h"

#include <string.h>

struct parser {
	struct reader *r;
	const struct yaml *yaml;
	struct token t; /* the token looked at */
	int depth;
};

#define report(p, where, ...) mistake_at((p)->r, (p)->yaml, where, __VA_ARGS__)
#define wrong(p, where, ...) (report(p, where, __VA_ARGS__), NULL)

static struct node *parse_or(struct parser *p);
static struct node *parse_sum(struct parser *p);

static void
advance(struct parser *p)
{
	p->t = lex_next(p->r->m, p->yaml->text, p->t.at + p->t.len);
}

static bool
is_sign(const struct parser *p, const char *sign)
{
	return p->t.kind == TOKEN_SIGN && p->t.len == strlen(sign) &&
	       memcmp(p->yaml->text + p->t.at, sign, p->t.len) == 0;
}

static bool
is_word(const struct parser *p, const char *word)
{
	return p->t.kind == TOKEN_NAME && strcmp(p->t.text, word) == 0;
}

static bool
take_sign(struct parser *p, const char *sign)
{
	if (!is_sign(p, sign))
		return false;
	advance(p);
	return true;
}

static bool
take_word(struct parser *p, const char *word)
{
	if (!is_word(p, word))
		return false;
	advance(p);
	return true;
}

/* Says that the token looked at does not belong here. */
static struct node *
unexpected(struct parser *p)
{
	char *token = mem_strndup(p->r->tmp, p->yaml->text + p->t.at, p->t.len);

	if (p->t.kind == TOKEN_END)
		return wrong(p, p->t.at, MSG("the expression ends too early"));
	if (p->t.kind == TOKEN_WRONG)
		return wrong(p, p->t.at, p->t.wrong, arg_text(token));
	if (is_sign(p, "%"))
		return wrong(p, p->t.at, MSG("% stands only after a number: 30 %"));
	return wrong(p, p->t.at, MSG("«{0}» was not expected here"), arg_text(token));
}

static bool
need_sign(struct parser *p, const char *sign)
{
	if (take_sign(p, sign))
		return true;
	if (p->t.kind == TOKEN_WRONG || is_sign(p, "%"))
		unexpected(p);
	else
		report(p, p->t.at, MSG("«{0}» was expected here"), arg_text(sign));
	return false;
}

static struct node *
new_node(struct parser *p, enum node_kind kind, uint32_t at)
{
	struct reader *r = p->r;
	struct node *n;

	if (r->nodes == METHOD_NODES)
		return wrong(p, at, MSG("the expressions of this file have more than {0} nodes"),
		    arg_int(METHOD_NODES));
	if (r->nodes % NODE_CHUNK == 0)
		r->chunk = mem_array(r->m, struct node, NODE_CHUNK);
	n = &r->chunk[r->nodes++ % NODE_CHUNK];
	n->kind = kind;
	n->at = at;
	return n;
}

static void
add_kid(struct parser *p, struct node *n, struct node *kid)
{
	size_t count = n->nkids;

	mem_push(p->r->m, n->kids, count) = kid;
	n->nkids = (uint32_t)count;
}

static struct node *
binary(struct parser *p, enum node_kind kind, struct node *a, struct node *b)
{
	struct node *n = b == NULL ? NULL : new_node(p, kind, a->at);

	if (n == NULL)
		return NULL;
	n->kids = mem_array(p->r->m, struct node *, 2);
	n->kids[0] = a;
	n->kids[1] = b;
	n->nkids = 2;
	return n;
}

static bool
enter(struct parser *p)
{
	if (++p->depth <= METHOD_DEPTH)
		return true;
	report(p, p->t.at, MSG("nested deeper than 64"));
	return false;
}

/* Comma-separated expressions up to @close, which is taken, into @n. */
static struct node *
parse_list(struct parser *p, struct node *n, const char *close)
{
	struct node *kid;

	do {
		kid = parse_or(p);
		if (kid == NULL)
			return NULL;
		add_kid(p, n, kid);
	} while (take_sign(p, ","));
	return need_sign(p, close) ? n : NULL;
}

static bool
parse_years(struct parser *p, struct over *over)
{
	over->range = RANGE_YEARS;
	over->from = parse_sum(p);
	if (over->from == NULL || !need_sign(p, ".."))
		return false;
	over->to = parse_sum(p);
	return over->to != NULL && need_sign(p, ")");
}

static bool
parse_schools(struct parser *p, struct over *over)
{
	static const char *const groups[] = {[GROUP_MUNICIPALITY] = "municipality",
	    [GROUP_LIST] = "list",
	    [GROUP_REGION] = "region"};
	int i;

	over->range = RANGE_SCHOOLS;
	for (i = 0; i < 3; i++) {
		if (take_word(p, groups[i])) {
			over->group = (enum method_group)i;
			return need_sign(p, ")");
		}
	}
	report(p, p->t.at, MSG("schools(…) takes one of the words municipality, list, region"));
	return false;
}

static bool
parse_set(struct parser *p, struct over *over)
{
	over->set_at = p->t.at;
	over->set_name = p->t.text;
	if (p->t.kind != TOKEN_NAME || lex_is_keyword(p->t.text)) {
		unexpected(p);
		return false;
	}
	advance(p);
	if (!is_sign(p, "("))
		return true;
	if (strcmp(over->set_name, "years") == 0) {
		advance(p);
		return parse_years(p, over);
	}
	if (strcmp(over->set_name, "schools") == 0) {
		advance(p);
		return parse_schools(p, over);
	}
	unexpected(p);
	return false;
}

static bool
parse_need(struct parser *p, struct over *over)
{
	if (!take_word(p, "need"))
		return true;
	if (p->t.kind != TOKEN_NUMBER || p->t.number.den != 1 || p->t.number.num > METHOD_NEED) {
		report(p, p->t.at, MSG("«need» takes a whole number from 0 to {0}"),
		    arg_int(METHOD_NEED));
		return false;
	}
	over->need = p->t.number.num;
	advance(p);
	return true;
}

static bool
parse_missing(struct parser *p, struct over *over)
{
	if (take_word(p, "missing")) {
		over->skip = is_word(p, "skip");
		if (take_word(p, "skip") || take_word(p, "unknown"))
			return parse_need(p, over);
	} else if (p->t.kind != TOKEN_END && !is_sign(p, ")") && !is_sign(p, ",") &&
		   !is_word(p, "need")) {
		unexpected(p);
		return false;
	}
	report(
	    p, p->t.at, MSG("say what a missing item does: «missing skip» or «missing unknown»"));
	return false;
}

/* From «for» to before the closing parenthesis. */
static bool
parse_items(struct parser *p, struct over *over, const char *word)
{
	if (!take_word(p, "for")) {
		if (is_sign(p, ")") || is_sign(p, ","))
			report(p, p->t.at, MSG("{0}(…) needs «for name in set»"), arg_text(word));
		else
			unexpected(p);
		return false;
	}
	over->variable_at = p->t.at;
	over->variable = p->t.text;
	if (p->t.kind != TOKEN_NAME) {
		unexpected(p);
		return false;
	}
	advance(p);
	if (!take_word(p, "in")) {
		report(p, p->t.at, MSG("«{0}» was expected here"), arg_text("in"));
		return false;
	}
	if (!parse_set(p, over))
		return false;
	if (take_word(p, "where")) {
		over->where = parse_or(p);
		if (over->where == NULL)
			return false;
	}
	return parse_missing(p, over);
}

static struct node *
parse_over(struct parser *p, enum over_kind kind, const char *word, uint32_t at)
{
	struct node *n = new_node(p, NODE_OVER, at);
	struct over *over;

	if (n == NULL)
		return NULL;
	n->name = word;
	n->over = over = mem_new(p->r->m, struct over);
	over->kind = kind;
	over->body = parse_or(p);
	if (over->body == NULL || !parse_items(p, over, word))
		return NULL;
	if (kind == OVER_RANK && over->range != RANGE_SCHOOLS)
		return wrong(p, over->set_at, MSG("rank(…) goes only over schools(…)"));
	if (kind == OVER_QUANTILE) {
		if (!need_sign(p, ","))
			return NULL;
		over->q = parse_or(p);
		if (over->q == NULL)
			return NULL;
	}
	return need_sign(p, ")") ? n : NULL;
}

/* What follows a name: a call, a quantifier, an index, or nothing. */
static struct node *
parse_name(struct parser *p)
{
	const char *word = p->t.text;
	uint32_t at = p->t.at;
	enum over_kind over;
	struct node *n;

	advance(p);
	if (take_sign(p, "(")) {
		if (lex_is_over(word, &over))
			return parse_over(p, over, word, at);
		n = new_node(p, NODE_CALL, at);
		if (n == NULL)
			return NULL;
		n->name = word;
		return take_sign(p, ")") ? n : parse_list(p, n, ")");
	}
	n = new_node(p, is_sign(p, "[") ? NODE_INDEX : NODE_NAME, at);
	if (n == NULL)
		return NULL;
	n->name = word;
	return take_sign(p, "[") ? parse_list(p, n, "]") : n;
}

static struct node *
parse_literal(struct parser *p, struct value v)
{
	struct node *n = new_node(p, NODE_LITERAL, p->t.at);

	if (n == NULL)
		return NULL;
	n->literal = v;
	advance(p);
	return n;
}

static struct node *
parse_number(struct parser *p)
{
	uint32_t at = p->t.at;
	struct node *n = parse_literal(p, value_number(p->t.number));
	struct rational share;

	if (n == NULL || !is_sign(p, "%"))
		return n;
	advance(p);
	if (!rational_div(n->literal.number, rational_int(100), &share))
		return wrong(p, at, MSG("the number {0} is too large or too long"),
		    arg_number(n->literal.number));
	n->literal = value_number(share);
	return n;
}

static struct node *
parse_word(struct parser *p)
{
	struct node *n;

	if (is_word(p, "true") || is_word(p, "false"))
		return parse_literal(p, value_truth(is_word(p, "true")));
	if (is_word(p, "nodata"))
		return parse_literal(p, value_nodata(ABSENCE_NO_DATA));
	if (is_word(p, "year")) {
		n = parse_literal(p, value_int(0));
		if (n != NULL)
			n->kind = NODE_YEAR;
		return n;
	}
	return lex_is_keyword(p->t.text) ? unexpected(p) : parse_name(p);
}

static struct node *
parse_atom(struct parser *p)
{
	struct node *n;

	if (p->t.kind == TOKEN_NUMBER)
		return parse_number(p);
	if (p->t.kind == TOKEN_TEXT)
		return parse_literal(p, value_text(p->t.text, reader_atom(p->r, p->t.text)));
	if (p->t.kind == TOKEN_NAME)
		return parse_word(p);
	if (!take_sign(p, "("))
		return unexpected(p);
	n = parse_or(p);
	return n != NULL && need_sign(p, ")") ? n : NULL;
}

/* @kind with one operand. */
static struct node *
unary(struct parser *p, enum node_kind kind, struct node *(*operand)(struct parser *))
{
	struct node *n = new_node(p, kind, p->t.at), *kid = NULL;

	advance(p);
	if (n != NULL && enter(p))
		kid = operand(p);
	p->depth--;
	if (kid == NULL)
		return NULL;
	add_kid(p, n, kid);
	return n;
}

static struct node *
parse_factor(struct parser *p)
{
	struct node *n;

	if (is_sign(p, "-"))
		return unary(p, NODE_NEGATE, parse_factor);
	n = parse_atom(p);
	return n != NULL && is_sign(p, "%") ? unexpected(p) : n;
}

static struct node *
parse_term(struct parser *p)
{
	struct node *n = parse_factor(p);
	bool times;

	while (n != NULL && (is_sign(p, "*") || is_sign(p, "/"))) {
		times = is_sign(p, "*");
		advance(p);
		n = binary(p, times ? NODE_MULTIPLY : NODE_DIVIDE, n, parse_factor(p));
	}
	return n;
}

static struct node *
parse_sum(struct parser *p)
{
	struct node *n = parse_term(p);
	bool plus;

	while (n != NULL && (is_sign(p, "+") || is_sign(p, "-"))) {
		plus = is_sign(p, "+");
		advance(p);
		n = binary(p, plus ? NODE_ADD : NODE_SUBTRACT, n, parse_term(p));
	}
	return n;
}

static bool
is_comparison(const struct parser *p, enum node_kind *out)
{
	static const struct {
		const char *sign;
		enum node_kind kind;
	} signs[] = {{"<", NODE_LESS}, {"<=", NODE_LESS_EQUAL}, {">", NODE_GREATER},
	    {">=", NODE_GREATER_EQUAL}, {"=", NODE_EQUAL}, {"!=", NODE_NOT_EQUAL}};
	size_t i;

	for (i = 0; i < sizeof signs / sizeof *signs; i++) {
		if (is_sign(p, signs[i].sign)) {
			*out = signs[i].kind;
			return true;
		}
	}
	*out = NODE_IN;
	return is_word(p, "in");
}

static struct node *
parse_in(struct parser *p, struct node *left)
{
	struct node *n = new_node(p, NODE_IN, left->at);

	if (n == NULL || !need_sign(p, "("))
		return NULL;
	add_kid(p, n, left);
	return parse_list(p, n, ")");
}

static struct node *
parse_compare(struct parser *p)
{
	struct node *n = parse_sum(p);
	enum node_kind kind;

	if (n == NULL || !is_comparison(p, &kind))
		return n;
	advance(p);
	n = kind == NODE_IN ? parse_in(p, n) : binary(p, kind, n, parse_sum(p));
	if (n != NULL && is_comparison(p, &kind))
		return wrong(p, p->t.at,
		    MSG("comparisons do not chain: write «a < b and b < c», or use parentheses"));
	return n;
}

static struct node *
parse_not(struct parser *p)
{
	return is_word(p, "not") ? unary(p, NODE_NOT, parse_not) : parse_compare(p);
}

static struct node *
parse_and(struct parser *p)
{
	struct node *n = parse_not(p);

	while (n != NULL && take_word(p, "and"))
		n = binary(p, NODE_AND, n, parse_not(p));
	return n;
}

static struct node *
parse_or(struct parser *p)
{
	struct node *n = enter(p) ? parse_and(p) : NULL;

	while (n != NULL && take_word(p, "or"))
		n = binary(p, NODE_OR, n, parse_and(p));
	p->depth--;
	return n;
}

struct node *
parse_expression(struct reader *r, const struct yaml *yaml)
{
	struct parser p = {.r = r, .yaml = yaml};
	struct node *n;

	if (yaml->type != YAML_SCALAR) {
		mistake(r, yaml,
		    MSG("an expression was expected here; put it in quotes if it holds : { or ["));
		return NULL;
	}
	if (strlen(yaml->text) > METHOD_TEXT) {
		mistake(
		    r, yaml, MSG("an expression is longer than {0} bytes"), arg_int(METHOD_TEXT));
		return NULL;
	}
	p.t = lex_next(r->m, yaml->text, 0);
	if (p.t.kind == TOKEN_END) {
		mistake(r, yaml, MSG("an expression was expected here"));
		return NULL;
	}
	n = parse_or(&p);
	return n != NULL && p.t.kind != TOKEN_END ? unexpected(&p) : n;
}

static bool
parse_argument(struct parser *p, struct method_let *let)
{
	const char **args = (const char **)let->args;
	size_t i;

	if (p->t.kind != TOKEN_NAME || lex_is_keyword(p->t.text) || lex_is_function(p->t.text)) {
		unexpected(p);
		return false;
	}
	for (i = 0; i < let->nargs; i++) {
		if (strcmp(args[i], p->t.text) == 0) {
			report(p, p->t.at, MSG("the name «{0}» is already taken"),
			    arg_text(p->t.text));
			return false;
		}
	}
	if (let->nargs == METHOD_ARGS) {
		report(p, p->t.at, MSG("more than {0} arguments"), arg_int(METHOD_ARGS));
		return false;
	}
	args[let->nargs++] = p->t.text;
	advance(p);
	return true;
}

bool
parse_let_head(struct reader *r, const struct yaml *key, struct method_let *let)
{
	struct parser p = {.r = r, .yaml = key};

	let->name = key->text;
	let->args = mem_array(r->m, const char *, METHOD_ARGS);
	p.t = lex_next(r->m, key->text, 0);
	if (p.t.kind != TOKEN_NAME) {
		mistake(r, key,
		    MSG("«{0}» is not a name: letters a–z, digits and _, a letter first"),
		    arg_text(key->text));
		return false;
	}
	let->name = p.t.text;
	advance(&p);
	if (p.t.kind == TOKEN_END)
		return true;
	if (!need_sign(&p, "("))
		return false;
	do {
		if (!parse_argument(&p, let))
			return false;
	} while (take_sign(&p, ","));
	if (!need_sign(&p, ")"))
		return false;
	if (p.t.kind == TOKEN_END)
		return true;
	unexpected(&p);
	return false;
}

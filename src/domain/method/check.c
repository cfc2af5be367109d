/*
 * Names and types of all expressions, each let before those who call it.
 *
 * After it every name is an index and every let has a type; a let may be used with several types
 * of arguments («same(a, b): a = b»), so its variables are made anew for each call.
 */
#include "domain/method/method_int.h"

#include "base/mem.h"

#include <string.h>

enum state { STATE_NEW, STATE_BUSY, STATE_DONE };

struct let_info {
	enum state state;
	int height; /* nodes below one another, lets it calls included */
	int groups; /* schools(…) inside one another */
	int32_t args[METHOD_ARGS];
	int32_t result;
};

struct local {
	const char *name;
	int32_t type;
	bool school; /* the variable of schools(…): no value of its own */
};

struct scope {
	struct local locals[METHOD_ARGS + METHOD_DEPTH];
	size_t count;
};

struct checker {
	struct reader *r;
	struct method *m;
	struct types types;
	struct let_info *lets;
	struct scope *scope;
	const struct yaml *yaml; /* of the expression being checked */
	int depth, deepest;
	int groups, most_groups;
};

#define report(c, node, ...) mistake_at((c)->r, (c)->yaml, (node)->at, __VA_ARGS__)
#define wrong(c, node, ...) (report(c, node, __VA_ARGS__), (int32_t)TYPE_WRONG)

static int32_t infer(struct checker *c, struct node *n);
static void check_let(struct checker *c, size_t i);

static int32_t
fresh(struct checker *c)
{
	return types_new(c->r->tmp, &c->types);
}

static const char *
name_of(struct checker *c, int32_t type)
{
	type = types_find(&c->types, type);
	return type_name(type < TYPE_VARS ? (enum value_type)type : VALUE_NODATA);
}

/* Infers @n and reports it when it is not a @want. */
static void
expect(struct checker *c, struct node *n, int32_t want)
{
	int32_t got = infer(c, n);

	if (!types_unify(&c->types, got, want))
		report(c, n, MSG("{0} is expected here, but this is {1}"),
		    arg_msg(name_of(c, want)), arg_msg(name_of(c, got)));
}

static const struct local *
find_local(struct checker *c, const char *name, uint32_t *slot)
{
	size_t i;

	for (i = 0; i < c->scope->count; i++) {
		if (strcmp(c->scope->locals[i].name, name) == 0) {
			*slot = (uint32_t)i;
			return &c->scope->locals[i];
		}
	}
	return NULL;
}

/* Makes an index of @list's item named @name; the item's place in the list, or -1. */
#define FIND(list, count, wanted, out)                                                             \
	do {                                                                                       \
		size_t i_;                                                                         \
		(out) = -1;                                                                        \
		for (i_ = 0; i_ < (count) && (out) < 0; i_++) {                                    \
			if (strcmp((list)[i_].name, wanted) == 0)                                  \
				(out) = (int32_t)i_;                                               \
		}                                                                                  \
	} while (0)

enum found { FOUND_NONE, FOUND_PARAM, FOUND_INPUT, FOUND_SET, FOUND_LET };

static enum found
find_global(const struct method *m, const char *name, uint32_t *index)
{
	int32_t at;
	enum found found = FOUND_PARAM;

	FIND(m->params, m->nparams, name, at);
	if (at < 0) {
		found = FOUND_INPUT;
		FIND(m->inputs, m->ninputs, name, at);
	}
	if (at < 0) {
		found = FOUND_SET;
		FIND(m->sets, m->nsets, name, at);
	}
	if (at < 0) {
		found = FOUND_LET;
		FIND(m->lets, m->nlets, name, at);
	}
	if (at < 0)
		return FOUND_NONE;
	*index = (uint32_t)at;
	return found;
}

static int32_t
too_deep(struct checker *c, const struct node *n)
{
	return wrong(c, n, MSG("more than {0} expressions stand inside one another here"),
	    arg_int(METHOD_NESTING));
}

/* A variable of a let's scheme becomes one of the call's own; others stay. */
static int32_t
renew(struct checker *c, int32_t type, int32_t *old, int32_t *new, size_t *count)
{
	size_t i;

	type = types_find(&c->types, type);
	if (type < TYPE_VARS)
		return type;
	for (i = 0; i < *count; i++) {
		if (old[i] == type)
			return new[i];
	}
	old[*count] = type;
	new[*count] = fresh(c);
	c->types.rules[new[*count]] = c->types.rules[type];
	return new[(*count)++];
}

static int32_t
infer_let(struct checker *c, struct node *n, uint32_t index)
{
	struct let_info *info = &c->lets[index];
	const struct method_let *let = &c->m->lets[index];
	int32_t old[METHOD_ARGS + 1], new[METHOD_ARGS + 1], type;
	size_t count = 0;
	uint32_t i;

	n->kind = NODE_LET;
	n->index = index;
	if (info->state == STATE_BUSY)
		return wrong(c, n, MSG("«{0}» leads back to itself"), arg_text(let->name));
	if (info->state == STATE_NEW)
		check_let(c, index);
	if (let->nargs != n->nkids)
		return wrong(c, n, MSG("«{0}» takes {1} arguments, not {2}"), arg_text(let->name),
		    arg_int((int64_t)let->nargs), arg_int(n->nkids));
	if (c->depth + info->height > METHOD_NESTING)
		return too_deep(c, n);
	if (c->depth + info->height > c->deepest)
		c->deepest = c->depth + info->height;
	if (c->groups + info->groups > c->most_groups)
		c->most_groups = c->groups + info->groups;
	if (c->groups + info->groups > METHOD_GROUP_DEPTH)
		return wrong(c, n, MSG("schools(…) stands inside schools(…) more than {0} deep"),
		    arg_int(METHOD_GROUP_DEPTH));
	for (i = 0; i < n->nkids; i++) {
		type = renew(c, info->args[i], old, new, &count);
		expect(c, n->kids[i], type);
	}
	return renew(c, info->result, old, new, &count);
}

static int32_t
infer_input(struct checker *c, struct node *n, uint32_t index)
{
	const struct method_input *input = &c->m->inputs[index];
	uint32_t i;
	int32_t type;

	n->kind = NODE_INPUT;
	n->index = index;
	if (n->nkids != input->nkeys)
		return wrong(c, n, MSG("«{0}» takes {1} keys in brackets, not {2}"),
		    arg_text(input->name), arg_int((int64_t)input->nkeys), arg_int(n->nkids));
	for (i = 0; i < n->nkids; i++) {
		type = infer(c, n->kids[i]);
		if (!types_demand(&c->types, type, TYPE_KEY))
			report(c, n->kids[i], MSG("a key is a text or a number, but this is {0}"),
			    arg_msg(name_of(c, type)));
	}
	return (int32_t)input->type;
}

static int32_t
infer_name(struct checker *c, struct node *n)
{
	uint32_t index = 0;
	const struct local *local = find_local(c, n->name, &index);

	if (local != NULL) {
		n->kind = NODE_LOCAL;
		n->index = index;
		if (local->school)
			return wrong(c, n,
			    MSG("«{0}» stands for a school and can't be used as a value: figures "
				"inside schools(…) are that school's"),
			    arg_text(n->name));
		return local->type;
	}
	switch (find_global(c->m, n->name, &index)) {
	case FOUND_PARAM:
		n->kind = NODE_PARAM;
		n->index = index;
		return (int32_t)c->m->params[index].value.type;
	case FOUND_INPUT:
		return infer_input(c, n, index);
	case FOUND_LET:
		return infer_let(c, n, index);
	case FOUND_SET:
		return wrong(c, n, MSG("«{0}» is a set: it stands only after «in» of «for»"),
		    arg_text(n->name));
	case FOUND_NONE:
		break;
	}
	return wrong(c, n, MSG("the name «{0}» is not known"), arg_text(n->name));
}

static int32_t
infer_index(struct checker *c, struct node *n)
{
	uint32_t index = 0;

	if (find_global(c->m, n->name, &index) == FOUND_INPUT)
		return infer_input(c, n, index);
	return wrong(c, n, MSG("there is no input «{0}»"), arg_text(n->name));
}

static int32_t
infer_round(struct checker *c, struct node *n)
{
	const struct node *digits = n->kids[1];

	expect(c, n->kids[0], VALUE_NUMBER);
	if (digits->kind != NODE_LITERAL || digits->literal.type != VALUE_NUMBER ||
	    digits->literal.number.den != 1 || digits->literal.number.num > METHOD_ROUND)
		return wrong(c, digits,
		    MSG("the number of decimals is a whole number from 0 to {0}"),
		    arg_int(METHOD_ROUND));
	n->index = (uint32_t)digits->literal.number.num;
	return VALUE_NUMBER;
}

static int32_t
infer_band(struct checker *c, struct node *n)
{
	const struct node *name = n->kids[1];
	int32_t at = -1;

	expect(c, n->kids[0], VALUE_NUMBER);
	if (name->kind == NODE_LITERAL && name->literal.type == VALUE_TEXT)
		FIND(c->m->bands, c->m->nbands, name->literal.text, at);
	if (at < 0)
		return wrong(
		    c, name, MSG("the second argument of band(…) names one of «bands» in quotes"));
	n->index = (uint32_t)at;
	return VALUE_TEXT;
}

static int32_t
infer_if(struct checker *c, struct node *n)
{
	int32_t type;

	expect(c, n->kids[0], VALUE_TRUTH);
	type = infer(c, n->kids[1]);
	expect(c, n->kids[2], type);
	return type;
}

static int32_t
infer_function(struct checker *c, struct node *n)
{
	int32_t type;

	switch (n->kind) {
	case NODE_IF:
		return infer_if(c, n);
	case NODE_KNOWN:
		infer(c, n->kids[0]);
		return VALUE_TRUTH;
	case NODE_DEFAULT:
		type = infer(c, n->kids[0]);
		expect(c, n->kids[1], type);
		return type;
	case NODE_ROUND_HALF_UP:
	case NODE_ROUND_HALF_EVEN:
		return infer_round(c, n);
	case NODE_BAND:
		return infer_band(c, n);
	default:
		expect(c, n->kids[0], VALUE_NUMBER);
		return VALUE_NUMBER;
	}
}

static int32_t
infer_call(struct checker *c, struct node *n)
{
	enum node_kind kind;
	uint32_t nargs, index = 0;

	if (lex_function(n->name, &kind, &nargs)) {
		if (n->nkids != nargs)
			return wrong(c, n, MSG("«{0}» takes {1} arguments, not {2}"),
			    arg_text(n->name), arg_int(nargs), arg_int(n->nkids));
		n->kind = kind;
		return infer_function(c, n);
	}
	if (strcmp(n->name, "years") == 0 || strcmp(n->name, "schools") == 0)
		return wrong(c, n, MSG("«{0}» is a set: it stands only after «in» of «for»"),
		    arg_text(n->name));
	if (find_global(c->m, n->name, &index) != FOUND_LET)
		return wrong(c, n, MSG("there is no function or let «{0}»"), arg_text(n->name));
	return infer_let(c, n, index);
}

static int32_t
infer_comparison(struct checker *c, struct node *n)
{
	int32_t type = infer(c, n->kids[0]);
	uint32_t i;

	if (n->kind != NODE_EQUAL && n->kind != NODE_NOT_EQUAL && n->kind != NODE_IN &&
	    !types_demand(&c->types, type, TYPE_ORDERED))
		return wrong(c, n->kids[0],
		    MSG("only numbers and days are greater or less, but this is {0}"),
		    arg_msg(name_of(c, type)));
	for (i = 1; i < n->nkids; i++)
		expect(c, n->kids[i], type);
	return VALUE_TRUTH;
}

static int32_t
infer_kids(struct checker *c, struct node *n, enum value_type type)
{
	uint32_t i;

	for (i = 0; i < n->nkids; i++)
		expect(c, n->kids[i], (int32_t)type);
	return (int32_t)type;
}

/* The type of the items of a quantifier's set. */
static int32_t
infer_range(struct checker *c, const struct node *n)
{
	struct over *over = n->over;
	const struct method_set *set;

	if (over->range == RANGE_YEARS) {
		expect(c, over->from, VALUE_NUMBER);
		expect(c, over->to, VALUE_NUMBER);
		return VALUE_NUMBER;
	}
	if (over->range == RANGE_SCHOOLS)
		return TYPE_WRONG;
	if (find_global(c->m, over->set_name, &over->set) != FOUND_SET) {
		mistake_at(c->r, c->yaml, over->set_at, MSG("there is no set «{0}»"),
		    arg_text(over->set_name));
		return TYPE_WRONG;
	}
	set = &c->m->sets[over->set];
	return set->count == 0 ? fresh(c) : (int32_t)set->items[0].type;
}

static void
check_variable(struct checker *c, const struct over *over)
{
	uint32_t ignored;

	if (lex_is_keyword(over->variable) || lex_is_function(over->variable))
		mistake_at(c->r, c->yaml, over->variable_at,
		    MSG("«{0}» is a word of the language and can't be a name"),
		    arg_text(over->variable));
	else if (find_local(c, over->variable, &ignored) != NULL ||
		 find_global(c->m, over->variable, &ignored) != FOUND_NONE)
		mistake_at(c->r, c->yaml, over->variable_at, MSG("the name «{0}» is already taken"),
		    arg_text(over->variable));
}

static void
enter_group(struct checker *c, const struct node *n)
{
	if (++c->groups > c->most_groups)
		c->most_groups = c->groups;
	if (c->groups == METHOD_GROUP_DEPTH + 1)
		report(c, n, MSG("schools(…) stands inside schools(…) more than {0} deep"),
		    arg_int(METHOD_GROUP_DEPTH));
}

static int32_t
infer_over(struct checker *c, struct node *n)
{
	struct over *over = n->over;
	bool truth = over->kind == OVER_COUNT || over->kind == OVER_ANY || over->kind == OVER_ALL ||
		     over->kind == OVER_SHARE;
	struct local *local;

	if (over->q != NULL)
		expect(c, over->q, VALUE_NUMBER);
	check_variable(c, over);
	over->slot = (uint32_t)c->scope->count;
	local = &c->scope->locals[c->scope->count];
	*local = (struct local){over->variable, infer_range(c, n), over->range == RANGE_SCHOOLS};
	c->scope->count++;
	if (local->school)
		enter_group(c, n);
	if (over->where != NULL)
		expect(c, over->where, VALUE_TRUTH);
	expect(c, over->body, truth ? VALUE_TRUTH : VALUE_NUMBER);
	if (local->school)
		c->groups--;
	c->scope->count--;
	over->closed = local->school && !shape_uses_local(over->body, over->slot) &&
		       (over->where == NULL || !shape_uses_local(over->where, over->slot));
	return over->kind == OVER_ANY || over->kind == OVER_ALL ? VALUE_TRUTH : VALUE_NUMBER;
}

static int32_t
infer_kind(struct checker *c, struct node *n)
{
	switch (n->kind) {
	case NODE_LITERAL:
		return n->literal.type == VALUE_NODATA ? fresh(c) : (int32_t)n->literal.type;
	case NODE_YEAR:
		return VALUE_NUMBER;
	case NODE_NAME:
		return infer_name(c, n);
	case NODE_CALL:
		return infer_call(c, n);
	case NODE_INDEX:
		return infer_index(c, n);
	case NODE_NOT:
	case NODE_AND:
	case NODE_OR:
		return infer_kids(c, n, VALUE_TRUTH);
	case NODE_NEGATE:
	case NODE_ADD:
	case NODE_SUBTRACT:
	case NODE_MULTIPLY:
	case NODE_DIVIDE:
		return infer_kids(c, n, VALUE_NUMBER);
	case NODE_OVER:
		return infer_over(c, n);
	default:
		return infer_comparison(c, n);
	}
}

static int32_t
infer(struct checker *c, struct node *n)
{
	int32_t type;

	if (c->depth == METHOD_NESTING)
		return too_deep(c, n);
	if (++c->depth > c->deepest)
		c->deepest = c->depth;
	type = infer_kind(c, n);
	c->depth--;
	return type;
}

/* Checks @root, standing at @yaml, in a scope of its own; its type, or TYPE_WRONG. */
static int32_t
check_root(struct checker *c, const struct expr *expr, struct scope *scope)
{
	struct scope *outer = c->scope;
	const struct yaml *yaml = c->yaml;
	int32_t type = TYPE_WRONG;

	c->scope = scope;
	c->yaml = expr->yaml;
	if (expr->root != NULL)
		type = infer(c, expr->root);
	c->scope = outer;
	c->yaml = yaml;
	return type;
}

static void
check_arguments(struct checker *c, size_t index, struct scope *scope)
{
	const struct method_let *let = &c->m->lets[index];
	uint32_t ignored;
	size_t i;

	for (i = 0; i < let->nargs; i++) {
		if (find_global(c->m, let->args[i], &ignored) != FOUND_NONE)
			mistake(c->r, c->r->let_keys[index], MSG("the name «{0}» is already taken"),
			    arg_text(let->args[i]));
		c->lets[index].args[i] = fresh(c);
		scope->locals[scope->count++] =
		    (struct local){let->args[i], c->lets[index].args[i], false};
	}
}

static void
check_let(struct checker *c, size_t i)
{
	struct let_info *info = &c->lets[i];
	struct scope *scope = mem_new(c->r->tmp, struct scope);
	int depth = c->depth, deepest = c->deepest;
	int groups = c->groups, most_groups = c->most_groups;

	info->state = STATE_BUSY;
	check_arguments(c, i, scope);
	c->deepest = depth;
	c->groups = 0;
	c->most_groups = 0;
	info->result = check_root(c, &c->r->lets[i], scope);
	info->height = c->deepest - depth;
	info->groups = c->most_groups;
	info->state = STATE_DONE;
	if (deepest > c->deepest)
		c->deepest = deepest;
	c->groups = groups;
	c->most_groups = most_groups;
	talloc_free(scope);
}

static enum value_type
final_type(struct checker *c, int32_t type)
{
	type = types_find(&c->types, type);
	return type < TYPE_VARS ? (enum value_type)type : VALUE_NODATA;
}

static void
check_lets(struct checker *c)
{
	size_t i;

	for (i = 0; i < c->m->nlets; i++) {
		if (c->lets[i].state == STATE_NEW)
			check_let(c, i);
	}
	for (i = 0; i < c->m->nlets; i++) {
		struct method_let *let = &c->m->lets[i];

		let->body = c->r->lets[i].root;
		let->type = final_type(c, c->lets[i].result);
		let->condition = let->nargs == 0 && let->type == VALUE_TRUTH;
	}
}

static int32_t
check_alone(struct checker *c, const struct expr *expr)
{
	struct scope *scope = mem_new(c->r->tmp, struct scope);
	int32_t type = check_root(c, expr, scope);

	talloc_free(scope);
	return type;
}

static void
check_results(struct checker *c)
{
	size_t i;

	for (i = 0; i < c->m->nresults; i++) {
		c->m->results[i].body = c->r->results[i].root;
		c->m->results[i].type = final_type(c, check_alone(c, &c->r->results[i]));
	}
	for (i = 0; i < c->m->nchecks; i++) {
		const struct expr *expr = &c->r->checks[i];
		int32_t type = check_alone(c, expr);

		c->m->checks[i].body = expr->root;
		if (!types_unify(&c->types, type, VALUE_TRUTH))
			mistake(c->r, expr->yaml, MSG("{0} is expected here, but this is {1}"),
			    arg_msg(type_name(VALUE_TRUTH)), arg_msg(name_of(c, type)));
	}
}

void
check_method(struct reader *r)
{
	struct checker c = {.r = r, .m = r->m};

	types_init(r->tmp, &c.types);
	c.lets = mem_array(r->tmp, struct let_info, r->m->nlets);
	check_lets(&c);
	check_results(&c);
}

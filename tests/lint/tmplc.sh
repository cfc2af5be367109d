#!/bin/sh
# tools/tmplc: what stands where in a page, and what it refuses. Speaks TAP.
set -u
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
number=0
failures=0
cc -o "$work/tmplc" "$OPORA_SOURCE/tools/tmplc.c" || exit 1

check() {
	sentence=$1
	shift
	number=$((number + 1))
	if "$@"; then
		echo "ok $number - $sentence"
	else
		failures=$((failures + 1))
		echo "not ok $number - $sentence"
		sed 's/^/# /' "$work/out" "$work/err" | head -n 30
	fi
}

# template BODY: the C of a template with that body.
template() {
	printf '%%template t(int i)\n%s\n%%end\n' "$1" >"$work/t.html"
	"$work/tmplc" "${2:-source}" "$work/t.html" >"$work/out" 2>"$work/err"
}

writes() {
	template "$1" && grep -qF -- "$2" "$work/out"
}

refuses() {
	! template "$1" && grep -qF -- "$2" "$work/err"
}

check "an expression in text goes through put_text" writes '<p>{{x}}</p>' 'put_text(pg, x);'
check "in a quoted attribute through put_attr" writes '<p title="{{x}}">' 'put_attr(pg, x);'
check "an address only through put_url" writes '<a href="{{x}}">' 'put_url(pg, x);'
check "an attribute after a closed one is followed too" \
	writes '<a class="{{a}}" href="{{x}}">' 'put_url(pg, x);'
check "text after a tag is text again" writes '<a href="#a">{{x}}' 'put_text(pg, x);'
check "a fragment of this page may be put together" writes '<a href="#r{{x}}">' 'put_attr(pg, x);'
check "an address is not put together" refuses '<a href="/x/{{x}}">' 'a URL is one expression'
check "nor made a script's" refuses '<a href="javascript:{{x}}">' 'a URL is one expression'
check "an attribute without quotes is refused" refuses '<p title={{x}}>' 'stands where nothing may'
check "a tag's name is refused" refuses '<{{x}}>' 'stands where nothing may'
check "a script is refused" refuses '<script>{{x}}</script>' 'stands where nothing may'
check "a style is refused" refuses '<style>{{x}}</style>' 'stands where nothing may'
check "a comment is refused" refuses '<!-- {{x}} -->' 'stands where nothing may'
check "words of a condition stand inside a tag" \
	writes '<p{{when i > 0 "hidden"}}>' 'put_raw(pg, " hidden", 7);'
check "and nowhere else" refuses '<p>{{when i > 0 "hidden"}}</p>' 'only inside a tag'
check "a message is marked for translation" \
	writes '<p>{{t "{0} of {1}", arg_int(i), arg_int(2)}}</p>' \
	'put_text(pg, say(pg->ctx, pg->lang, MSG("{0} of {1}"), arg_int(i), arg_int(2)));'
check "one with a plural, too" writes '<p>{{n "{0} school", "{0} schools", arg_int(i)}}</p>' \
	'MSG_N("{0} school", "{0} schools"), arg_int(i)'
check "a comma inside a message ends nothing" writes '<p>{{t "a, b", arg_int(i)}}</p>' \
	'MSG("a, b"), arg_int(i)'
check "a line of C is C" writes '% if (i > 0) {
x
% }' 'if (i > 0) {'
check "letters beyond ASCII are written so that no compiler mistakes them" \
	writes 'Опора 5' '\320\236\320\277\320\276\321\200\320\260 5'
check "a template that ends inside a tag is refused" refuses '<p' 'ends inside a tag'
check "braces without their end are refused" refuses '<p>{{x</p>' 'without }}'
template '<p title="{{t "A title"}}">{{t "A text"}}</p>
% f(MSG("From C"));' messages
check "messages of attributes, texts and C are shown to xgettext" \
	[ "$(grep -oc 'MSG("A title")\|MSG("A text")\|MSG("From C")' "$work/out")" -eq 3 ]
printf '%%template t()\n<p>\n' >"$work/t.html"
"$work/tmplc" source "$work/t.html" >"$work/out" 2>"$work/err"
check "a template without its end is refused" grep -q 'end is missing' "$work/err"
check "mistakes are told with file and line" grep -q 't.html:2: ' "$work/err"
echo "1..$number"
[ $failures -eq 0 ]

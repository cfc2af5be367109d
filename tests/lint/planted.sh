#!/bin/sh
# The linter is tested too: for each rule a small tree with one violation, which that rule must
# catch and no other may. Speaks TAP.
set -u
lint=${OPORA_SOURCE:-$(cd "$(dirname "$0")/../.." && pwd)}/tools/lint/run
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
number=0
failures=0

result() {
	number=$((number + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $number - $2"
	else
		failures=$((failures + 1))
		echo "not ok $number - $2"
		sed 's/^/#   /' "$work/said"
	fi
}

# A tree without violations, in $work/tree.
fresh() {
	rm -rf "$work/tree"
	mkdir -p "$work/tree/src/base" "$work/tree/src/domain" "$work/tree/src/store" \
		"$work/tree/src/app" "$work/tree/src/web" "$work/tree/src/cli" "$work/tree/src/intake" \
		"$work/tree/src/net" "$work/tree/po" "$work/tree/tests/unit" "$work/tree/tools"
	cd "$work/tree" || exit 1
	cp "${lint%/tools/lint/run}/.clang-format" .
	echo "unit = []" >tests/meson.build
	cat >po/ru.po <<-'END'
	msgid ""
	msgstr ""
	"Content-Type: text/plain; charset=UTF-8\n"
	"Plural-Forms: nplurals=3; plural=(n%10==1 ? 0 : n%10<5 ? 1 : 2);\n"

	msgid "no {0} in {1}"
	msgstr "В {1} нет {0}"

	msgid "{0} school"
	msgid_plural "{0} schools"
	msgstr[0] "{0} школа"
	msgstr[1] "{0} школы"
	msgstr[2] "{0} школ"
	END
	cat >src/base/good.c <<-'END'
	#include "base/good.h"

	#include <stdio.h>
	#include <talloc.h>

	/* strcpy(a, b) in a comment and "malloc(1)" in a string are no calls. */
	const char *
	good(struct file *f)
	{
	 	const char *s = "/* no comment: malloc(1) */";

	 	f->free(s);
	 	my_strcpy(s, 'a', '"', MSG("no {0} in {1}"));
	 	talloc_free(MSG_N("{0} school", "{0} schools"));
	 	return "select UPDATED";
	}
	END
	sed -i 's/^ 	/	/' src/base/good.c
	echo 'const char *good(struct file *f);' >src/base/good.h
}

# add FILE: appends stdin.
add() {
	mkdir -p "$(dirname "$1")"
	cat >>"$1"
}

# caught "rule" "sentence" PATTERN: exactly that rule fails and tells a line with PATTERN.
# (Violations need not be formatted: the rule of clang-format may fail beside another.)
caught() {
	"$lint" . >"$work/said" 2>&1
	status=$?
	case $1 in
	sources*) failing=$(grep -c '^not ok' "$work/said") ;;
	*) failing=$(grep '^not ok' "$work/said" | grep -vc 'sources are formatted') ;;
	esac
	[ $status -eq 1 ] && [ "$failing" -eq 1 ] && grep -q "^not ok [0-9]* - $1" "$work/said" &&
		grep -q "^#.*$3" "$work/said"
	result $? "$2"
}

fresh
"$lint" . >"$work/said" 2>&1
result $? "a tree without violations passes"

fresh
echo '#include "store/db.h"' | add src/domain/bad.c
caught "a room includes" "domain may not include store" "src/domain/bad.c:1: domain must not use store/db.h"

fresh
echo '#include "intake/sheet.h"' | add src/store/bad.c
caught "a room includes" "rooms in braces do not know each other" "store must not use intake"

fresh
echo '#include "store/db.h"' | add src/web/bad.h
caught "a room includes" "web may not include store" "web must not use store"

fresh
echo '#	include "store/db.h"' | add src/cli/deep/bad.c
caught "a room includes" "cli may not include store, however written" "cli must not use store"

fresh
echo '#include "app/use.h"' | add src/base/bad.c
caught "a room includes" "base may not include app" "base must not use app"

fresh
echo '#include "../store/db.h"' | add src/web/bad.c
caught "a room includes" "a path with .. is told" "write the path from src"

fresh
echo '#include "actions.h"' | add src/app/bad.c
caught "a room includes" "a header of src itself is for src itself" "of a room to the left"

fresh
echo '#include "base/good.h"' | add src/attic/bad.c
caught "a room includes" "a room not on the map is told" "the room attic is not"

fresh
for file in src/base/b.c src/intake/c.c; do echo '#include <zip.h>' | add $file; done
caught "a foreign header" "a library in two rooms is told" "<zip.h> is used in several rooms"

fresh
for file in a b c; do echo "#include <unicode/u$file.h>" | add src/base/$file.c; done
caught "a foreign header" "a library in three files is told, its headers counted as one" \
	"<unicode/> is used in more than two files"

fresh
printf '#include <time.h>\n' | add src/domain/bad.h
caught "domain knows no" "domain may not include time.h" "src/domain/bad.h:1:"

fresh
printf 'int today = time (NULL);\n' | add src/domain/bad.h
caught "domain knows no" "domain may not read the clock" "time()"

fresh
printf 'int x = printf("x");\n' | add src/domain/bad.h
caught "domain knows no" "domain may not print" "printf()"

for name in strcpy strcat sprintf gets strtok atoi atol system popen setlocale malloc calloc \
	realloc free; do
	fresh
	printf 'int x = %s(1);\n' $name | add src/store/bad.h
	caught "banned functions" "$name is banned" "src/store/bad.h:1: $name()"
done

for words in 'SELECT id FROM school' 'INSERT INTO school' 'UPDATE school SET x' 'DELETE FROM x'; do
	fresh
	printf 'const char *q = "%s";\n' "$words" | add src/app/bad.h
	caught "SQL stands only" "«$words» outside store is told" "src/app/bad.h:1:"
	fresh
	printf 'const char *q = "%s";\n' "$words" | add src/store/fine.h
	"$lint" . >"$work/said" 2>&1
	result $? "«$words» inside store is right"
done

fresh
{
	printf 'int\nf(void)\n{\n'
	yes '	f();' | head -n 80
	printf '}\n'
} | add src/base/bad.c
"$lint" . >"$work/said" 2>&1
result $? "a function of 80 lines is right"
sed -i '4s/^/	f();\n/' src/base/bad.c
caught "a function has" "a function of 81 lines is told" "a function of 81 lines"

fresh
yes 'int f(void);' | head -n 801 | add src/base/bad.h
caught "a function has" "a file of 801 lines is told" "src/base/bad.h: 801 lines"

fresh
{
	printf '/* '
	yes 'ж' | head -n 94 | tr -d '\n'
	printf ' */\n'
} | add src/base/wide.h
"$lint" . >"$work/said" 2>&1
grep -q '^ok [0-9]* - a line has' "$work/said"
result $? "a line of 100 letters, most of them Russian, is right"
sed -i 's/ж/жж/' src/base/wide.h
caught "a line has" "a line of 101 columns is told" "src/base/wide.h:1: 101 columns"

if command -v clang-format >/dev/null; then
	fresh
	echo 'int  f( void );' | add src/base/bad.h
	caught "sources are formatted" "a file not formatted is told" "src/base/bad.h:1"
else
	result 0 "a file not formatted is told # SKIP clang-format is absent"
fi

fresh
echo 'int f(void);' | add tests/unit/base/test_forgotten.c
caught "every test file" "a test that is never built is told" "test_forgotten.c"

fresh
printf 'const char *s = MSG("not translated");\n' | add src/base/bad.h
caught "every message has" "a message without translation is told" 'src/base/bad.h.*not translated'

fresh
printf '\n#, fuzzy\nmsgid "a guess"\nmsgstr "догадка"\n' | add po/ru.po
printf 'const char *s = MSG("a guess");\n' | add src/base/bad.h
caught "every message has" "a fuzzy translation is told" "a guess"

fresh
printf '\nmsgid "from {0} to {1}"\nmsgstr "от {0}"\n' | add po/ru.po
caught "translations pass" "a lost placeholder is told" "from {0} to {1}"

fresh
printf '\nmsgid "to {0}"\nmsgstr "до {0} {1}"\n' | add po/ru.po
caught "translations pass" "an invented placeholder is told" "to {0}"

fresh
sed -i 's/{0} школа/Одна школа/' po/ru.po
caught "translations pass" "a plural form without its number is told" "{0} school"

fresh
printf '\nmsgid "twice"\nmsgstr "а"\n\nmsgid "twice"\nmsgstr "б"\n' | add po/ru.po
"$lint" . >"$work/said" 2>&1
grep -q '^not ok [0-9]* - translations pass' "$work/said"
result $? "a broken catalogue is told"

echo "1..$number"
[ $failures -eq 0 ]

#!/bin/sh
# Words, options, help and exit codes of every command.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1
# Those that others rely on; there may be more.
stable='init
import
imports
undo
match
template
export
identify
explain
compare
method list
method show
method check
method add
demo
config
migrate
check
copy
audit
backup
restore
serve
user add
user list
user passwd
user reset-2fa'

# No letter of Russian in the last output.
no_cyrillic() {
	# an example of a command may hold a school's name
	! grep -hv '^  opora ' "$work/out" "$work/err" | LC_ALL=C grep -q "$(printf '[\320\321]')"
}

run "$OPORA"
check "no words at all: help, and wrong usage" is "$status $(grep -c 'opora identify' "$work/out")" '2 1'
opora --help
check "--help lists the commands" exits 0
commands=$(sed -n '/^Exit/,$d; s/^  opora \([a-z0-9 -]*[a-z0-9]\)  .*/\1/p' "$work/out")
echo "$commands" >commands
check "every stable command stands in the list" is \
	"$(echo "$stable" | grep -vxF -f commands)" ''
check "and each exit code" is "$(sed -n 's/^  \([0-9]\)  .*/\1/p' "$work/out" | tr -d '\n')" 0123456
check "English help has no Russian letter" no_cyrillic
# Russian stands in po/ru.po, which is filled after the sentences.
run "$OPORA" --lang ru help
translated=$(LC_ALL=C grep -c "$(printf '[\320\321]')" "$work/out")
if [ "$translated" -gt 0 ]; then
	check "Russian help is Russian" [ "$translated" -gt 20 ]
else
	skip "Russian help is Russian" "no translation yet"
fi
opora --version
check "--version tells it" said 'opora '

while read -r command; do
	# shellcheck disable=SC2086
	opora $command --help
	check "help of $command shows its words" is "$status $(head -n 1 "$work/out" | grep -c "^opora $command")" '0 1'
	check "in English without a Russian letter" no_cyrillic
	# shellcheck disable=SC2086
	opora help $command
	check "help $command says the same" said "opora $command"
	# shellcheck disable=SC2086
	run "$OPORA" --lang ru $command --help
	[ "$translated" -eq 0 ] || check "and there is Russian for $command" not no_cyrillic
	# shellcheck disable=SC2086
	opora $command --no-such-option
	check "$command refuses an unknown option and names it" \
		is "$status $(grep -c 'no-such-option' "$work/err")" '2 1'
	# shellcheck disable=SC2086
	opora $command one two three four
	check "$command fails with words it does not know" [ $status -ne 0 ]
	check "and $command writes nothing to stdout then" [ ! -s "$work/out" ]
done <commands

# Exit codes, one example each.
opora config
check "0: done" exits 0
printf 'a\n' >bad.csv
prepare init
opora import bad.csv
check "1: the input has problems" exits 1
opora frobnicate
check "2: wrong usage, an unknown command" exits 2
opora method
check "half a command is wrong usage" exits 2
opora undo 7
check "3: not found" exits 3
opora init
check "5: conflict" exits 5
mkdir "$work/noise"
head -c 10000 /dev/zero | tr '\0' x >"$work/noise/opora.db"
run env -u OPORA_DATABASE "$OPORA" --data "$work/noise" --lang en imports
check "6: database" exits 6
opora import
check "a missing word is wrong usage" exits 2
opora undo 1 2
check "a word too many is wrong usage" exits 2
opora identify --year
check "an option without value is wrong usage" exits 2
opora import bad.csv --dry-run=yes
check "a flag with a value is wrong usage" exits 2
opora identify --year=2023 --json
check "--year=2023 is --year 2023" exits 0
opora import -- --dry-run
check "after -- everything is a word" is "$status $(grep -c 'no file --dry-run' "$work/err")" '3 1'
opora explain "$(printf 'x\377y')" --year 2023
check "a word that is not UTF-8 is wrong usage" exits 2
opora import -x
check "a short option that is none is wrong usage" exits 2
run "$OPORA" imports --data "$dir" --lang en
check "common options may stand after the command" exits 0
if [ -e /dev/full ]; then
	status=0
	"$OPORA" --data "$dir" method list >/dev/full 2>"$work/err" || status=$?
	check "an output that can't be written is an error" exits 6
fi

# JSON of every command, English of every command.
dir=$work/all
cp "$OPORA_SOURCE/catalogue/methods/rosobrnadzor-847.yaml" m.yaml
printf 'code;name\nz1;School 1\n' >schools.csv
cat >calls <<'END'
init
import schools.csv --dry-run
import schools.csv
imports
identify --year 2023
identify --year 2023 --save
explain z1 --year 2023
compare --year 2023 --method rosobrnadzor-847 --method rosobrnadzor-847-both
method list
method show rosobrnadzor-847
method check m.yaml
method add m.yaml
config
migrate
check
audit
audit --verify
user add somebody --name N --post P --role control
user list
token add program --login somebody
token list
session list
post list
permissions
END
for form in --json ''; do
	rm -rf "$dir"
	while read -r words; do
		# shellcheck disable=SC2086
		opora $words $form
		if [ -n "$form" ]; then
			check "the JSON of opora $words is valid and one document" \
				is "$status $(jq -es length "$work/out")" '0 1'
		else
			# bases and texts of methods are data of the field
			sed '/Basis: /d; / № /d' "$work/out" | sed '/^id: /,$d; /^#/,$d' >"$work/said"
			mv "$work/said" "$work/out"
			case $words in
			'method show'* | 'method list') ;;
			'method list') ;; # names acts as they are called
			*) check "opora $words speaks English to the English" no_cyrillic ;;
			esac
		fi
	done <calls
done
opora undo 99 --json
check "an error leaves stdout of JSON empty" [ ! -s "$work/out" ]
opora import bad.csv --json
check "problems are JSON too" json '.stored == false'
dir=$work/demo
opora demo --json
check "the JSON of opora demo is valid" json '.counts.schools > 0'
opora undo 2 --json
check "the JSON of opora undo is valid" json '.batch == 2'
"$OPORA" --manual --lang en >manual 2>"$work/err"
check "the manual page has every command" is "$(grep -c '^.It Ic ' manual)" "$(echo "$commands" | wc -l)"
done_testing

#!/bin/sh
# opora copy: an installation into another database, all or nothing. On PostgreSQL: there and back.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1

# What a database says, apart from the audit row of the copy.
everything() {
	dump file batch problem org org_name org_code org_successor fact procedure result method run run_item
	sql "SELECT * FROM setting WHERE key <> 'audit.head'"
	sql "SELECT * FROM audit WHERE action <> 'copy' ORDER BY id"
	sql 'SELECT number, sha256, at FROM migration ORDER BY number'
}

# The program on a data folder with SQLite, whatever this test runs on.
lite() {
	run env -u OPORA_DATABASE "$OPORA" --data "$work/lite" --lang en "$@"
}

opora copy --to "$work/lite"
check "there must be something to copy" exits 3
check "where there is nothing, nothing is made" [ ! -e "$work/lite/opora.db" ]
prepare demo
prepare identify --year 2023 --save
printf 'year;procedure;school;participants;low\n2023;VPR5_MA;demo01;90;50\n' >more.csv
prepare import more.csv --replace
everything >before
opora copy
check "a copy without a target is wrong usage" exits 2
on_sqlite || {
	opora copy --to postgresql://anna:geheim@db.example/opora
	check "a password in the target is refused" is "$status $(grep -c geheim "$work/err")" '2 0'
}
printf '%064d\n' 1 >"$dir/secret.key"
chmod 600 "$dir/secret.key"
opora copy --to "$work/lite" --json
check "an installation is copied" exits 0
check "the key of second factors goes along, its owner's alone" \
	is "$(stat -c %a "$work/lite/secret.key") $(cat "$work/lite/secret.key")" "600 $(cat "$dir/secret.key")"
check "every table is told with its rows" \
	json '.tables.org == 16 and .tables.result == 372 and .tables.run_item == 13 and .files == 3'
everything >after
check "the source stays as it is" cmp before after
opora copy --to "$work/lite"
check "a target that is not empty is a conflict" exits 5
lite check --json
check "the copy is a clean database, with its originals" \
	json '.clean and .files == 3 and .runs == 1 and .audit_rows == 4'
opora identify --year 2023 --json
cp out list
lite identify --year 2023 --json
check "the copy gives the same list" cmp out list
(
	dir=$work/lite
	OPORA_ON=
	everything
) >lite.rows
check "and holds the same rows" cmp before lite.rows
lite undo 3
check "and work goes on in it" exits 0
lite import more.csv --replace --json
check "with numbers that are free" json '.stored and .files[0].batch > 3'

# Back, or into another folder.
if on_sqlite; then
	run "$OPORA" copy --from "$work/lite" --to "$work/again" --lang en --json
	check "a folder is copied into another" json '.tables.result == 372'
	run "$OPORA" copy --from "$work/lite" --to "$work/lite" --lang en
	check "but not into itself" exits 2
else
	dir=$work/back
	mkdir "$dir"
	use_schema
	lite undo 4
	lite undo 3
	run env -u OPORA_DATABASE "$OPORA" copy --from "$work/lite" --to "$OPORA_DATABASE" \
		--data "$dir" --lang en --json
	check "SQLite is copied to PostgreSQL" json '.tables.result == 371'
	opora check --json
	check "which is clean then" json '.clean and .files == 3'
	opora import more.csv --replace --json
	check "and whose numbers go on" json '.stored and .files[0].batch > 3'
	run env -u OPORA_DATABASE "$OPORA" copy --from "$work/lite" --to "$OPORA_DATABASE" \
		--data "$dir" --lang en
	check "a second copy is a conflict" exits 5
fi
rm -rf "$work/lite/files"
run env -u OPORA_DATABASE "$OPORA" copy --from "$work/lite" --to "$work/third" --lang en
check "an original that is missing stops the copy" exits 3
check "and no database is left behind" [ ! -e "$work/third/opora.db" ]
done_testing

#!/bin/sh
# opora migrate, and databases that are not of this program.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1

opora migrate
check "without a database there is nothing to migrate" exits 3
opora check
check "a command on no database says how to make one" complained 'opora init'
check "with exit code 3" exits 3
check "and makes none by itself" [ ! -e "$dir/opora.db" ]
prepare init
opora init
check "a second init leaves the database as it is" exits 5
opora migrate --json
check "a database of this version is up to date" json '.schema_before == .schema and .schema >= 1 and .backup == null'
check "no copy is made for nothing" [ ! -e "$dir/backups" ]
opora check
check "and it stays clean" exits 0

sql "DELETE FROM migration WHERE number = (SELECT max(number) FROM migration)"
opora imports
check "an older schema is refused" exits 6
check "with the sentence that names the command" complained 'opora migrate'
rm -rf "$dir"
prepare init
sql "UPDATE migration SET sha256 = replace(sha256, substr(sha256, 1, 1), 'z') WHERE number = 1"
for command in imports 'identify --year 2023' check migrate demo; do
	# shellcheck disable=SC2086
	opora $command
	check "a database whose migration was edited is refused by $command" \
		is "$status $(grep -c 'migration 1 of this database' "$work/err")" '6 1'
done
rm -rf "$dir"
prepare init
sql "INSERT INTO migration SELECT max(number) + 1, 'later', 0 FROM migration"
opora imports
check "a newer schema is refused" is "$status $(grep -c 'newer version' "$work/err")" '6 1'
opora migrate
check "migrate refuses it too" exits 6

if on_sqlite; then
	rm -rf "$dir"
	mkdir "$dir"
	printf 'this is no database, but a text that is long enough to be looked at as one' >"$dir/opora.db"
	opora imports
	check "a file that is no database is refused" is "$status $(grep -c 'is not a database' "$work/err")" '6 1'
	: >"$dir/opora.db"
	opora imports
	check "an empty file is a database without schema" [ $status -ne 0 ]
	opora migrate
	check "migrate makes no schema where there was none" exits 3
	prepare init
	check "init makes it one" [ "$(sql 'SELECT count(*) FROM method')" -eq "$(ls "$OPORA_SOURCE"/catalogue/methods/*.yaml | wc -l)" ]
fi
rm -rf "$dir"
: >"$dir"
opora init
check "a file where the folder should be is refused" exits 6
rm "$dir"
dir=$work/a/b/c
opora init
check "folders are made on the way" exits 0
check "for their owner and group only" is "$(stat -c %a "$dir")" 750
done_testing

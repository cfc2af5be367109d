#!/bin/sh
# How much more CPU than `sqlite3 .import` into the same keyed table does `opora import` take?
# usage: intake_import.sh BUILD_DIR [SCHOOLS]; medians of 3 runs in turns. bench/import.sql is the peer's.
set -eu
build=$1
schools=${2:-40000}
here=${0%/*}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
. "$here/lib.sh"

"$build/bench/gen_figures" schools "$schools" >"$tmp/schools.csv"
"$build/bench/gen_figures" results "$schools" 3 >"$tmp/results.csv"
"$build/opora" init --data "$tmp/empty" --quiet
"$build/opora" import --data "$tmp/empty" --quiet "$tmp/schools.csv"
# the rows as they stand in our table, for the peer to load: it need not check or look anything up
cp -r "$tmp/empty" "$tmp/full"
"$build/opora" import --data "$tmp/full" --quiet "$tmp/results.csv"
sqlite3 "$tmp/full/opora.db" -csv 'SELECT * FROM result' >"$tmp/rows.csv"
rows=$(sqlite3 "$tmp/full/opora.db" 'SELECT count(*) FROM result')
rm -r "$tmp/full"
for run in 1 2 3; do
	cp -r "$tmp/empty" "$tmp/ours.d"
	cpu "$tmp/ours" "$build/opora" import --data "$tmp/ours.d" --quiet "$tmp/results.csv"
	rm -r "$tmp/ours.d"
	cp "$tmp/empty/opora.db" "$tmp/peer.db"
	sed "s|ROWS|$tmp/rows.csv|" "$here/import.sql" >"$tmp/import.sql"
	cpu "$tmp/floor" sqlite3 -init "$tmp/import.sql" "$tmp/peer.db" .quit
	rm "$tmp/peer.db"
done
report "import, $rows rows of results.csv" "$tmp/floor" "$tmp/ours"

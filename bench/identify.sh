#!/bin/sh
# How much more CPU than a bare sqlite3_step loop over the same rows does `opora identify` take?
# usage: identify.sh BUILD_DIR [SCHOOLS]; medians of 5 runs in turns.
set -eu
build=$1
schools=${2:-40000}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
. "${0%/*}/lib.sh"

"$build/bench/gen_figures" schools "$schools" >"$tmp/schools.csv"
"$build/bench/gen_figures" results "$schools" 3 >"$tmp/results.csv"
"$build/opora" init --data "$tmp/data" --quiet
"$build/opora" import --data "$tmp/data" --quiet "$tmp/schools.csv" "$tmp/results.csv"
"$build/sqlc" text figures "${0%/*}"/../src/store/sql/queries/figure.sql | tr -d '"' >"$tmp/figures.sql"
for run in 1 2 3 4 5; do
	cpu "$tmp/floor" "$build/bench/floor_step" "$tmp/data/opora.db" "$tmp/figures.sql" 2011 2023
	cpu "$tmp/ours" "$build/opora" identify --data "$tmp/data" --year 2023
	# condition A as one statement of SQL: no figure explained, nothing about missing ones
	cpu "$tmp/sql" sqlite3 "$tmp/data/opora.db" "SELECT count(*) FROM (SELECT org FROM result
		WHERE live = 1 AND year = 2023 AND participants >= 1 AND low * 10 >= participants * 3
		GROUP BY org HAVING count(*) >= 2)"
	cpu "$tmp/json" "$build/opora" identify --data "$tmp/data" --year 2023 --json
done
report "identify, $schools schools × 9 procedures × 3 years" "$tmp/floor" "$tmp/ours"
report "the same with --json" "$tmp/floor" "$tmp/json"
echo "for scale: counting condition A in SQL takes $(median "$tmp/sql" | cut -d" " -f1) s"

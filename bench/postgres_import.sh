#!/bin/sh
# How much more CPU, of client and server together, than COPY of the same rows into the same table
# does `opora import` take on PostgreSQL?
# usage: postgres_import.sh BUILD_DIR [SCHOOLS]; medians of 3 runs in turns. The server is its own
# (tests/postgres.sh).
set -eu
if [ -z "${OPORA_TEST_POSTGRES:-}" ]; then
	exec "${0%/*}/../tests/postgres.sh" "$0" "$@"
fi
build=$1
schools=${2:-40000}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
. "${0%/*}/lib.sh"
postmaster=$(head -n 1 "$(echo "$OPORA_TEST_POSTGRES" | sed 's/.*host=//')/data/postmaster.pid")
OPORA_DATABASE=$OPORA_TEST_POSTGRES
export OPORA_DATABASE

server() {
	psql -XAtq -v ON_ERROR_STOP=1 "$OPORA_TEST_POSTGRES" "$@"
}

# CPU in hundredths of a second of all processes of the server that have ended.
served() {
	sleep 0.3 # the one that served the last client ends a little after it
	awk '{ sub(/.*\) /, ""); print $14 + $15 }' "/proc/$postmaster/stat"
}

# both FILE COMMAND...: CPU of the client and of the server for it
both() {
	sums=$1
	shift
	rm -f "$tmp/client"
	before=$(served)
	cpu "$tmp/client" "$@"
	after=$(served)
	awk -v s=$((after - before)) '{ print $1 + s / 100, $2 }' "$tmp/client" >>"$sums"
}

"$build/bench/gen_figures" schools "$schools" >"$tmp/schools.csv"
"$build/bench/gen_figures" results "$schools" 3 >"$tmp/results.csv"
"$build/opora" init --data "$tmp/data" --quiet
"$build/opora" import --data "$tmp/data" --quiet "$tmp/schools.csv"
"$build/opora" import --data "$tmp/data" --quiet "$tmp/results.csv"
server -c "\\copy result to '$tmp/rows' (format binary)"
rows=$(server -c 'SELECT count(*) FROM result')
batch=2
for run in 1 2 3; do
	"$build/opora" undo --data "$tmp/data" --quiet $batch
	server -c 'VACUUM ANALYZE result'
	# the batch that the rows name, and the rows alone: nothing is read, checked or looked up
	server -c "UPDATE batch SET undone_at = NULL WHERE id = 2"
	both "$tmp/floor" psql -Xq -v ON_ERROR_STOP=1 "$OPORA_TEST_POSTGRES" \
		-c "\\copy result from '$tmp/rows' (format binary)"
	server -c 'DELETE FROM result' -c "UPDATE batch SET undone_at = 1 WHERE id = 2"
	server -c 'VACUUM ANALYZE result'
	both "$tmp/ours" "$build/opora" import --data "$tmp/data" --quiet "$tmp/results.csv"
	batch=$((batch + 1))
done
report "import on PostgreSQL, $rows rows of results.csv, beside COPY" "$tmp/floor" "$tmp/ours"

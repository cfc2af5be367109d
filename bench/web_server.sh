#!/bin/sh
# What src/web/server.c costs above the bare library: CPU of a whole server per request, 64
# connections, 10 kB answers, the handlers doing nothing.
#
#   bench/web_server.sh BUILD
set -eu
build=$1
. "$(dirname "$0")/lib.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sqlite3 "$work/empty.db" 'CREATE TABLE empty(a)'
echo 'SELECT 1' >"$work/one.sql"
ROUNDS=5

# measure NAME COMMAND...: appends microseconds of CPU per request, and peak MiB, to $work/NAME.
measure() {
	name=$1
	shift
	rm -f "$work/port"
	mkfifo "$work/end"
	"$build/bench/cpu" "$@" <"$work/end" >"$work/port" 2>"$work/cpu" &
	exec 9>"$work/end"
	while [ ! -s "$work/port" ]; do sleep 0.1; done
	requests=$(wrk -t1 -c64 -d3s "http://127.0.0.1:$(head -1 "$work/port")/" |
		awk '/requests in/ { print $1 }')
	exec 9>&-
	wait
	rm "$work/end"
	awk -v n="$requests" '{ printf "%.2f %d\n", $1 * 1e6 / n, $2 }' "$work/cpu" >>"$work/$name"
}

round=0
while [ $round -lt $ROUNDS ]; do
	measure floor "$build/bench/floor_web" "$work/empty.db" "$work/one.sql" 10000 4
	measure ours "$build/bench/serve_empty" 10000 4
	round=$((round + 1))
done
awk -v f="$(median "$work/floor")" -v o="$(median "$work/ours")" 'BEGIN {
	printf "an empty request: floor %.0f us of CPU, ours %.0f us, ratio %.2f\n", f, o, o / f }'

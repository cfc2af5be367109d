#!/bin/sh
# How much more CPU than a bare pass of libzip and expat does reading an XLSX take?
# usage: intake_xlsx.sh BUILD_DIR [ROWS COLUMNS]; medians of 5 runs in turns.
set -eu
build=$1
rows=${2:-310000}
columns=${3:-10}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

median() {
	sort -n "$1" | sed -n 3p
}

for mode in shared inline long; do
	"$build/bench/gen_xlsx" "$tmp/$mode.xlsx" "$rows" "$columns" "$mode"
	: >"$tmp/floor"
	: >"$tmp/ours"
	for run in 1 2 3 4 5; do
		"$build/bench/floor_xlsx" "$tmp/$mode.xlsx" >>"$tmp/floor"
		"$build/bench/read_xlsx" "$tmp/$mode.xlsx" >"$tmp/out"
		cut -d' ' -f1 "$tmp/out" >>"$tmp/ours"
	done
	read -r _ cells bytes memory <"$tmp/out"
	floor=$(median "$tmp/floor")
	ours=$(median "$tmp/ours")
	awk -v m="$mode" -v f="$floor" -v o="$ours" -v c="$cells" -v b="$bytes" -v k="$memory" \
		-v s="$(stat -c %s "$tmp/$mode.xlsx")" 'BEGIN {
		printf "%s: %d cells, %.1f MiB file, floor %.2f s, ours %.2f s, ratio %.2f, peak %d MiB\n",
			m, c, s / 1048576, f, o, o / f, k }'
done

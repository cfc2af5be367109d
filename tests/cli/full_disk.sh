#!/bin/sh
# No room: an import ends with a sentence and leaves the database as it was.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1

awk 'BEGIN {
	print "code;name"
	for (i = 1; i <= 2000; i++) printf "f%05d;Учебная школа № %d\n", i, i
}' >schools.csv
awk 'BEGIN {
	print "year;procedure;school;participants;low"
	for (year = 2016; year <= 2023; year++)
		for (i = 1; i <= 2000; i++) printf "%d;VPR5_MA;f%05d;20;%d\n", year, i, i % 20
}' >results.csv
head -n 1000 results.csv >small.csv

# clean "where": after the failure the database is as before, and takes a file again
clean() {
	opora check --json
	check "$1: the database is clean" json '.clean'
	check "$1: what stood there stands" is "$(sql 'SELECT count(*) FROM org_code') $(sql 'SELECT count(*) FROM batch')" '2000 1'
	check "$1: nothing of the import is there" is "$(sql 'SELECT count(*) FROM result')" 0
}

# A limit of file size needs no root. Blocks of ulimit -f are 512 bytes in dash, 1024 in bash.
for kib in 1 300 700 1100; do
	rm -rf "$dir"
	prepare init
	prepare import schools.csv
	size=$(($(stat -c %s "$dir/opora.db") / 1024))
	status=0
	ran="import under a limit of $kib KiB"
	(
		ulimit -f $((kib * 2))
		exec "$OPORA" --data "$dir" --lang en import results.csv
	) >"$work/out" 2>"$work/err" </dev/null || status=$?
	if [ $status -eq 0 ]; then
		skip "a limit of $kib KiB: the import fails" "the database of $size KiB had room"
		continue
	fi
	check "a limit of $kib KiB: exit code 6" exits 6
	check "a limit of $kib KiB: a sentence says what failed" \
		grep -qE "^$dir.*: |disk I/O error" "$work/err"
	check "a limit of $kib KiB: no batch is promised" not complained 'opora undo'
	clean "a limit of $kib KiB"
	opora import small.csv
	check "a limit of $kib KiB: without it the next import goes in" exits 0
done

# A small file system of its own needs root.
mkdir disk
if ! mount -t tmpfs -o size=3m none disk 2>/dev/null; then
	skip "a full disk" "mounting needs root"
	done_testing
	exit
fi
trap 'umount "$work/disk"; rm -rf "$work"' EXIT
dir=$work/disk/data
mkdir "$dir"
prepare init
prepare import schools.csv
for left in 0 100 400 800; do
	rm -f disk/fill
	free=$(df -k --output=avail disk | tail -n 1)
	head -c $(((free - left) * 1024)) /dev/zero >disk/fill
	opora import results.csv
	check "a disk with $left KiB left: exit code 6" exits 6
	check "a disk with $left KiB left: the sentence says so" \
		grep -qE 'disk is full|No space left' "$work/err"
	rm -f disk/fill
	clean "a disk with $left KiB left"
done
opora import small.csv
check "with room again an import goes in" exits 0
opora check
check "and all is clean" exits 0
check "no half-written original is left" is "$(find "$dir/files" -type f -name '*.tmp' | wc -l)" 0
done_testing

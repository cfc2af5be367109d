#!/bin/sh
# The n-th write fails, for every n: the command ends with a sentence and exit code 6, or what it
# told as done is there; the database is whole and the same as before or as after. A write is what
# tests/disturb.c counts: of the database, its log, the originals and the backup.
# Once the n-th only; and, as on a full disk, it and all later ones (for each third n, or STEP_ON=1).
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1
[ -r "${OPORA_DISTURB:-}" ] || {
	echo "1..0 # SKIP there is no library that disturbs (OPORA_DISTURB)"
	exit 0
}
ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}verify_asan_link_order=0
export ASAN_OPTIONS

# disturbed N ONCE|ON COMMAND...: leaves $status, and in $calls how many writes there were
disturbed() {
	n=$1 how=$2
	shift 2
	ran="$* (write $n fails)"
	status=0
	[ "$how" = once ] || export DISTURB_ON=1
	LD_PRELOAD=$OPORA_DISTURB DISTURB_UNDER=$work/disk DISTURB_FAIL=$n DISTURB_STATE=$work/state \
		"$OPORA" --data "$dir" --lang en "$@" >out 2>err </dev/null || status=$?
	unset DISTURB_ON
	calls=$(od -An -tu8 -N8 state | tr -d ' ')
}

# What an installation holds: rows, and the backup if there is one.
holds() {
	sqlite3 "$dir/opora.db" "SELECT (SELECT count(*) FROM org), (SELECT count(*) FROM result WHERE live = 1),
		(SELECT count(*) FROM batch WHERE undone_at IS NULL), (SELECT count(*) FROM method),
		(SELECT count(*) FROM run), (SELECT count(*) FROM org_code), (SELECT count(*) FROM audit)"
	[ ! -e disk/box.tar ] || echo backup
}

# scenario NAME COMMAND...: every write of this command
scenario() {
	name=$1
	shift
	start
	before=$(holds)
	disturbed 0 once "$@"
	check "$name: undisturbed it succeeds" exits 0
	after=$(holds)
	all=$calls
	: >trouble
	failed=0 survived=0
	for how in once on; do
		step=1
		[ $how = once ] || step=${STEP_ON:-3}
		at=1
		while [ "$at" -le "$all" ]; do
			start
			disturbed "$at" $how "$@"
			cp err said
			try "$how"
			at=$((at + step))
		done
	done
	sed 's/^/# /' trouble | head -n 20
	echo "# $name: $all writes; of the tries $failed were told as failed, $survived succeeded"
	check "$name: every write is tried" [ "$all" -ge 10 ]
	check "$name: whichever write fails, all is told and whole" [ ! -s trouble ]
	check "$name: most of the writes matter" [ $failed -gt $((survived / 2)) ]
}

# Looks at what a try left.
try() {
	now=$(holds)
	if [ $status -eq 0 ]; then
		survived=$((survived + 1))
		[ "$now" = "$after" ] || echo "write $at ($1): told as done, but there is: $now" >>trouble
	else
		failed=$((failed + 1))
		[ "$now" = "$before" ] || echo "write $at ($1): told as failed, but there is: $now" >>trouble
		[ $status -eq 6 ] || echo "write $at ($1): exit code $status" >>trouble
		grep -q '[a-z] [a-z]' said || echo "write $at ($1): no sentence: $(cat said)" >>trouble
	fi
	opora check --json
	[ $status -eq 0 ] || echo "write $at ($1): check: $(cat out err)" >>trouble
	# what can't be written can still be unlinked
	left=$(find disk -name '*.tmp')
	[ -z "$left" ] || echo "write $at ($1): left behind: $left" >>trouble
}

start() {
	rm -rf "$dir" disk/box.tar
	cp -R base "$dir"
}

printf 'code;name\na1;Учебная школа № 1\na2;Учебная школа № 2\n' >schools.csv
awk 'BEGIN {
	print "year;procedure;school;participants;low"
	for (year = 2016; year <= 2023; year++) printf "%d;VPR5_MA;a1;20;9\n%d;VPR6_MA;a2;20;9\n", year, year
}' >results.csv
printf 'year;procedure;school;participants;low\n2023;VPR5_MA;a2;20;9\n' >more.csv
mkdir disk
dir=$work/disk/data
prepare init
prepare import schools.csv
prepare import results.csv
mv "$dir" base

scenario import import more.csv
scenario undo undo 2
scenario 'a remembered name, little more than its audit row' match 'Вторая школа' a2
scenario 'a saved run' identify --year 2023 --save
scenario backup backup disk/box.tar
done_testing

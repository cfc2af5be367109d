#!/bin/sh
# Eight writers on one database, each with its own files and its own remembered names: every one of
# their changes is there in the end, none twice, and the chain of audit has one row for each.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1
files=4 # of each writer
schools=50

awk -v n=$schools 'BEGIN { print "code;name"; for (i = 1; i <= n; i++) printf "e%03d;Учебная школа № %d\n", i, i }' >schools.csv
prepare init
prepare import schools.csv
on_sqlite || use_schema
start=$(sql 'SELECT count(*) FROM audit')

# insist COMMAND...: until it is done; who is told to come again comes again
insist() {
	tries=0
	while [ $tries -lt 50 ]; do
		tries=$((tries + 1))
		code=0
		"$OPORA" --data "$dir" --lang en "$@" >"$me.out" 2>"$me.err" </dev/null || code=$?
		[ $code -ne 0 ] || { echo "$1" >>"$me.done"; return; }
		[ $code -eq 5 ] || break
	done
	echo "$* ended with $code: $(cat "$me.err")" >>"$me.wrong"
}

# writer NUMBER: figures of a procedure's waves, names that come and go, a counter that all share
writer() {
	me=w$1
	for i in $(seq $files); do
		awk -v n=$schools -v w="$1" -v i="$i" 'BEGIN {
			print "year;procedure;school;participants;low"
			for (s = 1; s <= n; s++) printf "%d;%s;e%03d;20;%d\n", 2015 + w, i % 2 ? \
				(i > 2 ? "VPR5_MA" : "VPR6_MA") : (i > 2 ? "VPR5_RU" : "VPR6_RU"), s, s % 20
		}' >"$me-$i.csv"
		insist import "$me-$i.csv"
		insist match "Школа писателя $1" e001
		insist match --forget "Школа писателя $1"
		# the same cell by all eight: each sees the one before it, or the figure is lost
		printf 'year;procedure;school;participants;low;basis\n2024;VPR4_MA;e001;%d;0;%s\n' \
			$(($1 * 10 + i)) "$me-$i" >"$me-$i-same.csv"
		insist import --replace "$me-$i-same.csv"
	done
	insist match "Школа писателя $1" e002
}

for w in 1 2 3 4 5 6 7 8; do
	writer $w &
done
wait
ran='eight writers'
cat w?.wrong 2>/dev/null | sed 's/^/# /' | head -n 20
check "each writer did all it had to" is "$(cat w?.wrong 2>/dev/null | wc -l) $(cat w?.done | wc -l)" \
	"0 $((8 * (files * 4 + 1)))"
check "every figure is there once" \
	is "$(sql "SELECT count(*) FROM result WHERE year < 2024 AND live = 1")" $((8 * files * schools))
check "nothing of them was put aside" is "$(sql "SELECT count(*) FROM result WHERE year < 2024 AND live = 0")" 0
check "every figure of the shared cell is kept, one is live, each other was replaced by another batch" \
	is "$(sql "SELECT count(*), sum(live), count(DISTINCT replaced_by) FROM result WHERE year = 2024")" \
	"$((8 * files))|1|$((8 * files - 1))"
check "each name means what its writer said last" \
	is "$(sql "SELECT count(*), count(DISTINCT org) FROM org_code WHERE scheme = 'name'")" '8|1'
check "one audit row for each change" is "$(sql 'SELECT count(*) FROM audit')" $((start + $(cat w?.done | wc -l)))
opora audit --verify
check "the chain is whole" exits 0
opora check --json
check "the database is clean" json '.clean'
done_testing

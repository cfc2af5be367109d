#!/bin/sh
# Ctrl-C during an import leaves nothing; on a terminal the rows are counted.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1

opora() {
	run "$OPORA" --lang en --data "$dir" "$@"
}

# 300 schools × 8 procedures × 40 years and waves: long enough to be interrupted.
awk 'BEGIN {
	n = split("VPR4_MA VPR4_RU VPR5_MA VPR5_RU VPR6_MA VPR6_RU OGE_MA OGE_RU", p, " ")
	m = split("main autumn retake sample gve", w, " ")
	print "year;procedure;school;participants;low;wave"
	for (s = 1; s <= 300; s++) for (i = 1; i <= n; i++) for (y = 2016; y <= 2025; y++)
		for (k = 1; k <= m; k++) print y ";" p[i] ";s" s ";20;5;" w[k]
}' >big.csv
opora init

if ! script -qec true pty.log >/dev/null 2>&1 </dev/null; then
	skip "an import interrupted on a terminal leaves nothing" "no terminal can be made here"
	done_testing
	exit 0
fi

# Runs the import on a terminal of its own and interrupts it when it shows the text $1.
interrupted_at() {
	rm -f screen code pid
	(script -qefc "echo \$\$ >pid; exec '$OPORA' --lang en --data '$dir' import big.csv" screen \
		>/dev/null 2>&1 </dev/null
	echo $? >code) &
	tries=0
	until grep -qa "$1" screen 2>/dev/null || [ -s code ] || [ $tries -gt 600 ]; do
		tries=$((tries + 1))
		sleep 0.05
	done
	kill -INT "$(cat pid)" 2>/dev/null
	wait
	status=$(cat code)
	cp screen out
	cp screen err
	ran="import interrupted at «$1»"
}

nothing_stored() {
	[ "$(sqlite3 "$dir/opora.db" 'SELECT (SELECT count(*) FROM result) + (SELECT count(*) FROM batch)
		+ (SELECT count(*) FROM org) + (SELECT count(*) FROM file)')" = 0 ]
}

for phase in 'rows checked' 'rows stored'; do
	interrupted_at "$phase"
	check "the terminal counts: $phase" grep -qa "$phase" screen
	check "an interrupt while $phase ends with 5" [ "$status" -eq 5 ]
	check "and says that nothing was stored" grep -qa 'cancelled; nothing was stored' screen
	check "nothing is in the database" nothing_stored
	check "nor among the kept files" [ -z "$(find "$dir/files" -type f 2>/dev/null)" ]
done
opora check
check "everything is in order after it" [ $status -eq 0 ]
head -n 200 big.csv >small.csv
opora import small.csv
check "the next import is not in the way of the last" [ $status -eq 0 ]
check "without a terminal no rows are counted" not complained 'rows checked:'

done_testing

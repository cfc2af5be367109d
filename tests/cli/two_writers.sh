#!/bin/sh
# Two programs on one database: nothing is lost, nothing stands twice.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1

# rows FILE YEAR PROCEDURE COUNT: one figure a school
rows() {
	awk -v year="$2" -v procedure="$3" -v count="$4" 'BEGIN {
		print "year;procedure;school;participants;low"
		for (i = 1; i <= count; i++)
			printf "%d;%s;w%05d;20;%d\n", year, procedure, i, i % 20
	}' >"$1"
}

# together OUT COMMAND...: in the background; its exit status goes to OUT.code
together() {
	name=$1
	shift
	(
		code=0
		"$OPORA" --data "$dir" --lang en "$@" >"$name.out" 2>"$name.err" </dev/null || code=$?
		echo $code >"$name.code"
	) &
}

awk 'BEGIN { print "code;name"; for (i = 1; i <= 2000; i++) printf "w%05d;Учебная школа № %d\n", i, i }' >schools.csv
prepare init
prepare import schools.csv

# Different figures.
rows a.csv 2022 VPR5_MA 2000
rows b.csv 2023 VPR5_MA 2000
together a import a.csv
together b import b.csv
together r identify --year 2023 --json
wait
codes=$(cat a.code b.code | sort | tr '\n' ' ')
check "two imports of different figures at once both succeed, or one is told to come again" \
	[ "$codes" = '0 0 ' -o "$codes" = '0 5 ' ]
check "a reader beside them is not disturbed" is "$(cat r.code)" 0
check "it sees a batch whole or not at all" \
	is "$(jq '.counts.with_data == 0 or .counts.with_data == 2000' r.out)" true
want=0
for name in a b; do
	[ "$(cat $name.code)" -ne 0 ] || want=$((want + 2000))
done
check "what was told as stored is there, and nothing else" is "$(sql 'SELECT count(*) FROM result')" $want

# The same file.
rows c.csv 2022 VPR6_MA 2000
cp c.csv c2.csv
together c import c.csv
together c2 import c2.csv
wait
check "of the same file twice at once one goes in and one is a conflict" \
	is "$(cat c.code c2.code | sort | tr '\n' ' ')" '0 5 '
check "the conflict is told" [ -s c.err -o -s c2.err ]
check "one batch stands for it" is "$(sql "SELECT count(*) FROM batch WHERE name LIKE 'c%'")" 1

# Figures that contradict each other.
rows d.csv 2021 VPR6_MA 2000
sed 's/;20;/;21;/' d.csv >e.csv
together d import d.csv
together e import e.csv
wait
check "of two contradicting files one goes in" \
	is "$(sort -n d.code e.code | head -n 1) $(sql "SELECT count(*) FROM result WHERE year = 2021 AND live = 1")" '0 2000'
check "the other is refused, as a mistake or as a conflict" [ "$(sort -n d.code e.code | tail -n 1)" -ne 0 ]

# Undo against undo, save beside import.
last=$(sql 'SELECT max(id) FROM batch')
together u undo "$last"
together v undo "$last"
wait
check "of the same undo twice at once one is a conflict" is "$(cat u.code v.code | sort | tr '\n' ' ')" '0 5 '
rows f.csv 2020 VPR6_MA 2000
together s identify --year 2023 --save
together f import f.csv
wait
check "saving a run beside an import: both succeed" is "$(cat s.code f.code | tr '\n' ' ')" '0 0 '

# Many at once: the chain of audit has one row for each.
before=$(sql 'SELECT count(*) FROM audit')
for i in 1 2 3 4 5 6; do
	rows "many$i.csv" $((2015 + i)) OGE_MA 300
	together "many$i" import "many$i.csv"
done
wait
done_now=$(cat many?.code | grep -c '^0$')
check "of six imports at once each succeeds or is a conflict" is "$(cat many?.code | grep -cv '^[05]$')" 0
check "each success left its rows and one audit row" \
	is "$(sql "SELECT count(*) FROM result WHERE procedure = 'OGE_MA'") $(($(sql 'SELECT count(*) FROM audit') - before))" \
	"$((done_now * 300)) $done_now"
opora check
check "the database is clean" exits 0
done_testing

#!/bin/sh
# An import killed at any moment is whole or absent, and the database is clean.
# Environment: KILLS (200) tries, SEED of the moments.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1
kills=${KILLS:-200}
seed=${SEED:-$(date +%s)}
rows=10000
echo "# seed $seed: SEED=$seed repeats the moments"

awk 'BEGIN { print "code;name"; for (i = 1; i <= 2500; i++) printf "k%05d;Учебная школа № %d\n", i, i }' >schools.csv
awk -v rows="$rows" 'BEGIN {
	print "year;procedure;school;participants;low"
	for (i = 0; i < rows; i++)
		printf "%d;VPR5_MA;k%05d;20;%d\n", 2016 + int(i / 2500), i % 2500 + 1, i % 20
}' >results.csv
head -n 2501 results.csv | sed 's/;VPR5_MA;/;VPR6_MA;/' >earlier.csv
prepare init
prepare import schools.csv earlier.csv
cp -R "$dir" start

now() {
	date +%s%N
}

# How long the import takes when nobody disturbs it, in microseconds: the best of three.
whole=0
for _ in 1 2 3; do
	rm -rf "$dir"
	cp -R start "$dir"
	begun=$(now)
	prepare import results.csv
	took=$((($(now) - begun) / 1000))
	[ $whole -gt 0 ] && [ $whole -lt $took ] || whole=$took
done
check "undisturbed the import stores all rows" is "$(sql 'SELECT count(*) FROM result WHERE batch = 3')" $rows

before=0 inside=0 after=0 finished=0
# Moments in microseconds, one a line, from the start to a little beyond the end.
awk -v n="$kills" -v seed="$seed" -v whole="$whole" 'BEGIN {
	srand(seed)
	for (i = 0; i < n; i++) printf "%d\n", rand() * whole * 1.1
}' >moments

: >trouble
i=0
while read -r moment; do
	i=$((i + 1))
	rm -rf "$dir"
	cp -R start "$dir"
	"$OPORA" --data "$dir" --lang en import results.csv >import.out 2>import.err </dev/null &
	pid=$!
	sleep "$(awk -v us="$moment" 'BEGIN { printf "%.6f", us / 1000000 }')"
	kill -KILL $pid 2>/dev/null
	code=0
	wait $pid 2>/dev/null || code=$?
	wal=$(stat -c %s "$dir/opora.db-wal" 2>/dev/null || echo 0)
	originals=$(find "$dir/files" -type f | wc -l)
	opora check --json
	[ $status -eq 0 ] || echo "try $i, killed after $moment us: check exits with $status" >>trouble
	there=$(sql "SELECT (SELECT count(*) FROM result WHERE batch > 2) || ' ' ||
		(SELECT count(*) FROM batch) || ' ' || (SELECT count(*) FROM audit)")
	case $there in
	"$rows 3 3")
		if [ $code -eq 0 ]; then
			finished=$((finished + 1))
		else
			after=$((after + 1))
		fi
		;;
	"0 2 2")
		[ $code -ne 0 ] || echo "try $i: told as stored, but it is not" >>trouble
		# the original is written first thing in the transaction
		if [ "$originals" -gt 2 ] || [ "$wal" -gt 0 ]; then
			inside=$((inside + 1))
		else
			before=$((before + 1))
		fi
		;;
	*) echo "try $i, killed after $moment us: rows, batches, audit: $there" >>trouble ;;
	esac
	[ "$(sql "SELECT count(*) FROM result WHERE batch = 2 AND live = 1")" = 2500 ] ||
		echo "try $i: the earlier batch was touched" >>trouble
done <moments
wrong=$(wc -l <trouble)
sed 's/^/# /' trouble | head -n 20

echo "# of $kills, undisturbed $((whole / 1000)) ms:"
echo "#   died before the transaction: $before"
echo "#   died inside it:              $inside"
echo "#   died after it:               $after"
echo "#   had finished:                $finished"
check "after every one of $kills kills the batch is whole or absent and the database clean" is "$wrong" 0
check "all kills are accounted for" is $((before + inside + after + finished)) "$kills"
check "many died inside the transaction" [ $inside -ge $((kills / 10)) ]
[ "$kills" -lt 100 ] || check "some died before it" [ $before -ge 1 ]
opora import results.csv
check "after the last of them the file goes in, or stands there whole" [ $status -eq 0 -o $status -eq 5 ]

# The user's own interruption is gentle: it says so and leaves nothing.
rm -rf "$dir"
cp -R start "$dir"
told=0 quiet=0
for part in 1 2 3 4 5 6 7 8 9; do
	rm -rf "$dir"
	cp -R start "$dir"
	# a background command of a script ignores SIGINT: env gives it back
	env --default-signal=INT "$OPORA" --data "$dir" --lang en import results.csv \
		>import.out 2>import.err </dev/null &
	pid=$!
	sleep "$(awk -v us=$((whole * part / 10)) 'BEGIN { printf "%.6f", us / 1000000 }')"
	kill -INT $pid 2>/dev/null
	code=0
	wait $pid || code=$?
	there=$(sql 'SELECT count(*) FROM result WHERE batch > 2')
	if grep -q 'cancelled; nothing was stored' import.err; then
		told=$((told + 1))
		[ "$there $code" = '0 5' ] || quiet=$((quiet + 1))
	elif [ $code -eq 0 ]; then
		[ "$there" = $rows ] || quiet=$((quiet + 1))
	else
		[ "$there" = 0 ] || quiet=$((quiet + 1))
	fi
done
check "some interruptions came in time to be told" [ $told -ge 1 ]
check "whatever was told of an interrupted import is what the database holds" is "$quiet" 0
opora check
check "and it is clean" exits 0
done_testing

#!/bin/sh
# Whatever is killed at any moment, what was begun is whole or absent, and what was told as done is
# there. Two loads, each killed KILLS times at moments uniform over it: one large import, and five
# writers at once. On PostgreSQL every third kill hits the server's process instead, so that the
# whole server restarts from its log.
#
# Which kills hit a COMMIT is known by tests/disturb.c; if they are fewer than AIMED, some more are
# aimed into one. Environment: KILLS (8) of each load, AIMED (2), SEED of the moments.
# `./dev kills` runs the full number and prints the lines that docs/kills.md keeps. LOADS (both) may be
# import or writers alone.
. "$(dirname "$0")/tap.sh"
if ! on_sqlite && [ "${KILLS_SERVER:-}" != own ]; then
	# other tests must not feel it: a server for this test alone
	KILLS_SERVER=own
	export KILLS_SERVER
	rm -rf "$work"
	exec "$OPORA_SOURCE/tests/postgres.sh" sh "$0"
fi
cd "$work" || exit 1
[ -r "${OPORA_DISTURB:-}" ] || {
	echo "1..0 # SKIP there is no library that disturbs (OPORA_DISTURB)"
	exit 0
}
kills=${KILLS:-8}
aimed=${AIMED:-2}
loads=${LOADS:-both}
seed=${SEED:-$(date +%s)}
rows=10000
database=SQLite
on_sqlite || database=PostgreSQL
echo "# seed $seed: SEED=$seed repeats the moments"
ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}verify_asan_link_order=0
export ASAN_OPTIONS

now_us() {
	echo $(($(date +%s%N) / 1000))
}

pause() {
	sleep "$(awk -v us="$1" 'BEGIN { printf "%.6f", us / 1000000 }')"
}

awk -v seed="$seed" 'BEGIN { srand(seed); for (i = 0; i < 5000; i++) printf "%d\n", rand() * 1100 }' >parts
drawn=0

# draw LENGTH: $moment in microseconds, uniform from 0 to a little beyond LENGTH
draw() {
	drawn=$((drawn + 1))
	moment=$(($1 * $(sed -n "${drawn}p" parts) / 1000))
}

# The program with the library, in the background of the caller; state of its COMMIT in $1.
watched() {
	state=$1
	shift
	LD_PRELOAD=$OPORA_DISTURB DISTURB_STATE=$state \
		exec "$OPORA" --data "$dir" --lang en "$@"
}

# Number $2 of the state in the file $1: 1 calls, 2 inside a COMMIT now, 3 COMMITs that ended, 4 the
# microseconds of the longest.
state() {
	[ ! -s "$1" ] || od -An -tu8 -v -w32 "$1" | awk -v n="$2" '{ print $n }'
}

if ! on_sqlite; then
	# here what is told as stored must outlive the server
	OPORA_TEST_POSTGRES="$OPORA_TEST_POSTGRES&options=-csynchronous_commit%3Don%20-csearch_path%3Dkills"
	postmaster=$(head -n 1 "$(echo "$OPORA_TEST_POSTGRES" | sed 's/.*host=\([^&]*\).*/\1/')/data/postmaster.pid")
	# one schema, made anew; the address stays the same
	use_schema() {
		schema=kills
		OPORA_DATABASE=$OPORA_TEST_POSTGRES
		export OPORA_DATABASE
	}
	use_schema
	# a COMMIT waits for the disk, as anywhere but in tests
	server -c 'ALTER SYSTEM SET fsync = on' -c 'ALTER SYSTEM SET full_page_writes = on' \
		-c 'SELECT pg_reload_conf()' >/dev/null
fi

# The process that serves a client of ours, if one works now.
backend() {
	pgrep -P "$postmaster" -f 'postgres: opora opora' | head -n 1
}

# After a backend was killed the server throws out all clients and reads its log again.
wait_for_server() {
	on_sqlite || until server -c 'SELECT 1' >/dev/null 2>&1; do sleep 0.05; done
}

# keep NAME, bring_back NAME: the installation as it is now, and again
keep() {
	rm -rf "kept-$1"
	cp -R "$dir" "kept-$1"
	on_sqlite || pg_dump -Fc -n kills "$OPORA_TEST_POSTGRES" >"kept-$1.dump"
}

bring_back() {
	rm -rf "$dir"
	cp -R "kept-$1" "$dir"
	on_sqlite && return
	server -c 'SET client_min_messages = error; DROP SCHEMA IF EXISTS kills CASCADE'
	pg_restore -d "$OPORA_TEST_POSTGRES" "kept-$1.dump"
}

# ---- the large import ----

awk 'BEGIN { print "code;name"; for (i = 1; i <= 2500; i++) printf "k%05d;Учебная школа № %d\n", i, i }' >schools.csv
awk -v rows="$rows" 'BEGIN {
	print "year;procedure;school;participants;low"
	for (i = 0; i < rows; i++)
		printf "%d;VPR5_MA;k%05d;20;%d\n", 2016 + int(i / 2500), i % 2500 + 1, i % 20
}' >results.csv
original=$(sha256sum results.csv | sed 's/^\(..\)\([0-9a-f]*\).*/\1\/\2/')
head -n 2501 results.csv | sed 's/;VPR5_MA;/;VPR6_MA;/' >earlier.csv
on_sqlite || server -c 'CREATE SCHEMA kills'
prepare init
prepare import schools.csv earlier.csv
keep import

# Back to before the import; on PostgreSQL by undoing it, which is quicker than a dump.
again() {
	on_sqlite && { bring_back import; return; }
	[ "$(sql 'SELECT count(*) FROM batch WHERE undone_at IS NULL')" = 2 ] || bring_back import
}

# How long it takes when nobody disturbs it; on a busy machine that changes, so it is asked again.
measure() {
	again
	begun=$(now_us)
	(watched "$work/state" import results.csv) >out 2>err </dev/null
	whole=$(($(now_us) - begun))
	commit_us=$(state state 4)
}

measure
check "undisturbed the import stores all rows" is "$(sql 'SELECT count(*) FROM result WHERE batch > 2')" $rows

before=0 inside=0 commit=0 after=0 finished=0 tries=0 servers=0
: >trouble

# kill_import MOMENT [AIM]: one try; with AIM the clock starts with the COMMIT
kill_import() {
	tries=$((tries + 1))
	again
	rm -f state
	batches=$(sql 'SELECT count(*) FROM batch')
	audits=$(sql 'SELECT count(*) FROM audit')
	rm -f "$dir/files/$original"
	if [ $# -gt 1 ]; then
		DISTURB_COMMIT_US=$1
		export DISTURB_COMMIT_US
	fi
	(watched "$work/state" import results.csv) >import.out 2>import.err </dev/null &
	pid=$!
	unset DISTURB_COMMIT_US
	if [ $# -eq 1 ]; then
		pause "$1"
		victim=
		on_sqlite || [ $((tries % 3)) -ne 0 ] || victim=$(backend)
		[ -z "$victim" ] || servers=$((servers + 1))
		kill -KILL "${victim:-$pid}" 2>/dev/null
	fi
	code=0
	wait $pid 2>/dev/null || code=$?
	wait_for_server
	in_commit=$(state state 2)
	opora check --json
	[ $status -eq 0 ] || echo "try $tries ($*): check exits with $status: $(cat out err)" >>trouble
	there=$(sql "SELECT (SELECT count(*) FROM result WHERE batch > 2) || ' ' ||
		((SELECT count(*) FROM batch) - $batches) || ' ' || ((SELECT count(*) FROM audit) - $audits)")
	# a client whose server was killed says so itself, after the COMMIT as it was before it
	case $there in
	"$rows 1 1")
		if [ $code -eq 0 ]; then
			finished=$((finished + 1))
		elif [ "${in_commit:-0}" = 1 ]; then
			commit=$((commit + 1))
		else
			after=$((after + 1))
		fi
		;;
	"0 0 0")
		[ $code -ne 0 ] || echo "try $tries ($*): told as stored, but it is not" >>trouble
		if [ "${in_commit:-0}" = 1 ]; then
			commit=$((commit + 1))
		elif [ -e "$dir/files/$original" ]; then
			inside=$((inside + 1)) # the original is written first thing in the transaction
		else
			before=$((before + 1))
		fi
		;;
	*) echo "try $tries ($*): rows, batches, audit: $there" >>trouble ;;
	esac
	[ "$(sql 'SELECT count(*) FROM result WHERE batch = 2 AND live = 1')" = 2500 ] ||
		echo "try $tries ($*): the earlier batch was touched" >>trouble
}

while [ "$loads" != writers ] && [ $tries -lt "$kills" ]; do
	[ $((tries % 10)) -ne 9 ] || measure
	draw "$whole"
	kill_import "$moment"
done
uniform_commit=$commit
extra=0
while [ "$loads" != writers ] && [ $commit -lt "$aimed" ] && [ $extra -lt $((aimed * 3)) ]; do
	extra=$((extra + 1))
	draw "$commit_us"
	kill_import "$moment" aimed
done
if [ "$loads" != writers ]; then
	sed 's/^/# /' trouble | head -n 20
	echo "# $database, import of $rows rows, undisturbed $((whole / 1000)) ms, its COMMIT $((commit_us / 1000)) ms: $kills kills"
	echo "#   uniform over it (of the server's process: $servers), inside the COMMIT $uniform_commit; and $extra aimed into it"
	echo "#   before the transaction $before, inside it $inside, inside the COMMIT $commit, after it $after, had finished $finished"
	check "import: after each of $tries kills the batch is whole or absent and the database clean" [ ! -s trouble ]
	check "import: all kills are accounted for" is $((before + inside + commit + after + finished)) $tries
	# few kills may all miss on a busy machine: only the full number must have hit
	if [ "$kills" -ge 100 ]; then
		check "import: enough died inside the COMMIT" [ $commit -ge "$aimed" ]
		check "import: enough died inside the transaction before it" [ $inside -ge $((kills / 10)) ]
	fi
	opora import results.csv
	check "import: after the last of them the file goes in, or stands there whole" [ $status -eq 0 -o $status -eq 5 ]
fi
[ "$loads" != import ] || {
	done_testing
	exit
}

# ---- five writers at once ----

cat >rule.yaml <<'END'
version: 1
title: {ru: "Правило", en: "Rule"}
basis: {document: "Учебный пример", status: local}
level: school
inputs:
  low: {of: [procedure, year], unit: person}
result:
  listed: low['VPR5_MA', year] > 3
END
rm -rf "$dir"
on_sqlite || server -c 'SET client_min_messages = error; DROP SCHEMA kills CASCADE; CREATE SCHEMA kills'
head -n 51 schools.csv >few.csv
prepare init
prepare import few.csv
methods=$(sql 'SELECT count(*) FROM method')
keep mixed

# act FILE COMMAND...: one action; what was told as done is noted in FILE
act() {
	note=$1
	shift
	if (watched "$note.state" "$@") >"$note.out" 2>"$note.err" </dev/null; then
		echo "$*" >>"$note"
	elif [ "$(state "$note.state" 2)" = 1 ]; then
		echo "$*" >>hit # the clock of DISTURB_COMMIT_US
		rm -f "$note.state"
	fi
}

# writer KIND ROUND: works until it is killed
writer() {
	i=0
	while :; do
		i=$((i + 1))
		name=$2-$i
		case $1 in
		import | undo)
			awk -v year=$((2015 + i % 10)) -v name="$name" -v procedure="$1" 'BEGIN {
				print "year;procedure;school;participants;low;basis"
				for (s = 1; s <= 50; s++) printf "%d;%s;k%05d;20;%d;%s\n", year,
					procedure == "undo" ? "VPR6_MA" : "VPR5_MA", s, s % 20, name
			}' >"$1-$name.csv"
			act "acked-$1" import --replace "$1-$name.csv"
			[ "$1" = import ] || act acked-undo undo \
				"$(sed -n 's/.*opora undo \([0-9]*\)$/\1/p' acked-undo.out)"
			;;
		method)
			{ echo "id: rule-$name"; cat rule.yaml; } >"rule-$name.yaml"
			act acked-method method add "rule-$name.yaml"
			;;
		run) act acked-run identify --year 2022 --save ;;
		match) act acked-match match "Школа $name" k00007 ;;
		esac
	done
}

# What was told as done and is not there; and effects without their audit row, or the other way.
verify() {
	sql "SELECT name FROM batch" | sort >names
	sql "SELECT id FROM batch WHERE undone_at IS NOT NULL" | sort >undone
	sql "SELECT id FROM method" | sort >method_ids
	sql "SELECT code FROM org_code WHERE scheme = 'name'" | sort >matched
	cat acked-import acked-undo 2>/dev/null | sed -n 's/^import --replace //p' | sort | comm -23 - names
	sed -n 's/^undo //p' acked-undo 2>/dev/null | sort | comm -23 - undone
	sed -n 's/^method add \(.*\)\.yaml$/\1/p' acked-method 2>/dev/null | sort | comm -23 - method_ids
	[ "$(wc -l 2>/dev/null <acked-match || echo 0)" -le "$(wc -l <matched)" ] || echo "remembered names: fewer than told"
	[ "$(wc -l 2>/dev/null <acked-run || echo 0)" -le "$(sql 'SELECT count(*) FROM run')" ] || echo "saved runs: fewer than told"
	effects=$(sql "SELECT (SELECT count(*) FROM batch) || ' ' || (SELECT count(*) FROM batch WHERE undone_at IS NOT NULL)
		|| ' ' || ((SELECT count(*) FROM method) - $methods) || ' ' || (SELECT count(*) FROM run)
		|| ' ' || (SELECT count(*) FROM org_code WHERE scheme = 'name')")
	audit=$(sql "SELECT count(CASE WHEN action = 'import' THEN 1 END) || ' ' || count(CASE WHEN action = 'undo' THEN 1 END)
		|| ' ' || count(CASE WHEN action = 'method add' THEN 1 END) || ' ' || count(CASE WHEN action = 'identify' THEN 1 END)
		|| ' ' || count(CASE WHEN action = 'match' THEN 1 END) FROM audit")
	[ "$effects" = "$audit" ] || echo "batches, undone, methods, runs, names: $effects, but audit rows: $audit"
}

rounds=0 servers=0 all_told=0 extra=0
span=1500000
[ "$commit_us" -gt 1000 ] || commit_us=1000
: >trouble
: >hit

# kill_writers MOMENT [KIND]: all five, or the server under them; before that this kind of writer dies
# in each of its COMMITs that lasts long enough
kill_writers() {
	rounds=$((rounds + 1))
	[ $((rounds % 10)) -ne 1 ] || {
		bring_back mixed
		rm -f acked-* ./*-*-*.csv rule-*.yaml
	}
	rm -f acked-*.state
	told_before=$(cat acked-import acked-undo acked-method acked-run acked-match 2>/dev/null | wc -l)
	group=
	for kind in import undo method run match; do
		[ "$kind" != "${2:-}" ] || {
			draw "$commit_us"
			DISTURB_COMMIT_US=$moment
			export DISTURB_COMMIT_US
		}
		writer $kind "$rounds" >/dev/null 2>&1 &
		unset DISTURB_COMMIT_US
		group="$group $!"
	done
	pause "$1"
	victim=
	on_sqlite || [ $((rounds % 3)) -ne 0 ] || victim=$(backend)
	[ -z "$victim" ] || servers=$((servers + 1))
	[ -z "$victim" ] || kill -KILL "$victim" 2>/dev/null
	# the writers first, lest they begin something new; then what they had begun
	children=
	for pid in $group; do
		kill -STOP "$pid" 2>/dev/null
		children="$children $(pgrep -P "$pid" | tr '\n' ' ')"
	done
	# shellcheck disable=SC2086
	kill -KILL $children 2>/dev/null
	# shellcheck disable=SC2086
	kill -KILL $group 2>/dev/null
	# shellcheck disable=SC2086
	wait $group 2>/dev/null
	wait_for_server
	on_sqlite || until [ -z "$(backend)" ]; do sleep 0.02; done
	for kind in import undo method run match; do
		[ "$(state "acked-$kind.state" 2)" != 1 ] || echo $kind >>hit
	done
	opora check --json
	[ $status -eq 0 ] || echo "round $rounds: check exits with $status: $(cat out err)" >>trouble
	verify | sed "s/^/round $rounds: /" >>trouble
	told=$(cat acked-import acked-undo acked-method acked-run acked-match 2>/dev/null | wc -l)
	all_told=$((all_told + told - told_before))
}

while [ $rounds -lt "$kills" ]; do
	draw $span
	kill_writers "$moment"
done
uniform_commit=$(wc -l <hit)
while [ "$(wc -l <hit)" -lt "$aimed" ] && [ $extra -lt $((aimed * 3)) ]; do
	extra=$((extra + 1))
	for kind in import undo method run match; do
		kill_writers $span $kind
		[ "$(wc -l <hit)" -lt "$aimed" ] || break
	done
done
commit=$(wc -l <hit)
sed 's/^/# /' trouble | head -n 20
echo "# $database, five writers at once: $kills kills uniform over $((span / 1000)) ms (of the server's process: $servers)"
echo "#   writers that died inside a COMMIT: $uniform_commit, and $((commit - uniform_commit)) aimed into it in $((rounds - kills)) more rounds"
echo "#   told as done, and there: $all_told"
check "writers: after each of $rounds kills the database is clean and nothing that was told is lost" [ ! -s trouble ]
check "writers: enough kills hit a COMMIT" [ "$commit" -ge "$aimed" ]
check "writers: something was told at all" [ $all_told -gt "$rounds" ]

# ---- the user's own interruption is gentle: it says so and leaves nothing ----

if ! on_sqlite; then
	done_testing
	exit
fi
told=0 quiet=0
for part in 1 2 3 4 5 6 7 8 9; do
	bring_back import
	# a background command of a script ignores SIGINT: env gives it back
	env --default-signal=INT "$OPORA" --data "$dir" --lang en import results.csv \
		>import.out 2>import.err </dev/null &
	pid=$!
	pause $((whole * part / 10))
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

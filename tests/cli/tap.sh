# Sourced by the tests of the command line, which speak TAP:
#
#   . "$(dirname "$0")/tap.sh"
#   run "$OPORA" --data "$dir" init
#   check "init makes a database" [ $status -eq 0 ]
#   check "it says where" said opora.db
#   done_testing
#
# OPORA is the program, OPORA_SOURCE the root of the sources; $dir is an empty folder of this test,
# removed at its end.
#
# With OPORA_ON=postgres the same is done on the server of OPORA_TEST_POSTGRES (tests/postgres.sh):
# each $dir gets a schema of its own, noted in $dir/.schema, so that a folder removed and made
# again has an empty database, as with SQLite. Such a test may ask on_sqlite.
set -u
export LC_ALL=C
unset OPORA_DATA OPORA_DATABASE
[ "${OPORA_ON:-}" != postgres ] || [ -n "${OPORA_TEST_POSTGRES:-}" ] || {
	echo "1..0 # SKIP there is no PostgreSQL server"
	exit 0
}
work=$(mktemp -d)
dir=$work/data
mkdir "$dir"
trap 'rm -rf "$work"' EXIT
number=0
failures=0
status=0

# Runs a command without input; leaves $status and what it said in $work/out and $work/err.
run() {
	status=0
	ran="$*"
	"$@" >"$work/out" 2>"$work/err" </dev/null || status=$?
}

on_sqlite() {
	[ "${OPORA_ON:-}" != postgres ]
}

server() {
	psql -XAtq -v ON_ERROR_STOP=1 "$OPORA_TEST_POSTGRES" "$@"
}

# Makes the environment name the schema of $dir, a new one if it has none.
use_schema() {
	if [ -f "$dir/.schema" ]; then
		schema=$(cat "$dir/.schema")
	else
		schemas=$((schemas + 1))
		schema=t_$$_$schemas
		server -c "CREATE SCHEMA $schema"
		[ ! -d "$dir" ] || echo "$schema" >"$dir/.schema"
	fi
	OPORA_DATABASE="$OPORA_TEST_POSTGRES&options=-csearch_path%3D$schema"
	export OPORA_DATABASE
}
schemas=0

# The program on the database of this test, in English.
opora() {
	on_sqlite || use_schema
	run "$OPORA" --data "$dir" --lang en "$@"
	# the folder may have been made only now
	on_sqlite || [ ! -d "$dir" ] || echo "$schema" >"$dir/.schema"
}

# An installation as it is, in another folder.
clone() {
	rm -rf "$2"
	cp -R "$1" "$2"
	on_sqlite && return
	from=$(cat "$1/.schema")
	schemas=$((schemas + 1))
	pg_dump -n "$from" "$OPORA_TEST_POSTGRES" | sed "s/\\b$from\\b/t_$$_$schemas/g" | server >/dev/null
	echo "t_$$_$schemas" >"$2/.schema"
}

# opora, where it only prepares: ends the test when it fails.
prepare() {
	opora "$@"
	[ $status -eq 0 ] && return
	check "preparing: opora $*" false
	done_testing
	exit 1
}

# What the database answers: a line a row, columns parted by |.
sql() {
	if on_sqlite; then
		sqlite3 -cmd '.timeout 5000' "$dir/opora.db" "$1"
	else
		(use_schema && psql -XAtq -v ON_ERROR_STOP=1 "$OPORA_DATABASE" -c "$1")
	fi
}

# All rows of tables.
dump() {
	for table in "$@"; do
		sql "SELECT '$table', * FROM $table" | sort
	done
}

is() {
	[ "$1" = "$2" ] && return
	echo "# have: $1"
	echo "# want: $2"
	return 1
}

exits() {
	[ "$status" -eq "$1" ]
}

# The last command said a line with this text (to people; to stderr).
said() {
	grep -qF -- "$1" "$work/out"
}

complained() {
	grep -qF -- "$1" "$work/err"
}

# True if the filter of jq gives true (or anything but false and null) on what was said.
json() {
	jq -e "$1" "$work/out" >/dev/null
}

# check "sentence" COMMAND...: one check; tells the last run when it fails.
check() {
	sentence=$1
	shift
	number=$((number + 1))
	if "$@"; then
		echo "ok $number - $sentence"
		return
	fi
	failures=$((failures + 1))
	echo "not ok $number - $sentence"
	echo "# false: $*"
	echo "# after: $ran (exit status $status)"
	sed 's/^/# out: /' "$work/out" | head -n 20
	sed 's/^/# err: /' "$work/err" | head -n 20
}

# skip "sentence" "why"
skip() {
	number=$((number + 1))
	echo "ok $number - $1 # SKIP $2"
}

not() {
	! "$@"
}

done_testing() {
	echo "1..$number"
	[ $failures -eq 0 ]
}

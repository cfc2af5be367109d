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
set -u
export LC_ALL=C
unset OPORA_DATA
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

# The program on the database of this test, in English.
opora() {
	run "$OPORA" --data "$dir" --lang en "$@"
}

# opora, where it only prepares: ends the test when it fails.
prepare() {
	opora "$@"
	[ $status -eq 0 ] && return
	check "preparing: opora $*" false
	done_testing
	exit 1
}

# One value from the database.
sql() {
	sqlite3 -cmd '.timeout 5000' "$dir/opora.db" "$1"
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

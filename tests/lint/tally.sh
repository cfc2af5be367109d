#!/bin/sh
# ./dev test is only as good as its counting: tools/tally.awk over what programs may say.
set -u
tally=${OPORA_SOURCE:-$(cd "$(dirname "$0")/../.." && pwd)}/tools/tally.awk
said=$(mktemp)
trap 'rm -f "$said"' EXIT
number=0
failures=0

# counts "sentence" "LAST LINE" STATUS PATTERN: of what stdin says; PATTERN in the report.
counts() {
	awk -f "$tally" >"$said"
	status=$?
	number=$((number + 1))
	if [ "$(tail -n 1 "$said")" = "$2" ] && [ $status -eq "$3" ] && grep -q "$4" "$said"; then
		echo "ok $number - $1"
	else
		failures=$((failures + 1))
		echo "not ok $number - $1"
		sed 's/^/#   /' "$said"
	fi
}

counts "passing checks are counted" "3 passed, 0 failed, 0 skipped" 0 . <<END
@a	OK	0
1..2
ok 1 - x
ok 2 - y
# ok - tests
@b	OK	0
ok 1 - z
1..1
END

counts "a failing check is shown with its output" "1 passed, 1 failed, 0 skipped" 1 \
	'FAILED  a: two_is_three' <<END
@a	FAIL	1
1..2
ok 1 - x
not ok 2 - two_is_three
# 0x2 != 0x3
# not ok - tests
END
grep -q '0x2 != 0x3' "$said" || failures=$((failures + 1))

counts "what was said before a crash is shown" "1 passed, 1 failed, 0 skipped" 1 \
	'heap-buffer-overflow' <<END
@a	ERROR	1
1..3
ok 1 - x
==17==ERROR: AddressSanitizer: heap-buffer-overflow
END

counts "a crash before the first check is a failure" "1 passed, 1 failed, 0 skipped" 1 \
	'FAILED  b: ERROR, exit status -11' <<END
@a	OK	0
ok 1 - x
1..1
@b	ERROR	-11
END

counts "a crash after the last check is a failure (a leak)" "1 passed, 1 failed, 0 skipped" 1 \
	'FAILED  a: ERROR' <<END
@a	ERROR	23
1..1
ok 1 - x
ERROR: LeakSanitizer: detected memory leaks
END

counts "a program without checks is a failure" "1 passed, 1 failed, 0 skipped" 1 \
	'FAILED  b: no checks' <<END
@a	OK	0
ok 1 - x
1..1
@b	OK	0
END

counts "a program that took too long is a failure" "1 passed, 1 failed, 0 skipped" 1 \
	'FAILED  a: took too long' <<END
@a	TIMEOUT	-15
ok 1 - x
END

counts "skipped checks are named, cmocka's too" "1 passed, 0 failed, 2 skipped" 0 \
	'skipped a: needs_a_file' <<END
@a	FAIL	0
1..2
not ok 1 # SKIP needs_a_file
ok 2 - x
@b	SKIP	0
1..0 # SKIP no shared folder
END

counts "nothing at all is a failure" "0 passed, 0 failed, 0 skipped" 1 . </dev/null

counts "our own skip is not counted as passed" "1 passed, 0 failed, 1 skipped" 0 \
	'skipped a: needs_a_file' <<END
@a	OK	0
1..2
# skipped: needs_a_file
ok 1 - needs_a_file
ok 2 - x
END

counts "a skipped check hides no failing exit" "1 passed, 1 failed, 1 skipped" 1 'exit status 1' <<END
@a	ERROR	1
1..2
not ok 1 # SKIP needs_a_file
ok 2 - x
END

echo "1..$number"
[ $failures -eq 0 ]

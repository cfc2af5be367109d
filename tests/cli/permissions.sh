#!/bin/sh
# opora permissions: the matrix is the table of roles, and says what system.md promises.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1

may() {
	jq -e ".actions[] | select(.action == \"$2\") | .roles | index(\"$1\") != null" out >/dev/null
}

opora permissions --json
check "every action has somebody who may" json 'all(.actions[]; .roles | length > 0)'
check "the administrator sees no figures" json \
	'[.actions[] | select(.action as $a | ["identify","explain","compare","export","imports","template"] | index($a)) | .roles | index("admin")] | all(. == null)'
check "the administrator keeps accounts" may admin 'user add'
check "so does the region" may region 'user add'
check "nobody else does" json '[.actions[] | select(.action == "user add") | .roles[]] == ["region","admin"]'
check "control changes nothing" not may control import
check "nor does who approves" not may approver import
check "a methodologist loads" may methodist import
check "a school reads" may school explain
check "and loads nothing" not may school import
check "only the administrator reads the audit" json '[.actions[] | select(.action == "audit") | .roles[]] == ["admin"]'
check "signing in is for anyone" json '.actions[] | select(.action == "sign-in") | .anyone'
opora sign-in
check "but not on the command line" exits 2
opora permissions
check "people read why a role may what it may" said 'sees no figures'
done_testing

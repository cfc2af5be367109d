#!/bin/sh
# opora audit: the chain listed and walked; a row changed, taken out or cut off is noticed.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1

broken() {
	[ $status -eq 6 ] && [ "$(jq -c '[.whole, .broken_at, .cut]' out)" = "$1" ]
}

prepare demo
prepare identify --year 2023 --save
prepare undo 2
opora audit --json
check "the newest row stands first" json '.rows[0].action == "undo" and .rows[0].row == (.rows | length)'
check "each tells when, who and of what" \
	json 'all(.rows[]; .at > 0 and (.actor | startswith("cli:")) and .kind != "" and .hash != "")'
rows=$(jq '.rows | length' out)
opora audit --last 1 --json
check "no more than asked for are listed" json '.rows | length == 1'
check "the row before which the earlier ones stand is told" json ".before == $rows"
opora audit --last 2 --before "$rows" --json
check "they go on there without a gap" json "[.rows[].row] == [$((rows - 1)), $((rows - 2))]"
opora audit --before 2 --json
check "the first row is the end" json '[.rows[].row] == [1] and .before == null'
opora audit --action undo --last 1
check "no earlier row fits: nothing is promised" is "$(wc -l <out)" 1
opora audit --last 0
check "none at all is wrong usage" exits 2
opora audit
check "people read a line a row" is "$(wc -l <out)" "$rows"
opora audit --verify
check "a whole chain is told as such" said 'The audit chain is whole'
opora audit --verify --json
check "with its rows" json ".whole and .rows == $rows and (.cut | not)"

sql "UPDATE audit SET actor = 'cli:7' WHERE id = 2"
opora audit --verify --json
check "a changed row breaks the chain" broken '[false,2,false]'
opora audit --verify
check "which is said" complained 'broken at row 2'
rm -rf "$dir"
prepare demo
prepare identify --year 2023 --save
prepare undo 2
sql "DELETE FROM audit_detail WHERE audit = $rows; DELETE FROM audit WHERE id = $rows"
opora audit --verify --json
check "its last row cut off is noticed" broken '[false,null,true]'
opora check
check "by opora check too" complained 'lacks its last rows'
sql "DELETE FROM audit_detail; DELETE FROM audit"
opora audit --verify --json
check "and so is all of it" broken '[false,null,true]'
done_testing

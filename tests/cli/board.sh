#!/bin/sh
# The first page and what waits: every state follows what is stored.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1

# state of a fact or a position of the last board
fact() {
	jq -r --arg f "$1" '.facts[] | select(.fact == $f) | .state' out
}
position() {
	jq -r --arg p "$1" '.positions[] | select(.id == $p) | .state' out
}

prepare init
opora board --json
check "an empty installation begins with schools" is "$status $(fact schools) $(fact results)" '0 ahead ahead'
check "nothing of the cycle has begun" json '.begun == false and ([.start[]] | unique == ["ahead"])'
opora board
check "people read what to do first" said 'Load the list of schools'

rm -rf "$dir"
mkdir "$dir"
prepare demo
opora board --year 2023 --json
check "a school that was closed is not asked for results" is "$(fact schools) $(fact results)" "done done"
check "the method is not checked, and the position says so" is "$(position indicators)" work
check "measures are not kept, which is not the same as none" is "$(position measures)" not_kept
check "five of thirteen meet the conditions in the newest year" json \
	'.years[-1] | .year == 2023 and .meets == 5 and .with_data == 13'
for y in 2022 2023; do
	opora identify --year $y --json
	jq -c '[.decisions[] | select(.listed) | .school]' out >meets-$y
	jq -c '[.decisions[] | select(.listed == false and .settled) | .school]' out >not-$y
done
opora board --year 2023 --json
check "who entered met the conditions now and surely not before" \
	is "$(jq -c '.moves.enter' out)" "$(jq -c --slurpfile was not-2022 '[.[] | select(. as $s | $was[0] | index($s))]' meets-2023)"
check "who left met them before and surely not now" \
	is "$(jq -c '.moves.leave' out)" "$(jq -c --slurpfile is not-2023 '[.[] | select(. as $s | $is[0] | index($s))]' meets-2022)"
check "and each that met them in one of the years is counted once" \
	is "$(jq '.moves | .stay + (.enter | length) + (.leave | length) + .unclear' out)" \
	"$(jq -n --slurpfile a meets-2022 --slurpfile b meets-2023 '$a[0] + $b[0] | unique | length')"
check "as opora identify says" is "$(jq '[.years[] | .meets]' out -c)" \
	"$(for y in 2019 2020 2021 2022 2023; do "$OPORA" --data "$dir" identify --year $y --json | jq .counts.listed; done | jq -sc .)"
cp out before
opora board --year 2023 --cycle six --json
check "six steps stand on the same facts" is "$(jq -c .facts out)" "$(jq -c .facts before)"
check "and are six" json '.positions | length == 6'
opora board --cycle five
check "another cycle is refused" exits 2
opora board --year 2030 --json
check "a year without figures has not begun" is "$(fact results) $(fact computed)" 'ahead ahead'

opora inbox
check "nothing waits at first" said 'Nothing waits'
prepare list make --year 2023 --kind results
prepare list draft --from 1
opora board --year 2023 --json
check "a computed list does its position" is "$(position monitoring)" done
check "a draft is work" is "$(fact approved)" work
opora inbox --json
check "five schools are to be told of the draft" json '[.items[] | .text] == ["List 2: 5 schools are not acquainted with it"]'
for s in demo03 demo04 demo05 demo11 demo13; do
	prepare list acquaint 2 $s --how letter --day 2023-08-20
done
opora inbox --json
check "told, with terms over, the draft can be approved" json '.items[0] | .group == "approve" and .list == 2'
opora board --year 2023 --json
check "and waits for the order" is "$(fact approved)" sign
prepare list object 2 demo03 --about figure --text "Неверное число" --day 2023-08-22 --letter 1 --letter-day 2023-08-22
opora inbox --json
check "an objection undecided after its term is overdue" json '.items[0] | .group == "late" and .whose == "Учебная школа № 3"'
check "and the draft can't be approved" json '[.items[] | select(.group == "approve")] == []'
prepare list decide 1 --decision rejected --reason "Число верно" --document 2
prepare list approve 2 --order-number 212 --order-day 2023-09-15 --title "О перечне" --basis "Приказ"
opora board --year 2023 --json
check "the order ends the position but for the region's list" is "$(fact approved) $(position decisions)" 'done work'
check "the cycle has begun" json '.begun'
opora board
check "the finding is the list by order" said 'In the list by order 5 of 13 schools.'
opora inbox
check "and nothing waits" said 'Nothing waits'
done_testing

#!/bin/sh
# opora explain: why a school is or is not listed.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1
prepare demo

opora explain demo04 --year 2023
check "the school and the verdict stand first" is "$(head -n 1 "$work/out")" \
	'Учебная школа № 4 (demo04), school year 2022/23: meets the conditions of the method'
check "the method is named with its basis and that it was not checked" said '№ 847 (assumed, not checked'
check "each condition is told with its text" said 'two procedures or more are low'
check "a condition that holds says yes" said 'Condition A — yes'
check "each figure stands with file and row" said 'All figures are from the file results.csv'
check "a low figure is marked" said '3 of 10     30%  low'
check "how sure it is stands beside it" said '10.8–60.3%'
check "what is withheld is said in words" said 'withheld'
opora explain demo02 --year 2023
check "a school that is not listed is explained too" is "$(head -n 1 "$work/out")" \
	'Учебная школа № 2 (demo02), school year 2022/23: does not meet the conditions of the method'
opora explain demo08 --year 2023
check "missing data that could have mattered are told" said 'Data are missing to rule it out'

opora identify --year 2023 --json
jq -S '.decisions[] | select(.school == "demo03")' "$work/out" >from-identify
opora explain demo03 --year 2023 --json
jq -S '.decisions[0]' "$work/out" >from-explain
check "the JSON is the decision that identify gives" cmp from-identify from-explain
check "with method, year and basis" json '.method.id == "rosobrnadzor-847" and .year == 2023 and (.basis | length > 0)'

opora explain 'учебная ШКОЛА № 13' --year 2023 --json
check "a school is found by its name in any case" json '.decisions[0].school == "demo13"'
opora explain '№ 13' --year 2023 --json
check "or by a part of it that only one has" json '.decisions[0].school == "demo13"'
opora explain 'Учебная школа № 1' --year 2023 --json
check "a whole name comes before parts of others" json '.decisions[0].school == "demo01"'
opora explain 'школа' --year 2023
check "a part that several have is not found, and they are named" is "$status $(grep -c '(demo01)' "$work/err")" '3 1'
opora explain nobody --year 2023
check "a school nobody knows is not found" exits 3
opora explain demo13 --year 2023 --param n_min=10 --json
check "with another parameter the decision is another" json '.decisions[0].listed == false'
opora explain demo13 --year 2023 --method rosobrnadzor-847-min10 --json
check "or by another method" json '.decisions[0].listed == false and .method.id == "rosobrnadzor-847-min10"'
opora explain demo03 --year 2019 --json
check "a year without figures decides nothing from nothing" json '.decisions[0].cells == [] and .decisions[0].settled == false'
opora explain demo03 --year 2019
check "and says so" said 'there are no data, nothing can be said'
opora explain demo03 --json
check "without a year it is of the newest with figures" json '.year == 2023'
opora explain
check "without a school it is wrong usage" exits 2
done_testing

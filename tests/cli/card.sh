#!/bin/sh
# opora school: the card of a school with its figures by year and their breaks.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1
prepare demo

opora school demo03 --year 2023 --json
check "the outcome is the one of identify" json '.outcome == "meets" and .year_before == "meets" and .conditions == {"A": true, "B": true}'
check "procedures stand in the order of the method" json '[.procedures[].procedure] == ["VPR5_MA","VPR6_MA","VPR5_RU","VPR6_RU","OGE_MA","OGE_RU","EGE_MAB","EGE_MAP","EGE_RU"]'
check "each year has its counts, not shares" json '.procedures[0].years | map([.year, .low, .participants]) == [[2021,4,34],[2022,16,39],[2023,20,40]]'
check "autumn after spring is a break, and spring after autumn" json '.procedures[0].years | map(.break) == [null,"wave","wave"]'
check "exams of the same season are none" json '.procedures[4].years[1] | has("break") | not'
check "an exam that was not held has no figure but a reason" json '.procedures[6].years[0] | .status == "not_held" and (has("low") | not)'
check "each figure has its file and row" json '.procedures[0].years[2].source | .file == "results.csv" and .row > 1'
check "files are named once" json '[.files[].file] == ["results.csv"]'
check "what is known is there" json '[.facts[].attribute] | index("levels") != null'
check "events of lists: none yet" json '.events == []'

opora school demo03 --year 2023
check "a terminal says the outcome" said 'meets the conditions'
check "and breaks in words" said 'another season'
opora school 'учебная школа № 13' --year 2023 --json
check "a name finds a school, too" json '.school == "demo13"'
opora school demo99 --year 2023
check "a school that is none is not found" exits 3
opora school demo14 --year 2023
check "a school closed before the year is told of" complained 'closed before'

printf 'code;name;municipality;region;successor;closed\ndemo10;Учебная школа № 10;Учебный район;Учебная область;demo01;2023-08-31\n' >passed.csv
prepare import passed.csv --replace
opora school demo10 --year 2023 --json
check "a successor is named" json '.successors[0].school == "demo01"'
opora school-report demo03 --year 2023
check "the report has the conditions" said 'Condition A: yes'
check "and says what it does not have" said 'does not keep them'
opora school demo03 --year 2023 --json
check "without lists nothing happened to the school in them" json '.events == []'
prepare list make --kind results --year 2023
prepare list draft --from 1
prepare list acquaint 2 demo03 --day 2023-09-04 --how letter
prepare list object 2 demo03 --about figure --text "Проверьте" --day 2023-09-05 --letter 5 --letter-day 2023-09-05
opora school demo03 --year 2023 --json
check "what happened to it in lists stands in its card, in order" json \
	'[.events[] | .day + " " + .event] == ["2023-09-04 acquainted", "2023-09-05 objected"]'
opora school demo04 --year 2023 --json
check "and in no other's" json '.events == []'
opora school demo03 --year 2023
check "the card says where the school stands in the lists" said 'meets the conditions of the method, no decision yet'

done_testing

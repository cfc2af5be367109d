#!/bin/sh
# opora table: schools and procedures, a cell for each.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1
prepare demo

opora table --year 2023 --json
check "thirteen schools, each with nine cells" json '(.schools | length) == 13 and all(.schools[].cells; length == 9)'
check "schools stand by name" json '[.schools[].school] == ([range(1;14)] | map("demo" + (if . < 10 then "0" else "" end) + tostring))'
check "a cell has counts" json '.schools[2].cells[0] == {"procedure":"VPR5_MA","participants":40,"low":20,"is_low":true,"few":false,"not_compared":"wave"}'
check "exactly 30 % is low by the method" json '.schools[3].cells[0] | .low == 3 and .participants == 10 and .is_low'
check "low cells are those that identify counts" json '[.schools[].cells[] | select(.is_low)] | length == 14'
check "a level the school has not is said so" json '[.schools[6].cells[0:4][].status] | unique == ["not_offered"]'
check "what is withheld is said so" json '[.schools[].cells[] | select(.status == "withheld")] | length == 1'
check "and who took no part" json '.schools[9].cells[2].status == "not_tested"'
check "few participants are marked, and counted all the same" json '.schools[12].cells[4] | .few and .is_low'
# demo12: OGE_MA 3 of 15 in 2023 and 2022 as loaded
opora export results --out exported
before=$(awk -F';' '$1 == 2022 && $2 == "OGE_MA" && $3 == "demo12" { print $5 * 100 / $4 }' exported/results.csv)
opora table --year 2023 --json
check "the change is this share less the last" json "(.schools[11].cells[4].change_points - (300 / 15 - $before)) | fabs < 0.001"
check "a school that another passed into is not compared with what it was" json '.schools[10].cells[4].not_compared == "school"'
opora table --year 2023 --show change
check "a cell that can't be compared says why" said 'another season'
opora table --year 2019 --json
check "a year without figures has cells without counts" json 'all(.schools[].cells[]; has("low") | not)'
opora table --year 2023 --municipality 'нет такого'
check "no school is said in words" said 'No school fits'
done_testing

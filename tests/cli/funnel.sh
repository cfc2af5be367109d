#!/bin/sh
# opora funnel: control limits of one procedure.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1
prepare demo

opora funnel --year 2023 --procedure VPR5_MA --json
check "every school with participants is a point" json '.schools | length == 12'
check "a school without the level is none" json '[.schools[].school] | index("demo07") == null'
check "the mean is of sums, not of shares" json '.low == ([.schools[].low] | add) and .participants == ([.schools[].participants] | add)'
opora table --year 2023 --json
jq '[.schools[].cells[0] | select(.low != null) | .low] | add' "$work/out" >of-table
opora funnel --year 2023 --procedure VPR5_MA --json
check "its counts are those of the table" is "$(jq .low "$work/out")" "$(cat of-table)"
check "who is outside is above or below" json '.above95 + .below95 == ([.schools[] | select(.side95 != "within")] | length)'
# demo03: 20 of 40 around the mean; normal limits, as a spreadsheet reckons them
check "limits from 30 participants on are normal ones" json '(.low / .participants) as $m | .schools[] | select(.school == "demo03") | (.limits95[1] - ($m + 1.959964 * ($m * (1 - $m) / 40 | sqrt))) | fabs < 0.0002'
check "half of forty is above them" json '.schools[] | select(.school == "demo03") | .side95 == "above" and .side998 == "above"'
check "chance would put less than one of twenty outside" json '.expected_outside95 > 0 and .expected_outside95 <= 0.05 * 12'
opora funnel --year 2023 --procedure VPR5_MA --side below --json
check "one side can be listed alone" json '.schools | length == 3 and all(.[]; .side95 == "below")'
check "and the counts stay those of all" json '.above95 == 1'
opora funnel --year 2022 --procedure VPR5_MA --json
check "a school that wrote in autumn is there with it" json '.schools[] | select(.school == "demo03") | .low == 16 and .participants == 39'
opora funnel --year 2023
check "without a procedure the first of the method" said 'VPR, mathematics, class 5'
check "it says how many chance would put outside" said 'chance alone would put about'
opora funnel --year 2019
check "a year without figures is told" said 'There are no figures of this procedure'
opora funnel --year 2023 --procedure NONE
check "a procedure that is none is not found" exits 3
done_testing

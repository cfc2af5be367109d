#!/bin/sh
# opora compare: who enters and who leaves.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1
prepare demo

opora compare --year 2023 --method rosobrnadzor-847 --method rosobrnadzor-847-min10 --json
check "with a minimum of ten № 13 leaves, nobody enters" \
	json '[.leaves[].school] == ["demo13"] and .enters == [] and .unclear == []'
check "the counts of both lists and of what they share" json '.counts == {first: 5, second: 4, both: 4}'
check "both methods are named in their order" \
	json '[.methods[].id] == ["rosobrnadzor-847", "rosobrnadzor-847-min10"] and .year == 2023'
opora compare --year 2023 --method rosobrnadzor-847-min10 --method rosobrnadzor-847 --json
check "the other way round № 13 enters" json '[.enters[].school] == ["demo13"] and .leaves == []'
opora compare --year 2023 --method rosobrnadzor-847 --method rosobrnadzor-847-both --json
check "by both conditions only № 3 stays" json '.counts.both == 1 and (.leaves | length) == 4'
opora compare --year 2023 --method rosobrnadzor-847 --method rosobrnadzor-847 --json
check "a method against itself moves nobody" json '.enters == [] and .leaves == [] and .counts.both == 5'
opora compare --year 2023 --method rosobrnadzor-847 --method rosobrnadzor-847 --param n_min=10 --json
check "a parameter is a what-if of the second" json '[.leaves[].school] == ["demo13"]'
opora compare --year 2023 --method rosobrnadzor-847 --method rosobrnadzor-847 --param threshold_source=regional --json
check "by the region's minimum of ОГЭ № 11 leaves" json '[.leaves[].school] == ["demo11"]'
opora compare --year 2023 --method rosobrnadzor-847 --method rosobrnadzor-847-min10
check "people read who leaves" said 'demo13  Учебная школа № 13'
opora compare --year 2023 --method rosobrnadzor-847
check "one method is wrong usage" exits 2
opora compare --year 2023 --method a --method b --method c
check "three are wrong usage" exits 2
opora compare --year 2023 --method rosobrnadzor-847 --method nope
check "an unknown one is not found" exits 3
cat >points.yaml <<'END'
id: points
version: 1
title: {ru: "Баллы", en: "Points"}
basis: {document: "Учебный пример", status: local}
level: school
inputs:
  participants: {of: [procedure, year], unit: person}
sets:
  procedures: [VPR5_MA, VPR6_MA]
result:
  total: sum(participants[p, year] for p in procedures missing skip)
END
prepare method add points.yaml
opora compare --year 2023 --method rosobrnadzor-847 --method points
check "a method that lists nobody can't be compared" exits 1
opora identify --year 2023 --method points --json
check "but it runs and gives its results" json '.decisions[0] | has("listed") | not'
check "with the sum it was asked for" json 'all(.decisions[]; .results.total | type == "number")'

# Kept.
opora compare --year 2023 --method rosobrnadzor-847 --method rosobrnadzor-847 --param n_min=10 --save --json
check "a what-if is kept as two saved runs" json '.runs == [1, 2] and [.leaves[].school] == ["demo13"]'
check "with one audit row for both" \
	is "$(sql "SELECT count(*) FROM audit WHERE action = 'compare'") $(sql "SELECT changes FROM audit_detail ORDER BY audit DESC LIMIT 1")" \
	'1 {"compared":[1,2]}'
jq -c '[.counts, .enters, .leaves, .unclear]' out >then
opora compare --run 1 --run 2 --json
jq -c '[.counts, .enters, .leaves, .unclear]' out >again
check "it can be read again" cmp then again
printf 'year;procedure;school;participants;low\n2023;VPR5_MA;demo13;9;0\n2023;VPR6_MA;demo13;9;0\n' >later.csv
prepare import later.csv --replace
opora compare --run 1 --run 2 --json
jq -c '[.counts, .enters, .leaves, .unclear]' out >again
check "and after other figures it still says what it said" cmp then again
opora compare --run 1 --run 2
check "people read it with the changed parameter" said 'n_min'
opora check --json
check "check evaluates both again" json '.clean and .runs == 2'
opora compare --run 2 --run 1 --json
check "the other way round the school enters" json '[.enters[].school] == ["demo13"]'
prepare identify --year 2023 --save
opora compare --run 1 --run 3
check "a run of before and one of today stand side by side too" exits 0
opora compare --run 1 --run 9
check "a run that is not there is not found" exits 3
opora compare --run 1
check "one run is wrong usage" exits 2
opora compare --run 1 --run 2 --year 2023
check "runs have their year" exits 2
opora compare --method a --method b
check "methods want one" exits 2
done_testing

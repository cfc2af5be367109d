#!/bin/sh
# opora identify: the decisions, their shape, and figures with a known answer.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1

# rows FILE: results from standard input
rows() {
	{
		echo 'year;procedure;school;participants;low;wave;status;low_regional'
		cat
	} >"$1"
}

# decide YEAR [OPTION...]
decide() {
	year=$1
	shift
	opora identify --year "$year" --json "$@"
}

# of SCHOOL FILTER: a filter of jq on the decision of one school
of() {
	jq -e --arg s "$1" ".decisions[] | select(.school == \$s) | $2" "$work/out" >/dev/null
}

cat >schools.csv <<'END'
code;name;municipality;levels
b2;Учебная школа № 2;Учебный район;НОО,ООО
a1;Учебная школа № 1;Учебный район;НОО,ООО,СОО
c3;Учебная школа № 3;;
d4;Учебная школа № 4;;
END
rows results.csv <<'END'
2023;VPR6_MA;a1;10;3;;;
2023;VPR5_MA;a1;10;3;;;
2022;VPR5_MA;a1;27;8;;;
2023;EGE_RU;a1;;;;withheld;
2023;OGE_RU;a1;;;;not_tested;
2023;OGE_MA;b2;9;9;gve;;
2023;OGE_MA;b2;20;5;;;7
2022;VPR5_MA;b2;20;7;autumn;;
2023;VPR5_MA;b2;20;7;;;
2023;VPR6_RU;b2;20;20;retake;;
2023;VPR5_RU;c3;0;0;;;
END
prepare init
prepare import schools.csv results.csv
decide 2023

# The shape, as it stands in the description of formats.
check "the head has method, year, run, counts, decisions" \
	json '(.method | (.id == "rosobrnadzor-847") and (.version == 1) and (.sha256 | test("^[0-9a-f]{64}$"))) and
		.year == 2023 and has("run") and .run == null'
check "the counts are five whole numbers" \
	json '.counts | (keys == ["listed", "schools", "undecided", "unsettled", "with_data"]) and
		all(.[]; type == "number" and . == floor)'
check "schools, with data, listed, undecided" \
	json '.counts | .schools == 4 and .with_data == 2 and .listed == 2 and .undecided == 0'
check "a school whose only figure has no participants has no data, nor one without rows" \
	json '.without_data == ["c3", "d4"]'
check "decisions stand for every school with data, by code" json '[.decisions[].school] == ["a1", "b2"]'
check "each decision has name, listed, settled, conditions A and B, cells" \
	json 'all(.decisions[]; (.name | type == "string") and (.listed | type == "boolean") and
		(.settled | type == "boolean") and (.conditions | keys == ["A", "B"]) and
		(.cells | type == "array"))'
check "cells are sorted by procedure, then year" \
	json 'all(.decisions[]; [.cells[] | [.procedure, .year]] | . == sort)'
check "a cell has all its keys with their types" \
	of a1 '.cells[] | select(.procedure == "VPR5_MA" and .year == 2023) == {
		procedure: "VPR5_MA", year: 2023, wave: "main", participants: 10, low: 3, share: 0.3,
		is_low: true, interval95: [0.108, 0.603], stable: false, to_threshold: 0,
		source: {batch: 2, file: "results.csv", sheet: "", row: 3}}'
check "27 with 8 low is not low, one result from the threshold, share on counts" \
	of a1 '.cells[] | select(.year == 2022) | .is_low == false and .to_threshold == 1 and .share == 0.296296296'
check "a row with a reason instead of figures is a cell with that reason" \
	of a1 '.cells[] | select(.procedure == "EGE_RU") | .status == "withheld" and .participants == null and
		.low == null and .is_low == null and (has("share") | not) and .source.row == 5'
check "not tested is another reason" of a1 '.cells[] | select(.procedure == "OGE_RU") | .status == "not_tested"'
check "what no file says stands apart with its reason" \
	of a1 '.absent | any(.procedure == "OGE_MA" and .year == 2023 and .status == "no_data")'
check "a school of nine classes has no ЕГЭ to offer" \
	of b2 '[.absent[] | select(.procedure | startswith("EGE")) | .status] | unique == ["not_offered"]'
check "every cell of nine procedures and two years is there once, with figures or without" \
	json 'all(.decisions[]; [(.cells + .absent)[] | [.procedure, .year]] | length == 18 and (unique | length) == 18)'
check "a retake is in no share" of b2 '[.cells[].wave] | index("retake") | not'
check "the autumn wave is read where the main one is absent" \
	of b2 '.cells[] | select(.year == 2022) | .wave == "autumn" and .low == 7'
check "and counts as the second year of condition B" of b2 '.conditions.B and .listed'
check "participants of ГВЭ are in no share" \
	of b2 '.cells[] | select(.procedure == "OGE_MA") | .participants == 20 and .low == 5 and .is_low == false'
decide 2023 --param include_gve=true
check "with include_gve they are" \
	of b2 '.cells[] | select(.procedure == "OGE_MA") | .participants == 29 and .low == 14 and .is_low'
decide 2023 --param threshold_source=regional
check "the region's own threshold is read when asked for" \
	of b2 '.cells[] | select(.procedure == "OGE_MA") | .low == 7 and .is_low'
check "and the federal count where the region has none" of b2 '.cells[] | select(.procedure == "VPR5_MA" and .year == 2023) | .low == 7'
decide 2023 --param n_min=11
check "with a minimum of 11 ten participants are no data" \
	of a1 '.cells[] | select(.procedure == "VPR6_MA") | .is_low == null and .participants == 10'
check "the school still has data by its 27 of the year before" json '.counts.with_data == 2'
decide 2023 --param n_min=28
check "with a minimum of 28 nobody has data" json '.counts.with_data == 0 and .decisions == []'
decide 2021
check "a year without figures gives counts of zero and no decisions" \
	json '.counts.schools == 4 and .counts.with_data == 0 and .decisions == []'
decide 2020
check "2020 has no data either" json '.counts.with_data == 0'

# Mistakes of use.
decide 2023 --param nope=1
check "a parameter the method has not is not found" exits 3
decide 2023 --param n_min
check "a parameter without a value is refused" [ $status -ne 0 ]
decide 1999
check "a year out of range is wrong usage" exits 2
decide twenty
check "a year that is no number is wrong usage" exits 2
opora identify
check "no year at all is wrong usage" exits 2
decide 2023 --method nope
check "an unknown method is not found" exits 3
check "and those there are get named" complained 'rosobrnadzor-847@1'
decide 2023 --method rosobrnadzor-847@1
check "a version can be named" json '.method.version == 1'
decide 2023 --method rosobrnadzor-847@9
check "a version that is not there is not found" exits 3
decide 2023 --method rosobrnadzor-847@x
check "a version that is no number is wrong usage" exits 2

# The eight vectors of the method's description, each a school.
rm -rf "$dir"
prepare init
cat >vectors.csv <<'END'
code;name;levels
v1;Учебная школа № 1;НОО,ООО,СОО
v2;Учебная школа № 2;НОО,ООО,СОО
v3;Учебная школа № 3;НОО,ООО,СОО
v4;Учебная школа № 4;НОО,ООО,СОО
v5;Учебная школа № 5;НОО,ООО,СОО
v6;Учебная школа № 6;НОО,ООО
v7;Учебная школа № 7;НОО,ООО,СОО
v8;Учебная школа № 8;НОО,ООО,СОО
END
cat >figures.csv <<'END'
year;procedure;school;participants;low;mark2;mark3;mark4;mark5;low_percent
2023;VPR5_MA;v1;10;3;;;;;
2023;VPR5_RU;v1;10;3;;;;;
2023;VPR5_MA;v2;27;8;;;;;
2023;VPR6_MA;v2;27;8;;;;;
2023;VPR5_MA;v3;20;6;;;;;
2022;VPR5_MA;v3;20;6;;;;;
2022;VPR5_MA;v4;20;6;;;;;
2023;VPR6_MA;v4;20;6;;;;;
2022;VPR5_MA;v5;20;6;;;;;
2022;VPR6_MA;v5;20;6;;;;;
2023;VPR5_MA;v5;20;1;;;;;
2023;OGE_MA;v6;20;2;;;;;
2023;OGE_MA;v7;1;;1;0;0;0;
2023;VPR5_MA;v8;13;;;;;;30,77
2023;VPR6_MA;v8;24;;;;;;29,17
END
prepare import vectors.csv figures.csv
decide 2023
check "1: 3 of 10 in two procedures meets A, and is unstable" \
	of v1 '.listed and .conditions.A and all(.cells[]; .is_low and .stable == false and .interval95 == [0.108, 0.603])'
check "2: 8 of 27 is not low" of v2 '.listed == false and all(.cells[]; .is_low == false)'
check "3: one procedure two years running meets B, not A" \
	of v3 '.listed and .conditions.B and (.conditions.A | not)'
check "4: one cohort in two procedures meets neither" \
	of v4 '.listed == false and .conditions.A == false and .conditions.B == false'
check "5: two procedures low the year before list nobody now" of v5 '.listed == false'
check "6: without secondary classes ЕГЭ is no data, never a zero" \
	of v6 '[(.cells + .absent)[] | select(.procedure | startswith("EGE")) |
		[.is_low, .participants, .status]] == [range(6) | [null, null, "not_offered"]]'
check "7: in ОГЭ maths the mark 2 is low, whatever the sum of points" \
	of v7 '.cells[0] | .low == 1 and .is_low and .share == 1'
check "8: 30,77 % of 13 is 4, low; 29,17 % of 24 is 7, not low" \
	of v8 '[.cells[] | [.low, .is_low]] == [[4, true], [7, false]]'
opora identify --year 2023
check "to people the list says the share on counts" said '3 of 10  30%'

# Years in which a procedure was not held.
rm -rf "$dir"
prepare init
rows held.csv <<'END'
2020;VPR5_MA;s1;10;3;;;
2021;VPR5_MA;s1;10;3;;;
END
prepare import held.csv
decide 2021
check "an examination of a year without it was not held" \
	of s1 '[.absent[] | select(.procedure == "OGE_MA")] ==
		[{procedure: "OGE_MA", year: 2020, status: "not_held"}, {procedure: "OGE_MA", year: 2021, status: "no_data"}]'
check "basic maths was held in neither year" \
	of s1 '[.absent[] | select(.procedure == "EGE_MAB") | .status] == ["not_held", "not_held"]'

# A real region with counts made independently.
region=${OPORA_SHARED:-/nonexistent}/data/ru-region
if [ -f "$region/EXPECTED.txt" ]; then
	rm -rf "$dir"
	prepare init
	prepare import "$region/results.csv"
	sed -n 's/^n_min=\([0-9]*\) .*(\(.*\)).*/\1 \2/p' "$region/EXPECTED.txt" | tr -d ',' >expected
	check "there are four lines of expected numbers" is "$(wc -l <expected)" 4
	while read -r n want; do
		decide 2021 --param "n_min=$n"
		check "a real region with n_min $n: with data, A, B, A or B, A and B" is \
			"$(jq -r '[.decisions[] | .conditions] as $c | [.counts.with_data,
				($c | map(select(.A)) | length), ($c | map(select(.B)) | length),
				($c | map(select(.A or .B)) | length), ($c | map(select(.A and .B)) | length)] |
				join(" ")' "$work/out")" "$want"
		check "and the list is A or B" json '.counts.listed == ([.decisions[] | select(.conditions |
			.A or .B)] | length) and all(.decisions[]; .listed == (.conditions | .A or .B))'
		decide 2021 --param "n_min=$n" --method rosobrnadzor-847-both
		check "by the method of both conditions the list is A and B" \
			json '.counts.listed == ([.decisions[] | select(.conditions | .A and .B)] | length)'
	done <expected
else
	skip "a real region gives the numbers counted independently" "no ../shared"
fi
done_testing

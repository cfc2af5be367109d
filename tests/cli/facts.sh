#!/bin/sh
# What is known of schools besides figures, loaded by a mapping; facts derived from a pattern of a
# code. With ../shared: North Carolina's files through mappings, its recurring rule by command.
. "$(dirname "$0")/tap.sh"

cat >"$work/map.yaml" <<'END'
kind: facts
header: {within: 3}
columns:
  - {names: ["agency_code"], is: school, need: true}
  - {names: ["year"], is: year}
  - {names: ["subgroup"], is: label}
  - {names: ["spg_grade"], is: fact, fact: spg_grade, need: true}
  - {names: ["eg_status"], is: fact, fact: eg_status}
rows:
  - {in: label, like: '^ALL$', take: data}
derive:
  - {fact: charter, from: school, like: '^..[A-Z]', value: "1", else: "0"}
END
cat >"$work/facts.csv" <<'END'
year,agency_code,subgroup,spg_grade,eg_status
2018,00A000,ALL,D,Met
2018,00A000,EDS,F,Met
2018,010303,ALL,,NotMet
END
prepare init
opora import "$work/facts.csv" --map "$work/map.yaml" --dry-run
check "facts are checked without being stored" is "$(sql 'SELECT count(*) FROM fact')" 0
prepare import "$work/facts.csv" --map "$work/map.yaml"
check "a column of facts and one derived from the code are stored" is \
	"$(sql 'SELECT c.code, attribute, since, value FROM fact f JOIN org_code c ON c.org = f.org
		ORDER BY 1, 2' | tr '\n' ' ')" \
	"00A000|charter|2018-01-01|1 00A000|eg_status|2018-01-01|Met 00A000|spg_grade|2018-01-01|D 010303|charter|2018-01-01|0 010303|eg_status|2018-01-01|NotMet "
opora import "$work/facts.csv"
check "the same bytes are a conflict" exits 5
printf '%s\n' year,agency_code,subgroup,spg_grade,eg_status 2018,00A000,ALL,D,Met >"$work/same.csv"
prepare import "$work/same.csv"
check "the mapping is remembered; what is known already is left out" said "known of 00A000 already"
printf '%s\n' year,agency_code,subgroup,spg_grade,eg_status 2018,00A000,ALL,C,Met \
	18,010303,ALL,A,Met 2018,nosuch,ALL,A,Met >"$work/other.csv"
opora import "$work/other.csv"
check "another value, a year that is none and an unknown school are told at once" exits 1
check "the value by its fact" complained 'another value of «spg_grade» stands for 00A000'
check "the year in its row" complained 'row 3'
check "the school in its row" complained 'nosuch'
sed -i '3,$d' "$work/other.csv"
prepare import "$work/other.csv" --replace
grade="SELECT value FROM fact WHERE attribute = 'spg_grade' AND replaced_by IS NULL"
check "--replace puts the new value in its place" is "$(sql "$grade")" C
prepare undo 3
check "undo brings the old one back" is "$(sql "$grade")" D

# mistakes of a mapping
while read -r line; do
	printf 'kind: facts\ncolumns:\n  - {names: [a], is: school}\n%s\n' "$line" >"$work/bad.yaml"
	opora import "$work/other.csv" --map "$work/bad.yaml"
	check "refused: $line" exits 1
	check "with its line" complained "bad.yaml"
done <<'END'
derive: [{fact: levels, like: x, value: y}]
derive: [{fact: "two words", like: x, value: y}]
derive: [{fact: a, like: x}]
derive: [{fact: a, like: "(", value: y}]
derive: [{fact: a, from: drop, like: x, value: y}]
derive: [{like: x, value: y}]
parts: [{like: x, is: fact}]
END

nc=$OPORA_SHARED/data/accountability/north-carolina
if [ -f "$nc/nc_spg_2018.csv" ]; then
	rm -rf "$dir"
	mkdir "$dir"
	prepare init
	prepare import "$nc/nc_spg_2014-2017.csv" "$nc/nc_spg_2018.csv" --map "$work/map.yaml" \
		--add-schools --quiet
	prepare method add "$OPORA_SOURCE/tests/methods/nc-recurring.yaml"
	prepare identify --method nc-recurring --year 2018 --json
	jq -r '.decisions[] | select(.listed == true) | .school' "$work/out" | sort >"$work/ours"
	# the published list has schools of 2018 only
	awk -F, '$1 == 2018 && ($4 == "Y" || $4 == "N") { print $2, $4 }' \
		"$nc/nc_lowperf_2018_OFFICIAL.csv" | sort >"$work/published"
	sed -n 's/ Y$//p' "$work/published" >"$work/official"
	cut -d' ' -f1 "$work/published" | comm -12 - "$work/ours" >"$work/judged"
	: >"$work/out"
	check "North Carolina's recurring schools are 436" is "$(wc -l <"$work/official")" 436
	check "of the schools of 2018 identify lists the same ones" cmp "$work/judged" "$work/official"
	check "and three that are not in the published list" is \
		"$(comm -23 "$work/ours" "$work/official" | wc -l)" 3
else
	skip "North Carolina's recurring schools by command" "../shared is absent"
fi
done_testing

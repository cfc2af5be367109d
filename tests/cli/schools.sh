#!/bin/sh
# opora schools: the list, its filters, order and pages.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1

opora init
opora schools --year 2023
check "without schools it says what to load" said 'There are no schools yet'
rm -rf "$dir"
mkdir "$dir"
prepare demo

opora schools --year 2023 --json
check "all schools of the year are there" json '.found == 13 and .counts.schools == 13'
check "a school closed before the year is not" json '[.schools[].school] | index("demo14") == null'
check "they stand by name, number 2 before number 10" json '[.schools[].school] == ([range(1;14)] | map("demo" + (if . < 10 then "0" else "" end) + tostring))'
check "the outcome is the one of identify" json '[.schools[] | select(.outcome == "meets") | .school] == ["demo03","demo04","demo05","demo11","demo13"]'
check "missing data that could matter are an outcome of their own" json '[.schools[] | select(.outcome == "unsettled") | .school] == ["demo08"]'
check "the outcome of the year before stands beside it" json '.schools[] | select(.school == "demo06") | .year_before == "meets" and .outcome == "not"'
check "procedures with data and low ones are counted" json '.schools[] | select(.school == "demo03") | .procedures == 9 and .low_procedures == 3 and .conditions == {"A": true, "B": true}'
# 71 of 265: the sums of the nine rows of demo03 in demo/results.csv
check "the pooled share is of counts, with its interval" json '.schools[2].all_procedures[4] | .low == 71 and .participants == 265 and .interval95 == [0.218, 0.324]'
check "a year without figures has no share" json '.schools[2].all_procedures[0] | .participants == 0 and (has("share") | not)'
check "the change is in points, from the first year that has data" json '.schools[2].change_points == 10.126'
check "a branch names its school" json '[.schools[] | select(.branch_of != null)] | length >= 1'

opora schools --year 2023 --status meets --json
check "a filter by outcome keeps the totals of all" json '.found == 5 and .counts.schools == 13'
opora schools --year 2023 --search 'ШКОЛА № 13' --json
check "the search folds letters" json '[.schools[].school] == ["demo13"]'
opora schools --year 2023 --search DEMO0 --json
check "and finds codes" json '.found == 9'
opora schools --year 2023 --municipality 'Учебный район' --json
check "a municipality of all schools keeps all" json '.found == 13'
opora schools --year 2023 --municipality 'Другой район' --json
check "another keeps none" json '.found == 0 and .schools == []'
opora schools --year 2023 --search 'нет такой'
check "no school is said in words" said 'No school fits the conditions'

opora schools --year 2023 --sort -name --json
check "by name from the end" json '[.schools[].school] | first == "demo13" and last == "demo01"'
opora schools --year 2023 --sort -share --json
check "by the share from above" json '[.schools[].all_procedures[4].share] | . == (sort | reverse)'
opora schools --year 2023 --sort status --json
check "by the outcome: who meets the conditions first" json '[.schools[].outcome][0:5] | unique == ["meets"]'
opora schools --year 2019 --json
check "a year without figures: everybody without data" json '.counts.no_data == .found and .found > 0'
opora schools --year 2023 --sort best
check "an order that is none is refused" exits 2

# More than a page, and names that would like to be something else.
{
	echo 'code;name;short_name;municipality;region;levels'
	i=1
	while [ $i -le 120 ]; do
		printf 'x%03d;Школа второго района № %d;ШВР %d;Второй район;Учебная область;НОО,ООО\n' $i $i $i
		i=$((i + 1))
	done
	printf 'hostile;"Школа ""><script>alert(1)</script>";Ш;Второй район;Учебная область;НОО\n'
} >more.csv
prepare import more.csv
opora schools --year 2023 --municipality 'Второй район' --json
check "a page has fifty schools" json '.found == 121 and .pages == 3 and (.schools | length) == 50'
opora schools --year 2023 --municipality 'Второй район' --page 3 --json
check "the last page has the rest" json '(.schools | length) == 21 and .page == 3'
opora schools --year 2023 --municipality 'Второй район' --page 99 --json
check "a page beyond the last is the last" json '.page == 3'
opora schools --year 2023 --municipality 'Второй район' --all --json
check "all on one page" json '.pages == 1 and (.schools | length) == 121'
opora schools --year 2023 --all --json
jq -S '.schools[]' "$work/out" >all
opora schools --year 2023 --json
jq -S '.schools[]' "$work/out" >page1
head -c "$(wc -c <page1)" all >all1
check "a page says of its schools what the whole says" cmp page1 all1
done_testing

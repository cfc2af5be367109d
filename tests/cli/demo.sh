#!/bin/sh
# opora demo, and schools that did not exist in a year.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1
rmdir "$dir"

opora demo
check "the demonstration makes its own folder and database" exits 0
check "it says that everything in it is invented" said 'invented'
check "it shows the list at once" said 'Schools: 13, with data: 13; meet the conditions of the method: 5'
opora demo --json
check "a second time it shows the same and loads nothing" \
	json '.counts == {schools: 13, with_data: 13, listed: 5, undecided: 0, unsettled: 1}'
check "two batches stand, not four" is "$(sql 'SELECT count(*) FROM batch')" 2
check "the list of 2023 is the one its README tells" \
	json '[.decisions[] | select(.listed) | .school] ==
		["demo03", "demo04", "demo05", "demo11", "demo13"]'
check "the school not settled is the one with a missing row" \
	json '[.decisions[] | select(.settled | not) | .school] == ["demo08"]'

# № 14 was merged into № 11 on 31 August 2022.
check "a school closed before 1 September is not in the run of the next school year" \
	json 'all(.decisions[]; .school != "demo14") and (.without_data | index("demo14") | not)'
opora identify --year 2022 --json
check "it is in the run of its last school year" \
	json '.counts.schools == 14 and any(.decisions[]; .school == "demo14")'
check "the list of 2022 is № 3 and № 6" \
	json '[.decisions[] | select(.listed) | .school] == ["demo03", "demo06"]'
opora identify --year 2021 --json
check "in 2021 it was listed" json '[.decisions[] | select(.listed) | .school] == ["demo14"]'
opora explain demo14 --year 2023
check "explaining it in 2023 is not found, and says why" complained 'was closed before or opened later'
check "with exit code 3" exits 3
opora explain demo14 --year 2022
check "in 2022 it is explained" exits 0
opora check
check "the demonstration is a clean database" exits 0

# Borders of opening and closing.
dir=$work/days
prepare init
cat >schools.csv <<'END'
code;name;opened;closed
c31;Учебная школа № 1;;31.08.2022
c01;Учебная школа № 2;;2022-09-01
o31;Учебная школа № 3;31.08.2023;
o01;Учебная школа № 4;01.09.2023;
END
{
	echo 'year;procedure;school;participants;low'
	for school in c31 c01 o31 o01; do
		echo "2022;VPR5_MA;$school;10;3"
		echo "2023;VPR5_MA;$school;10;3"
	done
} >results.csv
prepare import schools.csv results.csv
opora identify --year 2023 --json
check "closed on 31 August is out, closed on 1 September is in; opened on 31 August is in, on 1 September out" \
	json '[.decisions[].school] == ["c01", "o31"]'
check "those left out are not counted" json '.counts.schools == 2 and .counts.with_data == 2'
check "the figures of the others stay their own" \
	json 'all(.decisions[]; .conditions.B and [.cells[].source.row] ==
		(if .school == "c01" then [4, 5] else [6, 7] end))'
opora identify --year 2022 --json
check "a year earlier the closed ones are in and the opened ones out" \
	json '[.decisions[].school] == ["c01", "c31"]'
prepare identify --year 2023 --save
opora check
check "a saved run without the closed schools is clean" exits 0

opora demo
check "the demonstration does not go into a database with schools" exits 5
check "it asks for a folder of its own" complained '--data DIR'
check "and changes nothing there" is "$(sql 'SELECT count(*) FROM batch')" 2
done_testing

#!/bin/sh
# A known school moves to another municipality, a branch to another head: what goes with it, what
# stays, and what is refused.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1

# place SCHOOL: the municipality of a school in the list of schools
place() {
	opora schools --year 2023 --all --json
	jq -r ".schools[] | select(.school == \"$1\") | .municipality" out
}

printf 'code;name;municipality;parent\na1;Учебная школа № 1;Первый учебный район;\na2;Учебная школа № 2;Первый учебный район;
f1;Учебная школа № 1, филиал;;a1\n' >first.csv
printf 'code;name;municipality\nb1;Учебная школа № 3;Второй учебный район\n' >second.csv
printf 'year;procedure;school;participants;low\n' >results.csv
for school in a1 a2 f1 b1; do
	for procedure in VPR5_MA VPR5_RU; do
		echo "2023;$procedure;$school;20;12" >>results.csv
	done
done
prepare init
prepare import first.csv
prepare import second.csv
prepare import results.csv
prepare identify --year 2023 --save
dump org >before

# It is told how when a list of schools says another place.
printf 'code;name;municipality\na1;Учебная школа № 1;Второй учебный район\n' >moved.csv
opora import moved.csv --dry-run
check "a list that says another municipality names the command that moves" \
	grep -q "opora school move a1 'Второй учебный район'" out

opora school move a1 'второй учебный район' --document 15-п
check "a school moves to a municipality by its name, however it is written" exits 0
check "it says from where to where, and how many branches went with it" \
	is "$(grep -c 'Первый учебный район.*Второй учебный район' out)$(grep -c '1 branch' out)" 11
check "the school stands in its new place" is "$(place a1)" 'Второй учебный район'
check "and its branch" is "$(place f1)" 'Второй учебный район'
check "its neighbour stays" is "$(place a2)" 'Первый учебный район'
check "the paths, by which people see schools, follow" \
	is "$(sql "SELECT count(*) FROM org o JOIN org p ON p.id = o.parent WHERE o.path <> p.path || o.id || '/'")" 0
check "the audit has where it stood, where it stands and the document" \
	is "$(sql "SELECT d.changes FROM audit a JOIN audit_detail d ON d.audit = a.id
		WHERE a.action = 'school move'" |
		jq -c '[.school, .from, .to, .document]')" \
	'["a1","Первый учебный район","Второй учебный район","15-п"]'
opora check --json
check "the saved run is evaluated again bit for bit the same" json '.clean and .runs == 1'
opora import moved.csv --dry-run
check "a list with the new place has nothing to warn of" exits 0
check "indeed" is "$(grep -c 'school move' out err)" "$(printf 'out:0\nerr:0')"

# What stands on the ground of others.
opora undo 2
check "the batch that brought the municipality can't be undone under the school" exits 5
opora school move a1 'Второй учебный район'
check "where it stands it can't be moved" exits 5
opora school move a1 f1
check "a school with branches is no branch" exits 5
opora school move b1 f1
check "a branch has no branches" exits 5
opora school move b1 b1
check "nor is a school its own" exits 2
opora school move b1 'Третий учебный район'
check "a municipality must be known" exits 3
opora school move b9 'Первый учебный район'
check "so must the school" exits 3
prepare body add 'Учебный совет' --org 'Второй учебный район'
opora school move b1 'Учебный совет'
check "no school stands under a body" exits 2

# A draft of the authority that the school would leave.
prepare list receive --school f1 --year 2023 --kind risk --letter-number 1 --letter-day 2023-09-01 --from 'Регион'
prepare list draft --from 1
opora school move a1 'Первый учебный район'
check "a draft of an authority above both places holds nobody" exits 0
sql "UPDATE listing SET scope = (SELECT org FROM org_name WHERE name = 'Первый учебный район') WHERE id = 2"
opora school move a1 'Второй учебный район'
check "out of a draft of the old place nobody moves, not with a branch either" \
	is "$status $(grep -c 'draft 2' err)" '5 1'
prepare list exclude 2 f1 --reason 'переход' --document 4 --day 2023-09-10
opora school move a1 'Второй учебный район'
check "excluded from it the school moves" exits 0

# A branch.
opora school move f1 b1 --json
check "a branch moves to another head organisation" json '.to == "Учебная школа № 3" and .branches == 0'
opora explain f1 --year 2023
check "and is a branch of it" is "$(sql "SELECT c.code FROM org o JOIN org_code c ON c.org = o.parent
	WHERE o.id = (SELECT org FROM org_code WHERE code = 'f1')")" b1

# And back.
prepare school move f1 a1
prepare school move a1 'Первый учебный район'
dump org | grep -v '|body|' >after
check "moved back all stands as it stood" cmp before after
opora undo 2
check "then the batch is held by its own figures only" grep -q 'results.csv' err

# A municipality gets a new name.
opora org rename 'Первый учебный район' 'Первый учебный округ' --since 2025-01-01 --document 7-з
check "a municipality is renamed" exits 0
check "its schools are of the new name" is "$(place a1)" 'Первый учебный округ'
sed 1q first.csv >again.csv
grep -e '^a1' -e '^a2' first.csv >>again.csv
opora import again.csv --dry-run
check "a file with the earlier name means the same" is "$status$(grep -c 'school move' out err | tr '\n' ' ')" '0out:0 err:0 '
printf 'code;name;municipality\na5;Учебная школа № 5;первый учебный район\n' >old.csv
prepare import old.csv
check "also for a school that is new" is "$(place a5)" 'Первый учебный округ'
check "there is no second municipality of it" \
	is "$(sql "SELECT count(*) FROM org WHERE kind = 'municipality'")" 2
opora org rename 'Первый учебный округ' 'Учебный округ' --since 2024-12-31
check "a name of before the present one is refused" exits 5
prepare org rename 'Первый учебный округ' 'Учебный округ' --since 2025-01-01
check "from the same day on it is corrected" is "$(place a1) $(sql "SELECT count(*) FROM org_name
	WHERE name LIKE 'Первый учебный%'")" 'Учебный округ 1'
opora org rename 'Учебный округ' 'второй учебный район'
check "the name of another one is refused" exits 5
opora org rename 'Учебный округ' 'Учебный округ'
check "so is its own" exits 5
opora org rename a1 'Учебная школа № 9'
check "a school is renamed by the list of schools" exits 2
opora org rename 'Учебный округ' 'Завтрашний округ' --since 2999-01-01
check "nothing is renamed before the day has come" exits 2
opora check
check "everything is in order" exits 0

# Undo takes the later names of what it brought.
printf 'code;name;municipality\nc1;Учебная школа № 6;Третий учебный район\n' >third.csv
prepare import third.csv
prepare org rename 'Третий учебный район' 'Третий учебный округ'
opora undo 5
check "a batch goes with the names that its municipality got since" \
	is "$status$(sql "SELECT count(*) FROM org_name WHERE name LIKE 'Третий%'")" 00
done_testing

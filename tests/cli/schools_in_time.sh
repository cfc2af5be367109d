#!/bin/sh
# Schools in time: renaming, change of levels, closing, merger, split, branch; as it was on a day;
# figures across a reorganisation, which are compared only by an officer's choice.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1

# decision SCHOOL FILTER: what identify says of a school, by jq
decision() {
	jq -c ".decisions[] | select(.school == \"$1\") | $2" out
}

# low FILE SCHOOL YEAR...: the same low share in VPR5_MA in each of these years
low() {
	file=$1 school=$2
	shift 2
	[ -s "$file" ] || echo 'year;procedure;school;participants;low' >"$file"
	for year in "$@"; do
		echo "$year;VPR5_MA;$school;20;12" >>"$file"
	done
}

printf 'code;name;municipality;levels\nr1;Учебная школа № 1;Учебный район;НОО,ООО\nr2;Учебная школа № 2;Учебный район;НОО,ООО
r3;Учебная школа № 3;Учебный район;НОО,ООО\nr4;Учебная школа № 4;Учебный район;НОО\n' >schools.csv
prepare init
prepare import schools.csv
low first.csv r1 2023
prepare import first.csv

# Renaming and levels.
printf 'code;name;levels;since\nr1;Учебный лицей № 1;НОО,ООО,СОО;2022-09-01\n' >renamed.csv
opora import renamed.csv
check "a new name since a day needs no --replace: nothing is put aside" exits 0
opora identify --year 2023 --json
check "now the school has its new name" is "$(decision r1 .name)" '"Учебный лицей № 1"'
opora identify --year 2023 --on 2022-08-31 --json
check "as it was on the day before it has its old one" is "$(decision r1 .name)" '"Учебная школа № 1"'
check "the answer says of which day it is" json '.on == "2022-08-31"'
opora explain r1 --year 2023 --on 31.08.2022
check "people read it too" said '2022-08-31'
opora export schools --out then --on 2022-08-31
check "a list of schools of then has the name and the levels of then" \
	grep -q '^r1;Учебная школа № 1;.*НОО, \?ООО[;"]' then/schools.csv
opora export schools --out now
check "one of now those of now" grep -q '^r1;Учебный лицей № 1;.*СОО' now/schools.csv
opora identify --year 2023 --on 2022-08-31 --save
check "a saved run is of what is known now" exits 2
opora identify --year 2023 --on yesterday
check "a day is a day" exits 2
printf 'code;name;since\nr1;Учебная гимназия № 1;2021-09-01\n' >late.csv
opora import late.csv
check "a name of before the newest is a mistake that says so" is "$status $(grep -c 'since 2022-09-01' err)" '1 1'
prepare undo 3
opora identify --year 2023 --json
check "undo takes the new name back" is "$(decision r1 .name)" '"Учебная школа № 1"'
prepare import renamed.csv

# Levels decide what was offered in each year.
cat >ege.yaml <<'END'
id: ege
version: 1
title: {ru: "ЕГЭ", en: "EGE"}
basis: {document: "Учебный пример", status: local}
level: school
inputs:
  low: {of: [procedure, year], unit: person}
let:
  is_low(p, y): low[p, y] >= 1
result:
  count: count(is_low('EGE_RU', y) for y in years(year - 1 .. year) missing unknown)
END
prepare method add ege.yaml
prepare identify --year 2023 --method ege --save
check "before it taught that level the exam was not offered, after it there are no data" \
	is "$(sql "SELECT inputs FROM run_item WHERE org = (SELECT org FROM org_code WHERE code = 'r1')" |
		jq -c '[.reads[] | [.[1][1], .[3]]] | sort | unique')" '[["2022","not_offered"],["2023","no_data"]]'

# Merger: r2 passes into r3, which had figures before.
low figures.csv r2 2021 2022
low figures.csv r3 2022 2023
low figures.csv r4 2022 2023
prepare import figures.csv
opora identify --year 2023 --json
check "two low years in a row meet condition B" is "$(decision r3 .conditions.B)$(decision r4 .conditions.B)" truetrue
prepare identify --year 2023 --save
dump run run_item >runs_before
printf 'code;name;closed;successor\nr2;Учебная школа № 2;2022-08-31;r3\n' >merged.csv
opora import merged.csv
check "a merger is stored" exits 0
opora identify --year 2023 --json
check "the closed school is in no list any more" is "$(decision r2 .school)" ''
opora identify --year 2022 --json
check "but in those of its time" is "$(decision r2 .conditions.B)" true
check "nor is the other one touched in the year before the merger" is "$(decision r3 .compared_from)" null
opora identify --year 2023 --json
check "the pair of years across the merger is no data" \
	is "$(decision r3 '[.conditions.B, .settled, .compared_from]') $(jq -c '.decisions[] | select(.school == "r3") |
		.absent[] | select(.procedure == "VPR5_MA")' out)" \
	'[false,false,2023] {"procedure":"VPR5_MA","year":2022,"status":"no_data"}'
check "which makes nobody else's so" is "$(decision r4 '[.conditions.B, .compared_from]')" '[true,null]'
opora explain r3 --year 2023
check "the explanation says why" said 'figures before 2023 are not its own'

# The choice.
opora school join r4 r3
check "who did not pass into it can't be joined" exits 3
opora school join r2 r3 --json
check "an officer may join the predecessor's figures; the year is that of the merger" \
	json '.joined and .from == 2023'
opora identify --year 2023 --json
check "then the years are compared again" is "$(decision r3 '[.conditions.B, .compared_from, .joined]')" \
	'[true,null,[{"predecessor":"r2","before":2023}]]'
check "with the figures of both of them added" \
	is "$(decision r3 '[.cells[] | select(.year == 2022) | .participants, .low]')" '[40,24]'
opora explain r3 --year 2023
check "the explanation names the choice" said 'the predecessor r2 are joined'
opora school join r2 r3
check "a second time it is a conflict" exits 5
check "the choice is in the audit" is "$(sql "SELECT count(*) FROM audit WHERE action = 'school join'")" 1
opora school part r2 r3
check "it can be taken back" exits 0
opora school part r2 r3
check "once" exits 3
opora identify --year 2023 --json
check "then nothing is compared, as before" is "$(decision r3 '[.conditions.B, .settled]')" '[false,false]'
prepare school join r2 r3 --from 2022
opora identify --year 2023 --json
check "another year may be said: from it on the figures are its own" \
	is "$(decision r3 '[.cells[] | select(.year == 2022) | .participants]')" '[20]'

# Saved runs are what they were.
dump run run_item >runs_after
check "no saved run moved through all of this" cmp runs_before runs_after
opora check --json
check "and each is evaluated again bit for bit the same" json '.clean and .runs == 2'

# Split: r4 becomes two new schools; a branch; undo of it all.
printf 'code;name;municipality;levels;opened;closed;successor;parent\nr5;Учебная школа № 5;Учебный район;НОО;2023-09-01;;;
r6;Учебная школа № 6;Учебный район;НОО;2023-09-01;;;\nr4;Учебная школа № 4;;;;2023-08-31;r5; r6;
r7;Учебная школа № 3, филиал;;НОО;2023-09-01;;;r3\n' | sed 's/;r5; r6;/;"r5; r6";/' >split.csv
opora import split.csv
check "a school may pass into several" is "$status $(sql "SELECT count(*) FROM org_successor s
	JOIN org_code c ON c.org = s.org WHERE c.code = 'r4'")" '0 2'
low later.csv r5 2024
low later.csv r6 2024
low later.csv r7 2024
prepare import later.csv
opora identify --year 2024 --json
check "a new school has no earlier figures" is "$(decision r5 '[.conditions.B, .compared_from]')" '[false,2024]'
check "a branch is a school of its own" is "$(decision r7 .municipality)" '"Учебный район"'
prepare school join r4 r5
opora identify --year 2024 --json
check "unless those of the divided one are joined to it" is "$(decision r5 .conditions.B)" true
check "which joins them to no other" is "$(decision r6 .joined)" null
batch=$(sql "SELECT max(id) FROM batch WHERE name = 'split.csv'")
prepare undo $((batch + 1))
opora undo "$batch"
check "the split can be undone, and the choice that stood on it goes" \
	is "$status $(sql "SELECT count(*) FROM fact WHERE attribute LIKE 'joined.%'")" '0 1'
opora check
check "everything is in order" exits 0
printf 'code;name;successor\nr1;Учебный лицей № 1;r3\n' >nodays.csv
opora import nodays.csv --dry-run
check "a reorganisation without a day is warned of" grep -q "can't be told apart" out
done_testing

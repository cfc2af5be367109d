#!/bin/sh
# A name of a file is matched with a school: asked once, remembered, forgotten.
. "$(dirname "$0")/tap.sh"

opora() {
	run "$OPORA" --lang en --data "$dir" "$@"
}

cat >"$work/schools.csv" <<'END'
code;name;short_name;municipality;parent
demo01;Муниципальное учреждение «Учебная средняя школа № 1»;Учебная школа № 1;Учебный округ;
demo03;Учебная школа № 3;УШ 3;Учебный округ;
demo13;Учебная школа № 13;;Учебный округ;
demo31;Филиал Учебной школы № 3 в с. Ивановка;;Учебный округ;Учебная школа № 3
END
results() {
	{
		echo 'year;procedure;school;participants;low'
		for name in "$@"; do
			echo "2023;VPR5_MA;$name;20;5"
		done
	} >"$work/results.csv"
}

opora init
opora import "$work/schools.csv"
check "a head organisation may be called by its name" [ $status -eq 0 ]

results 'УЧЕБНАЯ ШКОЛА №3' 'demo13'
opora import "$work/results.csv"
check "a whole name that fits one school is taken as well as a code" [ $status -eq 0 ]
opora undo 2

results 'СОШ № 3'
opora import "$work/results.csv"
check "a name that is not whole is asked" [ $status -eq 1 ]
check "the schools that are alike are told with their code and score" \
	complained 'alike: УШ 3 (demo03,'
check "nothing else is proposed" not complained 'demo13'
opora imports --json
check "nothing is stored meanwhile" json '.batches | map(select(.undone_at == null)) | length == 1'

opora match 'СОШ № 3' --json
check "the name alone shows what is like it, best first" \
	json '.done == "proposed" and .schools[0].school == "demo03" and .schools[0].score >= 0.5'
opora match 'СОШ № 3' nosuch
check "a code that nobody has is refused" [ $status -eq 3 ]
opora match 'СОШ № 3' demo03
check "the answer is remembered" [ $status -eq 0 ]
opora import "$work/results.csv"
check "the next import takes it" [ $status -eq 0 ]
opora match --list --json
check "the list shows it" json '.schools == [{"said": "сош № 3", "school": "demo03",
	"name": "Учебная школа № 3"}]'

opora match 'СОШ №3' demo03
check "the same answer again changes nothing" [ $status -eq 0 ]
opora match 'СОШ №3' demo13
check "another answer is a conflict until the first is forgotten" [ $status -eq 5 ]
opora match 'Учебная школа № 13' demo03
check "the very name of a school can't be said of another" [ $status -eq 5 ]
opora match 'demo13' demo03
check "nor can its code" [ $status -eq 5 ]

opora match --forget 'СОШ № 3'
check "an answer can be forgotten" [ $status -eq 0 ]
opora match --forget 'СОШ № 3'
check "once" [ $status -eq 3 ]
opora undo 3
opora import "$work/results.csv"
check "then the name is asked again" [ $status -eq 1 ]

results 'Учебная школа № 3' 'demo03'
opora import "$work/results.csv"
check "a school called by name and by code in one file is one school" \
	complained 'stand in row 2 already'

printf 'год;процедура;код школы;школа;участников;ниже порога;статус\n' >"$work/form.csv"
printf '2023;VPR5_MA;demo03;Учебная школа № 13;20;5;\n' >>"$work/form.csv"
opora import "$work/form.csv"
check "a code beside the name of another school is a mistake" [ $status -eq 1 ]
printf 'год;процедура;код школы;школа;участников;ниже порога;статус\n' >"$work/form.csv"
printf '2023;VPR5_MA;demo03;Учебная школа № 3;20;5;\n2023;VPR5_RU;demo03;Учебная школа № 3;;;\n' \
	>>"$work/form.csv"
opora import "$work/form.csv"
check "a row of a form that nobody filled is left out" [ $status -eq 0 ]

opora match 'СОШ № 3' demo03
opora undo 4
opora undo 1
check "undo of the schools takes their answers with it" [ $status -eq 0 ]
opora match --list --json
check "so no answer points to a school that is gone" json '.schools == []'
opora check
check "and everything is in order" [ $status -eq 0 ]


printf 'code;name;codes\nq1;Учебный лицей;\n' >"$work/one.csv"
printf 'code;name;codes\nq1;Учебный лицей;"q1x,q1x"\n' >"$work/two.csv"
opora import "$work/one.csv" --json
first=$(jq '.files[0].batch' "$work/out")
opora import "$work/two.csv"
opora undo "$first"
check "a batch whose school got a code from a later one is undone after that one" [ $status -eq 5 ]

printf 'code;name;municipality\nt1;Учебная гимназия;Один\nt2;Учебная гимназия;Другой\n' >"$work/twins.csv"
opora import "$work/twins.csv"
results 'Учебная гимназия'
opora import "$work/results.csv"
check "a name that two schools have is asked, and both are told" complained '(t1, 100 %)'
check "nothing was stored for either" [ $status -eq 1 ]

# --- choosing among all schools ---
opora match --find 'ГИМНАЗИЯ учебн' --json
check "schools are found by parts of their words in any order" json '[.schools[] | .municipality] | sort == ["Другой", "Один"]'
code=$(sql "SELECT code FROM org_code WHERE scheme = 'school' ORDER BY code LIMIT 1")
opora match --find "$code" --json
check "and by their code" json "any(.schools[]; .school == \"$code\")"
opora match --find 'нигде'
check "what no school has is said" said 'no school has these words'
opora match --find 'гимн' 'Школа у реки'
check "one thing is asked at a time" exits 2
name=$(sql "SELECT n.name FROM org_name n WHERE n.replaced_by IS NULL AND n.org IN (SELECT id FROM org WHERE kind = 'school')
	GROUP BY n.name HAVING count(*) = 1 ORDER BY n.name LIMIT 1")
opora match 'Школа за мостом' "$name" --json
check "a school may be said by its whole name" json '.done == "remembered"'

done_testing

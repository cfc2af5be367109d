#!/bin/sh
# What stands beside figures: marks of classes, scores, the journal, federal lists of signs of bias.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1

# What the database says of schools, figures and what stands beside them.
state() {
	dump stat result org org_name fact org_code
}

# live FIELDS WHERE: of the live counts
live() {
	sql "SELECT $1 FROM stat s JOIN org_code c ON c.org = s.org WHERE s.live = 1 AND $2 ORDER BY c.code, s.class"
}

cat >schools.csv <<'END'
code;name;municipality;levels
edu1;Учебная школа № 1;Учебный район;НОО,ООО,СОО
edu2;Учебная школа № 2;Учебный район;НОО,ООО
edu3;Учебная школа № 3;Учебный район;НОО,ООО
END
prepare init
prepare import schools.csv
state >state.0

# --- the journal ---
# journal FILE LOWERED CONFIRMED RAISED
journal() {
	cat >"$1" <<END
Сравнение отметок с отметками по журналу
ВПР 2024 Математика 6 класс
Группы участников;Кол-во участников;Понизили, кол-во;Подтвердили, кол-во;Повысили, кол-во
Вся выборка;100;20;70;10
Учебная школа № 1 (edu1);10;$2;$3;$4
END
}
journal journal.csv 3 6 1
opora import journal.csv --json
check "a comparison with the journal is stored" json '.stored and .files[0].rows_stored == 1'
check "lowered, confirmed and raised stand in one row" is \
	"$(live 'c.code, procedure, year, wave, class, kind, participants, counts' "kind = 'journal'")" \
	'edu1|VPR6_MA|2024|main||journal|10|3;6;1'
state >state.1
sed 's/100;20;70;10/200;40;140;20/' journal.csv >journal_same.csv
opora import journal_same.csv --json
check "an equal one is a warning and is left out" \
	json '.stored and .files[0].rows_stored == 0 and .files[0].rows_same == 1'
journal journal_other.csv 5 5 0
opora import journal_other.csv
check "a different one is a mistake" exits 1
check "which says what stands there" complained '3;6;1 (batch 2)'
opora import journal_other.csv --replace
check "unless it is to replace" exits 0
check "then the new one lives" is "$(live counts "kind = 'journal'")" '5;5;0'
check "and the old one is put aside" is "$(sql 'SELECT live, replaced_by FROM stat WHERE batch = 2')" '0|4'
opora undo 2
check "a batch whose counts were replaced can't be undone before that" exits 5
opora undo 1
check "nor schools with counts" exits 5
check "the refusal names the counts" complained 'batch 4 (journal_other.csv)'
opora check
check "the check counts these rows" exits 0
prepare undo 4
check "undo revives what was replaced" is "$(live counts "kind = 'journal'")" '3;6;1'
prepare undo 3
state >state.now
check "and nothing else is left" cmp state.1 state.now
sql "UPDATE stat SET replaced_by = 1 WHERE batch = 2"
opora check
check "counts that are live and replaced at once are found" not exits 0
sql "UPDATE stat SET replaced_by = NULL WHERE batch = 2"
prepare undo 2

# --- scores ---
cat >scores.csv <<'END'
Распределение первичных баллов
ВПР 2024 Математика 6 класс
Группы участников;Кол-во участников;0;1;2;3;4;5;6;7;8;9
Учебная школа № 1 (edu1);8;0;0;12,5;0;25;12,5;0;37,5;12,5;0
Учебная школа № 9 (edu9);8;0;0;12,5;0;25;12,5;0;37,5;12,5;0
END
opora import scores.csv
check "scores of an unknown school are a mistake" exits 1
check "which names its code" complained 'edu9'
sed -i '/edu9/d' scores.csv
prepare import scores.csv
check "a distribution of scores becomes counts and a mean" is \
	"$(live 'c.code, kind, participants, counts, mean' "kind = 'scores'")" \
	'edu1|scores|8|0;0;1;0;2;1;0;3;1;0|5.5'
prepare undo 5

# --- pupils ---
cat >pupils.csv <<'END'
ВПР 2024 Математика 6 класс
ОО;Название ОО;Код участника;Класс;Первичный балл;Отметка
edu1;Учебная школа № 1;60001;6А;3;2
edu1;Учебная школа № 1;60002;6А;9;4
edu1;Учебная школа № 1;60003;6Б;9;4
END
opora import pupils.csv --json
check "a table of pupils is stored as a school, its classes and its scores" \
	json '.stored and .files[0].rows_stored == 4'
check "each class has its marks and mean" is \
	"$(live 'class, participants, counts, mean' "kind = 'marks'")" '6А|2|1;0;1;0|6
6Б|1|0;0;1;0|9'
check "the school has its scores" is "$(live 'participants, counts, mean' "kind = 'scores'")" \
	'3|0;0;0;1;0;0;0;0;0;2|7'
check "the school has its figure" is "$(sql 'SELECT participants, low FROM result WHERE live = 1')" '3|1'
opora check
check "the check counts all of them" exits 0
prepare undo 6
state >state.now
check "undo takes them all away" cmp state.0 state.now

# --- lists of signs ---
cat >signs.csv <<'END'
Логин;Наименование ОО;4 РУ;4 МА;5 РУ;5 МА;Количество маркеров
edu1;Учебная школа № 1;1;0;0;1;2
edu2;Учебная школа № 2;0;1;0;0;1
END
opora import signs.csv
check "a list of signs without a year is refused" exits 1
check "with what to do" complained '--year'
opora import signs.csv --year 2024 --json
check "with the year it is stored" json '.stored and .files[0].rows_stored == 2 and .files[0].rows_read == 2'
check "signs are facts of the year" is \
	"$(sql "SELECT attribute, since, value FROM fact f JOIN org_code c ON c.org = f.org WHERE c.code = 'edu1' AND attribute LIKE 'bias%' ORDER BY attribute")" \
	'bias.MA4|2024-01-01|0
bias.MA5|2024-01-01|1
bias.RU4|2024-01-01|1
bias.RU5|2024-01-01|0'
opora identify --year 2024 --method bias-signs-fioko-2019 --json
check "the method then lists the marked schools" json '[.decisions[].school] == ["edu1", "edu2"]'
opora identify --year 2023 --method bias-signs-fioko-2019 --json
check "and of another year none" json '.decisions == []'
opora check
check "the check counts schools of a list" exits 0
state >state.2
sed 's/edu2;.*/edu2;Учебная школа № 2;0;1;1;0;2/' signs.csv >signs_other.csv
opora import signs_other.csv --year 2024
check "other signs of the same year are a mistake" exits 1
check "which names the school" complained 'edu2'
opora import signs_other.csv --year 2024 --replace --json
check "unless they are to replace; equal ones are left out" \
	json '.stored and .files[0].rows_stored == 1 and .files[0].rows_same == 1'
opora check
check "and the count still holds" exits 0
opora undo 7
check "a replaced list can't be undone first" exits 5
prepare undo 8
state >state.now
check "undo gives the old signs back" cmp state.2 state.now
prepare import signs_other.csv --year 2023
opora identify --year 2023 --method bias-signs-fioko-2019 --json
check "the list of another year stands beside" json '[.decisions[].school] == ["edu1", "edu2"]'
prepare undo 9
prepare undo 7
state >state.now
check "nothing is left" cmp state.0 state.now

printf 'Наименование ОО;Муниципалитет\nУчебная школа № 1;Учебный район\n' >letter.csv
opora import letter.csv
check "a list received by letter is recognised and has no place yet" exits 1
check "it is told so" complained 'school-list'
cat >letter.yaml <<'END'
name: letter
kind: list
columns:
  - {is: school_name, at: A, need: true}
END
opora import letter.csv --map letter.yaml --year 2024
check "nor has a list without signs read by a mapping" exits 1
state >state.now
check "and nothing of them is stored" cmp state.0 state.now
# --- classes too small to be shown ---
rm -rf "$dir"
mkdir "$dir"
prepare init
prepare import schools.csv
# pupils FILE MARK
pupils() {
	cat >"$1" <<END
02 - Математика 2024.06.06
№;Код ОО;Класс;Фамилия;Имя;Отчество;Серия;Номер;Первичный балл;Оценка
1;edu1;9Ю;;;;;;20;$2
2;edu1;9Б;;;;;;20;4
END
}
pupils one.csv 3
prepare import one.csv
check "the class of one pupil is stored" is "$(live counts "class = '9Ю'")" '0;1;0;0'
pupils other.csv 5
opora import other.csv
check "another mark of it is a mistake" complained 'edu1, 9Ю'
check "which does not say the mark that stands there" not complained '0;1;0;0'
opora import other.csv --json
check "not in JSON either" not said '0;1;0;0'
for what in results schools; do
	prepare export $what --out "$work/export.$what"
	check "no class leaves with the exported $what" not grep -rq '9Ю' "$work/export.$what"
done

done_testing

#!/bin/sh
# The year of a coordinator: computed, received with three differences, drafted, decided, told,
# objected to, approved, frozen; then a figure changes, and the frozen list stays.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1

# rows_of_audit: how many there are
rows_of_audit() {
	sql "SELECT count(*) FROM audit"
}

# writes_once "sentence" WORDS...: the command succeeds and leaves exactly one audit row
writes_once() {
	sentence=$1
	shift
	before=$(rows_of_audit)
	opora "$@"
	check "$sentence" is "$status $(($(rows_of_audit) - before))" '0 1'
}

# refuses "sentence" STATUS "words" WORDS...: it fails so, and nothing is written
refuses() {
	sentence=$1
	code=$2
	words=$3
	shift 3
	dump listing listing_item acquaintance objection document >before.refused
	opora "$@"
	check "$sentence" exits "$code"
	check "  and says why" complained "$words"
	dump listing listing_item acquaintance objection document >after.refused
	check "  and writes nothing" cmp before.refused after.refused
}

# tampered "sentence" SQL: on a copy, a change behind the program's back is found by check
tampered() {
	whole=$dir
	dir=$work/copy
	clone "$whole" "$dir"
	sql "$2"
	opora check --json
	check "$1" is "$status $(jq -r .clean "$work/out")" '6 false'
	dir=$whole
}

prepare demo

# July: computed.
writes_once "a computed list is one change with its run" list make --year 2023 --kind results --json
check "it has the schools that meet the conditions" json '.list == 1 and .included == 5 and .state == "fixed"'
check "and is sealed" json '.sha256 | length == 64'
check "the audit names the list, not the run" is \
	"$(sql "SELECT object_kind, object_id FROM audit WHERE action = 'list make'")" 'list|1'
cat >nobody.yaml <<'END'
id: nobody
version: 1
title: {ru: "Доля", en: "Share"}
basis: {document: "Учебный пример", status: local}
level: school
inputs:
  low: {of: [procedure, year], unit: person}
result:
  low: low['VPR5_MA', year]
END
prepare method add nobody.yaml
refuses "a method that lists nobody makes no list" 1 'no result' \
	list make --year 2023 --kind bias --method nobody
refuses "a year without figures makes no list" 1 'no figures for 2014/15' list make --year 2015 --kind results

# The region's letter: demo05 and demo13 are not named, demo07 is.
cat >letter.csv <<'END'
№;Школа;Основание
1;demo03;низкие результаты
2;Учебная школа № 4;
3;demo07;по обращению
4;demo11;
END
sed 's/demo11/demo99/; s/demo07/demo03/' letter.csv >wrong.csv
refuses "a table with mistakes is refused" 1 'the list has mistakes' list receive wrong.csv --year 2023 \
	--kind results --letter-number 118 --letter-day 2023-09-03 --from "Министерство"
check "each mistake with its row: a school that is not known" complained 'row 5'
check "and one that stands twice" complained 'the same school stands in row 2 already'
refuses "without schools nothing is received" 2 'which schools' list receive --year 2023 \
	--kind results --letter-number 118 --letter-day 2023-09-03 --from "Министерство"
refuses "a school that is said twice is told" 1 'the list has mistakes' list receive --school demo03 --school "Учебная школа № 3" \
	--year 2023 --kind results --letter-number 118 --letter-day 2023-09-03 --from "Министерство"
check "by its words" complained 'stands in the list already'
writes_once "a list is received with its letter" list receive letter.csv --year 2023 --kind results \
	--letter-number 118 --letter-day 03.09.2023 --from "Министерство" --json
check "with its four schools" json '.list == 2 and .included == 4'
opora list show 2 --json
check "each knows its row in the table" json '[.schools[] | .row] | sort == [2, 3, 4, 5]'
check "and the letter" json 'all(.schools[]; .by == "letter" and .document.number == "118")'
check "and the reason that the letter gives" json \
	'[.schools[] | select(.school == "demo07") | .reason] == ["по обращению"]'
check "the letter keeps the table" is "$(sql "SELECT count(*) FROM document d JOIN file f ON f.sha256 = d.file")" 1

# The differences.
opora list compare 1 2 --json
check "three schools stand in one list only" json '.both == 3 and [.differences[].school] == ["demo05", "demo13", "demo07"]'
check "the school that only the letter names does not meet the conditions" json \
	'.differences[2] | .only_in == "second" and .explained and (.out | contains("does not meet"))'
check "that the letter does not name two is not explained" json \
	'.unexplained == 2 and ([.differences[] | select(.explained | not) | .school] == ["demo05", "demo13"])'
opora list compare 1 2
check "people read that it is not explained" said 'The difference is not explained'

# The draft.
writes_once "a draft begins as a copy" list draft --from 1 --json
check "with the schools of its base and the term of the order" json '.list == 3 and .state == "draft" and .included == 5'
refuses "the computed list itself can't be edited" 5 'never changes' \
	list include 1 demo07 --reason "…" --document 4 --day 2023-09-05
writes_once "a school enters by decision" list include 3 demo07 --reason "Назван регионом" \
	--document 4 --day 2023-09-05
writes_once "and leaves by decision" list exclude 3 demo13 --reason "Объединяется" --document 4 --day 2023-09-05
refuses "a school does not enter twice" 5 'already' \
	list include 3 demo07 --reason "…" --document 4 --day 2023-09-05
refuses "a change on a state that somebody changed is refused" 5 'meanwhile' \
	list exclude 3 demo03 --reason "…" --document 4 --day 2023-09-05 --rev 1
opora list show 3 --json
check "the computed outcome stays beside the decision" json \
	'[.schools[] | select(.by == "decision") | [.school, .included, .meets_conditions]] == [["demo07", true, "no"], ["demo13", false, "yes"]]'
check "one document serves both decisions" is "$(sql "SELECT count(*) FROM document WHERE kind = 'decision'")" 1
opora list compare 1 3 --json
check "by decision every difference is explained" json '.unexplained == 0 and (.differences | length) == 2'

# Acquaintance and objections. 6 September 2023 is a Wednesday: five working days end on the 13th.
for school in demo03 demo04; do
	prepare list acquaint 3 $school --how letter --letter 77 --day 2023-09-06
done
refuses "an order does not pass over a school that was not told" 5 'Учебная школа № 5 was not acquainted' \
	list approve 3 --order-number 212 --order-day 2023-09-15 --title "О перечне" --basis "Приказ региона"
writes_once "a school is acquainted" list acquaint 3 demo05 --how signature --day 2023-09-05 --json
check "and may object for five working days" json '.state == "sent" and .objections_until == "2023-09-12"'
writes_once "said again it corrects the day" list acquaint 3 demo05 --how signature --day 2023-09-06 --json
check "and the term" json '.objections_until == "2023-09-13"'
refuses "one says a school or all, not both" 2 'say one' list acquaint 3 demo03 --all --how letter
writes_once "those who were not told yet are acquainted by one letter" \
	list acquaint 3 --all --how letter --letter 77 --day 2023-09-06 --json
check "with how many they are" json '.acquainted == 2 and .included == 5 and .objections_until == "2023-09-13"'
check "the audit names them" is "$(sql "SELECT d.changes FROM audit a JOIN audit_detail d ON d.audit = a.id
	WHERE a.action = 'list acquaint' ORDER BY a.id DESC LIMIT 1" | jq -c .schools)" '["demo07","demo11"]'
refuses "when all are told nobody is left" 5 'acquainted with it already' list acquaint 3 --all --how letter
refuses "a school outside the list has nothing to be told" 3 'does not stand' list acquaint 3 demo09 --how letter
writes_once "an objection in time, on the school's letter" list object 3 demo05 --about inclusion \
	--text "Показатели изменились" --day 2023-09-13 --letter 12 --letter-day 2023-09-12 --json
check "is in time" json '.objection == 1 and (.late | not)'
writes_once "a late objection is taken, too" list object 3 demo04 --about figure --text "Проверьте" --day 2023-09-14 --json
check "and marked" json '.objection == 2 and .late'
refuses "an order does not pass over an open objection" 5 'objection 1 of the school demo05' \
	list approve 3 --order-number 212 --order-day 2023-09-15 --title "О перечне" --basis "Приказ региона"
writes_once "an objection is decided" list decide 1 --decision rejected --reason "Показатели верны" \
	--document 15 --day 2023-09-14
refuses "once" 5 'decided already' list decide 1 --decision accepted --reason "…" --document 16
prepare list decide 2 --decision rejected --reason "Показатели верны" --document 16 --day 2023-09-14
opora list show 3
check "the coordinator's entry names the school's letter" said 'entered by the coordinator on the letter No. 12'
check "the late one is marked" said 'demo04, 14 Sep 2023, late'

# The order.
refuses "an order does not pass before the term is over" 5 'may object until 13 Sep 2023' \
	list approve 3 --order-number 212 --order-day 2023-09-13 --title "О перечне" --basis "Приказ региона"
refuses "results that need a basis need it named" 1 '--basis' \
	list approve 3 --order-number 212 --order-day 2023-09-15 --title "О перечне"
writes_once "then the list is approved" list approve 3 --order-number 212 --order-day 2023-09-15 \
	--title "О перечне" --basis "Приказ региона № 1" --json
check "and sealed" json '.state == "approved" and (.sha256 | length) == 64'
sha=$(jq -r .sha256 "$work/out")
refuses "after that nothing of it changes: no school" 5 'never changes' \
	list exclude 3 demo03 --reason "…" --document 4 --day 2023-09-20
refuses "no acquaintance" 5 'never changes' list acquaint 3 demo03 --how letter
refuses "no objection" 5 'never changes' list object 3 demo03 --about other --text "…"
refuses "no second order" 5 'never changes' \
	list approve 3 --order-number 213 --order-day 2023-09-16 --title "О перечне" --basis "Приказ региона"
opora list show 3 --json
check "it carries what it is for, and what VPR is not" json \
	'(.sentences | length) == 2 and (.sentences[0].en | contains("incentive")) and (.sentences[1].ru | contains("ВПР"))'
check "and the basis of use" json '.basis == "Приказ региона № 1"'
check "nothing it read has changed" json '.inputs_changed == 0'
opora list show 3
check "people read them, too" said 'VPR results were used to organise'

# The snapshot is JSON with what the decision stood on.
sql "SELECT snapshot FROM listing WHERE id = 3" >snapshot.json
check "the snapshot has its digest" is "$(tr -d '\n' <snapshot.json | sha256sum | cut -c 1-64)" "$sha"
check "and in it outcome, conditions and rows of figures" is \
	"$(jq -r '[.schools[] | select(.school == "demo03") | .outcome.listed, (.inputs.sources | length > 0), (.conditions | has("A"))] | @csv' snapshot.json)" \
	'true,true,true'

# A figure is replaced later.
printf 'year;procedure;school;participants;low\n2023;VPR5_MA;demo03;20;1\n' >later.csv
prepare import later.csv --replace
dump listing listing_item >frozen.after
opora list show 3 --json
check "the list says which figures it read are others now" json \
	'.inputs_changed == 2 and .changed[0].school == "demo03" and ([.changed[].input] == ["participants VPR5_MA 2023", "low VPR5_MA 2023"])'
check "its seal stays" json ".sha256 == \"$sha\""
opora list verify 3 --json
check "and it is what was sealed" json '.whole'
prepare undo 3
opora list show 3 --json
check "after undo nothing has changed" json '.inputs_changed == 0'
opora check --json
check "check looks at sealed lists and is content" json '.clean and .lists == 3'

# Behind its back.
tampered "a school added to a sealed list is found" \
	"INSERT INTO listing_item SELECT 3, id, 1, 'method', '', NULL, '', 0 FROM org WHERE kind = 'school' AND id NOT IN (SELECT org FROM listing_item WHERE listing = 3)"
tampered "a changed reason is found" "UPDATE listing_item SET reason = 'x' WHERE listing = 3 AND by = 'decision'"
tampered "a changed snapshot is found" "UPDATE listing SET snapshot = replace(snapshot, 'true', 'false') WHERE id = 1"
tampered "a changed order is found" "UPDATE document SET number = '213' WHERE kind = 'order'"
tampered "a changed answer is found" "UPDATE objection SET state = 'accepted' WHERE id = 1"
opora list show 3 --json
check "a list tells who did what with it, newest first" \
	json '[.history[].action] | .[0] == "list approve" and .[-1] == "list draft" and index("list object") and index("list decide")'
tampered "a changed day of acquaintance is found" "UPDATE acquaintance SET day = '2023-09-01' WHERE listing = 3"

# A second order amends the first.
prepare list draft --from 3 --term 3
prepare list exclude 4 demo07 --reason "По уточнённому письму" --document 9 --day 2023-10-02
refuses "a copy starts its own acquaintance" 5 'was not acquainted' list approve 4 --order-number 300 \
	--order-day 2023-10-10 --title "О внесении изменений" --basis "Приказ региона № 1"
writes_once "a reason lets the order not wait" list approve 4 --order-number 300 --order-day 2023-10-10 \
	--title "О внесении изменений" --basis "Приказ региона № 1" --hurry "Школы ознакомлены с приказом № 212"
opora lists --year 2023 --json
check "the lists of the year stand newest first" json \
	'[.lists[] | [.list, .state]] == [[4, "approved"], [3, "approved"], [2, "fixed"], [1, "fixed"]]'
opora lists --year 2022 --json
check "another year has none" json '.lists == []'

# Other kinds.
writes_once "leader schools are a list of the same kind" list make --year 2023 --kind leader --method leader-schools
refuses "lists of different kinds are not compared" 1 'different kinds' list compare 1 5
refuses "a list that is not there is not found" 3 'there is no list 99' list show 99

# Schools of a list can't be undone away.
dir=$work/small
mkdir "$dir"
printf 'code;name;municipality\ns1;Учебная школа № 1;Учебный район\n' >schools.csv
prepare init
prepare import schools.csv
prepare list receive --school s1 --year 2023 --kind risk --letter-number 1 --letter-day 2023-09-01 --from "Министерство"
opora undo 1
check "schools that a list names can't be undone" exits 5
check "the refusal names the list" complained 'list 1'
prepare list draft --from 1
prepare list approve 2 --order-number 1 --order-day 2023-09-20 --title "О перечне" --hurry "Решение региона"
opora check
check "a list without a computation is sealed, too" exits 0
done_testing

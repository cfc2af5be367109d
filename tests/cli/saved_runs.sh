#!/bin/sh
# Saved runs hold a copy of what they read; opora check evaluates them again and finds tampering.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1

runs() {
	dump run run_item
}

# tampered "sentence" SQL: on a copy of the database, a change behind the program's back is found
tampered() {
	whole=$dir
	dir=$work/copy
	clone "$whole" "$dir"
	sql "$2"
	opora check --json
	check "$1" is "$status $(jq -r .clean "$work/out")" '6 false'
	cp "$work/out" "$work/checked"
	opora explain demo03 --run 1
	told=$status
	cp "$work/checked" "$work/out"
	dir=$whole
}

# finds "sentence" WORDS: the check that just ran says so
finds() {
	check "$1" json "any(.findings[]; contains(\"$2\"))"
}

prepare demo
opora identify --year 2023 --save --json
check "a saved run tells its number" json '.run == 1'
opora identify --year 2023 --save --json --param n_min=10 --method rosobrnadzor-847@1
check "another is another" json '.run == 2 and .counts.listed == 4'
opora identify --year 2023 --json
check "without --save nothing is kept" json '.run == null'
check "a run holds every school there was" is "$(sql 'SELECT run, count(*) FROM run_item GROUP BY run ORDER BY run')" '1|13
2|13'
check "saving leaves an audit row" is "$(sql "SELECT object_kind, object_id FROM audit WHERE action = 'identify'")" 'run|1
run|2'
runs >before
opora check --json
check "check evaluates both again and is content" json '.clean and .runs == 2'

# Looked through.
opora runs --json
check "they are listed, newest first, with who made them and what they said" \
	json '[.runs[] | [.run, .counts.listed, .counts.schools]] == [[2, 4, 13], [1, 5, 13]] and (.runs[0].actor | startswith("cli:"))'
check "and the parameters that differ from the method's own" json '[.runs[].params] == [{"n_min": "10"}, {}]'
opora runs --method rosobrnadzor-847@2 --json
check "a method with no run has none" json '.runs == []'
opora runs --before 2 --json
check "earlier ones are asked for by number" json '[.runs[].run] == [1]'
prepare list make --year 2023 --kind results
opora runs --json
check "a list names the run it rests on" json '.runs[0] | [.run, .lists] == [3, [1]]'
prepare run make --year 2023
opora run show 4 --json
check "a run is made as identify --save makes one" json '.run == 4 and .counts.listed == 5'
opora run show 9
check "a run that is not there is not found" exits 3
opora run show 2 --json
check "a run tells what it said of each school" \
	json '[.decisions[] | select(.listed)] | length == 4 and all(.[]; .conditions | any(.[]; . == true))'
sql 'DELETE FROM listing_item'
sql 'DELETE FROM listing'
sql 'DELETE FROM run_item WHERE run > 2'
sql 'DELETE FROM run WHERE id > 2'

# reasons NAME OPTIONS: the explanation of every school, into files of that name.
reasons() {
	to=$1
	shift
	for n in 01 02 03 04 05 06 07 08 09 10 11 12 13; do
		opora explain demo$n "$@" --json
		jq -S '.decisions[0]' "$work/out" >"$to$n"
	done
}

# same A B: the explanations are the same, each of them
same() {
	for n in 01 02 03 04 05 06 07 08 09 10 11 12 13; do
		[ -s "$1$n" ] && cmp "$1$n" "$2$n" || return 1
	done
}
reasons then1 --year 2023
reasons then2 --year 2023 --param n_min=10
opora explain demo09 --run 1 --json
check "why at a run tells that nothing changed since" \
	json '.as_of_run | .run == 1 and .now == "not" and .inputs_changed == 0 and .changed == []'
opora explain demo09 --run 1 --param n_min=10
check "a run has its own parameters" exits 2
opora explain demo09 --run 9
check "why at a run that is not there is not found" exits 3

# What happens to figures later does not touch them.
printf 'year;procedure;school;participants;low;wave\n2023;VPR5_MA;demo09;20;19;\n2023;VPR6_MA;demo09;20;19;\n' >later.csv
prepare import later.csv --replace
opora identify --year 2023 --json
check "new figures change the answer of today" json 'any(.decisions[]; .school == "demo09" and .listed)'
runs >after
check "but no saved run" cmp before after
opora run show 1 --json
check "what a run said stays, and figures that are others now are counted" json '.counts.listed == 5 and .inputs_changed > 0'
reasons kept1 --run 1
check "why at the run is what it was then, for every school, figure by figure" same then1 kept1
reasons kept2 --run 2
check "and by the parameters of the run" same then2 kept2
reasons now --year 2023
check "why of today is not" is "$(same then1 now >/dev/null 2>&1 || echo other)" other
opora explain demo09 --run 1 --json
check "the verdict of today stands beside it, with each figure that is another now" \
	json '.as_of_run.now == "meets" and (.decisions[0].listed | not) and .as_of_run.inputs_changed == 4
		and any(.as_of_run.changed[]; .input == "low VPR5_MA 2023" and .now == "19")'
opora explain demo09 --run 1
check "in words, too" said 'Now, by the same method and parameters: meets the conditions.'
check "a figure stands with the file it was read from" said 'All figures are from the file results.csv'
printf 'code;name;municipality;closed\ndemo09;Учебная школа № 9;Учебный район;2021-08-31\n' >closed.csv
prepare import closed.csv
opora explain demo09 --run 1
check "of a school that is closed now it is said" said 'Now there is no such school in that year.'
reasons closed --run 1
check "and why then stays" same then1 closed
prepare undo 4
prepare undo 3
prepare undo 2
reasons undone --run 1
check "even when the figures are gone" same then1 undone
runs >after
check "nor does undoing the figures they read" cmp before after
opora check
check "and check is content still" exits 0
check "each figure keeps file and row it came from" is \
	"$(sql 'SELECT inputs FROM run_item WHERE run = 1 LIMIT 1' | jq -c '.sources[0] | [.[1], .[4], .[6] > 1]')" \
	'[2022,"results.csv",true]'

# A method that looks at other schools.
first=$dir
dir=$work/groups
prepare demo
cat >groups.yaml <<'END'
id: groups
version: 1
title: {ru: "Сосед", en: "Neighbour"}
basis: {document: "Учебный пример", status: local}
level: school
inputs:
  participants: {of: [procedure, year], unit: person}
let:
  all: sum(participants['VPR5_MA', year] for s in schools(municipality) missing skip)
result:
  listed: participants['VPR5_MA', year] * 14 > all
END
opora method add groups.yaml
grouped=$status
opora identify --year 2023 --method groups --json
check "a method over groups runs" is "$grouped $status" "0 0"
opora identify --year 2023 --method groups --save --json
check "and is saved" json '.run == 1'
opora check --json
check "check evaluates it again with all its schools" json '.clean and .runs == 1'
reasons then --year 2023 --method groups
prepare import "$work/later.csv" --replace
opora check
check "later figures of its schools do not touch it" exits 0
reasons kept --run 1
check "nor what it said of each and why" same then kept
tampered "a changed figure of one of them is found" \
	"UPDATE run_item SET inputs = replace(inputs, '[\"participants\",[\"VPR5_MA\",\"2023\"],\"', '[\"participants\",[\"VPR5_MA\",\"2023\"],\"9') WHERE org = (SELECT max(org) FROM run_item)"
finds "and shows in others" "outcome"
dir=$first

# Behind its back.
tampered "a changed outcome is found" \
	"UPDATE run_item SET outcome = replace(outcome, 'true', 'false') WHERE run = 1"
finds "and named by its run" "saved run 1"
check "no reason is told for it" is $told 5
tampered "a changed condition is found" \
	"UPDATE run_item SET conditions = replace(conditions, 'false', 'true') WHERE run = 2"
tampered "a changed settled is found" "UPDATE run_item SET settled = 1 - settled WHERE run = 1"
tampered "a changed input is found" "UPDATE run_item SET inputs = replace(inputs, '\"10\"', '\"11\"') WHERE run = 1"
finds "as changed inputs" "inputs were changed"
tampered "inputs that are no JSON are found" "UPDATE run_item SET inputs = '[' WHERE run = 1"
tampered "inputs of another shape are found" "UPDATE run_item SET inputs = '{\"reads\":[1,[],[2],{\"a\":3}]}' WHERE run = 1"
check "and no reason is told by them" is $told 5
tampered "a removed school is found" "DELETE FROM run_item WHERE org = (SELECT min(org) FROM run_item)"
tampered "a changed parameter is found" "UPDATE run SET params = '[\"n_min=99\"]' WHERE id = 1"
tampered "a changed year is found" "UPDATE run SET year = 2022 WHERE id = 1"
tampered "a changed audit row is found" "UPDATE audit SET actor = 'cli:7' WHERE id = 2"
finds "and its number told" "row 2"
tampered "changed details of an audit row are found" "UPDATE audit_detail SET changes = '{}' WHERE audit = 2"
tampered "a removed audit row is found" "DELETE FROM audit_detail WHERE audit = 2; DELETE FROM audit WHERE id = 2"
tampered "a batch without its figures is found" \
	"UPDATE batch SET undone_at = NULL WHERE id = 2"
whole=$dir
dir=$work/copy
clone "$whole" "$dir"
find "$dir/files" -type f | head -n 1 | while read -r file; do printf x >>"$file"; done
opora check
check "a changed original is found" exits 6
find "$dir/files" -type f -delete
opora check
check "missing originals are found" exits 6
dir=$whole
sql "DELETE FROM audit_detail WHERE audit = 2"
opora check
check "details erased by decision do not break the chain" exits 0
done_testing

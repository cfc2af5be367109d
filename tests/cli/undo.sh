#!/bin/sh
# opora undo: a batch goes whole, what it replaced lives again, and nothing loses its ground.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1

# What the database says of schools and figures, without batches, files and audit.
state() {
	dump result org org_name fact org_code org_successor
	sql "SELECT * FROM setting WHERE key <> 'audit.head'"
}

# rows FILE ROWS...: results
rows() {
	file=$1
	shift
	{
		echo 'year;procedure;school;participants;low'
		printf '%s\n' "$@"
	} >"$file"
}

cat >schools.csv <<'END'
code;name;municipality;levels;codes;closed;successor
s1;Учебная школа № 1;Учебный район;НОО,ООО,СОО;x1;;
s2;Учебная школа № 2;Учебный район;НОО,ООО;;31.08.2022;s1
END
cat >more.csv <<'END'
code;name;municipality;levels;codes
s1;Учебный лицей № 1;Учебный район;ООО,СОО;z1
s3;Учебная школа № 3;Другой район;НОО;z3
END
rows first.csv '2023;VPR5_MA;s1;10;3' '2023;VPR6_MA;s1;10;3'
rows second.csv '2023;VPR5_MA;s1;10;4' '2022;VPR5_MA;s1;10;5'
rows third.csv '2023;VPR5_MA;s1;10;5'

prepare init
state >state.0
prepare import schools.csv
state >state.1
prepare import first.csv
state >state.2
prepare import second.csv --replace
state >state.3
prepare import third.csv --replace

opora undo 3
check "a batch whose figure a later one replaced can't be undone before it" exits 5
check "the refusal names the later batch" complained 'batch 4 (third.csv)'
opora undo 1
check "schools that figures stand on can't be undone" exits 5
check "the refusal names the figures" complained 'batch 4 (third.csv)'
opora undo 4 --json
check "the last batch is undone" json '.batch == 4 and .file == "third.csv" and .rows_removed == 1'
state >state.now
check "all stands as before it" cmp state.3 state.now
opora check
check "a clean database is left" exits 0
opora undo 4
check "undoing twice is a conflict" exits 5
opora batch 4 --json
check "the batch tells who loaded and who undid it" json '[.history[].action] == ["undo", "import"]'
opora undo 99
check "a batch that never was is not found" exits 3
opora undo 0
check "batch 0 is wrong usage" exits 2
opora import third.csv --replace --json
check "the same file can be loaded again after its undo" json '.stored and .files[0].batch == 5'
opora imports --json
check "the list keeps the undone batch with its instant" \
	json '[.batches[] | select(.undone_at != null) | .batch] == [4]'
prepare undo 5
prepare undo 3
state >state.now
check "undo revives what the batch had replaced" cmp state.2 state.now
check "the revived figure is live and names no other batch" is \
	"$(sql "SELECT low, live, replaced_by FROM result WHERE procedure = 'VPR5_MA'")" '3|1|'

# Schools that changed: names, facts, codes, a new municipality.
prepare import more.csv --replace
opora undo 1
check "schools that a later list of schools changed can't be undone before it" exits 5
prepare undo 6
state >state.now
check "undoing a list of schools gives names, levels and codes back" cmp state.2 state.now
prepare undo 2
state >state.now
check "without figures only the schools are left" cmp state.1 state.now
printf 'code;name;codes\ns1;Учебная школа № 1;q1\n' >codes.csv
prepare import codes.csv
opora undo 1
check "schools to which a later list gave codes can't be undone before it" exits 5
check "the refusal names that list" complained '(codes.csv)'
prepare undo 7
prepare undo 1
state >state.now
check "with the schools undone nothing is left, neither region nor municipality" cmp state.0 state.now
opora check
check "the empty database is clean" exits 0
check "each undo left an audit row" is "$(sql "SELECT count(*) FROM audit WHERE action = 'undo'")" 7

# Schools made by figures.
prepare import first.csv
prepare import second.csv --replace
opora undo 8
check "figures that made schools can't be undone under later figures of them" exits 5
prepare undo 9
prepare undo 8
state >state.now
check "figures that made schools take them away" cmp state.0 state.now

# A list of schools that puts schools made by figures in their place.
prepare import first.csv
state >state.bare
batch=$(sql "SELECT max(id) FROM batch")
prepare import schools.csv
prepare undo $((batch + 1))
state >state.now
check "undoing a list of schools puts schools made by figures back where they stood" \
	cmp state.bare state.now
prepare undo "$batch"

# A saved run keeps its schools.
prepare import schools.csv
prepare import first.csv
prepare identify --year 2023 --save
prepare undo $((batch + 3))
opora undo $((batch + 2))
check "schools of a saved run can't be undone" exits 5
check "the refusal names the run" complained 'saved run 1'
done_testing

#!/bin/sh
# opora import --fix and --leave-out: a file with mistakes is corrected by hand, and stays as it came.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1

cat >schools.csv <<'E'
code;name;municipality;region
s1;Учебная школа № 1;Учебный район;Учебная область
s2;Учебная школа № 2;Учебный район;Учебная область
E
cat >bad.csv <<'E'
year;procedure;school;participants;low
2023;VPR5_MA;s1;10;13
2023;VPR6_MA;s1;10;3
2023;VPR5_MA;s2;27;8
2023;VPR5_MA;s2;27;9
2023;VPR6_MA;s2;27
E
# a workbook of two sheets, by hand
sheet() {
	echo "<table:table table:name=\"$1\">"
	while IFS=';' read -r a b c d e; do
		echo '<table:table-row>'
		for cell in "$a" "$b" "$c" "$d" "$e"; do
			echo "<table:table-cell office:value-type=\"string\"><text:p>$cell</text:p></table:table-cell>"
		done
		echo '</table:table-row>'
	done
	echo '</table:table>'
}
{
	echo '<?xml version="1.0" encoding="UTF-8"?><office:document
		xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
		xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
		xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
		office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet>'
	printf '%s\n' 'year;procedure;school;participants;low' '2022;VPR5_MA;s1;10;2' | sheet 'Лист 1'
	printf '%s\n' 'year;procedure;school;participants;low' '2022;VPR6_MA;s1;десять;2' | sheet "Класс '6'!"
	echo '</office:spreadsheet></office:body></office:document>'
} >two.fods

prepare init
prepare import schools.csv
before=$(dump batch result correction)

opora import bad.csv --json
check "as it came it has three mistakes" json '.files[0].errors == 3'
opora import bad.csv --fix E2=3 --fix e6=4 --leave-out 5 --dry-run --json
check "corrected, nothing is wrong with it" exits 0
check "a dry run tells what was and what is read instead" json '.files[0].corrections == [
	{"sheet": "", "row": 2, "column": "E", "was": "13", "became": "3"},
	{"sheet": "", "row": 5, "left_out": true, "was": "2023; VPR5_MA; s2; 27; 9", "became": null},
	{"sheet": "", "row": 6, "column": "E", "was": "", "became": "4"}]'
check "and stores nothing" is "$(dump batch result correction)" "$before"
opora import bad.csv --fix E2=3 --leave-out 5 --fix E6=30
check "a correction that is wrong itself is told in its cell" complained 'bad.csv, row 6, column 5'
check "and nothing is stored" is "$(dump batch result correction)" "$before"
opora import bad.csv --fix E2=3 --fix E6=4 --leave-out 5 --fix C3=s1 --fix E90=1
check "a correction of a row that is not there is a mistake" complained 'there is no row 90 to correct'
opora import bad.csv --fix E2=3 --fix E6=4 --leave-out 5 --problems out.xlsx --dry-run
check "without mistakes no file with mistakes is written" [ ! -e out.xlsx ]
opora import bad.csv --fix E2=3 --fix E6=4 --leave-out 5 --fix C3=s1 --fix E2=5 --fix E2=4
check "then it is stored" exits 0
check "people are told what was corrected" said 'corrected by hand: E2: in the file «13», here «4»'
check "and what was left out" said 'left out by hand: row 5: 2023; VPR5_MA; s2; 27; 9'
check "of two corrections of a cell the last counts; what changes nothing is none" is \
	"$(sql 'SELECT row, col, was, became FROM correction ORDER BY row')" '2|5|13|4
5|0|2023; VPR5_MA; s2; 27; 9|
6|5||4'
check "the figures are the corrected ones" is "$(sql 'SELECT row, participants, low FROM result ORDER BY row')" '2|10|4
3|10|3
4|27|8
6|27|4'
check "the file is kept as it came" cmp bad.csv \
	"$dir/files/$(sha256sum bad.csv | sed 's/^\(..\)\(.\{62\}\).*/\1\/\2/')"
opora import bad.csv --fix E2=3
check "the same file is the same file, however corrected" exits 5
opora batch 2
check "its batch tells what was corrected" said 'E2: in the file «13», here «4»'
opora batch 2 --json
check "to programs, too" json '.corrections | length == 3'
opora imports --json
check "the list of batches counts corrections" json '[.batches[] | .corrections] == [3, 0]'
opora audit --json --limit 1
check "so does the audit with what was and became" is \
	"$(sql "SELECT changes FROM audit_detail ORDER BY audit DESC LIMIT 1" | jq -c '[.[0].corrections[] | [.row, .was, .became]]')" \
	'[[2,"13","4"],[5,"2023; VPR5_MA; s2; 27; 9",null],[6,"","4"]]'
opora explain s1 --year 2023
check "whoever asks where a figure is from is told that its cell was corrected" \
	said '2023: E2 was corrected by hand when it was loaded: in the file «13», here «4»'
opora explain s1 --year 2023 --json
check "in the source of that figure only" json '[.decisions[0].cells[] | {(.procedure): .source.corrected}] | add ==
	{"VPR5_MA": [{"column": "E", "was": "13", "became": "4"}], "VPR6_MA": []}'
opora school s2 --year 2023 --json
check "the card of a school counts them by file" json '[.files[].corrected] == [1]'
opora check
check "all this leaves a clean database" exits 0
prepare undo 2
check "undone, the corrections go with the batch" is "$(dump result correction)" "$(printf '%s' "$before" | grep -v '^batch')"

# --- several sheets and files ---
opora import two.fods
check "of several sheets the second has a mistake" exits 1
opora import two.fods --fix D2=10
check "of several sheets one must be named" exits 2
opora import two.fods --fix 'Лист 2!D2=10'
check "one that is there" complained 'there is no sheet «Лист 2» in two.fods'
opora import two.fods --fix "'Класс ''6''!'!D2=10" --json
check "a sheet whose name has marks is named within quotes" json '.stored and .files[0].corrections[0].sheet == "Класс '"'6'"'!"'
printf 'year;procedure;school;participants;low\n2021;VPR5_MA;s1;10;13\n' >third.csv
opora import bad.csv third.csv --fix E2=3
check "of several files one must be named" exits 2
opora import bad.csv third.csv --fix '[3]E2=3'
check "one that is there, too" exits 2
opora import bad.csv third.csv --fix '[1]E2=4' --fix '[1]E6=4' --leave-out '[1]5' --fix '[2]E2=3' --json
check "each file is corrected by its number" json '[.files[] | .corrections | length] == [3, 1]'

# --- what is no correction ---
for said in '' E2 =3 E0=3 2E=3 E2:3 'Е2=3' XFE1=3 "'Лист!E2=3" '[0]E2=3' '[x]E2=3' E99999999=3 "E2=$(printf '%201s' '' | tr ' ' x)"; do
	opora import third.csv --fix "$said"
	check "«$(printf %.12s "$said")» is no correction" exits 2
done
for said in 0 E2 x '12=' '!' "'a'12" 99999999999999999999; do
	opora import third.csv --leave-out "$said"
	check "«$said» names no row" exits 2
done

# --- persons ---
cat >pupils.csv <<'E'
ВПР 2024 Математика 6 класс
ОО;Название ОО;Код участника;Класс;Первичный балл;Отметка
s2;Учебная школа № 2;TAJNOE1;6А;3;2
s2;Учебная школа № 2;TAJNOE2;6А;12;9
s2;Учебная школа № 2;TAJNOE3;6Б;9;4
E
opora import pupils.csv --json
check "a wrong mark of a pupil is a mistake" json '.files[0].errors > 0'
opora import pupils.csv --fix C4=x --fix F4=4
check "of a table of persons only what is counted can be corrected" complained 'nothing is read of this column'
opora import pupils.csv --fix F4=4 --leave-out 5 --json
check "a mark can" exits 0
check "the texts of a table of persons are kept nowhere" is \
	"$(sql "SELECT row, col, was, became FROM correction WHERE batch = (SELECT max(id) FROM batch) ORDER BY row")" '4|6||
5|0||'
check "nor in the audit" sh -c "! grep -rqa TAJNOE '$dir'"
opora batch "$(sql 'SELECT max(id) FROM batch')"
check "which is said" said 'texts of a table of persons are not kept'

done_testing

#!/bin/sh
# opora import --problems: the user's table back with what is wrong beside its rows.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1

opora() {
	run "$OPORA" --lang en --data "$dir" "$@"
}
# What stands in the written workbook, all sheets together (texts and numbers of cells).
inside() {
	unzip -p "$1" 'xl/worksheets/*.xml' | grep -qF -- "$2"
}

cat >results.csv <<'END'
year;procedure;school;participants;low;remark
2023;VPR5_MA;s1;20;5;kept as it was
2023;VPR5_RU;s1;20;25;and this
END
opora init
opora import results.csv --problems wrong.xlsx --json
check "a file with mistakes is refused" [ $status -eq 1 ]
check "and written back" json '.problems_file == "wrong.xlsx"'
check "with all its columns" inside wrong.xlsx 'kept as it was'
check "and a column that says what is wrong" inside wrong.xlsx '<t>mistake</t>'
check "in words" inside wrong.xlsx '25 is more than the number of participants, 20'
check "nothing temporary is left" [ -z "$(find "$dir/tmp" -type f)" ]
opora import results.csv --problems wrong.xlsx
check "it may be written again" [ $status -eq 1 ]
check "a person is told where it is" complained wrong.xlsx
cp results.csv before
opora import results.csv --problems ./results.csv
check "but never in the place of the file itself" [ $status -eq 2 ]
check "which stays as it was" cmp before results.csv

printf 'year;procedure;school;participants;low\n2023;VPR5_MA;s1;20;5\n' >good.csv
opora import good.csv --dry-run --problems none.xlsx --json
check "a warning is worth a table too" [ -s none.xlsx ]
opora import good.csv --problems no/such/folder.xlsx
check "when the table can't be written nothing is stored" [ $status -eq 6 ]
opora imports --json
check "so the import can be repeated" json '.batches == []'
printf 'year;procedure;school;participants;low;mistake\n2023;VPR5_MA;s1;20;5;was wrong\n' >back.csv
opora import back.csv --json
check "the corrected table is read with the column in it" json '.stored and
	([.files[0].problems[].message.en] | all(contains("mistake") | not))'
printf 'year;procedure;school;participants;low\n2023;VPR6_MA;s1;20;5\n' >more.csv
opora import more.csv --problems clean.xlsx --json
check "without a problem there is no table" [ ! -e clean.xlsx ]

done_testing

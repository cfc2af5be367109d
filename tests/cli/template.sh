#!/bin/sh
# opora template: forms with the schools already in them.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1

opora init
opora template results --year 2023
check "a form of results without schools has nothing to hold" [ $status -eq 3 ]
printf 'code;name;levels\ns1;Учебная школа № 1;ООО\ns2;Учебная школа № 2;НОО\n' >schools.csv
opora import schools.csv
opora template results --year 2023 --json
check "the form of results is written" json '.form == "results" and .rows > 0'
check "under a name that says form and year" [ -s opora-results-2023.xlsx ]
check "it is a workbook" [ "$(head -c 2 opora-results-2023.xlsx)" = PK ]
check "nothing temporary is left in the data folder" [ -z "$(find "$dir/tmp" -type f)" ]
echo filled >>opora-results-2023.xlsx
cp opora-results-2023.xlsx before
opora template results --year 2023
check "a form that is there already, perhaps filled in, is never overwritten" [ $status -eq 5 ]
check "not a byte of it" cmp before opora-results-2023.xlsx
opora template schools --out our-schools.xlsx
check "the form of schools is written where it was said" [ -s our-schools.xlsx ]
opora template context --year 2023
check "so is that of circumstances" [ -s opora-context-2023.xlsx ]
opora template results
check "results need a year" [ $status -eq 2 ]
opora template nosuch
check "an unknown form is wrong usage" [ $status -eq 2 ]
opora template schools --out no/such/folder.xlsx
check "a place that can't be written is told" [ $status -eq 6 ]
check "and nothing temporary is left" [ -z "$(find "$dir/tmp" -type f)" ]

opora template results --year 2022 --out empty.xlsx
opora import empty.xlsx
check "a form that nobody has filled in is no success" [ $status -eq 1 ]

# --- filled in and sent back, as a user does ---

fill() {
	python3 "$OPORA_SOURCE/tests/cli/fill.py" "$@"
}

in_russian() {
	run "$OPORA" --lang ru --data "$dir" "$@"
}

in_russian template results --year 2023 --out results.xlsx
fill results.xlsx filled.xlsx F2=10 G2=3 F3=12 H3=2 I3=4 J3=4 K3=2
opora import filled.xlsx
check "a filled form of results is loaded" exits 0
check "with both of its figures" is \
	"$(sql 'SELECT participants, low, m2, m5 FROM result ORDER BY participants' | tr '\n' ' ')" \
	'10|3|| 12|2|2|2 '
in_russian template results --year 2023 --out results2.xlsx
fill results2.xlsx wrong.xlsx F2=1О G2=3 F3=5 G3=9 A4=3023 F4=2 G4=1 D5=s9 F5=4 G5=1 F6=7
opora import wrong.xlsx --replace
check "one with mistakes is refused" exits 1
for place in 'row 2, column 6' 'row 3, column 7' 'row 4, column 1' 'row 5' 'row 6'; do
	check "the mistake in $place is told" complained "$place"
done
check "nothing of it is stored" is "$(sql 'SELECT count(*) FROM result')" 2

in_russian template schools --out schools.xlsx
fill schools.xlsx filled.xlsx A4=s3 'B4=Учебная школа № 3' G4=ООО H4=да I4=01.09.1980
opora import filled.xlsx
check "a filled form of schools is loaded" exits 0
check "with its new school" is "$(sql "SELECT value FROM fact f JOIN org_code c ON c.org = f.org
	WHERE c.code = 's3' AND attribute = 'opened'")" 1980-09-01
fill schools.xlsx wrong.xlsx A4=s4 A5=s5 'B5=Учебная школа № 5' H5=возможно I5=32.13.1980 \
	A6=s5 'B6=Учебная школа № 6'
opora import wrong.xlsx
check "one with mistakes is refused" exits 1
for place in 'row 4, column 2' 'row 5, column 8' 'row 5, column 9' 'row 6'; do
	check "the mistake in $place is told" complained "$place"
done

in_russian template context --out context.xlsx
fill context.xlsx filled.xlsx D2=да F3=01.09.1975
opora import filled.xlsx --replace
check "a filled form of circumstances is loaded" exits 0
check "with both of them" is "$(sql "SELECT attribute, value FROM fact
	WHERE attribute = 'rural' AND value = '1' OR value = '1975-09-01' ORDER BY 1" | tr '\n' ' ')" \
	'opened|1975-09-01 rural|1 rural|1 '
fill context.xlsx wrong.xlsx C2=ХОО D3=2
opora import wrong.xlsx --replace
check "one with mistakes is refused" exits 1
check "the level that is none in its cell" complained 'row 2, column 3'
check "the word that is none in its cell" complained 'row 3, column 4'

done_testing

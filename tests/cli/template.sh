#!/bin/sh
# opora template: forms with the schools already in them.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1

opora() {
	run "$OPORA" --lang en --data "$dir" "$@"
}

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

done_testing

#!/bin/sh
# opora import: what goes in, what is refused, and that nothing is ever stored by half.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1

# rows FILE: results with the usual columns from standard input
rows() {
	{
		echo 'year;procedure;school;participants;low'
		cat
	} >"$1"
}

stored() {
	sql 'SELECT count(*) FROM result'
}

fresh() {
	rm -rf "$dir"
	prepare init
}

cat >schools.csv <<'END'
code;name;short_name;municipality;region;kind;levels;parent;codes;rural;opened;closed;successor
s1;Учебная школа № 1;УШ 1;Учебный район;Учебная область;;НОО,ООО,СОО;;x1,y1;0;;;
s2;Учебная школа № 2;;Учебный район;Учебная область;;НОО,ООО;s1;;1;;;
END
rows one.csv <<'END'
2023;VPR5_MA;s1;10;3
2023;VPR6_MA;s1;10;2
2023;VPR5_MA;s2;27;8
END

fresh
opora import schools.csv one.csv --dry-run --json
check "a dry run of schools with their results finds nothing wrong" exits 0
check "a dry run says that it stored nothing" json '.stored == false and .dry_run == true'
check "a dry run counts the rows of each file" json '[.files[].rows_read] == [2, 3]'
check "a dry run stores no figure, school, batch or audit row" is \
	"$(sql 'SELECT (SELECT count(*) FROM result), (SELECT count(*) FROM org),
		(SELECT count(*) FROM batch), (SELECT count(*) FROM file), (SELECT count(*) FROM audit)')" \
	'0|0|0|0|1'
check "a dry run keeps no copy of the files" [ ! -d "$dir/files" ]
fresh # PostgreSQL gives no number twice, not even of a dry run

opora import one.csv schools.csv --json
check "schools and their results go in together, in any order of words" exits 0
check "each file becomes a batch with its rows" \
	json '.stored and ([.files[] | .rows_stored] | sort) == [2, 3] and
		([.files[] | .batch] | sort) == [1, 2] and .files[0].file == "one.csv"'
check "the originals are kept byte for byte" cmp one.csv \
	"$dir/files/$(sha256sum one.csv | sed 's/^\(..\)\(.\{62\}\).*/\1\/\2/')"
check "a branch stands under its head organisation" is \
	"$(sql "SELECT p.code FROM org_code c JOIN org o ON o.id = c.org
		JOIN org_code p ON p.org = o.parent AND p.scheme = 'school' WHERE c.code = 's2'")" s1

opora import one.csv
check "the same file again is a conflict" exits 5
check "the conflict names the batch that holds it" complained 'batch 2, one.csv'
cp one.csv other-name.csv
opora import other-name.csv
check "the same bytes under another name are the same file" exits 5

# All mistakes at once, each with its row.
rows bad.csv <<'END'
2023;VPR5_RU;s1;10;3
2023;VPR5_RU;s77;10;3
2023;VPR9_XX;s1;10;3
2023;VPR6_RU;s1;ten;3
2023;VPR6_RU;s2;10;11
2040;OGE_MA;s1;10;3
2023;VPR5_RU;s1;10;3
END
before=$(stored)
opora import bad.csv --json
check "a file with mistakes is refused" exits 1
check "every mistake is told with its row" \
	json '[.files[0].problems[] | select(.severity == "error") | .row] | sort == [3, 4, 5, 6, 7, 8]'
check "each is told in both languages" \
	json 'all(.files[0].problems[]; (.message.ru | length > 0) and (.message.en | length > 0) and
		.file == "bad.csv")'
check "a mistake of a cell has its column" \
	json 'any(.files[0].problems[]; .row == 5 and .column == 4)'
check "nothing of it is stored" is "$(stored)" "$before"
opora import bad.csv
check "to people each mistake is told on stderr with file and row" complained 'bad.csv, row 3: '
check "stdout stays empty when nothing was done" [ ! -s "$work/out" ]
check "the sentence at the end says that nothing was stored" complained 'nothing was stored'

# A cell that stands.
rows other.csv <<'END'
2023;VPR5_MA;s1;10;4
END
rows same.csv <<'END'
2023;VPR5_MA;s1;10;3
2023;VPR5_RU;s1;12;1
END
opora import same.csv --json
check "an equal figure is a warning, the rest is stored" \
	json '.stored and .files[0].rows_same == 1 and .files[0].rows_stored == 1 and
		.files[0].warnings == 1 and .files[0].errors == 0'
check "the warning is kept with the batch" is "$(sql 'SELECT severity, row FROM problem WHERE batch = 3')" 'warning|2'
opora import other.csv
check "another figure for a live cell is refused" exits 1
check "the refusal says what stands there and how to replace it" complained '3 of 10 (batch 2); to put this one in its place use --replace'
opora import other.csv --replace --json
check "with --replace it goes in" json '.stored and .files[0].rows_replaced == 1'
check "the old figure is not live and names the batch that replaced it" is \
	"$(sql "SELECT batch, low, live, replaced_by FROM result
		WHERE org = (SELECT org FROM org_code WHERE code = 's1') AND procedure = 'VPR5_MA'
		ORDER BY batch")" '2|3|0|4
4|4|1|'

# All or nothing over files.
rows good.csv <<'END'
2022;VPR5_MA;s1;10;3
END
before=$(stored)
opora import good.csv bad.csv
check "of two files with one bad none is stored" is "$status $(stored)" "1 $before"
opora import bad.csv good.csv
check "nor in the other order" is "$status $(stored)" "1 $before"
rows clash-a.csv <<'END'
2021;VPR5_MA;s1;10;3
END
rows clash-b.csv <<'END'
2021;VPR5_MA;s1;10;5
END
opora import clash-a.csv clash-b.csv
check "two files of one call that contradict each other are refused" is "$status $(stored)" "1 $before"
rows twin.csv <<'END'
2021;VPR5_MA;s1;10;3
2021;VPR5_MA;x1;10;3
END
opora import twin.csv
check "one school under two of its codes is one cell: the second row is told" \
	is "$status $(grep -c 'twin.csv, row 3: the same school, procedure' "$work/err")" '1 1'
opora import clash-a.csv nosuch.csv
check "a file that is missing stops the call before anything is stored" is "$status $(stored)" "3 $before"

# The year.
printf 'procedure;school;participants;low\nVPR5_MA;s2;10;3\n' >noyear.csv
opora import noyear.csv
check "a file without the column year is refused" exits 1
opora import noyear.csv --year 2021 --dry-run
check "a year on the command line serves such a file" exits 0
prepare import noyear.csv --year 2021
check "and is stored with each row" is "$(sql 'SELECT year FROM result ORDER BY batch DESC LIMIT 1')" 2021
opora import good.csv --year 1900
check "a year that can't be is wrong usage" exits 2

# Files that are none.
opora import good.csv --layout protocols
check "an unknown layout is wrong usage" exits 2
check "and those there are get named" complained 'schools, results'
opora import nosuch.csv
check "a missing file is not found" exits 3
opora import "$work"
check "a folder is no file" exits 1
: >empty.csv
opora import empty.csv
check "an empty file is refused" is "$status $(cat "$work/err")" '1 The file is empty.'
rows head.csv </dev/null
opora import head.csv --json
check "a file with a header only is refused, and says so" \
	json '.stored == false and .files[0].rows_read == 0 and .files[0].errors == 1'
printf 'year;procedure;school;participants;low\n2023;OGE_MA;s1;10;3\n2023;OGE_RU;s1;1' >cut.csv
opora import cut.csv
check "a last line cut short is told with its row" is "$status $(grep -c 'cut.csv, row 3' "$work/err")" '1 1'
truncate -s 201M large.csv
opora import large.csv
check "a file over the limit is refused before it is read" is "$status $(grep -c 200 "$work/err")" '1 1'
head -c 3000 /dev/urandom >noise.csv
opora import noise.csv
check "noise is refused" exits 1
printf 'a;b;c\n1;2;3\n' >strange.csv
opora import strange.csv
check "columns nobody knows are named, with those that are needed" \
	complained 'a, b, c. A file of schools needs'
mkfifo pipe.csv
opora import pipe.csv
check "a pipe is refused and does not hang" exits 1

# What Excel and people make of files.
rows cyrillic.csv <<'END'
2023;OGE_MA;s1;1О;3
2023;OGE_RU;s1;10;Х
END
opora import cyrillic.csv
check "Russian letters in numbers are told by the letter" \
	is "$(grep -c 'there is the Russian letter' "$work/err")" 2
printf 'code;name\ncp1;Учебная школа № 5\n' | iconv -f UTF-8 -t CP1251 >cp1251.csv
prepare import cp1251.csv
check "a file in Windows-1251 is read as what it is" \
	is "$(sql "SELECT name FROM org_name n JOIN org_code c ON c.org = n.org WHERE code = 'cp1'")" 'Учебная школа № 5'
printf '\357\273\277year,procedure,school,participants,low_percent,status\r\n2023,OGE_MA,s1,13,"30,77",\r\n2023,OGE_RU,s1,,,withheld\r\n' >excel.csv
prepare import excel.csv
check "a mark of UTF-8, commas, CRLF, quotes and a percent with a comma are read" \
	is "$(sql "SELECT participants, low, coalesce(status, '') FROM result WHERE procedure LIKE 'OGE%' ORDER BY row")" '13|4|
||withheld'
printf 'code;name\ntw;Учебная школа № 6\ntw;Учебная школа № 7\n' >two.csv
opora import two.csv
check "two schools with one code are told with both rows" complained 'in row 2 and in row 3'
printf 'code;name;parent\nbr;Учебная школа № 8;nobody\n' >orphan.csv
opora import orphan.csv
check "a branch of a school that is not there is told" is "$status $(grep -c nobody "$work/err")" '1 1'
printf 'code;name\ns1;Учебная школа № 1 имени А\n' >renamed.csv
opora import renamed.csv
check "another name of a known school is refused" exits 1
prepare import renamed.csv --replace
check "with --replace it is taken, the old one is kept beside" \
	is "$(sql "SELECT name, replaced_by FROM org_name WHERE name LIKE 'Учебная школа № 1%' ORDER BY id")" "Учебная школа № 1|$(sql 'SELECT max(id) FROM batch')
Учебная школа № 1 имени А|"

printf 'code;name;codes\ns1;Учебная школа № 1 имени А;x1, w1, w1\n' >codes.csv
opora import codes.csv --json
check "a new code of a known school is taken, once" json '.stored and .files[0].rows_stored == 1'
rows by-code.csv <<'END'
2020;VPR5_MA;w1;10;3
END
opora import by-code.csv
check "figures under the new code find the school" exits 0

# A row with one mistake may have another: both are told at once.
printf '%s\n' 'year;procedure;school;participants;low' '2023;VPR5_XX;nobody;1О;3' >several.csv
opora import several.csv --json
check "a wrong number does not hide an unknown school and procedure in its row" \
	json '[.files[0].problems[].row] == [2, 2, 2]'

# Figures before any schools.
fresh
opora import one.csv --json
check "figures before any schools make schools of their codes, with a warning" \
	json '.stored and .files[0].warnings == 1 and .files[0].schools_added == 2'
prepare import schools.csv --json
check "the list of schools then puts them in their place without a word" \
	json '.stored and .files[0].warnings == 0'
check "under their municipality and their head organisation" is \
	"$(sql "SELECT count(*) FROM org o JOIN org p ON p.id = o.parent
		WHERE o.kind = 'school' AND p.kind IN ('municipality', 'school') AND
		o.path = p.path || o.id || '/'")" 2
check "schools.csv then names them without --replace" is \
	"$(sql "SELECT name FROM org_name n JOIN org o ON o.id = n.org
		WHERE n.replaced_by IS NULL AND kind = 'school' ORDER BY name" | paste -sd,)" \
	'Учебная школа № 1,Учебная школа № 2'
rows later.csv <<'END'
2022;VPR5_MA;s1;10;3
2022;VPR5_MA;s3;10;3
END
opora import later.csv
check "once there are schools an unknown code is a mistake" exits 1
opora import later.csv --add-schools --json
check "--add-schools makes the school" json '.stored and .files[0].schools_added == 1'
opora check
check "all this leaves a clean database" exits 0

fresh
opora import one.csv later.csv
check "two files of figures before any schools go in together" exits 0
fresh
opora import later.csv one.csv
check "and in the other order" exits 0
fresh
opora import later.csv schools.csv
check "with schools.csv in the same call its list decides, and an unknown code is a mistake" exits 1

# What people see.
fresh
opora import schools.csv one.csv
check "the rows read and stored are told" said 'one.csv (results of procedures): rows read: 3'
check "the way back is told" said 'to undo it: opora undo 2'
check "without a terminal there is no progress" [ ! -s "$work/err" ]
opora import good.csv --quiet
check "--quiet says nothing when all is well" [ ! -s "$work/out" ]
# several files of which some can't be read
printf 'code;name\nz1;Учебная школа № 1\n' >"$work/sound.csv"
printf 'PK\003\004cut' >"$work/cut.xlsx"
printf 'what;else\n1;2\n' >"$work/other.csv"
opora import "$work/sound.csv" "$work/cut.xlsx" "$work/other.csv"
check "files that can't be read are refused" exits 1
check "each by its name" complained 'cut.xlsx: '
check "all of them at once" complained 'other.csv: '
check "and nothing is stored" complained "can't be read; nothing was stored"

done_testing

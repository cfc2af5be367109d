#!/bin/sh
# opora export: what goes out comes in again, into an empty database, with the same figures.
. "$(dirname "$0")/tap.sh"

opora() {
	run "$OPORA" --lang en --data "$dir" "$@"
}

cat >"$work/schools.csv" <<'END'
code;name;short_name;municipality;region;kind;levels;parent;codes;rural;opened;closed;successor
s1;"Учебная школа № 1; имени ""Первых учителей""";УШ 1;Учебный округ;Учебная область;школа;НОО,ООО,СОО;;x1,y1;0;1980-09-01;;
s2;Учебная школа № 2;;Учебный округ;Учебная область;;ООО;s1;;1;;2023-08-31;s1
s3;-Учебная школа № 3;;;;;;;;;;;
END
cat >"$work/results.csv" <<'END'
year;procedure;school;participants;low;low_regional;mark2;mark3;mark4;mark5;mean;status;wave;held;pupil_grade;basis
2023;VPR5_MA;s1;20;5;;5;5;5;5;3,5;;;2023-04-11;;
2023;VPR5_MA;s1;3;1;;;;;;;;autumn;;6;=приказ
2022;OGE_MA;s2;27;8;9;;;;;14,123456789;;;;;приказ управления
2023;VPR6_RU;s3;;;;;;;;;not_tested;;;;
END
figures() {
	sqlite3 "$1/opora.db" "SELECT c.code, r.procedure, r.year, r.wave, r.participants, r.low,
		r.low_regional, r.m2, r.m3, r.m4, r.m5, r.mean, r.status, r.pupil_grade, r.held, r.basis
		FROM result r JOIN org_code c ON c.org = r.org AND c.scheme = 'school' ORDER BY 1, 2, 3, 4"
}
schools() {
	sqlite3 "$1/opora.db" "SELECT c.code, n.name, n.short_name, pn.name,
		(SELECT group_concat(f.attribute || '=' || f.value, ';') FROM
			(SELECT * FROM fact WHERE org = o.id ORDER BY attribute) f),
		(SELECT group_concat(x.code) FROM org_code x WHERE x.org = o.id AND x.scheme = 'other'),
		(SELECT sc.code FROM org_successor s JOIN org_code sc ON sc.org = s.successor
			AND sc.scheme = 'school' WHERE s.org = o.id)
		FROM org o JOIN org_name n ON n.org = o.id JOIN org_code c ON c.org = o.id
		AND c.scheme = 'school' LEFT JOIN org_name pn ON pn.org = o.parent ORDER BY 1"
}

opora init
opora import "$work/schools.csv" "$work/results.csv"
check "the tables are loaded" [ $status -eq 0 ]
opora export results schools --out "$work/tables"
check "export writes both tables" [ $status -eq 0 ]
check "the CSV begins with a byte order mark for Excel" \
	[ "$(head -c 3 "$work/tables/results.csv" | od -An -tx1 | tr -d ' ')" = efbbbf ]
check "it is separated by semicolons" grep -q '^2023;VPR5_MA;s1;20;5;;5;5;5;5;3,5;;main;' \
	"$work/tables/results.csv"
check "a text that Excel would take for a formula is kept from it" \
	grep -q '" =приказ"' "$work/tables/results.csv"

cp "$work/tables/datapackage.json" "$work/package.json"
run cat "$work/package.json"
check "the description names both tables and the separator" \
	json '[.resources[] | [.name, .path, .dialect.delimiter, .rows]] ==
		[["results", "results.csv", ";", 4], ["schools", "schools.csv", ";", 3]]'
check "it has the digest of each file" [ "$(jq -r '.resources[0].hash' "$work/package.json")" = \
	"sha256:$(sha256sum "$work/tables/results.csv" | cut -d' ' -f1)" ]
check "its fields are the columns of the file" [ "$(jq -r \
	'[.resources[0].schema.fields[].name] | join(";")' "$work/package.json")" = \
	"$(head -n 1 "$work/tables/results.csv" | tail -c +4 | tr -d '\r')" ]
check "a row's key and its school are said" json '.resources[0].schema | (.primaryKey ==
	["year", "procedure", "school", "wave"]) and .foreignKeys[0].reference.resource == "schools"'

mkdir "$work/second"
run "$OPORA" --data "$work/second" init
run "$OPORA" --data "$work/second" import "$work/tables/schools.csv" "$work/tables/results.csv"
check "an empty database takes the export" [ $status -eq 0 ]
figures "$dir" >"$work/a"
figures "$work/second" >"$work/b"
check "there is something to compare" [ "$(wc -l <"$work/a")" -eq 4 ]
check "the figures are the same" cmp "$work/a" "$work/b"
schools "$dir" >"$work/a"
schools "$work/second" >"$work/b"
check "the schools are the same" cmp "$work/a" "$work/b"

opora export results --out "$work/tables"
check "an export may be repeated into its folder" [ $status -eq 0 ]
mkdir "$work/own"
cp "$work/results.csv" "$work/own"
opora export results --out "$work/own"
check "a file that is no export is never overwritten" [ $status -eq 5 ]
check "it is still there" cmp "$work/results.csv" "$work/own/results.csv"
opora export nosuch --out "$work/tables"
check "an unknown table is wrong usage" [ $status -eq 2 ]
opora export results results --out "$work/tables"
check "so is one named twice" [ $status -eq 2 ]
opora export results --out "$work/no/such/folder"
check "a folder that can't be made is told" [ $status -eq 6 ]

done_testing

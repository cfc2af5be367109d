#!/bin/sh
# Tables of others from the command line: recognised, asked about, mapped; names of persons stay
# nowhere.
. "$(dirname "$0")/tap.sh"

opora() {
	run "$OPORA" --data "$dir" --lang ru "$@"
}

# Is the planted name anywhere in what the program wrote or said?
planted() {
	grep -rqE 'Планте|ПЛАНТЕ|планте|654321' "$dir" "$work/out" "$work/err"
}

opora init
protocol=$work/protocol.csv
cat >"$protocol" <<END
02 - Математика 2024.06.06
№;Код ОО;Класс;Фамилия;Имя;Отчество;Серия;Номер;Первичный балл;Оценка
1;100001;9А;Планте-Имя;Планте-Имя;Планте-Имя;2020;654321;7;2
2;100001;9Б;Планте-Имя;Планте-Имя;Планте-Имя;2020;654321;20;4
END
opora import "$protocol"
check "a protocol of OGE is loaded" [ $status -eq 0 ]
check "it is called by its name" said "протокол ОГЭ"
check "no name of a pupil is kept or said" not planted
check "no original of it is kept" [ ! -e "$dir/files" ]

sed 's/;7;2$/;Планте-Имя;Планте-Имя/' "$protocol" >"$work/broken.csv"
opora import "$work/broken.csv"
check "a broken protocol is refused" [ $status -eq 1 ]
check "its mistake names the row" grep -qE "(строка|row) 3" "$work/err"
check "and not the text of the cell" not planted
opora import "$work/broken.csv" --json
check "not in JSON either" not planted

wide=$work/wide.csv
cat >"$wide" <<END
Школа;ВПР математика 5 класс 2023, писали;ВПР математика 5 класс 2023, % двоек
100001;10;30
END
opora import "$wide"
check "a wide table is not taken by itself" [ $status -eq 1 ]
check "the error says what it is like" complained "wide"
opora import "$wide" --layout ask
check "asked, the program says what it took each column for" [ $status -eq 0 ]
check "and prints a mapping" said "base: wide"
sed -n '/^base/,$p' "$work/out" | sed 's/is: school_name/is: school/' >"$work/map.yaml"
opora import "$wide" --layout ask --json
check "asked, it answers machines too" json '.files[0].sheets[0].candidates[0].layout == "wide"'
opora import "$wide" --map "$work/map.yaml"
check "with the mapping it is loaded" [ $status -eq 0 ]
sed 's/10;30/20;30/; s/100001/100002/' "$wide" >"$work/wide2.csv"
opora import "$work/wide2.csv" --add-schools
check "the next table with this head needs no mapping" [ $status -eq 0 ]
check "and that is told" grep -qE "запомненному|remembered" "$work/out"

cat >"$work/form.csv" <<END
Код;Вариант;1 (2б);2 (2б);3 (5б);4 (5б);5 (6б);Класс №;Итого баллов
40001;1;2;2;5;X;6;1;15
40002;отсутствовал;;;;;;1;
END
opora import "$work/form.csv"
check "a form that does not say its school is refused" [ $status -eq 1 ]
opora import "$work/form.csv" --layout ask
check "its mapping has places to fill in" said 'school: ""'
cat >"$work/form.yaml" <<END
base: vpr-form-2026
set: {school: "100001", procedure: VPR4_MA, year: 2021}
END
opora import "$work/form.csv" --map "$work/form.yaml"
check "with them filled in it is loaded" [ $status -eq 0 ]
sed 's/;15$/;14/; s/;5;X;6/;4;X;6/' "$work/form.csv" >"$work/form2.csv"
opora import "$work/form2.csv"
check "what was said of one school is not remembered for the next" \
	grep -qE 'of which procedure|какая это процедура' "$work/err"

cat >"$work/list.csv" <<END
№ п/п;Муниципалитет;Наименование ОО
1;Учебный;Учебная школа № 3
END
opora import "$work/list.csv"
check "what has no place yet is recognised and refused" [ $status -eq 1 ]
check "with its name" complained "school-list"
opora import "$work/list.csv" --layout nonsense
check "an unknown layout is wrong usage" [ $status -eq 2 ]
echo 'base: nonsense' >"$work/bad.yaml"
opora import "$wide" --map "$work/bad.yaml"
check "a wrong mapping is refused" [ $status -eq 1 ]
check "with its line" complained "bad.yaml"
opora check
check "the database is sound after all that" [ $status -eq 0 ]
done_testing

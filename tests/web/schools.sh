#!/bin/sh
# The pages of schools and results.
. "$(dirname "$0")/../cli/tap.sh"
. "$(dirname "$0")/serve.sh"
cd "$work" || exit 1
prepare demo
name='Школа ""><script>alert(1)</script>'
long=$(printf 'Длинная%.0s' $(seq 25))
{
	echo 'code;name;short_name;municipality;region;levels'
	printf 'hostile;"%s";Ш;Второй район;Учебная область;НОО\n' "$name"
	printf 'turned;"Школа \342\200\256тобороан";Ш2;Второй район;Учебная область;НОО\n'
	printf 'long;%s;Ш3;Второй район;Учебная область;НОО\n' "$long"
} >more.csv
prepare import more.csv
serve

page /schools
check "nobody is sent to sign in" answered 303
sign_in methodist

page /schools
check "the list opens in the newest year" answered 200
check "the lead counts those that meet the conditions" said '5 школ из 13 с данными'
check "it says that it ranks nobody" said 'Опора не строит рейтинг школ'
check "a name that is a script is text" shows 'Школа &quot;&gt;&lt;script&gt;alert(1)'
check "and nothing but text" hides '<script>alert'
check "a name that turns its letters is held by bdi" shows '<bdi>Школа '
check "the share stands beside its counts" said '71 из 265'
check "the column by name is marked as sorted" shows 'aria-sort="ascending"'
page '/schools?status=meets&sort=-share'
check "a filter is a tag that can be taken off" shows 'class="tag" href="/schools?sort=-share"'
check "sorting by the share is told to readers" shows 'aria-sort="descending"'
page '/schools?search=%D0%BD%D0%B5%D1%82%20%D1%82%D0%B0%D0%BA%D0%BE%D0%B9'
check "without a result it says what to drop" said 'Ни одна школа не подходит под условия'
page '/schools?year=2019'
check "a year without figures is no error" answered 200
page '/schools?status=best'
check "a status that is none is refused" answered 400
page '/schools?format=csv&all=1'
check "CSV is a file" grep -qi '^content-disposition: attachment; filename="schools-2023.csv"' headers
check "for Excel: with its mark" is "$(head -c 3 page | od -An -tx1 | tr -d ' ')" efbbbf
check "every school is in it" is "$(grep -c '^demo' page)" 13
check "with the method and its version" shows 'rosobrnadzor-847'
page '/schools?format=xlsx&status=meets'
check "XLSX is a workbook" is "$(head -c 2 page)" PK
check "with filters on its second sheet" sh -c 'unzip -p page "xl/worksheets/sheet2.xml" | grep -q "итог: соответствует условиям"'
check "nothing is left of it in the data folder" is "$(ls "$dir/tmp" | wc -l)" 0

page /schools/demo03
check "the card opens" answered 200
check "figures stand with their counts" said '20 из 40'
check "all conditions that are met are named" said 'условия A, B'
check "years that can't be compared are parted in words" said 'другой сезон'
check "links of the chain not reached are named so" shows '<li class="later">'
check "every chart has its table" is "$(grep -o 'class="chart' page | wc -l)" 6
page /schools/hostile
check "the card of a school without figures opens" answered 200
check "a name that is a script is text there, too" hides '<script>alert'
page /schools/nobody
check "a school that is none is not found" answered 404

# A school moves to another municipality.
sign_in methodist 'Учебный район'
page /schools/demo03
check "who sees one municipality is offered no move to another" hides '/schools/demo03/move'
sign_in methodist
page /schools/demo03
check "who sees several is offered it on the card" shows 'href="/schools/demo03/move"'
page /schools/demo03/move
check "the form says which school it is and where it stands" sh -c \
	'grep -q "Сейчас относится к: <bdi>Учебный район" page && grep -q "Учебная школа № 3" page'
submit /schools/demo03/move --data-urlencode 'to=Нет такого района'
check "a place that is none is told at the form" shows 'Организации «Нет такого района» нет'
submit /schools/demo03/move --data-urlencode 'to=Второй район' -d document=15-p
check "a move leads back to the card" is "$got $(sed -n 's/^[Ll]ocation: \([^?]*\).*/\1/p' headers | tr -d '\r')" \
	'303 /schools/demo03'
page /schools/demo03
check "which has the new place" said 'Второй район'
sign_in methodist 'Учебный район'
page /schools/demo03
check "who sees the old place only does not find it" answered 404
prepare school move demo03 'Учебный район'
page '/schools?municipality=%D0%A3%D1%87%D0%B5%D0%B1%D0%BD%D1%8B%D0%B9%20%D1%80%D0%B0%D0%B9%D0%BE%D0%BD'
check "over the schools of a municipality stands the way to rename it" shows 'href="/municipalities/rename?org='
page '/municipalities/rename?org=%D0%A3%D1%87%D0%B5%D0%B1%D0%BD%D1%8B%D0%B9%20%D1%80%D0%B0%D0%B9%D0%BE%D0%BD'
check "whose form begins with it" shows 'selected>Учебный район'
submit /municipalities/rename --data-urlencode 'org=Учебный район' --data-urlencode 'name=Учебный округ'
check "renamed it leads back to the schools" answered 303
page '/schools?municipality=%D0%A3%D1%87%D0%B5%D0%B1%D0%BD%D1%8B%D0%B9%20%D0%BE%D0%BA%D1%80%D1%83%D0%B3'
check "which stand under the new name" said 'Учебная школа № 3'
prepare org rename 'Учебный округ' 'Учебный район'

page /table
check "the table opens" answered 200
check "shares have a tenth, counts stand under them" shows '50,0<small>20 из 40</small>'
check "from 30 % on a cell is of the dark classes" shows '<td class="h3 first"'
check "few participants are framed and said" said '1 из 3 · мало'
check "what is not held is hatched, with words for readers" shows '<span class="hidden">нет уровня</span>'
check "no data, no part, withheld look different" sh -c 'grep -q nodata page && grep -q nobody page && grep -q withheld page'
check "a name that is a script is text in the table" hides '<script>alert'
page '/table?show=change'
check "change has words beside its sign" said 'хуже'
page '/table?year=2022'
check "from an earlier year one goes on to the next" shows 'href="/table?year=2023">2023</a>'
check "and back" shows 'href="/table?year=2021">2021</a>'
page '/table?year=2012'
check "from one long ago, too" shows 'href="/table?year=2013">2013</a>'
page '/table'
check "there is no year after the newest" hides '>2024</a>'
page '/table?format=xlsx'
check "the table is a workbook" is "$(head -c 2 page)" PK

page '/funnel?procedure=VPR5_MA'
check "control limits open" answered 200
check "the lead says how many are outside and how many chance would put there" said 'случайно там оказалось бы около'
check "the same stands as a table" said 'Таблица: 12 школ'
page '/funnel?procedure=VPR5_MA&lang=en'
check "what the marks of the picture mean stands under it" \
	is "$(sed -n '/<li><svg class="key"/{n;s/^ *//;s/<.*//p}' page | tr '\n' ';')" \
	'outside the limits of 95 per cent;no further than chance alone goes;limit of 95 per cent;limit of 99.8 per cent;'
check "and why the limits have a step" said 'At 30 participants the reckoning of the limits changes'
page '/funnel?procedure=VPR5_MA&side=below&lang=en'
check "one side alone is a table of it" shows '<details class="more" id="table" open>'
check "with its schools" hides 'Учебная школа № 3</bdi></a></th>'
page '/funnel?format=csv'
check "and as a file" grep -qi 'filename="limits-VPR5_MA-2023.csv"' headers
page '/funnel?year=2019'
check "a year without figures says what to do" said 'Показать нечего'

sign_in school demo03
page /schools/demo03/report
check "a school opens its report" answered 200
check "with counts by year" said '20 из 40'
check "with conditions and how sure the method is" said 'с текстом акта не сверено'
check "what is not in it is said" said 'Чего нет в отчёте'
page /schools/demo04/report
check "not another's" answered 404
page /table
check "the table has its own row only" is "$(grep -c '<th scope="row">' page)" 1
page /schools/demo04
check "a school does not see another's card" answered 404
page /schools
check "a school sees itself" said 'Учебная школа № 3'
check "and nobody else" is "$(grep -c 'class="second"><bdi>Учебный район' page)" 1
page '/schools?format=csv&all=1'
check "in the file, too" is "$(grep -c '^demo' page)" 1

# A scope of more schools than one table holds.
echo 'code;name;municipality;kind;levels' >schools.csv
echo 'year;procedure;school;participants;low' >results.csv
n=100
while [ $n -lt 420 ]; do
	echo "more$n;Учебная школа № $n;Учебный район;средняя;НОО,ООО,СОО" >>schools.csv
	echo "2023;VPR5_MA;more$n;20;$((n < 112 ? 16 : 4))" >>results.csv
	n=$((n + 1))
done
prepare import schools.csv results.csv
sign_in coordinator "Учебный район"
rows() {
	grep -c '<tr><th scope="row"><a href="/schools/' page
}
page '/funnel?procedure=VPR5_MA'
check "the table of control limits has three hundred schools" is "$(rows)" 300
check "beside the picture stand eight of those above, and the way to all" \
	is "$(grep -c '<li><span class="row"><a href="/schools/' page) $(grep -c 'href="/funnel?procedure=VPR5_MA&amp;side=above#table"' page)" '11 1'
page '/funnel?procedure=VPR5_MA&side=above'
check "which are the table of that side" is "$(rows)" 13
page '/funnel?procedure=VPR5_MA'
check "and pages" said 'Страница 1 из 2'
page '/funnel?procedure=VPR5_MA&page=2'
check "the others stand on the second" is "$(rows)" 32
check "which is open" shows '<details class="more" id="table" open>'
page '/funnel?procedure=VPR5_MA&page=99'
check "a page after the last is the last" is "$(rows)" 32
page '/funnel?procedure=VPR5_MA&page=x'
check "one that is no number is the first" is "$(rows)" 300
page '/funnel?procedure=VPR5_MA&format=csv'
check "the file has them all" is "$(grep -c '^more\|^demo' page)" 332

# More schools than a page can show.
{
	echo 'code;name;municipality;kind;levels'
	seq 1000 9400 | sed 's/.*/big&;Учебная школа № &;Большой район;средняя;НОО,ООО,СОО/'
} >big.csv
prepare import big.csv
sign_in control
page '/table?all=1&lang=en'
check "a table that is too long is refused before it is made" answered 400
check "with what to do instead" said 'choose one municipality'
page '/schools?all=1&lang=en'
check "so is such a list" answered 400
page '/schools?all=1&format=csv'
check "but not as a file" is "$(grep -c '^big' page)" 8401
page '/table?all=1&municipality=%D0%A3%D1%87%D0%B5%D0%B1%D0%BD%D1%8B%D0%B9%20%D1%80%D0%B0%D0%B9%D0%BE%D0%BD'
check "one municipality is not" is "$(grep -c '<th scope="row">' page)" 333
page '/table?all=1&format=csv'
check "the file has all of it" is "$(grep -c '^big' page)" 8401
done_testing

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

sign_in school demo03
page /schools
check "a school sees itself" said 'Учебная школа № 3'
check "and nobody else" is "$(grep -c 'class="second"><bdi>Учебный район' page)" 1
page '/schools?format=csv&all=1'
check "in the file, too" is "$(grep -c '^demo' page)" 1
done_testing

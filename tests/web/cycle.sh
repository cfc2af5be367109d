#!/bin/sh
# The pages of the cycle, of methods, of lists, search and help.
. "$(dirname "$0")/../cli/tap.sh"
. "$(dirname "$0")/serve.sh"
cd "$work" || exit 1
prepare demo
serve

page /
check "nobody is sent to sign in" answered 303
sign_in coordinator "Учебный район"
page /
check "the first page is the board" answered 200
check "it begins with five steps" said 'С чего начать'
check "it says the finding with its numbers" said 'Условиям методики соответствуют 5 школ из 13 с данными, год назад — 2 из 14.'
check "what is not kept is said" said 'В этой версии не ведётся'
check "the next step is a link" shows 'href="/lists/make'
check "the picture has its table" said 'Полоса — 95-процентный интервал'
page '/?cycle=six'
check "the same in six steps" said 'Показатели и методы сбора'
page /inbox
check "nothing waits" said 'Дел нет'

prepare list make --year 2023 --kind results
prepare list draft --from 1
page /
check "the header counts what waits" shows '<span class="count">1</span>'
check "the side card says it" said 'не ознакомлены 5 школ'

# Lists: the draft with its process.
page /lists
check "lists stand in three columns" said 'Получены с письмом'
page /lists/2
check "the draft shows what the method says" said 'соответствует условиям'
check "and what hinders its order" said 'Не ознакомлены с перечнем 5 школ'
check "its history says of which list it is a copy" shows 'Копия перечня: <bdi>1</bdi>'
check "its purpose stands on it" said 'не является основанием'
check "excluding is a form of this school" shows 'href="/lists/2/exclude?school=demo03'

# A letter whose table is refused: which rows, and what was typed, though it was done behind the page.
printf 'Школа\nНечто иное\n' >letter.csv
page /lists/receive
page /lists/receive -H "Origin: $site" -F "csrf=$(csrf)" \
	-F file=@letter.csv -F year=2023 -F kind=results -F letter-number=118 -F letter-day=2023-09-03 -F from=Регион
made=$(tr -d '\r' <headers | sed -n 's/^[Ll]ocation: //p')
page "$made"
check "a letter with a school that is not known is refused" answered 422
check "its row is named over the form" said 'Нечто иное'
check "what was typed stays" shows 'value="118"'
check "and is sent to where it was sent" shows 'action="/lists/receive"'

# Schools of a letter without a table, a line each, as a text area sends them.
page /lists/receive
page /lists/receive -H "Origin: $site" -F "csrf=$(csrf)" -F "school=$(printf ' demo03 \r\n\r\nУчебная школа № 4\r\n')" -F year=2023 -F kind=risk \
	-F letter-number=119 -F letter-day=2023-09-04 -F from=Регион
made=$(tr -d '\r' <headers | sed -n 's/^[Ll]ocation: //p')
page "$made"
check "schools may be written one below the other" is "$(sql "SELECT count(*) FROM listing_item i JOIN listing l ON
	l.id = i.listing JOIN document d ON d.id = l.document WHERE d.number = '119'")" 2

# Two who decide about the same draft.
page '/lists/2/exclude?school=demo03&rev=1&lang=en'
check "its form stands in the section of lists, below its list" said 'List 2'
page /lists/receive
check "a hint does not say the label again" hides '>номер письма</p>'
page '/lists/make?lang=en'
check "what a choice shows is not told by its codes" hides 'results, conditions, bias'
page '/lists/2/exclude?school=demo03&rev=1&lang=en'
check "the form goes with the state of the list that was seen" shows 'type="hidden" name="rev" value="1"'
form=$(sed -n 's/.*name="csrf" value="\([^"]*\)".*/\1/p' "$work/page" | head -n 1)
prepare list exclude 2 demo04 --reason 'уточнены данные' --document 4 --day 2023-09-10
exclude() {
	page '/lists/2/exclude?lang=en' -d "csrf=$form" -d school=demo03 --data-urlencode 'reason=решение совета' -d document=5 -d day=2023-09-11 "$@"
}
exclude -d rev=1
check "when somebody changed the draft, nothing is decided" answered 409
check "and the school still stands in it" is "$(sql "SELECT count(*) FROM listing_item i JOIN org_code c ON c.org = i.org WHERE c.code = 'demo03' AND i.listing = 2 AND i.included = 1")" 1
check "who changed it is said" said 'command line'
check "what was done, and why" shows 'Reason: <bdi lang="ru">уточнены данные'
check "the list can be looked at" shows 'href="/lists/2"'
check "the form is there with what was written" said 'решение совета'
exclude -d rev=2
check "over it, it is decided" answered 303
prepare list include 2 demo03 --reason 'исправлена ошибка' --document 6 --day 2023-09-12
prepare list include 2 demo04 --reason 'исправлена ошибка' --document 6 --day 2023-09-12

page '/lists/2?format=csv'
check "the list is a file, too" grep -qi '^content-disposition: attachment; filename="list-2.csv"' headers
check "with every school" is "$(grep -c '^demo' page)" 5
page /lists/1/verify
check "a seal is verified" said 'Перечень тот же, что был зафиксирован'
page /lists/99
check "a list that is not there is not found" answered 404

# Methods.
page /methods
check "methods say how sure they are" said 'с текстом акта не сверено'
page /methods/rosobrnadzor-847
check "a method is read in words" said 'Правило словами'
page '/methods/rosobrnadzor-847?format=yaml'
check "and taken away as it is stored" grep -q '^id: rosobrnadzor-847' page
page '/identify?year=2023'
check "a run lists who meets the conditions" said 'Соответствуют условиям: 5'
page '/identify?year=2023&param.share=0.9'
check "another parameter is a what-if" said 'рассчитано с другими параметрами'
check "and lists nobody" said 'Соответствуют условиям: 0'
page '/identify?year=2023&param.nothing=1'
check "a parameter that is none is told" answered 404
page '/compare?year=2023&method=rosobrnadzor-847&method=rosobrnadzor-847-min10'
check "two methods: who leaves" said 'Выйдут по второй методике'

page '/compare?year=2023&method.1=rosobrnadzor-847&method.2=rosobrnadzor-847-both'
check "each has a control of its own" said 'По первой методике'
page /methods/add
csrf=$(sed -n 's/.*name="csrf" value="\([0-9a-f]*\)".*/\1/p' page | head -n 1)
printf 'id: ours\nversion: 1\nwrong: <b>\n' >ours.yaml
page /methods/add -H "Origin: $site" -F "csrf=$csrf" -F file=@ours.yaml
check "mistakes of a file stand in its lines" shows '<li id="line-3" class="wrong"><code>wrong: &lt;b&gt;</code>'
sed 's/^id: .*/id: ours/' "$OPORA_SOURCE/catalogue/methods/rosobrnadzor-847.yaml" >ours.yaml
page /methods/add -H "Origin: $site" -F "csrf=$csrf" -F file=@ours.yaml
check "a file without a mistake is added and shown" answered 303
page /methods/ours
check "it is there" answered 200

# Search and help.
page '/search?q=%D1%88%D0%BA%D0%BE%D0%BB%D0%B0%2011'
check "a school is found" shows 'href="/schools/demo11?'
page '/search?q=%22%3E%3Cscript%3E'
check "what was asked stands as text" shows 'value="&quot;&gt;&lt;script&gt;"'
page /help
check "help lists the manual" shows 'href="/help/perechni"'
page /help/zagruzka-faylov
check "a page has its pictures" shows '<img src="/static/schools'
page /help/accessibility
check "known gaps are published" said 'Известные недостатки'
page /help/nothing
check "another page is not found" answered 404
page '/help/perechni?lang=en'
check "in English it is marked as Russian" shows '<article class="card" lang="ru">'

sign_in school demo03
page '/search?q=demo05'
check "a school does not find another" hides 'Учебная школа № 5'
page /
check "a school sees its own board" said '1 школа'
check "its card is one click away" shows '<a class="button primary" href="/schools/demo03'
check "and nothing of others" hides 'Учебная школа № 5'

# Its own objection: nowhere before the draft was sent, then without letter and day.
page '/schools/demo03?year=2023'
check "a school is not led to a draft that was not sent" hides '/lists/2'
prepare list acquaint 2 demo03 --how system
page '/schools/demo03?year=2023'
check "its card leads to the objection" said 'Подать возражение'
page '/schools/demo03/why?year=2023'
check "and so does the page of reasons" shows 'href="/lists/2/object?school=demo03"'
page /lists/2
check "and the list" said 'Подать возражение'
check "which offers it no acquaintance: that is noted by who answers for the list" hides '/acquaint'
page '/lists/2/object?school=demo03'
check "the form is of its own school" shows '<input type="hidden" name="school" value="demo03">'
check "it asks for no letter" hides 'name="letter"'
check "and for no day" hides 'name="day"'
page /lists/2/object
check "without a word in the address it is of the same school" shows 'name="school" value="Учебная школа № 3"'
csrf=$(sed -n 's/.*name="csrf" value="\([0-9a-f]*\)".*/\1/p' page | head -n 1)
objects() {
	page /lists/2/object -H "Origin: $site" --data-urlencode "csrf=$csrf" --data-urlencode "school=demo03" \
		--data-urlencode "about=figure" --data-urlencode "text=Участников было 20" "$@"
}
objects --data-urlencode 'day=2023-01-01'
check "a school does not choose the day" answered 400
objects --data-urlencode 'letter=1' --data-urlencode 'letter-day=2023-01-01'
check "nor enters itself on a letter" said 'номер и дату письма не указывайте'
check "which leaves no objection" is "$(sql 'SELECT count(*) FROM objection')" 0
objects
check "the objection is filed" answered 303
page /lists/2
check "and stands on the list" said 'Участников было 20'
sign_in coordinator "Учебный район"
page '/lists/2/object?school=demo03'
check "the coordinator enters one on the school's letter" shows 'name="letter"'
page '/schools/demo03?year=2023'
check "to which the card leads, too" said 'Внести возражение'
done_testing

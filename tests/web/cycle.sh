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
check "it says the finding with its numbers" said 'Условиям методики соответствуют 5 из 13 школ с данными, год назад — 2 из 14.'
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

sign_in school demo03
page /
check "a school sees its own board" said '1 школа'
check "and nothing of others" hides 'Учебная школа № 5'
done_testing

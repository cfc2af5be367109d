#!/bin/sh
# «Почему школа в списке»: what the sheet says, and that it is one sheet.
. "$(dirname "$0")/../cli/tap.sh"
. "$(dirname "$0")/serve.sh"
cd "$work" || exit 1
prepare demo
serve
sign_in methodist

page /schools/demo13/why
check "the sheet opens" answered 200
first=$(sed -n 's/.*<th scope="row">\([^<]*\).*/\1/p' page | head -n 3 | tr '\n' ';')
check "procedures stand in the order of the method" is "$first" \
	'ВПР, математика, 5 класс;ВПР, математика, 6 класс;ВПР, русский язык, 5 класс;'
check "each stands once" is "$(grep -c 'ОГЭ, русский язык' page)" 1
check "condition A says how many there are and how many are needed" said 'процедуры с низким результатом за год, нужно 2'
check "condition B counts those that were low before, too" said 'процедур с низким результатом и в этом году, и раньше'
# 1 of 3 and 2 of 4: one low result fewer, and neither is at 30 %
check "what would change the answer is in participants" said 'было бы на 1 низкий результат меньше'
# participants 5 4 3 5 4 3, every fifth, 30 % inclusive, two needed: 1 - P(0) - P(1) with P(low) of
# 0.2627 (2 of 5 or more), 0.1808 (2 of 4), 0.488 (1 of 3), 0.2627, 0.1808, 0.488
check "chance is reckoned as ours, by exact tails" said 'с вероятностью 61'
page '/schools/demo03/why?lang=en'
check "the answer says what was counted for each condition that holds" said \
	'meets the conditions of the method: 3 procedures with a low result in the year, 2 needed; 2 procedures'
check "on paper a file is named once, then it is «there»" is "$(grep -c '<span class="only-print">there' page)" 8
page /schools/demo03/why
check "a stable conclusion tells no chance" hides 'По нашему расчёту'
check "the year before stands in the same row" said '16 из 39'
check "how to object stands there" said 'Школа может возразить'

# One sheet of A4 with nine procedures and the longest kind of name, by a browser's print.
if command -v chromium >/dev/null && command -v pdfinfo >/dev/null; then
	css=$(sed -n 's|.*href="\(/static/app\.[^"]*css\)".*|\1|p' page)
	curl -s -m 30 -o app.css "$site$css"
	grep -oE 'url\([^)]*woff2\)' app.css | sed 's/url(\(.*\))/\1/' | while read -r font; do
		curl -s -m 30 -o "$font" "$site/static/$font" # without them the letters are wider
	done
	name='Муниципальное бюджетное общеобразовательное учреждение «Учебная средняя школа № 3 имени первого учителя с углублённым изучением отдельных предметов и дошкольными группами»'
	sed -e "s|$css|app.css|" -e "s|Учебная школа № 3|$name|g" page >sheet.html
	timeout 60 chromium --headless --no-sandbox --disable-gpu --user-data-dir="$work/chromium" \
		--no-pdf-header-footer --print-to-pdf="$work/sheet.pdf" "file://$work/sheet.html" >/dev/null 2>&1
	check "it prints on one sheet" is "$(pdfinfo sheet.pdf | sed -n 's/^Pages: *//p')" 1
else
	skip "it prints on one sheet" "there is no chromium here"
fi
done_testing

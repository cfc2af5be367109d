#!/bin/sh
# From an empty installation to a draft: after each step the first page leads to the next thing that can be
# done, to nothing that can't, and no section is a dead end; a school is shown its own state, not another's work.
. "$(dirname "$0")/../cli/tap.sh"
. "$(dirname "$0")/serve.sh"
cd "$work" || exit 1
prepare init
serve
sign_in coordinator

# next WORDS: what the first page leads to, by the steps of «what to begin with»
next() {
	page '/?year=2026&lang=en'
	sed -n '/id="start"/,/<\/ol>/p' page | sed -n 's/.*<a href="\([^"?]*\)[^>]*>\([^<]*\)<.*/\2 \1/p' >steps
	is "$(paste -sd ';' steps)" "$1"
}

for section in /schools /table /funnel /identify /runs /lists /methods /imports /typing /template /inbox; do
	page "$section?lang=en"
	check "without any data $section is a page" answered 200
done
page '/schools?lang=en'
check "which says what to do" shows 'href="/import'
page '/identify?lang=en'
check "without figures a run can't be kept" hides '/runs/make'
check "and it is said what is missing" said 'There are no figures of this year'
page '/inbox?lang=en'
check "an empty inbox says what comes there, and where to look" said 'What comes next in the year is said by'

check "first the schools, and nothing else" next 'Load the list of schools /import'
printf 'code;name;municipality;region\ns1;Учебная школа № 1;Учебный район;Учебная область\ns2;Учебная школа № 2;Учебный район;Учебная область\n' >schools.csv
prepare import schools.csv
check "then the results, or the list of the region" next 'Load the results /import;Enter the list of the region /lists/receive'
printf 'year;procedure;school;participants;low\n2026;VPR5_MA;s1;20;13\n2026;VPR6_MA;s1;20;13\n2026;VPR5_MA;s2;20;1\n2026;VPR6_MA;s2;20;1\n' >results.csv
prepare import results.csv
check "then the list can be computed" next 'Enter the list of the region /lists/receive;Compute the list /lists/make'
prepare list make --year 2026 --kind results
check "then a draft begins of it" next 'Enter the list of the region /lists/receive;Begin a draft /lists/1'
page '/lists/1?lang=en'
check "on its page" shows 'href="/lists/1/draft'
prepare list draft --from 1
check "then the draft is open" next 'Enter the list of the region /lists/receive;Open the draft /lists/2'
page '/?year=2026&lang=en'
check "and what waits is that the school be told" said '1 school is not acquainted'
prepare list acquaint 2 s1 --how letter --day 2026-03-02
check "told, its term over, the order is the next thing, which the coordinator opens" \
	next 'Enter the list of the region /lists/receive;Open the list /lists/2'
sign_in approver
check "and the approving officer approves" next 'Approve the list /lists/2'
page '/inbox?lang=en'
check "which waits for him" said 'Draft 2 can be approved'
sign_in control
check "who only looks is led to what there is to look at" next 'Open the list /lists/2'
sign_in school s1
page '/?year=2026&lang=en'
check "a school has nothing to begin with" hides 'id="start"'
check "it is told that it is acquainted" said 'Acquainted: 1 school of 1'
sign_in school s2
page '/?year=2026&lang=en'
check "a school that the draft does not name is told so" said 'List 2 does not name your schools'
check "and that the computation is not its own" said 'Computed lists stay with the authority'
done_testing

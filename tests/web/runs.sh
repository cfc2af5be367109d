#!/bin/sh
# The pages of saved runs: made from a method's page, looked through, compared, taken away.
. "$(dirname "$0")/../cli/tap.sh"
. "$(dirname "$0")/serve.sh"
cd "$work" || exit 1
prepare demo
serve

sign_in coordinator "Учебный район"
page '/runs?lang=en'
check "without runs it is said how one is kept" said 'A run is kept when a list is computed'
page '/methods/rosobrnadzor-847?lang=en'
check "a method's page offers to run it and keep the run" shows 'action="/runs/make"'
submit /runs/make --data-urlencode year=2023 --data-urlencode method=rosobrnadzor-847@1
check "it leads to the run" grep -qi '^location: /runs/1?' headers
page '/runs/1?lang=en'
check "the run says what it said" said '5 of 13 schools met the conditions'
check "and who made it: a post" shows '<bdi lang="ru">должность</bdi>'
check "each school leads to why it was so" shows 'href="/schools/demo03/why?run=1"'
page '/schools/demo03/why?run=1&lang=en'
check "which says whose explanation it is" said 'As it was in run 1 of'
check "and that nothing changed since" said 'Each figure that it read is the same now.'
check "and leads to the figures of today" shows 'href="/schools/demo03/why?year=2023&amp;method=rosobrnadzor-847@1"'
page '/identify?year=2023&param.share=0.25&lang=en'
check "a what-if can be kept with its parameters" shows 'name="param.share" value="0.25"'
submit /runs/make --data-urlencode year=2023 --data-urlencode method=rosobrnadzor-847@1 --data-urlencode param.share=0.25
check "as another run" grep -qi '^location: /runs/2?' headers
page '/runs/2?lang=en'
check "it says which parameters are others" said 'share = 0.25'
page '/schools/demo03/why?run=2&lang=en'
check "by which the reasons of a school are told" shows 'not below 25%'
check "they lead to no figures by another rule" hides 'figures of today'
page '/runs/2?lang=en'
check "it leads to a comparison with the first" shows 'href="/compare?run.1=2&amp;run.2=1"'
page '/compare?run.1=1&run.2=2&lang=en'
check "two runs are compared: three enter" said 'By both 5; 3 enter and 0 leave by the second run'
check "it says which parameter is another" shows '<code>share</code> = 0.25'
check "each leads to why it said so" \
	is "$(grep -o "/why?run=1" page | wc -l) $(grep -o "/why?run=2" page | wc -l)" '3 3'
prepare list make --year 2023 --kind results
page '/runs?lang=en'
check "the runs stand with the list that rests on one" shows 'href="/lists/1"'
page '/runs?format=csv'
check "they are a table to take away" is "$(grep -c 'rosobrnadzor-847@1' page)" 3
page '/runs/1?format=csv'
check "and so is one" is "$(grep -c '^demo' page)" 13
page '/runs/1?format=xlsx'
check "also for Excel" is "$(head -c 2 page)" PK
page '/lists/1?lang=en'
check "a list leads to its run" shows 'href="/runs/3"'
check "and each of its schools to why it is in it" shows 'href="/schools/demo03/why?run=3"'
page '/schools/demo03/why?year=2023&lang=en'
check "the reasons of a school lead to those in runs of the year" shows 'href="/schools/demo03/why?run=2"'
page '/runs/9'
check "a run that is not there is not found" answered 404
printf 'year;procedure;school;participants;low;wave\n2023;VPR5_MA;demo09;20;19;\n' >later.csv
prepare import later.csv --replace
page '/runs/1?lang=en'
check "figures that are others now are named" said 'the run read'
check "and what it said stays" said '5 of 13 schools met the conditions'
page '/schools/demo09/why?run=1&lang=en'
check "why then has the verdict of today beside it" \
	said 'Then: does not meet them. Now, by the same method and parameters: does not meet them.'
check "and the figures that changed" said 'low VPR5_MA 2023'

cat >counts.yaml <<'END'
id: counts
version: 1
title: {ru: "Сколько участников", en: "How many took part"}
basis: {document: "Учебный пример", status: local}
level: school
inputs:
  participants: {of: [procedure, year], unit: person}
result:
  many: participants['VPR5_MA', year]
END
prepare method add counts.yaml
page '/runs/make'
check "a method is chosen by its name" shows '<option value="counts@1" lang="ru">Сколько участников (counts@1)</option>'
page '/lists/make?method=rosobrnadzor-847@1'
check "for a list, too, with the one that led there" shows '<option value="rosobrnadzor-847@1" lang="ru" selected>'
check "but none that lists nobody" hides 'counts@1'

sign_in control "Учебный район"
page '/methods/rosobrnadzor-847'
check "who may not keep runs is not offered to" hides '/runs/make'
page '/runs'
check "but sees them" shows 'href="/runs/1"'
sign_in school demo03
page '/runs'
check "a school does not see what its authority tries out" hides 'href="/runs/'
page '/schools/demo03/why?run=1'
check "nor why it said so" answered 404
done_testing

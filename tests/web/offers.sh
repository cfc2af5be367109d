#!/bin/sh
# No page offers what its reader may not do, nor speaks of commands to whoever has a browser: every link and
# form of every role is followed, beside lists and runs of one's own, of the authority above, and of others.
. "$(dirname "$0")/../cli/tap.sh"
. "$(dirname "$0")/serve.sh"
cd "$work" || exit 1
everybody='region coordinator approver methodist control curator expert school admin'
export WORK="$work" SITE PASSWORD PYTHONPATH="$OPORA_SOURCE/tests/web" PYTHONDONTWRITEBYTECODE=1

prepare demo
PASSWORD=$(sed -n 's/.*the password \([a-z0-9-]*\),.*/\1/p' out)
region=$(sql "SELECT n.name FROM org o JOIN org_name n ON n.org = o.id WHERE o.kind = 'region'")
# Another municipality of the region, so that a list of all is the region's own.
printf 'code;name;municipality;region\nnext1;Соседняя школа № 1;Соседний район;%s\n' "$region" >schools.csv
printf 'year;procedure;school;participants;low\n2023;VPR5_MA;next1;20;12\n2023;VPR6_MA;next1;20;12\n' >results.csv
prepare import schools.csv
prepare import results.csv
prepare list make --year 2023 --kind results
prepare list draft --from 1
prepare list acquaint 2 demo03 --how letter --letter 1 --day 2023-09-04
prepare list object 2 demo03 --about figure --text 'Проверьте' --day 2023-09-05
prepare run make --year 2023 --param share=0.25
prepare post add 'методист соседнего района' --org 'Соседний район'
prepare body add 'Соседний совет' --org 'Соседний район'
prepare user add next.one --name 'Методист' --post 'методист' --role methodist --org 'Соседний район'
serve
SITE=$site
# What is the municipality's own: its coordinator makes it on the pages.
sign_in coordinator 'Учебный район'
page /lists/make
csrf=$(sed -n 's/.*name="csrf" value="\([0-9a-f]*\)".*/\1/p' page | head -n 1)
page /lists/make -H "Origin: $site" -d "csrf=$csrf" -d year=2023 -d kind=results
check "the municipality has a list of its own" answered 303
page /lists/3/draft -H "Origin: $site" -d "csrf=$csrf" -d from=3
check "and a draft of it" answered 303
cp "$OPORA_SOURCE/tests/web/ask.py" "$OPORA_SOURCE/tests/web/offers.py" .
ran='sign in'
PYTHONPATH=. python3 ask.py sign $everybody >out 2>err
check "every account of the demonstration signs in" [ ! -s out ]
PYTHONPATH=. python3 offers.py >out 2>err
got=$?
grep '^#' err
check "the walk comes to its end" [ $got = 0 ]
sed 's/^/# /' out | head -n 40
check "no link and no form is refused to the role it is shown to, no page speaks of commands" [ ! -s out ]
done_testing

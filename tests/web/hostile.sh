#!/bin/sh
# What another municipality has is as if it were not, whatever number is asked; and its names, which are
# hostile, are text on every page for everybody who sees them.
. "$(dirname "$0")/../cli/tap.sh"
. "$(dirname "$0")/serve.sh"
cd "$work" || exit 1
ask="python3 $OPORA_SOURCE/tests/web/ask.py"
export WORK="$work" KEYS="$work/keys" SITE PASSWORD SECRETS MARKS

# nothing "sentence" WORDS...: ask.py complains of nothing
nothing() {
	sentence=$1
	shift
	ran="ask.py $*"
	$ask "$@" >out 2>err || echo "ask.py ended with $?" >>out
	grep '^#' err
	check "$sentence" [ ! -s out ]
}

# evil MARK: words that would run where they are not escaped, then turned and not ASCII; no slash
evil() {
	printf '"><img src=x onerror=alert(1)><script>alert(%s)<\\script>\342\200\256😀' "$1"
}

# evil_csv MARK: the same as a cell
evil_csv() {
	printf '"%s"' "$(evil "$1" | sed 's/"/""/g')"
}

# key LOGIN: a key of the account that writes, in its only role
key() {
	prepare token add "$(evil key)" --login "$1" --write --json
	echo "$1 $(jq -r .key out)" >>keys
}

# far PATH JSON: a call of the other municipality's coordinator; the answer in $work/page
far() {
	page "/api/v1$1" -H "Authorization: Bearer $(sed -n 's/^farther //p' keys)" -H 'Content-Type: application/json' \
		--data-binary "$2"
	[ "$got" = 200 ] || { check "preparing: $1" answered 200; cat page; }
}

prepare demo
PASSWORD=$(sed -n 's/.*the password \([a-z0-9-]*\),.*/\1/p' out)
region='Учебная область'
loads=$(printf 'load%s.csv' "$(evil file)")
{
	echo 'code;name;short_name;municipality;region;levels'
	for school in far1 far2; do
		echo "$school;$(evil_csv school);$(evil_csv short);$(evil_csv place);$region;НОО,ООО"
	done
} >schools.csv
{
	echo 'year;procedure;school;participants;low'
	for year in 2022 2023; do
		for procedure in VPR5_MA VPR5_RU VPR6_MA; do
			echo "$year;$procedure;far1;20;12"
		done
	done
} >"$loads"
prepare import schools.csv
prepare import "$loads"
prepare user add farther --name "$(evil person)" --post "$(evil position)" --role coordinator --org "$(evil place)"
echo "$PASSWORD" | "$OPORA" --data "$dir" user passwd farther >/dev/null 2>&1
prepare post add "$(evil title)" --org "$(evil place)"
prepare holder set 1 farther --document "$(evil document)"
prepare setting set authority "$(evil authority)"
for login in coordinator admin farther; do
	key $login
done
serve
SITE=$site
text() {
	evil "$1" | jq -Rs .
}
page /api/v1/lists/receive -H "Authorization: Bearer $(sed -n 's/^farther //p' keys)" -F year=2023 -F kind=results \
	-F school=far1 -F letter-number=1 -F letter-day=2023-09-01 -F "from=<-;type=text/plain" -F 'title=Письмо' <<END
$(evil sender)
END
check "the other side has a letter" answered 200
list=$(jq .list page)
far "/lists/$list/draft" '{}'
draft=$(jq .list page)
far "/lists/$draft/acquaint" '{"school": "far1", "how": "letter", "day": "2023-09-04"}'
far "/lists/$draft/object" "{\"school\": \"far1\", \"about\": \"figure\", \"text\": $(text objection)}"
objection=$(jq .objection page)
nothing "everybody signs in, also the other side" sign region coordinator approver methodist control curator expert school admin \
	farther

# ---- another's ----
state >before
SECRETS='far1 farther'
MARKS="alert( farther far2"
# of KIND TABLE: the numbers of the other coordinator's rows
of() {
	sql "SELECT t.id FROM $2 t JOIN account a ON a.id = t.account WHERE a.login = 'farther'" | sed "s/^/$1:/"
}
# shellcheck disable=SC2046 # each number is a word
nothing "no number of another municipality is anything to a coordinator" foreign coordinator \
	list:$list list:$draft objection:$objection batch:$(sql "SELECT max(id) FROM batch") post:1 \
	$(of session session) $(of key token)
state >now
check "and nothing of anybody's was changed by asking" cmp before now
page /api/v1/lists/$draft -H "Authorization: Bearer $(sed -n 's/^farther //p' keys)"
check "its own coordinator sees it" answered 200

# ---- as text ----
nothing "on no page of any role do the names run" crawl 150
cp err marks
for mark in school place person position title document authority file key; do
	check "  and they were there: $mark" grep -qw "$mark" marks
done
check "the API says them as they are" sh -c "$(printf 'curl -s -H "Authorization: Bearer %s" "%s/api/v1/posts" | jq -e ".. | strings | select(startswith(\\"\\\\\\"><img\\"))" >/dev/null' \
	"$(sed -n 's/^admin //p' keys)" "$site")"
opora check --json
check "the database is sound" json .clean
done_testing

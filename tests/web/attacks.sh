#!/bin/sh
# Attacks on pages and API that need no raw bytes (those are in tests/unit/web/test_server.c): who may do
# what, what is another's, forged forms, sessions fixed or stolen, hostile words, files and addresses.
. "$(dirname "$0")/../cli/tap.sh"
. "$(dirname "$0")/serve.sh"
cd "$work" || exit 1
ask="python3 $OPORA_SOURCE/tests/web/ask.py"
export WORK="$work" KEYS="$work/keys" SITE PASSWORD

# nothing "sentence" WORDS...: ask.py complains of nothing
nothing() {
	sentence=$1
	shift
	ran="ask.py $*"
	$ask "$@" >out 2>err || echo "ask.py ended with $?" >>out
	grep '^#' err
	check "$sentence" [ ! -s out ]
}

# unchanged: state() is what it was before.
unchanged() {
	state >now
	cmp -s before now || { diff before now | head -n 20 | cut -c1-300; return 1; }
}

# key LOGIN: a key of the account that writes, in its only role
key() {
	prepare token add 'проверка' --login "$1" --write --json
	echo "$1 $(jq -r .key out)" >>keys
}

# again: the server anew, with its tries of signing in forgotten
again() {
	stop_serving
	serve
	SITE=$site
}

everybody='region coordinator approver methodist control curator expert school admin'
prepare demo
PASSWORD=$(sed -n 's/.*the password \([a-z0-9-]*\),.*/\1/p' out)
for role in $everybody; do
	key "$role"
done
opora list make --year 2023 --kind results
again
nothing "every account of the demonstration signs in" sign $everybody

# ---- every action by every role ----
"$OPORA" --data "$dir" permissions --json >matrix.json
state >before
nothing "each role may do over HTTP what the matrix says, and nothing else" roles matrix.json
check "asking for everything, allowed or not, with nothing in it changed nothing" unchanged

# ---- an address that is opened writes nothing ----
nothing "GET and HEAD of every path, with every field and hostile ones, give pages that run nothing" \
	reads coordinator region admin
check "and no table is another, nor the audit but for refusals" unchanged

# ---- hostile words ----
nothing "hostile words in every field of every form and call break nothing" bodies coordinator admin
state >before
page '/sign-in?lang=en&back=%00'
check "a NUL in an address is refused" answered 400
page '/sign-in?lang=en' --data-binary 'login=a%00b&password=x'
check "and in a form" answered 400
page /api/v1/schools/demo03/join -H "Authorization: Bearer $(sed -n 's/^coordinator //p' keys)" \
	--data-binary '{"predecessor": "a\u0000b"}' -H 'Content-Type: application/json'
check "and in JSON" [ "$got" -ge 400 ]
page '/users?search=%ff%fe'
check "bytes that are no text are refused" answered 400
for path in /static/../opora.db /static/%2e%2e/opora.db /..%2f..%2fetc/passwd /backups/..%2fopora.db/download \
	/static//app.css '/schools/..%5c..%5copora.db/why'; do
	page "$path" --path-as-is
	check "no file outside is reached by $path" sh -c "[ $got != 200 ] && ! grep -q 'SQLite format' page"
done
check "nothing of this was stored" unchanged

# ---- sessions ----
again
jar=$work/cookies-fixed
planted=$(printf '%064d' 1)
page '/sign-in?lang=en' -H "Cookie: opora=$planted" -d login=coordinator -d "password=$PASSWORD" -c taken
check "who signs in with a token that was planted gets another" \
	sh -c "grep -q '303' headers && ! grep -q $planted headers taken"
page /me -H "Cookie: opora=$planted" -b none
check "and the planted one is nobody's" answered 303
own=$(sed -n 's/.*opora	//p' taken)
page '/sign-in?lang=en' -H "Cookie: opora=$own" -b none -d login=approver -d "password=$PASSWORD"
check "who is signed in is not signed in as another by a form of elsewhere" answered 403
page '/sign-in?lang=en' -H "Cookie: opora=$own" -b none
page '/sign-in?lang=en' -H "Cookie: opora=$own" -b none -d login=approver -d "password=$PASSWORD" \
	-d "csrf=$(csrf)" -c others
page /me -H "Cookie: opora=$own" -b none
check "signing in as another ends the session before" answered 303
other=$(sed -n 's/.*opora	//p' others)
page '/me?lang=en' -H "Cookie: opora=$other; opora=$own" -b none
check "two cookies of the name are none" answered 303
check "no token of a session stands in a page" sh -c "! grep -q -e $other page headers"

# ---- forms ----
page '/sign-in?lang=en' -d login=coordinator -d "password=$PASSWORD"
page '/me?lang=en'
hers=$(csrf)
as_her=$jar
jar=$work/cookies-second
page '/sign-in?lang=en' -d login=coordinator -d "password=$PASSWORD"
page '/me?lang=en'
state >before
check "two sessions of one account have two tokens of forms" [ "$hers" != "$(csrf)" ]
page /me/look -d theme=dark -d "csrf=$hers"
check "the token of another session is refused" answered 403
for wrong in '' "$(printf '%064d' 0)" "$(csrf)x" "$(csrf | cut -c2-)"; do
	page /me/look -d theme=dark -d "csrf=$wrong"
	check "a token that is not the form's is refused: «$wrong»" answered 403
done
page "/me/look?csrf=$(csrf)" -d theme=dark
check "a token in the address is none" answered 403
own=$(csrf)
page '/me?lang=en'
own=$(csrf)
for header in 'Origin: https://evil.example' 'Origin: null' "Origin: $site.evil.example" 'Origin: http://127.0.0.1:1' \
	'Sec-Fetch-Site: cross-site' 'Sec-Fetch-Site: same-site'; do
	page /me/look -d theme=dark -d "csrf=$own" -H "$header"
	check "the right token is not enough with $header" answered 403
done
page /me/look -H 'Content-Type: text/plain' --data-binary "theme=dark&csrf=$own"
check "a body of another kind is no form" answered 403
page /me/look -X PUT -d "csrf=$own"
check "PUT writes nothing" [ "$got" -ge 400 ]
check "none of these forms changed anything" unchanged

# ---- addresses and headers ----
evils='//evil.example https://evil.example /\evil.example /%5cevil.example %09//evil.example
	/%0d%0aX-Planted:1 javascript:alert(1) ///evil.example @evil.example'
for back in $evils; do
	page "/sign-in?back=$back" -d login=nobody -d password=x
	check "no planted header by back=$back" sh -c '! grep -qi "^x-planted" headers'
	page "/me/look?back=$back" -d "csrf=$own" -d theme=dark
	check "nor is a reader led away by it" grep -qi '^location: /[?a-z]*[^/\\]*.$' headers
	page '/me/look' -d "csrf=$own" -d theme=dark -d "back=$back"
	check "nor by the field of a form" grep -qi '^location: /[?a-z]*[^/\\]*.$' headers
done
page '/me' -H 'Host: evil.example' -b none
check "a foreign Host leads nowhere else" grep -qi '^location: /sign-in' headers

# ---- uploads ----
printf 'year;procedure;school;participants;low\n2026;VPR5_MA;demo01;10;3\n' >good.csv
load="Authorization: Bearer $(sed -n 's/^methodist //p' keys)"
state >before
for name in '../../../../tmp/x.csv' '..\..\x.csv' '/etc/passwd' 'x%00.csv' 'C:\x\y.csv'; do
	page /api/v1/import -H "$load" -F dry-run=1 -F "files=@good.csv;filename=\"$name\""
	check "a file named $name is read under its last word" sh -c "[ $got = 200 ] && ! grep -q '\.\.\|/etc\|C:' page"
done
# raw BODY: as it is, with the boundary B
raw() {
	printf '%b' "$1" >body
	page "$2" -H "$load" -H 'Content-Type: multipart/form-data; boundary=B' --data-binary @body
}
part='--B\r\nContent-Disposition: form-data; name="files"; filename="a.csv"\r\n'
raw "$part\r\nyear;procedure\r\n" /api/v1/import
check "a body without its end is refused" answered 400
raw "$part"'Content-Type: multipart/mixed; boundary=C\r\n\r\n--C--\r\n--B--\r\n' /api/v1/import
check "one body in another, too" answered 400
raw '--B\r\nContent-Disposition: form-data; name="files"; filename="a\nX: b.csv"\r\n\r\nx\r\n--B--\r\n' /api/v1/import
check "and a line's end in a name" answered 400
raw '--B\r\nContent-Disposition: form-data; name="dry-run"\r\n\r\n1\0\r\n--B--\r\n' /api/v1/import
check "and a NUL in a field" answered 400
page /api/v1/import -H "$load" -H 'Content-Type: multipart/form-data' --data-binary @good.csv
check "and parts without a boundary" answered 400
many=
for i in $(seq 101); do many="$many -F files=@good.csv;filename=$i.csv"; done
# shellcheck disable=SC2086 # each is a word
page /api/v1/import -H "$load" $many
check "and a hundred and one files" [ "$got" = 413 ]
head -c 53000000 /dev/zero >large.csv
page /api/v1/import -H "$load" -F dry-run=1 -F files=@large.csv
check "and more than 50 MiB" answered 413
head -c 2000000 /dev/zero | tr '\0' 'x' >large.txt
page /sign-in --data-binary @large.txt
check "and a form of 2 MB where no file is expected" answered 413
check "nothing of this was stored" unchanged

# ---- an office behind one address ----
again
jar=$work/cookies-office
count=0
for try in $(seq 32); do
	rm -f "$jar"
	page '/sign-in?lang=en' -d login=coordinator -d "password=$PASSWORD"
	[ "$got" != 303 ] || count=$((count + 1))
done
check "who sign in rightly are never stopped" is $count 32

# ---- a flood ----
again
jar=$work/cookies-flood
count=0
for try in $(seq 40); do
	page '/sign-in?lang=en' -d "login=flood$try" -d password=wrong
	[ "$got" != 429 ] || count=$((count + 1))
done
check "of 40 tries by one address ten are stopped" is $count 10
page '/sign-in?lang=en' -d login=coordinator -d "password=$PASSWORD"
check "the right password waits with them" answered 429
page /me -b "$as_her"
check "who is signed in notices nothing" answered 200
done_testing

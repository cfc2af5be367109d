#!/bin/sh
# The API: keys, JSON in and out, problem details, the description.
. "$(dirname "$0")/../cli/tap.sh"
. "$(dirname "$0")/serve.sh"

prepare demo
serve

# key NAME [--write]: a key of the coordinator into $key
key() {
	opora token add "$@" --login coordinator --json
	key=$(jq -r .key "$work/out")
}

# call PATH [options of curl]: the answer into $work/out, its status into $got
call() {
	ran="API $1"
	address=$site/api/v1$1
	shift
	got=$(curl -s -m 60 -o "$work/out" -D "$work/err" -w '%{http_code}' -H "Authorization: Bearer $key" "$@" "$address")
}

key reading
call '/schools/demo03/why?year=2023'
check "a page's path under /api/v1 gives its facts" is "$got $(jq -r '.decisions[0].school' "$work/out")" '200 demo03'
opora explain demo03 --year 2023 --json
cp "$work/out" "$work/command"
call '/schools/demo03/why?year=2023'
check "the same as the command prints" cmp -s "$work/out" "$work/command"
call '/schools/demo03/why?year=abc' -H 'Accept-Language: en'
check "a wrong field is told as problem details" is \
	"$got $(jq -r '.title + " " + .errors[0].field' "$work/out")" '422 usage year'
check "of their media type" complained 'application/problem+json'
call /schools/none/why?year=2023
check "what is not there answers 404" is "$got $(jq -r .title "$work/out")" '404 not-found'
call /no/such
check "a path that is none, too" is "$got" 404
call '/schools?year=2023' -X POST
check "another verb answers 405" is "$got" 405
call /users
check "what the role does not allow answers 403" is "$got $(jq -r .title "$work/out")" '403 denied'
call /lists/make -H 'Content-Type: application/json' -d '{"kind":"results","year":2023}'
check "a key that reads writes nothing" is "$got $(sql 'SELECT count(*) FROM listing')" '403 0'

key=none
call '/schools?year=2023'
check "a key that is none answers 401" is "$got" 401
got=$(curl -s -m 60 -o "$work/out" -D "$work/err" -w '%{http_code}' "$site/api/v1/schools?year=2023")
check "so does no key, and says how" is "$got $(grep -ci '^WWW-Authenticate: Bearer' "$work/err")" '401 1'
sign_in coordinator "Учебный район"
page '/api/v1/schools?year=2023'
check "a session's cookie is no key" answered 401

key writing --write
call /lists/make -H 'Content-Type: application/json' -d '{"kind":"results","year":2023}'
check "a key that writes makes a list from a JSON body" is "$got $(sql 'SELECT count(*) FROM listing')" '200 1'
call /lists/make -H 'Content-Type: application/json' -d '{"kind":"results","year":'
check "a body that is no JSON is refused" is "$got $(jq -r .title "$work/out")" '422 invalid'
call /lists/make -H 'Content-Type: text/plain' -d '{"kind":"results","year":2023}'
check "nor is one of another kind than JSON read" is "$got $(sql 'SELECT count(*) FROM listing')" '415 1'
printf 'year;procedure;school;participants;low\n2023;VPR5_MA;demo03;10;12\n' >"$work/wrong.csv"
call /import -F "files=@$work/wrong.csv"
check "mistakes of a file come with their rows" is \
	"$got $(jq -r '.files[0].problems[0].row' "$work/out")" '422 2'
check "and nothing of it is stored" is "$(jq -r .stored "$work/out")" false
call /import -F 'files=@/etc/passwd;filename=x.csv' -F 'problems=/tmp/opora-api-test.xlsx'
check "a field of the server's machine is not taken" [ ! -e /tmp/opora-api-test.xlsx ]

opora list draft --from 1
opora list exclude 2 demo04 --reason 'уточнены данные' --document 4 --day 2023-09-10
call /lists/2/exclude -H 'Content-Type: application/json' \
	-d '{"school":"demo03","reason":"решение","document":"5","day":"2023-09-11","rev":1}'
check "who saw another state is told the one there is" is "$got $(jq -r '"\(.title) \(.rev)"' "$work/out")" '409 conflict 2'

call /openapi.json
check "the description is OpenAPI 3.1" json '.openapi == "3.1.0"'
check "every operation has its own id" json '[.paths[][] | .operationId] | length == (unique | length)'
check "every word in braces of a path is one of its parameters" json \
	'[.paths | to_entries[] | .key as $p | .value[] | .parameters as $q |
	  [$p | scan("\\{([^}]*)\\}")[0]] - [$q[] | select(.in == "path") | .name]] | flatten == []'
check "fields of the server's machine are not in it" json \
	'[.paths["/import"].post.requestBody.content[].schema.properties | keys[]] | index("problems") == null'
done_testing

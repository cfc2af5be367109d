#!/bin/sh
# Accounts, roles, keys, posts and bodies; and that no secret stands anywhere it was not asked for.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1

# with "line" COMMAND...: a command that reads the line from standard input.
with() {
	line=$1
	shift
	on_sqlite || use_schema
	status=0
	ran="$*"
	echo "$line" | "$OPORA" --data "$dir" --lang en "$@" >"$work/out" 2>"$work/err" || status=$?
}

prepare demo
password=$(sed -n 's/.*with the password \([a-z0-9-]*\),.*/\1/p' out)
check "the demonstration tells one password for all its accounts" [ ${#password} -eq 19 ]
opora user list --json
check "it has an account of each role, marked as its own" \
	json '[.users[] | select(.demo) | .roles[0].role] | sort ==
	["admin","approver","control","coordinator","curator","expert","methodist","region","school"]'
opora demo
check "run again it makes no second accounts and tells no password" not said 'with the password'

opora user add metodist --name 'Методист' --post 'методист' --role methodist --org 'Учебный район' --json
check "a new account has its role and a link" \
	json '.role == "methodist" and .org == "Учебный район" and (.link | test("^/join/[0-9a-f]{64}$"))'
link=$(jq -r '.link | ltrimstr("/join/")' out)
account=$(jq .account out)
check "the link is kept as a digest only" is "$(dump invitation | grep -c "$link")" 0
opora user add METODIST --name a --post b
check "a login is taken whatever its letters' case" exits 5
opora user add 'ме тод' --name a --post b
check "a login is Latin" exits 1
opora user add other --name a --post b --role coordinator --org 'Нет такого'
check "an organisation that is not there is told" exits 3
opora user add other --name a --post b --role boss
check "so is a role" exits 2
opora user add other --name a --post b --role admin --org 'Учебный район'
check "nobody administers a part of the installation" exits 4

opora user edit metodist --post 'старший методист' --email metodist@example.ru --json
check "post and address of a person are changed, the name stays" \
	json '.name == "Методист" and .post == "старший методист" and .email == "metodist@example.ru" and .rev == 2'
opora user edit metodist --name 'Второй' --rev 1
check "who saw an earlier state is refused" exits 5
opora user edit metodist --email ''
check "an address is taken away" is "$(sql "SELECT coalesce(email, 'none') FROM person WHERE post = 'старший методист'")" none
opora user edit metodist --post 'старший методист'
check "a change that changes nothing is none" exits 1
opora user edit metodist --post ''
check "a person has a post" exits 1
opora user edit metodist --post 'методист'
opora user show metodist
check "an account is shown with its person and role" said 'Учебный район'
opora user show nobody
check "one that is not there is told" exits 3

secret='синий трактор едет в поле'
with "$secret" user passwd metodist
check "a password is read from standard input" exits 0
with 'metodist-2026-long' user passwd metodist
check "one with the login in it is refused" complained 'login must not stand'
with 'Учебный район 2026' user passwd metodist
check "nor made of where one works" complained 'letters left: 0, needed: 8'
with 'short' user passwd metodist
check "a short one is refused" exits 1
opora user passwd metodist
check "none at all is wrong usage" exits 2
opora user passwd metodist --password "$secret"
check "a password is no option" exits 2
check "it is kept as Argon2id" is \
	"$(sql "SELECT substr(secret, 1, 10) FROM account WHERE id = $account")" '$argon2id$'

opora user grant metodist --role control --org demo01 --since 2026-09-01 --until 2027-08-31 --document 'приказ № 1' --json
check "a second role has its school and term" exits 0
grant=$(jq .number out)
opora user list --json
check "both stand in the list" json '[.users[] | select(.login == "metodist") | .roles[].role] == ["methodist","control"]'
opora user grant metodist --role control --since 2026-09-02 --until 2026-09-01
check "a term that ends before it begins is refused" exits 1
opora user revoke metodist "$grant"
check "a role is taken back" exits 0
opora user revoke metodist "$grant"
check "once" exits 5
opora user revoke metodist 999
check "a role of somebody else is not found" exits 3

opora token add 'журнал' --login metodist --days 10 --json
check "a key is shown once" json '.key | test("^[0-9a-f]{64}$")'
key=$(jq -r .key out)
opora token list --json
check "and never again" is "$(grep -c "$key" out)" 0
check "it only reads unless more is asked" json '.keys[0].writes == false and .keys[0].role == "methodist"'
opora token end 1
opora token list --json
check "an ended key is gone" json '.keys == []'
opora token add x --login control --write --json
key2=$(jq -r .key out)

opora user disable metodist
opora user list --json
check "an account is shut" json '.users[] | select(.login == "metodist") | .disabled'
opora user enable metodist
opora user reset metodist --json
check "a new link takes the password away" json '.link'
reset=$(jq -r '.link | ltrimstr("/join/")' out)
check "at once" is "$(sql "SELECT count(*) FROM account WHERE id = $account AND secret IS NULL")" 1
check "and earlier links with it" is "$(sql "SELECT count(*) FROM invitation WHERE account = $account AND used IS NULL")" 1
opora user reset-2fa metodist
check "a second factor is not taken off without a reason" exits 2
opora user reset-2fa metodist --reason 'служебная записка № 4'
opora audit --action 'user reset-2fa' --json
check "which stands in the audit" json '.rows[0].changes | contains("служебная записка № 4")'
opora user reset nobody
check "an account that is not there is told" exits 3

opora post add 'Директор' --org demo01 --json
post=$(jq .number out)
opora post add 'ДИРЕКТОР' --org demo01
check "a post stands once in its organisation" exits 5
opora holder set "$post" school --since 2026-01-10
opora holder set "$post" curator --since 2026-09-01 --acting --document 'приказ № 2'
opora post list --json
check "a post passes on in one step: the one before ends the day before" json \
	'[.posts[] | [.since, .until, .acting]] == [["2026-09-01",null,true],["2026-01-10","2026-08-31",false]]'
opora holder set "$post" school --since 2026-08-01
check "nobody begins before who holds it now" exits 5
opora body add 'Совет' --org 'Учебный район'
opora body member 'Совет' --holder-of "$post" --role 'член'
check "a post is a member of a body" exits 0
opora body member 'Совет' --login school --holder-of "$post" --role 'член'
check "a member is either a person or a post" exits 2
opora body list --json
member=$(jq '.members[] | select(.role == "член").member' out)
opora body leave "$member" --until 2000-01-01
check "nobody leaves a body before being in it" exits 1
opora body leave "$member" --json
check "a member leaves a body" json ".number == $member"
opora body list --json
check "and stays in its history with the last day" json '[.members[].until] == ["'"$(date +%F)"'"]'
opora body leave 99
check "who is no member does not leave" exits 3
opora body member demo01 --login school --role 'член'
check "a school is no body" exits 3

opora audit --actor school
check "who did nothing has no rows" is "$(wc -l <out)" 0
opora audit --object "account $account" --json
check "the audit of one account" json "all(.rows[]; .kind == \"account\" and .object == $account) and (.rows | length) > 5"
opora audit --since 2000-01-01 --until 2000-12-31 --json
check "the audit of a year in which nothing was done" json '.rows == []'
opora audit --csv audit.csv
check "the audit as a table" is "$(head -c 6 audit.csv | tail -c 3)" row

# Secrets: what was typed or shown once stands nowhere.
opora audit --last 10000 --json
cp out audit.json
tables='person account recovery_code invitation role_grant session token post holder member audit
	audit_detail setting'
for planted in "$password" "$secret" "$link" "$reset" "$key" "$key2" 'metodist-2026-long'; do
	# shellcheck disable=SC2086
	dump $tables >all
	check "a secret is not in the database" is "$(grep -cF -- "$planted" all)" 0
	check "nor in the audit" is "$(cat audit.json audit.csv | grep -cF -- "$planted")" 0
done
opora check
check "and all is in order" exits 0
done_testing

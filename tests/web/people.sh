#!/bin/sh
# Whole tasks of people: first start, second factor, accounts, what is guessed, forged or another's.
. "$(dirname "$0")/../cli/tap.sh"
. "$(dirname "$0")/serve.sh"
cd "$work" || exit 1
command -v oathtool >/dev/null || {
	echo "1..0 # SKIP oathtool is absent"
	exit 0
}
secret_word='четыре разных слова рядом'

# goes_to ADDRESS: the last answer sends the browser exactly there.
goes_to() {
	is "$(sed -n 's/^[Ll]ocation: \(.*\)\r$/\1/p' headers)" "$1"
}

# as NAME: another browser.
as() {
	jar=$work/cookies-$1
}

# log_in LOGIN [BACK]: the password is $secret_word.
log_in() {
	rm -f "$jar"
	page "/sign-in?lang=en&back=${2:-/me}" --data-urlencode "login=$1" \
		--data-urlencode "password=$secret_word"
}

# choose_password LINK: as the person who got it.
choose_password() {
	page "$1?lang=en" --data-urlencode "password=$secret_word" \
		--data-urlencode "again=$secret_word"
}

# turn_on_factor: leaves the key of the authenticator in $factor.
turn_on_factor() {
	send '/me/second-factor?lang=en' -d x=
	factor=$(sed -n 's|.*<code>\([A-Z2-7 ]*\)</code>.*|\1|p' page | tr -d ' ')
}

code() {
	oathtool --totp -b -N "${1:-now}" "$factor"
}

cat >schools.csv <<'END'
code;name;municipality;region;levels
one;Учебная школа № 1;Первый район;Учебная область;НОО
two;Учебная школа № 2;Второй район;Учебная область;НОО
END
prepare init
prepare import schools.csv
serve
link=$(sed -n 's|.*\(/join/[0-9a-f]*\).*|\1|p' serve.out)
as admin

# ---- the first start ----
check "the first start prints a link" test -n "$link"
page "$link?lang=en" --data-urlencode "password=$secret_word" --data-urlencode 'again=another one 123'
check "two passwords that differ are none" answered 422
check "and it is said" shows 'The two passwords differ'
page "$link?lang=en" --data-urlencode 'password=short' --data-urlencode 'again=short'
check "a short one is refused" answered 422
choose_password "$link"
check "the link takes a password" answered 303
check "and leads to signing in" goes_to /sign-in?done=$(sed -n 's/.*done=\([0-9]*\).*/\1/p' headers)
choose_password "$link"
check "it works once" shows 'This link was used or is too old'
check "the log knows no link" sh -c "! grep -q '${link#/join/}' serve.err"

# ---- signing in, and a second factor that must be there ----
page '/users?status=works&x=1'
check "nobody is sent to sign in, and back afterwards" \
	goes_to '/sign-in?back=%2Fusers%3Fstatus%3Dworks%26x%3D1'
page '/sign-in?lang=en' -d login=admin -d password=wrong
check "a wrong password is no server error" answered 403
check "and says nothing of whether the account is there" shows 'Login or password is wrong'
page '/sign-in?lang=en' -d login=nobody.here -d password=wrong
check "nor of one that is not" shows 'Login or password is wrong'
log_in admin /users
check "a role that needs a second factor sets it up first" \
	goes_to '/me/second-factor?back=%2Fusers'
check "the cookie is not for scripts nor for other sites" \
	grep -qi '^set-cookie: opora=.*; Path=/; HttpOnly; SameSite=Lax' headers
half=$(grep -o 'opora	.*' "$jar" | cut -f2)
for path in / /me /users /audit /work/1 /permissions /api/v1/users; do
	page $path
	check "meanwhile $path is not reached" [ "$got" != 200 ]
done
page '/me/second-factor?lang=en'
page "$(grep -o '/static/app[^"]*css' page)"
check "but what pages are made of is" answered 200
turn_on_factor
check "the picture and the key are shown" [ ${#factor} -eq 32 ]
check "the picture is a drawing in the page" shows '<path d="M'
page '/me/second-factor/code?lang=en' -d "csrf=$(csrf)" -d code=000000
check "a code that doesn't fit turns nothing on" answered 422
spent=$(code)
page '/me/second-factor/code?lang=en&back=/users' -d "csrf=$(csrf)" -d "code=$spent"
check "the first code does, and recovery codes are shown" is "$(grep -c '<li><code>' page)" 10
check "the key lies sealed in the database" is "$(sql "SELECT count(*) FROM account WHERE totp_secret LIKE 'x1$%'")" 1
check "so that who has the database can't read it" sh -c "! grep -qa '$factor' '$dir'/opora.db*"
check "what opens it lies beside, its owner's alone" is "$(stat -c %a "$dir/secret.key")" 600
check "of which slow hashes are kept" is "$(sql "SELECT count(*) FROM recovery_code WHERE hash LIKE 'argon2id8$%'")" 10
recovery=$(sed -n 's|.*<li><code>\(.*\)</code>.*|\1|p' page | head -n 1)

# What becomes of the file of the key is noticed, and said with what to do.
mv "$dir/secret.key" kept.key
opora check
check "a lost key is found by check" is "$status $(grep -c "secret.key is not there" err)" "6 1"
page '/system?lang=en'
check "and stands on the page of the system" shows 'secret.key is not there, and codes of 1 second factor'
install -m 640 kept.key "$dir/secret.key"
opora check
check "a key that others may read, too" complained 'chmod 600'
rm "$dir/secret.key"
head -c 32 kept.key >"$dir/secret.key"
chmod 600 "$dir/secret.key"
opora check
check "and a cut one" complained 'secret.key is no key of Opora'
tr 0-9a-f 1-9a-f0 <kept.key >"$dir/secret.key"
opora check
check "and another one, with whose factor it does not open" \
	complained 'is not the key that 1 second factor was set up with'
check "by the name of the account" complained 'reset-2fa): admin'
mv kept.key "$dir/secret.key"
opora check --json
check "with the right one nothing is wrong" json '.clean and .second_factors == 1'
if on_sqlite; then
	prepare backup with-factor.tar
	run "$OPORA" --data "$work/restored" --lang en restore with-factor.tar
	check "a restored installation lacks the key, and says so" said "$work/restored/secret.key is not there"
fi
check "the session got another token" [ "$(grep -o 'opora	.*' "$jar" | cut -f2)" != "$half" ]
curl -s -o page -D headers -H "Cookie: opora=$half" "$site/users"
check "the old one is nobody's" goes_to '/sign-in?back=%2Fusers'
page '/users?lang=en'
check "now the accounts are there" answered 200

# ---- codes are spent; back stays on this site ----
page '/me?lang=en'
page /sign-out -d "csrf=$(csrf)"
check "signing out leads to signing in" answered 303
page /users
check "and is the end of the session" goes_to '/sign-in?back=%2Fusers'
log_in admin /audit
check "the code is asked, the way back is kept" goes_to '/sign-in/code?back=%2Faudit'
page /users
check "the password alone opens nothing" answered 303
page '/sign-in/code?lang=en&back=/audit'
token=$(csrf)
page '/sign-in/code?lang=en&back=/audit' -d "csrf=$token" -d "code=$spent"
check "a code that was used is refused" shows 'The code is wrong, or was used already'
page '/sign-in/code?lang=en&back=/audit' -d "csrf=$token" -d "code=$(code 'now + 30 seconds')"
check "the next one opens the page that was wanted" goes_to /audit
for back in //evil.example https://evil.example '/\evil.example' '/%0d%0aSet-Cookie:x=1'; do
	as stranger
	rm -f "$jar"
	page "/sign-in?back=$back" -d login=admin --data-urlencode "password=$secret_word"
	check "no address elsewhere to come back to: $back" goes_to '/sign-in/code?back=%2F'
	check "and no header of its own" sh -c '! grep -qi "^set-cookie: x" headers'
done
page '/sign-in/code?lang=en'
page '/sign-in/code?lang=en' -d "csrf=$(csrf)" -d "code=$recovery"
check "a recovery code opens, and it is said how many are left" shows '9 codes are left'
as admin

# ---- forms of others ----
page '/settings?lang=en'
token=$(csrf)
page /settings/authority -d value=x
check "a form without its token is refused" answered 403
page /settings/authority -d "csrf=$token" -d value=x -H 'Origin: https://evil.example'
check "one of another site, too" answered 403
page /settings/authority -d "csrf=$token" -d value=x -H 'Sec-Fetch-Site: cross-site'
check "also where the browser says so" answered 403
page /settings/authority -d "csrf=$token" --data-urlencode 'value=Управление <b>образования</b>' \
	-H "Origin: $site"
check "our own is taken" answered 303
page '/settings?lang=en'
check "and kept, as text" shows 'value="Управление &lt;b&gt;образования&lt;/b&gt;"'

# ---- a coordinator ----
send '/users/add?lang=en' -d login=coordinator.1 --data-urlencode 'name=Координатор' \
	--data-urlencode 'post=координатор' -d role=coordinator --data-urlencode 'org=Первый район'
check "an account is added" answered 200
hers=$(sed -n 's|.*value="http://127[^/]*\(/join/[0-9a-f]*\)".*|\1|p' page)
check "its link is shown once" test -n "$hers"
page '/users?lang=en&role=coordinator&state=invited'
check "the list has the account" said coordinator.1
check "filtered, it has no other" hides '>admin</th>'
page '/users?lang=en'
check "and no link" hides "$hers"
check "nor any other secret" hides /join/
send '/users/add?lang=en' -d login=clean.1 -d post=x \
	--data-urlencode "name=$(printf 'А\r\nSet-Cookie: x=1')"
check "a name adds no header" sh -c '! grep -qi "^set-cookie: x" headers'
as coordinator
choose_password "$hers"
log_in coordinator.1
check "she signs in with the password alone" goes_to /me
page '/me?lang=en'
check "the page says where she works" said 'Первый район'
page '/schools/one/why?year=2023&lang=en'
own=$got
page '/schools/two/why?year=2023&lang=en'
check "a school of another municipality is as if it were not" [ "$got" = 404 ]
check "her own is there" [ "$own" != 404 ]
for path in /users /audit /system /backups /settings /posts; do
	page $path
	check "$path is not for her" answered 403
done
page '/me?lang=en'
token=$(csrf)
page /users/admin/disable -d "csrf=$token"
check "nor are the accounts of others" answered 403
admins=$(sql "SELECT min(s.id) FROM session s JOIN account a ON a.id = s.account WHERE a.login = 'admin'")
page "/sessions/$admins/end" -d "csrf=$token"
check "nor their sessions" [ "$got" != 303 ]
opora token add probe --login admin --json
key=$(jq -r .key out)
number_of_key=$(jq -r .number out)
page "/keys/$number_of_key/end" -d "csrf=$token"
check "nor their keys" [ "$got" != 303 ]
page /me/role -d "csrf=$token" -d role=1
check "nor their roles" [ "$got" != 303 ]
as admin
page /users
check "the administrator is still there" answered 200

# ---- the page of an account; two who change the same ----
page '/users/coordinator.1?lang=en'
check "an account has a page" said 'Первый район'
check "from which its person is changed" shows 'href="/users/coordinator.1/edit'
page '/users/coordinator.2?lang=en'
check "no account, no page" answered 404
page '/users/coordinator.1/edit?lang=en'
check "the form begins with what is stored" shows 'name="post" value="координатор"'
check "and with the state it was made of" shows 'name="rev" value="1"'
ours=$(csrf)
edit() {
	page '/users/coordinator.1/edit?lang=en' -d "csrf=$ours" "$@"
}
edit -d rev=1 --data-urlencode 'name=Координатор' --data-urlencode 'post=старший координатор' -d email=a@example.ru
check "a change is kept, and the account is shown" goes_to \
	"/users/coordinator.1?done=$(sed -n 's/.*done=\([0-9]*\).*/\1/p' headers)"
page '/users/coordinator.1?lang=en'
check "with its address for letters" said 'a@example.ru'
check "and with who changed it" shows 'Name, post and address of the person of an account<span class="second">'
check "and a way to all rows about it" shows 'href="/audit?object=account%20'
edit -d rev=1 --data-urlencode 'name=Координатор <b>второй</b>' --data-urlencode 'post=координатор' -d email=
check "who saw the state before is not obeyed" answered 409
check "nothing of his is stored" is "$(sql "SELECT post || ' ' || rev FROM person WHERE name = 'Координатор'")" \
	'старший координатор 2'
check "he is told who changed it" said 'administrator'
check "and still in the section of accounts" shows '" aria-current="page">Administration<'
check "and what" shows 'Post: <bdi lang="ru">старший координатор'
check "he sees what is stored" said 'a@example.ru'
check "and his own, as text" shows 'Координатор &lt;b&gt;второй&lt;/b&gt;'
check "his form is there again" shows 'name="name" value="Координатор &lt;b&gt;второй&lt;/b&gt;"'
check "with the state it would be saved over" shows 'name="rev" value="2"'
check "what is stored can be kept" shows 'href="/users/coordinator.1"'
edit -d rev=2 --data-urlencode 'name=Координатор' --data-urlencode 'post=координатор' -d email=
check "over it, deliberately, it is saved" answered 303
check "an emptied address is none" is "$(sql "SELECT post || ' ' || coalesce(email, 'none') FROM person WHERE name = 'Координатор'")" \
	'координатор none'
edit -d rev=3 -d name= --data-urlencode 'post=координатор'
check "a person has a name" answered 422
check "and the form keeps the state that was seen" shows 'type="hidden" name="rev" value="3"'
edit -d rev=3 --data-urlencode 'name=Координатор' --data-urlencode 'post=координатор' -d email=nowhere
check "an address is one" shows 'An address for letters looks like'
check "the audit has what was before" is "$(sql "SELECT count(*) FROM audit_detail WHERE changes LIKE '%\"post before\":\"координатор\"%'")" 1

# ---- her look, her year, her key ----
as coordinator
page /me/look -d "csrf=$token" -d theme=dark -d back=/me
check "a theme is chosen" goes_to /me
page '/me?lang=en'
check "and is on every page" shows 'data-theme="dark"'
page '/keys/add?lang=en'
check "the form of a key names its fields by what they are" is \
	"$(sed -n 's|.*<label for="f-[a-z]*">\(.*\)$|\1|p' page | tr '\n' ';')" 'Name of the key;Role;Term in days;'
check "and shows the way back" shows '<a href="/keys">'
page '/me/password?lang=en'
check "a form made of its fields shows the way back, too" shows '<a href="/me">'
send '/keys/add?lang=en' --data-urlencode 'name=журнал'
check "a key is shown once" is "$(grep -c 'id="key"' page)" 1
page '/keys?lang=en'
check "and then never" hides 'id="key"'
turn_on_factor
page '/me/second-factor/code?lang=en' -d "csrf=$(csrf)" -d "code=$(code)"
check "she turns a second factor on, too" is "$(grep -c '<li><code>' page)" 10

# ---- posts and bodies ----
as admin
send '/posts/add?lang=en' --data-urlencode 'title=Методист' --data-urlencode 'org=Первый район'
check "a post is added" answered 303
page '/posts/1/holder?lang=en'
check "to whom is chosen from people, not typed" shows '<option value="coordinator.1" lang="ru">Координатор, координатор (coordinator.1)'
page '/posts/add?lang=en'
check "of which organisation, too" shows '<option value="Первый район" lang="ru">Первый район'
check "a school is offered by its code" shows '<option value="one" lang="ru">Учебная школа № 1 (one)'
send '/posts/1/holder?lang=en' -d login=coordinator.1 -d since=01.11.2026
page '/posts?lang=en'
check "and handed over" said 'Координатор'

# She hands it over herself.
prepare user add colleague --name 'Второй координатор' --post 'методист' --role methodist --org 'Первый район'
prepare user add stranger --name 'Посторонний' --post 'методист' --role methodist --org 'Второй район'
as coordinator
page '/me?lang=en'
check "she sees the post she holds" shows 'href="/me/posts/1/hand-over"'
page '/me/posts/1/hand-over?lang=en'
check "she chooses from her colleagues" shows '<option value="colleague" lang="ru">Второй координатор, методист (colleague)'
check "not from those of another organisation" hides 'value="stranger"'
check "nor herself" hides 'value="coordinator.1"'
send '/me/posts/1/hand-over?lang=en' -d login=stranger
check "it does not go to another organisation" answered 404
send '/me/posts/1/hand-over?lang=en' -d login=coordinator.1
check "nor to herself" answered 422
send '/me/posts/1/hand-over?lang=en' -d login=colleague -d since=01.11.2026
check "nor back in time" answered 422
send '/me/posts/2/hand-over?lang=en' -d login=colleague
check "another post is not hers to give" answered 404
check "which all left the holder" is "$(sql 'SELECT count(*) FROM holder')" 1
send '/me/posts/1/hand-over?lang=en' -d login=colleague -d acting=1 --data-urlencode 'document=приказ № 7'
check "to a colleague it goes" answered 303
check "who is acting, on a paper" is "$(sql "SELECT acting || ' ' || document FROM holder ORDER BY since DESC LIMIT 1")" '1 приказ № 7'
check "and she held it till the day before" is "$(sql 'SELECT count(*) FROM holder WHERE until IS NOT NULL')" 1
check "the audit has it" is "$(sql "SELECT count(*) FROM audit WHERE action = 'hand-over' AND object_kind = 'post' AND object_id = 1")" 1
page '/me?lang=en'
check "she holds it no more" hides '/me/posts/1/'
as admin
send '/bodies/add?lang=en' --data-urlencode 'name=Координационный совет' --data-urlencode 'org=Первый район'
page '/bodies/member?lang=en'
check "a body, a person, a post are chosen" [ "$(grep -c '<select id="f-\(body\|login\|holder-of\)"' page)" = 3 ]
send '/bodies/member?lang=en' --data-urlencode 'body=Координационный совет' -d holder-of=1 -d role=chair
page '/bodies?lang=en'
check "a body has its members" said 'chair'
send '/bodies/members/1/leave?lang=en' -d until=31.08.2030
page '/bodies?lang=en'
check "who leave on a day" said '2030'
page '/permissions?lang=en&part=people'
check "the matrix is filtered by part" hides 'opora import<'

# ---- a role is taken back ----
prepare user grant colleague --role expert --org one
page '/users/colleague?lang=en'
revoke=$(sed -n 's|.*href="\(/users/colleague/revoke?role=[0-9]*\)".*Take the role back<span class="hidden">: expert.*|\1|p' page)
page "$revoke&lang=en"
check "the form says which role it takes back, and where it held" said 'Учебная школа № 1'
check "and asks for no number" hides 'type="text"'
send "$revoke&lang=en" -d "role=${revoke#*role=}"
check "it is taken back" answered 303
page '/users/colleague?lang=en'
check "and asked for no more" hides "$revoke"
page "/users/colleague/revoke?lang=en&role=999"
check "a number that is none of the account's is asked for" shows 'name="role"'

# ---- it is lost ----
send '/users/coordinator.1/reset-2fa?lang=en'
check "taking it off needs a reason" answered 422
send '/users/coordinator.1/reset-2fa?lang=en' --data-urlencode 'reason=служебная записка № 4' -d own=wrong
check "and one's own password" answered 422
check "the second factor is still on" is "$(sql "SELECT totp_state FROM account WHERE login = 'coordinator.1'")" on
send '/users/coordinator.1/reset-2fa?lang=en' --data-urlencode 'reason=служебная записка № 4' --data-urlencode "own=$secret_word"
check "the administrator takes it off" answered 303
as coordinator
page /me
check "her sessions are over" answered 303
log_in coordinator.1
check "the password is enough again" goes_to /me
as admin
page '/audit?lang=en&action=user+reset-2fa'
check "the reason stands in the audit" said 'служебная записка № 4'
check "what changed is said in words" shows 'Reason: <bdi'
check "and not as it is stored" hides '{&quot;reason'
page '/audit?lang=en&actor=coordinator.1'
check "the audit by account has her actions" said 'coordinator.1'
check "and only hers" hides '<span class="second">user reset-2fa</span>'
page '/audit?lang=en&verify=1'
check "the chain is whole" shows 'The audit chain is whole'
page '/audit?lang=en&last=2'
check "earlier rows are a step away" shows 'rel="next"'
earlier=$(sed -n 's/.*rel="next" href="\([^"]*\)".*/\1/p' page | sed 's/&amp;/\&/g')
newest=$(sed -n 's|.*№ \([0-9]*\)</span>.*|\1|p' page | head -n 1)
page "$earlier"
check "where the numbers go on" is "$(sed -n 's|.*№ \([0-9]*\)</span>.*|\1|p' page | head -n 1)" $((newest - 2))
check "and back to the newest" said 'To the newest'
page '/audit?lang=en&action=user+add'
check "a row leads to the page of what it is about" shows '<a href="/users/coordinator.1">account coordinator.1</a>'
check "and to all rows about it" shows '>all rows<'
page '/audit?lang=en'
check "an action is chosen by what it does" shows '<option value="user reset-2fa">'
token=$(sed -n 's/.*name="csrf" value="\([0-9a-f]*\)".*/\1/p' page | head -n 1)
page '/audit/verify?lang=en' -H "Origin: $site" -d "csrf=$token"
check "the chain is checked by a button, and said to be whole" said 'The audit chain is whole'
page '/system?lang=en'
check "and the system knows when" hides 'never checked'
page '/audit?format=xlsx&action=user+add'
check "the audit is a table for Excel" is "$(head -c 2 page)" PK
page '/audit?format=csv'
check "the audit is a table, too" grep -q 'служебная записка' page
check "with no password and no key in it" sh -c "! grep -q -e '$secret_word' -e '$key' page"

# ---- the installation ----
page '/system?lang=en'
check "the system page counts" said 'rows of the audit'
check "it has the workers of the server" shows '<dt>workers</dt><dd>4</dd>'
check "and long work, of which there is none" shows '<dt>long work that waits</dt><dd>0</dd>'
if on_sqlite; then
	page '/backups?lang=en'
	page /backups/make -d "csrf=$(csrf)"
	check "a backup is long work" grep -qi '^location: /work/' headers
	page "$(sed -n 's/^[Ll]ocation: \(.*\)\r$/\1/p' headers)?lang=en"
	check "and is made" shows 'The backup is made'
	file=$(ls "$dir/backups")
	page '/backups?lang=en'
	page "/backups/$file/verify" -d "csrf=$(csrf)"
	page "$(sed -n 's/^[Ll]ocation: \(.*\)\r$/\1/p' headers)?lang=en"
	check "and is read back" shows 'The backup is whole'
	send "/backups/$file/download?lang=en" -d own=wrong
	check "it is not given without the password" answered 422
	send "/backups/$file/download?lang=en" --data-urlencode "own=$secret_word"
	check "with it, it is" cmp -s page "$dir/backups/$file"
	page '/backups/..%2Fopora.db/download'
	page '/backups/opora.db/download' -d "csrf=$token"
	check "no other file of the folder is" [ "$got" != 200 ]
fi
page /health
check "it is well" is "$got $(cat page)" '200 ok'
page /metrics
check "this machine reads the counts" grep -q '^opora_requests_total{class="2xx"} [1-9]' page
page /metrics -H 'X-Forwarded-For: 10.0.0.1'
check "what came through a proxy does not" answered 403
page /metrics -H 'X-Forwarded-For: 10.0.0.1' -H "Authorization: Bearer $key"
check "but the key of an administrator does" answered 200

# ---- what is refused stands in the audit, once an hour ----
as coordinator
refused() {
	sql "SELECT count(*) FROM audit a JOIN audit_detail d ON d.audit = a.id WHERE a.action = '$1' AND d.changes LIKE '%permission%'"
}
before=$(refused 'user list')
page /users
page /users
page '/users?role=admin'
check "a refusal for want of permission is a row of the audit, again and again one" \
	is "$(refused 'user list') $before" '1 1'
page /backups/make -d "csrf=$(csrf)"
check "each action has its own" is "$(refused 'backups make')" 1
sql "UPDATE refusal SET hour = hour - 1" >/dev/null
page /users
check "in another hour it is said again" is "$(refused 'user list')" 2
opora user show coordinator.1 --json
check "none of it, and no coming and going, is the history of the account" json '[.history[].action] |
	index("user add") and index("join") and index("user edit") and index("second-factor confirm") and
	([index("user list", "backups make", "sign-in", "sign-out", "look")] | all(. == null))'
opora audit --verify
check "and the chain is whole" exits 0

# ---- a result is of the role in which it was asked for ----
prepare user grant coordinator.1 --role control --org 'Первый район'
role_of() {
	sql "SELECT max(g.id) FROM role_grant g JOIN account a ON a.id = g.account WHERE a.login = 'coordinator.1' AND g.role = '$1'"
}
act_in() {
	page '/me?lang=en'
	page /me/role -d "csrf=$(csrf)" -d "role=$(role_of "$1")"
}
printf 'year;procedure;school;participants;low\n2023;VPR5_MA;one;10;4\n' >r.csv
page '/import?lang=en'
page /import -F "csrf=$(csrf)" -F dry-run=1 -F files=@r.csv
result=$(sed -n 's/^[Ll]ocation: \(.*\)\r$/\1/p' headers)
page "$result?lang=en"
check "she sees what her import found" answered 200
act_in control
page "$result?lang=en"
check "in another role she does not" answered 404
act_in coordinator
page "$result?lang=en"
check "back in hers she does" answered 200

# ---- other sessions end by the password only ----
here=$jar
as elsewhere
log_in coordinator.1
check "she is signed in elsewhere, too" goes_to /me
jar=$here
other=$(sql "SELECT max(s.id) FROM session s JOIN account a ON a.id = s.account WHERE a.login = 'coordinator.1'")
send "/sessions/$other/end?lang=en" -d own=wrong
check "a browser left open ends no other session" answered 422
send "/sessions/$other/end?lang=en"
check "without a word least of all" answered 422
check "the other is still there" is "$(sql "SELECT count(*) FROM session WHERE id = $other")" 1
send "/sessions/$other/end?lang=en" --data-urlencode "own=$secret_word"
check "her password ends it" is "$got $(sql "SELECT count(*) FROM session WHERE id = $other")" '303 0'
as elsewhere
log_in coordinator.1
jar=$here
send '/sessions/end-others?lang=en' --data-urlencode "own=$secret_word"
check "or all others at once" is "$got $(sql "SELECT count(*) FROM session s JOIN account a ON a.id = s.account WHERE a.login = 'coordinator.1'")" '303 1'
page '/me?lang=en'
check "but this one" answered 200

# ---- another password ends keys of programs ----
keys() {
	sql "SELECT count(*) FROM token t JOIN account a ON a.id = t.account WHERE a.login = 'coordinator.1'"
}
check "she has a key" is "$(keys)" 1
send '/me/password?lang=en' --data-urlencode "old=$secret_word" --data-urlencode 'password=пять других слов подряд' \
	--data-urlencode 'again=пять других слов подряд'
check "her own new password ends it" is "$(keys)" 0
opora token add again --login coordinator.1 --role "$(role_of coordinator)"
check "(another key)" is "$(keys)" 1
opora user reset coordinator.1
check "a link for a new password, too" is "$(keys)" 0
echo "$secret_word" | "$OPORA" --data "$dir" user passwd coordinator.1 >/dev/null 2>&1

# ---- guessing ----
as stranger
rm -f "$jar"
# told LOGIN PASSWORD: what the page says, but for the login typed and the token.
told() {
	page '/sign-in?lang=en' --data-urlencode "login=$1" --data-urlencode "password=$2"
	sed -e "s/value=\"$1\"/value=\"\"/" -e 's/value="[0-9a-f]\{64\}"//' page >"told-$1"
	said_status=$got
}
for try in 1 2 3 4 5 6; do
	told coordinator.1 wrong
	known=$said_status
	told coordinator.9 wrong
done
check "after six failures a login that is there and one that is not answer alike" \
	is "$known" "$said_status"
check "in every word" cmp -s told-coordinator.1 told-coordinator.9
log_in coordinator.1
check "the right password waits, too" answered 403
told coordinator.1 "$secret_word"
check "and says the same" cmp -s told-coordinator.1 told-coordinator.9
check "namely that one waits" said 'a minute, then longer, an hour at most'
tries=0
while [ $tries -lt 40 ] && [ "$got" != 429 ]; do
	page '/sign-in?lang=en' -d login=somebody -d password=wrong
	tries=$((tries + 1))
done
check "an address that guesses is stopped" answered 429
check "and told when to come again" grep -qi '^retry-after: 300' headers
done_testing

#!/bin/sh
# Signing in through a provider of OpenID Connect, from the button to the page wanted: first
# oidc-provider of npm, then a provider that answers falsely. Skips, saying so, without Node.js,
# curl, openssl or the npm registry.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../cli/tap.sh"
unset OPORA_LANG https_proxy HTTPS_PROXY all_proxy ALL_PROXY

absent() {
	echo "1..0 # SKIP $1"
	exit 0
}
for tool in node npm curl openssl; do
	command -v $tool >/dev/null || absent "there is no $tool"
done
[ -d "$here/node_modules/oidc-provider" ] ||
	(cd "$here" && npm ci --no-audit --no-fund --ignore-scripts) >"$work/npm" 2>&1 ||
	absent "the packages of npm can't be had"

started=
stop() {
	for pid in $started $server; do
		kill "$pid" 2>/dev/null
	done
	wait 2>/dev/null
	rm -rf "$work"
}
trap stop EXIT
trap 'exit 1' INT TERM
cd "$work" || exit 1

# A certificate authority for this test, and a certificate of 127.0.0.1 by it.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=test-ca \
	-keyout ca.key -out ca.pem 2>/dev/null
openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=127.0.0.1 \
	-keyout key.pem -out cert.csr 2>/dev/null
echo subjectAltName=IP:127.0.0.1 >san
openssl x509 -req -in cert.csr -CA ca.pem -CAkey ca.key -days 2 -extfile san -out cert.pem 2>/dev/null
secret='s3cret:&=%+ of-this-test'
echo "$secret" >secret
chmod 600 secret
echo '{}' >mode

# wait_for FILE PATTERN: prints what sed finds, within 20 s.
wait_for() {
	for _ in $(seq 200); do
		found=$(sed -n "$2" "$1")
		[ -z "$found" ] || break
		sleep 0.1
	done
	echo "$found"
}

# provide KIND: its port in $port.
provide() {
	node "$here/provider.js" "$1" "$work" >"$1.port" 2>"$1.log" &
	started="$started $!"
	port=$(wait_for "$1.port" 's/^\([0-9]*\)$/\1/p')
}

# serve NAME ISSUER SETTING...: the server of the installation, one at a time; its address in $url.
server=
serve() {
	name=$1 issuer=$2
	shift 2
	[ -z "$server" ] || {
		kill "$server"
		wait "$server"
	}
	env OPORA_OIDC_ISSUER="$issuer" OPORA_OIDC_CLIENT_ID='opora test' OPORA_OIDC_SECRET_FILE="$work/secret" \
		OPORA_OIDC_CA_FILE="$work/ca.pem" OPORA_OIDC_NAME='Единый вход' "$@" \
		"$OPORA" --data "$dir" --lang en serve --behind-proxy --listen 127.0.0.1:0 >"opora-$name.out" 2>"opora-$name.log" &
	server=$!
	url=$(wait_for "opora-$name.out" 's|.*\(http://[0-9.:]*\)/.*|\1|p')
}

# What a browser keeps; each address may try only so often, so every browser has its own.
browsers=0
fresh() {
	browsers=$((browsers + 1))
	rm -f jar
}
browse() {
	run curl -sS --max-time 30 --cacert ca.pem -b jar -c jar -D head -o page -w '%{http_code} %{url_effective}\n' \
		-H "X-Forwarded-For: 10.0.0.$browsers" "$@"
}
went_to() {
	grep -q " $url$1\$" out
}
status_is() {
	grep -q "^$1 " out
}
page_says() {
	grep -qF -- "$1" page
}
last_audit() {
	sql 'SELECT a.action, d.changes FROM audit a JOIN audit_detail d ON d.audit = a.id ORDER BY a.id DESC LIMIT 1'
}
audited() {
	last_audit | grep -qF -- "$1"
}
signed_in() {
	browse "$url/me" && status_is 200 && went_to /me
}

opora init
prepare user add metodist --name Методист --post методист --role methodist --email metodist@edu.example
prepare user add glavny --name Администратор --post администратор --role admin
prepare user add drugoy --name Методист --post методист --role methodist

# ---- oidc-provider of npm ----
provide real
real=https://127.0.0.1:$port
serve real "$real" OPORA_OIDC_CLAIM=preferred_username
echo "$url/sign-in/oidc/back" >redirect

fresh
browse "$url/sign-in?back=/sessions"
check "the page of signing in offers the other system by its name" page_says 'Единый вход'
check "with the page wanted" page_says '/sign-in/oidc?back='

# log_in LOGIN: from the button through the provider's form and back.
log_in() {
	browse -L "$url/sign-in/oidc?back=/sessions"
	form=$(sed -n 's/.*action="\([^"]*\)".*/\1/p' page | head -n 1)
	browse -L -d "prompt=login&login=$1&password=x" "$form"
}
log_in metodist
check "who signs in there is signed in here, on the page wanted" went_to /sessions
check "the cookie of the way there is taken away" grep -q '^Set-Cookie: opora-oidc=; .*Max-Age=0' head
check "and stays signed in" signed_in
check "the audit has the account, the system, and that it was linked now" audited '"linked":"metodist"'
check "the account is linked for good" is "$(sql 'SELECT subject FROM external_identity')" metodist
fresh
log_in metodist
check "the second time, too" went_to /sessions
check "without another link" is "$(last_audit)" "sign-in oidc back|{\"through\":\"$real\"}"
fresh
log_in nobody
check "who has no account here is not let in" status_is 403
check "and reads by what number he is known there" page_says 'nobody'
check "no account was made" is "$(sql 'SELECT count(*) FROM account')" 3
check "the refusal is in the audit with the number" audited '"subject":"nobody"'

# ---- A provider that answers falsely ----
provide false
false=https://127.0.0.1:$port
serve false "$false" OPORA_OIDC_CLAIM=email OPORA_OIDC_ACR=two
OPORA_OIDC_ISSUER=$false
export OPORA_OIDC_ISSUER
prepare user link drugoy --subject person-1
opora user link metodist --subject person-1
check "a number is linked to one account" exits 5
opora user link drugoy --subject person-2
check "and an account to one number" exits 5

# answer MODE: a whole signing in, with the provider in this mode.
answer() {
	echo "$1" >mode
	fresh
	browse -L "$url/sign-in/oidc?back=${2:-/sessions}"
}
# refused "sentence" MODE WORD: not let in, a page says why, the audit has the row.
refused() {
	before=$(sql 'SELECT count(*) FROM audit')
	answer "$2"
	check "$1 is refused" not status_is 200
	check "… with a sentence" page_says "$3"
	check "… and a row of the audit" is "$(sql 'SELECT count(*) FROM audit')" $((before + 1))
	check "… of a refusal" audited '"refused":'
	check "… and no session" not signed_in
}

answer '{}'
check "a linked person is signed in" went_to /sessions
answer '{"discovery":{"token_endpoint_auth_methods_supported":["client_secret_post"]}}'
check "the secret goes in the form where the provider wants it so" went_to /sessions
answer '{}' //elsewhere.example/
check "the way back never leads elsewhere" not grep -q elsewhere out
check "but to the first page" signed_in

refused "another nonce" '{"claims":{"nonce":"other"}}' 'nonce'
refused "no nonce" '{"drop":["nonce"]}' 'nonce'
refused "a token that is over" '{"claims":{"exp":1700000000}}' 'exp'
refused "a token of the future" '{"claims":{"iat":4000000000}}' 'iat'
refused "a token for somebody else" '{"claims":{"aud":"other"}}' 'aud'
refused "a token handed on by somebody else" '{"claims":{"azp":"other"}}' 'aud'
refused "a token of another host" '{"claims":{"iss":"https://other.example"}}' 'iss'
refused "a token of nobody" '{"drop":["sub"]}' 'sub'
refused "an answer without a token" '{"tokenBody":"{}"}' 'не передала ID-токен'
refused "an answer that is no JSON" '{"tokenBody":"<html>"}' 'кодом HTTP 200'
refused "an answer that leads elsewhere" '{"tokenBody":"","tokenStatus":302}' 'кодом HTTP 302'
refused "an answer without end" '{"tokenBody":"0123456789","times":30000}' 'не ответил'
refused "a provider that calls itself otherwise" '{"discovery":{"issuer":"https://127.0.0.1"}}' 'называет себя'
refused "an address without TLS for the browser" '{"discovery":{"authorization_endpoint":"http://127.0.0.1/a"}}' \
	'authorization_endpoint'
refused "an address without TLS for the code" '{"discovery":{"token_endpoint":"http://127.0.0.1/t"}}' 'token_endpoint'
refused "a provider without S256" '{"discovery":{"code_challenge_methods_supported":["plain"]}}' 'S256'
refused "the provider's own refusal" '{"error":"access_denied"}' 'access_denied'
refused "a refusal with a script in it" '{"error":"<script>"}' 'не разрешила вход: ?'
refused "a state of another request" '{"state":"0000"}' 'не относится к запросу'
refused "an answer that names another system" '{"answers":"https://other.example"}' 'не от той системы'
refused "an answer that does not name its system" '{"noIssuer":true}' 'не названа система'
refused "a person that nobody linked" '{"claims":{"sub":"person-3"}}' 'person-3'
refused "an address that is not verified" '{"claims":{"sub":"p-4","email":"metodist@edu.example"}}' 'p-4'

# The way back by another browser, and once more by the same.
echo '{}' >mode
fresh
browse "$url/sign-in/oidc"
there=$(curl -sS -o /dev/null -w '%{redirect_url}' -b jar -c jar -H 'X-Forwarded-For: 10.0.1.1' "$url/sign-in/oidc")
back=$(curl -sS --cacert ca.pem -o /dev/null -w '%{redirect_url}' "$there")
cp jar mine
fresh
browse "$back"
check "another browser can't come back in one's place" status_is 403
check "… and the audit tells it" audited '"refused":"state"'
cp mine jar
browse -L "$back"
check "one's own can" signed_in
cp mine jar
browse "$back"
check "a code works once" status_is 403
check "… the second time is in the audit" audited 'invalid_grant'

# The verified address, the second factor.
answer '{"claims":{"sub":"p-5","email":"Metodist@edu.example","email_verified":true}}'
check "a verified address is its account" went_to /sessions
check "which is linked then" is "$(sql "SELECT a.login FROM external_identity e JOIN account a ON a.id = e.account
	WHERE e.subject = 'p-5'")" metodist
refused "the same address of another person" '{"claims":{"sub":"p-6","email":"metodist@edu.example","email_verified":true}}' \
	'связана с другим человеком'
prepare user link glavny --subject chief
answer '{"claims":{"sub":"chief"}}' /users
check "a role that needs a second factor is asked for it" grep -q '/me/second-factor' out
answer '{"claims":{"sub":"chief","amr":["pwd","mfa"]}}' /users
check "unless the other system has asked for both" went_to /users
answer '{"claims":{"sub":"chief","acr":"two"}}' /users
check "also by the acr that was agreed" went_to /users
sql "UPDATE account SET totp_state = 'on', totp_secret = 'GEZDGNBVGY3TQOJQ' WHERE login = 'glavny'"
answer '{"claims":{"sub":"chief"}}' /users
check "who has a second factor here gives its code" grep -q '/sign-in/code?back=' out
prepare user disable glavny
refused "a shut account" '{"claims":{"sub":"chief","amr":["mfa"]}}' 'Учётная запись закрыта'
prepare user unlink drugoy
refused "an account that was unlinked" '{}' 'person-1'

# The certificate, the secret, no provider at all.
chmod 644 secret
refused "a secret that others may read" '{}' 'chmod 600'
chmod 600 secret
serve strange "$false" OPORA_OIDC_CA_FILE=/etc/ssl/certs/ca-certificates.crt
refused "a certificate of an authority that is not ours" '{}' 'не ответил'
serve plain "http://127.0.0.1:$port"
refused "a provider without TLS" '{}' 'https://'
unset OPORA_OIDC_ISSUER
serve none ''
fresh
browse "$url/sign-in"
check "without a provider there is no button" not page_says '/sign-in/oidc'
browse "$url/sign-in/oidc"
check "and no way" status_is 404

# Nothing that is secret stands anywhere.
cat ./*.log ./*.out >all.log
dump audit audit_detail >audit.txt
for text in 's3cret' 'code_verifier' "${back##*code=}"; do
	text=${text%%&*}
	check "«$(echo "$text" | cut -c 1-6)…» stands in no log and no audit" not grep -qF -- "$text" all.log audit.txt
done
opora audit --verify
check "the audit is whole" exits 0
sql "UPDATE account SET totp_state = 'none', totp_secret = NULL WHERE login = 'glavny'" # it had no key
opora check
check "and so is the installation" exits 0
done_testing

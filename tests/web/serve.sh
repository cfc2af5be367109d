# Sourced by the tests of pages, after ../cli/tap.sh:
#
#   . "$(dirname "$0")/../cli/tap.sh"
#   . "$(dirname "$0")/serve.sh"
#   prepare demo
#   serve                                # on a free port of this machine; stopped at the end
#   sign_in methodist "Учебный район"    # role and organisation; the one place that knows how
#   page '/schools?sort=status'
#   check "the list opens" answered 200
#   check "it names the first school" shows 'Учебная школа № 1'
#
# A page lies in $work/page, its headers in $work/headers. curl speaks to 127.0.0.1 only.
jar=$work/cookies
signed=0

stop_serving() {
	[ -z "${server_pid:-}" ] || kill "$server_pid" 2>/dev/null
	[ -z "${server_pid:-}" ] || wait "$server_pid" 2>/dev/null
	server_pid=
}
trap 'stop_serving; rm -rf "$work"' EXIT

# Starts the server on $dir and waits until it says its port.
serve() {
	: >"$work/serve.out" # what an earlier one said must not be read again
	on_sqlite || use_schema
	: >"$work/serve.out" # that of a server before names another port
	"$OPORA" --data "$dir" --lang en serve --listen 127.0.0.1:0 >"$work/serve.out" 2>"$work/serve.err" &
	server_pid=$!
	tries=0
	site=
	while [ -z "$site" ] && [ $tries -lt 300 ] && kill -0 $server_pid 2>/dev/null; do
		site=$(sed -n 's|.*\(http://127.0.0.1:[0-9]*\)/.*|\1|p' "$work/serve.out" | tail -n 1)
		[ -n "$site" ] || sleep 0.1
		tries=$((tries + 1))
	done
	[ -n "$site" ] && return
	check "the server starts" false
	sed 's/^/# /' "$work/serve.err"
	done_testing
	exit 1
}

# sign_in ROLE [ORGANISATION]: a new account of that role, whose pages are asked for from now on.
sign_in() {
	signed=$((signed + 1))
	rm -f "$jar"
	if [ -n "${2:-}" ]; then
		prepare user add "user$signed" --name "Должность $signed" --post "должность" --role "$1" --org "$2"
	else
		prepare user add "user$signed" --name "Должность $signed" --post "должность" --role "$1"
	fi
	echo 'четыре разных слова рядом' | "$OPORA" --data "$dir" user passwd "user$signed" >/dev/null 2>&1
	curl -s -m 30 -o "$work/page" -D "$work/headers" -c "$jar" -b "$jar" -H "Origin: $site" \
		--data-urlencode "login=user$signed" --data-urlencode 'password=четыре разных слова рядом' \
		"$site/sign-in"
}

# page ADDRESS [options of curl]: gets a page into $work/page.
page() {
	ran="GET $1"
	address=$site$1
	shift
	got=$(curl -s -m 60 -o "$work/page" -D "$work/headers" -c "$jar" -b "$jar" -w '%{http_code}' "$@" "$address")
	status=0
	cp "$work/headers" "$work/err"
	sed 's/<[^>]*>/ /g' "$work/page" >"$work/out"
}

# The word that the forms of the page last got carry.
csrf() {
	sed -n 's/.*name="csrf" value="\([^"]*\)".*/\1/p' "$work/page" | head -n 1
}

# send ADDRESS [options of curl]: the form of that page, with what it carries.
send() {
	page "$1"
	submit "$@"
}

# submit ADDRESS [options of curl]: a form of the page last got that goes there.
submit() {
	to=$1
	shift
	page "$to" -H "Origin: $site" --data-urlencode "csrf=$(csrf)" "$@"
}

answered() {
	is "$got" "$1"
}

# The page holds this text, as HTML.
shows() {
	grep -qF -- "$1" "$work/page"
}

hides() {
	! grep -qF -- "$1" "$work/page"
}

# All that is stored, but for when sessions and keys were last seen, and that something was refused.
state() {
	if on_sqlite; then
		sqlite3 "$dir/opora.db" .dump | grep -v -E \
			-e '^INSERT INTO "?(session|token|audit|audit_detail|refusal|sqlite_sequence)"?' -e "'audit.head'"
	else
		schema=$(cat "$dir/.schema")
		pg_dump -a --inserts -n "$schema" -T "$schema.session" -T "$schema.token" -T "$schema.audit" \
			-T "$schema.audit_detail" -T "$schema.refusal" "$OPORA_TEST_POSTGRES" |
			grep '^INSERT' | grep -v "'audit.head'" | sort
	fi 2>/dev/null
	sql "SELECT a.id, a.at, a.actor, a.action, a.object_kind, a.object_id, d.changes FROM audit a
		LEFT JOIN audit_detail d ON d.audit = a.id
		WHERE coalesce(d.changes, '') NOT LIKE '{\"refused\":\"permission\"}%' ORDER BY a.id"
	sql 'SELECT id, account, expires FROM session ORDER BY id'
	sql 'SELECT id, account, expires FROM token ORDER BY id'
}

#!/bin/sh
# A browser's tests against a server of their own on the demonstration.
#
#   tests/browser/run.sh SCRIPT.js        OPORA = the program
#
# Speaks TAP. Skips, saying so, where Chromium, Node.js or the npm registry are not to be had.
set -u
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
server=
stop() {
	[ -z "$server" ] || kill "$server" 2>/dev/null
	wait 2>/dev/null
	rm -rf "$work"
}
trap stop EXIT
trap 'exit 1' INT TERM

skip() {
	echo "1..0 # SKIP $1"
	exit 0
}

command -v node >/dev/null || skip "there is no Node.js"
command -v "${OPORA_CHROMIUM:-chromium}" >/dev/null || skip "there is no Chromium"
if [ ! -d "$here/node_modules/playwright-core" ]; then
	(cd "$here" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --ignore-scripts) \
		>"$work/npm" 2>&1 || skip "the packages of npm can't be had"
fi

"$OPORA" --data "$work/data" --lang en demo >"$work/demo" 2>&1 || {
	cat "$work/demo"
	echo "Bail out! no demonstration"
	exit 1
}
OPORA_PASSWORD=$(sed -n 's/.*with the password \([^,]*\),.*/\1/p' "$work/demo" | head -n 1)
export OPORA_PASSWORD
"$OPORA" --data "$work/data" --lang en serve --listen 127.0.0.1:0 >"$work/serve" 2>"$work/log" &
server=$!
for _ in $(seq 100); do
	OPORA_URL=$(sed -n 's|.*\(http://[0-9.:]*\)/.*|\1|p' "$work/serve")
	[ -z "$OPORA_URL" ] || break
	sleep 0.1
done
[ -n "$OPORA_URL" ] || {
	cat "$work/serve" "$work/log"
	echo "Bail out! the server did not start"
	exit 1
}
export OPORA_URL
# one folder of a profile for each run; nothing of it stays
HOME=$work node "$here/$1"

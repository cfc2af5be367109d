#!/bin/sh
# A browser's tests against a server of their own.
#
#   tests/browser/run.sh SCRIPT.js [STATE]        OPORA = the program
#
# STATE is what the server has: lists (the demonstration with a list in each state; without STATE),
# hostile (the same, and names that would run or burst where they are not escaped), new (nobody is
# there yet: OPORA_JOIN is the administrator's link), empty (an administrator and a coordinator, no school).
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
exec 9<"$here/package.json" # tests run beside each other, and one of them installs
flock 9
if [ ! -d "$here/node_modules/playwright-core" ]; then
	(cd "$here" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --ignore-scripts) \
		>"$work/npm" 2>&1 || skip "the packages of npm can't be had"
fi
exec 9<&-

# opora WORDS...: a step of the preparation
opora() {
	"$OPORA" --data "$work/data" "$@" >"$work/said" 2>&1 || {
		cat "$work/said"
		echo "Bail out! not prepared: $*"
		exit 1
	}
}

lists() {
	opora demo
	OPORA_PASSWORD=$(grep -oE '([a-z0-9]{4}-){3}[a-z0-9]{4}' "$work/said" | head -n 1)
	opora list make --year 2023 --kind results
	opora list draft --from 1
	opora list acquaint 2 demo03 --how letter --letter 77 --day 2023-08-01
	opora list acquaint 2 demo04 --how meeting
	opora list object 2 demo03 --about figure --text 'Показатель за 2022 год иной.' --letter 12 \
		--letter-day 2023-08-02 --day 2023-08-03
	opora list decide 1 --decision rejected --reason 'Показатель сверен с протоколом.' --document 15
	opora list draft --from 1
	opora list approve 3 --order-number 212 --order-day 2023-09-15 --title 'Об утверждении перечня' \
		--basis 'Приказ министерства' --hurry 'Срок отчёта'
	opora list receive --year 2023 --kind results --school demo03 --school demo07 --letter-number 118 \
		--letter-day 2023-09-03 --from 'Министерство образования'
	opora list draft --from 4
}

hostile() {
	lists
	evil='"><script>alert(1)</script>'
	quoted=$(printf %s "$evil" | sed 's/"/""/g')
	long=$(printf '%499s' '' | sed 's/ /Ш/g')
	{
		echo 'code;name;short_name;municipality;region;levels'
		echo "evil1;\"$quoted\";\"$quoted\";Учебный район;Учебная область;ООО"
		echo "evil2;$long;$long;Учебный район;Учебная область;ООО"
		printf 'evil3;\342\200\256абв;\342\200\256абв;Учебный район;Учебная область;ООО\n'
	} >"$work/schools.csv"
	{
		echo 'year;procedure;school;participants;low'
		for procedure in VPR5_MA VPR6_MA; do
			for school in evil1 evil2 evil3; do
				printf '2022;%s;%s;20;12\n2023;%s;%s;20;12\n' $procedure $school $procedure $school
			done
		done
	} >"$work/$(printf %s "$evil" | tr / '\\')"
	opora import "$work/schools.csv"
	opora import "$work/$(printf %s "$evil" | tr / '\\')"
	opora user add evil --name "$evil" --post "$evil" --role methodist
	opora post add "$evil" --org 'Учебный район'
}

empty() {
	opora init
	OPORA_PASSWORD=browser-tests-only-1
	for role in admin coordinator; do
		opora user add $role --name "$role" --post "$role" --role $role
		echo $OPORA_PASSWORD | opora user passwd $role
	done
}

new() {
	opora init
	OPORA_PASSWORD=
}

OPORA_STATE=${2:-lists}
case $OPORA_STATE in
lists | hostile | new | empty) $OPORA_STATE ;;
*)
	echo "Bail out! no state $OPORA_STATE"
	exit 1
	;;
esac
export OPORA_PASSWORD OPORA_STATE
"$OPORA" --data "$work/data" serve --listen 127.0.0.1:0 >"$work/serve" 2>"$work/log" &
server=$!
for _ in $(seq 100); do
	OPORA_URL=$(sed -n 's|.*\(http://[0-9.:]*\)/.*|\1|p' "$work/serve" | head -n 1)
	[ -z "$OPORA_URL" ] || break
	sleep 0.1
done
[ -n "$OPORA_URL" ] || {
	cat "$work/serve" "$work/log"
	echo "Bail out! the server did not start"
	exit 1
}
OPORA_JOIN=$(sed -n 's|.*\(/join/[0-9a-f]*\).*|\1|p' "$work/serve" | head -n 1)
OPORA_DATA_FOLDER=$work/data
export OPORA_URL OPORA_JOIN OPORA_DATA_FOLDER
# one folder of a profile for each run; nothing of it stays
HOME=$work node "$here/$1"

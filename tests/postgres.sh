#!/bin/sh
# Runs a command with a PostgreSQL server of its own, which lives in a temporary folder, hears
# only a socket in it, and is gone with it afterwards, also when this script is killed.
#
#   tests/postgres.sh COMMAND...
#
# The command finds the address of the server's empty database in OPORA_TEST_POSTGRES. The server's
# programs are looked for in POSTGRES_BIN, then where Debian keeps them. The server is run as the
# user postgres or nobody by root, who may not run it. Exit status: the command's, or 77 if the
# server could not be started.
set -u
[ $# -gt 0 ] || { echo "usage: tests/postgres.sh COMMAND..." >&2; exit 2; }
bin=${POSTGRES_BIN:-}
for folder in /usr/lib/postgresql/*/bin "$(dirname "$(command -v initdb || echo /)")"; do
	[ -x "$bin/initdb" ] || bin=$folder
done
[ -x "$bin/initdb" ] || { echo "There is no PostgreSQL server here." >&2; exit 77; }

as=
if [ "$(id -u)" -eq 0 ]; then
	user=postgres
	id -u $user >/dev/null 2>&1 || user=nobody
	as="setpriv --reuid=$(id -u $user) --regid=$(id -g $user) --clear-groups"
fi
# short: the path of a socket may have 107 bytes
work=$(mktemp -d /tmp/opora-pg.XXXXXX)
server=
command=
clean() {
	trap '' INT TERM HUP
	[ -z "$command" ] || kill -TERM "$command" 2>/dev/null
	if [ -n "$server" ]; then
		kill -INT "$server" 2>/dev/null
		wait "$server" 2>/dev/null
	fi
	rm -rf "$work"
}
trap clean EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
[ -z "$as" ] || chown "$user" "$work"

fail() {
	echo "PostgreSQL could not be started: $1" >&2
	cat "$work/log" >&2
	exit 77
}

# A language of people as the default order: texts of Opora say themselves how they are ordered.
$as env -i PATH="$PATH" "$bin/initdb" -D "$work/data" -U opora -A trust -E UTF8 --no-sync \
	--locale=C.UTF-8 --locale-provider=icu --icu-locale=ru >"$work/log" 2>&1 </dev/null ||
	fail initdb
# What is lost when the machine stops needs no care here. setsid: a Ctrl-C is for the command.
$as env -i PATH="$PATH" LC_ALL=C setsid "$bin/postgres" -D "$work/data" -k "$work" \
	-c listen_addresses= -c fsync=off -c full_page_writes=off -c synchronous_commit=off \
	-c max_connections=50 -c shared_buffers=64MB -c autovacuum_naptime=5s \
	>"$work/log" 2>&1 </dev/null &
server=$!
# Should this script be killed without a chance to clean, this one cleans.
setsid sh -c 'tail --pid="$1" -s 0.5 -f /dev/null; [ -d "$3" ] || exit 0
	kill -INT "$2"; tail --pid="$2" -s 0.2 -f /dev/null; rm -rf "$3"' \
	guard $$ "$server" "$work" >/dev/null 2>&1 </dev/null &

tries=0
until "$bin/psql" -X -h "$work" -U opora -d postgres -qc \
	"CREATE DATABASE opora" >"$work/ready" 2>&1; do
	kill -0 "$server" 2>/dev/null || fail "it ended"
	[ $tries -ne 149 ] || cat "$work/ready" >>"$work/log"
	tries=$((tries + 1))
	[ $tries -lt 150 ] || fail "it doesn't answer"
	sleep 0.2
done
OPORA_TEST_POSTGRES="postgresql://opora@/opora?host=$work"
PATH=$PATH:$bin
export OPORA_TEST_POSTGRES PATH
# in the background, since a shell hears no signal while it waits for what it runs in the foreground
"$@" <&0 &
command=$!
status=0
wait $command || status=$?
command=
exit $status

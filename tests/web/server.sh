#!/bin/sh
# One server for one database, its health and its end.
. "$(dirname "$0")/../cli/tap.sh"
. "$(dirname "$0")/serve.sh"

prepare demo
serve
page /health
check "a server that can read its database is well" answered 200

opora serve --listen 127.0.0.1:0
check "a second server of the same database is refused as a conflict" exits 5
check "it says of which" complained 'another opora serve works on'
on_sqlite || {
	mkdir "$work/elsewhere"
	run "$OPORA" --data "$work/elsewhere" --lang en serve --listen 127.0.0.1:0
	check "so is one with another data folder and the same PostgreSQL" exits 5
}
opora schools --year 2023
check "commands work beside the server" exits 0

page '/no/such/page'
check "an address that is none answers 404" answered 404
check "and says so in a page" shows '<h1>'
page '/schools?year=2023' -I
check "nobody is sent to sign in" answered 303

kill "$server_pid"
wait "$server_pid"
check "SIGTERM ends it well" is "$?" 0
server_pid=
serve
page /health
check "after its end another one starts" answered 200
done_testing

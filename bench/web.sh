#!/bin/sh
# How near three pages come to a bare server of the same library that steps the same SQL and sends fixed
# HTML of the same length: requests a second and the slowest hundredth, 64 connections, a session and
# its permissions asked each time, nothing of the answers kept. The SQL is what the page itself runs,
# taken down by trace_sql, and next to it the least that would do: the figures of its schools by one statement.
#
#   bench/web.sh BUILD [SCHOOLS [SECONDS]]; medians of 3 runs in turns
#
# Wanted: at least 0.25 of the floor's requests, and at most 4 times its p99.
set -eu
build=$1
schools=${2:-40000}
seconds=${3:-5}
. "$(dirname "$0")/lib.sh"
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
data=$work/data
word='четыре разных слова рядом'

"$build/bench/gen_figures" schools "$schools" >"$work/schools.csv"
"$build/bench/gen_figures" results "$schools" 3 >"$work/results.csv"
opora() {
	"$build/opora" --data "$data" --lang en "$@"
}
opora init --quiet
opora import --quiet "$work/schools.csv" "$work/results.csv"
opora user add reader --name Читатель --post контроль --role control --org 'Учебный район № 2' >/dev/null
opora user add whole --name Читатель --post контроль --role control >/dev/null
for login in reader whole; do echo "$word" | opora user passwd $login >/dev/null 2>&1; done

# start WORDS...: the server behind WORDS, when it has told its address
start() {
	rm -f "$work/said"
	"$@" "$build/opora" --data "$data" --lang en serve --listen 127.0.0.1:0 ${one:+--workers 1} \
		>"$work/said" 2>/dev/null &
	server=$! # not a function in the background: that would be a shell
	site=
	while [ -z "$site" ]; do
		sleep 0.1
		site=$(sed -n 's|.*\(http://127.0.0.1:[0-9]*\)/ .*|\1|p' "$work/said" 2>/dev/null)
	done
}

# cookie LOGIN: of a new session
cookie() {
	curl -s -o /dev/null -D - --data-urlencode "login=$1" --data-urlencode "password=$word" "$site/sign-in" |
		sed -n 's/^[Ss]et-[Cc]ookie: \([^;]*\);.*/\1/p'
}

# take_down NAME LOGIN PATH: the statements of a page, when what is counted once has been counted
take_down() {
	c=$(cookie "$2")
	curl -s -o /dev/null -H "Cookie: $c" "$site$3"
	curl -s -o /dev/null -H "Cookie: $c" "$site$3"
	: >"$work/trace"
	curl -s -o /dev/null -H "Cookie: $c" "$site$3"
	cp "$work/trace" "$work/$1.sql"
	echo "$1: $(wc -l <"$work/$1.sql") statements"
}

list='/schools?year=2023' card='/schools/sch000050?year=2023' table='/table?year=2023&all=1'
one=1
start env LD_PRELOAD="$(realpath "$build")/bench/trace_sql.so" OPORA_TRACE_SQL="$work/trace"
take_down list whole "$list"
take_down card whole "$card"
take_down table reader "$table"
kill $server && wait $server || true
one=
start env
echo "memory idle: $(awk '/^VmRSS/ { printf "%d MiB", $2 / 1024 }' "/proc/$server/status")"

whole=$(cookie whole)
reader=$(cookie reader)

# load NAME ADDRESS [COOKIE]: appends «requests-a-second p99-in-ms» to $work/NAME
load() {
	sleep 1 # the connections of the load before are gone
	wrk -t1 -c64 -d"${seconds}s" --timeout 10s --latency -H "Cookie: ${3:-none=1}" "$2" >"$work/wrk"
	grep -q 'Non-2xx\|Socket errors' "$work/wrk" && grep 'Non-2xx\|Socket errors' "$work/wrk"
	awk '/Requests\/sec/ { n = $2 } $1 == "99%" { t = $2; u = t; sub(/[0-9.]*/, "", u)
		t = t * (u == "s" ? 1000 : u == "us" ? 0.001 : u == "m" ? 60000 : 1) }
		END { print n, t }' "$work/wrk" >>"$work/$1"
}

# column FILE N: the median of a column
column() {
	awk -v n="$2" '{ print $n }' "$1" >"$1.$2" && median "$1.$2"
}

# against WHAT STATEMENTS BYTES PATH COOKIE: our page beside the floor of these statements
against() {
	rm -f "$work/floor" "$work/ours"
	for round in 1 2 3; do
		rm -f "$work/end" "$work/port"
		mkfifo "$work/end"
		"$build/bench/floor_web" "$data/opora.db" "$2" "$3" 4 <"$work/end" >"$work/port" &
		floor=$!
		exec 9>"$work/end"
		while [ ! -s "$work/port" ]; do sleep 0.1; done
		load floor "http://127.0.0.1:$(head -1 "$work/port")/"
		exec 9>&-
		wait $floor || true
		load ours "$site$4" "$5"
	done
	awk -v what="$1" -v f="$(column "$work/floor" 1)" -v o="$(column "$work/ours" 1)" \
		-v fp="$(column "$work/floor" 2)" -v op="$(column "$work/ours" 2)" 'BEGIN {
		printf "  %s: floor %.0f a second, p99 %.0f ms; ours %.0f, p99 %.0f ms; ratio %.2f, p99 × %.1f\n",
			what, f, fp, o, op, o / f, op / fp }'
}

# page NAME PATH COOKIE LEAST: beside its own statements, and beside the LEAST that would do
page() {
	bytes=$(curl -s -H "Cookie: $3" -o "$work/page" -w '%{http_code} %{size_download}' "$site$2")
	[ "${bytes% *}" = 200 ] || { echo "$1: $bytes"; return; }
	echo "$1, $((${bytes#* } / 1000)) kB"
	# the schools have been counted once: an import changes them, not a reader
	wrk -t1 -c4 -d"${seconds}s" --timeout 60s -H "Cookie: $3" "$site$2" >/dev/null
	against 'the same statements' "$work/$1.sql" "${bytes#* }" "$2" "$3"
	echo "$4" >"$work/sql"
	against 'the least of them' "$work/sql" "${bytes#* }" "$2" "$3"
}

figures="SELECT r.procedure, r.year, r.wave, r.participants, r.low, r.low_regional, r.m2, r.m3, r.m4, r.m5, r.mean, \
r.status, r.batch, r.sheet, r.row, o.path, n.name, n.short_name FROM page p \
CROSS JOIN org o ON o.id = p.id CROSS JOIN result r ON r.org = o.id CROSS JOIN org_name n ON n.org = o.id \
AND n.replaced_by IS NULL WHERE r.live = 1 AND r.year >= 2011 AND r.year <= 2023 ORDER BY r.org, r.year"
schools="SELECT id FROM org WHERE kind = 'school' ORDER BY id LIMIT"
page list "$list" "$whole" "WITH page AS ($schools 50) $figures"
page card "$card" "$whole" "WITH page AS ($schools 1 OFFSET 50) $figures"
page table "$table" "$reader" "WITH page AS ($schools 40 OFFSET 40) $figures"
echo "memory after the loads: $(awk '/^VmRSS/ { printf "%d MiB", $2 / 1024 }' "/proc/$server/status")"

# For scale only: a file of the length of the last page by nginx, and a page of another program.
if command -v nginx >/dev/null; then
	chmod 755 "$work" # nginx reads as another user
	mkdir -p "$work/nginx/html"
	cp "$work/page" "$work/nginx/html/page.html"
	cat >"$work/nginx/conf" <<END
daemon off; worker_processes 2; pid $work/nginx/pid; error_log /dev/null;
events { worker_connections 256; }
http { access_log off; client_body_temp_path $work/nginx; proxy_temp_path $work/nginx; fastcgi_temp_path $work/nginx;
	uwsgi_temp_path $work/nginx; scgi_temp_path $work/nginx;
	server { listen 127.0.0.1:18399; root $work/nginx/html; } }
END
	nginx -c "$work/nginx/conf" 2>/dev/null &
	nginx=$!
	sleep 1
	load file http://127.0.0.1:18399/page.html
	kill $nginx
	echo "for scale, nginx with a file of that length: $(column "$work/file" 1) a second"
fi
if command -v fossil >/dev/null; then
	export HOME="$work" USER=bench
	fossil init "$work/f.fossil" >/dev/null 2>&1
	fossil server --port 18398 --localhost "$work/f.fossil" >/dev/null 2>&1 &
	fossil=$!
	sleep 1
	load fossil http://127.0.0.1:18398/timeline
	kill $fossil
	echo "for scale, the timeline of Fossil, empty: $(column "$work/fossil" 1) a second"
fi

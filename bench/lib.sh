# Sourced by the benches: CPU of whole processes, medians, one line of report.

# cpu FILE COMMAND...: appends user + system seconds of the command to FILE.
cpu() {
	file=$1
	shift
	"${TIMER:-$build/bench/cpu}" "$@" 2>>"$file" >/dev/null
}

median() {
	sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

# report NAME FLOOR OURS
report() {
	awk -v n="$1" -v f="$(median "$2")" -v o="$(median "$3")" -v m="$(sort -n -k2 "$3" | tail -1 |
		cut -d' ' -f2)" 'BEGIN {
		printf "%s: floor %.2f s, ours %.2f s, ratio %.2f, peak %d MiB\n", n, f, o, o / f, m }'
}

#!/bin/sh
# Hostile files from the command line: refused with a sentence within 2 s of CPU and 256 MiB. The
# system holds the limits, so that a busy machine changes no verdict. A sanitized program has the
# CPU of ten and is measured by its memory without the sanitizer's own.
. "$(dirname "$0")/tap.sh"

limits='ulimit -t 2; ulimit -v 262144'
if grep -q __asan_init "$OPORA"; then
	limits='ulimit -t 20'
	export ASAN_OPTIONS="${ASAN_OPTIONS:-}:quarantine_size_mb=8:hard_rss_limit_mb=384"
fi

# Loads a file under the limits; $status and what was said as with run.
limited() {
	run sh -c "$limits; exec \"\$@\"" sh "$OPORA" --data "$dir" --lang en import "$@"
}

# Ended by itself, stored nothing, said why.
refused() {
	[ "$status" -eq 1 ] && [ -s "$work/err" ]
}

# A flat ODS of $1 sheets, each of $2 rows × $3 cells of the text $4.
sheets() {
	awk -v n="$1" -v rows="$2" -v columns="$3" -v text="$4" 'BEGIN {
		printf "<office:document"
		printf " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
		printf " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\""
		printf " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\">"
		printf "<office:body><office:spreadsheet>"
		for (c = 0; c < columns; c++)
			row = row "<table:table-cell><text:p>" text " " c "</text:p></table:table-cell>"
		for (i = 0; i < n; i++) {
			printf "<table:table table:name=\"S%d\">", i
			printf "<table:table-row table:number-rows-repeated=\"%d\">%s", rows, row
			printf "</table:table-row></table:table>"
		}
		print "</office:spreadsheet></office:body></office:document>"
	}'
}

prepare init
sheets 300 60 130 'участники ВПР математика 2023' >"$work/many.fods"
limited "$work/many.fods"
check "300 sheets of 7,800 cells are refused within the limits" refused
check "by the limit's name" complained "million steps"
files=0
for file in "$OPORA_SHARED"/data/spreadsheets/hostile-poi/*; do
	[ -f "$file" ] || continue
	files=$((files + 1))
	limited "$file"
	check "${file##*/} is refused within the limits" refused
done
if [ -d "$OPORA_SHARED" ]; then
	check "all 25 hostile files were there" [ $files -eq 25 ]
else
	skip "hostile files of another project" "../shared is absent"
fi
check "nothing of them was stored" is "$(sql 'SELECT count(*) FROM batch')" 0
done_testing

#!/bin/sh
# The program as the child that reads old XLS: it takes the file from standard input, writes a
# stream that ends with E (all read) or F (why not), and leaves nothing behind.
set -u
here=$(cd "$(dirname "$0")" && pwd)
seeds=$here/../fuzz/corpus/biff
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1
checks=0

check() {
	checks=$((checks + 1))
	if [ "$2" = "$3" ]; then
		echo "ok $checks - $1"
	else
		echo "not ok $checks - $1"
		echo "# «$2» is not «$3»"
	fi
}

# The letter of the last record, which is 5 bytes long, or 6 with a reason.
last() {
	"$OPORA" --xls-child <"$1" | tail -c "$2" | head -c 1
}

check "a good file ends with E" "$(last "$seeds/large.xls" 5)" E
check "its texts come as UTF-8" \
	"$("$OPORA" --xls-child <"$seeds/large.xls" | grep -ac 'abЯя')" 2
head -c 700 "$seeds/large.xls" >cut.xls
check "a file cut short ends with F" "$(last cut.xls 6)" F
check "nothing at all ends with F" "$(last /dev/null 6)" F
rm cut.xls
check "no file is left behind" "$(ls -A)" ""
echo "1..$checks"

#!/bin/sh
# The installation on the command line: how it is, its settings, its backups, its years.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1
prepare demo
opora status --json
check "status counts schools, figures and accounts" json '.schools == 14 and .figures == 371 and .accounts == 9'
check "and says that this is the demonstration" json '.demo'
check "and that there is no backup yet" json '.newest_backup == null'
opora setting set authority 'Управление "образования"'
check "a setting is set" exits 0
opora setting list --json
check "and read back" json '.authority == "Управление \"образования\"" and .place == null'
opora audit --last 1 --json
check "the change stands in the audit" json '.rows[0].action == "setting set" and .rows[0].kind == "setting"'
opora setting set authority
opora setting list --json
check "without a value it is cleared" json '.authority == null'
opora setting set colour red
check "a setting that is none is refused" exits 2
opora years --json
check "the years are listed, newest first" json '[.years[].year] == ([.years[].year] | sort | reverse) and .years[0].schools > 0'
if on_sqlite; then
	opora backups make
	check "a backup is made in the folder" exits 0
	file=$(ls "$dir/backups")
	opora backups --json
	check "and listed" json ".backups[0].name == \"$file\" and .backups[0].bytes > 0"
	opora backups verify "$file"
	check "and verified" exits 0
	printf x | dd of="$dir/backups/$file" bs=1 seek=20000 conv=notrunc 2>/dev/null
	opora backups verify "$file"
	check "unless a byte was changed" [ "$status" -ne 0 ]
	for name in ../opora.db ..%2Fopora.db .hidden.tar opora.db; do
		opora backups verify "$name"
		check "$name is no backup of the folder" exits 3
	done
	opora status --json
	check "status names the newest" json ".newest_backup == \"$file\""
fi
opora body list --json
check "there are no bodies yet" json '.members == []'
done_testing

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
opora setting set method rosobrnadzor-847-min10@1
check "the authority chooses its method" exits 0
opora identify --year 2023 --json
check "which counts where none is named" json '.method.id == "rosobrnadzor-847-min10"'
opora explain demo03 --year 2023 --json
check "in the reasons, too" json '.method.id == "rosobrnadzor-847-min10"'
opora schools --year 2023 --json
check "and in the list of schools" json '.method.id == "rosobrnadzor-847-min10"'
opora board --year 2023 --json
check "and on the board" json '.facts[0].text | contains("rosobrnadzor-847-min10")'
opora list make --year 2023 --kind results --json
opora list show 1 --json
check "and in a list" json '.method.id == "rosobrnadzor-847-min10"'
opora identify --year 2023 --method rosobrnadzor-847 --json
check "but not where one is" json '.method.id == "rosobrnadzor-847"'
opora setting set method rosobrnadzor-847
check "without its version it is refused" complained 'name the version'
opora setting set method nothing@1
check "and so is one that is not there" complained 'there is no method nothing@1'
cat >"$work/points.yaml" <<'END'
id: points
version: 1
title: {ru: "Баллы"}
basis: {document: "Учебный пример", status: local}
level: school
inputs:
  participants: {of: [procedure, year], unit: person}
result:
  total: participants['VPR5_MA', year]
END
prepare method add "$work/points.yaml"
opora setting set method points@1
check "and one by which nobody is listed" complained 'no result «listed»'
opora setting set authority ' — '
check "a name without a letter is none" complained 'a name has letters'
opora setting set place '  Учебный   район '
opora setting list --json
check "a name is kept clean" json '.place == "Учебный район"'
opora setting list --json
check "the setting is as it was" json '.method == "rosobrnadzor-847-min10@1"'
opora setting set method
opora identify --year 2023 --json
check "cleared, the federal one counts again" json '.method.id == "rosobrnadzor-847"'
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

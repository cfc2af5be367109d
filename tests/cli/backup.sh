#!/bin/sh
# opora backup and restore: everything into one file and back; a damaged file is refused whole.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1

# What an installation holds, apart from the audit rows of backups and their restore.
everything() {
	dump file batch org org_name fact result method run run_item
	sql "SELECT * FROM audit WHERE action NOT IN ('backup', 'restore') ORDER BY id"
	(cd "$dir" && find files -type f | sort)
}

# Nothing in this folder but what stands there by these names.
only() {
	is "$(find "$1" -mindepth 1 -maxdepth 1 -printf '%f\n' | sort | tr '\n' ' ')" "$2"
}

mkdir box
opora backup box/b.tar
check "without a database there is nothing to back up" exits 3
prepare demo
prepare identify --year 2023 --save
everything >before
opora backup box/b.tar --json
check "a backup is made, with the originals" json '.made and .files == 2 and .bytes > 100000'
check "one audit row tells of it" is "$(sql "SELECT object_kind, count(*) FROM audit WHERE action = 'backup' GROUP BY 1")" 'backup|1'
check "it is the only file there" only box 'b.tar '
check "nothing is left in the data folder" [ -z "$(find "$dir/tmp" -type f)" ]
check "tar reads it too, the manifest first" is "$(tar -tf box/b.tar | head -n 2 | tr '\n' ' ')" 'manifest.json opora.db '
tar -xOf box/b.tar manifest.json >manifest.json
check "the manifest is JSON and names every member" \
	is "$(jq -r '.members[].name' manifest.json)" "$(tar -tf box/b.tar | tail -n +2)"
check "with digests that others count the same" is \
	"$(jq -r '.members[0].sha256' manifest.json)" "$(tar -xOf box/b.tar opora.db | sha256sum | cut -d' ' -f1)"
cp box/b.tar kept.tar
opora backup box/b.tar
check "a file that is there is not overwritten" is "$status $(cmp box/b.tar kept.tar && echo same)" '5 same'
opora backup box/no/such.tar
check "a folder that is not there is an error" exits 6
check "what was not made leaves no audit row" is "$(sql "SELECT count(*) FROM audit WHERE action = 'backup'")" 1
sql "CREATE TRIGGER no_row BEFORE INSERT ON audit BEGIN SELECT raise(ABORT, 'no row'); END"
opora backup box/c.tar
check "a backup whose audit row can't be written is none" is "$status $(ls box)" '5 b.tar'
sql 'DROP TRIGGER no_row'
opora backup box/b.tar --verify
check "a whole backup is told as such" said 'is whole'

# Back.
old=$dir
opora restore box/b.tar
check "a folder that holds something is a conflict" exits 5
dir=$work/new/data
opora restore box/b.tar --json
check "a backup is restored into a new folder" json '.restored_to != null and .files == 2'
everything >after
check "with every row and original" cmp before after
check "nothing is left beside it" only new 'data '
opora check --json
check "it is clean" json '.clean and .files == 2 and .runs == 1'
opora audit --last 1 --json
check "the restore is its last audit row" json '.rows[0].action == "restore"'
mkdir "$work/empty"
dir=$work/empty
opora restore box/b.tar
check "an empty folder will do" is "$status $(find "$dir" -name opora.db | wc -l)" '0 1'
run env OPORA_DATABASE=postgresql://x@db.example/o "$OPORA" --data "$work/pg" --lang en restore box/b.tar
check "a database that is no folder is wrong usage" exits 2

# What lies about: told, and not taken for damage.
dir=$old
echo stray >"$dir/files/stray"
mkdir "$dir/files/ab"
echo x >"$dir/files/ab/$(printf %062d 0)"
touch -d '2 days ago' "$dir/tmp/old.db"
touch "$dir/tmp/new.db"
opora check --json
check "a file of no import is told by check, which stays clean" \
	is "$(jq -c '[.clean, .swept, .orphans]' out)" "[true,1,[\"files/ab/$(printf %062d 0)\"]]"
check "old working files are taken away, new ones stay" only "$dir/tmp" 'new.db '
opora check
check "people are told what to do" said 'no import knows this file'
rm -r "$dir/files/stray" "$dir/files/ab"

# Damage.
mkdir bad
dir=$work/bad/data
size=$(stat -c %s box/b.tar)
refused() {
	opora backup bad.tar --verify
	check "$1 is noticed" exits 1
	opora restore bad.tar
	check "and not restored, not in part either" is "$status $(find bad | wc -l)" '1 1'
}
for at in 300 600 1000 5000 $((size / 2)) $((size - 5000)); do
	cp box/b.tar bad.tar
	byte=$(od -An -tu1 -j"$at" -N1 bad.tar)
	# shellcheck disable=SC2059
	printf "\\$(printf %03o $(((byte + 1) % 256)))" | dd of=bad.tar bs=1 seek="$at" conv=notrunc 2>/dev/null
	refused "a byte changed at $at"
done
for cut in 0 100 1024 $((size / 2)) $((size - 512)); do
	head -c "$cut" box/b.tar >bad.tar
	refused "an archive cut at $cut"
done
mkdir take
tar -C take -xf box/b.tar
original=$(cd take && find files -type f | sort | head -n 1)
again() {
	tar --format=ustar -C take -cf bad.tar "$@"
}
again manifest.json opora.db "$original"
refused "a missing original"
again opora.db manifest.json
refused "another order"
ln -s /etc/passwd take/link
again manifest.json opora.db link
refused "a link"
tar --format=ustar -P -C take --transform 's,^files,../files,' -cf bad.tar manifest.json opora.db "$original"
refused "a way out of the folder"
check "and nothing was written there" [ ! -e "$work/files" ]
sqlite3 take/opora.db "DELETE FROM migration"
again manifest.json opora.db files
refused "another database"
opora backup no.tar --verify
check "a file that is not there is not found" exits 3
check "the first installation is as it was" is "$(dir=$old && everything | cmp - before && echo same)" same
done_testing

#!/bin/sh
# Databases of earlier commits (tests/fixtures) brought up to date: nothing is lost, a backup of
# before stands beside, and what was saved then is evaluated again bit for bit the same.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1
fixtures=$OPORA_SOURCE/tests/fixtures
kept='file batch problem org org_name org_code org_successor fact result run run_item'

# The installation of the fixture $1 in a new $dir.
old_installation() {
	dir=$work/$1
	mkdir "$dir"
	cp -R "$fixtures/$1/files" "$dir/files"
	if on_sqlite; then
		sqlite3 "$dir/opora.db" <"$fixtures/$1/sqlite.sql"
		return
	fi
	schemas=$((schemas + 1))
	echo "t_$$_$schemas" >"$dir/.schema"
	sed "s/@schema@/t_$$_$schemas/g" "$fixtures/$1/postgres.sql" | server >/dev/null
}

# The columns that table $1 has now, as of SQL.
columns() {
	if on_sqlite; then
		sql "SELECT group_concat(name, ', ') FROM pragma_table_info('$1')"
	else
		sql "SELECT string_agg(column_name, ', ' ORDER BY ordinal_position) FROM information_schema.columns
			WHERE table_schema = current_schema() AND table_name = '$1'"
	fi
}

# All rows of the tables, by the columns that the old schema had: a migration may add some.
dump_kept() {
	for table in $kept; do
		[ -f "columns-$fixture-$table" ] || columns "$table" >"columns-$fixture-$table"
		sql "SELECT '$table', $(cat "columns-$fixture-$table") FROM $table" | sort
	done
}

# The items of saved runs, as the fixture keeps them.
items() {
	sql 'SELECT * FROM run_item ORDER BY run, org'
}

for fixture in schema1 schema3; do
	from=${fixture#schema}
	now=$(ls "$OPORA_SOURCE"/src/store/sql/migrations | wc -l)
	old_installation $fixture
	dump_kept >before
	sql 'SELECT * FROM audit ORDER BY id' >audit_before
	items >items
	! on_sqlite || check "$fixture: the runs are what its program saved" cmp items "$fixtures/$fixture/run_items.txt"
	if [ "$from" -lt "$now" ]; then
		opora identify --year 2023
		check "$fixture: before the upgrade nothing is done with it" exits 6
		if on_sqlite; then
			opora migrate --json
			check "$fixture: it is brought from $from to $now" \
				json ".schema_before == $from and .schema == $now"
			backup=$(jq -r .backup out)
			check "$fixture: with a full backup in the folder backups" \
				is "$(dirname "$backup") $(tar -tf "$backup" | wc -l)" "$dir/backups 6"
			opora backup --verify "$backup"
			check "$fixture: which is whole" said 'is whole'
		else
			opora migrate
			check "$fixture: without a dump nothing is done, and it is said how to make one" \
				is "$status $(grep -c 'pg_dump.*--backup-made' err)" '5 1'
			check "$fixture: the schema is the old one" is "$(sql 'SELECT max(number) FROM migration')" "$from"
			opora migrate --backup-made --json
			check "$fixture: it is brought from $from to $now" \
				json ".schema_before == $from and .schema == $now and .backup == null"
		fi
	fi
	dump_kept >after
	check "$fixture: every row is as it was" cmp before after
	sql "SELECT * FROM audit WHERE id <= (SELECT count(*) FROM audit) ORDER BY id" |
		head -n "$(wc -l <audit_before)" >audit_after
	check "$fixture: and so is the chain of audit" cmp audit_before audit_after
	opora check --json
	check "$fixture: it is clean and its three runs give the same" json '.clean and .runs == 3 and .files == 4'

	# Life goes on; what was saved stays.
	printf 'year;procedure;school;participants;low\n2023;VPR5_MA;f1;24;24\n2023;VPR6_MA;f1;24;24\n' >later.csv
	prepare import later.csv --replace
	prepare identify --year 2023 --save
	opora check --json
	check "$fixture: after a later import the old runs are evaluated the same" json '.clean and .runs == 4'
	sql 'SELECT * FROM run_item WHERE run <= 3 ORDER BY run, org' >items_after
	check "$fixture: not a byte of them moved" cmp items items_after
	prepare undo 5
	prepare undo 3
	opora check
	check "$fixture: batches of then can be undone" exits 0
	if on_sqlite && [ "$from" -lt "$now" ]; then
		dir=$work/back-$from
		opora restore "$backup"
		check "$fixture: the backup can be restored" exits 0
		check "$fixture: which says that it is to be migrated" said 'opora migrate'
	fi
done

# A damaged original stops the backup, and with it the upgrade.
if on_sqlite; then
	rm -rf "$work/schema1"
	old_installation schema1
	original=$(find "$dir/files" -type f | head -n 1)
	echo x >>"$original"
	opora migrate
	check "without a whole backup nothing is upgraded" \
		is "$status $(sql 'SELECT max(number) FROM migration')" '1 1'
	check "nothing is left of it" [ -z "$(find "$dir/backups" "$dir/tmp" -type f)" ]
	opora migrate --backup-made
	check "unless another is said to be there" exits 0
fi
done_testing

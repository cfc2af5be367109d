#!/bin/sh
# Every action that writes leaves exactly one audit row; one that failed leaves none, and nothing
# else either. The list of such actions is the program's own: one without a case here fails.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1

# A case: good_NAME succeeds and leaves one row; bad_NAME fails by its own input. Both begin with a
# copy of the same installation in $dir; good_NAME may point $dir at another one.
new_folder() {
	dir=$work/new
	rm -rf "$dir"
}

good_init() { new_folder; opora init; }
bad_init() { opora init; }
good_import() { opora import more.csv; }
bad_import() { opora import results.csv; }
good_undo() { opora undo 3; }
bad_undo() { opora undo 1; }
good_match() { opora match 'Вторая школа' a2; }
bad_match() { opora match 'Вторая школа' a9; }
good_type() { opora type --year 2022 --procedure VPR5_MA --school a2 --participants 20 --low 9; }
bad_type() { opora type --year 2022 --procedure VPR5_MA --school a2 --participants 20 --low 21; }
good_identify() { opora identify --year 2023 --save; }
bad_identify() { opora identify --year 2023 --save --param none=1; }
good_run_make() { opora run make --year 2023; }
bad_run_make() { opora run make --year 2023 --param none=1; }
good_compare() { opora compare --year 2023 --method rosobrnadzor-847 --method rosobrnadzor-847 --param n_min=10 --save; }
bad_compare() { opora compare --year 2023 --method rosobrnadzor-847 --method rule --param none=1 --save; }
good_method_add() { opora method add second.yaml; }
bad_method_add() { opora method add other.yaml; }
good_school_join() { opora school join a3 a1; }
bad_school_join() { opora school join a2 a1; }
good_school_part() { opora school part a4 a1; }
bad_school_part() { opora school part a3 a1; }
good_school_move() { opora school move a2 a1; }
bad_school_move() { opora school move a1 a1; }
good_org_rename() { opora org rename 'Учебный район' 'Учебный округ'; }
bad_org_rename() { opora org rename 'Учебный район' 'Учебный район'; }
good_backups_make() { opora backups make; }
bad_backups_make() {
	rm -rf "$dir/tmp"
	: >"$dir/tmp"
	opora backups make
}
good_setting_set() { opora setting set authority 'Учебное управление'; }
bad_setting_set() { opora setting set nothing x; }
good_audit_verify() { opora audit verify; }
bad_audit_verify() {
	sql "UPDATE audit SET actor = 'cli:9' WHERE id = 2"
	dump_all >before
	opora audit verify
}
good_user_add() { opora user add second --name 'Второй' --post 'методист'; }
bad_user_add() { opora user add METODIST --name 'Второй' --post 'методист'; }
good_user_edit() { opora user edit metodist --post 'старший методист'; }
bad_user_edit() { opora user edit metodist --email nowhere; }
good_user_grant() { opora user grant metodist --role methodist --org 'Учебный район'; }
bad_user_grant() { opora user grant metodist --role boss; }
good_user_revoke() { opora user revoke metodist 1; }
bad_user_revoke() { opora user revoke metodist 9; }
good_user_disable() { opora user disable metodist; }
bad_user_disable() { opora user disable nobody; }
good_user_enable() { opora user enable off; }
bad_user_enable() { opora user enable nobody; }
good_user_passwd() { with 'Кот-учёный-ходит-26' user passwd metodist; }
bad_user_passwd() { with short user passwd metodist; }
good_user_reset() { opora user reset metodist; }
bad_user_reset() { opora user reset nobody; }
good_user_reset_2fa() { opora user reset-2fa metodist --reason 'служебная записка'; }
bad_user_reset_2fa() { opora user reset-2fa nobody --reason 'служебная записка'; }
good_user_link() { opora user link metodist --subject s-2; }
bad_user_link() { opora user link metodist --subject s-1; }
good_user_unlink() { opora user unlink off; }
bad_user_unlink() { opora user unlink metodist; }
good_session_end() { opora session end 1; }
bad_session_end() { opora session end 9; }
good_token_add() { opora token add another --login metodist; }
bad_token_add() { opora token add another --login nobody; }
good_token_end() { opora token end 1; }
bad_token_end() { opora token end 9; }
good_post_add() { opora post add 'Заместитель' --org a1; }
bad_post_add() { opora post add 'ДИРЕКТОР' --org a1; }
good_holder_set() { opora holder set 1 metodist; }
bad_holder_set() { opora holder set 9 metodist; }
good_body_add() { opora body add 'Комиссия' --org 'Учебный район'; }
bad_body_add() { opora body add 'Комиссия' --org 'Нет такого'; }
good_body_member() { opora body member 'Совет' --login metodist --role 'член'; }
bad_body_member() { opora body member 'Совет' --login nobody --role 'член'; }
good_body_leave() { opora body leave 1; }
bad_body_leave() { opora body leave 9; }
good_list_make() { opora list make --year 2023 --kind results; }
bad_list_make() { opora list make --year 2015 --kind results; }
received="--year 2023 --kind risk --letter-number 2 --letter-day 2023-09-03 --from Министерство"
# shellcheck disable=SC2086
good_list_receive() { opora list receive --school a1 $received; }
# shellcheck disable=SC2086
bad_list_receive() { opora list receive --school a9 $received; }
good_list_draft() { opora list draft --from 1; }
bad_list_draft() { opora list draft --from 9; }
decided="--reason Сведения --document 4 --day 2023-09-05"
# shellcheck disable=SC2086
good_list_include() { opora list include 2 a2 $decided; }
# shellcheck disable=SC2086
bad_list_include() { opora list include 2 a1 $decided; }
# shellcheck disable=SC2086
good_list_exclude() { opora list exclude 2 a1 $decided; }
# shellcheck disable=SC2086
bad_list_exclude() { opora list exclude 2 a2 $decided; }
good_list_acquaint() { opora list acquaint 2 a1 --how signature --day 2023-09-05; }
bad_list_acquaint() { opora list acquaint 2 a2 --how signature --day 2023-09-05; }
good_list_object() { opora list object 4 a1 --about figure --text 'Проверьте' --day 2023-09-07; }
bad_list_object() { opora list object 4 a2 --about nothing --text 'Проверьте'; }
good_list_decide() { opora list decide 1 --decision rejected --reason 'Верно' --document 15 --day 2023-09-14; }
bad_list_decide() { opora list decide 9 --decision rejected --reason 'Верно' --document 15; }
ordered="--order-number 1 --order-day 2023-09-20 --title Перечень --hurry Решение"
# shellcheck disable=SC2086
good_list_approve() { opora list approve 6 $ordered; }
# shellcheck disable=SC2086
bad_list_approve() { opora list approve 4 $ordered; }
good_demo() { new_folder; opora demo; }
bad_demo() { opora demo; }
good_migrate() { opora migrate; }
bad_migrate() {
	sql "INSERT INTO migration SELECT max(number) + 1, 'later', 0 FROM migration"
	dump_all >before
	opora migrate
}
# The row stands in the copy, which is always a folder here.
good_copy() {
	rm -rf "$work/copied"
	opora copy --to "$work/copied"
	in_folder=$work/copied
}
bad_copy() { opora copy --to "$work/copied"; } # where good_copy has put one
good_backup() {
	rm -f box.tar
	opora backup box.tar
}
bad_backup() {
	echo there >there.tar
	opora backup there.tar
}
good_restore() {
	rm -f kept.tar
	opora backup kept.tar
	new_folder
	opora restore kept.tar
}
bad_restore() { opora restore there.tar; }

# Actions of which PostgreSQL has no good case: what they do is SQLite's own.
sqlite_alone=' backup restore backups_make '
# Those that make an installation: there is no database yet whose audit could be broken before.
makes_new=' init demo copy restore '

tables() {
	if on_sqlite; then
		sql "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY 1"
	else
		sql "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() ORDER BY 1"
	fi
}

# Everything the database holds.
dump_all() {
	# shellcheck disable=SC2046
	dump $(tables)
}

# What is asked of the audit, wherever the case has left its row.
audit() {
	if [ -n "$in_folder" ]; then
		sqlite3 "$in_folder/opora.db" "$1"
	else
		sql "$1"
	fi
}

no_more_rows() {
	if on_sqlite; then
		sql "CREATE TRIGGER no_row BEFORE INSERT ON audit BEGIN SELECT raise(ABORT, 'no row'); END"
	else
		sql "CREATE FUNCTION no_row() RETURNS trigger LANGUAGE plpgsql AS
			'BEGIN RAISE EXCEPTION ''no row''; END';
			CREATE TRIGGER no_row BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION no_row()" >/dev/null
	fi
}

# opora, with a line on its standard input
with() {
	line=$1
	shift
	on_sqlite || use_schema
	status=0
	ran="$*"
	echo "$line" | "$OPORA" --data "$dir" --lang en "$@" >"$work/out" 2>"$work/err" || status=$?
}

start() {
	dir=$work/data
	in_folder=
	clone "$work/base" "$dir"
	rows=$(sql 'SELECT count(*) FROM audit')
}

printf 'code;name;municipality;closed;successor\na1;Учебная школа № 1;Учебный район;;\na2;Учебная школа № 2;Учебный район;;
a3;Учебная школа № 3;Учебный район;2020-08-31;a1\na4;Учебная школа № 4;Учебный район;2020-08-31;a1\n' >schools.csv
printf 'year;procedure;school;participants;low\n2023;VPR5_MA;a1;20;9\n2023;VPR6_MA;a1;20;9\n' >results.csv
printf 'year;procedure;school;participants;low\n2022;VPR5_MA;a2;20;9\n' >more.csv
printf 'year;procedure;school;participants;low\n2021;VPR5_MA;a2;20;9\n' >last.csv
cat >rule.yaml <<'END'
id: rule
version: 1
title: {ru: "Правило", en: "Rule"}
basis: {document: "Учебный пример", status: local}
level: school
inputs:
  low: {of: [procedure, year], unit: person}
result:
  listed: low['VPR5_MA', year] > 3
END
sed 's/> 3/> 4/' rule.yaml >other.yaml
sed 's/^id: rule/id: second/' rule.yaml >second.yaml
prepare init
prepare import schools.csv
prepare import results.csv
prepare import last.csv
prepare method add rule.yaml
prepare school join a4 a1
prepare user add metodist --name 'Методист' --post 'методист' --role methodist --org 'Учебный район'
prepare user add off --name 'Бывший' --post 'методист'
prepare user disable off
OPORA_OIDC_ISSUER=https://id.example
export OPORA_OIDC_ISSUER
prepare user link off --subject s-1
prepare token add program --login metodist
prepare post add 'Директор' --org a1
prepare body add 'Совет' --org 'Учебный район'
prepare body member 'Совет' --login metodist --role 'секретарь'
on_sqlite || use_schema
sql "INSERT INTO session (hash, account, state, created, seen, expires, agent)
	SELECT 'h', min(id), 'full', 1, 1, 9000000000000, 'browser' FROM account" >/dev/null
prepare list make --year 2023 --kind results
prepare list draft --from 1
prepare list receive --school a1 --year 2023 --kind risk --letter-number 1 --letter-day 2023-09-01 --from 'Министерство'
prepare list draft --from 3
prepare list acquaint 4 a1 --how letter --letter 77 --day 2023-09-06
prepare list object 4 a1 --about inclusion --text 'Показатели изменились' --day 2023-09-07
prepare list receive --school a1 --year 2022 --kind risk --letter-number 3 --letter-day 2022-09-01 --from 'Министерство'
prepare list draft --from 5
mv "$dir" base

opora help
sed -n 's/^  opora \([a-z]*\( [a-z]*\)\?\)   *.*/\1/p' out >commands
check "the program lists its commands" [ "$(wc -l <commands)" -gt 20 ]
writing=0
while read -r command; do
	# shellcheck disable=SC2086
	opora help $command
	said 'audit chain (opora audit)' || continue
	writing=$((writing + 1))
	name=$(echo "$command" | tr ' -' '__')
	if ! command -v "good_$name" >/dev/null || ! command -v "bad_$name" >/dev/null; then
		check "«$command» leaves an audit row, so it has a case in this test" false
		continue
	fi
	start
	if ! on_sqlite && [ "${sqlite_alone#* "$name" }" != "$sqlite_alone" ]; then
		skip "«$command» leaves one row" "it is SQLite's own"
	else
		"good_$name"
		[ "$dir" = "$work/data" ] || rows=0
		[ "$name" != restore ] || rows=$(($(sqlite3 "$work/data/opora.db" 'SELECT count(*) FROM audit') - 1))
		check "«$command» succeeds" exits 0
		check "«$command» leaves exactly one audit row, its own" \
			is "$(audit 'SELECT count(*), (SELECT action FROM audit ORDER BY id DESC LIMIT 1) FROM audit')" \
			"$((rows + 1))|$command"
	fi
	start
	dump_all >before
	"bad_$name"
	check "«$command» that can't be done fails" [ "$status" -ne 0 ]
	dump_all >after
	check "«$command» that failed leaves no row, nor anything else" cmp before after
	[ "${makes_new#* "$name" }" = "$makes_new" ] || continue
	! { ! on_sqlite && [ "${sqlite_alone#* "$name" }" != "$sqlite_alone" ]; } || continue
	start
	no_more_rows
	dump_all >before
	"good_$name"
	check "«$command» without its audit row fails" [ "$status" -ne 0 ]
	dump_all >after
	check "«$command» without its audit row changes nothing" cmp before after
done <commands
check "there were such actions" [ $writing -ge 10 ]
dir=$work/data
start
opora identify --year 2023
opora match --list
check "what only reads leaves none" is "$(sql 'SELECT count(*) FROM audit')" "$rows"
done_testing

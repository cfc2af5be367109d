#!/bin/sh
# Settings: option before OPORA_* before opora.ini before default.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1
unset OPORA_LANG

config() {
	run "$OPORA" "$@" config --json
}

config
check "the defaults are told as such" \
	json 'with_entries(select(.key | startswith("oidc") | not)) == {data: {value: "./data", origin: "default"},
		database: {value: "./data/opora.db", origin: "default"}, lang: {value: "ru", origin: "default"}}'
check "there is no other system to sign in through" \
	json '.oidc_issuer.value == "" and .oidc_claim == {value: "sub", origin: "default"}'
echo 'lang = en' >data/opora.ini
config
check "a line of opora.ini is told with the file" json '.lang == {value: "en", origin: "opora.ini"}'
OPORA_LANG=ru
export OPORA_LANG
config
check "the environment comes before the file" json '.lang == {value: "ru", origin: "OPORA_LANG"}'
config --lang en
check "an option comes before the environment" json '.lang == {value: "en", origin: "option"}'
config --lang=en
check "an option may be written with =" json '.lang.value == "en"'
unset OPORA_LANG
mkdir other
OPORA_DATA=$work/other
export OPORA_DATA
config
check "the folder comes from the environment" json '.data.origin == "OPORA_DATA" and (.data.value | endswith("/other"))'
check "and opora.ini is that folder's" json '.lang.origin == "default"'
config -d data
check "or from the option, with its opora.ini" json '.data == {value: "data", origin: "option"} and .lang.value == "en"'
OPORA_DATA=
config
check "an empty variable is none" json '.data.origin == "default"'
unset OPORA_DATA

run "$OPORA" config
check "the language of opora.ini is spoken" said 'opora.ini'
echo 'colour = red' >data/opora.ini
config
check "an unknown name in opora.ini is refused" exits 1
check "and named with its file" complained 'opora.ini'
check "by its name" complained 'colour'
echo 'lang = de' >data/opora.ini
config
check "a language nobody speaks is refused" exits 2
echo 'nonsense' >data/opora.ini
config
check "a line that is no setting is refused" exits 1
echo 'lang = de' >data/opora.ini
config --lang ru
check "an option helps over a wrong file" exits 0
rm data/opora.ini
config --lang xx
check "a wrong option is wrong usage" exits 2
run "$OPORA" config --lang
check "an option without its value too" exits 2

# The address of a database, whose password nobody is shown.
echo 'database = postgresql://anna:geheim@db.example/opora' >data/opora.ini
config --data data
check "an address is shown without its password" \
	json '.database == {value: "postgresql://anna@db.example/opora", origin: "opora.ini"}'
config --data data --database postgresql://db.example/other
check "an option names another database" json '.database == {value: "postgresql://db.example/other", origin: "option"}'
config --database postgresql://anna:geheim@db.example/opora
check "a password is not taken from the command line" exits 2
check "and not repeated" not grep -q geheim "$work/err"
config --database opora.db
check "what is no address is wrong usage" exits 2
rm data/opora.ini
run "$OPORA" config --data
check "so does --data" exits 2
done_testing

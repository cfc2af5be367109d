#!/bin/sh
# opora method list, show, check, add: rules as data that never change once stored.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1
prepare init
builtin=$OPORA_SOURCE/catalogue/methods/rosobrnadzor-847.yaml
builtins=$(find "$OPORA_SOURCE/catalogue/methods" -name "*.yaml" | wc -l)

opora method list --json
check "a new database has the methods of the catalogue" \
	is "$(jq -r '.methods[] | "\(.id) \(.version)"' "$work/out" | sort)" \
	"$(awk '/^id:/ { id = $2 } /^version:/ { print id, $2 }' "$OPORA_SOURCE"/catalogue/methods/*.yaml | sort)"
check "the digest is that of the file" is \
	"$(jq -r '.methods[] | select(.id == "rosobrnadzor-847").sha256' "$work/out")" \
	"$(sha256sum <"$builtin" | cut -d' ' -f1)"
opora method list
check "people read its title" said 'Schools with low results'
opora method show rosobrnadzor-847 --json
jq -j .text "$work/out" >shown.yaml
check "the stored text is the file, byte for byte" cmp "$builtin" shown.yaml
check "each parameter stands with value and status" \
	json 'any(.params[]; .name == "share" and .status == "assumed") and all(.params[]; .value | type == "string")'
opora method show rosobrnadzor-847@1
check "a version can be named" exits 0
opora method show rosobrnadzor-847@2
check "one that is not there is not found" exits 3
opora method show nope
check "nor is an unknown method" exits 3

opora method check "$builtin"
check "a method without mistakes passes" exits 0
cat >bad.yaml <<'END'
id: bad
version: 1
title: {ru: "Плохая", en: "Bad"}
basis: {document: "Учебный пример", status: local}
level: school
params:
  share: {value: 30 %, status: local}
inputs:
  low: {of: [procedure, year], unit: person}
sets:
  procedures: [VPR5_MA]
let:
  A: count(low[p, year] > 1 for p in procedures) >= 2
  B: unknown_name + 1
  C: share + 'text'
result:
  listed: A or
END
opora method check bad.yaml --json
check "a method with mistakes is refused" exits 1
check "all mistakes are told, each with row and column" \
	json '([.problems[].row] | unique) == [13, 14, 15, 17] and all(.problems[]; .column > 0)'
check "no method comes of it" json '.method == null and .added == false'
opora method check bad.yaml
check "people read file, row and column" complained 'bad.yaml, row 14, column 6: '
opora method add bad.yaml
check "it can't be added" is "$status $(sql 'SELECT count(*) FROM method')" "1 $builtins"
opora method check nosuch.yaml
check "a missing file is not found" exits 3
printf 'id: [\n' >broken.yaml
opora method check broken.yaml
check "what is not YAML is refused with its place" is "$status $(grep -c 'broken.yaml, row ' "$work/err")" '1 1'
: >empty.yaml
opora method check empty.yaml
check "an empty file is refused" exits 1

sed 's/^id: .*/id: our-rule/' "$builtin" >ours.yaml
opora method add ours.yaml --json
check "a method is added" json '.added and .method.id == "our-rule"'
opora method add ours.yaml --json
check "the same bytes again change nothing and are no mistake" json '.added == false'
check "exit code 0" exits 0
{
	cat ours.yaml
	echo '# another word'
} >changed.yaml
opora method add changed.yaml
check "the same id and version with other bytes is a conflict" exits 5
check "it asks for a new version" complained 'new version'
sed 's/^version: 1/version: 2/; s/value: 30 %/value: 50 %/' ours.yaml >second.yaml
prepare method add second.yaml
opora method show our-rule --json
check "without a version the newest is meant" json '.version == 2'
opora method show our-rule@1 --json
check "the first stays as it was" json '.version == 1'
opora check
check "a database with added methods is clean" exits 0
check "each addition left one audit row" is "$(sql "SELECT count(*) FROM audit WHERE action = 'method add'")" 2

# A run reads twelve years back: a method that looks further is told so, not «no data».
far() {
	cat >far.yaml <<END
id: far$1
version: 1
title: {ru: "Давно", en: "Long ago"}
basis: {document: "Учебный пример", status: local}
level: school
inputs:
  low: {of: [procedure, year], unit: person}
result:
  listed: default(low['VPR5_MA', year - $1], 0) > 3
END
	prepare method add far.yaml
}
rm -rf "$dir"
prepare demo
far 12
opora identify --year 2023 --method far12
check "twelve years back can be read" exits 0
far 13
opora identify --year 2023 --method far13
check "thirteen can't, and that is said" is "$status $(grep -c 'asks for figures of 2010, but a run of 2023 reads 2011 to 2023' err)" '1 1'
done_testing

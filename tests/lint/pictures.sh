#!/bin/sh
# The manual's page of tables: every layout of the catalogue has a picture and a section, the
# pictures are those the tool draws, and the program recognises what is drawn. Speaks TAP.
. "$(dirname "$0")/../cli/tap.sh"
root=${OPORA_SOURCE:-$(cd "$(dirname "$0")/../.." && pwd)}
page=$root/docs/manual/zagruzka-faylov.md
pictures=$root/docs/manual/pictures

described() {
	[ -s "$pictures/$1.svg" ] && grep -q "^### .*\`$1\`" "$page" &&
		grep -qF "(pictures/$1.svg)" "$page"
}

# A journal's mark and the number of schools are known, and used for nothing.
same_unread() {
	jq -r '.files[0].sheets[0].candidates[0].columns[]
		| select(.is | IN("drop", "schools", "journal_mark")) | .column' "$work/out" |
		cmp - "$work/unread"
}

prepare init
"$root/tools/layout_pictures" --out "$work"
for name in schools results $(cd "$root/catalogue/layouts" && ls -- *.yaml | sed 's/\.yaml$//'); do
	check "the page has a picture and a section of $name" described "$name"
	check "the picture of $name is what the tool draws" \
		cmp "$work/$name.svg" "$pictures/$name.svg"
	"$root/tools/layout_pictures" --csv "$name" >"$work/table.csv"
	"$root/tools/layout_pictures" --unread "$name" >"$work/unread"
	run "$OPORA" --data "$dir" import "$work/table.csv" --layout ask --json
	check "the program answers about the drawn table of $name" exits 0
	check "the program takes the drawn table for $name" \
		json '.files[0].sheets[0].candidates[0] | .fits and .layout == "'"$name"'"'
	case $name in schools | results) continue ;; esac # their columns are not told
	check "the columns of $name that the picture calls not read are those" same_unread
done
for file in "$pictures"/*.svg; do
	name=$(basename "$file" .svg)
	check "$name.svg has a role and a title, and is well formed enough to be text" \
		sh -c 'grep -q "role=\"img\"" "$1" && grep -q "<title id=\"t\">[^<]" "$1"' - "$file"
	check "$name.svg is of a layout there is" \
		sh -c '[ -e "$1" ] || [ "$2" = schools ] || [ "$2" = results ]' - \
		"$root/catalogue/layouts/$name.yaml" "$name"
done
done_testing

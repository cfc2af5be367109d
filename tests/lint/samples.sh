#!/bin/sh
# The sample pages of the look tell the truth: what they use is in the style sheet and the sprite.
set -u
cd "$OPORA_SOURCE" || exit 1
static=src/web/static
samples=tests/browser/sample
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
number=0

# none "sentence": $work/out has to be empty.
none() {
	number=$((number + 1))
	if [ -s "$work/out" ]; then
		echo "not ok $number - $1"
		sed 's/^/# /' "$work/out"
	else
		echo "ok $number - $1"
	fi
}

echo 1..4
grep -ohE 'class="[^"]*"' $samples/*.html | sed 's/class="//; s/"//' | tr ' ' '\n' | sort -u |
	while read -r class; do
		grep -qE "\.$class([^a-z0-9-]|\$)" $static/app.css || echo "$class"
	done >"$work/out"
none "every class of the sample pages is in the style sheet"

grep -ohE '\{icon [a-z0-9-]+\}|icons\.svg#[a-z0-9-]+' $samples/*.html |
	sed 's/{icon //; s/}//; s/.*#//' | sort -u | while read -r icon; do
		grep -qE "^$icon( |\$)" $static/icons.txt || grep -q "id=\"$icon\"" $static/own.svg ||
			echo "$icon"
	done >"$work/out"
none "every icon of the sample pages is in the sprite"

grep -nE '( style=|<style|<script[^>]*>[^<]|[ "]on[a-z]+=|javascript:)' $samples/*.html >"$work/out"
none "no sample page has inline style or script"

LC_ALL=C sort -u $static/icons.txt | cmp - $static/icons.txt >"$work/out" 2>&1
none "the list of icons is sorted and names each once"

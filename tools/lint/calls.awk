# Reads code of strip.awk; prints calls of the functions in -v names="a b c". A member (x.free(),
# x->open()) and a longer name (talloc_free) are no such calls.

BEGIN {
	n = split(names, word, " ")
	for (i = 1; i <= n; i++)
		banned[word[i]] = 1
}

{
	split($0, part, ":")
	place = part[1] ":" part[2]
	rest = substr($0, length(place) + 2)
	before = ""
	while (match(rest, /[A-Za-z_][A-Za-z0-9_]*/)) {
		name = substr(rest, RSTART, RLENGTH)
		before = before substr(rest, 1, RSTART - 1)
		rest = substr(rest, RSTART + RLENGTH)
		if (name in banned && before !~ /(\.|->)[ \t]*$/ && rest ~ /^[ \t]*\(/)
			print place ": " name "()"
		before = before name
	}
}

# Prints files longer than -v lines and functions longer than -v body lines. A function is what
# stands between a "{" and a "}" at the start of a line, as clang-format leaves it.

function close_file() {
	if (length_of > lines)
		print file ": " length_of " lines (at most " lines ")"
}

FNR == 1 {
	close_file()
	file = FILENAME
	open = 0
}

{
	length_of = FNR
}

/^\{/ {
	open = FNR
}

/^\}/ && open {
	if (FNR - open - 1 > body)
		print FILENAME ":" open ": a function of " FNR - open - 1 " lines (at most " body ")"
	open = 0
}

END {
	close_file()
}

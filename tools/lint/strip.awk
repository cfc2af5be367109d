# C source to "file:LINE:text" without comments. With -v want=code strings and characters are
# emptied; with -v want=strings only what stands inside strings is left.

FNR == 1 {
	state = ""
}

FILENAME != "/dev/null" {
	out = ""
	n = length($0)
	for (i = 1; i <= n; i++) {
		c = substr($0, i, 1)
		two = substr($0, i, 2)
		if (state == "/*") {
			if (two == "*/") {
				state = ""
				i++
			}
		} else if (state == "\"" || state == "'") {
			if (c == "\\") {
				if (want == "strings" && state == "\"")
					out = out two
				i++
			} else if (c == state) {
				if (want == "code")
					out = out c
				else if (state == "\"")
					out = out " "
				state = ""
			} else if (want == "strings" && state == "\"") {
				out = out c
			}
		} else if (two == "/*") {
			state = two
			i++
		} else if (two == "//") {
			break
		} else if (c == "\"" || c == "'") {
			state = c
			if (want == "code")
				out = out c
		} else if (want == "code") {
			out = out c
		}
	}
	# a string goes on in the next line only after a backslash, which a literal here never does
	if (state == "\"" || state == "'")
		state = ""
	if (out !~ /^[ \t]*$/)
		print FILENAME ":" FNR ":" out
}

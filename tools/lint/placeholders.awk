# Reads a .po without wrapped strings; prints translations whose {0}..{5} are not those of the
# message. For a plural every form must have all of them: 21 and 31 take the form of 1.

function holes(text, found, i) {
	found = ""
	for (i = 0; i <= 9; i++) {
		if (index(text, "{" i "}"))
			found = found " {" i "}"
	}
	return found
}

function check(i) {
	if (id != "") {
		for (i = 1; i <= forms; i++) {
			if (form[i] != "" && holes(form[i]) != holes(id plural))
				print id ": has" holes(id plural) ", its translation has" holes(form[i])
		}
	}
	id = plural = ""
	forms = 0
}

function text(line) {
	sub(/^[^"]*"/, "", line)
	sub(/"$/, "", line)
	return line
}

/^msgid / { check(); id = text($0); slot = "id" }
/^msgid_plural / { plural = text($0); slot = "plural" }
/^msgstr/ { form[++forms] = text($0); slot = "form" }
/^"/ {
	if (slot == "id")
		id = id text($0)
	else if (slot == "plural")
		plural = plural text($0)
	else
		form[forms] = form[forms] text($0)
}

END { check() }

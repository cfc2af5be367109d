# Counts the checks of all test programs and shows the failing ones; for ./dev test.
#
# Input: for each program a line "@NAME<TAB>RESULT<TAB>EXIT" as Meson saw it, then what it said,
# in TAP. A program that broke off, or failed without a failing check, is one failure more, so
# that a crash can't pass for silence.
#
# Output: each failing check with what was said about it; last line "N passed, N failed, N skipped".

function fail(title) {
	failed++
	failing++
	report = report "\nFAILED  " title "\n"
}

# Closes the program read so far.
function finish() {
	if (name == "")
		return
	if (result != "SKIP" && planned >= 0 && seen < planned)
		fail(name ": broke off after " seen " of " planned " checks, exit status " status)
	else if (result == "TIMEOUT")
		fail(name ": took too long")
	else if (failing == 0 && result != "OK" && result != "SKIP" && !(skips > 0 && status == 0))
		# (Meson takes cmocka's "not ok 1 # SKIP" for a failure; the exit status tells)
		fail(name ": " result ", exit status " status)
	else if (seen == 0 && result != "SKIP")
		fail(name ": no checks")
	if (result == "SKIP" && seen == 0) {
		skipped++
		skips_said = skips_said "skipped " name reason "\n"
	}
	if (failing > 0)
		all = all report (said != "" ? "--- " name " said:\n" said : "")
}

function begin(line, part) {
	split(substr(line, 2), part, "\t")
	# "opora:unit+quick / day" is the way Meson says unit/day
	name = part[1]
	sub(/^[^:]*:/, "", name)
	sub(/\+[a-z]+ /, " ", name)
	sub(/ \/ /, "/", name)
	result = part[2]
	status = part[3]
	planned = -1
	seen = failing = skips = lines = 0
	report = said = reason = skipping = ""
	after = mute = 0
}

BEGIN {
	passed = failed = skipped = 0
}

/^@[^\t]*\t[A-Z]+\t/ {
	finish()
	begin($0)
	next
}

/^1\.\.[0-9]+/ {
	planned = substr($0, 4) + 0
	if (planned == 0)
		reason = substr($0, 5)
	next
}

/^(not )?ok .*# *[Ss][Kk][Ii][Pp]/ {
	seen++
	skips++
	skipped++
	line = $0
	sub(/^(not )?ok *[0-9]* *-? *(# *SKIP *)?/, "", line)
	skips_said = skips_said "skipped " name ": " line "\n"
	after = 0
	next
}

# Our own skip() (tests/check.h) says this and then passes: Meson would count cmocka's as failed.
/^# skipped: / {
	skipping = $3
	next
}

/^ok / && skipping != "" && $NF == skipping {
	seen++
	skipped++
	skips_said = skips_said "skipped " name ": " skipping "\n"
	skipping = ""
	after = 0
	next
}

/^ok / {
	seen++
	passed++
	after = 0
	next
}

/^not ok / {
	seen++
	line = $0
	sub(/^not ok *[0-9]* *-? */, "", line)
	fail(name ": " line)
	after = 1
	next
}

# A summary line of cmocka, not a check.
/^# (not )?ok - / {
	next
}

/^#/ && after {
	report = report "        " substr($0, 2) "\n"
	next
}

# Anything else: kept in case the program fails (a sanitizer's report, a message of its own).
!/^#/ && NF > 0 {
	# the map of shadow bytes at the end of a report helps nobody
	if (/Shadow bytes around/)
		mute = 1
	if (!mute && ++lines <= 80)
		said = said "        " $0 "\n"
}

END {
	finish()
	if (skips_said != "")
		printf "%s", skips_said
	if (all != "")
		printf "%s\n", all
	printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
	exit failed > 0 || passed == 0
}

# Reads "file:LINE:#include <…>" and prints libraries used by more than two files or two rooms:
# what is foreign is known in one place, so that it can be replaced there.

BEGIN {
	free = "assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp " \
	    "signal stdalign stdarg stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string " \
	    "strings tgmath threads time uchar wchar wctype " \
	    "dirent fcntl fnmatch ftw getopt glob grp libgen netdb poll pthread pwd regex sched " \
	    "semaphore spawn syslog termios unistd utime " \
	    "talloc uthash utlist"
	n = split(free, word, " ")
	for (i = 1; i <= n; i++)
		standard[word[i] ".h"] = 1
}

{
	match($0, /<[^>]*>/)
	header = substr($0, RSTART + 1, RLENGTH - 2)
	if (header in standard || header ~ /^(sys|arpa|net|netinet)\//)
		next
	# a library's headers in a folder of their own count as one
	library = header
	if (header ~ /\//)
		sub(/\/.*/, "/", library)
	split($0, part, ":")
	file = part[1]
	split(file, folder, "/")
	if ((library, file) in seen)
		next
	seen[library, file] = 1
	files[library]++
	names[library] = names[library] " " file
	if (!((library, folder[2]) in met)) {
		met[library, folder[2]] = 1
		rooms[library]++
	}
}

END {
	for (library in files) {
		if (rooms[library] > 1)
			print "<" library "> is used in several rooms:" names[library]
		else if (files[library] > 2)
			print "<" library "> is used in more than two files:" names[library]
	}
}

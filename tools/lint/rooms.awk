# Reads "src/ROOM/…/x.c:LINE:#include "…"" and prints the includes that go against the direction
# of the rooms (ARCHITECTURE.md). Headers in <> are foreign.awk's.

BEGIN {
	may["base"] = "base"
	may["domain"] = "base domain"
	may["intake"] = may["domain"] " intake"
	may["document"] = may["domain"] " document"
	may["net"] = may["domain"] " net"
	may["store"] = may["domain"] " store"
	may["app"] = may["domain"] " intake document net store app"
	# web and cli never see store
	may["web"] = may["domain"] " intake document net app web"
	may["cli"] = may["domain"] " intake document net app cli"
	# files of src itself: main.c, actions.c
	may["."] = may["domain"] " intake document net store app web cli actions"
	# the parts of the table of actions
	may["actions"] = may["."]
}

function room_of(path, part, n) {
	n = split(path, part, "/")
	return n == 1 ? "." : part[1]
}

/#[ \t]*include[ \t]*"/ {
	split($0, part, ":")
	file = part[1]
	from = room_of(substr(file, 5))
	match($0, /"[^"]*"/)
	header = substr($0, RSTART + 1, RLENGTH - 2)
	to = room_of(header)
	if (!(from in may))
		print file ":" part[2] ": the room " from " is not in ARCHITECTURE.md"
	else if (header ~ /(^|\/)\.\.?\//)
		print file ":" part[2] ": " header ": write the path from src"
	else if (to == "." && from != "." && from != "actions")
		print file ":" part[2] ": " header ": write the path from src, of a room to the left"
	else if (to != "." && index(" " may[from] " ", " " to " ") == 0)
		print file ":" part[2] ": " from " must not use " header
}

# Draws the tables of docs/manual/pictures/tables.txt as SVG (see tools/layout_pictures).

BEGIN {
	CHAR = 8; PAD = 22; GUTTER = 34; EDGE = 16; LINE = 16; ROW = 28
	dark["+"] = "#1d6f42"; dark["="] = "#7a5200"; dark["-"] = "#5b6470"
	light["+"] = "#e6f4ea"; light["="] = "#fff4d6"; light["-"] = "#eceff1"
	sign["+"] = "✓ "; sign["="] = "= "; sign["-"] = "✕ "
	rows = 0
}

/^#/ || NF == 0 { next }

{ word = $1; rest = $0; sub(/^[a-z]+ /, "", rest) }

word == "picture" { finish(); name = rest; rows = 0; columns = 0; lines = 0; next }
word == "title" { title = rest; next }

word == "is" {
	columns = cells(rest, is)
	for (c = 1; c <= columns; c++) {
		kind[c] = substr(is[c], 1, 1)
		is[c] = substr(is[c], 2)
		if (is[c] == "")
			is[c] = "не читается"
	}
	next
}

{
	rows++
	type[rows] = word
	n = word == "above" ? 1 : cells(rest, part)
	if (word == "above")
		part[1] = rest
	for (c = 1; c <= 40; c++)
		cell[rows, c] = c <= n ? part[c] : ""
}

END { finish() }

function cells(s, into,   n, i) {
	n = split(s, into, "|")
	for (i = 1; i <= n; i++)
		gsub(/^ +| +$/, "", into[i])
	return n
}

# Characters, not bytes.
function chars(s) {
	gsub(/[\200-\277]/, "", s)
	return length(s)
}

function escape(s) {
	gsub(/&/, "\\&amp;", s); gsub(/</, "\\&lt;", s); gsub(/>/, "\\&gt;", s)
	return s
}

function max(a, b) { return a > b ? a : b }

function finish() {
	if (rows > 0 && csv unread == "")
		draw()
	else if (rows > 0 && unread == name)
		print_unread()
	else if (rows > 0 && csv == name)
		print_csv()
}

# A merged cell is repeated, as the readers of workbooks give it.
function print_csv(   r, c, s, line) {
	for (r = 1; r <= rows; r++) {
		line = ""
		for (c = 1; c <= columns; c++) {
			s = cell[r, c]
			if (s == "^")
				s = c > 1 && type[r - 1] == "above" ? cell[r, c - 1] : cell[r - 1, c]
			if (type[r] == "head")
				cell[r, c] = s
			gsub(/~/, " ", s)
			line = line (c > 1 ? ";" : "") (s == "#" ? "x" : s)
		}
		print line
	}
}

function print_unread(   c) {
	for (c = 1; c <= columns; c++)
		if (kind[c] == "-")
			print c
}

function widest(s,   n, i, w, piece) {
	n = split(s, piece, "~")
	tall = max(tall, n)
	for (i = 1; i <= n; i++)
		w = max(w, chars(piece[i]))
	return w
}

# Is the head's cell one with its left neighbour (across) or with the one above (down)?
function across(r, c) { return cell[r, c] == "^" && type[r - 1] != "head" }
function down(r, c) { return cell[r, c] == "^" && type[r - 1] == "head" }

function measure(   r, c, w, span, have, k) {
	bandlines = 1
	for (c = 1; c <= columns; c++) {
		tall = 1
		width[c] = (widest(is[c]) + 2) * CHAR + PAD
		bandlines = max(bandlines, tall)
		for (r = 1; r <= rows; r++) {
			if (type[r] == "above" || cell[r, c] == "^" || across(r, c + 1))
				continue
			w = cell[r, c] == "#" ? 11 : widest(cell[r, c])
			width[c] = max(width[c], w * CHAR * (type[r] == "head" ? 1.06 : 1) + PAD)
		}
	}
	for (r = 1; r <= rows; r++)
		for (c = 1; c <= columns; c++)
			if (type[r] == "head" && across(r, c + 1) && c < columns) {
				have = width[c] + width[c + 1]
				w = widest(cell[r, c]) * CHAR * 1.06 + PAD
				for (k = c; k <= c + 1 && w > have; k++)
					width[k] += (w - have) / 2
			}
	x[1] = EDGE + GUTTER
	for (c = 1; c <= columns; c++) {
		width[c] = int(width[c] + 0.5)
		x[c + 1] = x[c] + width[c]
	}
	headlines = 1
	tall = 1
	for (r = 1; r <= rows; r++)
		for (c = 1; c <= columns; c++)
			if (type[r] == "head")
				widest(cell[r, c])
	headlines = tall
}

function put(s) { body = body s "\n" }

function box(bx, by, w, h, fill) {
	put(sprintf("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\" " \
		"stroke=\"#b6bfca\"/>", bx, by, w, h, fill))
}

# Lines of a text, centred on the height, from the left or in the middle.
function words(s, bx, by, w, h, look, middle,   n, i, piece, ty) {
	n = split(s, piece, "~")
	ty = by + h / 2 + 4.5 - (n - 1) * LINE / 2
	for (i = 1; i <= n; i++)
		put(sprintf("<text x=\"%d\" y=\"%d\" class=\"%s\"%s>%s</text>",
			middle ? bx + w / 2 : bx + 9, ty + (i - 1) * LINE, look,
			middle ? " text-anchor=\"middle\"" : "", escape(piece[i])))
}

function draw_bands(y, h,   c) {
	for (c = 1; c <= columns; c++) {
		put(sprintf("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\" " \
			"fill=\"%s\"/>", x[c] + 1, y, width[c] - 2, h, dark[kind[c]]))
		words(sign[kind[c]] is[c], x[c], y, width[c], h, "band", 1)
		words(substr("ABCDEFGHIJKLMNOPQRSTUVWXYZ", c, 1), x[c], y + h, width[c], 20,
			"letter", 1)
	}
}

function draw_head(r, y, h,   c, w, t) {
	for (c = 1; c <= columns; c++) {
		if (cell[r, c] == "^")
			continue
		w = width[c] + (c < columns && across(r, c + 1) ? width[c + 1] : 0)
		t = type[r + 1] == "head" && r < rows && down(r + 1, c) && w == width[c] ? 2 * h : h
		box(x[c], y, w, t, light[kind[c]])
		words(cell[r, c], x[c], y, w, t, "head", 1)
	}
}

function draw_row(r, y,   c, look) {
	for (c = 1; c <= columns; c++) {
		look = type[r] == "skip" ? "skip" : kind[c] == "-" ? "drop" : "cell"
		box(x[c], y, width[c], ROW, type[r] == "skip" ? "#f7f8fa" : \
			kind[c] == "-" ? light["-"] : "#ffffff")
		if (cell[r, c] == "#")
			words("не читается", x[c], y, width[c], ROW, "drop", 1)
		else if (cell[r, c] ~ /^[0-9,]+$/ || chars(cell[r, c]) < 4)
			words(cell[r, c], x[c], y, width[c], ROW, look, 1)
		else
			words(cell[r, c], x[c], y, width[c], ROW, look, 0)
	}
}

# Only the marks that stand in this picture are explained.
function draw_legend(y,   lx, c, seen, r) {
	for (c = 1; c <= columns; c++)
		seen[kind[c]] = 1
	for (r = 1; r <= rows; r++)
		seen[type[r]] = 1
	lx = EDGE + GUTTER
	if ("+" in seen)
		lx = entry(lx, y, "+", "читается и сохраняется")
	if ("=" in seen)
		lx = entry(lx, y, "=", "читается для проверки")
	if ("-" in seen)
		lx = entry(lx, y, "-", "не читается")
	if ("skip" in seen) {
		words("Курсив", lx - 9, y, 0, 18, "skip", 0)
		words("— строка пропускается", lx + 45, y, 0, 18, "note", 0)
		lx += 220
	}
	return lx
}

function entry(lx, y, k, s) {
	put(sprintf("<rect x=\"%d\" y=\"%d\" width=\"22\" height=\"18\" rx=\"4\" fill=\"%s\"/>",
		lx, y, dark[k]))
	words(sign[k], lx, y, 26, 18, "band", 1)
	words(s, lx + 20, y, 0, 18, "note", 0)
	return lx + 50 + chars(s) * CHAR
}

function draw(   y, r, h, total, file) {
	measure()
	body = ""
	h = bandlines * LINE + 10
	y = 44
	draw_bands(y, h)
	y += h + 20
	for (r = 1; r <= rows; r++) {
		h = type[r] == "head" ? headlines * LINE + 14 : ROW
		words(r, EDGE, y, GUTTER, h, "letter", 1)
		if (type[r] == "above") {
			box(x[1], y, x[columns + 1] - x[1], h, "#ffffff")
			words(cell[r, 1], x[1], y, 0, h, "cell", 0)
		} else if (type[r] == "head")
			draw_head(r, y, h)
		else
			draw_row(r, y)
		y += h
	}
	y += 16
	total = max(draw_legend(y), x[columns + 1])
	total = int(max(total, x[1] + chars(title) * 10) + EDGE)
	y += 18 + EDGE
	file = out "/" name ".svg"
	printf "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"t\" " \
		"width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n", total, y, total, y >file
	printf "<title id=\"t\">%s</title>\n", escape(title) >file
	print "<style>text{font:13px Arial,\"Liberation Sans\",\"DejaVu Sans\",sans-serif;" \
		"fill:#1b2430}.title{font-size:15px;font-weight:bold}.head{font-weight:bold}" \
		".band{fill:#fff;font-size:12px;font-weight:bold}" \
		".letter{fill:#5b6470;font-size:11px}" \
		".drop{fill:#5b6470}.skip{fill:#5b6470;font-style:italic}</style>" >file
	printf "<rect x=\".5\" y=\".5\" width=\"%d\" height=\"%d\" rx=\"8\" fill=\"#ffffff\" " \
		"stroke=\"#b6bfca\"/>\n", total - 1, y - 1 >file
	printf "<text x=\"%d\" y=\"28\" class=\"title\">%s</text>\n", x[1], escape(title) >file
	printf "%s</svg>\n", body >file
	close(file)
}

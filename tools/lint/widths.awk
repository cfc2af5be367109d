# Prints lines wider than -v width columns. A tab goes to the next multiple of 8; a letter of
# UTF-8 is one column (run with LC_ALL=C: bytes that continue a letter are not counted).

{
	if (length($0) * 8 <= width)
		next
	line = $0
	gsub(/[\200-\277]/, "", line)
	columns = 0
	n = split(line, part, "\t")
	for (i = 1; i <= n; i++) {
		columns += length(part[i])
		if (i < n)
			columns += 8 - columns % 8
	}
	if (columns > width)
		print FILENAME ":" FNR ": " columns " columns"
}

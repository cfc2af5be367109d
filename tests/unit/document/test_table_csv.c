/* Tables as CSV for Excel. */
#include "check.h"

#include "document/table_csv.h"

static char *
row(TALLOC_CTX *ctx, const struct doc_cell *cells, size_t n)
{
	struct buf out = buf_new(ctx, 10000);

	table_csv_row(&out, cells, n);
	return out.bytes;
}

TEST(cells_are_separated_by_semicolons_with_decimal_comma_and_iso_days)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	const struct doc_cell cells[] = {doc_text("а"), doc_integer(-3), doc_decimal(3.5),
	    doc_decimal(2), doc_percent(0.125), doc_day((struct day){2023, 4, 1}), doc_count(-1),
	    doc_text("")};

	assert_string_equal(row(ctx, cells, 8), "а;-3;3,5;2;12,5;2023-04-01;;\r\n");
	talloc_free(ctx);
}

TEST(separators_quotes_and_line_breaks_are_quoted)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	const struct doc_cell cells[] = {doc_text("а;б"), doc_text("«а» \"б\""), doc_text("а\nб")};

	assert_string_equal(row(ctx, cells, 3), "\"а;б\";\"«а» \"\"б\"\"\";\"а\nб\"\r\n");
	talloc_free(ctx);
}

TEST(what_looks_like_a_formula_is_no_formula)
{
	TALLOC_CTX *ctx = talloc_new(NULL);
	const struct doc_cell cells[] = {
	    doc_text("=1+1"), doc_text("+7"), doc_text("-а"), doc_text("@x"), doc_text("а=б")};

	assert_string_equal(row(ctx, cells, 5), "\" =1+1\";\" +7\";\" -а\";\" @x\";а=б\r\n");
	talloc_free(ctx);
}

TEST(a_table_begins_with_a_byte_order_mark_and_its_columns)
{
	static const struct csv_field fields[] = {{.name = "year"}, {.name = "low"}};
	struct csv_table table = {.fields = fields, .nfields = 2};
	TALLOC_CTX *ctx = talloc_new(NULL);
	struct buf out = buf_new(ctx, 100);

	table_csv_header(&out, &table);
	assert_string_equal(out.bytes, "\xEF\xBB\xBFyear;low\r\n");
	talloc_free(ctx);
}

RUN(cmocka_unit_test(cells_are_separated_by_semicolons_with_decimal_comma_and_iso_days),
    cmocka_unit_test(separators_quotes_and_line_breaks_are_quoted),
    cmocka_unit_test(what_looks_like_a_formula_is_no_formula),
    cmocka_unit_test(a_table_begins_with_a_byte_order_mark_and_its_columns))

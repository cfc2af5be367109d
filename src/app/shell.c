#include "app/shell.h"

#include "store/statements.h"

enum err
shell_newest_year(TALLOC_CTX *ctx, struct app *app, int *year, struct error *err)
{
	struct db_newest_year row;
	bool found;
	enum err e = db_newest_year(ctx, app->db, &row, &found, err);

	*year = e == OK && found ? (int)row.year : 0;
	return e;
}

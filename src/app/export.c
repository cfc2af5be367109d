#include "app/export.h"

#include "app/reorganise.h"
#include "app/school_table.h"
#include "app/template.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/tr.h"
#include "document/table_csv.h"
#include "store/statements.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const statuses[] = {"not_tested", "not_offered", "not_held", "withheld", NULL};
static const char *const waves[] = {"main", "autumn", "retake", "sample", "gve", NULL};
static const char *const result_key[] = {"year", "procedure", "school", "wave", NULL};
static const char *const school_key[] = {"code", NULL};

static const struct csv_field result_fields[] = {
    {"year", "year", MSG("the year in which the school year ends"), true, NULL},
    {"procedure", "string", MSG("the code of the procedure"), true, NULL},
    {"school", "string", MSG("the code of the school"), true, NULL},
    {"participants", "integer", MSG("participants"), false, NULL},
    {"low", "integer", MSG("how many are below the threshold"), false, NULL},
    {"low_regional", "integer", MSG("how many are below the region's own threshold"), false, NULL},
    {"mark2", "integer", MSG("marks 2"), false, NULL},
    {"mark3", "integer", MSG("marks 3"), false, NULL},
    {"mark4", "integer", MSG("marks 4"), false, NULL},
    {"mark5", "integer", MSG("marks 5"), false, NULL},
    {"mean", "number", MSG("the mean"), false, NULL},
    {"status", "string", MSG("why there are no figures"), false, statuses},
    {"wave", "string", MSG("the wave"), true, waves},
    {"held", "date", MSG("the day of the procedure"), false, NULL},
    {"pupil_grade", "integer", MSG("the class of the pupils"), false, NULL},
    {"basis", "string", MSG("the basis of use"), false, NULL},
};
#define RESULT_FIELDS (sizeof result_fields / sizeof *result_fields)

static const struct csv_field school_fields[] = {
    {"code", "string", MSG("the code of the school"), true, NULL},
    {"name", "string", MSG("the name"), true, NULL},
    {"short_name", "string", MSG("the short name"), false, NULL},
    {"municipality", "string", MSG("the municipality"), false, NULL},
    {"region", "string", MSG("the region"), false, NULL},
    {"kind", "string", MSG("the kind"), false, NULL},
    {"levels", "string", MSG("the levels it teaches"), false, NULL},
    {"parent", "string", MSG("the head organisation"), false, NULL},
    {"codes", "string", MSG("other codes"), false, NULL},
    {"rural", "boolean", MSG("whether it is rural"), false, NULL},
    {"opened", "date", MSG("the day it was opened"), false, NULL},
    {"closed", "date", MSG("the day it was closed"), false, NULL},
    {"successor", "string", MSG("the successor"), false, NULL},
};
#define SCHOOL_FIELDS (sizeof school_fields / sizeof *school_fields)

struct exporting {
	struct app *app;
	struct buf out;
	int64_t rows;
	const char *on; /* an ISO day, or NULL */
};

static struct doc_cell
decimal_cell(const char *s)
{
	struct rational n;

	if (s == NULL || !rational_parse(s, strlen(s), &n))
		return doc_text(NULL);
	return doc_decimal(rational_double(n));
}

static enum err
take_result(void *arg, const struct db_result_table *r, struct error *err)
{
	struct exporting *x = arg;
	const struct doc_cell cells[RESULT_FIELDS] = {doc_integer(r->year), doc_text(r->procedure),
	    doc_text(r->school), doc_count(r->participants), doc_count(r->low),
	    doc_count(r->low_regional), doc_count(r->m2), doc_count(r->m3), doc_count(r->m4),
	    doc_count(r->m5), decimal_cell(r->mean), doc_text(r->status), doc_text(r->wave),
	    doc_text(r->held), doc_count(r->pupil_grade > 0 ? r->pupil_grade : -1),
	    doc_text(r->basis)};

	table_csv_row(&x->out, cells, RESULT_FIELDS);
	if ((++x->rows & 4095) == 0 && app_progress(x->app, MSG("rows written"), x->rows, 0))
		return fail(err, ERR_CONFLICT, MSG("cancelled; nothing was written"));
	return OK;
}

static enum err
put_schools(TALLOC_CTX *ctx, struct exporting *x, struct error *err)
{
	struct template_school *schools;
	size_t i, n;
	enum err e = school_table_load(ctx, x->app, x->on, &schools, &n, err);

	for (i = 0; e == OK && i < n; i++) {
		const struct template_school *s = &schools[i];
		const struct doc_cell cells[SCHOOL_FIELDS] = {doc_text(s->code), doc_text(s->name),
		    doc_text(s->short_name), doc_text(s->municipality), doc_text(s->region),
		    doc_text(s->kind), doc_text(levels_code(s->levels)), doc_text(s->parent),
		    doc_text(s->codes), doc_count(s->rural), doc_day(s->opened), doc_day(s->closed),
		    doc_text(s->successor)};

		table_csv_row(&x->out, cells, SCHOOL_FIELDS);
		x->rows++;
	}
	return e;
}

/* Titles in the reader's language. */
static const struct csv_field *
translate(TALLOC_CTX *ctx, enum lang lang, const struct csv_field *fields, size_t n)
{
	struct csv_field *out = mem_array(ctx, struct csv_field, n);
	size_t i;

	memcpy(out, fields, n * sizeof *out);
	for (i = 0; i < n; i++)
		out[i].title = tr(lang, fields[i].title);
	return out;
}

static enum err
describe(TALLOC_CTX *ctx, const char *name, enum lang lang, struct csv_table *t, struct error *err)
{
	if (strcmp(name, "results") == 0)
		*t = (struct csv_table){.name = "results",
		    .title = tr(lang, MSG("Results")),
		    .fields = translate(ctx, lang, result_fields, RESULT_FIELDS),
		    .nfields = RESULT_FIELDS,
		    .key = result_key};
	else if (strcmp(name, "schools") == 0)
		*t = (struct csv_table){.name = "schools",
		    .title = tr(lang, MSG("Schools")),
		    .fields = translate(ctx, lang, school_fields, SCHOOL_FIELDS),
		    .nfields = SCHOOL_FIELDS,
		    .key = school_key};
	else
		return fail(err, ERR_USAGE,
		    MSG("there is no table «{0}»; there are: results, schools"), arg_text(name));
	return OK;
}

static enum err
make_table(TALLOC_CTX *ctx, struct app *app, const char *on, struct csv_table *t, struct buf *out,
    struct error *err)
{
	struct exporting x = {.app = app, .on = on, .out = buf_new(ctx, BUF_MAX)};
	char *sha = mem_array(ctx, char, SHA256_TEXT_SIZE);
	enum err e;

	table_csv_header(&x.out, t);
	if (strcmp(t->name, "results") == 0)
		e = db_result_table(app->db, app->scope, take_result, &x, err);
	else
		e = put_schools(ctx, &x, err);
	if (e == OK && x.out.full)
		e = fail(err, ERR_INVALID, MSG("the table {0} is too large for one file"),
		    arg_text(t->name));
	if (e != OK)
		return e;
	sha256_of(x.out.bytes, x.out.len, sha);
	t->sha256 = sha;
	t->bytes = x.out.len;
	t->rows = x.rows;
	*out = x.out;
	return OK;
}

/* A file of that name that is no export of ours may be somebody's only copy. */
static enum err
check_folder(TALLOC_CTX *ctx, const char *folder, const struct csv_table *tables, size_t n,
    struct error *err)
{
	char *path = mem_printf(ctx, "%s/datapackage.json", folder);
	size_t i;

	if (mkdir(folder, 0755) != 0 && errno != EEXIST)
		return fail(
		    err, ERR_IO, MSG("{0}: {1}"), arg_text(folder), arg_text(strerror(errno)));
	if (access(path, F_OK) == 0)
		return OK;
	for (i = 0; i < n; i++) {
		path = mem_printf(ctx, "%s/%s.csv", folder, tables[i].name);
		if (access(path, F_OK) == 0)
			return fail(err, ERR_CONFLICT,
			    MSG("the file {0} is there already and is no export; give another "
				"folder "
				"with --out"),
			    arg_text(path));
	}
	return OK;
}

static enum err
write_package(
    struct export_view *v, struct app *app, const struct csv_table *tables, struct error *err)
{
	struct buf out = buf_new(v, 1 << 20);
	struct json *j = json_new(v, json_to_buf, &out);
	char day[DAY_TEXT_SIZE];
	enum err e;

	day_text(app->today, day);
	table_csv_package(j, tables, v->count,
	    mem_printf(v, "%sT%02d:%02d:%02dZ", day, (int)(app->now / 3600000 % 24),
		(int)(app->now / 60000 % 60), (int)(app->now / 1000 % 60)));
	e = json_finish(j, err);
	if (e == OK)
		e = file_write(
		    mem_printf(v, "%s/datapackage.json", v->folder), out.bytes, out.len, err);
	return e;
}

static enum err
write_all(struct export_view *v, struct app *app, struct csv_table *tables, struct buf *bytes,
    struct error *err)
{
	enum err e = check_folder(v, v->folder, tables, v->count, err);
	size_t i;

	for (i = 0; e == OK && i < v->count; i++) {
		v->files[i] = mem_printf(v, "%s/%s.csv", v->folder, tables[i].name);
		v->rows[i] = tables[i].rows;
		e = file_write(v->files[i], bytes[i].bytes, bytes[i].len, err);
	}
	return e == OK ? write_package(v, app, tables, err) : e;
}

enum err
export_run(TALLOC_CTX *ctx, struct app *app, const void *params, void **view, struct error *err)
{
	const struct export_params *p = params;
	struct export_view *v = mem_new(ctx, struct export_view);
	struct csv_table tables[EXPORT_TABLES];
	struct buf bytes[EXPORT_TABLES];
	enum lang lang = app_lang(app);
	const char *on;
	enum err e = day_option(v, "--on", p->on, &on, err);
	size_t i;

	v->folder = p->out;
	v->count = p->tables.count;
	for (i = 0; e == OK && i < v->count; i++)
		e = describe(v, p->tables.items[i], lang, &tables[i], err);
	if (e == OK && v->count == 2) {
		if (strcmp(tables[0].name, tables[1].name) == 0)
			return fail(err, ERR_USAGE, MSG("the table {0} is named twice"),
			    arg_text(tables[0].name));
		i = strcmp(tables[0].name, "results") == 0 ? 0 : 1;
		tables[i].reference[0] = "school";
		tables[i].reference[1] = "schools";
		tables[i].reference[2] = "code";
	}
	for (i = 0; e == OK && i < v->count; i++)
		e = make_table(v, app, on, &tables[i], &bytes[i], err);
	if (e == OK)
		e = write_all(v, app, tables, bytes, err);
	if (e == OK)
		*view = v;
	return e;
}

void
export_json(struct json *j, const void *view)
{
	const struct export_view *v = view;
	size_t i;

	json_object(j, NULL);
	json_text(j, "folder", v->folder);
	json_array(j, "files");
	for (i = 0; i < v->count; i++) {
		json_object(j, NULL);
		json_text(j, "file", v->files[i]);
		json_int(j, "rows", v->rows[i]);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

/* Help and the manual page, made from the table of actions. */
#include "cli/cli.h"

#include "base/mem.h"

#include <string.h>

static const struct {
	const char *names, *help;
} common[] = {
    {MSG("-d, --data DIR"), MSG("the data folder (default ./data, or $OPORA_DATA)")},
    {"--database URL", MSG("a PostgreSQL database, postgresql://user@host/database (or "
			   "$OPORA_DATABASE); without it opora.db in the data folder")},
    {"--json", MSG("facts as JSON on standard output")},
    {"--lang ru|en", MSG("the language (default ru, or $OPORA_LANG)")},
    {"--quiet", MSG("no text but problems")},
    {"--help", MSG("help of a command")},
};

static const struct {
	int code;
	const char *help;
} codes[] = {
    {0, MSG("done")},
    {1, MSG("the input has problems; each is told")},
    {2, MSG("wrong usage")},
    {3, MSG("not found")},
    {4, MSG("denied")},
    {5, MSG("conflict")},
    {6, MSG("input, output or database")},
};

static char *
field_words(TALLOC_CTX *ctx, enum lang lang, const struct field *f)
{
	const char *many =
	    (f->type == FIELD_TEXTS || f->type == FIELD_FILES) && f->positional ? "…" : "";
	const char *what = f->what == NULL ? "" : tr(lang, f->what);

	if (f->positional)
		return mem_printf(ctx, f->required ? "%s%s" : "[%s%s]", what, many);
	if (f->type == FIELD_FLAG)
		return mem_printf(ctx, f->required ? "--%s" : "[--%s]", f->name);
	return mem_printf(ctx, f->required ? "--%s %s" : "[--%s %s]", f->name, what);
}

static char *
synopsis(TALLOC_CTX *ctx, enum lang lang, const struct action *a)
{
	char *s = mem_printf(ctx, "opora %s", a->command);
	size_t i;
	int round;

	for (round = 0; round < 2; round++) { /* words first, then options */
		for (i = 0; i < a->nfields; i++) {
			if (a->fields[i].positional == (round == 0) &&
			    a->fields[i].type != FIELD_SECRET)
				s = mem_printf(
				    ctx, "%s %s", s, field_words(ctx, lang, &a->fields[i]));
		}
	}
	return s;
}

void
cli_help(struct out *o, const struct action *actions, size_t n)
{
	struct table *t = table_new(o, "ll");
	size_t i;

	put_line(o, MSG("opora — work with schools that have low educational results"));
	fputc('\n', o->file);
	for (i = 0; i < n; i++) {
		if (!actions[i].web_only)
			table_row(o, t, mem_printf(o->ctx, "opora %s", actions[i].command),
			    tr(o->lang, actions[i].summary));
	}
	table_print(o, t, "  ");
	fputc('\n', o->file);
	t = table_new(o, "ll");
	for (i = 0; i < sizeof common / sizeof common[0]; i++)
		table_row(o, t, tr(o->lang, common[i].names), tr(o->lang, common[i].help));
	table_print(o, t, "  ");
	fputc('\n', o->file);
	put_line(o, MSG("Exit codes:"));
	t = table_new(o, "rl");
	for (i = 0; i < sizeof codes / sizeof codes[0]; i++)
		table_row(
		    o, t, mem_printf(o->ctx, "%d", codes[i].code), tr(o->lang, codes[i].help));
	table_print(o, t, "  ");
}

void
cli_help_action(struct out *o, const struct action *a)
{
	struct table *t = table_new(o, "ll");
	size_t i;

	fprintf(o->file, "%s\n\n%s\n", synopsis(o->ctx, o->lang, a), tr(o->lang, a->summary));
	if (a->detail != NULL)
		fprintf(o->file, "%s\n", tr(o->lang, a->detail));
	for (i = 0; i < a->nfields; i++) {
		const struct field *f = &a->fields[i];
		const char *what = f->what == NULL ? "" : tr(o->lang, f->what);

		if (f->type == FIELD_SECRET)
			continue;
		table_row(o, t,
		    f->positional
			? what
			: mem_printf(o->ctx, "--%s%s%s", f->name, what[0] == '\0' ? "" : " ", what),
		    tr(o->lang, f->help));
	}
	if (t->rows > 0)
		fputc('\n', o->file);
	table_print(o, t, "  ");
	if (a->audit == AUDIT_WRITE) {
		fputc('\n', o->file);
		put_line(o, MSG("What it changes leaves a row in the audit chain (opora audit)"));
	}
	if (a->example != NULL)
		fprintf(o->file, "\n  %s\n", a->example);
}

/* mdoc keeps a backslash and a leading dot for itself. */
static void
put_mdoc(struct out *o, const char *s)
{
	for (; *s != '\0'; s++) {
		if (*s == '\\')
			fputs("\\e", o->file);
		else
			fputc(*s, o->file);
	}
	fputc('\n', o->file);
}

void
cli_manual(struct out *o, const struct action *actions, size_t n)
{
	size_t i, k;

	fputs(".Dd $Mdocdate$\n.Dt OPORA 1\n.Os\n.Sh NAME\n.Nm opora\n.Nd ", o->file);
	put_mdoc(o, tr(o->lang, MSG("work with schools that have low educational results")));
	fputs(".Sh COMMANDS\n.Bl -tag -width Ds\n", o->file);
	for (i = 0; i < n; i++) {
		const struct action *a = &actions[i];

		if (a->web_only)
			continue;
		fputs(".It Ic ", o->file);
		put_mdoc(o, synopsis(o->ctx, o->lang, a) + strlen("opora "));
		put_mdoc(o, tr(o->lang, a->summary));
		if (a->detail != NULL)
			put_mdoc(o, tr(o->lang, a->detail));
		fputs(".Bl -tag -width Ds\n", o->file);
		for (k = 0; k < a->nfields; k++) {
			if (a->fields[k].type == FIELD_SECRET)
				continue;
			fprintf(o->file, a->fields[k].positional ? ".It Ar %s\n" : ".It Fl -%s\n",
			    a->fields[k].positional ? tr(o->lang, a->fields[k].what)
						    : a->fields[k].name);
			put_mdoc(o, tr(o->lang, a->fields[k].help));
		}
		fputs(".El\n", o->file);
	}
	fputs(".El\n.Sh OPTIONS\n.Bl -tag -width Ds\n", o->file);
	for (i = 0; i < sizeof common / sizeof common[0]; i++) {
		fprintf(o->file, ".It Sy %s\n", tr(o->lang, common[i].names));
		put_mdoc(o, tr(o->lang, common[i].help));
	}
	fputs(".El\n.Sh EXIT STATUS\n.Bl -tag -width Ds\n", o->file);
	for (i = 0; i < sizeof codes / sizeof codes[0]; i++) {
		fprintf(o->file, ".It %d\n", codes[i].code);
		put_mdoc(o, tr(o->lang, codes[i].help));
	}
	fputs(".El\n", o->file);
}

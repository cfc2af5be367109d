#include "web/said.h"

#include "base/text.h"

#include <string.h>

/*
 * Sentences that name options, words or commands of the command line, each with what a page says
 * instead: its own fields, buttons and pages. NULL: nothing, the controls show it.
 */
static const char *const instead[][2] = {
    /* loading */
    {MSG("the school «{0}» is not found; alike: {1}. Say once which it is: opora match"),
	MSG("the school «{0}» is not found; alike: {1}. Say once which it is")},
    {MSG("the school «{0}» is not found, nor one like it; load it with schools.csv, or say which "
	 "it is: opora match"),
	MSG("the school «{0}» is not found, nor one like it; load it with the list of schools, or "
	    "say which it is")},
    {MSG("no school has the code «{0}»; load schools.csv first, or use --add-schools"),
	MSG("no school has the code «{0}»; load the list of schools first, or allow new schools "
	    "under «More»")},
    {MSG("another figure stands for {0}, {1}, {2}: {3} of {4} (batch {5}); to put this one in its "
	 "place use --replace"),
	MSG("another figure stands for {0}, {1}, {2}: {3} of {4} (batch {5}); to put this one in "
	    "its place choose «Replace»")},
    {MSG("the school {0} has another {1} already: «{2}», here «{3}»; to put this one in its place "
	 "use --replace"),
	MSG("the school {0} has another {1} already: «{2}», here «{3}»; to put this one in its "
	    "place choose «Replace»")},
    {MSG("other counts stand for {0}, {1}, {2}: {3} (batch {4}); to put these in their place use "
	 "--replace"),
	MSG("other counts stand for {0}, {1}, {2}: {3} (batch {4}); to put these in their place "
	    "choose «Replace»")},
    {MSG("another value of «{0}» stands for {1}, {2}; to put this one in its place use --replace"),
	MSG("another value of «{0}» stands for {1}, {2}; to put this one in its place choose "
	    "«Replace»")},
    {MSG("the municipality «{1}» of the school {0} was not taken: the school is known already and "
	 "stays where it stands; to move it: opora school move {0} '{1}', or «Move to another "
	 "municipality» on its card"),
	MSG("the municipality «{1}» of the school {0} was not taken: the school is known already "
	    "and stays where it stands; to move it: «Move to another municipality» on its card")},
    {MSG("the head organisation «{1}» of the school {0} was not taken: the school is known already "
	 "and stays where it stands; to move it: opora school move {0} {1}, or «Move to another "
	 "municipality» on its card"),
	MSG("the head organisation «{1}» of the school {0} was not taken: the school is known "
	    "already and stays where it stands; to move it: «Move to another municipality» on its "
	    "card")},
    {MSG("another organisation is or was called «{0}»; to join the two move its schools: opora "
	 "school move"),
	MSG("another organisation is or was called «{0}»; to join the two move its schools, each "
	    "from its card")},
    {MSG("this is «{0}» ({1}): such a list is kept with the letter it came with; load it with "
	 "opora list receive"),
	MSG("this is «{0}» ({1}): such a list is kept with the letter it came with; receive it "
	    "among the lists")},
    {MSG("The table does not say its year. Give it with --year (2021 for the school year "
	 "2020/21)."),
	MSG("The table does not say its year. Say it below.")},
    {MSG("the columns were read by a mapping remembered from an earlier table with the same head; "
	 "--layout ask shows it"),
	MSG("the columns were read as it was pointed out for an earlier table with the same head")},
    {MSG("{0} is like no known table. Nearest: {1}. Ask with --layout ask what each column was "
	 "taken for, correct that in a file and load with --map."),
	MSG("{0} is like no known table. Nearest: {1}. Point out what its columns mean.")},
    {MSG("The table does not say of which procedure it is. Ask for a mapping with --layout ask, "
	 "write the procedure under `set` and load with --map."),
	MSG("The table does not say of which procedure it is. Point it out.")},
    {MSG("In {0} the procedure was held in spring and in autumn, and the table does not say when: "
	 "spring was taken. For autumn write `set: {wave: autumn}` in a mapping (--layout ask, "
	 "--map)."),
	MSG("In {0} the procedure was held in spring and in autumn, and the table does not say "
	    "when: spring was taken.")},
    {MSG("The table does not say of which school it is. Ask for a mapping with --layout ask, write "
	 "the school's code under `set` and load with --map."),
	MSG("The table does not say of which school it is. Point out the column of schools.")},
    {MSG("there are no figures for {0} yet: load results.csv with opora import"),
	MSG("there are no figures for {0} yet: load results")},
    {MSG("there are no schools yet: load schools.csv with opora import"),
	MSG("there are no schools yet: load the list of schools")},
    {MSG("there are no schools yet; load schools.csv first (a form for it: opora template "
	 "schools)"),
	MSG("there are no schools yet: load the list of schools")},
    {MSG("no school is known as «{0}»; alike: {1}. Say it once with opora match"),
	MSG("the school «{0}» is not found; alike: {1}. Say once which it is")},
    {MSG("«{0}» is remembered as {1} ({2}) already; forget that first: opora match --forget"),
	MSG("«{0}» is remembered as {1} ({2}) already; forget that first")},
    {MSG("the figures of {0} are joined to {1} already, up to {2}; first take that back: opora "
	 "school part"),
	MSG("the figures of {0} are joined to {1} already, up to {2}; first take that back")},
    {MSG("the day of this reorganisation is not known; say with --from from which year on the "
	 "figures are the successor's own"),
	MSG("the day of this reorganisation is not known; say from which year on the figures are "
	    "the successor's own")},
    /* lists */
    {MSG("list {0} is sealed and never changes; begin a draft of it: opora list draft --from {0}"),
	MSG("list {0} is sealed and never changes; begin a draft of it on its page")},
    {MSG("objection {0} of the school {1} is not decided yet: opora list decide {0}"),
	MSG("the objection of the school {1} is not decided yet: decide it on the page of the "
	    "list")},
    {MSG("the school {0} was not acquainted with the list: opora list acquaint, or --hurry with "
	 "the reason"),
	MSG("the school {0} was not acquainted with the list: note it on the page of the list, or "
	    "say why the order does not wait")},
    {MSG("the school {0} may object until {1}, the order is of {2}: a later day, or --hurry with "
	 "the reason"),
	MSG("the school {0} may object until {1}, and the order is of {2}: give it a later day, "
	    "or say why it does not wait")},
    {MSG("the method {0} reads results that may be used only on a basis («{1}»): name the act with "
	 "--basis"),
	MSG("the method {0} reads results that may be used only on a basis («{1}»): name the act "
	    "in the field «Basis of use»")},
    {MSG("say which schools the letter names: a table FILE, or --school for each"),
	MSG("say which schools the letter names: by a table, or each by its code")},
    /* people */
    {MSG("say of which organisation: --org"), MSG("choose the organisation")},
    {MSG("say who: either --login or --holder-of"),
	MSG("choose one: a person, or a post whoever holds it")},
    {MSG("say in which role the key acts: --role NUMBER, from opora user list"),
	MSG("choose the role in which the key acts")},
    /* hints of fields, and what stands over a form */
    {MSG("results, conditions, bias, risk or leader"), NULL},
    {MSG("letter, signature, meeting or system"), NULL},
    {MSG("inclusion, figure or other"), NULL},
    {MSG("the number of the role, from opora user list"), NULL},
    {MSG("a school the letter names; once for each"),
	MSG("codes or names of the schools the letter names, a line each")},
    {MSG("another value of a parameter of the method, for a what-if"),
	MSG("other values of parameters of the method, for a what-if, a line each")},
    {MSG("the municipality by its name; of a branch the code of its new head organisation"),
	MSG("a municipality; for a branch its new head organisation")},
    {MSG("the name that the municipality or region has now"), NULL},
    {MSG("the code of the school, or its name"),
	MSG("Begin to write its name or code and choose.")},
    {MSG("what the person may do; opora permissions shows it"),
	MSG("what the person may do; the page «Permissions» shows it")},
    {MSG("a method as YAML; the language is described in docs/methods.md"),
	MSG("a file with a method (YAML)")},
    {MSG("as ID@VERSION, from opora method list; without it the federal one, newest version"),
	MSG("the method that counts where none is chosen; without it the federal one, newest "
	    "version")},
    {MSG("Any method with the result «listed» will do. The list never changes."),
	MSG("The list keeps what the method says of each school now, and never changes.")},
    {MSG("The same as opora identify --save."),
	MSG("All that was read is kept, so that the same can be shown and checked later.")},
    {MSG("Accepting it changes nothing by itself: a school leaves the draft by opora list "
	 "exclude."),
	MSG("Accepting it changes nothing by itself: then exclude the school from the draft.")},
};

static const char *
in_a_browser(const char *id)
{
	size_t i;

	for (i = 0; i < sizeof instead / sizeof *instead; i++) {
		if (strcmp(id, instead[i][0]) == 0)
			return instead[i][1];
	}
	return id;
}

const char *
said_hint(const struct page *pg, const char *id)
{
	const char *other = id == NULL ? NULL : in_a_browser(id);

	return other == NULL ? NULL : tr(pg->lang, other);
}

const char *
said_error(struct page *pg, const struct error *error)
{
	struct error other = *error;
	const char *id = in_a_browser(error->id);

	if (id != NULL)
		other.id = id;
	if (tr(pg->lang, other.id)[0] == '{') /* a name of a file, a login: as it is written */
		return tr_error(pg->ctx, pg->lang, &other);
	return text_capital(pg->ctx, tr_error(pg->ctx, pg->lang, &other));
}

#!/bin/sh
# Loading files in a browser: upload, check, mistakes in their rows, store, undo.
. "$(dirname "$0")/../cli/tap.sh"
. "$(dirname "$0")/serve.sh"
cd "$work" || exit 1
prepare demo
cat >bad.csv <<'END'
year;procedure;school;participants;mark2;mark3;mark4;mark5
2026;VPR6_RU;demo01;12;3;5;3;1
2026;VPR5_MA;demo02;10;13;4;2;1
2026;VPR6_MA;demo02;11;4;4;2;1
2026;VPR5_MA;demo03;11;4;4;2;1
2026;VPR5_MA;demo04;11;4;4;2;1
2026;VPR6_MA;"Учебная школа № 4 имени ""><script>alert(1)</script>";47;7;22;13;5
2026;VPR5_MA;demo05;12;1;6;4;1
END
sed -n "1,2p;4,5p" bad.csv >good.csv
serve

# The hidden field against forms of other sites, as the form of loading has it.
token() {
	page /import
	csrf=$(sed -n 's/.*name="csrf" value="\([^"]*\)".*/\1/p' page | head -1)
}

# post ADDRESS [options of curl]: sends a form, then gets the page it leads to.
post() {
	address=$1
	shift
	curl -s -m 60 -o page -D headers -c "$jar" -b "$jar" -H "Origin: $site" -F "csrf=$csrf" "$@" "$site$address"
	posted=$(sed -n '1s/^[^ ]* \([0-9]*\).*/\1/p' headers)
	where=$(tr -d '\r' <headers | sed -n 's/^[Ll]ocation: //p')
	[ -z "$where" ] || page "$where"
	ran="POST $address"
}

number_of_work() {
	printf '%s' "${where#/work/}"
}

page /import
check "nobody loads a file unseen" answered 303
sign_in school demo03
page /import
check "a school may not load" answered 403
sign_in methodist "Учебный район"
token
check "the form is there" answered 200
check "it takes several files" shows 'multiple'
page '/import?year=2027'
check "the year of the pages is not taken for that of a table" shows 'name="year" inputmode="numeric" maxlength="4" value=""'

before=$(dump batch result org)
post /import -F dry-run=1 -F 'files=@bad.csv;filename=Итоги "><i>2026.csv'
check "a check leads to the page of its work" [ "$posted" = 303 ]
work_bad=$(number_of_work)
check "with mistakes it is no success" answered 422
check "a mistake is linked to its row" shows 'href="#row-1-1-3"'
check "and the row is there" shows '<tr class="wrong" id="row-1-1-3">'
check "the row before it is seen" shows '<th scope="row" class="num quiet">2</th>'
check "the row after it is seen" shows '<th scope="row" class="num quiet">4</th>'
check "rows without mistakes are folded" shows 'class="gap"'
check "the offending cell is framed" shows '<td class="off">'
check "a school that is not known has a button for one that is" shows 'value="demo04"'
check "it can't be stored" shows 'aria-disabled="true" aria-describedby="whynot"'
check "a name that is a script is text" hides '<script>alert'
check "a file's name that is HTML is text" hides '"><i>2026'
check "nothing was stored" is "$(dump batch result org)" "$before"
check "nothing of it lies in the data folder" sh -c "! grep -rqa 'имени' '$dir' --include='*' --exclude=opora.db*"

page "/work/$work_bad/file"
check "the file goes back with its mistakes" sh -c 'head -c 2 page | grep -q PK'
check "as a file to keep" grep -qi '^content-disposition: attachment' headers
check "nothing is left of it in the data folder" is "$(ls "$dir/tmp" 2>/dev/null | wc -l)" 0

page "/work/$work_bad"
name=$(sed -n 's/.*name="name" value="\([^"]*\)".*/\1/p' page | head -1 |
	sed 's/&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&#39;/'"'"'/g; s/&amp;/\&/g')
post /match --form-string "name=$name" -F code=demo04 -F "back=/work/$work_bad"
check "one click says which school it is" [ "$posted" = 303 ]
check "and leads back to the file" shows 'id="row-1-1-3"'
check "which says that it should be checked again" shows 'name="from" value="'"$work_bad"'"'
post /import -F dry-run=1 -F "from=$work_bad"
check "the same files are checked again without an upload" hides 'id="row-1-1-7"'
check "and what is not mended stays a mistake" shows 'id="row-1-1-3"'
post /import -F "from=$work_bad"
check "the page of mistakes can't be stored by hand" answered 422
check "nothing was stored by it" is "$(dump result)" "$(printf '%s' "$before" | grep '^result')"

cut -d ';' -f 2- good.csv >timeless.csv
post /import -F dry-run=1 -F 'files=@timeless.csv'
check "a table without a year is not taken for one of some year" answered 422
check "its year is asked where that is told" shows 'form="again" name="year"'
post /import -F dry-run=1 -F "from=$(number_of_work)" -F year=2026
check "and with it the same file passes" answered 200
post /import -F dry-run=1 -F 'files=@good.csv'
check "a file without mistakes passes" answered 200
check "it counts the schools of the list" shows '<dt>'
work_good=$(number_of_work)
check "its button stores these files" shows 'name="from" value="'"$work_good"'"'
check "nothing is stored by checking" is "$(dump result)" "$(printf '%s' "$before" | grep '^result')"
post /import -F "from=$work_good"
check "then it is stored" answered 200
check "three figures more" is "$(sql 'SELECT count(*) FROM result WHERE year = 2026 AND live = 1')" 3
batch=$(sql 'SELECT max(id) FROM batch')
check "the page leads to undoing" shows "href=\"/imports/$batch/undo\""
post /import -F dry-run=1 -F 'files=@good.csv'
check "the same file twice is refused" answered 409

sign_in methodist "Учебный район"
page "/work/$work_good"
check "another account does not see this work" answered 404
token
post /import -F dry-run=1 -F "from=$work_good"
check "nor takes its files" [ "$posted" = 422 ]
page /imports
check "the list names the load" shows 'good.csv'
page '/imports?format=csv'
check "and as a file" shows 'good.csv'
page '/imports?format=xlsx'
check "for a spreadsheet, too" sh -c 'head -c 2 page | grep -q PK'
page "/imports/$batch/undo"
check "undoing is asked first" answered 200
check "saying what goes" shows '<dd>3</dd>'
check "looking undoes nothing" is "$(sql 'SELECT count(*) FROM result WHERE year = 2026 AND live = 1')" 3
curl -s -o page -b "$jar" -H 'Origin: http://elsewhere.example' -F "csrf=$csrf" "$site/imports/$batch/undo"
check "a form of another site undoes nothing" is "$(sql 'SELECT count(*) FROM result WHERE year = 2026 AND live = 1')" 3
post "/imports/$batch/undo"
check "undone whole" is "$(sql 'SELECT count(*) FROM result WHERE year = 2026')" 0
page "/imports/$batch?lang=en"
check "its page says who undid it" shows 'Undo a batch: take a loaded file out whole<span class="second">'

post /import -F dry-run=1 -F map=/etc/passwd -F problems=/tmp/opora-hostile.xlsx -F 'files=@good.csv'
check "paths of the server are no fields of a browser" answered 200
check "and nothing was written there" [ ! -e /tmp/opora-hostile.xlsx ]
post /import -F dry-run=1 -F files=/etc/passwd
check "a file by its path is no file" [ "$posted" = 422 ]
printf 'PK\003\004 broken' >broken.xlsx
post /import -F dry-run=1 -F 'files=@broken.xlsx'
check "a broken workbook is told in words" answered 422
printf '' >empty.csv
post /import -F dry-run=1 -F 'files=@empty.csv'
check "so is an empty file" answered 422

# --- pointing at columns ---
cat >wide.csv <<'END'
Свод;;;;;
Организации;Первое;;Второе;;Прим.
;всего;"из них ""><i>";всего;"плохо, %";
Учебная школа № 1;20;5;10;30;
Учебная школа № 2;18;7;12;25;а
ИТОГО;38;12;22;;
END
post /import -F dry-run=1 -F 'files=@wide.csv'
check "a table like nothing is not guessed" answered 422
check "it leads to pointing" shows 'name="layout" value="ask"'
work_wide=$(number_of_work)
post /import -F dry-run=1 -F "from=$work_wide" -F layout=ask
check "its first rows are shown" shows '>Учебная школа № 1<'
check "with a choice over each column" is "$(grep -c 'select name="point\[\]"' page)" 18
check "a head that is HTML is text" hides '"><i>'
post /import -F dry-run=1 -F "from=$work_wide" -F head=3 -F year=2026 -F point= -F point=2=participants
check "what is missing is told all at once" is "$(sed -n '/error-summary/,/<\/ol>/p' page | grep -c '^<li>')" 2
check "and the choices are kept" shows '<option value="2=participants" selected>'
post /import -F dry-run=1 -F "from=$work_wide" -F head=3 -F year=2026 -F point=1=school_name \
	-F point=2=participants -F point=2=VPR5_MA -F point=3=low -F point=3=VPR5_MA -F point=6=drop \
	-F point=4=participants -F point=4=VPR6_RU -F 'point=5=low%' -F point=5=VPR6_RU
check "pointed out, it is read" answered 200
post /import -F "from=$work_wide" -F head=3 -F year=2026 -F point=1=school_name \
	-F point=2=participants -F point=2=VPR5_MA -F point=3=low -F point=3=VPR5_MA -F point=6=drop \
	-F point=4=participants -F point=4=VPR6_RU -F 'point=5=low%' -F point=5=VPR6_RU
check "and stored" is "$(sql "SELECT low FROM result WHERE year = 2026 AND procedure = 'VPR6_RU' AND participants = 10 AND live = 1")" 3
sed 's/;20;5;/;21;6;/; s/№ 1/№ 3/; s/№ 2/№ 4/' wide.csv >wide2.csv
post /import -F dry-run=1 -F year=2026 -F 'files=@wide2.csv'
check "the next table with this head needs no pointing" answered 200

# --- names ---
page /matching
check "the answer is listed" shows 'demo04'
folded=$(sed -n 's/.*name="forget" value="\([^"]*\)".*/\1/p' page | head -1 |
	sed 's/&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&#39;/'"'"'/g; s/&amp;/\&/g')
post /match --form-string "forget=$folded" -F back=/matching
check "and forgotten" hides 'demo04'
page '/match?name=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&back=//elsewhere.example'
check "a name in an address is text" hides '<script>alert'
check "and leads to nobody else" hides '"//elsewhere.example'

# --- typing ---
page '/typing?year=2026&procedure=VPR8_RU'
check "the grid has a row for each school that is open" is "$(grep -c 'name="school\[\]"' page)" 13
post /typing -F year=2026 -F procedure=VPR8_RU -F school=demo01 -F school=demo02 -F school=demo03 \
	-F participants=12 -F participants= -F participants=1о -F mark2=3 -F mark2= -F mark2= \
	-F mark3=5 -F mark3= -F mark3= -F mark4=3 -F mark4= -F mark4= -F mark5=1 -F mark5= -F mark5= \
	-F low= -F low= -F low= -F status= -F status=not_tested -F status=
check "a mistake in a cell stores nothing" is "$(sql "SELECT count(*) FROM result WHERE procedure = 'VPR8_RU' AND year = 2026")" 0
check "and keeps what was typed" shows 'value="1о"'
check "the wrong cell is marked" shows 'value="1о" aria-invalid'
post /typing -F year=2026 -F procedure=VPR8_RU -F school=demo01 -F participants=20 -F low=25
check "a column is called as in the grid, not as in a file" sh -c \
	"grep -q 'class=\"error\">[^<]*«\?\(&quot;\)\?низких' page && ! grep -q 'class=\"error\">[^<]*low' page"
post /typing -F year=2026 -F procedure=VPR8_RU -F school=demo01 -F school=demo02 -F school=demo03 \
	-F participants=12 -F participants= -F participants= -F mark2=3 -F mark2= -F mark2= \
	-F mark3=5 -F mark3= -F mark3= -F mark4=3 -F mark4= -F mark4= -F mark5=1 -F mark5= -F mark5= \
	-F low= -F low= -F low= -F status= -F status=not_tested -F status=
check "typed figures are stored" is "$(sql "SELECT participants, low, m5 FROM result WHERE procedure = 'VPR8_RU' AND year = 2026 AND participants IS NOT NULL")" '12|3|1'
check "so is why there are none" is "$(sql "SELECT count(*) FROM result WHERE procedure = 'VPR8_RU' AND year = 2026 AND status = 'not_tested'")" 1
check "an empty row is no data" is "$(sql "SELECT count(*) FROM result WHERE procedure = 'VPR8_RU' AND year = 2026")" 2
post /typing -F year=2026 -F procedure=VPR8_RU -F school=demo01 -F participants=13 -F low=4
check "another figure needs «replace»" [ "$posted" = 422 ]
post /typing -F year=2026 -F procedure=VPR8_RU -F school=demo01 -F participants= -F low=
check "an empty row takes nothing away" [ "$posted" = 422 ]
post /typing -F year=2026 -F procedure=VPR8_RU -F school=foreign -F participants=13 -F low=4
check "a school elsewhere can't be typed" [ "$posted" = 404 ]
page /imports
check "it is a load like others" shows 'VPR8_RU'

# --- corrected by hand ---
sign_in methodist "Учебный район"
token
cat >wrong.csv <<'END'
year;procedure;school;participants;mark2;mark3;mark4;mark5
2025;VPR6_RU;demo01;12;3;5;3;1
2025;VPR5_MA;demo02;10;13;4;2;1
2025;VPR5_MA;demo05;12;1;6;4;1
2025;VPR5_MA;demo05;13;2;6;4;1
2025;VPR6_MA;Учебная школа № 6, корпус у реки;11;4;4;2;1
END
sum=$(sha256sum <wrong.csv | cut -d' ' -f1)
post /import -F dry-run=1 -F 'files=@wrong.csv'
work_wrong=$(number_of_work)
check "a wrong cell has a field with what the file says" shows 'name="fix.[1]E3" value="13"'
check "which says that it is wrong" sh -c 'grep -o "<input[^>]*fix.\[1\]E3[^>]*>" page | grep -q "aria-invalid=\"true\""'
check "and by which words" sh -c 'grep -o "<input[^>]*fix.\[1\]E3[^>]*>" page | grep -q "aria-describedby=\"row-1-1-3-why\""'
check "the words are there" shows 'id="row-1-1-3-why"'
check "the other cells of the row have fields, too" shows 'name="fix.[1]D3" value="10"'
check "of a row without mistakes none" hides 'fix.[1]D2'
check "a row may be left out" shows 'name="leave-out[]" value="[1]3"'
check "of two that say the same either may be kept" sh -c 'grep -q "name=\"leave-out\[\]\" value=\"\[1\]5\"" page && grep -q "name=\"leave-out\[\]\" value=\"\[1\]4\"" page'
check "an unknown school is chosen among all of one's own" shows '<option value="demo06">'
check "and none of others" hides '<option value="foreign">'
post /import -F dry-run=1 -F "from=$work_wrong" -F 'fix.[1]E3=3' -F 'fix.[1]D3=10' -F 'fix.[1]C6=demo06' -F 'leave-out=[1]5'
check "corrected, the file has no mistakes" answered 200
check "what was corrected is told with what was" shows '<bdi>13</bdi>'
check "a cell that was left as it is is no correction" hides '[1]D3'
check "each can be taken back" sh -c 'grep -o "<input[^>]*value=\"\[1\]E3=3\"[^>]*>" page | grep -q "type=\"checkbox\".* checked"'
check "a row that is left out, too" sh -c 'grep -o "<input[^>]*value=\"\[1\]5\"[^>]*>" page | grep -q "type=\"checkbox\".* checked"'
work_fixed=$(number_of_work)
post /import -F dry-run=1 -F "from=$work_fixed" -F 'fix=[1]C6=demo06' -F 'leave-out=[1]5'
check "a correction taken back is a mistake again" shows 'name="fix.[1]E3" value="13"'
post /import -F dry-run=1 -F "from=$work_fixed" -F 'fix=[1]E3=3' -F 'fix.[1]E3=' -F 'fix=[1]C6=demo06' -F 'leave-out=[1]5'
check "a field may be emptied" shows 'name="fix.[1]E3" value=""'
check "and still says what the file has" shows '«13»'
post /import -F dry-run=1 -F "from=$work_fixed" --form-string 'fix.[1]E3="><script>alert(1)</script>'
check "a correction that is a script is text" hides '<script>alert'
post /import -F dry-run=1 -F "from=$work_wrong" -F 'fix=what'
check "what is no correction is said" shows '«what»'
page "/work/$work_fixed/file"
check "without mistakes there is no file of mistakes to take corrections from" answered 200
post /import -F "from=$work_fixed" -F 'fix=[1]E3=3' -F 'fix=[1]C6=demo06' -F 'leave-out=[1]5'
check "then it is stored" answered 200
batch=$(sql 'SELECT max(id) FROM batch')
check "with its corrections" is "$(sql "SELECT row, col, was, became FROM correction WHERE batch = $batch ORDER BY row")" '3|5|13|3
5|0|2025; VPR5_MA; demo05; 13; 2; 6; 4; 1|
6|3|Учебная школа № 6, корпус у реки|demo06'
check "the file is kept as it came" is "$(sql "SELECT file FROM batch WHERE id = $batch")" "$sum"
check "so are its bytes" cmp wrong.csv "$dir/files/$(printf %s "$sum" | cut -c1-2)/$(printf %s "$sum" | cut -c3-)"
page "/imports/$batch"
check "the page of the load tells them" shows '<bdi>13</bdi>'
page '/schools/demo02/why?year=2025&lang=en'
check "so does the reason beside the figure" shows 'column E: in the file «13», here «3»'
page '/schools/demo02?year=2025&lang=en'
check "and the card beside the file" shows '1 cell of this school was corrected by hand'
page '/imports?lang=en'
check "the list counts them" shows '3 corrections by hand'
post "/imports/$batch/undo"
check "undone, nothing of it stays" is "$(sql "SELECT (SELECT count(*) FROM correction WHERE batch = $batch), (SELECT count(*) FROM result WHERE batch = $batch)")" '0|0'

# --- choosing a school ---
page '/match?name=x&find=demo07'
check "a school is found among all by a part of its code" sh -c 'grep -q "name=\"code\" value=\"demo07\"" page'
check "and only that" hides 'name="code" value="demo08"'
page '/match?name=x&find=foreign&lang=en'
check "a school elsewhere is not" shows 'No school has these words'

# --- whose a load is ---
page '/imports?lang=en'
check "a load of the whole installation shows what is of one's schools" shows 'of your schools'
common=$(sql "SELECT min(id) FROM batch WHERE scope IS NULL AND layout = 'results'")
page "/imports/$common?lang=en"
check "its page says so" shows 'loaded outside of your organisation'
others=$(sql "SELECT count(*) FROM org WHERE kind = 'region' AND batch = (SELECT min(id) FROM batch)")
first=$(sql 'SELECT min(id) FROM batch')
page "/imports/$first"
check "what reaches beyond one's scope is not undone from here" [ "$others" -gt 0 ] && hides "/imports/$first/undo"
post "/imports/$first/undo"
check "not even by hand" [ "$posted" = 403 ]

# --- much, and not to the end ---
awk 'BEGIN { print "year;procedure;school;participants;low;procedure_name"
	for (i = 0; i < 60000; i++) printf "%d;VPR5_MA;many%05d;10;%d;PLANTED\n", 2020 + i % 3, i / 3, i % 10 }' >many.csv
before=$(dump batch result org | cksum)
post /import -F dry-run=1 -F add-schools=1 -F 'files=@many.csv'
check "of a file that is checked nothing is on the disk" sh -c "! grep -rqa PLANTED '$dir'"
post /import -F add-schools=1 -F 'files=@many.csv'
post "$where/cancel"
page "$where"
while grep -q 'http-equiv="refresh"' page; do page "$where"; done
left=$(sql "SELECT count(*) FROM result r JOIN batch b ON b.id = r.batch WHERE b.name = 'many.csv'")
if [ "$got" = 409 ]; then
	check "cancelled, nothing of it stays" is "$left$(dump batch result org | cksum)" "0$before"
	check "not even the file" sh -c "! grep -rqa PLANTED '$dir/files'"
else
	check "ended before it was cancelled, it is whole" is "$left" 60000
fi

page '/template/results?year=2026'
check "a form comes as a file" sh -c 'head -c 2 page | grep -q PK'
check "and is not left on the server" is "$(ls "$dir/tmp" 2>/dev/null | wc -l)" 0
page '/template/passwd'
check "there is no other form" answered 400
# --- words ---
# Messages that name options of the command line are said otherwise here: each must still be said.
flat() {
	cat "$@" | tr -d '\n\t' | sed 's/" *"//g'
}
flat "$OPORA_SOURCE"/src/app/*.c "$OPORA_SOURCE"/src/actions/* "$OPORA_SOURCE"/src/intake/*.c >said
flat "$OPORA_SOURCE/src/web/said.c" | grep -oE '\{MSG\("[^"]*"\),(MSG\(| ?NULL)' | sed -E 's/^\{MSG\(//; s/\),(MSG\(| ?NULL)$//' >otherwise
lost=$(while IFS= read -r id; do grep -qF -- "$id" said || echo "$id"; done <otherwise)
check "messages of the command line have their words for a browser" [ "$(wc -l <otherwise)" -ge 10 ]
check "none of them is a message of yesterday" is "$lost" ""
done_testing

#!/bin/sh
# Search of everything, and the manual inside the program.
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1
prepare demo
prepare list make --year 2023 --kind results

opora search "ШКОЛА 11" --json
check "words in any case find the school" json '.schools | .count == 1 and .found[0].note == "demo11"'
opora search "11 учебная" --json
check "in any order" json '.schools.count == 1'
opora search "учебная школа" --json
check "every school is counted" json '.schools.count == 14'
opora search demo03 --json
check "a code finds its school" json '[.schools.found[].note] == ["demo03"]'
opora search demo14 --json
check "a school that is no more says since when" json '.schools.found[0].closed == "2022-08-31"'
opora search "школа тринадцатая" --json
check "a word that is nowhere finds nothing" json '.schools.count == 0'
opora search "rosobrnadzor" --json
check "methods are found by their id" json '.methods.count >= 3 and .schools.count == 0'
opora search "перечни" --json
check "pages and the manual are found by Russian words" json '.pages.count >= 1 and .manual.count >= 1'
opora search "lists" --json
check "and pages by English ones" json '.pages.count >= 1'
opora search "%_'\"" --json
check "signs are letters like others" json '.count == 0'
opora search
check "nothing is asked, nothing is found" said 'Nothing is found'

opora manual
check "the manual has its pages" said 'perechni'
opora manual show perechni
check "a page is read without its marks" said 'Перечни: от расчёта до приказа'
check "and holds no tag" sh -c "! grep -q '<[a-z]' out"
opora manual show nothing
check "a page that is not there is not found" exits 3
done_testing

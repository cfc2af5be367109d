#!/bin/sh
# A server killed while pages and programs write: after each kill every write that was answered is there,
# none is there in part, the chain of audit is whole, and who was signed in still is.
#
# Environment: KILLS (6), SEED of the moments. `./dev kills` runs fifty and prints the line that
# docs/security.md keeps.
. "$(dirname "$0")/../cli/tap.sh"
. "$(dirname "$0")/serve.sh"
cd "$work" || exit 1
prepare demo
PASSWORD=$(sed -n 's/.*the password \([a-z0-9-]*\),.*/\1/p' out)
prepare token add writer --login admin --write --json
DIR=$dir KEY=$(jq -r .key out) KILLS=${KILLS:-6} SEED=${SEED:-$(date +%s)}
export DIR KEY PASSWORD KILLS SEED
on_sqlite || use_schema
python3 "$OPORA_SOURCE/tests/web/kills.py" >out 2>err || echo "kills.py ended with $?" >>out
ran='kills.py'
cat err
check "after each of $KILLS kills all that was answered is there, whole and once" [ ! -s out ]
done_testing

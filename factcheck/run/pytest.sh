#!/bin/sh
# All tests, in random order, on throw-away servers that tests/services.py starts: those in
# a browser in two runs, those of pages and the others beside each other, each run on servers
# of its own. PYTEST_ARGS, where given, are for one run of what they name.
set -u
cd "$(dirname "$0")/../.."
unset DATABASE_URL REDIS_URL DESK_VAR HOST PORT
export PYTHONDONTWRITEBYTECODE=
run() { .venv/bin/python -m pytest --ds=tests.settings "$@"; }
if [ -n "${PYTEST_ARGS:-}" ]; then
    run $PYTEST_ARGS
    exit
fi
mkdir -p var/tmp
said="var/tmp/said.$$"
pages="tests/web tests/permissions tests/leaks"
looks=$(echo tests/journeys/test_accessibility*.py)
start() { # NAME ARGUMENTS: a run beside this one, its words kept until it is waited for
    name=$1
    shift
    run "$@" >"$said.$name" 2>&1 &
}
await() { # NAME PROCESS
    wait "$2" || failed="$failed $1"
    cat "$said.$1"
    rm -f "$said.$1"
}
failed=
start journeys tests/journeys $(printf -- '--ignore=%s ' $looks)
journeys=$!
start looks $looks
axe=$!
start pages $pages
doors=$!
run --ignore=tests/journeys $(printf -- '--ignore=%s ' $pages) || failed=rest
await looks $axe
await pages $doors
await journeys $journeys
[ -z "$failed" ] || { echo "make test: failed in:$failed"; exit 1; }

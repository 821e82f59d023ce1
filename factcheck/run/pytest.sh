#!/bin/sh
# All tests, in random order, on throw-away servers that tests/services.py starts: those in
# a browser, those of pages and the others beside each other, each on servers of their own.
# PYTEST_ARGS, where given, are for one run of what they name.
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
run tests/journeys >"$said.journeys" 2>&1 &
journeys=$!
run $pages >"$said.pages" 2>&1 &
doors=$!
run --ignore=tests/journeys $(printf -- '--ignore=%s ' $pages)
rest=$?
wait $doors
shown=$?
cat "$said.pages"
wait $journeys
browser=$?
cat "$said.journeys"
rm -f "$said.pages" "$said.journeys"
[ "$rest" -eq 0 ] && [ "$shown" -eq 0 ] && [ "$browser" -eq 0 ]

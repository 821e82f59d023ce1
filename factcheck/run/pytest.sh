#!/bin/sh
# All tests, in random order, on throw-away servers that tests/services.py starts: those in
# a browser beside the others, each half on servers of its own. PYTEST_ARGS, where given,
# are for one run of what they name.
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
said="var/tmp/journeys.$$"
run tests/journeys >"$said" 2>&1 &
run --ignore=tests/journeys
rest=$?
wait $!
browser=$?
cat "$said"
rm -f "$said"
[ "$rest" -eq 0 ] && [ "$browser" -eq 0 ]

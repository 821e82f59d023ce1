#!/bin/sh
# All tests, in random order, on throw-away servers that tests/services.py starts.
set -u
cd "$(dirname "$0")/../.."
unset DATABASE_URL REDIS_URL DESK_VAR HOST PORT
export PYTHONDONTWRITEBYTECODE=
exec .venv/bin/python -m pytest --ds=tests.settings ${PYTEST_ARGS:-}

#!/bin/bash
# One step of `make check`; prints a line of what ran and fails when it did.
set -uo pipefail
cd "$(dirname "$0")/../.."
export PATH="$PWD/.venv/bin:$PATH"
rooms=(claims factcheck tests manage.py)

tell() {
    echo "check: $*"
}

# Production as an operator would set it; nothing here is used anywhere.
as_production() {
    env -u DEBUG -u DESK_DEMO DATABASE_URL=postgres://desk@127.0.0.1:1/desk \
        REDIS_URL=redis://127.0.0.1:1/0 DESK_URL=https://desk.example.org \
        DESK_HOSTS=desk.example.org DESK_ORIGINS=https://desk.example.org \
        DESK_SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" "$@"
}

case "$1" in
ruff)
    tell "ruff (rules)"
    ruff check --quiet .
    ;;
format)
    tell "ruff (format)"
    ruff format --quiet --check .
    ;;
types)
    tell "mypy, strict"
    mypy --no-error-summary claims factcheck tests
    ;;
floors)
    tell "import-linter (floors, pure cores, one door to the internet)"
    if ! said=$(lint-imports --no-cache 2>&1); then
        echo "$said"
        exit 1
    fi
    ;;
templates)
    tell "djade (templates)"
    mapfile -d '' -t pages < <(find templates claims -name '*.html' -print0 2>/dev/null)
    [ "${#pages[@]}" -eq 0 ] || djade --check --target-version 5.2 "${pages[@]}"
    ;;
migrations)
    tell "makemigrations --check"
    python manage.py makemigrations --check --dry-run
    ;;
deploy)
    tell "check --deploy, as in production"
    as_production python manage.py check --deploy --fail-level WARNING
    ;;
bandit)
    # The launcher starts programs and names them: that is its work (B404, B603, B607).
    tell "bandit"
    bandit -q -r claims factcheck manage.py -c pyproject.toml --skip B404,B603,B607
    ;;
compose)
    tell "docker-compose.yml against the compose specification"
    check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml >/dev/null ||
        check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml
    ;;
audit)
    # Known holes in the locked packages. Only a found one fails: the service may be away.
    said=$(timeout 60 pip-audit --progress-spinner off --skip-editable --timeout 10 \
        --cache-dir var/cache/pip-audit 2>&1)
    status=$?
    if [ $status -eq 0 ]; then
        tell "pip-audit: no known holes"
    elif grep -q '^Name .*Version .*ID' <<<"$said"; then
        tell "pip-audit found:"
        echo "$said"
        exit 1
    else
        tell "pip-audit skipped: its service cannot be reached from here"
    fi
    ;;
*)
    echo "check.sh: no step named $1" >&2
    exit 2
    ;;
esac

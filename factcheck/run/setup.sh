#!/bin/sh
# The environment of uv.lock is in .venv afterwards; done again only when uv.lock changed.
set -eu
cd "$(dirname "$0")/../.."
stamp=.venv/uv.lock.installed

fail() {
    echo "make setup: $1" >&2
    exit 1
}

# Our own modules too start from bytecode, also where Python is told not to write any.
compile_ours() {
    .venv/bin/python -m compileall -q claims factcheck >/dev/null || true
}

if [ -f "$stamp" ] && cmp -s uv.lock "$stamp" && .venv/bin/python -c '' 2>/dev/null; then
    compile_ours
    exit 0
fi

python=${PYTHON:-python3}
command -v "$python" >/dev/null 2>&1 ||
    fail "$python is missing. Install Python 3.11 or newer (Debian: apt install python3 python3-venv)."
"$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' ||
    fail "$("$python" -V) is here, the desk needs Python 3.11 to 3.13; name one with PYTHON=…"
"$python" -c 'import ensurepip, venv' 2>/dev/null ||
    fail "the module venv is missing (Debian: apt install python3-venv)."
mkdir -p var/tmp var/cache 2>/dev/null || fail "this folder cannot be written to: $(pwd)"
free=$(df -Pk . | awk 'NR == 2 { print int($4 / 1024) }')
[ "$free" -ge 1500 ] ||
    fail "the disk is full: $free MB are free here, the environment needs 1500 MB."

TMPDIR=$(pwd)/var/tmp
export TMPDIR
echo "Making the environment in .venv …"
# A folder that was moved, or half made, is no use: its programs name the old place.
if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    "$python" -m venv --clear .venv || fail "no environment could be made in .venv."
fi
.venv/bin/python -m pip install --quiet uv ||
    fail "uv could not be installed: is the package index reachable (pip's settings)?"
VIRTUAL_ENV=.venv .venv/bin/python -m uv sync --frozen --quiet --compile-bytecode \
    --link-mode=hardlink ||
    fail "the packages of uv.lock could not be installed."
compile_ours
cp uv.lock "$stamp"
echo "The environment is ready."

#!/bin/bash
# `make bench`, `make bench-links`, `make drill`, …: every script of that name under bench/.
# BENCH_ARGS are options for it, see its usage.
set -uo pipefail
cd "$(dirname "$0")/../.."
shopt -s nullglob
case "$1" in
bench) scripts=(bench/bench_*.py) ;;
bench-links) scripts=(bench/bench_links.py) ;;
bench-extraction) scripts=(bench/bench_extraction.py) ;;
bench-web) scripts=(bench/web_million.py bench/web_paint.py bench/web_weight.py) BENCH_ARGS="--write ${BENCH_ARGS:-}" ;;
drill) scripts=(bench/drill_*.py) ;;
screenshots) scripts=(bench/screenshots.py) ;;
*) scripts=() ;;
esac
if [ "${#scripts[@]}" -eq 0 ]; then
    echo "make $1: there is nothing under bench/ for it yet."
    exit 0
fi
status=0
for script in "${scripts[@]}"; do
    echo "== $script"
    PYTHONPATH="$PWD" .venv/bin/python "$script" ${BENCH_ARGS:-} || status=1
done
exit $status

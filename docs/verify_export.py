#!/usr/bin/env python3
"""Verify an exported trail, with nothing but Python: verify_export.py FILE [HASH].

FILE is what `manage.py export_trail` wrote. Each line's hash must be the SHA-256 of the
previous hash, a line feed, and the body as JSON with sorted keys and no spaces. HASH is a
head noted earlier (a seal): it must be found in the chain, so that a trail cut short or
written anew is seen. Exit 0 when whole, 1 with the first broken row, 2 on a bad file.
"""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any


def hash_entry(previous: str, body: dict[str, Any]) -> str:
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def find_break(lines: list[dict[str, Any]], seal: str) -> str:
    """Say what is broken first; "" when the chain is whole."""
    rows = [line for line in lines if "head" not in line]
    previous = "0" * 64
    for number, line in enumerate(rows, start=1):
        if line["body"]["seq"] != number:
            return f"row {number} is missing"
        if line["previous"] != previous:
            return f"row {number} does not follow row {number - 1}"
        if hash_entry(previous, line["body"]) != line["hash"]:
            return f"row {number} was changed"
        previous = line["hash"]
    return find_end(lines, rows, previous) or find_seal(rows, seal)


def find_end(lines: list[dict[str, Any]], rows: list[dict[str, Any]], last: str) -> str:
    """Say whether the chain ends elsewhere than its head."""
    heads = [line["head"] for line in lines if "head" in line]
    if not heads:
        return "the head is missing: the file was cut short"
    if (heads[-1]["seq"], heads[-1]["hash"]) != (len(rows), last):
        return f"row {len(rows) + 1} is missing: the head stands at row {heads[-1]['seq']}"
    return ""


def find_seal(rows: list[dict[str, Any]], seal: str) -> str:
    """Say whether a head noted earlier is no longer in the chain."""
    if seal and all(row["hash"] != seal for row in rows):
        return "the sealed head is not in this chain: it was written anew or cut short"
    return ""


def main(given: list[str]) -> int:
    """Write the finding; see the module's words for the exit codes."""
    say = sys.stdout.write
    if not given:
        say(f"{__doc__}\n")
        return 2
    try:
        content = Path(given[0]).read_text(encoding="utf-8")
        lines = [json.loads(line) for line in content.splitlines() if line.strip()]
        broken = find_break(lines, given[1] if len(given) > 1 else "")
    except (OSError, ValueError, KeyError, TypeError) as fault:
        say(f"not a trail: {fault}\n")
        return 2
    say(f"{broken or f'whole: {len(lines) - 1} rows'}\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

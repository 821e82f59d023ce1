#!/usr/bin/env python3
"""Verify an exported trail, with nothing but Python: verify_export.py FILE [SEAL].

FILE is what `manage.py export_trail` wrote. Each line's hash must be the SHA-256 of the
previous hash, a line feed, and the body as JSON with sorted keys and no spaces; so must
the digest of words kept apart be, of their salt, a line feed and their JSON. SEAL is a head
noted earlier or the desk's file of such seals: each must be found in the chain, so that a
trail cut short or written anew is seen. Exit 0 when whole, 1 with the first broken row, 2
on a bad file.
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
        if (apart := line.get("confidential")) and not match_words(line["body"], apart):
            return f"the confidential words of row {number} were changed"
        previous = line["hash"]
    return find_seal(rows, seal) or find_end(lines, rows, previous)


def match_words(body: dict[str, Any], apart: dict[str, Any]) -> bool:
    """Say whether words kept apart are those the row is bound to."""
    digest: str = body["after"].get("confidential", "")
    return hash_entry(apart["salt"], apart["content"]) == digest


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
    if not seal:
        return ""
    if Path(seal).is_file():
        return find_seals(rows, Path(seal).read_text(encoding="utf-8"))
    if all(row["hash"] != seal for row in rows):
        return "the sealed head is not in this chain: it was written anew or cut short"
    return ""


def find_seals(rows: list[dict[str, Any]], text: str) -> str:
    """Say which line of a seal file is broken, or which sealed row is not as it was."""
    previous = "0" * 64
    chain = rows[0]["body"]["chain"] if rows else ""
    for number, line in enumerate(text.splitlines(), start=1):
        seal = json.loads(line)
        body = {"at": seal["at"], "heads": seal["heads"]}
        if (seal["previous"], seal["hash"]) != (previous, hash_entry(previous, body)):
            return f"line {number} of the seals was changed"
        previous = seal["hash"]
        seq, digest = seal["heads"].get(chain, (0, ""))
        if seq > len(rows):
            return f"row {seq} is missing: it was sealed at {seal['at']}"
        if seq and rows[seq - 1]["hash"] != digest:
            return f"row {seq} is not the one that was sealed at {seal['at']}"
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

"""Score the extraction rules over a folder of annotated sets, and time them.

usage: python bench/extraction.py FOLDER

FOLDER holds evaluate.py and dev.jsonl, and may hold seed_gold.jsonl and public/*.jsonl.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from claims.extraction import find_claims
from claims.extraction.corpus import extract_corpus

KINDS = "date,equipment,personnel_count,count,quantity,money,percent,quote"
SETS = {
    "dev.jsonl": KINDS,
    "seed_gold.jsonl": KINDS,
    "public/recognizers_units.jsonl": "money,quantity",
    "public/duckling_money.jsonl": "money",
    "public/fewnerd_air_ship.jsonl": "equipment",
}


def main(folder: Path) -> None:
    """Print a table for each set that `folder` holds, then the figures without a table."""
    for name, kinds in SETS.items():
        gold = folder / name
        if gold.exists():
            print(f"\n{name}")
            print(score_set(folder / "evaluate.py", gold, kinds), end="", flush=True)
        else:
            print(f"\n{name}: absent, skipped")
    phones = folder / "public" / "recognizers_phone_negatives.jsonl"
    if phones.exists():
        touched, lines = count_touched(phones)
        print(f"\ntelephone lines with an overlapping claim: {touched} of {lines}")
    for line in measure_speed(folder):
        print(line)


def score_set(scorer: Path, gold: Path, kinds: str) -> str:
    """The scorer's table for our results on `gold`."""
    with tempfile.TemporaryDirectory() as scratch:
        answers = Path(scratch) / "answers.jsonl"
        with gold.open(encoding="utf-8") as lines:
            answers.write_text("\n".join(extract_corpus(lines)), encoding="utf-8")
        command = [sys.executable, str(scorer), str(gold), str(answers), "--types", kinds]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def read_records(path: Path) -> list[dict[str, Any]]:
    """The records of a JSONL file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def count_touched(path: Path) -> tuple[int, int]:
    """(lines where a claim overlaps an annotated span, lines)."""
    records, touched = read_records(path), 0
    for record in records:
        found = find_claims(record["text"], ref_date=date(2024, 1, 1), clauses=False)
        touched += any(
            item.start < span["end"] and span["start"] < item.end
            for item in found
            for span in record["spans"]
        )
    return touched, len(records)


def measure_speed(folder: Path) -> Iterator[str]:
    """Characters per CPU second on news text, and seconds for a megabyte of junk."""
    text = "\n\n".join(record["text"] for record in read_records(folder / "dev.jsonl")) * 20
    find_claims(text[:5000], ref_date=date(2024, 1, 1))
    for clauses in (False, True):
        start = time.process_time()
        find_claims(text, ref_date=date(2024, 1, 1), clauses=clauses)
        rate = len(text) / (time.process_time() - start)
        yield f"characters per CPU second, clauses={clauses}: {rate:,.0f}"
    for unit in ("7", '"', "“", "a "):
        start = time.process_time()
        find_claims(unit * (1_000_000 // len(unit)), ref_date=date(2024, 1, 1))
        yield f"1 MB of {unit!r}: {time.process_time() - start:.1f} s"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))

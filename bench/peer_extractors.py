"""One peer's answers to an annotated set, in the set's own form, on standard output.

usage: PEERS_PYTHON peer_extractors.py PEER GOLD.jsonl

Runs in the peer's environment, not the desk's: it imports nothing of ours. Offsets that a
peer gives with an inclusive end are made exclusive; values are passed on as they come, with
units in the scorer's words.
"""

import json
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

Span = dict[str, Any]
Find = Callable[[str, datetime], Iterator[Span]]
SYMBOLS = {"dollar": "USD", "euro": "EUR", "pound sterling": "GBP", "japanese yen": "JPY"}


def find_by_quantulum(text: str, _when: datetime) -> Iterator[Span]:
    """Quantities, money and percentages."""
    parser = import_module("quantulum3.parser")
    for found in parser.parse(text):
        entity, unit = found.unit.entity.name, found.unit.name
        if entity == "currency":
            kind = "money"
        elif unit in {"percentage", "percent"}:
            kind = "percent"
        elif entity == "dimensionless":
            continue
        else:
            kind = "quantity"
        value = {"n": found.value, "unit": unit, "currency": SYMBOLS.get(unit, unit)}
        start, end = found.span
        yield {"start": start, "end": end, "type": kind, "value": value}


def find_by_recognizers(text: str, when: datetime) -> Iterator[Span]:
    """Money, quantities, percentages and dates."""
    suite = import_module("recognizers_suite")
    culture = suite.Culture.English
    for kind, recognize in (
        ("money", suite.recognize_currency),
        ("quantity", suite.recognize_dimension),
        ("percent", suite.recognize_percentage),
    ):
        for found in recognize(text, culture):
            yield make_span(found, kind, read_resolution(found.resolution))
    for found in suite.recognize_datetime(text, culture, reference=when):
        if found.type_name.partition(".")[2] in {"date", "daterange", "datetime"}:
            yield make_span(found, "date", read_date(found.resolution))


def make_span(found: Any, kind: str, value: dict[str, Any] | None) -> Span:
    """A span of a result whose end is inclusive."""
    return {"start": found.start, "end": found.end + 1, "type": kind, "value": value}


def read_resolution(resolution: dict[str, Any] | None) -> dict[str, Any] | None:
    """The value of a number with its unit."""
    if not resolution or resolution.get("value") is None:
        return None
    number = str(resolution["value"]).rstrip("%").replace(",", "")
    unit = resolution.get("unit") or ""
    return {"value": number, "unit": unit, "isoCurrency": resolution.get("isoCurrency")}


def read_date(resolution: dict[str, Any] | None) -> dict[str, Any] | None:
    """The first of the readings: of an ambiguous weekday, the one before the reference."""
    values = (resolution or {}).get("values") or []
    if not values:
        return None
    first = values[0]
    if first.get("start") and first.get("end"):
        return {"start": first["start"][:10], "end": first["end"][:10]}
    return {"iso": str(first.get("value", ""))[:10]}


def find_by_dateparser(text: str, when: datetime) -> Iterator[Span]:
    """Dates, as `search_dates` gives them: without offsets, so they are looked for."""
    search = import_module("dateparser.search")
    settings = {"RELATIVE_BASE": when, "PREFER_DATES_FROM": "past"}
    position = 0
    for words, day in search.search_dates(text, languages=["en"], settings=settings) or ():
        start = text.find(words, position)
        if start >= 0:
            position = start + len(words)
            value = {"iso": day.date().isoformat()}
            yield {"start": start, "end": position, "type": "date", "value": value}


FINDERS: dict[str, Find] = {
    "quantulum3": find_by_quantulum,
    "recognizers-text-suite": find_by_recognizers,
    "dateparser": find_by_dateparser,
}


def main(name: str, gold: Path) -> None:
    """Print a line for each record of the set."""
    find = FINDERS[name]
    for line in gold.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        when = datetime.fromisoformat(record.get("ref_date") or "2024-01-01")
        spans = list(find(record["text"], when + timedelta(hours=12)))
        print(json.dumps({"id": record["id"], "spans": spans}, default=str))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], Path(sys.argv[2]))

"""The gold set's mark-up, read into records with exact offsets.

A file holds records: a line `# DATE LOCALE TOPIC`, then one line of text in which a span is
`{KIND VALUE|words}`; spans nest. KIND and VALUE:

    d ISO[;OTHER…]          date              e NAME:CLASS       equipment
    c NUMBER                count             p NUMBER           personnel_count
    u NUMBER UNIT[;OTHER…]  quantity          m NUMBER CURRENCY  money
    % NUMBER[pp]            percent           q SPEAKER:VERB     quote

NUMBER is `12`, `~12`, `>=12`, `3..5` (a range) or `v24-99` (a vague number's interval).
Run as a script it prints the files named as JSONL.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

KINDS = {
    "d": "date",
    "e": "equipment",
    "c": "count",
    "p": "personnel_count",
    "u": "quantity",
    "m": "money",
    "%": "percent",
    "q": "quote",
}
NUMBER = re.compile(r"(?P<mod>~|>=|<=|>|<)?(?P<n>[-\d.e]+)")
OPENING = re.compile(r"\{(?P<kind>[decpum%q]) (?P<value>[^|{}]*)\|")


def read_marked(path: Path) -> list[dict[str, Any]]:
    """The records of one file, as `{id, text, ref_date, locale, topic, spans}`."""
    blocks = [
        b.strip() for b in path.read_text(encoding="utf-8").split("\n\n") if b.strip()
    ]
    return [
        read_block(block, name=f"{path.stem}-{place:02}")
        for place, block in enumerate(blocks, start=1)
    ]


def read_block(block: str, *, name: str) -> dict[str, Any]:
    """One record; offsets count code points of its `text`, `end` is exclusive."""
    head, body = block.split("\n", 1)
    ref_date, locale, topic = head.removeprefix("# ").split(" ", 2)
    text, spans = read_spans(body)
    return {
        "id": name,
        "text": text,
        "ref_date": ref_date,
        "locale": locale,
        "topic": topic,
        "spans": spans,
    }


def read_spans(body: str) -> tuple[str, list[dict[str, Any]]]:
    """The text without its marks, and the spans by their start."""
    text, spans, open_spans, at = "", [], [], 0
    while at < len(body):
        opening = OPENING.match(body, at)
        if opening:
            open_spans.append((len(text), opening["kind"], opening["value"]))
            at = opening.end()
            continue
        if body[at] == "}":
            start, kind, value = open_spans.pop()
            spans.append(
                {
                    "start": start,
                    "end": len(text),
                    "type": KINDS[kind],
                    "text": text[start:],
                    "value": read_value(kind, value),
                }
            )
        else:
            text += body[at]
        at += 1
    if open_spans:
        raise ValueError(f"A span is left open: {open_spans[-1]}")
    return text, sorted(spans, key=lambda span: (span["start"], -span["end"]))


def read_value(kind: str, value: str) -> dict[str, Any]:
    """The value in the form the annotation guideline gives it."""
    first, *others = value.split(";")
    if kind == "d":
        return {"iso": first, "alternatives": others} if others else {"iso": first}
    if kind == "e":
        name, _, kind_of_thing = value.rpartition(":")
        return {"name": name, "class": kind_of_thing}
    if kind == "q":
        speaker, _, verb = value.partition(":")
        return {"speaker": speaker, "verb": verb}
    number, _, unit = first.partition(" ")
    found = read_number(number.removesuffix("pp"))
    if number.endswith("pp"):
        found["points"] = True
    if unit:
        found["currency" if kind == "m" else "unit"] = unit
    if others:
        found["unit_alternatives"] = others
    return found


def read_number(number: str) -> dict[str, Any]:
    """`{n, mod}`, or `{low, high, mod}` for a range or a vague number."""
    if number.startswith("v"):
        low, high = number[1:].split("-")
        return {"low": float(low), "high": float(high), "mod": "~", "vague": True}
    if ".." in number:
        low, high = number.split("..")
        return {"low": float(low), "high": float(high), "mod": "range"}
    match = NUMBER.fullmatch(number)
    if not match:
        raise ValueError(f"This is not a number: {number}")
    return {"n": float(match["n"]), "mod": match["mod"] or "="}


if __name__ == "__main__":
    for file in sys.argv[1:]:
        for record in read_marked(Path(file)):
            sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")

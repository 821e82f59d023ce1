"""Judge the re-anchoring of claims over the labelled edits, and time it.

usage: python bench/reanchor.py [--wrong]

--wrong prints each wrong answer, and each claim that is orphaned though its words stand.
"""

import os
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

import django

django.setup()  # the room's other modules hold rows; none is read here

from claims.workflow.anchoring import Span, reanchor  # noqa: E402 -- after setup()
from tests.workflow.edits import (  # noqa: E402 -- after setup()
    Edit,
    list_edits,
    read_marks,
)
from tests.workflow.judging import judge_edit  # noqa: E402 -- after setup()

SENTENCE = "The freighter {n} brought {m} soldiers to Port Alder on Monday, they said. "


def main(*, show: bool) -> None:
    """Print the outcomes by kind of edit, in all, and the times."""
    table: dict[str, Counter[str]] = {}
    edits = list(list_edits())
    for edit in edits:
        row = table.setdefault(edit.name.split()[0], Counter())
        for name, outcome, _ in judge_edit(edit):
            row[outcome] += 1
            if show:
                show_fault(edit, name, outcome)
    total = sum(table.values(), Counter())
    for name, row in {**table, "all": total}.items():
        print(f"{name:26}", *(f"{key} {row[key]:5}" for key in KEYS))
    count = total.total()
    shares = ", ".join(f"{key} {total[key] / count:.1%}" for key in KEYS)
    print(f"\n{len(edits)} edits, {count} claims: {shares}")
    print(f"wrong but confident: {total['wrong']}")
    measure_speed()


KEYS = ("kept", "moved", "edited", "orphaned", "wrong")


def show_fault(edit: Edit, name: str, outcome: str) -> None:
    """Print a wrong answer, or an orphan whose words still stand."""
    truth = read_marks(edit.new)[1].get(name)
    if outcome == "wrong" or (outcome == "orphaned" and truth):
        new = read_marks(edit.new)[0]
        answer = next(found for claim, _, found in judge_edit(edit) if claim == name)
        place = new[answer.start : answer.end] if answer.start is not None else ""
        there = new[slice(*truth)] if truth else ""
        print(f"  {outcome} {edit.name} {name}: {there!r} got {answer.state} {place!r}",
              answer.score, answer.margin)  # fmt: skip


def measure_speed() -> None:
    """Time a long article, and texts made to be slow."""
    old = "".join(SENTENCE.format(n=n, m=n * 7) for n in range(800))
    spans = [Span(at, at + 8) for at in range(0, 60_000, 150)]
    lightly = old.replace("soldiers", "sailors", 40)
    wholly = old.replace("soldiers", "sailors").replace("Monday", "Friday")
    same = SENTENCE * 13_000
    for name, before, after in (
        ("60,000 characters, 400 claims, 40 sentences edited", old, lightly),
        ("60,000 characters, 400 claims, all edited", old, wholly),
        ("1 MB of one sentence, one more of it", same, same + SENTENCE),
        ("1 MB of one sentence, all edited", same, same.replace("Monday", "Friday")),
        ("1 MB without a full stop", "ab cd " * 170_000, "ab cd ef " * 110_000),
    ):
        began = time.perf_counter()
        reanchor(before, after, spans)
        print(f"{name}: {time.perf_counter() - began:.2f} s")


if __name__ == "__main__":
    main(show="--wrong" in sys.argv)

"""Re-anchoring under stacked edits: outcomes by step, and every wrong attachment.

Run: .venv/bin/python -m bench.reanchor_stacked [FIRST_SEED [COUNT [--wrong]]]

A wrong answer is counted as "twin" only when the claim's words and the 60 characters on
both sides are what they were: then nobody can tell.
"""

import os
import sys
from collections import Counter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

import django

django.setup()  # the room's other modules hold rows; none is read here

from claims.workflow.anchoring import Placed  # noqa: E402 -- after setup()
from tests.workflow.edits import Edit, read_marks  # noqa: E402 -- after setup()
from tests.workflow.judging import fold, judge_edit  # noqa: E402 -- after setup()
from tests.workflow.stacking import stack_edits  # noqa: E402 -- after setup()

AROUND = 60  # characters on both sides that must be the same for a twin
KEYS = ("kept", "moved", "edited", "orphaned", "lost", "twin", "wrong")


def main(first: int, count: int, *, show: bool) -> None:
    """Print the outcomes; "lost" are orphans whose words still stand."""
    total: Counter[str] = Counter()
    for seed in range(first, first + count):
        edit = stack_edits(seed)
        truth = read_marks(edit.new)[1]
        for name, judged, answer in judge_edit(edit):
            outcome = judged
            if outcome == "wrong" and is_twin(edit, name, answer):
                outcome = "twin"
            elif outcome == "orphaned" and name in truth:
                outcome = "lost"
            total[outcome] += 1
            if show and outcome == "wrong":
                show_wrong(edit, name, answer)
    placements = total.total()
    shares = ", ".join(
        f"{key} {total[key]} ({total[key] / placements:.2%})" for key in KEYS
    )
    print(f"{count} drafts, {placements} placements: {shares}")


def is_twin(edit: Edit, name: str, answer: Placed) -> bool:
    """True where the place named cannot be told from the old one by any words near it."""
    old, spans = read_marks(edit.old)
    new = read_marks(edit.new)[0]
    start, end = spans[name]
    if answer.start is None or answer.end is None:
        return False
    was = old[max(start - AROUND, 0) : end + AROUND]
    now = new[max(answer.start - AROUND, 0) : answer.end + AROUND]
    return fold(was) == fold(now)


def show_wrong(edit: Edit, name: str, answer: Placed) -> None:
    """Print a wrong answer with its surroundings."""
    old, spans = read_marks(edit.old)
    new, truth = read_marks(edit.new)
    start, end = answer.start or 0, answer.end or 0
    print(f"{edit.name}\n  was {old[slice(*spans[name])]!r} truth "
          f"{new[slice(*truth[name])] if name in truth else None!r} got {answer.state} "
          f"{new[start:end]!r} {answer.score} {answer.margin}")  # fmt: skip
    print(f"  old …{old[max(spans[name].start - 70, 0) : spans[name].end + 70]!r}")
    print(f"  new …{new[max(start - 70, 0) : end + 70]!r}")


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    main(*(numbers + [0, 400][len(numbers) :]), show="--wrong" in sys.argv)

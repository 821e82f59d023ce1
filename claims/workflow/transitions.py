"""Which status follows which, by whose hand: the whole table, as data. Pure."""

from dataclasses import dataclass

RANK = {"viewer": 0, "reviewer": 1, "editor": 2, "chief": 3}


@dataclass(frozen=True, slots=True)
class Step:
    """One allowed change. `role` is the lowest that may ask for it ("desk": no person may).

    `by_hand` steps are asked for as such; the others follow from an act (a review, a
    publication, a fact) and are refused when asked for directly.
    """

    before: str
    after: str
    act: str
    role: str
    by_hand: bool = False
    needs_reason: bool = False


STEPS = (
    Step("detected", "open", "keep", "editor", by_hand=True),
    Step("detected", "dismissed", "dismiss", "editor", by_hand=True, needs_reason=True),
    Step("open", "dismissed", "dismiss", "editor", by_hand=True, needs_reason=True),
    Step("dismissed", "open", "restore", "editor", by_hand=True, needs_reason=True),
    Step("open", "in_review", "start_review", "reviewer"),
    Step("in_review", "open", "release", "reviewer"),
    Step("in_review", "second_review", "submit_review", "reviewer"),
    Step("in_review", "decided", "submit_review", "reviewer"),
    Step("second_review", "decided", "submit_review", "reviewer"),
    Step("second_review", "disputed", "submit_review", "reviewer"),
    Step("second_review", "in_review", "withdraw_review", "reviewer"),
    Step("disputed", "decided", "adjudicate", "editor"),
    Step("decided", "published", "publish", "editor"),
    Step("published", "decided", "withdraw", "editor"),
    Step("decided", "recheck", "raise_alarm", "desk"),
    Step("published", "recheck", "raise_alarm", "desk"),
    Step("recheck", "in_review", "open_round", "reviewer"),
    Step("recheck", "decided", "dismiss_alarm", "editor", needs_reason=True),
    Step("recheck", "published", "dismiss_alarm", "editor", needs_reason=True),
)
TABLE = {(step.before, step.after): step for step in STEPS}


def find_step(before: str, after: str) -> Step | None:
    """Give the step from one status to another, or None when the table has none."""
    return TABLE.get((before, after))


def list_steps(before: str, role: str) -> list[Step]:
    """Give the steps `role` may ask for by hand from `before`, in table order."""
    return [
        step
        for step in STEPS
        if step.before == before and step.by_hand and RANK[role] >= RANK[step.role]
    ]

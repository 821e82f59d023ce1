"""Whether re-anchoring put the claims of a labelled edit where they truly are."""

import re

from claims.workflow.anchoring import Placed, Span, reanchor
from tests.workflow.edits import Edit, read_marks


def judge_edit(edit: Edit) -> list[tuple[str, str, Placed]]:
    """(claim, outcome, answer) for each claim; outcome is a state, or "wrong".

    Wrong: placed although its sentence was deleted; placed where it is not (kept and moved
    must be exact, edited must share half its characters with the truth); called kept or
    moved although its words changed.
    """
    old, spans = read_marks(edit.old)
    new, truth = read_marks(edit.new)
    answers = reanchor(old, new, list(spans.values()))
    return [
        (name, judge_claim(old[slice(*spans[name])], new, truth.get(name), answer), answer)
        for name, answer in zip(spans, answers, strict=True)
    ]


def judge_claim(words: str, new: str, truth: Span | None, answer: Placed) -> str:
    """The answer's state, or "wrong"."""
    if answer.start is None or answer.end is None:
        return answer.state
    if truth is None:
        return "wrong"
    shared = min(truth.end, answer.end) - max(truth.start, answer.start)
    whole = max(truth.end, answer.end) - min(truth.start, answer.start)
    if answer.state == "edited":
        return "edited" if shared * 2 >= whole else "wrong"
    same = is_alike(words, new[slice(*truth)])
    return answer.state if same and shared == whole else "wrong"


def is_alike(one: str, two: str) -> bool:
    """True where both differ only in white space, quote style, dashes or case."""
    return fold(one) == fold(two)


def fold(words: str) -> str:
    """`words` without what does not count."""
    plain = re.sub(r"[‘’“”\"«»]", "'", re.sub(r"[–—]|--", "-", words))
    return re.sub(r"\s+", "", plain).replace(",", "").casefold()

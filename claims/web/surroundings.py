"""A claim's words between their neighbours: nobody judges words out of their sentence."""

from dataclasses import dataclass

from claims.models import Claim

BEFORE, AFTER = 110, 70  # characters, in lists
SENTENCE = 700  # characters either side, on the claim's own page
GAP = "…"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands before, the words, what stands after; cut ends carry an ellipsis."""

    before: str
    quote: str
    after: str


def read_surroundings(claim: Claim) -> Surroundings:
    """Give a line's worth of neighbours, without a query after `for_queue`."""
    return cut_out(claim, 0, None, before=BEFORE, after=AFTER)


def read_sentence(claim: Claim) -> Surroundings:
    """Give the whole sentence around the claim (one query), or what stands near it."""
    anchor = claim.anchor
    sentence = anchor.sentence if anchor else None
    if sentence is None:
        return read_surroundings(claim)
    return cut_out(claim, sentence.start, sentence.end, before=SENTENCE, after=SENTENCE)


def cut_out(
    claim: Claim, start: int, end: int | None, *, before: int, after: int
) -> Surroundings:
    """Give `claim`'s words and what of text[start:end] is near, cut at white space."""
    anchor, version = claim.anchor, claim.article.current
    if anchor is None or anchor.start is None or anchor.end is None or version is None:
        return Surroundings("", anchor.quote if anchor else "", "")
    text = version.text
    end = max(len(text) if end is None else end, anchor.end)
    left = text[min(start, anchor.start) : anchor.start].rpartition("\n")[2]
    right = text[anchor.end : end].partition("\n")[0]
    if len(left) > before:
        left = GAP + left[-before:].partition(" ")[2]
    if len(right) > after:
        right = right[:after].rpartition(" ")[0] + GAP
    return Surroundings(left, anchor.quote, right)

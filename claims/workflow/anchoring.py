"""Where claims stand in a new version of their text, or that nobody can tell. Pure.

States. *kept*: the same words, in a sentence that stands in its old order (white space,
quote style, dashes, case and thousands separators do not count). *moved*: the same words,
in a sentence or part of one that changed places with others. *edited*: the words
themselves changed; `changed` says how. *orphaned*: no place is good enough, or no place is
clearly better than the next. A claim is never put on words that another claim's sentence
has more right to.

`changed` lists facts (negation, date, digit, number, unit, name) and wordings (word) that
changed inside the claim. A negation, or beside a number a unit or a scale, that changed
directly next to the claim is listed too, although the claim is then still kept.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from claims.workflow.changes import Change
from claims.workflow.diffing import Reading, read_both
from claims.workflow.facts import name_changes
from claims.workflow.fitting import ORDER, WINDOW, Fit, compare_windows, fit_place
from claims.workflow.lookalikes import stands_elsewhere, stands_freely, stands_twice
from claims.workflow.pairing import Pairing, list_open_places, pair_sentences

__all__ = ["Change", "Placed", "Span", "reanchor"]

FLOOR = 0.5  # least score of a place
LEAD = 0.1  # least lead over the next best place
WIDE_LEAD = 0.2  # and where another place has the very words of the claim
TWINS = 8  # more unplaced sentences of the same words are not told apart
RIVALS = 3  # other occurrences of the same words looked at on each side
MOST = 0.6  # least share of a claim of several sentences that must be found
GROWN = 1.5  # most that a claim of several sentences may grow, times its tokens
INSERTED = 8  # and beyond that, in tokens


class Span(NamedTuple):
    """Code points `start` to `end`, end-exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a claim stands now. `start` and `end` are None when it is orphaned.

    `score` is 0 to 1, of the best place found; `margin` is its lead over the next best.
    """

    state: str
    start: int | None
    end: int | None
    score: float
    margin: float
    changed: tuple[Change, ...] = ()


class Choice(NamedTuple):
    """The best fit, its lead, and whether both are enough."""

    fit: Fit | None
    margin: float
    sure: bool


def reanchor(old: str, new: str, spans: Sequence[Span]) -> list[Placed]:
    """Place each span of `old` in `new`; answers are in the order of `spans`.

    Raises:
        ValueError: a span is empty or reaches outside `old`.
    """
    for start, end in spans:
        if not 0 <= start < end <= len(old):
            raise ValueError(f"No words stand at {start} to {end} of the old text.")
    before, after = read_both(old, new)
    pairing = pair_sentences(before, after)
    placed = [place_span(pairing, Span(*span)) for span in spans]
    return settle_overlaps(spans, placed)


def place_span(pairing: Pairing, span: Span) -> Placed:
    """Place one span, sentence by sentence when it covers several."""
    old = pairing.old
    first = bisect_right(old.ends, span.start)
    end = bisect_left(old.starts, span.end)
    if first >= end:
        return make_orphan()
    choices: list[tuple[range, Choice]] = []
    for unit in range(old.unit_of[first], old.unit_of[end - 1] + 1):
        a, b = old.units[unit]
        part = range(max(a, first), min(b, end))
        choices.append((part, choose_fit(pairing, unit, part)))
    joined = choices[0][1] if len(choices) == 1 else join_choices(pairing, choices)
    if joined.fit is None or not joined.sure:
        return make_orphan(joined.fit.score if joined.fit else 0.0, joined.margin)
    return describe_fit(
        pairing, span, range(first, end), fit=joined.fit, margin=joined.margin
    )


def make_orphan(score: float = 0.0, margin: float = 0.0) -> Placed:
    """An orphan, with the score and lead that were not enough."""
    return Placed("orphaned", None, None, round(score, 4), round(margin, 4))


def choose_fit(pairing: Pairing, unit: int, part: range) -> Choice:
    """Choose where tokens `part` of one old sentence stand."""
    standing = pairing.same.get(unit, pairing.moved.get(unit))
    if standing is not None:
        shift = pairing.new.units[standing][0] - pairing.old.units[unit][0]
        in_order = unit in pairing.same
        score = 1.0 if in_order else 1.0 - ORDER
        fit = Fit(part.start + shift, part.stop + shift, score, in_order)
        return Choice(fit, max(score - score_rivals(pairing, part, fit), 0.0), sure=True)
    fits = sorted(list_fits(pairing, unit, part), key=lambda fit: -fit.score)
    if not fits:
        return Choice(None, 0.0, sure=False)
    best = fits[0]
    others = [f for f in fits if f.end <= best.first or best.end <= f.first]
    margin = best.score - max((f.score for f in others), default=0.0)
    lead = WIDE_LEAD if any(not f.changed for f in others) else LEAD
    sure = best.score >= FLOOR and margin >= lead
    if (
        is_contested(pairing, unit, part, best)
        or stands_twice(pairing, unit, best)
        or (best.changed and stands_elsewhere(pairing, unit, part, best))
        or (not best.changed and stands_freely(pairing, unit, part, best))
    ):
        return Choice(best, 0.0, sure=False)
    return Choice(best, margin, sure=sure)


def list_fits(pairing: Pairing, unit: int, part: range) -> Iterator[Fit]:
    """Every place offered for tokens `part` of an old sentence."""
    for place in list_open_places(pairing, unit):
        yield from fit_place(pairing, unit=unit, part=part, place=place)


def is_contested(pairing: Pairing, unit: int, part: range, best: Fit) -> bool:
    """True where a sentence of the very same words fits the best place about as well.

    One of the two is gone, and nobody can tell which.
    """
    begin, end = pairing.old.units[unit]
    twins = pairing.twins.get(pairing.old.codes[begin:end], [])
    for twin in twins if len(twins) <= TWINS else ():
        shift = pairing.old.units[twin][0] - begin
        there = range(part.start + shift, part.stop + shift)
        if twin != unit and any(
            fit.first < best.end and best.first < fit.end and fit.score > best.score - LEAD
            for fit in list_fits(pairing, twin, there)
        ):
            return True
    return len(twins) > TWINS


def score_rivals(pairing: Pairing, part: range, fit: Fit) -> float:
    """The best score of the same words elsewhere, near where they surely stand."""
    old, new = pairing.old.codes, pairing.new.codes
    quote = old[part.start : part.stop]
    best, low, high = 0.0, fit.first, fit.end
    prefix, suffix = old[: part.start][-WINDOW:], old[part.stop : part.stop + WINDOW]
    weight = min(0.5, 0.25 + 0.05 * len(part))
    for _ in range(RIVALS):
        low = new.rfind(quote, 0, max(low, 0)) if low >= 0 else -1
        high = new.find(quote, high) if high >= 0 else -1
        for at in (low, high):
            if at < 0:
                continue
            end = at + len(quote)
            around = compare_windows(prefix, new[max(at - WINDOW, 0) : at])
            around += compare_windows(suffix, new[end : end + WINDOW])
            best = max(best, (1 - ORDER) * (weight + (1 - weight) * around / 2))
        high = high + len(quote) if high >= 0 else -1
    return best


def join_choices(pairing: Pairing, choices: list[tuple[range, Choice]]) -> Choice:
    """One fit for a claim of several sentences, which must still follow each other."""
    total = sum(len(part) for part, _ in choices)
    found = [(part, c.fit, c.margin) for part, c in choices if c.fit and c.sure]
    if sum(len(part) for part, _, _ in found) < MOST * total:
        return Choice(None, 0.0, sure=False)
    changed: list[Change] = []
    for (_, one, _), (_, two, _) in pairwise(found):
        if two.first < one.end:
            return Choice(None, 0.0, sure=False)
        changed += [*one.changed, *name_come(pairing.new, range(one.end, two.first))]
    changed += found[-1][1].changed
    for part, choice in choices:
        if not (choice.fit and choice.sure):
            changed += name_gone(pairing.old, part)
    if found[-1][1].end - found[0][1].first > GROWN * total + INSERTED:
        return Choice(None, 0.0, sure=False)
    fit = Fit(
        found[0][1].first,
        found[-1][1].end,
        sum(f.score * len(part) for part, f, _ in found) / total,
        all(f.in_order for _, f, _ in found),
        tuple(changed),
        found[0][1].beside + found[-1][1].beside,
    )
    return Choice(fit, min(margin for _, _, margin in found), sure=True)


def name_gone(old: Reading, part: range) -> list[Change]:
    """The changes that the loss of tokens `part` makes."""
    was = old.slice(part.start, part.stop)
    kinds = name_changes([old.word(token) for token in part], [], was) if part else []
    return [Change(kind, was, "") for kind in kinds]


def name_come(new: Reading, part: range) -> list[Change]:
    """The changes that the insertion of tokens `part` makes."""
    return [Change(c.kind, "", c.was) for c in name_gone(new, part)]


def describe_fit(
    pairing: Pairing, span: Span, part: range, *, fit: Fit, margin: float
) -> Placed:
    """The answer for a sure choice, in code points."""
    old, new = pairing.old, pairing.new
    state = "edited" if fit.changed else "kept" if fit.in_order else "moved"
    start = shift_edge(old, new, (part[0], fit.first), at=span.start)
    end = shift_edge(old, new, (part[-1], fit.end - 1), at=span.end)
    if start >= end:  # edges inside a word that became another
        start, end = new.starts[fit.first], new.ends[fit.end - 1]
    return Placed(
        state, start, end, round(fit.score, 4), round(min(margin, 1.0), 4),
        fit.changed + fit.beside,
    )  # fmt: skip


def shift_edge(old: Reading, new: Reading, tokens: tuple[int, int], *, at: int) -> int:
    """Where the edge `at` of a claim in its first or last token is now.

    An edge inside a word, or in the white space beside it, stays there when that is the
    same; otherwise it goes to the edge of the word. `tokens` are (old, new).
    """
    was, now = tokens
    begin, end = old.starts[was], old.ends[was]
    if begin < at < end:
        if old.word(was) == new.word(now):
            return new.starts[now] + at - begin
        return new.starts[now] if at - begin < end - at else new.ends[now]
    if at <= begin:
        blank = old.text[at:begin]
        there = new.starts[now]
        return there - len(blank) if new.text[:there].endswith(blank) else there
    blank = old.text[end:at]
    there = new.ends[now]
    return there + len(blank) if new.text.startswith(blank, there) else there


def settle_overlaps(spans: Sequence[Span], placed: list[Placed]) -> list[Placed]:
    """Orphan the weaker of two claims that lay apart and would now share words."""
    settled = list(placed)
    found = [
        (Span(answer.start, answer.end), number)
        for number, answer in enumerate(placed)
        if answer.start is not None and answer.end is not None
    ]
    widest: tuple[Span, int] | None = None
    for here, number in sorted(found):
        apart = widest and not overlap(spans[widest[1]], spans[number])
        if widest and apart and overlap(widest[0], here):
            weaker = min(number, widest[1], key=lambda n: placed[n].score)
            settled[weaker] = make_orphan(placed[weaker].score)
        if widest is None or here.end > widest[0].end:
            widest = here, number
    return settled


def overlap(one: Span, two: Span) -> bool:
    """True where both share a character."""
    return max(one[0], two[0]) < min(one[1], two[1])

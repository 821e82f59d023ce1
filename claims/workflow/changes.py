"""What changed in the words of a claim, and directly beside them. Pure."""

from collections.abc import Iterator
from typing import NamedTuple

from claims.workflow.facts import is_amount, name_changes, name_class
from claims.workflow.pairing import Pairing, Words

BESIDE = 3  # tokens next to a claim in which a negation or unit is looked for


class Change(NamedTuple):
    """One change: its kind, the words as they were, the words as they are."""

    kind: str
    was: str
    now: str


def list_changes(
    pairing: Pairing, words: Words, part: range, there: range
) -> Iterator[Change]:
    """What changed from `part` to `there`, in order, a fact at a time."""
    around = pairing.old.slice(
        max(part.start - 2, 0), min(part.stop + 2, len(pairing.old.codes))
    )
    for gone, come in list_differences(pairing, words, part, there):
        was = pairing.old.slice(gone.start, gone.stop)
        now = pairing.new.slice(come.start, come.stop)
        before = [pairing.old.word(token) for token in gone]
        after = [pairing.new.word(token) for token in come]
        for kind in name_changes(before, after, around):
            yield Change(kind, was, now)


def list_differences(
    pairing: Pairing, words: Words, part: range, there: range
) -> Iterator[tuple[range, range]]:
    """Stretches of tokens (old, new) that differ; a pair that became another is one."""
    a, c = part.start, there.start
    pairs = words.became | words.same
    paired = [(i, pairs[i]) for i in part if i in pairs and pairs[i] in there]
    for i, j in [*paired, (part.stop, there.stop)]:
        if a < i or c < j:
            yield range(a, i), range(c, j)
        if i < part.stop and pairing.old.codes[i] != pairing.new.codes[j]:
            yield range(i, i + 1), range(j, j + 1)
        a, c = i + 1, j + 1


def list_beside(
    pairing: Pairing, words: Words, part: range, there: range
) -> Iterator[Change]:
    """A changed negation, or beside a number a unit or scale, next to the claim."""
    back = {j: i for i, j in words.same.items()}
    old, new = pairing.old, pairing.new
    a, c = part.start, there.start
    while a > 0 and part.start - a < BESIDE and a - 1 not in words.same:
        a -= 1
    while c > 0 and there.start - c < BESIDE and c - 1 not in back:
        c -= 1
    b, d = part.stop, there.stop
    while b < len(old.codes) and b - part.stop < BESIDE and b not in words.same:
        b += 1
    while d < len(new.codes) and d - there.stop < BESIDE and d not in back:
        d += 1
    yield from name_beside(pairing, part[0], range(a, part.start), range(c, there.start))
    yield from name_beside(pairing, part[-1], range(part.stop, b), range(there.stop, d))


def name_beside(pairing: Pairing, edge: int, gone: range, come: range) -> Iterator[Change]:
    """The change from `gone` to `come` beside token `edge`, when it alters the claim."""
    before = [pairing.old.word(token) for token in gone]
    after = [pairing.new.word(token) for token in come]
    telling = {"negation"}
    if is_amount(pairing.old.word(edge)):
        telling |= {"unit", "number"}
    was = {(name_class(w), w.casefold()) for w in before if name_class(w) in telling}
    now = {(name_class(w), w.casefold()) for w in after if name_class(w) in telling}
    for kind in sorted({kind for kind, _ in was ^ now}):
        yield Change(
            kind,
            pairing.old.slice(gone.start, gone.stop),
            pairing.new.slice(come.start, come.stop),
        )

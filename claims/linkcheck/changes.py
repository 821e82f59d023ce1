"""What differs between two wordings, as facts: number, date, negation, name, word."""

from collections.abc import Sequence

from rapidfuzz.distance import Indel

from claims.linkcheck.words import Word

Change = tuple[str, str, str]
ORDER = ("negation", "number", "date", "name", "word")


def choose_kind(words: Sequence[Word]) -> str:
    kinds = {word.kind for word in words}
    return next((kind for kind in ORDER if kind in kinds), "word")


def are_joined(one: Sequence[Word], two: Sequence[Word]) -> bool:
    """Whether two runs differ only in where a word is broken: per mits, well-known.

    Numbers, negations and names of one side only are never broken words.
    """
    if (
        not one
        or not two
        or any(w.kind in {"number", "date", "negation"} for w in (*one, *two))
    ):
        return False
    return "".join(w.key for w in one) == "".join(w.key for w in two)


def compare_words(
    was: Sequence[Word], now: Sequence[Word], *, was_text: str, now_text: str
) -> tuple[Change, ...]:
    """The changes from one wording to the other, in order; () for typography alone."""
    changes: list[Change] = []
    codes = Indel.opcodes([w.key for w in was], [w.key for w in now])
    for old, new in join_neighbours(codes):
        gone, come = was[old[0] : old[1]], now[new[0] : new[1]]
        if are_joined(gone, come):
            continue
        kind = choose_kind((*gone, *come))
        changes.append((kind, cut_text(was_text, gone), cut_text(now_text, come)))
    return tuple(changes)


Span = tuple[int, int]


def join_neighbours(codes: object) -> list[tuple[Span, Span]]:
    """Differing spans of both sides, adjoining inserts and deletes taken together."""
    spans: list[tuple[Span, Span]] = []
    joins = False
    for code in codes:  # type: ignore[attr-defined]  # rapidfuzz types its own sequence
        if code.tag == "equal":
            joins = False
            continue
        old, new = (code.src_start, code.src_end), (code.dest_start, code.dest_end)
        if joins:
            (a, _), (c, _) = spans.pop()
            old, new = (a, old[1]), (c, new[1])
        spans.append((old, new))
        joins = True
    return spans


def cut_text(text: str, words: Sequence[Word]) -> str:
    return text[words[0].start : words[-1].end] if words else ""

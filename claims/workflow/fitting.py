"""How well words of a new text fit a claim of the old one, and what changed in it. Pure."""

from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz.distance import Indel, LCSseq

from claims.workflow.changes import Change, list_beside, list_changes, list_differences
from claims.workflow.diffing import Reading
from claims.workflow.facts import FACTS, is_amount, name_class
from claims.workflow.pairing import Pairing, Place, Words, pair_words

ORDER = 0.15  # share of the score that standing in the old order gives
WINDOW = 8  # tokens of prefix and suffix
REPEATS = 4  # occurrences of the claim's words looked at in one sentence
GROWTH = 4  # tokens by which a replaced end of a claim may grow
WHOLLY = 0.7  # least likeness of a sentence in which no word of the claim is left
KNOWN = 0.6  # least likeness of the neighbours of a sentence that moved and changed
COMPANY = 0.8  # least likeness of the neighbours of a sentence whose facts all changed
MISSPELT = 0.8  # least likeness of a word and its misspelling


class Fit(NamedTuple):
    """Tokens first to end (exclusive) of the new text, offered for a claim."""

    first: int
    end: int
    score: float
    in_order: bool
    changed: tuple[Change, ...] = ()
    beside: tuple[Change, ...] = ()


def fit_place(pairing: Pairing, *, unit: int, part: range, place: Place) -> Iterator[Fit]:
    """Offer the words of `place` that may be tokens `part` of old sentence `unit`."""
    words = pair_words(pairing, unit, place)
    aligned = map_part(pairing, words, unit=unit, part=part, place=place)
    if seems_another(pairing, words, unit, place):
        return
    if not (place.in_order or is_known_move(pairing, words, part, aligned, place)):
        return
    if aligned and not place.taken.isdisjoint(aligned):
        aligned = None
    taken = place.taken | {j for i, j in words.same.items() if i not in part}
    repeats = [
        there
        for there in find_repeats(pairing, part, place)
        if there != aligned and taken.isdisjoint(there)
    ]
    if aligned and repeats and not is_same(pairing, part, aligned):
        return  # its words stand elsewhere in the sentence, and others stand in its place
    if aligned and (place.likeness >= WHOLLY or any(token in words.same for token in part)):
        yield score_part(pairing, words, part=part, there=aligned, place=place)
    for there in repeats:
        if has_neighbour(pairing, part, there):
            fit = score_part(pairing, words, part=part, there=there, place=place)
            yield fit._replace(in_order=False)


def seems_another(pairing: Pairing, words: Words, unit: int, place: Place) -> bool:
    """True where the place looks like the sentence but asserts something else.

    That is: facts differ, and it begins or ends a paragraph where the sentence did not,
    though no sentence beside it came or went; or most of its facts differ, two at least,
    and its neighbours are not the old ones.
    """
    begin, end = pairing.old.units[unit]
    differences = list_differences(
        pairing, words, range(begin, end), range(place.first, place.end)
    )
    gone = [token for old, _ in differences for token in old]
    lost = sum(is_fact(pairing.old, token) for token in gone)
    if not lost:
        return False
    total = sum(is_fact(pairing.old, token) for token in range(begin, end))
    beside = compare_outside(pairing, words, begin, end)
    edges = find_edges(pairing.old, begin, end)
    if edges != find_edges(pairing.new, place.first, place.end):
        few = place.in_order and place.likeness >= WHOLLY and lost * 2 <= total
        return not (few and lost_neighbour(pairing, unit, place, edges, beside))
    return lost >= 2 and lost * 2 > total and sum(beside) / 2 < COMPANY


def lost_neighbour(
    pairing: Pairing,
    unit: int,
    place: Place,
    edges: tuple[bool, bool],
    beside: tuple[float, float],
) -> bool:
    """True where the sentence stands at another edge of its paragraph only because the
    one beside it went, or one came; on its other side everything is as it was."""
    there = find_edges(pairing.new, place.first, place.end)
    at_start, at_end = edges[0] != there[0], edges[1] != there[1]
    if at_start == at_end or beside[at_start] < 1.0:
        return False
    if (edges[0] and at_start) or (edges[1] and at_end):
        new = pairing.new.unit_of
        other = new[place.first] - 1 if at_start else new[place.end - 1] + 1
        return other in pairing.free
    other = unit - 1 if at_start else unit + 1
    placed = other in pairing.same or other in pairing.moved
    return not placed and all(owner != other for _, owner in pairing.owners.values())


def is_fact(old: Reading, token: int) -> bool:
    """True of a number, date, name, unit or negation."""
    return name_class(old.word(token)) in FACTS


def find_edges(reading: Reading, first: int, end: int) -> tuple[bool, bool]:
    """Whether tokens first to end begin a paragraph, and whether they end one."""
    before = (
        reading.text[reading.ends[first - 1] : reading.starts[first]] if first else "\n\n"
    )
    at_end = end == len(reading.starts)
    after = "\n\n" if at_end else reading.text[reading.ends[end - 1] : reading.starts[end]]
    return "\n" in before, "\n" in after


def map_part(
    pairing: Pairing, words: Words, *, unit: int, part: range, place: Place
) -> range | None:
    """The tokens of `place` in which `part` stands now, None when they cannot be told."""
    pairs = words.became | words.same
    begin, end = pairing.old.units[unit]
    inner = [token for token in part if token in pairs]
    left = next((t for t in range(part.start - 1, begin - 1, -1) if t in pairs), begin - 1)
    right = next((t for t in range(part.stop, end) if t in pairs), end)
    low = pairs[left] + 1 if left >= begin else place.first
    high = pairs[right] if right < end else place.end
    if not inner:
        tight = left == part.start - 1 and right == part.stop
        room = len(part) + GROWTH
        return (
            trim_marks(pairing, part, range(low, high))
            if tight and high - low <= room
            else None
        )
    first, last = inner[0], inner[-1]
    room = first - part.start
    if not room or left < part.start - 1 or pairs[first] - low > room + GROWTH:
        low = pairs[first]
    room = part.stop - 1 - last
    if not room or right > part.stop or high - pairs[last] - 1 > room + GROWTH:
        high = pairs[last] + 1
    if low < high:
        low = widen_number(pairing, set(pairs.values()), low, place.first)
    return trim_marks(pairing, part, range(low, high))


def widen_number(pairing: Pairing, used: set[int], low: int, least: int) -> int:
    """The first token of the number in words that goes on at `low`, if one does."""
    new = pairing.new
    while low > least and low - 1 not in used and is_amount(new.word(low)):
        if not is_amount(new.word(low - 1)):
            break
        low -= 1
    return low


def trim_marks(pairing: Pairing, part: range, there: range) -> range | None:
    """`there` without punctuation at an end where the claim had none; None if nothing."""
    low, high = there.start, there.stop
    old, new = pairing.old, pairing.new
    if name_class(old.word(part[0])) != "mark":
        while low < high and name_class(new.word(low)) == "mark":
            low += 1
    if name_class(old.word(part[-1])) != "mark":
        while low < high and name_class(new.word(high - 1)) == "mark":
            high -= 1
    return range(low, high) if low < high else None


def find_repeats(pairing: Pairing, part: range, place: Place) -> Iterator[range]:
    """Where the very words of the claim occur in `place`, the first few times."""
    quote = pairing.old.codes[part.start : part.stop]
    at = pairing.new.codes.find(quote, place.first, place.end)
    for _ in range(REPEATS):
        if at < 0:
            return
        yield range(at, at + len(quote))
        at = pairing.new.codes.find(quote, at + 1, place.end)


def has_neighbour(pairing: Pairing, part: range, there: range) -> bool:
    """True where a word directly before or after is the same as it was."""
    old, new = pairing.old.codes, pairing.new.codes
    before = old[max(part.start - 1, 0) : part.start]
    after = old[part.stop : part.stop + 1]
    return (before != "" and before == new[max(there.start - 1, 0) : there.start]) or (
        after != "" and after == new[there.stop : there.stop + 1]
    )


def is_known_move(
    pairing: Pairing, words: Words, part: range, there: range | None, place: Place
) -> bool:
    """True where a changed sentence out of order is still surely the old one.

    Its neighbours came with it, or the claim's words are untouched and nothing but the
    spelling of others changed: else a lookalike elsewhere would pass for what was deleted.
    """
    begin, end = pairing.old.units[pairing.old.unit_of[part[0]]]
    before, after = compare_outside(pairing, words, begin, end)
    if (before + after) / 2 >= KNOWN:
        return True
    if there is None or not is_same(pairing, part, there) or not words.same:
        return False
    whole = range(place.first, place.end)
    changes = list_changes(pairing, words, range(begin, end), whole)
    return all(is_misspelling(change) for change in changes)


def is_misspelling(change: Change) -> bool:
    """True where one common word became another that looks much like it."""
    return (
        change.kind == "word"
        and Indel.normalized_similarity(change.was, change.now) >= MISSPELT
    )


def is_same(pairing: Pairing, part: range, there: range) -> bool:
    """True where the words are those of the claim."""
    old = pairing.old.codes[part.start : part.stop]
    return old == pairing.new.codes[there.start : there.stop]


def score_part(
    pairing: Pairing, words: Words, *, part: range, there: range, place: Place
) -> Fit:
    """Score `there` on quote, prefix, suffix and order; a longer quote weighs more."""
    old, new = pairing.old, pairing.new
    same = is_same(pairing, part, there)
    quote = 1.0 if same else 0.9 * compare_texts(old, new, part, there)
    begin, end = old.units[old.unit_of[part[0]]]
    before, after = compare_outside(pairing, words, begin, end)
    prefix = compare_ends(old.codes[: part.start], new.codes[: there.start]) + before
    suffix = compare_starts(old.codes, part.stop, new.codes, there.stop) + after
    weight = min(0.5, 0.25 + 0.05 * len(part))
    score = weight * quote + (1 - weight) * (prefix + suffix) / 4
    changed = () if same else tuple(list_changes(pairing, words, part, there))
    beside = tuple(list_beside(pairing, words, part, there))
    return Fit(
        there.start,
        there.stop,
        (1 - ORDER) * score + ORDER * place.in_order,
        place.in_order,
        changed,
        beside,
    )


def compare_texts(old: Reading, new: Reading, part: range, there: range) -> float:
    """Likeness of the characters of both wordings, 0 to 1."""
    was = old.slice(part.start, part.stop).casefold()
    likeness: float = Indel.normalized_similarity(
        was, new.slice(there.start, there.stop).casefold()
    )
    return likeness


def compare_outside(
    pairing: Pairing, words: Words, begin: int, end: int
) -> tuple[float, float]:
    """Likeness of what stands before and after an old sentence and its new place."""
    if not words.same:
        return 0.0, 0.0
    first, last = min(words.same.values()), max(words.same.values())
    old, new = pairing.old.codes, pairing.new.codes
    first -= min(words.same) - begin
    last += end - 1 - max(words.same)
    return (
        compare_ends(old[max(begin - WINDOW, 0) : begin], new[: max(first, 0)]),
        compare_starts(old, end, new, last + 1),
    )


def compare_ends(old: str, new: str) -> float:
    """Likeness of the last tokens of both; two beginnings of a text are alike."""
    return compare_windows(old[-WINDOW:], new[-WINDOW:])


def compare_starts(old: str, at: int, new: str, there: int) -> float:
    """Likeness of the tokens from `at` and from `there`; two ends of a text are alike."""
    return compare_windows(old[at : at + WINDOW], new[there : there + WINDOW])


def compare_windows(old: str, new: str) -> float:
    """Share of the longer window that is in both in the same order; 1 for two empty."""
    likeness: float = LCSseq.normalized_similarity(old, new)
    return likeness

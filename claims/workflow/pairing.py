"""Where the sentences and words of an old text may stand in a new one. Pure."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, LCSseq

from claims.workflow.diffing import Reading, align_both_ways
from claims.workflow.facts import compare_words

NEAR = 12  # places looked at between the same neighbours
FAR = 6  # places looked at elsewhere, by shared rare words
COMMON = 40  # a word in more of the unmatched sentences than this tells nothing
IN_PLACE = 0.5  # least likeness of a sentence to what stands in its place
ELSEWHERE = 0.75  # and to what stands elsewhere
ALIKE = 0.45  # least likeness of two words for one to have become the other
BLOCK = 40  # words; longer replaced stretches are not paired word by word


@dataclass(frozen=True, slots=True)
class Place:
    """Tokens first to end (exclusive) of the new text where an old sentence may stand.

    `taken` are the tokens among them that belong to another old sentence.
    """

    first: int
    end: int
    likeness: float
    in_order: bool
    taken: frozenset[int] = frozenset()


class Words(NamedTuple):
    """Old token to new token: those that are the same, those that became others."""

    same: dict[int, int]
    became: dict[int, int]


@dataclass(slots=True)
class Pairing:
    """Two readings and the sentences that are the same, word for word.

    `same` holds sentences in their old order; `moved` those that occur once in each text,
    elsewhere. Sentences that cannot be told from their duplicates are in neither.
    """

    old: Reading
    new: Reading
    same: dict[int, int]
    moved: dict[int, int]
    free: list[int] = field(default_factory=list)  # new sentences that pair with none
    gaps: list[tuple[int, int, int]] = field(default_factory=list)
    by_word: dict[str, list[int]] = field(default_factory=dict)
    places: dict[int, list[Place]] = field(default_factory=dict)
    owners: dict[int, tuple[float, int]] = field(default_factory=dict)
    twins: dict[str, list[int]] = field(default_factory=dict)  # by words, if unplaced
    words: dict[tuple[int, int], "Words"] = field(default_factory=dict)  # see pair_words


def pair_sentences(old: Reading, new: Reading) -> Pairing:
    """Pair what is the same, and list for the rest where it may stand."""
    before = [old.codes[a:b] for a, b in old.units]
    after = [new.codes[a:b] for a, b in new.units]
    times_before, times_after = Counter(before), Counter(after)
    same = {
        i: j
        for i, j in align_both_ways(before, after).items()
        if times_before[before[i]] == times_after[after[j]] == 1
        or count_company(before, after, i, j)
        > (times_before[before[i]] != times_after[after[j]])
    }
    where = {key: j for j, key in enumerate(after)}
    moved = {
        i: where[key]
        for i, key in enumerate(before)
        if i not in same and times_before[key] == times_after[key] == 1
    }
    taken = {*same.values(), *moved.values()}
    pairing = Pairing(
        old, new, same, moved, [j for j in range(len(after)) if j not in taken]
    )
    pairing.gaps = find_gaps(len(before), len(after), same)
    pairing.by_word = index_words(pairing)
    for unit in range(len(before)):
        if unit not in same and unit not in moved:
            pairing.twins.setdefault(before[unit], []).append(unit)
            pairing.places[unit] = find_places(pairing, unit)
    pairing.owners = find_owners(pairing)
    return pairing


def count_company(before: Sequence[str], after: Sequence[str], i: int, j: int) -> int:
    """How many of its two neighbours a repeated sentence still has.

    One is needed, or two of a kind whose paragraphs changed places would seem to have
    stayed; both, where one of the kind came or went: of two side by side, one has the old
    neighbour before it and the other the one after it.
    """
    left = before[i - 1] == after[j - 1] if i and j else i == j
    right = before[i + 1 : i + 2] == after[j + 1 : j + 2]
    return left + right


def find_gaps(
    count: int, count_new: int, same: dict[int, int]
) -> list[tuple[int, int, int]]:
    """For each old sentence the new ones (first, end) between its standing neighbours.

    The third figure is how many old sentences lie between it and the one before that.
    """
    low: list[tuple[int, int]] = []
    at = depth = 0
    for unit in range(count):
        low.append((at, depth))
        depth = 0 if unit in same else depth + 1
        at = same.get(unit, at - 1) + 1
    high: list[int] = []
    at = count_new
    for unit in reversed(range(count)):
        high.append(at)
        at = same.get(unit, at)
    return [(a, end, depth) for (a, depth), end in zip(low, high[::-1], strict=True)]


def index_words(pairing: Pairing) -> dict[str, list[int]]:
    """The free new sentences in which each word stands, for words that tell something."""
    index: dict[str, list[int]] = defaultdict(list)
    for unit in pairing.free:
        first, end = pairing.new.units[unit]
        for code in set(pairing.new.codes[first:end]):
            index[code].append(unit)
    return {code: units for code, units in index.items() if len(units) <= COMMON}


def find_places(pairing: Pairing, unit: int) -> list[Place]:
    """The places where an old sentence may stand, most alike first."""
    first, end = pairing.old.units[unit]
    codes = pairing.old.codes[first:end]
    free = set(list_near(pairing, unit)) | set(list_far(pairing, codes))
    low, high, _ = pairing.gaps[unit]
    places = []
    for number in free:
        in_order = low <= number < high
        place = measure_place(pairing, codes, number, in_order=in_order)
        if place.likeness >= (IN_PLACE if in_order else ELSEWHERE):
            places.append(place)
    return sorted(places, key=lambda place: (-place.likeness, place.first))


def list_near(pairing: Pairing, unit: int) -> list[int]:
    """Free new sentences between the same neighbours, those about as deep there."""
    low, high, depth = pairing.gaps[unit]
    first, end = bisect_left(pairing.free, low), bisect_left(pairing.free, high)
    middle = min(first + depth, end)
    return pairing.free[max(first, middle - NEAR) : min(end, middle + NEAR)]


def list_far(pairing: Pairing, codes: str) -> list[int]:
    """The free new sentences that share most rare words with `codes`."""
    votes: dict[int, float] = defaultdict(float)
    for code in set(codes):
        units = pairing.by_word.get(code, [])
        for unit in units:
            votes[unit] += 1 / len(units)
    return sorted(votes, key=lambda unit: (-votes[unit], unit))[:FAR]


def measure_place(pairing: Pairing, codes: str, number: int, *, in_order: bool) -> Place:
    """How like `codes` a new sentence is, alone, with its follower, or in a part of it."""
    first, end = pairing.new.units[number]
    there = pairing.new.codes[first:end]
    likeness = Indel.normalized_similarity(codes, there)
    if len(there) * 3 > len(codes) * 4:
        likeness = max(likeness, 0.95 * fuzz.partial_ratio(codes, there) / 100)
    elif len(there) * 4 < len(codes) * 3 and number + 1 < len(pairing.new.units):
        following = pairing.new.units[number + 1][1]
        both = Indel.normalized_similarity(codes, pairing.new.codes[first:following])
        if both > likeness + 0.1:
            return Place(first, following, both, in_order)
    return Place(first, end, likeness, in_order)


def find_owners(pairing: Pairing) -> dict[int, tuple[float, int]]:
    """For each place's first token the old sentence most like it, and how like."""
    owners: dict[int, tuple[float, int]] = {}
    for unit, places in pairing.places.items():
        for place in places[:1]:
            likeness = place.likeness + 0.1 * place.in_order
            if likeness > owners.get(place.first, (0.0, -1))[0]:
                owners[place.first] = (likeness, unit)
    return owners


def list_open_places(pairing: Pairing, unit: int) -> Iterator[Place]:
    """The places of an old sentence that do not belong to another old sentence.

    A place whose best fit is another sentence is open only for what that one leaves over:
    two sentences may have been joined, but two claims never share one sentence's words.
    """
    first, end = pairing.old.units[unit]
    codes = pairing.old.codes[first:end]
    for place in pairing.places.get(unit, []):
        likeness, owner = pairing.owners.get(place.first, (0.0, unit))
        if (
            owner == unit
            or place.likeness == 1.0
            or likeness <= place.likeness + 0.1 * place.in_order + 0.03
        ):
            yield place
            continue
        owned = pairing.old.codes[slice(*pairing.old.units[owner])]
        there = pairing.new.codes[place.first : place.end]
        if 3 * (len(there) - LCSseq.similarity(owned, there)) < len(codes):
            continue  # what is left is too short to be it
        used = set(align_both_ways(owned, there).values())
        rest = "".join(code for at, code in enumerate(there) if at not in used)
        if rest and Indel.normalized_similarity(codes, rest) >= IN_PLACE:
            yield replace(place, taken=frozenset(place.first + at for at in used))


def pair_words(pairing: Pairing, unit: int, place: Place) -> Words:
    """Which tokens of an old sentence stand where in a place; found once for each."""
    known = pairing.words.get((unit, place.first))
    if known is None:
        old, new = pairing.old.units[unit], (place.first, place.end)
        before, after = pairing.old.codes[slice(*old)], pairing.new.codes[slice(*new)]
        pairs = sorted(align_both_ways(before, after).items())
        same = {old[0] + i: new[0] + j for i, j in pairs}
        known = Words(same, pair_others(pairing, same, old=old, new=new))
        pairing.words[unit, place.first] = known
    return known


def pair_others(
    pairing: Pairing, same: dict[int, int], *, old: tuple[int, int], new: tuple[int, int]
) -> dict[int, int]:
    """Pair word by word the stretches between tokens that are the same."""
    became: dict[int, int] = {}
    edges = [(old[0] - 1, new[0] - 1), *same.items(), (old[1], new[1])]
    for (a, c), (b, d) in pairwise(edges):
        if 0 < b - a - 1 <= BLOCK and 0 < d - c - 1 <= BLOCK:
            became.update(pair_block(pairing, (a + 1, b), (c + 1, d)))
    return became


def pair_block(
    pairing: Pairing, old: tuple[int, int], new: tuple[int, int]
) -> dict[int, int]:
    """Pair the words of a replaced stretch, in order, by what they are and look like."""
    before = [pairing.old.word(token) for token in range(*old)]
    after = [pairing.new.word(token) for token in range(*new)]
    rows, columns = len(before), len(after)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    likeness = [[compare_words(w, v) for v in after] for w in before]
    for i in reversed(range(rows)):
        for j in reversed(range(columns)):
            here = likeness[i][j]
            paired = best[i + 1][j + 1] + here if here >= ALIKE else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    pairs, i, j = [(-1, -1)], 0, 0
    while i < rows and j < columns:
        here = likeness[i][j]
        if here >= ALIKE and best[i][j] == best[i + 1][j + 1] + here:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    pairs.append((rows, columns))
    filled = fill_even(pairs)
    return {old[0] + i: new[0] + j for i, j in filled}


def fill_even(pairs: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The inner pairs, and one to one what lies between two of them in equal number."""
    for (a, c), (b, d) in pairwise(pairs):
        if a >= 0:
            yield a, c
        if b - a == d - c:
            yield from zip(range(a + 1, b), range(c + 1, d), strict=True)

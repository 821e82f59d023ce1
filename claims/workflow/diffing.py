"""Which words and sentences of a new text are those of the old one. Pure.

Words are compared without case, quote style, dash style and thousands separators, and each
different word is written as one character, so that texts are plain strings to compare.
Sentences here are only units to align: both texts are cut by the same simple rule.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

from rapidfuzz.distance import LCSseq

LONG = 100  # tokens; a longer sentence is cut where its words say so
LONGEST = 300  # tokens; and here in any case
TABLE = 4_000_000  # cells of one exact comparison; beyond, the stretch stays unmatched
EFFORT = 40  # passes over the text, in all; beyond, what is left stays unmatched
MARKS = "".join(
    chr(code)
    for code in (*range(0x300, 0x3100), *range(0xA600, 0xAC00), *range(0xFE00, 0xFE30))
    if unicodedata.category(chr(code))[0] == "M"
)
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
TOKEN = re.compile(
    rf"\d+(?:[.,:]\d+)*|[{UNSPACED}][{MARKS}]*"
    rf"|(?:(?![{UNSPACED}])[^\W\d_])+n['’]t\b|(?:(?![{UNSPACED}])[^\W\d_]|[{MARKS}])+"
    r"|\.{3}|-{2,3}|[^\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
STYLES = {
    **dict.fromkeys("'’‘‚‛\"“”„‟«»‹›′″`", "'"),
    **dict.fromkeys(["-", "‐", "‑", "‒", "–", "—", "―", "−", "--", "---"], "-"),
    "...": "…",
}
STOP = frozenset(".!?…。！？؟۔।")
CLOSING = frozenset("'’\"”»›)]")
SHORT_FORMS = frozenset(
    "mr mrs ms dr prof gen col lt sgt capt cmdr adm maj st no vs jr sr rep sen gov hon rev "
    "inc corp ltd co dept est approx jan feb mar apr jun jul aug sep sept oct nov dec fig "
    "sra srta dra lic ing gral núm etc al cf eg ie".split()
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text cut into tokens; `codes` has one character a token, equal for equal words.

    `starts` and `ends` are code points, end-exclusive; `units` are (first, last + 1) token
    numbers that cover every token in order; `unit_of` gives each token's unit.
    """

    text: str
    starts: list[int]
    ends: list[int]
    codes: str
    units: list[tuple[int, int]]
    unit_of: list[int]

    def word(self, token: int) -> str:
        """The characters of a token as they stand."""
        return self.text[self.starts[token] : self.ends[token]]

    def slice(self, first: int, end: int) -> str:
        """The text from token `first` to before token `end`; "" when there is none."""
        return self.text[self.starts[first] : self.ends[end - 1]] if first < end else ""


def read_both(old: str, new: str) -> tuple[Reading, Reading]:
    """Both texts with one common numbering of their words."""
    numbers: dict[str, int] = {}
    return read_text(old, numbers), read_text(new, numbers)


def read_text(text: str, numbers: dict[str, int]) -> Reading:
    """Cut `text` into tokens and units; new words are added to `numbers`."""
    starts: list[int] = []
    ends: list[int] = []
    codes: list[str] = []
    keys: list[str] = []
    folded: dict[str, str] = {}
    for found in TOKEN.finditer(text):
        word = found.group()
        key = folded.get(word) or folded.setdefault(word, fold_word(word))
        starts.append(found.start())
        ends.append(found.end())
        keys.append(key)
        codes.append(chr(0x10000 + numbers.setdefault(key, len(numbers)) % 0x100000))
    units = list(cut_units(text, starts, ends, keys))
    unit_of = [number for number, (a, b) in enumerate(units) for _ in range(a, b)]
    return Reading(text, starts, ends, "".join(codes), units, unit_of)


def fold_word(word: str) -> str:
    """`word` as it is compared: case, quotes, dashes, digits and composition made alike."""
    if word in STYLES:
        return STYLES[word]
    if word.isascii():
        return word.replace(",", "") if GROUPED.fullmatch(word) else word.casefold()
    plain = "".join(
        str(unicodedata.decimal(char)) if char.isdecimal() else STYLES.get(char, char)
        for char in unicodedata.normalize("NFC", word)
    )
    return plain.replace(",", "") if GROUPED.fullmatch(plain) else plain.casefold()


def cut_units(
    text: str, starts: Sequence[int], ends: Sequence[int], keys: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """Cut the tokens at the ends of sentences and paragraphs."""
    first = 0
    line = 0  # where the present line begins, in code points
    for token in range(1, len(starts)):
        between = text[ends[token - 1] : starts[token]]
        breaks = between.count("\n") + between.count("\u2029") + between.count("\r")
        if (
            is_end(text, starts, keys, token, between)
            or (breaks and (breaks > 1 or not is_wrapped(ends[token - 1] - line)))
            or is_overlong(token - first, keys[token - 1])
        ):
            yield first, token
            first = token
        if breaks:
            line = starts[token]
    if starts:
        yield first, len(starts)


def is_overlong(length: int, key: str) -> bool:
    """True where a very long sentence is cut: after a word of the text's own choosing.

    A cut that hangs on a word, not on a count, is found again after an insertion.
    """
    return length >= LONGEST or (length >= LONG and crc32(key.encode()) % 16 == 0)


def is_wrapped(width: int) -> bool:
    """True where a line of `width` code points may be broken only for the typesetter."""
    return 45 <= width <= 110


def is_end(
    text: str, starts: Sequence[int], keys: Sequence[str], token: int, between: str
) -> bool:
    """True where a sentence ends before `token`."""
    last = token - 1
    while last > 0 and keys[last] in CLOSING and token - last < 4:
        last -= 1
    if keys[last] not in STOP:
        return False
    if keys[last] in "。！？":
        return keys[token] not in CLOSING
    if not between or text[starts[token]].islower():
        return False
    before = keys[last - 1] if last else ""
    return keys[last] != "." or not (
        before in SHORT_FORMS or (len(before) == 1 and before.isalpha())
    )


def align_both_ways(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Positions that pair in the alignment read forwards and in the one read backwards.

    Where several alignments are equally good the two differ, so that what is left is what
    the texts themselves decide; a pair is never an arbitrary choice among duplicates.
    """
    forward = dict(align(old, new))
    backward = {len(old) - 1 - i: len(new) - 1 - j for i, j in align(old[::-1], new[::-1])}
    return {i: j for i, j in forward.items() if backward.get(i) == j}


def align(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pair equal items in order: common ends first, then items unique on both sides.

    The patience method of Bram Cohen, iterated; small stretches without unique items are
    settled by their longest common subsequence, large ones are left unpaired.
    """
    pairs: list[tuple[int, int]] = []
    budget = EFFORT * (len(old) + len(new) + 100)
    todo = [(0, len(old), 0, len(new))]
    while todo:
        a, b, c, d = strip_ends(old, new, todo.pop(), pairs)
        if a == b or c == d:
            continue
        budget -= b - a + d - c
        chain = chain_unique(old, new, (a, b, c, d)) if budget > 0 else []
        if chain:
            pairs += chain
            edges = [(a - 1, c - 1), *chain, (b, d)]
            todo += [(i + 1, k, j + 1, m) for (i, j), (k, m) in pairwise(edges)]
        elif (b - a) * (d - c) <= TABLE and budget > 0:
            budget -= (b - a) * (d - c) // 64
            pairs += [(a + i, c + j) for i, j in match_longest(old[a:b], new[c:d])]
    return pairs


def strip_ends(
    old: Sequence[str],
    new: Sequence[str],
    block: tuple[int, int, int, int],
    pairs: list[tuple[int, int]],
) -> tuple[int, int, int, int]:
    """Add the common beginning and end of the block to `pairs`; give what lies between."""
    a, b, c, d = block
    while a < b and c < d and old[a] == new[c]:
        pairs.append((a, c))
        a, c = a + 1, c + 1
    while a < b and c < d and old[b - 1] == new[d - 1]:
        b, d = b - 1, d - 1
        pairs.append((b, d))
    return a, b, c, d


def chain_unique(
    old: Sequence[str], new: Sequence[str], block: tuple[int, int, int, int]
) -> list[tuple[int, int]]:
    """The longest run, in order on both sides, of items that occur once on each side."""
    a, b, c, d = block
    times_old, times_new = Counter(old[a:b]), Counter(new[c:d])
    where = {new[j]: j for j in range(c, d) if times_new[new[j]] == 1}
    pairs = [
        (i, where[old[i]])
        for i in range(a, b)
        if times_old[old[i]] == 1 and old[i] in where
    ]
    tails: list[int] = []  # the least end, in new, of a run of each length
    ends: list[int] = []  # which pair that end is
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        at = bisect_left(tails, j)
        tails[at : at + 1] = [j]
        ends[at : at + 1] = [number]
        before.append(ends[at - 1] if at else -1)
    chain: list[tuple[int, int]] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def match_longest(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The pairs of one longest common subsequence."""
    for block in LCSseq.opcodes(old, new):
        if block.tag == "equal":
            shift = block.dest_start - block.src_start
            yield from ((i, i + shift) for i in range(block.src_start, block.src_end))

"""Every sentence of a version: covered by claims, waived, or open; and how two versions
differ sentence by sentence. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

ALIKE = 0.5  # least share of common words of a changed sentence and what it was
LONGEST = 400  # sentences; in a longer stretch of changes only equal ones are paired


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a diff. `op` is same, moved, changed, inserted or deleted; `old` and
    `new` are sentence indexes, None where there is none."""

    op: str
    old: int | None
    new: int | None


def judge_sentence(*, waived: bool, claims: int) -> str:
    """Give "covered", "waived" or "open": claims go before a waiver."""
    if claims:
        return "covered"
    return "waived" if waived else "open"


@dataclass(slots=True)  # a frozen one takes three times as long to make, by the thousand
class Unit:
    """A sentence of the coverage map, as much of its row as most pages need."""

    pk: int
    index: int
    start: int
    end: int
    waived_reason: str


def fold_sentence(words: str) -> str:
    """The words as they are compared: white space does not count."""
    return " ".join(words.split())


def diff_sentences(old: Sequence[str], new: Sequence[str]) -> list[Row]:
    """Give the lines of the diff, in the order of the new text; deleted sentences stand
    where they stood. Each sentence of either text is in exactly one line."""
    before = [fold_sentence(one) for one in old]
    after = [fold_sentence(one) for one in new]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    pairs: dict[int, Row] = {}
    stretches: list[tuple[range, range]] = []
    for op, i, j, k, m in matcher.get_opcodes():
        if op == "equal":
            pairs |= {
                b: Row("same", a, b) for a, b in zip(range(i, j), range(k, m), strict=True)
            }
        else:
            stretches.append((range(i, j), range(k, m)))
    pairs |= pair_moved(before, after, stretches)
    taken = {row.old for row in pairs.values()}
    for olds, news in stretches:
        free = [index for index in olds if index not in taken]
        pairs |= pair_changed(before, after, free, [n for n in news if n not in pairs])
    return order_rows(len(old), len(new), pairs)


def pair_moved(
    before: Sequence[str], after: Sequence[str], stretches: Sequence[tuple[range, range]]
) -> dict[int, Row]:
    """Pair equal sentences out of order, where each text has only one left of them."""
    olds, news = defaultdict(list), defaultdict(list)
    for gone, come in stretches:
        for index in gone:
            olds[before[index]].append(index)
        for index in come:
            news[after[index]].append(index)
    return {
        there[0]: Row("moved", olds[words][0], there[0])
        for words, there in news.items()
        if len(there) == len(olds.get(words, ())) == 1
    }


def pair_changed(
    before: Sequence[str], after: Sequence[str], olds: Sequence[int], news: Sequence[int]
) -> dict[int, Row]:
    """Pair sentences of one stretch that share enough words, in order."""
    if len(olds) * len(news) > LONGEST * LONGEST:
        return {}
    pairs: dict[int, Row] = {}
    start = 0
    for new in news:
        best, where = ALIKE, None
        for place in range(start, len(olds)):
            alike = measure_likeness(before[olds[place]], after[new])
            if alike > best:
                best, where = alike, place
        if where is not None:
            pairs[new] = Row("changed", olds[where], new)
            start = where + 1
    return pairs


def measure_likeness(one: str, two: str) -> float:
    """The share of words, 0 to 1, that two sentences have in common in order."""
    matcher = SequenceMatcher(None, one.split(), two.split(), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() > ALIKE else 0.0


def order_rows(n_old: int, n_new: int, pairs: dict[int, Row]) -> list[Row]:
    """Put the lines in the order of the new text, each deletion after its forerunner."""
    place = {row.old: new for new, row in pairs.items() if row.op != "moved"}
    taken = {row.old for row in pairs.values()}
    after: dict[int, list[Row]] = defaultdict(list)
    at = -1
    for index in range(n_old):
        at = max(at, place.get(index, at))
        if index not in taken:
            after[at].append(Row("deleted", index, None))
    rows = list(after[-1])
    for index in range(n_new):
        rows += [pairs.get(index, Row("inserted", None, index)), *after[index]]
    return rows

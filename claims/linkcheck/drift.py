"""What changed between two states of an article, and whether it matters."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from claims.linkcheck.changes import Change, compare_words
from claims.linkcheck.phrases import fold_words
from claims.linkcheck.words import load_fact_words, load_retractions, read_words

SENTENCE = re.compile(
    r"(?<=[.!?\u2026])[\"'\u201d\u2019\u00bb)\]]*\s+|(?<=[\u3002\uff01\uff1f])|\n+"
)
STOPS = tuple(".!?\u2026\u3002\uff01\uff1f\u061f\u0964:;\"'\u201d\u00bb)")
ALIKE = 72.0  # per cent: two sentences are the same one, changed
LOST = 0.25  # share of the old article's words that may go before it is another article
LOST_FACTS = 0.12  # the same, when figures, dates or negations went with them
ADDED = 0.6  # words that may come, as a share of the old ones: more is another page
MOST_SENTENCES = 3000
MOST_PAIRED = 300  # sentences of either side; pairing costs their product
FACTS = frozenset({"number", "date", "negation", "name"})
DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Drift:
    """`level` is "" (nothing that matters), minor or major; `changes` are (kind, was, is)
    with kind number, date, negation, name, word, label, removed, added or correction."""

    level: str = ""
    changes: tuple[Change, ...] = ()


def compare_texts(old: str, new: str) -> Drift:
    """How far `new` has drifted from `old`, both main texts.

    major: a figure, date, negation or name of a sentence changed, a correction was added,
    or a good part of the old words are gone. minor: other wording. Layout, order,
    counters, clocks, teasers and the like are nothing.
    """
    if old == new:
        return Drift()
    was, now = cut_sentences(old), cut_sentences(new)
    keys = {fold_words(s) for s in now}
    gone = [s for s in was if fold_words(s) not in keys]
    keys = {fold_words(s) for s in was}
    come = [s for s in now if fold_words(s) not in keys]
    if not gone and not come:
        return Drift()
    pairs, gone, come = pair_sentences(gone, come)
    changes = [change for pair in pairs for change in weigh_pair(*pair)]
    lost = sum(count_words(s) for s in gone)
    total = max(1, sum(count_words(s) for s in was))
    changes += [("removed", s, "") for s in gone]
    corrections = [("correction", "", s) for s in come if is_correction(s)]
    changes += corrections
    changes += [("added", "", s) for s in come if not is_correction(s)]
    added = sum(count_words(s) for s in come)
    weighty = lost / total > LOST_FACTS and any(has_facts(s) for s in gone)
    major = (
        weighty
        or lost / total > LOST
        or added / total > ADDED
        or bool(corrections)
        or any(is_major(change) for change in changes)
    )
    level = "major" if major else "minor" if changes else ""
    return Drift(level, tuple(changes[:200]))


def cut_sentences(text: str) -> list[str]:
    """Sentences that count, in order: no furniture, no clocks, nothing standing thrice."""
    found = [part.strip() for part in SENTENCE.split(text) if part and part.strip()]
    return [s for s in found[:MOST_SENTENCES] if not is_furniture(s)]


def is_furniture(sentence: str) -> bool:
    """Whether a line changes by itself: a counter, a clock, a date, a label, a token.

    A whole sentence is furniture only when it says so in as many words.
    """
    folded = fold_words(sentence)
    words = folded.split()
    facts = load_fact_words()
    plain = find_plain(words) - facts["month"] - facts["weekday"]
    row = "\t" in sentence
    if len(plain) <= 1 and len(folded) < 60 and not (row and plain):
        return True
    if not any(c.isalpha() for c in sentence):
        return True
    label = len(words) <= 14 and not sentence.endswith(STOPS)
    if label and facts["furniture"].intersection(words) and DIGITS.search(sentence):
        return True
    padded = f" {folded} "
    return len(words) <= 24 and any(f" {p} " in padded for p in load_furniture())


def find_plain(words: Sequence[str]) -> set[str]:
    """The words without a digit in them."""
    return {word for word in words if not DIGITS.search(word)}


def is_label(sentence: str) -> bool:
    """Whether a line is a figure with a word or two to it, outside any table."""
    plain = find_plain(fold_words(sentence).split())
    return len(plain) <= 2 and "\t" not in sentence and not sentence.endswith(STOPS)


def load_furniture() -> Sequence[str]:
    return tuple(w for w in load_fact_words()["furniture_phrase"] if " " in w)


def count_words(sentence: str) -> int:
    """Words of a sentence, two characters counting as one where there are no spaces."""
    words = sentence.split()
    return max(len(words), len(sentence) // 8)


def pair_sentences(
    gone: list[str], come: list[str]
) -> tuple[list[tuple[str, str]], list[str], list[str]]:
    """Old sentences with what became of them; then those that went, and those that came."""
    pairs: list[tuple[str, str]] = []
    left, rest = come[:MOST_PAIRED], come[MOST_PAIRED:]
    lost: list[str] = gone[MOST_PAIRED:]
    for sentence in gone[:MOST_PAIRED]:
        best = process.extractOne(sentence, left, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if best is None:
            lost.append(sentence)
            continue
        pairs.append((sentence, best[0]))
        left.pop(best[2])
    return pairs, lost, left + rest


def weigh_pair(was: str, now: str) -> tuple[Change, ...]:
    """The changes within one sentence; those of a bare label are called label."""
    changes = compare_words(read_words(was), read_words(now), was_text=was, now_text=now)
    if is_label(was) and is_label(now):
        return tuple(("label", old, new) for _, old, new in changes)
    return changes


def has_facts(sentence: str) -> bool:
    """Whether a full sentence carries a figure, a date or a negation."""
    words = read_words(sentence)
    kinds = {word.kind for word in words}
    return len(words) >= 7 and bool(kinds & {"number", "date", "negation"})


def is_major(change: Change) -> bool:
    """Whether a changed sentence says something else: its facts, or the words that bend
    them, are not the same."""
    kind, was, now = change
    if kind in FACTS:
        return kind != "name" or not is_spelling(was, now)
    if kind != "word":
        return False
    hedges = load_fact_words()["hedge"]
    words = {*fold_words(was).split(), *fold_words(now).split()}
    return bool(words & hedges) and bool(was and now)


def is_spelling(was: str, now: str) -> bool:
    """Whether two wordings are one, mended: nearly the same letters."""
    return bool(was and now) and fuzz.ratio(was.casefold(), now.casefold()) >= 75


def is_correction(sentence: str) -> bool:
    padded = f" {fold_words(sentence)} "
    return any(f" {phrase} " in padded for phrase in load_retractions())

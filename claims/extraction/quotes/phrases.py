"""Noun phrases as news text writes them: from words to the name of a speaker."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claims.extraction.quotes.lexicon import Lexicon

TOKEN = re.compile(
    r"\([^()\n]{1,60}\)"  # an acronym or an aside
    r"|(?:[^\W\d_]\.){2,}"  # U.S.
    r"|[^\W\d_]\.(?=\s[A-Z])"  # an initial
    r"|\w+(?:[’'.&/-]\w+)*(?:[’'](?=\s))?\.?(?=\s[A-Z])|\w+(?:[’'.&/-]\w+)*"
    r"|[^\w\s]"
)
PARTICLES = frozenset(
    "de da di du del della van von der den ten ter al el bin ibn la le dos e y abu".split()
)
POSSESSIVE = re.compile(r"[’']s?$")


@dataclass(frozen=True, slots=True)
class Word:
    """One token: its text without a possessive ending, in lower case, and its place."""

    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        """The word in lower case, without a last full stop."""
        return self.text.lower().rstrip(".")

    @property
    def is_name(self) -> bool:
        """True for a word written as a name is."""
        return self.text[:1].isupper() or self.text[:3].lower() in ("al-", "el-")

    @property
    def owns(self) -> bool:
        """True for `Turkey's`."""
        return bool(POSSESSIVE.search(self.text))


def read_words(text: str, start: int, end: int) -> list[Word]:
    """The tokens of text[start:end] with their offsets in `text`."""
    return [Word(m[0], m.start(), m.end()) for m in TOKEN.finditer(text, start, end)]


def join_words(text: str, words: Sequence[Word]) -> str:
    """The text that `words` cover, on one line."""
    return " ".join(text[words[0].start : words[-1].end].split()) if words else ""


def split_commas(words: Sequence[Word]) -> list[list[Word]]:
    """`words` in the segments that commas make; the last is empty after a last comma."""
    segments: list[list[Word]] = [[]]
    for word in words:
        if word.text == ",":
            segments.append([])
        else:
            segments[-1].append(word)
    return segments


def is_pure_name(words: Sequence[Word], lexicon: Lexicon) -> bool:
    """True for two to six words that are a person's name and nothing else."""
    names = [word for word in words if word.low not in PARTICLES]
    return (
        1 <= len(names) <= 6
        and all(word.is_name for word in names)
        and not any(word.low in lexicon.words["bodies"] for word in names)
        and names[0].low not in lexicon.words["intro"]
    )


def read_speaker(text: str, words: Sequence[Word], lexicon: Lexicon) -> str:
    """The speaker a noun phrase names: a person's bare name, else the phrase itself.

    `US Secretary of State Mike Pompeo` gives `Mike Pompeo`, `the envoy` stays. Empty
    where the words are no noun phrase.
    """
    words = cut_behind(words, lexicon)
    if not words or not any(word.text[0].isalnum() for word in words):
        return ""
    run = last_run(words)
    if run and is_body(words, run, lexicon):
        return join_words(text, words)
    if run:
        name = strip_titles(run, lexicon)
        return join_words(text, name) if name else join_words(text, words)
    return join_words(text, words)


def cut_behind(words: Sequence[Word], lexicon: Lexicon) -> list[Word]:
    """`words` up to a phrase behind the name, without stray words at either edge."""
    kept = list(words)
    edges = lexicon.words["between"] | {"and", "but", "so", "or"}
    front = edges - lexicon.words["determiners"]
    while kept and (kept[0].low in front or not kept[0].text[0].isalnum()):
        kept.pop(0)
    kept = kept[: end_of_phrase(kept, lexicon)]
    while kept and not kept[-1].is_name:
        if kept[-1].low not in edges and not kept[-1].low.endswith("ly"):
            break
        kept.pop()
    return kept


def end_of_phrase(words: Sequence[Word], lexicon: Lexicon) -> int:
    """The index where a description behind the name, or a relative clause, begins."""
    unnamed = bool(words) and words[0].low in lexicon.words["determiners"]
    named = not unnamed
    for index, word in enumerate(words[1:], 1):
        if word.low in ("who", "which", "that"):
            return index
        joins = word.low == "and" and any(w.is_name for w in words[index + 1 : index + 2])
        if named and word.low in lexicon.words["behind"] and not joins:
            return index
        named = named or word.is_name
    return len(words)


def last_run(words: Sequence[Word]) -> list[Word]:
    """The name at the end of `words`: capitalised words, particles between them."""
    run: list[Word] = []
    body = list(words)
    if body and body[-1].text.startswith("("):
        body.pop()
    for word in reversed(body):
        if (word.is_name and not (word.owns and run)) or (run and word.low in PARTICLES):
            run.append(word)
        else:
            break
    while run and not run[-1].is_name:
        run.pop()
    return run[::-1]


def is_body(words: Sequence[Word], run: Sequence[Word], lexicon: Lexicon) -> bool:
    """True when the phrase names a body, so that all of its words are the name."""
    ends_in_body = run[-1].low in lexicon.words["bodies"]
    acronym = words[-1].text.startswith("(") and words[-1].text[1:-1].isupper()
    if ends_in_body or acronym:
        return True
    before = [word for word in words if word.start < run[0].start]
    if len(before) > 1 and before[-1].low == "of" and before[-2].is_name:
        return not any(word.low in lexicon.words["titles"] for word in before)
    return False


def strip_titles(run: Sequence[Word], lexicon: Lexicon) -> list[Word]:
    """The person's name in `run`: what follows the last title."""
    titled = [i for i, word in enumerate(run) if word.low in lexicon.words["titles"]]
    return list(run[titled[-1] + 1 :]) if titled else list(run)


def plain_name(name: str) -> str:
    """`name` without a possessive ending."""
    return POSSESSIVE.sub("", name)

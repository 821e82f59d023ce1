"""The names in an article, so that a surname or a pronoun finds the whole name."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from claims.extraction.quotes.lexicon import Lexicon, read_lexicon
from claims.extraction.quotes.phrases import POSSESSIVE, Word, read_words, strip_titles

RUN = re.compile(
    r"(?<![\w’'-])[A-Z][\w’'.-]*"
    r"(?:[ \u00a0](?:(?:de|da|di|del|van|von|der|den|al|el|bin|la|le|of)[ \u00a0]){0,2}"
    r"[A-Z][\w’'.-]*){0,7}"
)


# A ship's prefix, a day or a month in a capitalised run: no person's name.
UNLIKE_PEOPLE = frozenset(
    "uss usns uscgc hms hmas hmcs hmnzs rfa ins rv mv ms ss mt monday tuesday wednesday"
    " thursday friday saturday sunday january february september october november december"
    " street road avenue square airport bridge river lake mount valley".split()
)


@dataclass(slots=True)
class NameIndex:
    """Every person's name of two words or more, by its last word, in reading order."""

    lexicon: Lexicon
    by_last: dict[str, list[tuple[int, tuple[str, ...]]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    starts: list[int] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    genders: dict[str, str] = field(default_factory=dict)

    def find_fullest(self, name: str, *, at: int) -> str:
        """The longest name that ends as `name` does, the nearest before `at` preferred."""
        words = tuple(POSSESSIVE.sub("", name).split())
        if not words or len(words) > 4:
            return name
        ending = [
            (start, full)
            for start, full in self.by_last.get(words[-1].lower(), ())
            if len(full) > len(words) and full[-len(words) :] == words
        ]
        before = [full for start, full in ending if start < at]
        chosen = max(before or [full for _, full in ending], key=len, default=words)
        return " ".join(chosen) if chosen != words else name

    def find_before(self, at: int, *, since: int, pronoun: str) -> str:
        """The first person named in the text from `since` to `at` whom `pronoun` fits."""
        left, right = bisect_left(self.starts, since), bisect_left(self.starts, at)
        for name in self.people[left:right]:
            if self.fits(name, pronoun):
                return name
        return ""

    def fits(self, name: str, pronoun: str) -> bool:
        """False where the article calls the person by the other gender's title."""
        gender = self.genders.get(name.rsplit(maxsplit=1)[-1].lower() if name else "", "")
        return not gender or pronoun not in ("he", "she") or pronoun == gender


def index_names(text: str, lexicon: Lexicon | None = None) -> NameIndex:
    """All names of people in `text`."""
    lexicon = lexicon or read_lexicon("en")
    index = NameIndex(lexicon)
    for match in RUN.finditer(text):
        if match[0].isalpha():  # one word alone is neither titled nor a full name
            continue
        for words in split_run(read_words(text, match.start(), match.end()), lexicon):
            add_name(index, words)
    return index


def split_run(words: list[Word], lexicon: Lexicon) -> Iterator[list[Word]]:
    """Capitalised words cut where a full stop is a sentence's and no abbreviation's."""
    at = 0
    for index, word in enumerate(words, 1):
        stops = word.text.endswith(".") and word.text.count(".") == 1 and len(word.text) > 2
        if stops and word.low not in lexicon.words["titles"]:
            yield words[at:index]
            at = index
    yield words[at:]


def add_name(index: NameIndex, words: list[Word]) -> None:
    """Put a run of capitalised words into `index`, if it can be a person's name."""
    skip = index.lexicon.words["intro"] | index.lexicon.words["determiners"]
    while words and words[0].low in skip:
        words = words[1:]
    owners = [i for i, word in enumerate(words[:-1]) if word.owns]
    words = words[owners[-1] + 1 :] if owners else words
    titles = [word.low for word in words if word.low in index.lexicon.words["titles"]]
    name = strip_titles(words, index.lexicon)
    name = [word for word in name if word.text[0].isalnum()]
    if not name or name[-1].low in index.lexicon.words["bodies"]:
        return
    if any(word.low in UNLIKE_PEOPLE for word in name):
        return
    parts = tuple(POSSESSIVE.sub("", word.text).rstrip(".") for word in name)
    gender = read_gender(titles, index.lexicon)
    if gender:
        index.genders[parts[-1].lower()] = gender
    if "of" in parts or not (2 <= len(parts) <= 5 or (titles and parts)):
        return
    if len(parts) > 1:
        index.by_last[parts[-1].lower()].append((name[0].start, parts))
    index.starts.append(name[0].start)
    index.people.append(" ".join(parts))


def read_gender(titles: list[str], lexicon: Lexicon) -> str:
    """`she` or `he` where a title tells, else nothing."""
    if any(title in lexicon.words["women"] for title in titles):
        return "she"
    return "he" if any(title in lexicon.words["men"] for title in titles) else ""

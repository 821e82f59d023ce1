"""One spelling for typography: quotes, dashes, spaces, case, digits, invisible marks."""

import re
import unicodedata
from functools import lru_cache

QUOTES = dict.fromkeys(
    map(ord, "\u2018\u2019\u201a\u201b\u02bc\u02b9\u2032`\u00b4\u05f3"), "'"
)
DOUBLES = dict.fromkeys(
    map(ord, "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u2033\u05f4"), '"'
)
DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"), "-")
# A long dash parts words even without spaces; it is never a minus.
DASHES |= dict.fromkeys(map(ord, "\u2014\u2015\ufe58"), " - ")
# Raised figures are powers or notes, never part of the number before them.
RAISED = {
    ord(c): f"^{n}"
    for n, c in enumerate("\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")
}
# A vulgar fraction after a figure must not run into it: 1½ is not 11/2.
FRACTIONS = {
    ord(c): f" {unicodedata.normalize('NFKC', c).replace(chr(0x2044), '/')}"
    for c in "\u00bc\u00bd\u00be\u2153\u2154\u215b\u215c\u215d\u215e"
}
TABLE: dict[int, str] = {**QUOTES, **DOUBLES, **DASHES, **RAISED, **FRACTIONS}
# Format characters (soft hyphen, zero width, direction marks), tatweel, variants.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u0640\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]"
)
OTHER_DIGIT = re.compile(r"(?![0-9])\d")
PIECE = re.compile(r"\S+")
LINE = re.compile(r"[^\n]+")


def fold_digits(text: str) -> str:
    """Digits of any script as ASCII digits."""
    return OTHER_DIGIT.sub(lambda m: str(unicodedata.digit(m[0])), text)


def fold_piece(text: str) -> str:
    """Fold text; whitespace runs become one space, outer whitespace goes."""
    if text.isascii():
        return " ".join(text.split()).lower()
    text = INVISIBLE.sub("", text).translate(TABLE)
    text = unicodedata.normalize("NFKC", text).translate(TABLE).casefold()
    return " ".join(fold_digits(text).split())


@lru_cache(maxsize=2)
def fold_text(text: str) -> str:
    """fold_piece for a whole page, kept while several passages are sought on it."""
    return fold_piece(text)


def locate_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of `text` whose folding is fold_piece(text)[start:end], ends exclusive.

    Lines are walked until the span is reached, then the words of its lines.
    """
    at = 0
    first, last = -1, len(text)
    for line in LINE.finditer(text):
        folded = fold_piece(line[0])
        if not folded:
            continue
        stop = at + len(folded)
        if first < 0 and start < stop:
            first = line.start() + locate_in_line(line[0], start - at, whole=False)
        if end <= stop:
            last = line.start() + locate_in_line(line[0], end - at, whole=True)
            break
        at = stop + 1
    return max(first, 0), last


def locate_in_line(line: str, folded_length: int, *, whole: bool) -> int:
    """The offset into a line at which `folded_length` characters of its folding end.

    Without `whole` it is where the next one begins.
    """
    at = 0
    for match in PIECE.finditer(line):
        size = len(fold_piece(match[0]))
        if size and folded_length <= at + size - (not whole):
            return match.start() + count_into(match[0], folded_length - at, whole=whole)
        at += size + 1 if size else 0
    return len(line)


def count_into(word: str, folded_length: int, *, whole: bool = False) -> int:
    """How many code points of `word` fold to `folded_length`; `whole` takes the marks that
    join the last of them along."""
    if folded_length <= 0:
        return 0
    cut = next(
        (n for n in range(1, len(word)) if len(fold_piece(word[:n])) >= folded_length),
        len(word),
    )
    while whole and cut < len(word) and unicodedata.combining(word[cut]):
        cut += 1
    return cut

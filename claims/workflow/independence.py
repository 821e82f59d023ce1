"""How many sources are really there: copies of one text, agency or site count once. Pure.

Two sources are one where they are of the same site, name pages of one site as their
canonical ones, carry the same agency's credit, or where most of the shorter text's runs of
five words stand in the longer one. Sources that are each one with a third are one with each
other.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

RUN = 5  # words
LEAST = 25  # fewer words are too little to call a copy
COPIED = 0.5  # least share of the shorter text that stands in the longer
EDGE = 400  # characters at each end of a text where a credit stands
READ = 40_000  # characters of a text that are compared
WORD = re.compile(r"\w+")
AGENCIES = {
    "reuters": ("reuters",),
    "ap": ("associated press", "ap"),
    "afp": ("agence france-presse", "afp"),
    "dpa": ("deutsche presse-agentur", "dpa"),
    "efe": ("agencia efe", "efe"),
    "upi": ("united press international", "upi"),
    "pa": ("press association", "pa media"),
    "ansa": ("ansa",),
    "tass": ("tass",),
    "xinhua": ("xinhua",),
    "kyodo": ("kyodo news", "kyodo"),
    "anadolu": ("anadolu agency", "anadolu"),
    "interfax": ("interfax",),
    "bloomberg": ("bloomberg news", "bloomberg"),
    "pti": ("press trust of india", "pti"),
    "ptp": ("canadian press",),
}
NAMES = {name: key for key, names in AGENCIES.items() for name in names}
# “(Reuters) –”, “PARIS, March 3 (AFP)”, “By Ada Bryce, Associated Press”, “Source: dpa”
CREDIT = re.compile(
    r"(?:[(\[]|\bby\b[^\n.]{0,60}?\b|\bsource:\s*|©\s*)"
    rf"(?P<name>{'|'.join(sorted(map(re.escape, NAMES), key=len, reverse=True))})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of where a source's words come from. "" where it is not known.

    `home` is the site of the page that it names as the canonical one (RFC 6596).
    """

    site: str
    credit: str = ""
    text: str = ""
    home: str = ""


def read_credit(publisher: str, text: str) -> str:
    """Give the agency that `publisher` is, or that a credit at either end of `text` names;
    "" for none."""
    known = NAMES.get(publisher.strip().casefold())
    if known:
        return known
    for part in (text[:EDGE], text[EDGE:][-EDGE:]):
        found = CREDIT.search(part)
        if found:
            return NAMES[found["name"].casefold()]
    return ""


def count_independent(origins: Sequence[Origin]) -> int:
    """Give how many groups `origins` fall into."""
    group = list(range(len(origins)))
    runs = [list_runs(one.text) for one in origins]
    for i, j in combinations(range(len(origins)), 2):
        if group[i] != group[j] and (
            is_one(origins[i], origins[j]) or is_copy(runs[i], runs[j])
        ):
            group = [group[i] if one == group[j] else one for one in group]
    return len(set(group))


def is_one(one: Origin, two: Origin) -> bool:
    """True for the same site, canonical or not, or the same credit."""
    same_site = {one.site, one.home} & {two.site, two.home} - {""}
    return bool(same_site) or (one.credit != "" and one.credit == two.credit)


def list_runs(text: str) -> frozenset[tuple[str, ...]]:
    """Give the runs of five words of `text`, case folded; none for a short one."""
    words = [word.casefold() for word in WORD.findall(text[:READ])]
    if len(words) < LEAST:
        return frozenset()
    return frozenset(zip(*(words[at:] for at in range(RUN)), strict=False))


def is_copy(one: frozenset[tuple[str, ...]], two: frozenset[tuple[str, ...]]) -> bool:
    """True where most of the shorter stands in the longer."""
    least = min(len(one), len(two))
    return least > 0 and len(one & two) >= COPIED * least

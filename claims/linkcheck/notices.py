"""Notices that stand where a page should be, known by the ideas one sentence holds.

Whole phrases (`phrases`) know the wordings that were met; this knows the others: whatever
the wording, a sentence that says a page is not there names a page and its absence.
"""

import re
import tomllib
from functools import cache

from claims.linkcheck.phrases import FOLDER, fold_words

# Arabic, Hebrew, Indic, Thai, Hangul, kana, ideographs: words take prefixes or no spaces.
JOINED = re.compile(
    r"[\u0590-\u06ff\u0900-\u0dff\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff"
    r"\u3130-\u318f\u3400-\u9fff\uac00-\ud7af]"
)
# Each notice: the ideas that one sentence must all hold; any of the rows will do.
NOTICES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("missing", ("page", "not", "found")),
    ("missing", ("page", "lacks")),
    ("missing", ("page", "gone")),
    ("missing", ("sought", "not")),
    ("missing", ("sought", "lacks")),
    ("missing", ("sought", "gone")),
    ("missing", ("result", "not")),
    ("missing", ("result", "nil")),
    ("missing", ("result", "lacks")),
    ("paywall", ("subscribe", "read")),
    ("login", ("login", "read")),
    ("consent", ("cookie", "accept")),
    ("consent", ("cookie", "subscribe")),
    ("consent", ("age",)),
    ("captcha", ("robot", "verify")),
    ("captcha", ("machine", "wait")),
    ("geo", ("place", "not")),
    ("geo", ("place", "lacks")),
    ("geo", ("place", "barred")),
    ("parked", ("domain", "sale")),
    ("suspended", ("site", "suspended")),
    ("maintenance", ("upkeep", "soon")),
    ("maintenance", ("upkeep", "site")),
    ("paywall", ("app", "only")),
)
# What a whole page of two or three sentences must hold: the ideas may be spread over it.
THIN: tuple[tuple[str, tuple[str, ...]], ...] = (
    *((kind, needed) for kind, needed in NOTICES if kind not in {"missing", "suspended"}),
    *(("missing", (*needed, "sorry")) for kind, needed in NOTICES if kind == "missing"),
    *(("missing", (*needed, "advice")) for kind, needed in NOTICES if kind == "missing"),
    ("missing", ("page", "not", "advice")),
    ("missing", ("sorry", "lacks")),
    ("missing", ("sorry", "gone")),
    ("missing", ("lacks", "gone")),
)


@cache
def load_ideas() -> dict[str, re.Pattern[str]]:
    """By idea, one pattern over folded words with a space before each and at the end."""
    path = FOLDER / "notice_stems.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        idea: compile_stems([stem for line in table.values() for stem in line.split()])
        for idea, table in tables.items()
    }


def is_offer(folded: str) -> bool:
    """Whether words bid the reader to pay and to sign in, about no newsletter."""
    padded = f" {folded} "
    ideas = load_ideas()
    return ideas["aside"].search(padded) is None and all(
        ideas[idea].search(padded) for idea in ("subscribe", "login")
    )


def compile_stems(stems: list[str]) -> re.Pattern[str]:
    led, joined = set[str](), set[str]()
    for stem in stems:
        folded = fold_words(stem)
        if JOINED.search(folded):
            joined.add(folded)
        else:
            led.add(re.escape(folded) + (" " if stem.endswith("_") else ""))
    parts = [f" (?:{'|'.join(sorted(led))})"] if led else []
    return re.compile("|".join(parts + sorted(map(re.escape, joined))))


def find_notices(
    folded: str, notices: tuple[tuple[str, tuple[str, ...]], ...] = NOTICES
) -> set[str]:
    """The kinds of notice that one sentence in folded words gives."""
    padded = f" {folded} "
    ideas = load_ideas()
    held: dict[str, bool] = {}

    def holds(idea: str) -> bool:
        if idea not in held:
            held[idea] = ideas[idea].search(padded) is not None
        return held[idea]

    return {kind for kind, needed in notices if all(map(holds, needed))}

"""Places: a dateline, a city behind a preposition, a name with a place's noun."""

import re
from collections.abc import Iterator

from claims.extraction.clauses.lexicon import place_pattern
from claims.extraction.found import Draft, Found

DATELINE = re.compile(
    r"^[^\S\n]*(?P<place>[A-Z][A-Z.’'-]+(?:[ ][A-Z][A-Z.’'-]+){0,3})"
    r"(?:,[ ][A-Z][\w. ]{1,30})?(?:[ ]\([\w /]{1,20}\))?[ ]?[-–—]{1,2}[ ]",
    re.MULTILINE,
)
RULES = {
    "named": ("place.named", 0.8, "A name and a word for a kind of place"),
    "owned": ("place.named", 0.75, "An owner's name and a word for a kind of place"),
    "city": ("place.city", 0.85, "A city of the list behind a preposition"),
}


def find_places(draft: Draft) -> list[Found]:
    """Places in reading order; the value is {"name"}."""
    return sorted([*find_datelines(draft), *find_named(draft)], key=lambda item: item.start)


def find_datelines(draft: Draft) -> Iterator[Found]:
    """The place in capitals that opens a wire story's paragraph."""
    for match in DATELINE.finditer(draft.text):
        name = " ".join(word.capitalize() for word in match["place"].split())
        yield Found(
            start=match.start("place"),
            end=match.end("place"),
            kind="place",
            value={"name": name},
            rule="place.dateline",
            confidence=0.9,
            reason="A place in capitals before a dash opens the paragraph",
        )


def find_named(draft: Draft) -> Iterator[Found]:
    """Places that their wording shows to be places."""
    for match in place_pattern().finditer(draft.masked):
        group = str(match.lastgroup)
        rule, confidence, reason = RULES[group]
        yield Found(
            start=match.start(group),
            end=match.end(group),
            kind="place",
            value={"name": " ".join(match[group].split())},
            rule=rule,
            confidence=confidence,
            reason=reason,
        )

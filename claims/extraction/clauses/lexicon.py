"""The words of data/clauses_en.toml, and the patterns made of them."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "data" / "clauses_en.toml"
NAME = r"[A-Z][\w’'-]*"


@lru_cache(maxsize=1)
def read_clauses() -> dict[str, Any]:
    """The file's tables."""
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def event_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for every cue of an event, and the kind each cue stands for."""
    kinds = {cue: kind for kind, cues in read_clauses()["events"].items() for cue in cues}
    longest = sorted(kinds, key=lambda cue: (-len(cue), cue))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b"), kinds


@lru_cache(maxsize=1)
def place_pattern() -> re.Pattern[str]:
    """A pattern for places: datelines aside, a city or a name with a place's noun."""
    places = read_clauses()["places"]
    before = "|".join(sorted(places["prepositions"], key=len, reverse=True))
    cities = "|".join(re.escape(c) for c in sorted(places["cities"], key=len, reverse=True))
    nouns = "|".join(re.escape(n) for n in sorted(places["nouns"], key=len, reverse=True))
    return re.compile(
        rf"(?<![\w’'-])(?:{before})\s(?:the\s)?(?:"
        rf"(?P<named>(?:{NAME}\s){{1,3}}(?:[a-z]+\s)?(?:{nouns})\b)"
        rf"|(?P<owned>{NAME}[’']s\s(?:[a-z]+\s){{0,2}}(?:{nouns})\b)"
        rf"|(?P<city>{cities})(?![\w-]|[’']\w|\s[A-Z]))"
    )

"""People or things: what a counted noun counts."""

import re
from dataclasses import dataclass
from functools import lru_cache

from claims.extraction.numbers.language import DATA

AGENT = re.compile(
    r"(?:ers|ors|ists|ians|ees|eers|women|men|folk|ieks|crats|ologues|crews?"
    r"|athletes|personnel|-olds)$"
)
PEOPLES = re.compile(r"^[A-Z][a-zé-]*(?:ans|ians|ese|is|ish|ites|ers|men)$")
MACHINES = frozenset("rovers cruisers fighters-bombers sportsters roadsters".split())
SOLID = 0.93
GUESSED = 0.75


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Plural nouns known to count people, and those known to count things."""

    people: frozenset[str]
    things: frozenset[str]

    def judge(self, noun: str) -> tuple[str, float]:
        """("personnel_count" or "count", confidence) for the head noun `noun`."""
        lower = noun.lower().rstrip("’'")
        last = lower.rsplit("-", 1)[-1]
        if noun in self.people or lower in self.people or last in self.people:
            return "personnel_count", SOLID
        if lower in self.things or last in self.things:
            return "count", SOLID
        if lower in MACHINES:
            return "count", GUESSED
        if AGENT.search(lower) or PEOPLES.match(noun):
            return "personnel_count", GUESSED
        return "count", GUESSED

    def knows(self, noun: str) -> bool:
        """True when the noun is listed either way."""
        lower = noun.lower()
        listed = noun in self.people or lower in self.people or lower in self.things
        return listed or lower.endswith(("women", "men"))


@lru_cache(maxsize=4)
def load_people(language: str) -> Lexicon:
    """The lexicon of `language`."""
    people = _read(f"people_{language}.txt")
    return Lexicon(people, _read("things_en.txt") if language == "en" else frozenset())


def _read(name: str) -> frozenset[str]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))

"""The words of data/quotes_*.toml, ready for look-up."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`verbs` maps a form to (base form, "strong", "weak" or "mental", is it a gerund)."""

    verbs: Mapping[str, tuple[str, str, bool]]
    words: Mapping[str, frozenset[str]]


@lru_cache(maxsize=4)
def read_lexicon(language: str) -> Lexicon:
    """The words for `language`; English where it has none of its own."""
    path = DATA / f"quotes_{language}.toml"
    path = path if path.exists() else DATA / "quotes_en.toml"
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    verbs: dict[str, tuple[str, str, bool]] = {}
    nouns = set(content["nouns"]["forms"])
    for strength, bases in content["verbs"].items():
        for base in bases:
            irregular = content["irregular"].get(base)
            forms = irregular or inflect_verb(base)
            for form in forms if irregular else forms[1:]:
                if form not in nouns:
                    verbs.setdefault(
                        form, (forms[0], strength, form.endswith(("ing", "ando", "iendo")))
                    )
    words = {name: frozenset(entries) for name, entries in content["words"].items()}
    return Lexicon(verbs=verbs, words=words)


def inflect_verb(base: str) -> list[str]:
    """[base, -s, -ed, -ing] of a regular verb; a star doubles the last letter."""
    stem = base.rstrip("*")
    if base.endswith("*"):
        return [stem, stem + "s", stem + stem[-1] + "ed", stem + stem[-1] + "ing"]
    if stem.endswith("e"):
        return [stem, stem + "s", stem + "d", stem[:-1] + "ing"]
    if stem.endswith("y") and stem[-2] not in "aeiou":
        return [stem, stem[:-1] + "ies", stem[:-1] + "ied", stem + "ing"]
    plural = "es" if stem.endswith(("ss", "sh", "ch", "x")) else "s"
    return [stem, stem + plural, stem + "ed", stem + "ing"]

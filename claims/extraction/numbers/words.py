"""Word lists and small maps of the number rules, from `data/*.toml`."""

import tomllib
from typing import Any

from claims.extraction.numbers.language import DATA


def load_toml(name: str) -> dict[str, Any]:
    """The table in the data file `name`."""
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


_NOUNS = {key: frozenset(text.split()) for key, text in load_toml("nouns_en.toml").items()}
STOP = _NOUNS["stop"]
NOT_PLURAL = _NOUNS["not_plural"]
ZERO_PLURAL = _NOUNS["zero_plural"]
ALSO_PLURAL = _NOUNS["also_plural"]
SKIPPED = _NOUNS["skipped"]
ONE_IDIOMS = _NOUNS["one_idioms"]
JOINED_PEOPLE = _NOUNS["joined_people"]
JOINED_THINGS = _NOUNS["joined_things"]
JOINED_NEVER = _NOUNS["joined_never"]

_MONEY = load_toml("currency_places.toml")
DOLLARS: dict[str, str] = _MONEY["dollars"]
DOLLAR_PREFIX: dict[str, str] = _MONEY["dollar_prefix"]
SIGNS: dict[str, str] = _MONEY["signs"]
FAMILY: dict[str, str] = _MONEY["family"]
PLACES: dict[str, list[tuple[str, str]]] = {
    family: [(place, code) for place, code in pairs]
    for family, pairs in _MONEY["places"].items()
}
WORDY_CODES = frozenset(_MONEY["wary"]["codes"])
UNSURE_NAMES = frozenset(_MONEY["wary"]["names"])

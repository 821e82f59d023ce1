"""Spanish counted phrases: the noun follows the number, its adjectives follow the noun."""

import re

from claims.extraction.numbers.nouns import NounPhrase
from claims.extraction.numbers.people import Lexicon

WORD = re.compile(
    r"[ \u00a0](?:de[ \u00a0])?(?:(?:nuevos|nuevas|otros|otras|grandes|supuestos"
    r"|presuntos)[ ])?(?P<noun>[^\W\d_]{3,})"
)
STOP = frozenset(
    [
        "de",
        "del",
        "los",
        "las",
        "el",
        "la",
        "que",
        "por",
        "para",
        "con",
        "sin",
        "entre",
        "desde",
        "hasta",
        "sobre",
        "más",
        "menos",
        "veces",
        "puntos",
        "años",
        "meses",
        "días",
        "horas",
        "semanas",
        "ante",
        "tras",
        "según",
        "pero",
        "como",
        "fueron",
        "han",
    ]
)


def read_spanish_phrase(text: str, *, at: int, lexicon: Lexicon) -> NounPhrase | None:
    """The plural noun right after `at`, "de" allowed between, or None."""
    match = WORD.match(text, at)
    if not match or match["noun"].lower() in STOP:
        return None
    noun = match["noun"]
    if noun.lower() in lexicon.people or noun.lower().endswith("s"):
        return NounPhrase(match.end(), noun)
    return None

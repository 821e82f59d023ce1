"""English plurals, as far as a lexicon of plurals needs them."""

IRREGULAR = {"man": "men", "woman": "women", "child": "children", "person": "people"}


def form_plural(noun: str) -> str:
    """The plural of an English singular noun by rule; irregular ones by their ending."""
    for single, plural in IRREGULAR.items():
        if noun.endswith(single):
            return noun[: -len(single)] + plural
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")

"""The words before and after a number that say how exact it is."""

from claims.extraction.numbers.language import Language

BLANKS = " \u00a0\n"
LONGEST = 24  # characters of the longest modifier phrase


def find_modifier(text: str, *, start: int, language: Language) -> tuple[int, str]:
    """(start of the modifier phrase ending before `start`, its mod); (start, "=") without.

    Modifiers stack ("up to about 500"); the outermost gives the mod, but "=" words ("all")
    never hide an inner one.
    """
    mod = "="
    for _ in range(3):
        if start == 0 or text[start - 1] not in BLANKS:
            break
        before = text[max(0, start - LONGEST) : start - 1].lower()
        found = _match_phrase(before, language=language)
        if not found:
            break
        start = start - 1 - len(found)
        mod = language.modifier_mods[found] if mod == "=" or found != "all" else mod
    return start, mod


def _match_phrase(before: str, *, language: Language) -> str:
    """The longest modifier that `before` ends with, at a word's edge; "" without."""
    last = before.rsplit(" ", 1)[-1].rsplit("\n", 1)[-1]
    last = last.lstrip("(“\"‘'—–-[")
    for phrase in language.modifiers.get(last, ()):
        if before.endswith(phrase):
            edge = len(before) - len(phrase)
            if edge == 0 or not (before[edge - 1].isalnum() or before[edge - 1] in "-’'"):
                return phrase
    return ""


def find_after(text: str, *, end: int, language: Language) -> tuple[int, str]:
    """(end of a modifier that follows the number at `end`, its mod); (end, "") without."""
    match = language.after.match(text, end)
    if not match:
        return end, ""
    phrase = match["after"].lower().strip(" ")
    mods = {key.strip(" "): mod for key, mod in language.after_mods.items()}
    return match.end(), mods[phrase]

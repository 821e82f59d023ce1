"""Sentences that the desk's rooms wrote in English, given in the reader's language.

Rooms below the doors refuse, warn and record in English, some of them for good, in rows;
they know no reader. A door that shows such a sentence finds it in the catalogue by its
form: “Give at most 300 characters.” is “Give at most %(longest)s characters.” there.
What a sentence has filled in is looked up in its turn, and left as it is when unknown.
"""

import re
from functools import cache
from typing import NamedTuple

from babel.messages.mofile import read_mo
from django.conf import settings
from django.utils.translation import get_language, pgettext

CONTEXT = "said"  # apart from the words of templates, which mean other things
BLANK = re.compile(r"%\((\w+)\)s")
FIGURE = r"\d[\d.,]*"  # what a blank named n takes
LONGEST = 2000  # characters; longer words are people's


class Form(NamedTuple):
    """A sentence with blanks: how to know it in English, how it goes here."""

    shape: re.Pattern[str]
    wanted: str


def say(words: str) -> str:
    """Give the desk's own `words` in the reader's language, unknown ones as they are."""
    words = str(words)
    language = get_language() or settings.LANGUAGE_CODE
    if language == settings.LANGUAGE_CODE or not words or len(words) > LONGEST:
        return words
    return say_whole(words, language) or say_parts(words, language)


def say_whole(words: str, language: str) -> str:
    """Give one sentence or term; "" when the catalogue has none like it."""
    said = pgettext(CONTEXT, words)
    if said != words:
        return said
    for form in list_forms(language):
        found = form.shape.fullmatch(words)
        if found:
            given = found.groupdict()
            return form.wanted % {
                name: fill_blank(value, language) for name, value in given.items()
            }
    return ""


def fill_blank(value: str, language: str) -> str:
    """Give what stands in a blank: itself said, or each part of a list if all are known."""
    known = [say_whole(part, language) for part in value.split(", ")]
    return ", ".join(known) if all(known) else say(value)


def say_parts(words: str, language: str) -> str:
    """Give several sentences, or parts of one, each by itself; unknown ones in English."""
    parts = re.split(r"(?<=[.!?]) (?=[A-Z“])|(?<=;) ", words)
    if len(parts) == 1:
        return words
    return " ".join(say_part(part, language) for part in parts)


def say_part(part: str, language: str) -> str:
    """Give one of several parts, the semicolon that ends it kept."""
    end = ";" if part.endswith(";") else ""
    known = say_whole(part.removesuffix(";"), language)
    return known + end if known else part


@cache
def list_forms(language: str) -> list[Form]:
    """Give the catalogue's sentences with blanks, the most telling ones first."""
    path = settings.LOCALE_PATHS[0] / language / "LC_MESSAGES" / "django.mo"
    with path.open("rb") as file:
        rows = [
            (str(row.id), str(row.string))
            for row in read_mo(file)
            # Babel gives the context as it stands in the file: as bytes.
            if row.context in (CONTEXT, CONTEXT.encode())
            and BLANK.search(str(row.id))
            and row.string
        ]
    rows.sort(key=lambda row: -len(BLANK.sub("", row[0])))
    return [Form(read_shape(english), wanted) for english, wanted in rows]


def read_shape(english: str) -> re.Pattern[str]:
    """Give the pattern of all sentences that fill the blanks of `english`."""
    parts = BLANK.split(english.replace("%%", "%"))
    seen: set[str] = set()
    shape = ""
    for place, part in enumerate(parts):
        if place % 2 == 0:
            shape += re.escape(part)
        elif part in seen:
            shape += f"(?P={part})"
        else:
            seen.add(part)
            shape += f"(?P<{part}>{FIGURE if part == 'n' else '.+?'})"
    return re.compile(shape, re.DOTALL)

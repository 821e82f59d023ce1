"""The words of templates, read by Django's own parser and Babel; no gettext needed."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.extract import extract
from django.utils.translation.template import templatize

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


class Word(NamedTuple):
    """One thing to translate; `plural` and `context` may be empty."""

    english: str
    plural: str
    context: str
    path: str


def read_template(path: Path, name: str) -> Iterator[Word]:
    """Yield what a template has translated."""
    code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    # All else in it is crossed out; its indentation means nothing to Python.
    lines = "\n".join(line.strip() for line in code.splitlines())
    yield from read_calls(lines, name)


def read_code(path: Path, name: str) -> Iterator[Word]:
    """Yield what a Python file hands to gettext and its kin."""
    yield from read_calls(path.read_text(encoding="utf-8"), name)


def read_calls(code: str, name: str) -> Iterator[Word]:
    """Yield the strings that `code` hands to gettext and its kin."""
    found = extract(
        "python", BytesIO(code.encode()), KEYWORDS, options={"encoding": "utf-8"}
    )
    for _line, english, _comments, context in found:
        one, many = english if isinstance(english, tuple) else (english, "")
        if one:
            yield Word(one, many or "", context or "", name)

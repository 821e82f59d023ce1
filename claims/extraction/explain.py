"""Why a rule found what it found, in words for the person who must trust it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from claims.extraction.found import Found


def find_at(
    text: str, found: Iterable[Found], *, at: int | None = None, words: str = ""
) -> list[Found]:
    """The results that cover offset `at`, or that overlap the first place of `words`.

    Raises:
        LookupError: `at` is outside the text, or `words` are not in it.
    """
    if at is None:
        start = text.find(words)
        if not words or start < 0:
            raise LookupError(f"The text does not hold “{words}”.")
        end = start + len(words)
    else:
        if not 0 <= at < len(text):
            raise LookupError(f"Offset {at} is outside the text of {len(text)} characters.")
        start, end = at, at + 1
    return [item for item in found if item.start < end and item.end > start]


def explain_claim(text: str, item: Found) -> Iterator[str]:
    """Lines that say what was found, by which rule, from which parts, and what else."""
    yield f"{item.kind} {item.start}–{item.end}: “{text[item.start : item.end]}”"
    yield f"  reading     {describe_value(item.value)}"
    yield f"  rule        {item.rule}, confidence {item.confidence:.2f}"
    if item.reason:
        yield f"  because     {item.reason}"
    for name, words in item.parts.items():
        yield f"  part        {name}: {words}"
    for reading in item.readings:
        yield f"  or          {describe_value(reading)}"


def describe_value(value: Mapping[str, Any]) -> str:
    """A value on one line."""
    return ", ".join(
        f"{key} = {part}" for key, part in value.items() if part not in ("", None)
    )

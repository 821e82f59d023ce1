"""Words that a person typed, fit to be stored. Pure."""

from claims.errors import BadInput


def tidy_words(value: str, *, field: str, longest: int) -> str:
    """Give the words without what PostgreSQL takes in no text, and without white space at
    their ends.

    Raises:
        BadInput: they are too long for the field.
    """
    clean = value.replace("\x00", "").strip()
    if len(clean) > longest:
        raise BadInput(f"Give at most {longest} characters.", field=field)
    return clean

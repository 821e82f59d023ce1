"""The catalogue of a language: locale/es/LC_MESSAGES/django.po, and .mo made of it.

Gathering needs neither gettext nor a database. What is no longer said goes; what is new
stands there untranslated, until somebody writes it, and a test fails for as long.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings

from claims.wording.sentences import ROOMS, read_sentences
from claims.wording.templates import Word, read_code, read_template
from claims.wording.terms import list_terms, read_acts

# The same words give the same file, whenever it is written.
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


def find_root() -> Path:
    """Give the folder of the checkout."""
    return Path(settings.LOCALE_PATHS[0]).parent


def gather_words() -> Iterator[Word]:
    """Yield all that the desk says, in pages and in mails, with the file that says it."""
    root = find_root()
    for path in sorted((root / "templates").rglob("*.*")):
        yield from read_template(path, str(path.relative_to(root)))
    for folder in ("claims", "factcheck"):
        for path in sorted((root / folder).rglob("*.py")):
            yield from read_code(path, str(path.relative_to(root)))
    for room in ROOMS:
        place = root / "claims" / room
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            if path.name == "styleguide.py":
                continue  # seen while developing only
            name = str(path.relative_to(root))
            yield from read_sentences(path, name)
            yield from read_acts(path, name)
    yield from list_terms()


def find_catalogue(language: str) -> Path:
    """Give the path of a language's .po file."""
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def read_catalogue(language: str) -> Catalog:
    """Give a language's catalogue as it is kept; an empty one where there is none."""
    path = find_catalogue(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def renew_catalogue(language: str) -> Catalog:
    """Give the catalogue of what is said now, with the translations there are."""
    kept = read_catalogue(language)
    fresh = Catalog(
        locale=language,
        project="Fact-check desk",
        version="1",
        header_comment="# The fact-check desk, in another language. docs/languages.md",
        creation_date=EPOCH,
        revision_date=EPOCH,
        last_translator="The desk",
        language_team="The desk",
        fuzzy=False,
    )
    for word in gather_words():
        add_word(fresh, word, kept)
    return fresh


def add_word(fresh: Catalog, word: Word, kept: Catalog) -> None:
    """Put a word into `fresh`, as `kept` translates it."""
    context = word.context or None
    old = kept.get(word.english, context)
    wanted = (word.english, word.plural) if word.plural else word.english
    string = old.string if old and same_number(old, word) else ""
    fresh.add(wanted, string=string, context=context, locations=[(word.path, 0)])


def same_number(old: Message, word: Word) -> bool:
    """Say whether an old entry has a plural where the word has one."""
    return isinstance(old.id, tuple) == bool(word.plural)


def write_catalogue(language: str, catalogue: Catalog) -> None:
    """Keep the catalogue, and what Django reads of it."""
    path = find_catalogue(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(print_po(catalogue))
    path.with_suffix(".mo").write_bytes(print_mo(catalogue))


def print_po(catalogue: Catalog) -> bytes:
    """Give the .po file: in the order of the English, files without lines."""
    out = BytesIO()
    write_po(out, catalogue, width=88, sort_output=True, include_lineno=False)
    return out.getvalue()


def print_mo(catalogue: Catalog) -> bytes:
    """Give the .mo file."""
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def list_missing(catalogue: Catalog) -> list[str]:
    """Give the words without a translation, as one line each."""
    return [
        as_english(row)[0]
        for row in catalogue
        if row.id and (row.fuzzy or not all(as_strings(row)))
    ]


def as_english(row: Message) -> tuple[str, ...]:
    """Give an entry's English, the plural's after the singular's; the header has none."""
    english = row.id if isinstance(row.id, tuple | list) else (row.id,)
    return tuple(str(one) for one in english if one)


def as_strings(row: Message) -> tuple[str, ...]:
    """Give an entry's translations, the plural's after the singular's."""
    string = row.string
    strings = string if isinstance(string, tuple | list) else (string,)
    return tuple(str(one or "") for one in strings)

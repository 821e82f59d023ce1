"""What an input would become, before anything is stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from claims.extraction import Found, split_sentences
from claims.intake.articles import refuse_text, settle_day, settle_title
from claims.intake.reading import Reading
from claims.intake.suggestions import read_claims
from claims.models import User
from claims.workflow.access import require


@dataclass(frozen=True, slots=True)
class Preview:
    """A reading with what would be stored of it: title, day, sentences and claims."""

    reading: Reading
    title: str
    day: date
    language: str
    sentences: int
    found: Sequence[Found]


def preview_article(
    reading: Reading,
    *,
    actor: User,
    now: datetime,
    title: str = "",
    published_on: date | None = None,
    locale: str = "US",
) -> Preview:
    """Give what `submit_article` would make of a reading; nothing is written.

    Raises:
        NotAllowed: the actor is no editor.
        BadInput: as `submit_article`.
    """
    require("submit_article", actor)
    refuse_text(reading.text)
    name = settle_title(title or reading.title)
    day = settle_day(published_on or reading.published_on, today=now.date())
    language = "es" if reading.language == "es" else "en"
    reading, found = read_claims(reading, ref_date=day, locale=locale, language=language)
    sentences = len(split_sentences(reading.text))
    return Preview(reading, name, day, language, sentences, found)

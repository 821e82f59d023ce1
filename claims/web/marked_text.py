"""An article's marked text as HTML, kept by all that it shows.

Sixty thousand characters with four hundred marks take longer to write than all the rest
of their page, and stay as they are for most readers of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from claims.models import Article
from claims.web.kept import KeptPieces
from claims.web.marks import Mark, Paragraph, cut_text
from claims.web.markup import write_margin, write_tokens

HEADLINE = "\x00"  # ends the headline; no text of an article has one
_texts = KeptPieces(30_000_000)


@dataclass(frozen=True, slots=True)
class MarkedText:
    """The words of the headline, where the text begins with its title, and the rest."""

    headline: SafeString
    body: SafeString


def write_text(article: Article, marks: Sequence[Mark]) -> MarkedText:
    """Give the current text of `article` with `marks`; the title stands once in it."""
    if article.current is None:
        return MarkedText(SafeString(""), SafeString(""))
    text, title, language = article.current.text, article.title, article.language
    key = (article.current.sha256, title, language, get_language(), *marks)
    both = _texts.give(key, lambda: write_anew(text, title, language, marks))
    headline, _, body = both.partition(HEADLINE)
    return MarkedText(mark_safe(headline), mark_safe(body))  # noqa: S308  # made below  # nosec B308 B703


def write_anew(text: str, title: str, language: str, marks: Sequence[Mark]) -> str:
    """Give headline and body of a text; everything from a person is escaped."""
    paragraphs = cut_text(text, marks)
    headline = take_headline(paragraphs, text, title)
    body = "".join(write_paragraph(block, language) for block in paragraphs)
    return f"{write_tokens(headline) if headline else ''}{HEADLINE}{body}"


def write_paragraph(block: Paragraph, language: str) -> str:
    """Give one paragraph with its margin; no white space may stand between tokens."""
    return (
        f'<div class="para">{write_margin(block)}<p dir="auto" lang="{escape(language)}" '
        f'data-start="{block.start}">{write_tokens(block)}</p></div>\n'
    )


def take_headline(paragraphs: list[Paragraph], text: str, title: str) -> Paragraph | None:
    """Take the first paragraph away where it is the title, so that it stands once."""
    first = paragraphs[0] if paragraphs else None
    if first is None or text[first.start : first.end] != title or len(paragraphs) == 1:
        return None
    return paragraphs.pop(0)

"""The ClaimReview document, as schema.org defines it and Google documents it. Pure.

https://developers.google.com/search/docs/appearance/structured-data/factcheck:
required are claimReviewed, reviewRating, url; recommended author, itemReviewed with its
author, datePublished, appearance and firstAppearance.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source as the public sees it; confidential ones never get here."""

    name: str
    url: str = ""
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What is needed to write the document."""

    url: str
    claim: str
    rating_label: str
    rating_value: int | None
    rationale: str
    organisation: str
    organisation_url: str
    article_title: str
    article_author: str
    article_published: date
    as_of: date
    published_at: datetime
    article_url: str = ""
    language: str = "en"
    sources: Sequence[CitedSource] = field(default_factory=tuple)
    correction: str = ""


def build_claimreview(checked: Checked) -> dict[str, Any]:
    """Give the ClaimReview as JSON-LD, keys in reading order."""
    newsroom = {
        "@type": "Organization",
        "name": checked.organisation,
        "url": checked.organisation_url,
    }
    document: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": checked.url,
        "claimReviewed": checked.claim,
        "datePublished": checked.published_at.date().isoformat(),
        "inLanguage": checked.language,
        "author": newsroom,
        "publisher": newsroom,
        "itemReviewed": build_item(checked),
        "reviewRating": build_rating(checked),
        "reviewBody": checked.rationale,
    }
    if checked.sources:
        document["citation"] = [build_citation(source) for source in checked.sources]
    if checked.correction:
        document["correction"] = {
            "@type": "CorrectionComment",
            "text": checked.correction,
            "dateCreated": checked.published_at.isoformat(),
        }
    return document


def build_item(checked: Checked) -> dict[str, Any]:
    """Give the Claim under review: who made it, when, and where it appears."""
    work: dict[str, Any] = {"@type": "Article", "headline": checked.article_title}
    if checked.article_url:
        work["url"] = checked.article_url
    item: dict[str, Any] = {
        "@type": "Claim",
        "text": checked.claim,
        "datePublished": checked.article_published.isoformat(),
        "appearance": work,
        "firstAppearance": work,
    }
    who = checked.article_author or checked.organisation
    kind = "Person" if checked.article_author else "Organization"
    item["author"] = {"@type": kind, "name": who}
    return item


def build_rating(checked: Checked) -> dict[str, Any]:
    """Give the Rating; numbers only where the scale has one (5 best, 1 worst)."""
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": checked.rating_label}
    if checked.rating_value is not None:
        rating |= {"ratingValue": checked.rating_value, "bestRating": 5, "worstRating": 1}
    rating["ratingExplanation"] = checked.rationale
    return rating


def build_citation(source: CitedSource) -> dict[str, Any]:
    """Give one cited source as a CreativeWork."""
    work: dict[str, Any] = {"@type": "CreativeWork", "name": source.name}
    if source.url:
        work["url"] = source.url
    if source.publisher:
        work["publisher"] = {"@type": "Organization", "name": source.publisher}
    return work


def write_document(document: dict[str, Any]) -> str:
    """Give the JSON text as it is stored and served.

    `<`, `>`, `&` and U+2028/9 are written as escapes: the text means the same JSON and
    cannot end, or break out of, a script element (HTML standard, script data states).
    """
    text = json.dumps(document, ensure_ascii=False, indent=1)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text

"""Hyperlinks of an article become sources on the claims of their sentence."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime

from claims.intake.reading import Link, clean_text
from claims.linkcheck.register import register_urls
from claims.linkcheck.urls import UrlRefused, read_url
from claims.models import Anchor, Evidence, Sentence, User

LONGEST_URL = 2000  # in its canonical spelling; PostgreSQL indexes 2,704 bytes at most


def sentence_at(sentences: Sequence[Sentence], offset: int) -> Sentence | None:
    """Give the sentence that holds `offset`, or the one before a gap."""
    index = bisect_right(sentences, offset, key=lambda row: row.start) - 1
    return sentences[index] if index >= 0 else None


def cite_links(
    links: Sequence[Link],
    sentences: Sequence[Sentence],
    anchors: Sequence[Anchor],
    *,
    actor: User,
    now: datetime,
) -> None:
    """Cite each hyperlink's page, as context, on the claims of its sentence."""
    urls = {link.url for link in links if can_be_kept(link.url)}
    sources = register_urls(urls, actor=actor, now=now)
    by_sentence: dict[int | None, list[Anchor]] = {}
    for anchor in anchors:
        by_sentence.setdefault(anchor.sentence_id, []).append(anchor)
    pairs = {
        (anchor.claim_id, source.pk)
        for link in links
        if (source := sources.get(link.url)) is not None
        and (sentence := sentence_at(sentences, link.start)) is not None
        for anchor in by_sentence.get(sentence.pk, ())
    }
    Evidence.objects.bulk_create(
        [
            Evidence(
                claim_id=claim,
                source_id=source,
                stance=Evidence.Stance.CONTEXT,
                note="Linked in the article.",
                added_by=actor,
                added_at=now,
            )
            for claim, source in sorted(pairs)
        ]
    )


def can_be_kept(url: str) -> bool:
    """Say whether a link leads somewhere the desk can visit and store."""
    try:
        target = read_url(url)
    except UrlRefused:
        return False
    return max(len(target.url), len(url)) <= LONGEST_URL and clean_text(url) == url.strip()

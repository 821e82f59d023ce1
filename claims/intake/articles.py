"""An article goes in: version, sentences, claims and linked sources in one transaction."""

import hashlib
import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from claims.errors import BadInput, DuplicateArticle
from claims.extraction import Found, split_sentences
from claims.intake.links import cite_links, sentence_at
from claims.intake.notes import cite_notes
from claims.intake.reading import Reading, clean_text
from claims.intake.suggestions import read_claims
from claims.models import (
    Anchor,
    Article,
    ArticleVersion,
    Claim,
    Sentence,
    TrailEntry,
    User,
)
from claims.workflow.access import require

LONGEST_TEXT = 300_000  # code points; some 50,000 words
LONGEST_TITLE = 300
WORD = re.compile(r"\w")
DAYS_AHEAD = 14  # how far off a planned publication may lie
CONTEXT = 32  # code points of prefix and suffix, as the Web Annotation examples use


def submit_article(
    reading: Reading,
    *,
    actor: User,
    now: datetime,
    title: str = "",
    byline: str = "",
    published_on: date | None = None,
    locale: str = "US",
    language: str = "",
    again: bool = False,
    beside: str = "",
) -> Article:
    """Store a reading as an article with its first version, sentences and claims.

    What the person says of title, byline and date goes before what was read. Hyperlinks
    become sources, cited as context on the claims of their sentence, due at once.
    `beside`, with `again`, is the newest article with this text that the person was shown
    (public id): where another came in since, such as by a second press, it is refused.

    Raises:
        NotAllowed: the actor is no editor.
        BadInput: text, title or published_on is missing or unfit.
        DuplicateArticle: the same text is on the desk, and `again` is not set, or another
            article than `beside` came in since.
    """
    require("submit_article", actor)
    refuse_text(reading.text)
    name = settle_title(title or reading.title)
    day = settle_day(published_on or reading.published_on, today=now.date())
    digest = hashlib.sha256(reading.text.encode()).hexdigest()
    known = beside if again else ""
    if known or not again:
        refuse_duplicate(digest, actor, known=known)
    article = Article(
        title=name,
        byline=clean_text(byline or reading.byline)[:300],
        published_on=day,
        source_url=reading.source_url[:2000],
        locale=locale,
        language=language or ("es" if reading.language == "es" else "en"),
        created_by=actor,
        created_at=now,
    )
    reading, found = read_claims(
        reading, ref_date=day, locale=locale, language=article.language
    )
    with transaction.atomic():
        hold_text(digest)
        if known or not again:
            # A second press waited for the first.
            refuse_duplicate(digest, actor, known=known)
        return store_article(article, reading, found, digest=digest)


@transaction.atomic
def store_article(
    article: Article, reading: Reading, found: Sequence[Found], *, digest: str
) -> Article:
    """Write the article with its first version and all that stands in it."""
    actor, now = article.created_by, article.created_at
    article.save(force_insert=True)
    version = ArticleVersion.objects.create(
        article=article,
        number=1,
        text=reading.text,
        sha256=digest,
        input_format=reading.input_format,
        notices=reading.notices,
        created_by=actor,
        created_at=now,
    )
    article.current = version
    article.save(update_fields=("current",))
    sentences = write_sentences(version, split_sentences(reading.text))
    anchors = write_claims(version, sentences, found, now=now)
    cite_links(reading.links, sentences, anchors, actor=actor, now=now)
    cite_notes(reading.notes, sentences, anchors, actor=actor, now=now)
    TrailEntry.objects.append(
        "submit_article",
        actor=actor,
        now=now,
        chain=article.public_id,
        subject=f"article:{article.public_id}",
        after={
            "title": article.title,
            "version": 1,
            "sha256": digest,
            "claims": len(found),
        },
    )
    return article


def refuse_text(text: str) -> None:
    """Raise BadInput for a text that is empty or too long."""
    if not WORD.search(text):
        raise BadInput(
            "There is no text to check. Paste or upload the article.", field="text"
        )
    if len(text) > LONGEST_TEXT:
        raise BadInput(
            f"The text has {len(text):,} characters; the desk takes {LONGEST_TEXT:,}. "
            "Split it into parts.",
            field="text",
        )


def settle_title(title: str) -> str:
    """Give the title on one line.

    Raises:
        BadInput: none was given or found, or it is too long.
    """
    line = " ".join(clean_text(title).split())
    if not line:
        raise BadInput("Give the article a title.", field="title")
    if len(line) > LONGEST_TITLE:
        raise BadInput(f"The title is over {LONGEST_TITLE} characters.", field="title")
    return line


def settle_day(day: date | None, *, today: date) -> date:
    """Give the publication date.

    Raises:
        BadInput: none was given or found, or it lies too far in the future.
    """
    if day is None:
        raise BadInput(
            "Give the publication date (YYYY-MM-DD): “Monday” and “last weekend” in the "
            "text are read against it.",
            field="published_on",
        )
    if day > today + timedelta(days=DAYS_AHEAD):
        raise BadInput(
            f"The publication date {day} lies more than {DAYS_AHEAD} days in the future. "
            "Correct it.",
            field="published_on",
        )
    if day.year < 1600:
        raise BadInput("The publication date lies before newspapers.", field="published_on")
    return day


def hold_text(digest: str) -> None:
    """Make others who bring in this very text wait until the transaction ends."""
    key = int.from_bytes(bytes.fromhex(digest[:16]), signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def refuse_duplicate(digest: str, actor: User, *, known: str = "") -> None:
    """Raise DuplicateArticle, naming the newest article the actor may see that has or had
    this very text; not where that is `known` (public id)."""
    seen = Article.objects.visible_to(actor)
    rows = ArticleVersion.objects.filter(sha256=digest, article__in=seen)
    newest_first = rows.select_related("article__current").order_by(
        "-article_id", "-number"
    )
    same = newest_first.first()
    if same is None or same.article.public_id == known:
        return
    article, now = same.article, same.article.current
    words = f"This text is already on the desk as “{article.title}”."
    if now is not None and now.number != same.number:
        words = (
            f"This text is version {same.number} of “{article.title}”, which is at version "
            f"{now.number} now. Work there, or file it again as a separate article."
        )
    raise DuplicateArticle(
        words,
        field="text",
        extra={"article": article.public_id},
    )


def write_sentences(
    version: ArticleVersion, spans: Sequence[tuple[int, int]]
) -> list[Sentence]:
    """Write the coverage map of a version, in order."""
    return Sentence.objects.bulk_create(
        [
            Sentence(version=version, index=index, start=start, end=end)
            for index, (start, end) in enumerate(spans)
        ]
    )


def write_claims(
    version: ArticleVersion,
    sentences: Sequence[Sentence],
    found: Sequence[Found],
    *,
    now: datetime,
    first_number: int = 1,
    status: str = Claim.Status.DETECTED,
    created_by: User | None = None,
) -> list[Anchor]:
    """Write a claim and its anchor for each finding, numbered in reading order."""
    claims = Claim.objects.bulk_create(
        [
            Claim(
                article=version.article,
                number=number,
                kind=item.kind,
                status=status,
                value=dict(item.value),
                readings=[dict(reading) for reading in item.readings],
                rule=item.rule,
                confidence=item.confidence,
                reason=item.reason[:300],
                parts=dict(item.parts),
                created_by=created_by,
                created_at=now,
                changed_at=now,
            )
            for number, item in enumerate(found, start=first_number)
        ]
    )
    return Anchor.objects.bulk_create(
        [
            anchor_span(claim, version, sentence_at(sentences, item.start), item)
            for claim, item in zip(claims, found, strict=True)
        ]
    )


def anchor_span(
    claim: Claim, version: ArticleVersion, sentence: Sentence | None, item: Found
) -> Anchor:
    """Give the unsaved anchor of a span, with its surroundings."""
    text = version.text
    return Anchor(
        claim=claim,
        version=version,
        sentence=sentence,
        start=item.start,
        end=item.end,
        quote=text[item.start : item.end],
        prefix=text[max(0, item.start - CONTEXT) : item.start],
        suffix=text[item.end : item.end + CONTEXT],
    )

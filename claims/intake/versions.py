"""A new draft of an article: every claim lands in it, in sight, or is orphaned."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from claims.errors import BadInput, ClaimChanged
from claims.extraction import Found, split_sentences
from claims.intake.articles import refuse_text, write_claims, write_sentences
from claims.intake.links import cite_links
from claims.intake.notes import cite_notes
from claims.intake.placing import Landing, land_claims, write_landings
from claims.intake.reading import Reading
from claims.intake.suggestions import read_claims
from claims.models import (
    Anchor,
    Article,
    ArticleVersion,
    Clearance,
    Sentence,
    User,
)
from claims.workflow.access import require
from claims.workflow.clearing import lock_article, unclear_article, write_article_trail
from claims.workflow.coverage import Row, diff_sentences


@dataclass(frozen=True, slots=True)
class Draft:
    """A new text, cut and read before any row is locked."""

    reading: Reading
    sentences: Sequence[tuple[int, int]]
    found: Sequence[Found]


def revise_article(
    article: Article,
    reading: Reading,
    *,
    actor: User,
    now: datetime,
    base: int | None = None,
) -> ArticleVersion:
    """Store `reading` as the next version of `article`, with every claim landed in it.

    `base` is the number of the version it was written from; without it, the one `article`
    carries. Old anchors stay as history. Waivers follow their sentences; claims are
    looked for in new and changed sentences only. A cleared article stays cleared only
    where no sentence changed.

    Raises:
        NotAllowed: the actor is no editor.
        BadInput: the text is unfit, or the same as it was.
        ClaimChanged: another version came in since.
    """
    require("revise_article", actor, article=article)
    refuse_text(reading.text)
    if base is not None and article.current and base != article.current.number:
        raise ClaimChanged(
            f"Version {article.current.number} came in since version {base}, which you "
            "worked from. Compare them, then hand your text in again."
        )
    draft = read_draft(article, reading)
    with transaction.atomic():
        stored = lock_unchanged(article)
        if stored.current and stored.current.text == reading.text:
            raise BadInput("This is the text the desk has already.", field="text")
        landings = land_claims(stored, reading.text)
        version = write_version(stored, draft, landings, actor=actor, now=now)
    article.refresh_from_db()
    return version


def read_draft(article: Article, reading: Reading) -> Draft:
    """Cut the text and find what can be checked in it."""
    reading, found = read_claims(
        reading,
        ref_date=article.published_on,
        locale=article.locale,
        language=article.language,
    )
    return Draft(reading, split_sentences(reading.text), found)


def lock_unchanged(article: Article) -> Article:
    """Give the article locked.

    Raises:
        ClaimChanged: its current version is no longer the one `article` carries.
    """
    stored = lock_article(article)
    if stored.current_id != article.current_id:
        raise ClaimChanged("Somebody else brought in a newer version. Compare, then retry.")
    return stored


def write_version(
    article: Article,
    draft: Draft,
    landings: Sequence[Landing],
    *,
    actor: User,
    now: datetime,
    why: str = "",
) -> ArticleVersion:
    """Write text, sentences, anchors, new claims and trail of a locked article."""
    old = article.current
    if old is None:
        raise BadInput("The article has no text to revise.")
    version = add_version(article, old, draft.reading, actor=actor, now=now)
    before = list(old.sentences.all())
    rows = write_sentences(version, draft.sentences)
    lines = diff_sentences(cut_words(old, before), cut_words(version, rows))
    changed = sum(1 for line in lines if line.op != "same")
    # Before any claim reopens: the reason in the trail is the text, not its consequence.
    settle_clearance(article, old, version, touched=bool(changed), actor=actor, now=now)
    carry_waivers(lines, before, rows)
    landed = write_landings(version, rows, landings, draft.found, actor=actor, now=now)
    fresh = choose_fresh(draft.found, rows, lines, landings)
    added = add_claims(version, rows, fresh, now=now)
    cite_links(draft.reading.links, rows, added, actor=actor, now=now)
    cite_notes(draft.reading.notes, rows, added, actor=actor, now=now)
    write_article_trail(
        article,
        "revise_article",
        actor=actor,
        now=now,
        before={"version": old.number, "sha256": old.sha256},
        after={
            "version": version.number,
            "sha256": version.sha256,
            "sentences_changed": changed,
            "added": len(added),
            **landed,
        },
        reason=why,
    )
    return version


def add_version(
    article: Article, old: ArticleVersion, reading: Reading, *, actor: User, now: datetime
) -> ArticleVersion:
    """Write the next version and make it the current one."""
    version = ArticleVersion.objects.create(
        article=article,
        number=old.number + 1,
        text=reading.text,
        sha256=hashlib.sha256(reading.text.encode()).hexdigest(),
        input_format=reading.input_format,
        notices=reading.notices,
        created_by=actor,
        created_at=now,
    )
    article.current = version
    article.save(update_fields=("current",))
    return version


def cut_words(version: ArticleVersion, sentences: Sequence[Sentence]) -> list[str]:
    """Give each sentence's words."""
    return [version.text[one.start : one.end] for one in sentences]


def carry_waivers(
    lines: Sequence[Row], before: Sequence[Sentence], rows: Sequence[Sentence]
) -> None:
    """Let waivers follow the sentences that did not change."""
    carried = []
    for line in lines:
        if line.old is None or line.new is None or line.op not in ("same", "moved"):
            continue
        old, new = before[line.old], rows[line.new]
        if old.waived_reason:
            new.waived_reason, new.waived_by = old.waived_reason, old.waived_by
            carried.append(new)
    Sentence.objects.bulk_update(carried, ("waived_reason", "waived_by"))


def choose_fresh(
    found: Sequence[Found],
    rows: Sequence[Sentence],
    lines: Sequence[Row],
    landings: Sequence[Landing],
) -> list[Found]:
    """Give the findings in new and changed sentences where no claim of their kind, kept
    or dismissed, stands already."""
    touched = {line.new for line in lines if line.op in ("changed", "inserted")}
    spans = [rows[index] for index in sorted(n for n in touched if n is not None)]
    standing = [
        (lands.placed.start, lands.placed.end or 0, lands.anchor.claim.kind)
        for lands in landings
        if lands.placed.start is not None
    ]
    return [
        item
        for item in found
        if any(item.start < row.end and item.end > row.start for row in spans)
        and not any(
            (item.start < end and item.end > start and item.kind == kind)
            or (item.start, item.end) == (start, end)
            for start, end, kind in standing
        )
    ]


def add_claims(
    version: ArticleVersion,
    rows: Sequence[Sentence],
    fresh: Sequence[Found],
    *,
    now: datetime,
) -> list[Anchor]:
    """Write the new claims, numbered after the ones there are."""
    last = version.article.claims.aggregate(last=Max("number"))["last"] or 0
    return write_claims(version, rows, fresh, now=now, first_number=last + 1)


def settle_clearance(
    article: Article,
    old: ArticleVersion,
    version: ArticleVersion,
    *,
    touched: bool,
    actor: User,
    now: datetime,
) -> None:
    """Un-clear the article, or carry the clearance over where no sentence changed."""
    if touched:
        why = f"Version {version.number} came in."
        unclear_article(article, actor=actor, now=now, why=why, code="new_version")
        return
    article.refresh_from_db(fields=["status"])
    last = old.clearances.first()
    if article.status == Article.Status.CLEARED and last is not None:
        Clearance.objects.create(
            version=version,
            by=last.by,
            at=now,
            overridden=last.overridden,
            override_reason=last.override_reason,
        )

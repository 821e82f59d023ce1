"""Writing where the claims of one version stand in the next, and what follows from it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from claims.extraction import Found
from claims.intake.articles import CONTEXT
from claims.intake.links import sentence_at
from claims.models import Anchor, Article, ArticleVersion, Claim, Sentence, User
from claims.workflow import write_trail
from claims.workflow.anchoring import Placed, Span, reanchor
from claims.workflow.text_edits import (
    count_edit,
    describe_edit,
    list_facts,
    reopen_edited,
)

State = Anchor.State


@dataclass(frozen=True, slots=True)
class Landing:
    """Where one claim's anchor goes. `reopens` sends it to recheck whatever changed."""

    anchor: Anchor
    placed: Placed
    reopens: bool = False


def list_anchors(article: Article) -> list[Anchor]:
    """Give the current anchors of all claims, dismissed ones too."""
    rows = Anchor.objects.filter(claim__article=article, is_current=True)
    return list(rows.select_related("claim__article").order_by("pk"))


def land_claims(article: Article, text: str) -> list[Landing]:
    """Find where each claim stands in `text`, or that nobody can tell.

    A claim orphaned before comes back only where its very words do.
    """
    anchors = list_anchors(article)
    standing = [one for one in anchors if one.start is not None]
    old = article.current.text if article.current else ""
    spans = [Span(one.start or 0, one.end or 0) for one in standing]
    landings = [
        Landing(anchor, placed)
        for anchor, placed in zip(standing, reanchor(old, text, spans), strict=True)
    ]
    taken = [lands.placed for lands in landings if lands.placed.start is not None]
    orphans = [one for one in anchors if one.start is None]
    return landings + list(bring_back(orphans, text, taken))


def bring_back(
    orphans: Sequence[Anchor], text: str, taken: Sequence[Placed]
) -> list[Landing]:
    """Look for orphans from the version where each stood last."""
    last: dict[int, Anchor] = {}
    rows = Anchor.objects.filter(
        claim__in=[one.claim_id for one in orphans], start__isnull=False
    )
    for row in rows.select_related("version").order_by("version__number"):
        last[row.claim_id] = row
    by_version: dict[int, list[Anchor]] = defaultdict(list)
    for orphan in orphans:
        if orphan.claim_id in last:
            by_version[last[orphan.claim_id].version_id].append(orphan)
    found: list[Landing] = []
    for group in by_version.values():
        stood = [last[one.claim_id] for one in group]
        spans = [Span(one.start or 0, one.end or 0) for one in stood]
        answers = reanchor(stood[0].version.text, text, spans)
        found += [
            Landing(orphan, placed if is_free(placed, taken) else lose(placed))
            for orphan, placed in zip(group, answers, strict=True)
        ]
    return found


def is_free(placed: Placed, taken: Sequence[Placed]) -> bool:
    """Say whether the very words stand there and no other claim has exactly that place."""
    return placed.state in (State.KEPT, State.MOVED) and all(
        (one.start, one.end) != (placed.start, placed.end) for one in taken
    )


def lose(placed: Placed) -> Placed:
    """Give the answer as an orphan's."""
    return Placed("orphaned", None, None, placed.score, placed.margin)


def write_landings(
    version: ArticleVersion,
    sentences: Sequence[Sentence],
    landings: Sequence[Landing],
    found: Sequence[Found],
    *,
    actor: User,
    now: datetime,
) -> Counter[str]:
    """Write the anchors of the new version, keep the old ones as history, and reopen what
    was edited; gives how many claims landed in each state."""
    Anchor.objects.filter(pk__in=[one.anchor.pk for one in landings]).update(
        is_current=False
    )
    Anchor.objects.bulk_create(
        [place_anchor(version, sentences, landing) for landing in landings]
    )
    for landing in landings:
        if landing.anchor.claim.status != Claim.Status.DISMISSED:
            follow_landing(version, landing, found, actor=actor, now=now)
    return Counter(landing.placed.state for landing in landings)


def place_anchor(
    version: ArticleVersion, sentences: Sequence[Sentence], landing: Landing
) -> Anchor:
    """Give the unsaved anchor of a claim in the new version."""
    old, placed, text = landing.anchor, landing.placed, version.text
    if placed.start is None or placed.end is None:
        return Anchor(
            claim=old.claim,
            version=version,
            state=State.ORPHANED,
            quote=old.quote,
            prefix=old.prefix,
            suffix=old.suffix,
        )
    return Anchor(
        claim=old.claim,
        version=version,
        sentence=sentence_at(sentences, placed.start),
        state=placed.state,
        start=placed.start,
        end=placed.end,
        quote=text[placed.start : placed.end],
        prefix=text[max(0, placed.start - CONTEXT) : placed.start],
        suffix=text[placed.end : placed.end + CONTEXT],
    )


def follow_landing(
    version: ArticleVersion,
    landing: Landing,
    found: Sequence[Found],
    *,
    actor: User,
    now: datetime,
) -> None:
    """Write the trail of a claim that did not simply stay, and reopen it if facts changed.

    A change of wording alone leaves its status; its value is read again with its facts.
    """
    claim, placed = landing.anchor.claim, landing.placed
    facts = list_facts(placed.changed)
    if placed.state == State.KEPT and not facts and landing.anchor.start is not None:
        return
    span = placed.start is not None and version.text[placed.start : placed.end]
    words = span or landing.anchor.quote
    was, number = landing.anchor.quote, version.number
    write_trail(
        claim,
        f"anchor_{placed.state}",
        actor=actor,
        now=now,
        before={"quote": was},
        after={
            "quote": span or "",
            "version": number,
            "changed": [[one.kind, one.was, one.now] for one in placed.changed],
        },
    )
    if placed.state == State.EDITED or facts:
        count_edit(claim, now=now)
    if facts or landing.reopens:
        read_again(claim, placed, found)
        detail = describe_edit(was, words, facts, number=number)
        reopen_edited(
            claim, words=words, detail=detail, number=number, actor=actor, now=now
        )


def read_again(claim: Claim, placed: Placed, found: Sequence[Found]) -> None:
    """Store what a rule reads of the claim's words now; nothing where no rule does."""
    columns: dict[str, Any] = {
        "value": {},
        "readings": [],
        "reason": "Its words were edited; no rule reads them now.",
    }
    for item in found:
        if (item.start, item.end, item.kind) == (placed.start, placed.end, claim.kind):
            readings: list[Mapping[str, Any]] = [dict(one) for one in item.readings]
            columns = {
                "value": dict(item.value),
                "readings": readings,
                "rule": item.rule,
                "confidence": item.confidence,
                "reason": item.reason[:300],
            }
    Claim.objects.filter(pk=claim.pk).update(**columns)

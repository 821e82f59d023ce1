"""One claim into several, and several into one. The old ones are dismissed, not erased."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.db.models import Max

from claims.errors import BadInput
from claims.intake.articles import write_claims
from claims.intake.claims import read_span
from claims.intake.editing import (
    check_span,
    find_place,
    find_version,
    open_for_edit,
    take_snapshot,
)
from claims.models import Article, Claim, ClaimEdit, Evidence, Kind, User
from claims.workflow import advance_claim

MOST_PARTS = 12
COPIED = (
    "source_id", "stance", "passage", "locator", "value_found", "note", "passage_state",
    "passage_now", "passage_changes", "passage_seen_at", "added_by_id", "added_at",
)  # fmt: skip
Span = tuple[int, int]


@transaction.atomic
def split_claim(
    claim: Claim,
    *,
    at: Sequence[Span],
    reason: str = "",
    revision: int | None = None,
    actor: User,
    now: datetime,
) -> list[Claim]:
    """Make an open claim of each span of `at` (code points of the current text), each read
    by rule where one fits, with the evidence of the old one, which is dismissed.

    Raises:
        NotAllowed, TransitionRefused, ClaimChanged: as `open_for_edit`.
        BadInput: not 2 to 12 different spans, or one outside the claim's words.
    """
    stored = open_for_edit(claim, actor=actor, revision=revision)
    version, anchor = find_place(stored)
    spans = sorted({(start, end) for start, end in at})
    if not 2 <= len(spans) <= MOST_PARTS:
        raise BadInput(f"Give two to {MOST_PARTS} different parts.", field="at")
    for start, end in spans:
        check_span(version.text, start, end)
        if start < (anchor.start or 0) or end > (anchor.end or 0):
            raise BadInput("Every part lies within the claim's words.", field="at")
    parts = write_open(stored.article, spans, "", actor=actor, now=now)
    copy_evidence([stored], parts)
    retire(stored, parts, ClaimEdit.Act.SPLIT, actor=actor, now=now, reason=reason)
    claim.refresh_from_db()
    return parts


@transaction.atomic
def merge_claims(
    claims: Sequence[Claim],
    *,
    kind: str = "",
    reason: str = "",
    revision: int | None = None,
    actor: User,
    now: datetime,
) -> Claim:
    """Make one open claim from claims that overlap or touch, with all their evidence; the
    old ones are dismissed. `kind` is the first one's unless given; `revision` is the first
    one's, as it was read.

    Raises:
        NotAllowed, TransitionRefused, ClaimChanged: as `open_for_edit`, for any of them.
        BadInput: fewer than two, of two articles, or with words between them.
    """
    if not 2 <= len({claim.pk for claim in claims}) <= MOST_PARTS:
        raise BadInput("Give another claim to merge it with.", field="others")
    if len({claim.article_id for claim in claims}) > 1:
        raise BadInput("Claims of two articles cannot be one.", field="others")
    if kind and kind not in Kind.values:
        raise BadInput(f"“{kind}” is no kind of claim.", field="kind")
    first = claims[0]
    wanted = {first.pk: revision}
    stored = [
        open_for_edit(one, actor=actor, revision=wanted.get(one.pk))
        for one in sorted({one.pk: one for one in claims}.values(), key=lambda one: one.pk)
    ]
    span = join_spans(stored)
    article = stored[0].article
    (merged,) = write_open(article, [span], kind or first.kind, actor=actor, now=now)
    copy_evidence(stored, [merged])
    for one in stored:
        retire(one, [merged], ClaimEdit.Act.MERGE, actor=actor, now=now, reason=reason)
    first.refresh_from_db()
    return merged


def join_spans(claims: Sequence[Claim]) -> Span:
    """Give the span from the first word to the last.

    Raises:
        BadInput: words stand between two neighbours.
    """
    text = find_version(claims[0]).text
    places = [find_place(claim)[1] for claim in claims]
    spans = sorted((one.start or 0, one.end or 0) for one in places)
    until = spans[0][1]
    for (_, end), (start, _) in pairwise(spans):
        until = max(until, end)
        if any(sign.isalnum() for sign in text[until:start]):
            raise BadInput("They neither overlap nor touch: re-mark one.", field="others")
    return spans[0][0], max(end for _, end in spans)


def write_open(
    article: Article, spans: Sequence[Span], kind: str, *, actor: User, now: datetime
) -> list[Claim]:
    """Write an open claim for each span of the current text, numbered after the others."""
    held = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    version = held.current
    if version is None:
        raise BadInput("The article has no text.")
    last = held.claims.aggregate(last=Max("number"))["last"] or 0
    anchors = write_claims(
        version,
        list(version.sentences.all()),
        [read_span(held, version.text, start, end, kind) for start, end in spans],
        now=now,
        first_number=last + 1,
        status=Claim.Status.OPEN,
        created_by=actor,
    )
    return [anchor.claim for anchor in anchors]


def copy_evidence(sources: Sequence[Claim], targets: Sequence[Claim]) -> None:
    """Cite for every target what stands cited for the sources, once each."""
    rows = Evidence.objects.standing().filter(claim__in=sources).order_by("pk")
    once = {(row.source_id, row.passage): row for row in reversed(rows)}
    Evidence.objects.bulk_create(
        [
            Evidence(claim=target, **{name: getattr(row, name) for name in COPIED})
            for target in targets
            for row in reversed(once.values())
        ]
    )


def retire(
    claim: Claim,
    heirs: Sequence[Claim],
    act: str,
    *,
    actor: User,
    now: datetime,
    reason: str,
) -> ClaimEdit:
    """Dismiss a locked claim in favour of its heirs, with the edit and the trail."""
    before = take_snapshot(claim)
    after: dict[str, Any] = {
        "claims": [heir.public_id for heir in heirs],
        "quotes": [heir.quote for heir in heirs],
    }
    advance_claim(
        claim,
        to=Claim.Status.DISMISSED,
        actor=actor,
        now=now,
        reason=f"{act}: {reason.strip()}".rstrip(": "),
        after=after,
    )
    return ClaimEdit.objects.create(
        claim=claim,
        act=act,
        rule=before["rule"],
        before={name: before[name] for name in ("kind", "value", "start", "end", "quote")},
        after=after,
        reason=reason.strip(),
        by=actor,
        at=now,
    )

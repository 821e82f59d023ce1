"""Checked before: what the desk decided on the same assertion elsewhere, and reusing it.

A past verdict is shown with its age and with what happened to its sources since. It never
becomes a verdict here by itself: reusing one fills in a review that a person hands in.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, JSONField, OuterRef, TextField, Value
from django.db.models.functions import MD5, Cast
from rapidfuzz import fuzz

from claims.errors import BadInput, NotAllowed
from claims.models import Anchor, Claim, Evidence, LinkCheck, Review, Source, User, Verdict
from claims.verdicts.reviews import find_started
from claims.workflow import lock_claim, write_trail
from claims.workflow.sameness import key_claim

MOST = 5  # past verdicts shown
LOOKED_AT = 200  # claims of the same kind and value that are compared
CLOSE = 60.0  # least likeness of both claims' surroundings, of 100


@dataclass(frozen=True, slots=True)
class SourceChange:
    """What happened to a source of a past verdict: `code` is source_gone, passage_altered,
    passage_missing or source_drifted."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Past:
    """A verdict on the same assertion in another article. `likeness` is 0 to 100; `cited`
    are the web pages it rests on, none of them confidential."""

    claim: Claim
    verdict: Verdict
    days: int
    is_stale: bool
    likeness: float
    changes: tuple[SourceChange, ...]
    cited: tuple[Evidence, ...]


def find_past(claim: Claim, user: User, *, today: date) -> list[Past]:
    """Give the newest verdicts on claims of the same kind, value and close words in other
    articles that `user` may open; those most alike first."""
    if key_claim(claim) is None:
        return []
    around = read_around(claim.anchor)
    found = []
    for other in list_same_value(claim, user):
        likeness = fuzz.token_set_ratio(around, read_around(other.anchor))
        verdicts: list[Verdict] = getattr(other, "newest_verdicts", [])
        if likeness >= CLOSE and verdicts:
            found.append((likeness, other, verdicts[0]))
    found.sort(key=lambda row: (-row[0], -row[2].pk))
    return [
        describe_past(other, verdict, likeness, user=user, today=today)
        for likeness, other, verdict in found[:MOST]
    ]


def describe_past(
    claim: Claim, verdict: Verdict, likeness: float, *, user: User, today: date
) -> Past:
    """Give a past verdict with its age and what became of its sources; two queries."""
    rows = Evidence.objects.visible_to(user).standing().filter(claim=claim)
    cited = list(rows.select_related("source"))
    pages = (
        row
        for row in cited
        if row.source.kind == Source.Kind.WEB and not row.source.confidential
    )
    return Past(
        claim=claim,
        verdict=verdict,
        days=(today - verdict.as_of).days,
        is_stale=verdict.is_stale(today),
        likeness=likeness,
        changes=tuple(list_changes(verdict, cited)),
        cited=tuple(pages),
    )


def list_same_value(claim: Claim, user: User) -> Iterable[Claim]:
    """Give claims of the same kind and value in other articles that were decided."""
    value = Cast(Value(claim.value, JSONField()), TextField())
    decided = Exists(Verdict.objects.filter(claim=OuterRef("pk")))
    same = (
        Claim.objects.visible_to(user)
        .alias(value_key=MD5(Cast("value", TextField())))
        .filter(decided, kind=claim.kind, value_key=MD5(value))
        .exclude(article_id=claim.article_id)
    )
    return same.for_queue().defer("article__current__text")[:LOOKED_AT]


def read_around(anchor: Anchor | None) -> str:
    """Give the claim's words and those beside them, case folded."""
    if anchor is None:
        return ""
    return f"{anchor.prefix} {anchor.quote} {anchor.suffix}".casefold()


def list_changes(verdict: Verdict, cited: Sequence[Evidence]) -> Iterator[SourceChange]:
    """Yield what happened since to the sources of `cited`, which it rested on."""
    drifted = set(
        LinkCheck.objects.filter(
            source__in=[row.source_id for row in cited],
            outcome="drifted",
            at__gt=verdict.decided_at,
        ).values_list("source", flat=True)
    )
    for row in cited:
        if row.source.dead_since is not None:
            yield SourceChange("source_gone", str(row.source))
        elif row.passage_state in ("altered", "missing"):
            yield SourceChange(f"passage_{row.passage_state}", str(row.source))
        elif row.source_id in drifted:
            yield SourceChange("source_drifted", str(row.source))


@transaction.atomic
def reuse_verdict(claim: Claim, *, actor: User, now: datetime, verdict: Verdict) -> Review:
    """Fill in the actor's started review from a past verdict; they still hand it in.

    Raises:
        TransitionRefused: the actor has started no review.
        NotAllowed: the verdict is of an article the actor may not open.
        BadInput: it is of this article, of another assertion, or was revised.
    """
    stored = lock_claim(claim)
    review = find_started(stored, actor)
    if not Claim.objects.visible_to(actor).filter(pk=verdict.claim_id).exists():
        raise NotAllowed("This verdict is of an article that is not open to you.")
    offered = [past.verdict.pk for past in find_past(stored, actor, today=now.date())]
    if verdict.pk not in offered:
        raise BadInput("This verdict is not on the same assertion.", field="verdict")
    review.reuses, review.rating = verdict, verdict.rating
    review.rationale, review.as_of = verdict.rationale, verdict.as_of
    review.save(update_fields=("reuses", "rating", "rationale", "as_of"))
    # Which verdict it was would tell the other reviewer the rating: the review keeps it.
    write_trail(stored, "reuse_verdict", actor=actor, now=now, after={"part": review.part})
    return review

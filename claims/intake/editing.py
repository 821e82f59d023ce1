"""Correcting one claim: its value, its kind, or the words it stands on.

Only claims that nobody reviews yet are edited: a review judges what it was shown. Every
correction is a row with the rule it overrules, and a line in the trail.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from claims.errors import BadInput, ClaimChanged, TransitionRefused
from claims.extraction import Found
from claims.intake.articles import anchor_span
from claims.intake.claims import read_span
from claims.intake.links import sentence_at
from claims.intake.spoken_values import describe_now
from claims.intake.typed_values import NUMBERS, check_value
from claims.models import Anchor, ArticleVersion, Claim, ClaimEdit, Kind, User
from claims.workflow import lock_claim, write_trail
from claims.workflow.access import require

Status = Claim.Status
EDITABLE = (Status.DETECTED, Status.OPEN)
FIXES = {
    Status.DISMISSED: "It is dismissed: restore it first.",
    Status.IN_REVIEW: "It is under review: let go of the review first.",
    Status.SECOND_REVIEW: "It is under review: let both reviews end first.",
    Status.DISPUTED: "Its reviews differ: have the dispute decided first.",
    Status.DECIDED: "It has a verdict: ask for a correction and reopen it first.",
    Status.PUBLISHED: "It is published: ask for a correction and reopen it first.",
    Status.RECHECK: "It is in recheck: open a round, and let go of it, first.",
}
READ = ("kind", "value", "readings", "rule", "confidence", "reason", "parts")
PLACED = ("start", "end", "quote")
TRAILED = ("kind", "value", *PLACED)
MOST_READINGS = 8
PERSON = "person"  # the rule of what people marked where none fits


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit sets: columns of the claim and, where the words change, its anchor."""

    act: str
    columns: Mapping[str, Any]
    anchor: Anchor | None = None  # unsaved: place and surroundings


@transaction.atomic
def correct_value(
    claim: Claim,
    *,
    value: Mapping[str, Any],
    reason: str = "",
    revision: int | None = None,
    actor: User,
    now: datetime,
) -> ClaimEdit:
    """Make `value` the reading; what was read before stays as another reading.

    Raises:
        NotAllowed, TransitionRefused, ClaimChanged: as `open_for_edit`.
        BadInput: the value has not the shape of the claim's kind, or is the same.
    """
    stored = open_for_edit(claim, actor=actor, revision=revision)
    wanted = check_value(stored.kind, value)
    if wanted == stored.value:
        raise BadInput("That is how it is read already.", field="value")
    rest = [one for one in stored.readings if drop_reason(one) != wanted]
    if stored.value:
        rest.insert(0, {**stored.value, "reason": "read so before it was corrected"})
    columns = {
        "value": wanted,
        "readings": rest[:MOST_READINGS],
        "reason": say_why("Corrected by a person", reason),
    }
    change = Change(ClaimEdit.Act.VALUE, columns)
    return write_change(claim, stored, change, actor=actor, now=now, reason=reason)


@transaction.atomic
def retype_claim(
    claim: Claim,
    *,
    kind: str,
    reason: str = "",
    revision: int | None = None,
    actor: User,
    now: datetime,
) -> ClaimEdit:
    """Make it a claim of `kind`, read by that kind's rule where one fits the words.

    Where none does, a number keeps its figure between kinds of numbers; any other value
    is left empty for a person to give.

    Raises:
        NotAllowed, TransitionRefused, ClaimChanged: as `open_for_edit`.
        BadInput: the kind is unknown or the same, or the claim has no place.
    """
    stored = open_for_edit(claim, actor=actor, revision=revision)
    if kind not in Kind.values:
        raise BadInput(f"“{kind}” is no kind of claim.", field="kind")
    if kind == stored.kind:
        raise BadInput("It is of that kind already.", field="kind")
    version, anchor = find_place(stored)
    item = read_span(stored.article, version.text, anchor.start or 0, anchor.end or 0, kind)
    columns = take_reading(item)
    if item.rule == PERSON:
        columns["value"] = keep_figure(stored.value, stored.kind, kind)
        columns["reason"] = say_why("Kind given by a person", reason)
    change = Change(ClaimEdit.Act.KIND, columns)
    return write_change(claim, stored, change, actor=actor, now=now, reason=reason)


@transaction.atomic
def respan_claim(
    claim: Claim,
    *,
    start: int,
    end: int,
    reason: str = "",
    revision: int | None = None,
    actor: User,
    now: datetime,
) -> ClaimEdit:
    """Anchor it to the words from `start` to `end` (code points, end-exclusive) of the
    current text; an orphan finds a place again.

    Where a rule reads just these words as its kind, that reading replaces the old one;
    else the value stays.

    Raises:
        NotAllowed, TransitionRefused, ClaimChanged: as `open_for_edit`.
        BadInput: the span lies outside the text, is blank, or is the same.
    """
    stored = open_for_edit(claim, actor=actor, revision=revision)
    version = find_version(stored)
    check_span(version.text, start, end)
    old = stored.anchor
    if old is not None and (old.start, old.end) == (start, end):
        raise BadInput("It stands on these very words already.", field="start")
    item = read_span(stored.article, version.text, start, end, stored.kind)
    fits = item.rule != PERSON
    columns = take_reading(item) if fits else {"reason": say_why("Re-marked", reason)}
    sentence = sentence_at(list(version.sentences.all()), start)
    change = Change(
        ClaimEdit.Act.SPAN, columns, anchor_span(stored, version, sentence, item)
    )
    return write_change(claim, stored, change, actor=actor, now=now, reason=reason)


def open_for_edit(claim: Claim, *, actor: User, revision: int | None = None) -> Claim:
    """Give the claim's row, locked until the transaction ends.

    Raises:
        NotAllowed: the actor is no editor.
        ClaimChanged: the stored revision is not the one that was read (`revision`, else
            the one `claim` carries).
        TransitionRefused: the claim is not detected or open; says what to do first.
    """
    require("correct_claim", actor, claim)
    stored = lock_claim(claim)
    if stored.revision != (claim.revision if revision is None else revision):
        raise ClaimChanged(
            "Somebody else moved or edited this claim first. Look at both; save again.",
            extra={"theirs": describe_now(stored), "revision": stored.revision},
        )
    if stored.status not in EDITABLE:
        raise TransitionRefused(FIXES[Status(stored.status)])
    return stored


def find_version(claim: Claim) -> ArticleVersion:
    """Give the text that stands now."""
    version = claim.article.current
    if version is None:
        raise BadInput("The article has no text.")
    return version


def find_place(claim: Claim) -> tuple[ArticleVersion, Anchor]:
    """Give the current text and where the claim stands in it.

    Raises:
        BadInput: its words are gone.
    """
    anchor = claim.anchor
    if anchor is None or anchor.start is None:
        raise BadInput("Its words are no longer in the text: mark its place first.")
    return find_version(claim), anchor


def check_span(text: str, start: int, end: int) -> None:
    """Raise BadInput for a span that is outside the text or has white space at an edge."""
    words = text[start:end] if 0 <= start < end <= len(text) else ""
    if not words.strip():
        raise BadInput("Mark at least one word inside the text.", field="start")
    if words != words.strip():
        raise BadInput("Mark words without white space at their ends.", field="start")


def take_reading(item: Found) -> dict[str, Any]:
    """Give the columns of a claim as a finding fills them."""
    return {
        "kind": item.kind,
        "value": dict(item.value),
        "readings": [dict(reading) for reading in item.readings],
        "rule": item.rule,
        "confidence": item.confidence,
        "reason": item.reason[:300],
        "parts": dict(item.parts),
    }


def keep_figure(value: Mapping[str, Any], old: str, new: str) -> dict[str, Any]:
    """Give what of a value still holds when the kind changes."""
    if old not in NUMBERS or new not in NUMBERS or new in (Kind.MONEY, Kind.QUANTITY):
        return {}
    return {key: value[key] for key in ("n", "low", "high", "mod") if key in value}


def drop_reason(reading: Mapping[str, Any]) -> dict[str, Any]:
    """Give a reading as a value."""
    return {key: one for key, one in reading.items() if key != "reason"}


def say_why(act: str, reason: str) -> str:
    """Give the claim's one line of reason after a person's act."""
    return (f"{act}: {reason.strip()}" if reason.strip() else f"{act}.")[:300]


def take_snapshot(claim: Claim) -> dict[str, Any]:
    """Give all that an edit may change, as it is stored."""
    anchor = claim.anchors.filter(is_current=True).first()
    return {name: getattr(claim, name) for name in READ} | {
        name: getattr(anchor, name, None) for name in PLACED
    }


def write_change(
    claim: Claim,
    stored: Claim,
    change: Change,
    *,
    actor: User,
    now: datetime,
    reason: str = "",
    undoes: ClaimEdit | None = None,
) -> ClaimEdit:
    """Write columns, anchor, edit and trail of a locked claim; `claim` is read again."""
    before = take_snapshot(stored)
    Claim.objects.filter(pk=stored.pk).update(
        **change.columns, revision=F("revision") + 1, changed_at=now
    )
    if change.anchor is not None:
        place_anchor(stored, change.anchor)
    claim.refresh_from_db()
    vars(claim).pop("current_anchors", None)  # what `for_queue` fetched is no longer so
    after = take_snapshot(claim)
    changed = [name for name in before if before[name] != after[name]]
    edit = ClaimEdit.objects.create(
        claim=claim,
        act=change.act,
        rule=before["rule"],
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
        reason=reason.strip(),
        undoes=undoes,
        by=actor,
        at=now,
    )
    told = [name for name in changed if name in TRAILED]
    write_trail(
        claim,
        f"edit_{change.act}" if undoes is None else "undo_edit",
        actor=actor,
        now=now,
        before={name: before[name] for name in told},
        after={name: after[name] for name in told},
        reason=reason.strip(),
    )
    return edit


def place_anchor(claim: Claim, wanted: Anchor) -> None:
    """Move the claim's current anchor to a place in the current version."""
    names = ("version_id", "sentence_id", "start", "end", "quote", "prefix", "suffix")
    claim.anchors.filter(is_current=True).update(
        **{name: getattr(wanted, name) for name in names}, state=Anchor.State.KEPT
    )

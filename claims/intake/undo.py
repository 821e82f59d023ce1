"""Taking back one's own last correction."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from claims.errors import ClaimChanged, TransitionRefused
from claims.extraction import Found
from claims.intake.articles import anchor_span
from claims.intake.editing import READ, Change, find_version, open_for_edit, write_change
from claims.intake.links import sentence_at
from claims.models import Anchor, Article, Claim, ClaimEdit, TrailEntry, User
from claims.models.trail import PASSING
from claims.workflow import advance_claim, lock_claim
from claims.workflow.access import require_tie

Act = ClaimEdit.Act
IN_PLACE = (Act.VALUE, Act.KIND, Act.SPAN)
CORRECTIONS = (*(f"edit_{act}" for act in IN_PLACE), "undo_edit")
REASON = "An edit was undone."


def find_last_edit(article: Article, actor: User) -> ClaimEdit | None:
    """Give the actor's newest correction in the article that still stands."""
    return (
        ClaimEdit.objects.filter(claim__article=article, by=actor, undone_by=None)
        .exclude(act=Act.UNDO)
        .select_related("claim", "by")
        .order_by("-pk")
        .first()
    )


@transaction.atomic
def undo_edit(edit: ClaimEdit, *, actor: User, now: datetime) -> Claim:
    """Put back what `edit` changed; give the claim it was made on.

    Split and merged claims come back open and their heirs are dismissed; a dismissed claim
    comes back open.

    Raises:
        NotAllowed: somebody else made the edit, or the actor is no editor any more.
        TransitionRefused: it is an undo itself, is undone already, or work has gone on.
        ClaimChanged: a later edit stands on it, or work has gone on since.
    """
    mine = {"corrected"} if edit.by_id == actor.pk else set()
    require_tie("undo_edit", actor, edit.claim.article, also=mine)
    claim = lock_claim(edit.claim)
    refuse_undo(edit, claim)
    if edit.act in IN_PLACE:
        restore_columns(edit, claim, actor=actor, now=now)
    else:
        dismiss_heirs(edit, actor=actor, now=now)
        for one in find_siblings(edit):
            bring_back(one, actor=actor, now=now)
    claim.refresh_from_db()
    return claim


def refuse_undo(edit: ClaimEdit, claim: Claim) -> None:
    """Raise unless `edit` is the newest standing edit of its claim."""
    if edit.act == Act.UNDO or ClaimEdit.objects.filter(undoes=edit).exists():
        raise TransitionRefused("This is undone already.")
    standing = claim.edits.filter(undone_by=None).exclude(act=Act.UNDO)
    if standing.filter(pk__gt=edit.pk).exists():
        raise ClaimChanged("The claim was corrected again since. Undo that first.")


def restore_columns(edit: ClaimEdit, claim: Claim, *, actor: User, now: datetime) -> None:
    """Write the values from before the edit, and the place where that changed."""
    stored = open_for_edit(claim, actor=actor)
    refuse_newer_work(edit, claim)
    columns = {name: edit.before[name] for name in READ if name in edit.before}
    anchor = rebuild_anchor(edit, stored) if "quote" in edit.before else None
    change = Change(Act.UNDO, columns, anchor)
    write_change(claim, stored, change, actor=actor, now=now, reason=REASON, undoes=edit)


def refuse_newer_work(edit: ClaimEdit, claim: Claim) -> None:
    """Raise ClaimChanged where anything but corrections was done to the claim since."""
    entries = TrailEntry.objects.filter(subject=f"claim:{claim.public_id}").order_by("-seq")
    own = entries.filter(action=f"edit_{edit.act}", at=edit.at).first()
    since = own.seq if own else 0
    others = entries.filter(seq__gt=since).exclude(action__in=(*PASSING, *CORRECTIONS))
    if newer := others.first():
        who = newer.actor_name
        raise ClaimChanged(
            f"Claim {claim.number} has moved on since, by {who}: look at it first."
        )


def rebuild_anchor(edit: ClaimEdit, claim: Claim) -> Anchor:
    """Give the anchor from before.

    Raises:
        ClaimChanged: a new version came in, and other words stand there.
    """
    version, now_at = find_version(claim), claim.anchor
    start = edit.before.get("start", now_at.start if now_at else None)
    end = edit.before.get("end", now_at.end if now_at else None)
    if start is None or end is None or version.text[start:end] != edit.before["quote"]:
        raise ClaimChanged("Other words stand there by now. Mark the place anew.")
    item = Found(start, end, claim.kind, {}, claim.rule, claim.confidence)
    sentence = sentence_at(list(version.sentences.all()), start)
    return anchor_span(claim, version, sentence, item)


def find_siblings(edit: ClaimEdit) -> Sequence[ClaimEdit]:
    """Give the edits of one act: those of every claim merged into the same one."""
    if edit.act != Act.MERGE:
        return [edit]
    same = ClaimEdit.objects.filter(
        act=Act.MERGE, claim__article_id=edit.claim.article_id, by=edit.by_id
    )
    return list(same.filter(after__claims=edit.after["claims"]).select_related("claim"))


def dismiss_heirs(edit: ClaimEdit, *, actor: User, now: datetime) -> None:
    """Dismiss what a split or merge made.

    Raises:
        TransitionRefused: somebody has begun to work on one of them.
    """
    heirs = Claim.objects.filter(public_id__in=edit.after.get("claims", ())).order_by("pk")
    for heir in heirs:
        stored = lock_claim(heir)
        if stored.status != Claim.Status.OPEN or stored.edits.exists():
            raise TransitionRefused(
                f"Claim {stored.number} came of it and has been worked on since."
            )
        advance_claim(
            stored, to=Claim.Status.DISMISSED, actor=actor, now=now, reason=REASON,
            after={"edit": edit.pk},
        )  # fmt: skip


def bring_back(edit: ClaimEdit, *, actor: User, now: datetime) -> None:
    """Open a claim again that an edit dismissed, and note the undoing."""
    claim = lock_claim(edit.claim)
    advance_claim(
        claim, to=Claim.Status.OPEN, actor=actor, now=now, reason=REASON,
        after={"edit": edit.pk},
    )  # fmt: skip
    ClaimEdit.objects.create(
        claim=claim, act=Act.UNDO, rule=edit.rule, undoes=edit, by=actor, at=now
    )

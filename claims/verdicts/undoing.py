"""Taking back what one did last to a claim or a sentence; a bulk act as a whole.

Nothing is deleted: an undo is an act of its own, with its own entry in the trail.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from claims.errors import BadInput, ClaimChanged, DeskError, TransitionRefused
from claims.models import Article, Claim, Sentence, TrailEntry, User
from claims.models.trail import PASSING
from claims.verdicts.assignments import name, refuse_unfit_person
from claims.verdicts.coverage import lock_sentence, take_waiver_back
from claims.workflow import advance_claim, lock_claim, write_trail
from claims.workflow.access import require, require_tie
from claims.workflow.batches import MARK, list_batch
from claims.workflow.moves import note_overruling
from claims.workflow.permissions import find_objection
from claims.workflow.standing import reexamine_article
from claims.workflow.transitions import TABLE

UNDO = "undo"
REASON = "An act was undone."


@dataclass(frozen=True, slots=True)
class Undoing:
    """Who undoes which entry, and when."""

    entry: TrailEntry
    actor: User
    now: datetime

    @property
    def after(self) -> dict[str, Any]:
        """What the undo's own entry names."""
        return {"undoes": self.entry.seq}


def find_last_act(article: Article, actor: User) -> TrailEntry | None:
    """Give the last thing that `actor` did in the article, where it can be undone."""
    own = TrailEntry.objects.filter(chain=article.public_id, actor=actor)
    entry = own.exclude(action__in=PASSING).order_by("-seq").first()
    return find_undoable(entry, actor) if entry is not None else None


def find_undoable(entry: TrailEntry, actor: User) -> TrailEntry | None:
    """Give `entry` where it is the last thing that happened to its subject, and `actor`'s
    to undo."""
    same = TrailEntry.objects.filter(chain=entry.chain, subject=entry.subject)
    newest = same.exclude(action__in=PASSING).order_by("-seq").first()
    if newest is None or newest.pk != entry.pk or not can_undo([newest], actor):
        return None
    return newest


def can_undo(entries: Iterable[TrailEntry], actor: User) -> bool:
    """Say whether the newest of `entries`, newest first, is an act that `actor` may undo,
    as far as these tell: `undo_act` looks again."""
    newest = next((one for one in entries if one.action not in PASSING), None)
    if newest is None or newest.actor_id != actor.pk or not is_whole(newest):
        return False
    return actor.is_active and not find_objection(newest.action, actor.role)


def is_whole(entry: TrailEntry) -> bool:
    """Say whether the entry is of an act that can be undone by itself. A step that says
    more than its status belongs to a split, a merge or their undoing."""
    told = set(entry.after) - {MARK}
    return entry.action in BACK and ("status" not in told or told == {"status"})


@transaction.atomic
def undo_act(entry: TrailEntry, *, actor: User, now: datetime) -> int:
    """Put back what the act of `entry` changed; gives how many claims or sentences.

    Of a bulk act all is put back, or nothing.

    Raises:
        NotAllowed: somebody else did it, or the actor may not do such acts any more.
        TransitionRefused: such an act is not undone, or this one is undone already.
        ClaimChanged: work has gone on since; a bulk act's says on which claim.
        BadInput: who was asked before may not review any more, or is away.
    """
    article = Article.objects.get(public_id=entry.chain)
    mine = {"did"} if entry.actor_id == actor.pk else set()
    require_tie("undo_act", actor, article, also=mine)
    if not is_whole(entry):
        raise TransitionRefused("This act is not undone. Do the opposite, and say why.")
    batch = list_batch(entry)
    for touched in list_touched(batch):
        require(entry.action, actor, article=touched)
    for one in batch:
        try:
            BACK[one.action](Undoing(one, actor, now))
        except DeskError as refusal:
            if len(batch) == 1:
                raise
            raise ClaimChanged(
                f"{refusal.detail} Nothing was undone.", extra={"code": refusal.code}
            ) from refusal
    return len(batch)


def list_touched(batch: list[TrailEntry]) -> list[Article]:
    """Give every article that the acts of a batch are in."""
    chains = {one.chain for one in batch}
    return list(Article.objects.filter(public_id__in=chains).order_by("pk"))


def list_offered(entry: TrailEntry, actor: User) -> list[TrailEntry]:
    """Give what undoing `entry` would put back; nothing where part of it is in an article
    that is not open to `actor` any more."""
    batch = list_batch(entry)
    others = {one.chain for one in batch} - {entry.chain}
    seen = Article.objects.visible_to(actor).filter(public_id__in=others)
    return batch if not others or seen.count() == len(others) else []


def refuse_newer(entry: TrailEntry, number: int | None = None) -> None:
    """Raise unless nothing happened to the entry's subject since; its row is locked."""
    same = TrailEntry.objects.filter(chain=entry.chain, subject=entry.subject)
    newest = same.exclude(action__in=PASSING).order_by("-seq")[0]
    if newest.seq == entry.seq:
        return
    if same.filter(action=UNDO, after__undoes=entry.seq).exists():
        raise TransitionRefused("This is undone already.")
    who = newest.actor_name
    if number is None:
        raise ClaimChanged(f"The sentence has moved on since, by {who}: look at it first.")
    raise ClaimChanged(f"Claim {number} has moved on since, by {who}: look at it first.")


def hold_claim(entry: TrailEntry) -> Claim:
    """Give the entry's claim, locked.

    Raises: as `refuse_newer`.
    """
    public_id = entry.subject.partition(":")[2]
    claim = lock_claim(Claim.objects.get(public_id=public_id))
    refuse_newer(entry, claim.number)
    return claim


def put_status_back(given: Undoing) -> None:
    """Dismiss and restore. What was dismissed comes back open, as no step of the table
    leads back to detected."""
    claim = hold_claim(given.entry)
    step = TABLE["dismissed", "open"]
    if given.entry.action == "restore":
        step = TABLE["open", "dismissed"]
    who: dict[str, Any] = {"actor": given.actor, "now": given.now, "reason": REASON}
    moved = advance_claim(claim, to=step.after, act=UNDO, after=given.after, **who)
    note_overruling(moved, step, **who)


def take_made_back(given: Undoing) -> None:
    """Add a claim: it is dismissed, and its number is not given again."""
    advance_claim(
        hold_claim(given.entry), to=Claim.Status.DISMISSED, act=UNDO, after=given.after,
        actor=given.actor, now=given.now, reason=REASON,
    )  # fmt: skip


def put_asked_back(given: Undoing) -> None:
    """Assign: both who were asked before. They were told then, and are not told again."""
    claim, before = hold_claim(given.entry), given.entry.before
    first = find_fit(claim, before["reviewer"], "reviewer", given)
    second = find_fit(claim, before["second"], "second_reviewer", given)
    write_people(claim, given, reviewer=first, second_reviewer=second)


def put_holder_back(given: Undoing) -> None:
    """Reassign: who was asked or had begun is asked again; what was begun stays ended."""
    claim, entry = hold_claim(given.entry), given.entry
    column = "second_reviewer" if entry.after["part"] == "second" else "reviewer"
    person = find_fit(claim, entry.before["reviewer"], column, given)
    write_people(claim, given, **{column: person})


def find_fit(claim: Claim, username: str, field: str, given: Undoing) -> User | None:
    """Give who is to be asked again; None is anybody.

    Raises:
        BadInput: they may not review it any more, are away, or have another name now.
    """
    person = User.objects.filter(username=username).first() if username else None
    if username and person is None:
        raise BadInput(
            f"Nobody is called {username} any more. Ask somebody by hand.", field=field
        )
    if person is not None and getattr(claim, f"{field}_id") != person.pk:
        refuse_unfit_person(claim, person, field, day=given.now.date())
    return person


def write_people(claim: Claim, given: Undoing, **people: User | None) -> None:
    """Set who is asked, and write the trail."""
    before = {one: name(getattr(claim, one)) for one in people}
    after = {one: name(person) for one, person in people.items()}
    Claim.objects.filter(pk=claim.pk).update(changed_at=given.now, **people)
    write_undo(claim, given, before=before, after=after)


def put_flags_back(given: Undoing) -> None:
    """Flag risks: the flags from before. A cleared article is looked at again."""
    claim, risks = hold_claim(given.entry), given.entry.before["risk"]
    Claim.objects.filter(pk=claim.pk).update(risk=risks, changed_at=given.now)
    write_undo(claim, given, before={"risk": claim.risk}, after={"risk": risks})
    reexamine_article(claim.article, actor=given.actor, now=given.now)


def write_undo(
    claim: Claim, given: Undoing, *, before: dict[str, Any], after: dict[str, Any]
) -> None:
    """Write the undo's entry about a claim."""
    write_trail(
        claim, UNDO, actor=given.actor, now=given.now, before=before,
        after=after | given.after, reason=REASON,
    )  # fmt: skip


def open_sentence(given: Undoing) -> None:
    """Waive: the sentence is open again."""
    _, number, index = given.entry.subject.split(":")
    rows = Sentence.objects.select_related("version__article")
    sentence = rows.get(
        version__article__public_id=given.entry.chain,
        version__number=int(number),
        index=int(index),
    )
    stored = lock_sentence(sentence, given.actor)
    refuse_newer(given.entry)
    take_waiver_back(
        stored, actor=given.actor, now=given.now, why=REASON, action=UNDO, more=given.after
    )


BACK: dict[str, Callable[[Undoing], None]] = {
    "add_claim": take_made_back,
    "dismiss": put_status_back,
    "restore": put_status_back,
    "assign": put_asked_back,
    "reassign": put_holder_back,
    "flag_risks": put_flags_back,
    "waive_sentence": open_sentence,
}

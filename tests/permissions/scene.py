"""A claim in any status with a person tied to it in any way, and each act on it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from claims.errors import ClaimChanged, DeskError, NotAllowed, TransitionRefused
from claims.evidence import cite_source
from claims.evidence.contacts import log_contact, mark_reporter
from claims.intake.editing import retype_claim
from claims.models import Alarm, Article, Claim, Publication, Rating, Review, User, Verdict
from claims.publishing import ask_correction, publish_claim, withdraw_publication
from claims.verdicts import (
    adjudicate,
    assign_reviewers,
    open_round,
    release_claim,
    start_review,
    submit_review,
    withdraw_review,
)
from claims.verdicts.queries import raise_query
from claims.verdicts.reassigning import reassign_review
from claims.verdicts.risks import flag_risks
from claims.workflow import dismiss_alarms, move_claim
from tests.conftest import NOON
from tests.steps import put_status

DAY = date(2019, 3, 30)


@dataclass(frozen=True)
class Way:
    """How an act is done: by service, and by the addresses and bodies of both doors."""

    service: Callable[..., object]
    page: str
    form: dict[str, str]
    operation: str
    body: dict[str, Any]
    prefix: str = ""
    people: Callable[[Claim], Mapping[str, User | None]] | None = None

    def typed(self, claim: Claim) -> dict[str, str]:
        """Give the form as a browser sends it; people go by public id."""
        dash = f"{self.prefix}-" if self.prefix else ""
        given = {dash + key: value for key, value in self.form.items()}
        named = self.people(claim) if self.people else {}
        return given | {key: one.public_id if one else "" for key, one in named.items()}

    def told(self, claim: Claim) -> dict[str, Any]:
        """Give the body as a tool sends it; people go by user name."""
        named = self.people(claim) if self.people else {}
        return self.body | {
            key: one.username if one else None for key, one in named.items()
        }


def judge(claim: Claim, *, by: Callable[..., object], **who: Any) -> object:
    """Give a verdict without a number, which no rule of evidence binds."""
    rating = Rating.objects.get(code="opinion")
    return by(claim, rating=rating, rationale="So.", as_of=DAY, **who)


def move(to: str) -> Way:
    """Give the way of a step by hand."""
    given: dict[str, Any] = {"to": to, "note": "Because."}
    return Way(partial(move_claim, **given), "move/", given, "move/", given)


WHY: dict[str, Any] = {"reason": "Because."}
JUDGED = {"rating": "opinion", "rationale": "So.", "as_of": "2019-03-30"}
SPOKE = {
    "asked": "A docker", "medium": "phone", "spoke_at": "2019-03-29T10:00",
    "confirmed": "Yes.",
}  # fmt: skip
SPOKEN: dict[str, Any] = {**SPOKE, "spoke_at": NOON}
PERSON = {"kind": "document", "title": "A manifest", "stance": "supports"}
WAYS = {
    "keep": move("open"),
    "dismiss": move("dismissed"),
    "restore": move("open"),
    "correct_claim": Way(
        partial(retype_claim, kind="count"), "edit/kind/", {"kind": "count"},
        "edit/", {"kind": "count"},
    ),
    "cite_source": Way(
        partial(cite_source, kind="document", title="A manifest"), "evidence/", PERSON,
        "evidence/", PERSON, "cite",
    ),
    "log_contact": Way(
        partial(log_contact, **SPOKEN), "contacts/", SPOKE, "contacts/", SPOKE
    ),
    "mark_reporter": Way(
        partial(mark_reporter, rests=True, reason="Notes."), "contacts/mark/",
        {"rests": "on", "reason": "Notes."}, "reporter-marks/",
        {"rests": True, "reason": "Notes."},
    ),
    "flag_risks": Way(
        partial(flag_risks, risks=["legal"]), "risks/", {"risks": "legal"},
        "risks/", {"risks": ["legal"]},
    ),
    "raise_query": Way(
        partial(raise_query, question="Is it so?"), "queries/", {"question": "Is it so?"},
        "queries/", {"question": "Is it so?"},
    ),
    "start_review": Way(start_review, "review/start/", {}, "start/", {}),
    "submit_review": Way(
        partial(judge, by=submit_review), "review/submit/", JUDGED, "reviews/", JUDGED
    ),
    "release": Way(release_claim, "review/release/", {}, "release/", {}),
    "withdraw_review": Way(
        withdraw_review, "review/withdraw/", {}, "withdraw-review/", {}
    ),
    "open_round": Way(open_round, "round/", {}, "open-round/", {}),
    "adjudicate": Way(
        partial(judge, by=adjudicate), "review/adjudicate/", JUDGED, "adjudicate/", JUDGED
    ),
    "publish": Way(publish_claim, "publish/", {}, "publish/", {}),
    "withdraw": Way(
        partial(withdraw_publication, **WHY), "unpublish/", WHY, "withdraw/", WHY
    ),
    "ask_correction": Way(
        partial(ask_correction, **WHY), "correction/", WHY, "ask-correction/", WHY
    ),
    "dismiss_alarm": Way(
        partial(dismiss_alarms, **WHY), "alarms/dismiss/", WHY, "dismiss-alarms/", WHY
    ),
}  # fmt: skip


def ask_anybody(claim: Claim, **who: Any) -> object:
    """Leave the first reviewer as they are, and let anybody take the second review."""
    return assign_reviewers(claim, **{"message": ASKED, **name_asked(claim), **who})


def name_asked(claim: Claim) -> dict[str, User | None]:
    """Give whom `ask_anybody` asks."""
    fresh = Claim.objects.select_related("reviewer").get(pk=claim.pk)
    return {"reviewer": fresh.reviewer, "second_reviewer": None}


def hand_on(claim: Claim, **who: Any) -> object:
    """Give the open review to somebody who has nothing to do with the claim yet."""
    return reassign_review(claim, **{"reason": "Away.", **name_stand_in(claim), **who})


def name_stand_in(_claim: Claim) -> dict[str, User]:
    """Give who has nothing to do with any claim yet."""
    person, _ = User.objects.get_or_create(username="stand-in", role="reviewer")
    return {"person": person}


ASKED = "Before six, please."
GIVEN_ON = {"reason": "Away."}
WAYS["reassign"] = Way(
    hand_on, "review/reassign/", GIVEN_ON, "reassign/", GIVEN_ON, people=name_stand_in
)
WAYS["assign"] = Way(
    ask_anybody, "assign/", {"message": ASKED}, "assign/", {"message": ASKED},
    people=name_asked,
)  # fmt: skip


def tie(claim: Claim, person: User, how: str) -> None:
    """Tie the person to the claim behind the services' back."""
    if how == "filed":
        Article.objects.filter(pk=claim.article_id).update(created_by=person)
    elif how == "made":
        Claim.objects.filter(pk=claim.pk).update(created_by=person)
    elif how == "outside":
        Article.objects.filter(pk=claim.article_id).update(restricted=True)
    elif how in ("holds", "reviewed"):
        part = "second" if claim.status == "second_review" and how == "holds" else "first"
        write_review(claim, person, part, submitted=how == "reviewed")


def write_review(claim: Claim, person: User, part: str, *, submitted: bool) -> None:
    """Put a review of this round there."""
    Review.objects.filter(claim=claim, part=part, round=claim.round).delete()
    said: dict[str, Any] = {}
    if submitted:
        rating = Rating.objects.get(code="opinion")
        said = {"rating": rating, "rationale": "So.", "as_of": DAY, "submitted_at": NOON}
    Review.objects.create(
        claim=claim, round=claim.round, part=part, reviewer=person, started_at=NOON, **said
    )
    if part == "first":
        Claim.objects.filter(pk=claim.pk).update(reviewer=person)


def set_scene(claim: Claim, state: str, other: User, editor: User) -> None:
    """Put the claim in a status with the rows that belong to it, none of them tied."""
    put_status(claim, state)
    if state == "in_review":
        write_review(claim, other, "first", submitted=False)
    if state in ("second_review", "disputed"):
        write_review(claim, other, "first", submitted=True)
    if state in ("decided", "published", "recheck"):
        rating = Rating.objects.get(code="opinion")
        verdict = Verdict.objects.create(
            claim=claim, round=claim.round, rating=rating, rationale="So.", as_of=DAY,
            how="agreement", decided_by=other, decided_at=NOON,
        )  # fmt: skip
        if state == "published":
            Publication.objects.create(
                claim=claim, verdict=verdict, document="{}", sha256="0" * 64, page={},
                published_by=editor, published_at=NOON,
            )  # fmt: skip
    if state == "recheck":
        Alarm.objects.create(claim=claim, cause="source_gone", raised_at=NOON)


@contextmanager
def forgotten() -> Iterator[None]:
    """Take back whatever is written inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask_service(way: Way, claim: Claim, person: User) -> str:
    """Give "done", "not_allowed", "state", or the code of another refusal."""
    fresh = Claim.objects.select_related("article__current").get(pk=claim.pk)
    with forgotten():
        try:
            way.service(fresh, actor=person, now=timezone.now())
        except NotAllowed:
            return "not_allowed"
        except (TransitionRefused, ClaimChanged):
            return "state"
        except DeskError as refusal:
            return refusal.code
    return "done"

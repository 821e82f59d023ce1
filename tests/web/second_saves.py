"""Forms whose second save is refused by what the first one did: each by the name of its
address, as what happened first and what the second person then sends."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from claims.evidence import withdraw_evidence
from claims.evidence.contacts import log_contact, mark_reporter
from claims.evidence.invitations import answer_invitation, invite_expert
from claims.intake import add_claim
from claims.intake.editing import retype_claim
from claims.models import Article, Claim, Publication, Rating, User
from claims.publishing import (
    ask_as_reader,
    ask_correction,
    publish_claim,
    settle_request,
    withdraw_publication,
)
from claims.verdicts import adjudicate, release_claim, start_review
from claims.verdicts.clearance import clear_article
from claims.verdicts.comments import add_comment, resolve_comment
from claims.verdicts.coverage import waive_sentence
from claims.verdicts.queries import answer_query, raise_query
from claims.verdicts.teams import change_team
from claims.workflow import dismiss_alarms, move_claim
from tests.conftest import NOON
from tests.desk_steps import dismiss_others, revise
from tests.steps import LATER, alarm, cite, decide, find_words, review

MARK = "Typed with care, and not to be lost."
SPOKE: dict[str, Any] = {"asked": "A docker", "medium": "phone", "confirmed": "Yes."}
Sent = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Scene:
    """The people and the open claim that each case begins with; `second` saves second."""

    claim: Claim
    editor: User
    first: User
    other: User
    second: User

    @property
    def article(self) -> Article:
        return Article.objects.get(pk=self.claim.article_id)

    def at(self, name: str) -> str:
        return reverse(name, args=[self.claim.public_id])

    def by(self, person: User) -> dict[str, Any]:
        return {"actor": person, "now": NOON}


def second_waiver(scene: Scene) -> Sent:
    dismiss_others(scene.article, scene.editor)
    move_claim(scene.claim, to="dismissed", note="No.", **scene.by(scene.editor))
    version = scene.article.current
    assert version is not None
    sentence = version.sentences.all()[0]
    waive_sentence(sentence, reason="A headline.", **scene.by(scene.editor))
    said = {"version": 1, "index": sentence.index, "waived": "1", "reason": MARK}
    return reverse("sentence-waive", args=[scene.article.public_id]), said


def second_cut(scene: Scene) -> Sent:
    return scene.at("claim-cut"), {"reason": MARK}


def second_clearance(scene: Scene) -> Sent:
    clear_article(scene.article, override_reason="In a hurry.", **scene.by(scene.second))
    at = reverse("clearance", args=[scene.article.public_id])
    return at, {"version": 1, "override_reason": MARK}


def second_version(scene: Scene) -> Sent:
    revise(scene.article, scene.editor, ("240", "250"))
    at = reverse("versions", args=[scene.article.public_id])
    return at, {"base": 1, "text": f"{MARK} And more."}


def second_contact(scene: Scene) -> Sent:
    given = {**SPOKE, "spoke_at": NOON, **scene.by(scene.second)}
    row = log_contact(scene.claim, **given)
    log_contact(scene.claim, corrects=row.public_id, why="A slip.", **given)
    spoke = SPOKE | {"spoke_at": "2019-03-29T10:00", "why": "Another slip."}
    at = scene.at("contacts")
    return at, spoke | {"confirmed": MARK, "corrects": row.public_id}


def second_mark(scene: Scene) -> Sent:
    mark_reporter(scene.claim, rests=True, reason="Notes.", **scene.by(scene.second))
    return scene.at("contacts-mark"), {"rests": "on", "reason": MARK}


def second_expert_answer(scene: Scene) -> Sent:
    row, secret = invite_expert(
        scene.claim, expert="Ada Quay", question="How many?", **scene.by(scene.editor)
    )
    answer_invitation(row, now=NOON, answer="Forty.", stance="refutes")
    said = {"answer": MARK, "stance": "refutes", "basis": "", "step": "send"}
    return reverse("expert", args=[secret]), said


def second_query_answer(scene: Scene) -> Sent:
    row = raise_query(scene.claim, question="Is it so?", **scene.by(scene.first))
    answer_query(row, choice="answer", answer="Yes.", **scene.by(scene.editor))
    at = reverse("query-answer", args=[row.public_id])
    return at, {"choice": "answer", "answer": MARK}


def second_dismissal(scene: Scene) -> Sent:
    move_claim(scene.claim, to="dismissed", note="No.", **scene.by(scene.editor))
    return scene.at("claim-move"), {"to": "dismissed", "note": MARK}


def retype(scene: Scene) -> int:
    old = scene.claim.revision
    retype_claim(scene.claim, kind="count", revision=old, **scene.by(scene.editor))
    return old


def second_split(scene: Scene) -> Sent:
    said = {"parts": "240\nsoldiers", "reason": MARK, "revision": retype(scene)}
    return scene.at("edit-split"), said


def second_merge(scene: Scene) -> Sent:
    start, end = find_words(scene.claim, "soldiers and 18 tonnes")
    near = add_claim(scene.article, start=start, end=end, **scene.by(scene.editor))
    said = {"other": near.public_id, "reason": MARK, "revision": retype(scene)}
    return scene.at("edit-merge"), said


def second_making(scene: Scene) -> Sent:
    revise(scene.article, scene.editor, ("the harbour office said", "an office said"))
    at = reverse("claim-make", args=[scene.article.public_id])
    return at, {"words": "the harbour office said"}


def second_alarm(scene: Scene) -> Sent:
    decide(scene.claim, scene.first, scene.other)
    alarm(scene.claim)
    dismiss_alarms(scene.claim, reason="An advert.", **scene.by(scene.editor))
    return scene.at("alarms-dismiss"), {"reason": MARK}


def lost_review(scene: Scene) -> Sent:
    start_review(scene.claim, **scene.by(scene.second))
    release_claim(scene.claim, **scene.by(scene.editor))
    said = {"rating": "opinion", "rationale": MARK, "as_of": "2019-03-30"}
    return scene.at("review-submit"), said


def second_adjudication(scene: Scene) -> Sent:
    cite(scene.claim, scene.first)
    review(scene.claim, scene.first, "true")
    review(scene.claim, scene.other, "false")
    Article.objects.filter(pk=scene.claim.article_id).update(created_by=scene.first)
    adjudicate(
        Claim.objects.get(pk=scene.claim.pk), rating=Rating.objects.get(code="true"),
        rationale="So.", as_of=date(2019, 3, 30), **scene.by(scene.editor),
    )  # fmt: skip
    said = {"rating": "false", "rationale": MARK, "as_of": "2019-03-30"}
    return scene.at("claim-adjudicate"), said


def second_reassignment(scene: Scene) -> Sent:
    decide(scene.claim, scene.first, scene.other)
    said = {"person": scene.other.public_id, "reason": MARK}
    return scene.at("review-reassign"), said


def second_opening(scene: Scene) -> Sent:
    change_team(scene.article, change="restrict", **scene.by(scene.editor))
    change_team(scene.article, change="open", reason="Out.", **scene.by(scene.editor))
    at = reverse("team", args=[scene.article.public_id])
    return at, {"change": "open", "reason": MARK}


def publish(scene: Scene) -> Publication:
    decide(scene.claim, scene.first, scene.other)
    return publish_claim(scene.claim, **scene.by(scene.editor))


def second_publication(scene: Scene) -> Sent:
    publish(scene)
    return scene.at("claim-publish"), {"reason": MARK}


def second_withdrawal(scene: Scene) -> Sent:
    publish(scene)
    withdraw_publication(scene.claim, reason="Wrong.", **scene.by(scene.editor))
    return scene.at("claim-unpublish"), {"reason": MARK}


def second_correction(scene: Scene) -> Sent:
    publish(scene)
    ask_correction(scene.claim, reason="A slip.", **scene.by(scene.editor))
    return scene.at("claim-correction"), {"reason": MARK}


def second_settling(scene: Scene) -> Sent:
    publish(scene)
    row, _secret = ask_as_reader(scene.claim, now=LATER, wrong="It was 250.")
    settle_request(row, accept=False, answer="No.", **scene.by(scene.editor))
    return reverse("request-settle", args=[row.public_id]), {"answer": MARK}


def second_evidence(scene: Scene) -> Sent:
    row = cite(scene.claim, scene.first)
    withdraw_evidence(row, reason="Wrong ship.", **scene.by(scene.editor))
    return reverse("evidence-withdraw", args=[row.public_id]), {"reason": MARK}


def second_resolving(scene: Scene) -> Sent:
    row = add_comment(scene.claim, body="Which ship?", **scene.by(scene.first))
    resolve_comment(row, reason="Found.", **scene.by(scene.editor))
    return reverse("comment-resolve", args=[row.public_id]), {"reason": MARK}


def reply_too_late(scene: Scene) -> Sent:
    row = add_comment(scene.claim, body="Which ship?", **scene.by(scene.first))
    resolve_comment(row, reason="Found.", **scene.by(scene.editor))
    return reverse("comment-reply", args=[row.public_id]), {"body": MARK}


def second_bulk(scene: Scene) -> Sent:
    move_claim(scene.claim, to="dismissed", note="No.", **scene.by(scene.editor))
    said = {"act": "dismiss", "claim": scene.claim.public_id, "reason": MARK, "sure": "1"}
    return reverse("queue-bulk"), said


KEPT: dict[str, Callable[[Scene], Sent]] = {
    "sentence-waive": second_waiver,
    "claim-cut": second_cut,
    "clearance": second_clearance,
    "versions": second_version,
    "contacts": second_contact,
    "contacts-mark": second_mark,
    "expert": second_expert_answer,
    "query-answer": second_query_answer,
    "claim-move": second_dismissal,
    "edit-split": second_split,
    "edit-merge": second_merge,
    "claim-make": second_making,
    "alarms-dismiss": second_alarm,
    "review-submit": lost_review,
    "claim-adjudicate": second_adjudication,
    "review-reassign": second_reassignment,
    "team": second_opening,
    "claim-publish": second_publication,
    "claim-unpublish": second_withdrawal,
    "claim-correction": second_correction,
    "request-settle": second_settling,
    "evidence-withdraw": second_evidence,
    "comment-resolve": second_resolving,
    "comment-reply": reply_too_late,
    "queue-bulk": second_bulk,
}

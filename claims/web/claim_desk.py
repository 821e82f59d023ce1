"""What the claim page shows, gathered once for the page and for the fragment htmx swaps."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from claims.evidence.letters import key_sources
from claims.evidence.reads import note_evidence
from claims.models import (
    Claim,
    Evidence,
    Review,
    Role,
    TrailEntry,
    User,
)
from claims.models.trail import PASSING
from claims.verdicts.assignments import read_asked
from claims.verdicts.canned import list_canned
from claims.verdicts.deadlines import read_due
from claims.verdicts.past import find_past
from claims.verdicts.repeats import find_repeats
from claims.verdicts.risks import read_flags
from claims.verdicts.undoing import can_undo
from claims.web.comment_counts import count_comments, mark_rows
from claims.web.correcting import describe_editing
from claims.web.deadline_forms import DeadlineForm
from claims.web.forms import AssignForm, EvidenceForm, ReasonForm, RisksForm, VerdictForm
from claims.web.handing_on_forms import ReassignForm
from claims.web.list_steps import find_list_steps
from claims.web.once import refuse
from claims.web.requests import DeskRequest
from claims.web.surroundings import read_sentence
from claims.web.typed import is_gone, list_typed
from claims.web.undoing import offer_undo
from claims.workflow import find_needs, list_moves, list_open_acts
from claims.workflow.lost_updates import stamp
from claims.workflow.permissions import ACTS

TRAIL = 40
REPEATS = 10
Status = Claim.Status


def find_claim(request: DeskRequest, public_id: str) -> Claim:
    """Give the claim with its page's fetch plan.

    Raises:
        Http404: there is none that this person may open.
    """
    claims = Claim.objects.visible_to(request.user).for_queue()
    claim = claims.filter(public_id=public_id).first()
    if claim is None:
        raise Http404
    return claim


def render_claim(
    request: DeskRequest,
    claim: Claim,
    *,
    bound: Mapping[str, forms.BaseForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the claim: the whole page, or for htmx the fragment the page includes.

    `bound` are forms that were refused; they keep what was typed, and where the page has
    no place for the form any more the words are shown for themselves. A fragment is always
    answered with 200: the refusal stands in it, and a browser would log any other code.
    """
    context = describe_claim(claim, request.user) | dict(bound or {})
    if bound and is_gone(bound, context):
        context["typed"] = list_typed(bound.get("refused"))
    context |= find_list_steps(claim, request.user, request.GET.get("list", ""))
    template = "claims/_claim.html" if request.htmx else "claims/claim.html"
    answer = render(request, template, context, status=200 if request.htmx else status)
    return refuse(answer) if status >= 400 else answer


def describe_claim(claim: Claim, user: User) -> dict[str, Any]:
    """Give the context of the page: the claim, its evidence, reviews, acts and trail."""
    letters = key_sources(claim.article, user)
    evidence = list(find_evidence(claim, user))
    note_evidence(evidence, actor=user, now=timezone.now(), article=claim.article)
    said = count_comments(claim.article, user, claim=claim)
    mark_rows(evidence, said)
    for row in evidence:
        row.letter = letters.get(row.source_id, "")  # type: ignore[attr-defined]  # for the template only
    return {
        "claim": claim,
        "words": read_sentence(claim),
        "evidence": evidence,
        "needs": find_needs(claim),
        "alarms": list(claim.alarms.filter(settled_at__isnull=True)),
        "publications": list(claim.publications.select_related("verdict__rating")[:20]),
        "trail": (trail := find_trail(claim)),
        "n_comments": said.claims[claim.pk],
        "moves": list_moves(claim, user),
        **find_neighbours(claim),
        **(reviewing := describe_reviews(claim, user)),
        "cited_here": {row.source_id for row in evidence},
        "past": find_past(claim, user, today=timezone.now().date()),
        **prepare_forms(claim, reviewing["mine"]),
        **describe_editing(claim, user),
        **describe_undo(trail, user),
        **describe_similar(claim, reviewing),
    }


def describe_undo(trail: list[TrailEntry], user: User) -> dict[str, Any]:
    """Give the button that takes the newest act back, where it is the reader's own; it
    comes after any correction."""
    if not can_undo(trail, user):
        return {}
    newest = next(one for one in trail if one.action not in PASSING)
    return {"last_act": offer_undo(newest, user), "last_edit": None}


def describe_similar(claim: Claim, reviewing: Mapping[str, Any]) -> dict[str, Any]:
    """Give the same assertion's other places in the article; and, to whoever gives a
    verdict now, the canned reasons and whether sources are still missing."""
    found: dict[str, Any] = {"repeats": find_repeats(claim, most=REPEATS)}
    if reviewing["may_submit"] or reviewing["may_adjudicate"]:
        weighing = Evidence.objects.standing().filter(claim=claim).exclude(stance="context")
        found["canned"] = list(list_canned())
        found["lacks_source"] = weighing.count() < min(1, find_needs(claim).min_sources)
    return found


def prepare_forms(claim: Claim, mine: Review | None) -> dict[str, forms.BaseForm]:
    """Give the page's forms by the names its templates know; ids never clash. `mine`, the
    reader's own review, may have been filled in from a past verdict."""
    first, second = claim.reviewer, claim.second_reviewer
    asked = {
        "reviewer": first.public_id if first else None,
        "second_reviewer": second.public_id if second else None,
        "made_on": stamp(read_asked(claim)),
    }
    said: dict[str, Any] = {}
    if mine is not None and mine.rating is not None:
        said = {"rationale": mine.rationale, "as_of": mine.as_of}
        said["rating"] = mine.rating.code
    reasons = ("alarm_form", "publish_form", "withdraw_form", "correction_form")
    return {
        "cite_form": EvidenceForm(prefix="cite"),
        "verdict_form": VerdictForm(initial=said, auto_id="verdict_form-%s"),
        "reassign_form": ReassignForm(auto_id="reassign_form-%s"),
        "risks_form": RisksForm(
            initial={"risks": claim.risk, "made_on": stamp(read_flags(claim))},
            auto_id="risks_form-%s",
        ),
        "deadline_form": DeadlineForm(
            initial={"due_at": claim.due_at, "made_on": stamp(read_due(claim))},
            auto_id="deadline_form-%s",
        ),
        "assign_form": AssignForm(initial=asked, auto_id="assign_form-%s"),
        **{name: ReasonForm(auto_id=f"{name}-%s") for name in reasons},
    }


def find_evidence(claim: Claim, user: User) -> QuerySet[Evidence]:
    """Give the standing evidence of `claim` that `user` may see, with sources."""
    return (
        Evidence.objects.visible_to(user)
        .standing()
        .filter(claim=claim)
        .select_related("source__file", "added_by")
    )


def find_trail(claim: Claim) -> list[TrailEntry]:
    """Give the newest acts on the claim, with who did them."""
    rows = TrailEntry.objects.filter(subject=f"claim:{claim.public_id}")
    return list(rows.select_related("actor").order_by("-seq")[:TRAIL])


def find_neighbours(claim: Claim) -> dict[str, Any]:
    """Give the claims before and after it by number, and how many the article has."""
    others = Claim.objects.filter(article=claim.article).exclude(status=Status.DISMISSED)
    known = others.only("number", "public_id")
    before = known.filter(number__lt=claim.number).order_by("-number")[:1]
    after = known.filter(number__gt=claim.number).order_by("number")[:1]
    found = {one.number > claim.number: one for one in before.union(after)}
    return {
        "before": found.get(False),
        "after": found.get(True),
        "n_claims": others.count(),
    }


def describe_reviews(claim: Claim, user: User) -> dict[str, Any]:
    """Give the reviews `user` may read, and which acts of reviewing are open to them.

    What is offered here is a courtesy: the services decide again.
    """
    mine = (
        Review.objects.filter(
            claim=claim, round=claim.round, reviewer=user, withdrawn_at__isnull=True
        )
        .exclude(part=Review.Part.ADJUDICATION)
        .first()
    )
    reads = Review.objects.readable_by(user).filter(claim=claim)
    return {
        "reviews": list(
            reads.select_related("reviewer", "rating").order_by("-round", "pk")
        ),
        "mine": mine,
        "wrote_it": user.pk in (claim.article.created_by_id, claim.created_by_id),
        **list_acts(claim, user, mine),
    }


def list_acts(claim: Claim, user: User, mine: Review | None) -> dict[str, bool]:
    """Give which buttons to show: what the table of permissions leaves open to `user`.

    Who wrote it is offered the start too, and told in its place why it is not theirs.
    """
    acts = list_open_acts(user, claim)
    wrote = user.pk in (claim.article.created_by_id, claim.created_by_id)
    free = claim.status in ACTS["start_review"].states and mine is None
    return {
        "is_editor": user.ranks(Role.EDITOR),
        "is_reviewer": user.ranks(Role.REVIEWER),
        "may_start": "start_review" in acts
        or (wrote and free and user.ranks(Role.REVIEWER)),
        "may_submit": "submit_review" in acts,
        "may_withdraw": "withdraw_review" in acts and claim.reviewer_id == user.pk,
        "may_free": "release" in acts and mine is None and claim.status == Status.IN_REVIEW,
        "may_adjudicate": "adjudicate" in acts,
        "may_reopen": "open_round" in acts,
        "may_assign": "assign" in acts,
        "may_flag": "flag_risks" in acts,
        "may_dismiss_alarm": "dismiss_alarm" in acts,
        "may_publish": "publish" in acts,
        "may_unpublish": "withdraw" in acts,
        "may_correct": "ask_correction" in acts,
        "may_reassign": "reassign" in acts
        and (claim.status == Status.IN_REVIEW or claim.second_reviewer_id is not None),
    }

"""The first-run tour: a page of short steps, one at a time where scripts run."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from claims.models import Claim, Role, User
from claims.web.keys import find_preference
from claims.web.requests import DeskRequest
from claims.workflow.keys import Words
from claims.workflow.touring import end_tour

Status = Claim.Status
LINES: tuple[tuple[Status, Words], ...] = (
    (Status.DETECTED, _("found by rule, nobody has looked at it")),
    (Status.OPEN, _("kept: it waits for a reviewer")),
    (Status.IN_REVIEW, _("somebody has it")),
    (Status.DISPUTED, _("two reviewers differ")),
    (Status.DECIDED, _("it has a verdict")),
    (Status.RECHECK, _("a fact changed under its verdict")),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `page` is the URL name of the room it speaks of, `sample` a template."""

    title: Words
    words: Words
    page: str = ""
    link: Words = ""
    sample: str = ""


BOARD = Step(
    _("An article comes in"),
    _("The board lists the drafts in checking. Black is settled, red is work left."),
    "home", _("The board"),
)  # fmt: skip
FILING = Step(
    _("You bring articles in"),
    _("Paste a draft, upload it or give its address. Every date, figure, sum, aircraft and "
      "quotation in it becomes a claim. Keep those that matter, dismiss the rest with a "
      "reason."),
    "article-new", _("New article"),
)  # fmt: skip
READING = Step(
    _("The text, and its claims beside it"),
    _("The line under a claim says how far it is. The strip at the top is the whole text "
      "in small: what is red still needs somebody."),
    sample="tour/_lines.html",
)  # fmt: skip
QUEUE = Step(
    _("Your queue says what is next"),
    _("Most urgent first: risk, how little evidence there is, how many hours are left. "
      "Each row says why it stands where it does."),
    "queue", _("The queue"),
)  # fmt: skip
VERDICT = Step(
    _("Cite a source, then give your verdict"),
    _("On a claim’s page add the page, document or person it rests on, start the review, "
      "choose a step of the scale and give your reasons. Reviews are blind: you read the "
      "other one when both are in."),
)  # fmt: skip
WATCH = Step(
    _("The desk goes on watching"),
    _("It visits every cited page again. When one no longer says what it was cited for, "
      "the claim comes back to recheck, and you are told."),
    "sources", _("Sources"),
)  # fmt: skip
KEYS = Step(
    _("All of it goes by keyboard"),
    _("Every key can be changed or turned off in your account."),
    "key-settings", _("Your keys"), "tour/_first_keys.html",
)  # fmt: skip


def list_steps(user: User) -> Iterator[Step]:
    """Yield the steps that concern somebody of this role, in order."""
    yield FILING if user.ranks(Role.EDITOR) else BOARD
    yield READING
    if user.ranks(Role.REVIEWER):
        yield QUEUE
        yield VERDICT
    yield WATCH
    yield KEYS


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show_tour(request: DeskRequest) -> HttpResponse:
    """Show the tour to whoever asks; a POST ends it, or declines it, for good."""
    if request.method == "POST":
        end_tour(request.user, now=timezone.now())
        return redirect("home")
    context = {"steps": list(list_steps(request.user)), "lines": LINES}
    return render(request, "tour/tour.html", context)


def is_offered(request: HttpRequest) -> bool:
    """Say whether the signed-in person is still to be offered the tour."""
    user = request.user
    return isinstance(user, User) and find_preference(user).toured_at is None

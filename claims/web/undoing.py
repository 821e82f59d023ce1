"""Taking back what one did last: the button that offers it, and the press."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from claims.errors import DeskError
from claims.models import Article, Claim, TrailEntry, User
from claims.verdicts.undoing import find_undoable, list_offered, undo_act
from claims.web.requests import DeskRequest
from claims.wording import say

DONE = {
    "add_claim": gettext_lazy("made"),
    "assign": gettext_lazy("assigned"),
    "reassign": gettext_lazy("given to somebody else"),
    "dismiss": gettext_lazy("dismissed"),
    "restore": gettext_lazy("restored"),
    "flag_risks": gettext_lazy("flagged"),
    "waive_sentence": gettext_lazy("waived"),
}
LONGEST_QUERY = 300


@dataclass(frozen=True, slots=True)
class Offer:
    """An act that can be taken back: its trail entry's key, and what was done to what."""

    key: int
    words: str


def offer_undo(entry: TrailEntry | None, user: User) -> Offer | None:
    """Give the words of the button with which `user` takes the act of `entry` back."""
    n = len(list_offered(entry, user)) if entry is not None else 0
    if entry is None or not n:
        return None
    did = DONE[entry.action]
    if n > 1:
        words = _("Undo: %(n)s claims %(act)s") % {"n": n, "act": did}
    elif entry.subject.startswith("sentence:"):
        number = int(entry.subject.rpartition(":")[2]) + 1
        words = _("Undo: sentence %(n)s %(act)s") % {"n": number, "act": did}
    else:
        claim = Claim.objects.filter(public_id=entry.subject.partition(":")[2])
        number = claim.values_list("number", flat=True)[0]
        words = _("Undo: claim %(n)s %(act)s") % {"n": number, "act": did}
    return Offer(entry.pk, words)


def offer_done(key: str, user: User) -> Offer | None:
    """Give the button for an act that the address names; None where it is past undoing."""
    if not (key.isdigit() and len(key) < 19):
        return None
    entry = TrailEntry.objects.filter(pk=int(key), actor=user).first()
    return offer_undo(find_undoable(entry, user), user) if entry else None


@login_required
@require_POST
def undo(request: DeskRequest, act: int) -> HttpResponse:
    """Take one's own act back, and go back to where it was offered."""
    entry = TrailEntry.objects.filter(pk=act, actor=request.user).first()
    seen = Article.objects.visible_to(request.user)
    if entry is None or not seen.filter(public_id=entry.chain).exists():
        raise Http404
    try:
        n = undo_act(entry, actor=request.user, now=timezone.now())
    except DeskError as refusal:
        messages.error(request, say(refusal.detail))
    else:
        messages.success(request, describe_undone(entry, n))
    return redirect(find_way_back(request, entry))


def describe_undone(entry: TrailEntry, n: int) -> str:
    """Say what was undone, and where that leaves what no step leads back to."""
    words = _("Undone for %(n)s claims.") % {"n": n} if n > 1 else _("Undone.")
    if entry.action == "dismiss":
        words += " " + _("What was dismissed is open now.")
    if entry.action == "add_claim":
        words += " " + _("The claim is dismissed.")
    return words


def find_way_back(request: DeskRequest, entry: TrailEntry) -> str:
    """Give the page that offered the button; the article's where none is named."""
    kind, _colon, rest = entry.subject.partition(":")
    home = request.POST.get("home", "")
    if home == "queue":
        query = QueryDict(request.POST.get("back", "")[:LONGEST_QUERY], mutable=True)
        query.pop("done", None)
        return f"{reverse('queue')}?{query.urlencode()}"
    if home == "clearance":
        at = reverse("clearance", args=[entry.chain])
        return f"{at}#sentence-{rest.rpartition(':')[2]}"
    if home == "claim" and kind == "claim":
        return reverse("claim", args=[rest])
    return reverse("article", args=[entry.chain])

"""Telling who else has a claim or an article open."""

from collections.abc import Iterable

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from claims.models import User
from claims.notices.presence import note_presence
from claims.web.claim_desk import find_claim
from claims.web.clearance import find_article
from claims.web.requests import DeskRequest


@login_required
@require_POST
def at_claim(request: DeskRequest, public_id: str) -> HttpResponse:
    """Note that this person has the claim open; say who else has."""
    claim = find_claim(request, public_id)
    return answer(request, f"claim:{claim.public_id}")


@login_required
@require_POST
def at_article(request: DeskRequest, public_id: str) -> HttpResponse:
    """Note that this person has the article open; say who else has."""
    article = find_article(request, public_id)
    return answer(request, f"article:{article.public_id}")


def answer(request: DeskRequest, place: str) -> HttpResponse:
    """Give the sentence to show, empty where nobody else is there."""
    editing = request.POST.get("editing") == "1"
    others = note_presence(place, request.user.pk, editing=editing)
    people = {one.pk: one.name for one in User.objects.filter(pk__in=others)}
    typing = [people[key] for key, types in others.items() if types and key in people]
    reading = [people[key] for key, types in others.items() if not types and key in people]
    return JsonResponse({"words": say_who(typing, reading)})


def say_who(typing: Iterable[str], reading: Iterable[str]) -> str:
    """Give one line: who is editing, then who looks on."""
    at_work, on_looking = sorted(typing), sorted(reading)
    parts = []
    if at_work:
        words = ngettext(
            "{names} is editing this.", "{names} are editing this.", len(at_work)
        )
        parts.append(words.format(names=join(at_work)))
    if on_looking:
        words = ngettext(
            "{names} has this open.", "{names} have this open.", len(on_looking)
        )
        parts.append(words.format(names=join(on_looking)))
    return " ".join(parts)


def join(names: list[str]) -> str:
    """Give names as people list them."""
    if len(names) == 1:
        return names[0]
    return gettext("{first} and {last}").format(first=", ".join(names[:-1]), last=names[-1])

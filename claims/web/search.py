"""The search page: a question in the address, hits in groups, ways to narrow it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from claims.models import Claim, Kind, Rating, User
from claims.web.query import read_key
from claims.web.requests import DeskRequest
from claims.workflow.question import LONGEST, OPERATORS, Asked, read_question
from claims.workflow.search import GROUPS, search_desk

LONGEST_KEY = 18  # digits of a row's key
HEADS = {
    "claims": gettext_lazy("Claims"),
    "articles": gettext_lazy("Articles"),
    "sources": gettext_lazy("Sources"),
    "passages": gettext_lazy("Passages"),
    "rationales": gettext_lazy("Rationales"),
}


@dataclass(frozen=True, slots=True)
class Narrower:
    """One value of an operator: its word, the question with it, and whether it is asked."""

    label: str
    query: str
    is_chosen: bool


@login_required
@require_safe
def show_search(request: DeskRequest) -> HttpResponse:
    """What the desk holds on a question, as far as this person may read."""
    question = request.GET.get("q", "").replace("\x00", " ")[:LONGEST]
    asked = read_question(question)
    group = read_key(request, "group")
    group = group if group in GROUPS else ""
    found = search_desk(asked, request.user, group=group, before=read_before(request))
    context = {
        "question": question,
        "wrong": asked.wrong,
        "groups": [(name, HEADS[name], one) for name, one in found.items()],
        "group": group,
        "head": HEADS.get(group, ""),
        "operators": OPERATORS,
        "narrowing": list_narrowing(asked, request.user),
    }
    return render(request, "desk/search.html", context)


def read_before(request: DeskRequest) -> int | None:
    """Give the key that older hits come before; None where the address names none."""
    before = read_key(request, "before")
    return int(before) if before.isdecimal() and len(before) <= LONGEST_KEY else None


def list_narrowing(asked: Asked, user: User) -> list[tuple[str, list[Narrower]]]:
    """Give what each operator could narrow the question to, by heading."""
    today = timezone.localdate()
    ratings = Rating.objects.filter(active=True).values_list("code", "label")
    offered: list[tuple[str, str, Iterable[tuple[str, Any]]]] = [
        (_("Kind"), "kind", Kind.choices),
        (_("Status"), "status", Claim.Status.choices),
        (_("Verdict"), "verdict", ratings),
        (_("Reviewer"), "by", [(user.username, user.name)]),
        (_("Found since"), "after", [
            (today.isoformat(), _("today")),
            ((today - timedelta(days=7)).isoformat(), _("a week ago")),
            ((today - timedelta(days=30)).isoformat(), _("30 days ago")),
        ]),
    ]  # fmt: skip
    return [(head, list(narrow(asked, name, values))) for head, name, values in offered]


def narrow(
    asked: Asked, name: str, values: Iterable[tuple[str, Any]]
) -> Iterator[Narrower]:
    """Yield the values of one operator; choosing the chosen one again takes it away."""
    others = {key: one for key, one in asked.operators.items() if key != name}
    for value, label in values:
        chosen = asked.operators.get(name) == value
        operators = others if chosen else others | {name: value}
        words = [asked.words, *(f"{key}:{one}" for key, one in operators.items())]
        question = " ".join(word for word in words if word)
        yield Narrower(str(label), urlencode({"q": question}), chosen)

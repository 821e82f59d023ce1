"""The link-health board: every source, how it stands, and how visits ended day by day."""

from collections.abc import Mapping
from datetime import UTC
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from claims.evidence.health import (
    ALTERED,
    DEAD,
    FOLDED,
    GONE,
    HOLDS,
    MISSING,
    MOVED,
    UNSEEN,
    WAITING,
    Health,
)  # fmt: skip
from claims.evidence.outcome_days import read_days
from claims.models import Claim, Evidence, OutcomeClass, Role, Source
from claims.web.pages import take_page
from claims.web.plots import stack_columns
from claims.web.query import read_key
from claims.web.requests import DeskRequest

PAGE = 40
COUNTED = 1000  # lists longer than this are said to be longer, not counted
DAYS = (14, 90)
LONGEST_HOST = 253
HEALTHS: dict[str, tuple[Health, Q]] = {
    "holds": (HOLDS, Q(outcome__in=("ok", "rate_limited_then_ok", "temporary_then_ok"))),
    "moved": (MOVED, Q(outcome=OutcomeClass.REDIRECTED)),
    "waiting": (WAITING, Q(outcome="")),
    "unseen": (
        UNSEEN,
        Q(outcome__in=("blocked_or_login", "server_error", "timeout", "unsafe", "invalid")),
    ),
    "altered": (ALTERED, Q(outcome=OutcomeClass.DRIFTED)),
    "missing": (MISSING, Q(outcome=OutcomeClass.QUOTE_MISSING)),
    "gone": (GONE, Q(outcome__in=("gone", "soft_404"), dead_since__isnull=True)),
    "dead": (DEAD, Q(dead_since__isnull=False)),
}
USES = {
    "published": _("Cited by published claims"),
    "altered": _("A cited passage changed"),
}
PLOTTED = ("holds", "moved", "unseen", "hot")  # bottom to top


@login_required
@require_safe
def list_sources(request: DeskRequest) -> HttpResponse:
    """Every source this person may know of, newest first, as far as the filters go."""
    wanted = read_filters(request.GET)
    rows = filter_sources(Source.objects.visible_to(request.user), wanted)
    listed = rows.for_list(request.user)  # type: ignore[attr-defined]  # SourceQuerySet's
    context = {
        "page": take_page(listed, after=read_key(request, "after"), size=PAGE),
        "wanted": wanted,
        "count": rows.order_by()[: COUNTED + 1].count(),
        "most": COUNTED,
        "healths": [(key, one) for key, (one, _where) in HEALTHS.items()],
        "uses": USES.items(),
        "query": urlencode(wanted),
        "may_check": request.user.ranks(Role.REVIEWER),
        **plot_days(request),
    }
    return render(request, "sources/sources.html", context)


def read_filters(given: QueryDict) -> dict[str, str]:
    """Give the filters of an address that the board knows; the others are left out."""
    found = {
        name: str(given.get(name, ""))
        for name, known in (("health", HEALTHS), ("use", USES))
        if given.get(name) in known
    }
    host = given.get("host", "").strip().lower().replace("\0", "")[:LONGEST_HOST]
    return found | ({"host": host} if host else {})


def filter_sources(rows: QuerySet[Source], wanted: Mapping[str, str]) -> QuerySet[Source]:
    """Give those of `rows` that the filters keep."""
    if "health" in wanted:
        rows = rows.filter(HEALTHS[wanted["health"]][1], kind=Source.Kind.WEB)
    if "host" in wanted:
        rows = rows.filter(host=wanted["host"])
    cited = Evidence.objects.standing().filter(source=OuterRef("pk"))
    if wanted.get("use") == "published":
        rows = rows.filter(Exists(cited.filter(claim__status=Claim.Status.PUBLISHED)))
    elif wanted.get("use") == "altered":
        rows = rows.filter(Exists(cited.filter(passage_state__in=("altered", "missing"))))
    return rows


def plot_days(request: DeskRequest) -> dict[str, Any]:
    """Give the plot of outcomes over the days asked for."""
    days = 90 if request.GET.get("days") == "90" else DAYS[0]
    today = timezone.now().astimezone(UTC).date()
    found = {
        day: fold_outcomes(outcomes)
        for day, outcomes in read_days(days, today=today).items()
    }
    names = (HOLDS.word, MOVED.word, UNSEEN.word, _("Altered or gone"))
    plot = stack_columns(found, PLOTTED)
    return {
        "plot": plot,
        "plot_names": [*zip(PLOTTED, names, plot.totals, strict=True)],
        "plot_total": sum(plot.totals),
        "days": days,
        "day_choices": DAYS,
    }


def fold_outcomes(outcomes: Mapping[str, int]) -> dict[str, int]:
    """Give visits by the four words of the plot."""
    folded = dict.fromkeys(PLOTTED, 0)
    for outcome, visits in outcomes.items():
        health = FOLDED[outcome]
        folded["hot" if health.is_hot else health.mark] += visits
    return folded


def describe_filters(wanted: Mapping[str, str]) -> str:
    """Give the filters in words, for the run that is made of them."""
    said = [str(HEALTHS[wanted["health"]][0].word)] if "health" in wanted else []
    said += [str(USES[wanted["use"]])] if "use" in wanted else []
    said += [wanted["host"]] if "host" in wanted else []
    return ", ".join(said)

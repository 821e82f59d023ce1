"""The four pages the demonstration article cites; served in demonstration mode only.

One holds its passage, one has had its figure changed, one is gone, one has moved.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseGone, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse

ARRIVALS = "The An-124 and the Il-62 landed at 15:40 and 16:10 local time on 23 March 2019."
FUEL = "The agent was paid for 120,000 litres of jet fuel before the landing."
FUEL_NOW = FUEL.replace("120,000", "96,000")
BOMBERS = "The committee put the cost of the December visit at 11.5 million dollars."


def show_page(request: HttpRequest, title: str, lines: list[str]) -> HttpResponse:
    """Show one small page with its sentences."""
    return render(request, "demo/page.html", {"title": title, "lines": lines})


def arrivals(request: HttpRequest) -> HttpResponse:
    """The page that still says what it was cited for."""
    lines = [
        "The civil aviation desk publishes the movements of the day at noon on the next.",
        ARRIVALS,
        "Both aircraft were handled on the military apron and left the field on Monday.",
    ]
    return show_page(request, "Movements at Maiquetía, 23 March", lines)


def fuel(request: HttpRequest) -> HttpResponse:
    """The page whose figure was changed after it was cited."""
    lines = [
        "Handling notes are kept for ninety days and are open to carriers on request.",
        FUEL_NOW,
        "Payment for parking and for ground power is made on departure.",
    ]
    return show_page(request, "Handling notes, week 12", lines)


def contracts(_request: HttpRequest) -> HttpResponse:
    """The page that was taken down."""
    return HttpResponseGone("This page has been removed.", content_type="text/plain")


def bombers(_request: HttpRequest) -> HttpResponse:
    """The page that moved."""
    return HttpResponseRedirect(reverse("demo-bombers-new"), status=301)


def bombers_new(request: HttpRequest) -> HttpResponse:
    """Where it moved to."""
    lines = [
        "The committee on public accounts met in January to hear the air force.",
        BOMBERS,
        "Most of it was fuel; the rest was lodging, meals and the repair of a taxiway.",
    ]
    return show_page(request, "What the December visit cost", lines)


urlpatterns = [
    path("arrivals", arrivals, name="demo-arrivals"),
    path("fuel", fuel, name="demo-fuel"),
    path("contracts", contracts, name="demo-contracts"),
    path("bombers", bombers, name="demo-bombers"),
    path("accounts/bombers", bombers_new, name="demo-bombers-new"),
]

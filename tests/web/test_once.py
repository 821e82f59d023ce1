"""A form pressed twice is done once, and the second press is shown what the first was."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.models import (
    Absence,
    ApiToken,
    CannedRationale,
    Claim,
    Comment,
    Contact,
    CorrectionRequest,
    Evidence,
    Invitation,
    OnceKey,
    Query,
    SavedFilter,
    TrailEntry,
    User,
)
from claims.publishing import publish_claim
from claims.workflow.once import forget_keys
from tests.conftest import NOON
from tests.steps import decide
from tests.web.post_doors import BARE, OTHERS, OWN, SAFE, list_post_doors

TWICE_HARMLESS = {
    "import": "a reading is filed once (test_imports)",
    "verdict-reuse": SAFE["verdict-reuse"],
    "article-queries": SAFE["article-queries"],
    "claim-presence": SAFE["claim-presence"],
    "article-presence": SAFE["article-presence"],
} | {
    name: why
    for name, why in SAFE.items()
    if why in {BARE, OWN, OTHERS} and name != "filter-save"
}
SPOKE = {
    "asked": "A docker", "medium": "phone", "spoke_at": "2019-03-29T10:00",
    "confirmed": "Yes.",
}  # fmt: skip
INVITED = {"expert": "Ada Quay", "question": "How many?", "days": "14"}


def test_every_address_that_makes_something_takes_a_form_once():
    doors = list_post_doors()
    taken = {name for name, view in doors.items() if hasattr(view, "is_once")}
    assert taken.isdisjoint(TWICE_HARMLESS)
    assert taken | set(TWICE_HARMLESS) == set(doors)


@dataclass(frozen=True)
class Form:
    """A form on the page `page`, sent to `at`, and the rows it makes."""

    page: str
    at: str
    typed: dict[str, Any]
    rows: Callable[[], int]
    more: dict[str, Any] = field(default_factory=dict)


def count_entries(action: str) -> Callable[[], int]:
    return lambda: TrailEntry.objects.filter(action=action).count()


@pytest.fixture
def forms(open_claim, editor, reviewer, second_reviewer) -> Callable[[str], Form]:
    """Give a form by its name."""
    claim = reverse("claim", args=[open_claim.public_id])
    article = reverse("article", args=[open_claim.article.public_id])
    tokens, rationales = reverse("tokens"), reverse("rationales")
    said, absences = f"{claim}comments/", reverse("absences")
    clearance = f"{article}clearance/"
    away = {"starts_on": "2090-03-01", "ends_on": "2090-03-02"}
    made = {
        "comment": Form(said, said, {"body": "Which?"}, Comment.objects.count),
        "invitation": Form(
            f"{claim}experts/", f"{claim}experts/", INVITED, Invitation.objects.count
        ),
        "token": Form(tokens, tokens, {"name": "CMS", "days": 9}, ApiToken.objects.count),
        "contact": Form(
            f"{claim}contacts/", f"{claim}contacts/", SPOKE, Contact.objects.count
        ),
        "query": Form(
            f"{claim}queries/", f"{claim}queries/", {"question": "So?"}, Query.objects.count
        ),
        "citation": Form(
            claim, f"{claim}evidence/",
            {"cite-kind": "document", "cite-title": "A log", "cite-stance": "supports"},
            Evidence.objects.count,
        ),
        "rationale": Form(
            rationales, rationales, {"name": "Log", "text": "The log says so."},
            CannedRationale.objects.count,
        ),
        "absence": Form(
            absences, absences, {"person": reviewer.public_id, **away},
            Absence.objects.count,
        ),
        "deadline": Form(
            claim, f"{claim}deadline/", {"due_at": "2090-03-01T10:00"},
            count_entries("set_deadline"),
        ),
        "assignment": Form(
            claim, f"{claim}assign/",
            {"reviewer": reviewer.public_id, "message": "By six."}, count_entries("assign"),
        ),
        "list": Form(
            reverse("queue"), reverse("filter-save"), {"name": "Mine", "query": "tab=open"},
            SavedFilter.objects.count,
        ),
        "waiver": Form(
            clearance, f"{article}waivers/",
            {"version": 1, "index": 0, "waived": 1, "reason": "A headline."},
            count_entries("waive_sentence"),
        ),
    }  # fmt: skip

    def give(name: str) -> Form:
        if name == "request":
            decide(open_claim, reviewer, second_reviewer)
            publish_claim(open_claim, actor=editor, now=NOON)
            at = reverse("check-ask", args=[open_claim.public_id])
            return Form(at, at, {"wrong": "250."}, CorrectionRequest.objects.count)
        return made[name]

    return give


NAMES = (
    "comment", "invitation", "token", "contact", "query", "citation", "rationale",
    "absence", "deadline", "assignment", "list", "waiver", "request",
)  # fmt: skip


def open_form(client: Client, form: Form) -> dict[str, Any]:
    """Open the page; give what its form sends, hidden fields included."""
    page = client.get(form.page).content.decode()
    hidden = re.findall(r'name="(csrfmiddlewaretoken|made_on)" value="([^"]*)"', page)
    stamps = dict(hidden[:1])
    at = re.search(rf'action="{re.escape(form.at)}".*?</form>', page, re.DOTALL)
    if at:
        stamps |= dict(re.findall(r'name="(made_on)" value="([^"]*)"', at[0]))
    return stamps | form.typed


def strict(user: User) -> Client:
    """A browser session in which Django wants the form's token."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    return client


def show(answer: Any) -> tuple[int, str, bytes]:
    return answer.status_code, answer.get("Location", ""), answer.content


@pytest.mark.parametrize("name", NAMES)
def test_pressed_twice_it_is_done_once_and_answered_alike(name, forms, chief):
    form, client = forms(name), strict(chief)
    sent = open_form(client, form)
    before, entries = form.rows(), TrailEntry.objects.count()
    first = client.post(form.at, sent)
    assert first.status_code in {200, 302}
    assert form.rows() == before + 1
    after = TrailEntry.objects.count()
    assert show(client.post(form.at, sent)) == show(first)
    assert form.rows() == before + 1
    assert TrailEntry.objects.count() == after > entries or name in {"token", "list"}


@pytest.mark.parametrize("name", ["comment", "invitation", "deadline"])
@pytest.mark.django_db(transaction=True)
def test_pressed_twice_at_the_same_moment_it_is_done_once(name, forms, chief):
    form = forms(name)
    opened = strict(chief)
    sent, gate, before = open_form(opened, form), Barrier(2), form.rows()

    def press(client: Client) -> tuple[int, str, bytes]:
        client.cookies = opened.cookies
        try:
            gate.wait(20)
            return show(client.post(form.at, sent))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(press, (strict(chief), strict(chief)))
    assert one == other
    assert form.rows() == before + 1


def test_a_new_page_and_other_words_are_acts_of_their_own(forms, chief):
    form, client = forms("comment"), strict(chief)
    sent = open_form(client, form)
    client.post(form.at, sent)
    client.post(form.at, open_form(client, form))
    client.post(form.at, sent | {"body": "Which one?"})
    assert Comment.objects.count() == 3


def test_a_refused_press_leaves_the_form_free(forms, chief, open_claim):
    form, client = forms("deadline"), strict(chief)
    sent = open_form(client, form)
    Claim.objects.filter(pk=open_claim.pk).update(due_at=NOON)
    assert client.post(form.at, sent).status_code == 409
    assert client.post(form.at, sent, headers={"hx-request": "true"}).status_code == 200
    assert not OnceKey.objects.exists()
    Claim.objects.filter(pk=open_claim.pk).update(due_at=None)
    assert client.post(form.at, sent).status_code == 302


def test_somebody_elses_press_is_their_own(forms, chief, editor):
    form, client = forms("comment"), strict(chief)
    sent = open_form(client, form)
    client.post(form.at, sent)
    other = strict(editor)
    other.cookies["csrftoken"] = client.cookies["csrftoken"].value
    other.post(form.at, sent)
    assert {one.by for one in Comment.objects.all()} == {chief, editor}


def test_an_expert_who_sends_twice_is_thanked_twice(client, forms, chief):
    form = forms("invitation")
    page = strict(chief)
    shown = page.post(form.at, open_form(page, form)).content.decode()
    found = re.search(r"/expert/[\w-]+/", shown)
    assert found is not None
    said = {"answer": "Forty.", "stance": "refutes", "basis": "", "step": "send"}
    first = client.post(found[0], said)
    assert show(client.post(found[0], said)) == show(first)
    assert "your answer has arrived" in first.content.decode()
    assert client.post(found[0], said | {"answer": "Fifty."}).status_code == 410
    OnceKey.objects.update(at=timezone.now() - timedelta(hours=1))
    assert client.post(found[0], said).status_code == 410
    assert Evidence.objects.count() == 1


def test_what_is_kept_opens_no_link_and_is_dropped_after_a_day(forms, chief):
    form, client = forms("invitation"), strict(chief)
    shown = client.post(form.at, open_form(client, form)).content.decode()
    found = re.search(r"/expert/([\w-]+)/", shown)
    assert found is not None
    row = OnceKey.objects.get()
    assert found[1].encode() not in bytes(row.answer)
    assert forget_keys(now=timezone.now()) == 0
    assert forget_keys(now=timezone.now() + timedelta(days=1, seconds=9)) == 1

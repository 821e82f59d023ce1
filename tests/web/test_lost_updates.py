"""Two people change one thing: the second save meets the first, and loses nothing."""

import html
import re

import pytest
from django.urls import reverse

from claims.models import Claim, Policy, Source, TrailEntry
from claims.verdicts.comments import add_comment
from tests.conftest import NOON
from tests.steps import cite
from tests.web.post_doors import SAFE, list_post_doors
from tests.web.second_saves import KEPT, MARK, Scene


def read_form(page: str, action: str) -> dict[str, str]:
    """Give the hidden stamps of the form that posts to `action`."""
    form = re.search(
        rf'<form[^>]*action="{re.escape(action)}"[^>]*>.*?</form>', page, re.DOTALL
    )
    assert form is not None, action
    inputs = re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", form[0])
    pairs = [
        (re.search(r'name="([^"]+)"', one), re.search(r'value="([^"]*)"', one))
        for one in inputs
    ]
    return {name[1]: value[1] for name, value in pairs if name and value}


@pytest.fixture
def cases(open_claim, reviewer, second_reviewer, chief):
    """By name: the page, the form's address, the first save, the second, and the words of
    the first that the second person is shown."""
    row = cite(open_claim, reviewer, title="Harbour log")
    claim = reverse("claim", args=[open_claim.public_id])
    article = [open_claim.article.public_id]
    source = reverse("source-describe", args=[row.source.public_id])
    passage = reverse("passage", args=[row.public_id])
    comment = add_comment(open_claim, actor=chief, now=NOON, body="Which ship?")
    said = reverse("comment-edit", args=[comment.public_id])
    policy = {"min_sources": "1", "independent_secondary": "0", "kind": "money"}
    return {
        "claim-assign": (
            claim,
            f"{claim}assign/",
            {"reviewer": reviewer.public_id},
            {"reviewer": second_reviewer.public_id},
            reviewer.name,
        ),
        "claim-risks": (
            claim, f"{claim}risks/", {"risks": ["legal"]}, {"risks": ["deaths"]}, "legal",
        ),
        "claim-deadline": (
            claim,
            f"{claim}deadline/",
            {"due_at": "2090-03-01T10:00"},
            {"due_at": "2090-04-01T10:00"},
            "2090-03-01 10:00",
        ),
        "article-deadline": (
            reverse("article-deadline", args=article),
            reverse("article-deadline", args=article),
            {"due_at": "2090-03-01T10:00"},
            {"due_at": "2090-04-01T10:00"},
            "2090-03-01 10:00",
        ),
        "source-describe": (
            source, source, {"title": "Log A"}, {"title": "Log B"}, "Log A",
        ),
        "policies": (
            reverse("policies"),
            reverse("policies"),
            policy | {"capture_days": "11", "reason": "First."},
            policy | {"capture_days": "12", "reason": "Second."},
            "11",
        ),
        "edit-kind": (
            claim,
            f"{claim}edit/kind/",
            {"kind": "quantity", "reason": "x"},
            {"kind": "percent", "reason": "x"},
            "Quantity",
        ),
        "edit-value": (
            claim, f"{claim}edit/value/", {"words": "250"}, {"words": "260"}, "250",
        ),
        "edit-span": (
            claim, f"{claim}edit/span/", {"words": "240 soldiers and 18 tonnes"},
            {"words": "with 240 soldiers"}, "240 soldiers and 18 tonnes",
        ),
        "passage": (
            passage, passage, {"passage": "First words."}, {"passage": "Other words."},
            "First words.",
        ),
        "comment-edit": (said, said, {"body": "First."}, {"body": "Second."}, "First."),
    }  # fmt: skip


BOTH = (
    "claim-assign", "claim-risks", "claim-deadline", "article-deadline", "source-describe",
    "policies", "edit-kind", "edit-value", "edit-span", "passage", "comment-edit",
)  # fmt: skip
BY_ADDRESS = ("rationale",)  # each version has an address: test_rationales saves it twice


def test_every_address_that_takes_a_post_says_what_a_second_save_meets():
    known = [*BOTH, *BY_ADDRESS, *KEPT, *SAFE]
    assert len(known) == len(set(known))
    assert set(known) == set(list_post_doors())


@pytest.mark.parametrize("name", KEPT)
def test_what_was_typed_for_a_second_save_is_on_the_page_that_refuses_it(
    client, name, open_claim, editor, reviewer, second_reviewer, chief
):
    scene = Scene(open_claim, editor, reviewer, second_reviewer, chief)
    at, typed = KEPT[name](scene)
    client.force_login(chief)
    refused = client.post(at, typed)
    assert refused.status_code in {409, 410}
    page = refused.content.decode()
    words = typed["words"] if name == "claim-make" else MARK
    assert words in page
    assert 'role="alert"' in page or name == "expert"


@pytest.mark.parametrize("name", BOTH)
def test_the_second_save_sees_both_and_may_go_on(client, chief, editor, cases, name):
    page, action, first, second, words = cases[name]
    client.force_login(chief)
    opened = read_form(client.get(page).content.decode(), action)
    assert set(opened) & {"made_on", "revision"}
    stamps = {key: opened[key] for key in ("made_on", "revision") if key in opened}
    assert client.post(action, first | stamps).status_code == 302
    refused = client.post(action, second | stamps)
    assert refused.status_code == 409
    text = refused.content.decode()
    table = re.search(r'<table class="data both">.*?</table>', text, re.DOTALL)
    assert table is not None
    assert words in table[0]
    assert 'class="differs"' in table[0]
    again = read_form(text, action)
    fresh = {key: again[key] for key in stamps}
    assert fresh != stamps
    assert client.post(action, second | fresh).status_code == 302


def read_sent(page: str) -> tuple[str, dict[str, list[str]]]:
    """Give address and fields of the form behind “Save mine”."""
    start = r'<form method="post" action="([^"]+)" class="save-mine">'
    form = re.search(f"{start}(.*?)</form>", page, re.DOTALL)
    assert form is not None
    rows = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form[2])
    sent: dict[str, list[str]] = {}
    for name, value in rows:
        sent.setdefault(name, []).append(html.unescape(value))
    return form[1], sent


@pytest.mark.parametrize("name", BOTH)
def test_two_buttons_keep_theirs_or_save_mine(client, chief, editor, cases, name):
    page, action, first, second, _words = cases[name]
    client.force_login(chief)
    opened = read_form(client.get(page).content.decode(), action)
    stamps = {key: opened[key] for key in ("made_on", "revision") if key in opened}
    client.post(action, first | stamps)
    refused = client.post(action, second | stamps).content.decode()
    keep = re.search(r'<a class="btn" href="([^"]+)">Keep theirs</a>', refused)
    assert keep is not None
    kept = client.get(keep[1])
    assert kept.status_code == 200
    assert 'class="data both"' not in kept.content.decode()
    at, sent = read_sent(refused)
    assert {key: sent[key] for key in second} == {
        key: value if isinstance(value, list) else [value] for key, value in second.items()
    }
    assert client.post(at, sent).status_code == 302
    entries = TrailEntry.objects.count()
    assert TrailEntry.objects.latest("pk").actor == chief
    assert client.post(at, sent).status_code == 302  # pressed twice
    assert TrailEntry.objects.count() == entries


def test_words_of_both_are_compared_one_by_one(client, chief, cases):
    _page, action, _first, _second, _words = cases["comment-edit"]
    client.force_login(chief)
    stale = {"revision": "1"}
    client.post(action, stale | {"body": "Which ship came on Monday?"})
    page = client.post(action, stale | {"body": "Which ship <b> came?"}).content.decode()
    apart = page.split('class="words-apart"')[1].split("</div>")[0]
    plain = re.sub(r'<span class="vh">.*?</span>', "", apart)
    assert "<del> on Monday</del>" in plain
    assert "<ins>&lt;b&gt; </ins>" in plain


def test_what_was_typed_is_in_the_form_and_the_first_save_stands(
    client, chief, cases, open_claim
):
    page, action, first, second, _words = cases["claim-deadline"]
    client.force_login(chief)
    made_on = read_form(client.get(page).content.decode(), action)["made_on"]
    client.post(action, first | {"made_on": made_on})
    text = client.post(action, second | {"made_on": made_on}).content.decode()
    assert 'value="2090-04-01T10:00"' in text
    due_at = Claim.objects.get(pk=open_claim.pk).due_at
    assert due_at is not None
    assert due_at.month == 3


def test_nobody_is_stopped_by_what_concerns_another_row(client, chief, cases):
    page, action, first, second, _words = cases["policies"]
    client.force_login(chief)
    made_on = read_form(client.get(page).content.decode(), action)["made_on"]
    assert client.post(action, first | {"made_on": made_on}).status_code == 302
    other = second | {"kind": "quantity", "made_on": made_on}
    assert client.post(action, other).status_code == 302
    assert Policy.objects.filter(active=True, kind="money").get().capture_days == 11


def test_a_tool_that_names_no_stamp_sets_what_it_says(client, chief, cases):
    _page, action, first, second, _words = cases["source-describe"]
    client.force_login(chief)
    for given in (first, second):
        assert client.post(action, given).status_code == 302
    assert Source.objects.filter(title="Log B").exists()

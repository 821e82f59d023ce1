"""The link-health board, runs and captures through the door."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.models import CheckRun, Source
from tests.evidence.conftest import hasty, site  # noqa: F401  # fixtures
from tests.evidence.test_captures import run_due
from tests.steps import cite

PASSAGE = "The harbour log counts 240 soldiers off the two aircraft."


@pytest.fixture
def cited(site, open_claim, reviewer):  # noqa: F811  # the fixture
    """Two visited pages, one of them gone."""
    rows = [
        cite(open_claim, reviewer, url=site.url(path), passage=PASSAGE)
        for path in ("/log", "/no")
    ]
    run_due()
    return rows


def test_filters_keep_what_they_say_and_the_count_equals_the_list(cited, sign_in, reviewer):
    page = sign_in(reviewer)
    for given, shown in (
        ({}, 2),
        ({"health": "holds"}, 1),
        ({"health": "gone"}, 1),
        ({"health": "dead"}, 0),
        ({"host": "127.0.0.1"}, 2),
        ({"host": "elsewhere.example"}, 0),
        ({"use": "published"}, 0),
        ({"use": "altered"}, 0),
        ({"health": "nonsense", "use": "\0"}, 2),
    ):
        answer = page.get(reverse("sources"), given)
        assert answer.context["count"] == len(answer.context["page"].rows) == shown, given
    assert sum(answer.context["plot"].totals) == 2


def test_a_filtered_run_is_previewed_asked_for_and_followed(cited, sign_in, reviewer):
    page = sign_in(reviewer)
    preview = page.get(reverse("sources-check"), {"health": "gone"})
    assert "1 page will be visited." in preview.content.decode()
    answer = page.post(reverse("sources-check"), {"health": "gone"}, follow=True)
    run = CheckRun.objects.get()
    assert (run.size, answer.context["progress"].done) == (1, 0)
    assert "data-waiting" in answer.content.decode()
    asked = page.get(reverse("check-run-live", args=[run.public_id]))
    run_due()
    version = {"If-None-Match": asked["ETag"]}
    again = page.get(reverse("check-run-live", args=[run.public_id]), headers=version)
    assert again.status_code == 200
    part = page.get(reverse("check-run", args=[run.public_id]))
    assert "Done: 1 page visited." in part.content.decode()
    assert "data-waiting" not in part.content.decode()


def test_an_articles_pages_are_asked_for_by_reviewers_only(
    cited, sign_in, reviewer, viewer
):
    article = cited[0].claim.article
    address = reverse("article-check", args=[article.public_id])
    assert sign_in(viewer).post(address).status_code == 409
    assert sign_in(reviewer).post(address).status_code == 302
    assert CheckRun.objects.get().article == article


def test_a_restricted_articles_run_is_its_teams(cited, sign_in, reviewer, make_person):
    article = cited[0].claim.article
    sign_in(reviewer).post(reverse("article-check", args=[article.public_id]))
    type(article).objects.filter(pk=article.pk).update(restricted=True)
    address = reverse("check-run", args=[CheckRun.objects.get().public_id])
    assert sign_in(make_person("stan", "reviewer")).get(address).status_code == 404


def test_captures_are_handed_over_and_never_shown_as_pages(cited, sign_in, viewer):
    page, source = sign_in(viewer), cited[0].source
    capture = source.captures.get()
    for name, kind in (
        ("capture-text", "text/plain"),
        ("capture-body", "application/octet-stream"),
    ):
        answer = page.get(reverse(name, args=[source.public_id, capture.pk]))
        assert answer["Content-Type"].startswith(kind)
        assert answer["Content-Disposition"].startswith("attachment")
        assert b"240 soldiers" in answer.content
    other = cited[1].source
    missing = reverse("capture-body", args=[other.public_id, capture.pk])
    assert page.get(missing).status_code == 404
    warc = page.get(reverse("source-warc", args=[source.public_id]))
    assert b"".join(warc.streaming_content).startswith(b"\x1f\x8b")


def test_then_and_now_marks_the_changed_figure(cited, site, sign_in, viewer):  # noqa: F811  # the fixture
    source = cited[0].source
    site.routes["/log"] = site.routes["/log"].replace(b"240 soldiers", b"140 soldiers")
    run_due()
    body = sign_in(viewer).get(reverse("then-and-now", args=[source.public_id]))
    page = body.content.decode()
    assert re.search(r'<del class="fact">.*240</del><ins class="fact">.*140</ins>', page)
    shown = sign_in(viewer).get(reverse("source", args=[source.public_id])).content.decode()
    assert 'data-state="altered"' in shown
    assert "Then and now" in shown


def test_a_source_without_captures_says_so(open_claim, reviewer, sign_in, viewer):
    source = cite(open_claim, reviewer).source
    page = sign_in(viewer)
    address = reverse("then-and-now", args=[source.public_id])
    assert "Nothing to compare" in page.get(address).content.decode()
    assert (
        "Nothing kept yet"
        in page.get(reverse("source", args=[source.public_id])).content.decode()
    )


def test_all_visits_are_paged_by_key(cited, sign_in, viewer):
    source = cited[0].source
    page = sign_in(viewer)
    address = reverse("source-all-visits", args=[source.public_id])
    newest = source.link_checks.get().pk
    assert len(page.get(address).context["visits"]) == 1
    assert page.get(address, {"before": newest}).context["visits"] == []
    assert len(page.get(address, {"before": "9" * 30}).context["visits"]) == 1
    assert Source.objects.filter(checked_at__lte=timezone.now()).count() == 2

"""Deadlines in the pages: set, moved, taken away, told with the hours left."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.models import TrailEntry
from claims.verdicts.deadlines import set_article_deadline
from claims.web.time_left import describe_left


def write_moment(*, hours: int) -> str:
    """Give a moment as the browser's control sends it."""
    return f"{timezone.localtime() + timedelta(hours=hours):%Y-%m-%dT%H:%M}"


@pytest.mark.parametrize(
    ("hours", "words"),
    [(1, "1 h left"), (72, "72 h left"), (73, "3 days left"), (0, "overdue"),
     (-5, "5 h overdue"), (-73, "3 days overdue")],
)  # fmt: skip
def test_the_time_left_is_told_in_hours_then_days(hours, words):
    assert describe_left(hours) == words


def test_an_editor_sets_moves_and_takes_away_a_claims_deadline(client, open_claim, editor):
    client.force_login(editor)
    page, act = (
        reverse(name, args=[open_claim.public_id]) for name in ("claim", "claim-deadline")
    )
    assert client.post(act, {"due_at": write_moment(hours=5)}).status_code == 302
    shown = client.get(page).content.decode()
    assert "5 h left" in shown
    assert "Move the deadline" in shown
    assert "5 h left" in client.get(reverse("queue") + "?tab=unassigned").content.decode()
    assert client.post(act, {"due_at": ""}).status_code == 302
    open_claim.refresh_from_db()
    assert open_claim.due_at is None
    assert TrailEntry.objects.filter(action="set_deadline").count() == 2


def test_a_refused_deadline_comes_back_as_typed(client, open_claim, editor):
    client.force_login(editor)
    past = write_moment(hours=-5)
    for name, key in (
        ("claim-deadline", open_claim.public_id),
        ("article-deadline", open_claim.article.public_id),
    ):
        refused = client.post(reverse(name, args=[key]), {"due_at": past})
        assert refused.status_code == 409
        assert "lies in the past" in refused.content.decode()
        assert past in refused.content.decode()
        odd = client.post(reverse(name, args=[key]), {"due_at": "soon"})
        assert odd.status_code == 409
        assert "Give a day and a time" in odd.content.decode()


def test_an_articles_deadline_stands_on_board_page_queue_and_its_claims(
    client, open_claim, editor
):
    client.force_login(editor)
    article = open_claim.article
    act = reverse("article-deadline", args=[article.public_id])
    assert "No deadline is set" in client.get(act).content.decode()
    assert client.post(act, {"due_at": write_moment(hours=30)}).status_code == 302
    for address in (
        reverse("home"),
        reverse("article", args=[article.public_id]),
        reverse("queue") + "?tab=unassigned",
        reverse("claim", args=[open_claim.public_id]),
        act,
    ):
        assert "30 h left" in client.get(address).content.decode(), address


def test_what_is_due_today_by_its_article_stands_in_that_tab(client, open_claim, editor):
    client.force_login(editor)
    now = timezone.now()
    due = reverse("queue") + "?tab=due"
    assert "Nothing is due before tomorrow" in client.get(due).content.decode()
    set_article_deadline(
        open_claim.article, actor=editor, now=now - timedelta(hours=2),
        due_at=now - timedelta(hours=1),
    )  # fmt: skip
    row = f'id="claim-{open_claim.public_id}"'
    assert row in client.get(due).content.decode()
    open_claim.due_at = now + timedelta(days=3)
    open_claim.save(update_fields=["due_at"])
    assert row not in client.get(due).content.decode()


def test_only_editors_set_deadlines(client, open_claim, reviewer):
    client.force_login(reviewer)
    article = reverse("article-deadline", args=[open_claim.article.public_id])
    claim = reverse("claim-deadline", args=[open_claim.public_id])
    assert (
        "<form"
        not in client.get(article).content.decode().split("<main")[1].split("</main")[0]
    )
    for address in (article, claim):
        assert client.post(address, {"due_at": write_moment(hours=5)}).status_code == 409
    assert not TrailEntry.objects.filter(action="set_deadline").exists()


def test_strangers_do_not_find_the_page(client, open_claim, make_person):
    article = open_claim.article
    article.restricted = True
    article.save(update_fields=["restricted"])
    client.force_login(make_person("outsider", "editor"))
    at = reverse("article-deadline", args=[article.public_id])
    assert client.get(at).status_code == 404
    assert client.post(at, {"due_at": ""}).status_code == 404


def test_a_deadline_in_another_year_names_it(client, open_claim, editor):
    client.force_login(editor)
    act = reverse("claim-deadline", args=[open_claim.public_id])
    assert client.post(act, {"due_at": "2999-01-02T10:00"}).status_code == 302
    page = client.get(reverse("claim", args=[open_claim.public_id])).content.decode()
    assert "2 Jan 2999, 10:00" in page

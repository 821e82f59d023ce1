"""The demonstration newsroom is made once, by the desk's own services."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from claims.demo import pages
from claims.demo.newsroom import CAST, PASSWORD, make_newsroom
from claims.models import Article, Claim, Evidence, Publication, Review, Source, User
from claims.workflow.verification import find_break


@pytest.fixture
def newsroom(db) -> Article:
    """The demonstration article."""
    article = make_newsroom(now=timezone.now())
    assert article is not None
    return article


def test_it_shows_claims_in_as_many_states_as_a_working_day(newsroom):
    states = set(newsroom.claims.values_list("status", flat=True))
    wanted = {
        "detected",
        "open",
        "in_review",
        "second_review",
        "disputed",
        "decided",
        "published",
    }
    assert wanted <= states


def test_its_four_pages_are_cited_and_due(newsroom):
    assert Source.objects.count() == 4
    assert Source.objects.due(timezone.now()).count() == 4
    assert Evidence.objects.exclude(passage="").count() >= 3


def test_a_second_making_changes_nothing(newsroom):
    tables = (Article, Claim, Review, Evidence, Publication, User)
    before = [table.objects.count() for table in tables]
    assert make_newsroom(now=timezone.now()) is None
    assert [table.objects.count() for table in tables] == before


def test_its_people_can_sign_in_and_nobody_reviews_their_own(newsroom):
    for username, *_ in CAST:
        assert User.objects.get(username=username).check_password(PASSWORD)
    assert not Review.objects.filter(reviewer=newsroom.created_by).exists()


def test_its_trail_is_whole(newsroom):
    assert find_break(newsroom.public_id) == ""


def test_the_command_needs_a_demonstration_desk_and_prints_who_may_enter(db, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="DESK_DEMO=1"):
        call_command("make_demo")
    settings.DEMO = True
    for _ in range(2):
        said = StringIO()
        call_command("make_demo", stdout=said)
        assert PASSWORD in said.getvalue()
        assert "ines (editor)" in said.getvalue()
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        (pages.arrivals, 200, pages.ARRIVALS),
        (pages.fuel, 200, pages.FUEL_NOW),
        (pages.contracts, 410, "removed"),
        (pages.bombers_new, 200, pages.BOMBERS),
    ],
)
def test_its_pages_turn_out_differently(rf, view, status, words):
    answer = view(rf.get("/demo/x"))
    assert answer.status_code == status
    assert words in answer.content.decode()


def test_the_changed_page_no_longer_says_what_was_cited(rf):
    assert pages.FUEL not in pages.fuel(rf.get("/demo/fuel")).content.decode()


def test_a_desk_that_is_no_demonstration_has_no_such_pages(client, db):
    assert client.get("/demo/arrivals").status_code == 404

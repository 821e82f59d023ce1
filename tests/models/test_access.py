"""Who may open what, as every door asks it."""

import pytest
from django.contrib.auth.models import AnonymousUser

from claims.models import Article, Claim, Evidence, Role, Source
from tests.steps import cite


@pytest.fixture
def restricted(article) -> Article:
    """The article, closed to all but its team."""
    Article.objects.filter(pk=article.pk).update(restricted=True)
    article.refresh_from_db()
    return article


def test_everybody_signed_in_sees_an_open_article(article, viewer):
    assert article in Article.objects.visible_to(viewer)


def test_strangers_and_the_inactive_see_nothing(article, viewer):
    viewer.is_active = False
    assert not Article.objects.visible_to(AnonymousUser()).exists()
    assert not Article.objects.visible_to(viewer).exists()
    assert not Claim.objects.visible_to(viewer).exists()


def test_a_restricted_article_is_for_its_maker_team_and_chief(
    restricted, editor, reviewer, second_reviewer, chief
):
    restricted.team.add(reviewer)
    seen = [
        Article.objects.visible_to(person).exists()
        for person in (editor, reviewer, chief, second_reviewer)
    ]
    assert seen == [True, True, True, False]


def test_claims_follow_their_article(restricted, viewer, editor):
    assert not Claim.objects.visible_to(viewer).exists()
    assert Claim.objects.visible_to(editor).count() == restricted.claims.count()


def test_a_team_of_many_does_not_double_the_rows(restricted, reviewer, second_reviewer):
    restricted.team.add(reviewer, second_reviewer)
    assert Article.objects.visible_to(reviewer).count() == 1


def test_confidential_sources_need_clearance(open_claim, make_person, viewer, chief):
    cleared = make_person("cleo", Role.REVIEWER, clearance=True)
    cite(
        open_claim,
        cleared,
        kind="person",
        url="",
        title="A dock worker",
        confidential=True,
    )
    assert not Source.objects.visible_to(viewer).exists()
    assert not Evidence.objects.visible_to(viewer).exists()
    assert Evidence.objects.visible_to(chief).count() == 1


def test_evidence_on_a_restricted_article_stays_with_its_team(
    restricted, open_claim, reviewer, viewer
):
    restricted.team.add(reviewer)
    cite(open_claim, reviewer)
    assert Evidence.objects.visible_to(reviewer).count() == 1
    assert not Evidence.objects.visible_to(viewer).exists()


@pytest.mark.parametrize(
    ("role", "below", "above"),
    [
        (Role.VIEWER, Role.VIEWER, Role.REVIEWER),
        (Role.REVIEWER, Role.VIEWER, Role.EDITOR),
        (Role.EDITOR, Role.REVIEWER, Role.CHIEF),
    ],
)
def test_a_role_holds_what_lies_below_it(make_person, role, below, above):
    person = make_person("someone", role)
    assert (person.ranks(below), person.ranks(above)) == (True, False)


def test_progress_counts_are_read_in_one_query(article, editor, django_assert_num_queries):
    with django_assert_num_queries(1):
        row = Article.objects.visible_to(editor).for_list().get()
    counts = [vars(row)[name] for name in ("n_claims", "n_settled", "n_detected")]
    assert counts == [article.claims.count(), 0, article.claims.count()]


def test_a_queue_is_read_in_the_same_number_of_queries_at_any_length(
    article, editor, django_assert_num_queries
):
    with django_assert_num_queries(3):
        rows = list(Claim.objects.visible_to(editor).for_queue())
        quotes = [row.quote for row in rows]
    assert len(quotes) == article.claims.count() > 5

"""What is cited in restricted articles alone is known to their people alone."""

from datetime import date

import pytest

from claims.intake import read_pasted, submit_article
from claims.models import Article, Claim, Source
from claims.workflow import move_claim
from tests.conftest import NOON
from tests.steps import cite

URL = "https://example.org/only-here"
OTHER = "A ferry with 90 passengers left Port Alder on Tuesday, the owner said.\n"


@pytest.fixture
def hidden(open_claim, reviewer) -> Source:
    """The source of a claim whose article is closed to all but reviewer and maker."""
    Article.objects.filter(pk=open_claim.article_id).update(restricted=True)
    open_claim.article.team.add(reviewer)
    return cite(open_claim, reviewer, url=URL).source


@pytest.fixture
def other_claim(editor) -> Claim:
    """A claim of an article that is open to everybody."""
    article = submit_article(
        read_pasted(OTHER),
        title="A ferry",
        actor=editor,
        now=NOON,
        published_on=date(2019, 3, 30),
    )
    return move_claim(article.claims.all()[0], to="open", actor=editor, now=NOON)


def test_a_source_of_restricted_articles_alone_is_hidden(hidden, viewer, reviewer, chief):
    assert not Source.objects.visible_to(viewer).filter(pk=hidden.pk).exists()
    assert Source.objects.visible_to(reviewer).filter(pk=hidden.pk).exists()
    assert Source.objects.visible_to(chief).filter(pk=hidden.pk).exists()


def test_a_citation_taken_back_still_hides_it(hidden, viewer):
    hidden.evidence.update(withdrawn_at=NOON)
    assert not Source.objects.visible_to(viewer).filter(pk=hidden.pk).exists()


def test_cited_in_an_open_article_it_is_seen_and_counts_what_one_may_open(
    hidden, other_claim, viewer, reviewer, second_reviewer
):
    cite(other_claim, second_reviewer, url=URL)

    def count(person) -> int:
        return vars(Source.objects.for_list(person).get(pk=hidden.pk))["n_claims"]

    assert (count(viewer), count(reviewer)) == (1, 2)


def test_a_source_that_nothing_cites_is_no_secret(viewer):
    row = Source.objects.create(kind="dataset", title="Port calls", created_at=NOON)
    found = Source.objects.visible_to(viewer).for_list(viewer).get(pk=row.pk)
    assert vars(found)["n_claims"] == 0


def test_every_door_answers_as_for_no_such_source(hidden, viewer, sign_in):
    client = sign_in(viewer)
    for address in (
        f"/sources/{hidden.public_id}/",
        f"/api/v1/sources/{hidden.public_id}/",
    ):
        assert client.get(address).status_code == 404
    for address in ("/sources/", "/api/v1/sources/"):
        assert URL not in client.get(address).content.decode()

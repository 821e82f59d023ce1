from datetime import date

import pytest

from claims.intake import read_pasted, submit_article
from claims.models import Article
from tests.conftest import NOON
from tests.steps import cite

AT = "/palette/"


@pytest.fixture
def look(sign_in, reviewer):
    client = sign_in(reviewer)

    def ask(**query):
        return client.get(AT, query).json()["hits"]

    return ask


def list_urls(hits) -> list[str]:
    return [hit["url"] for hit in hits]


def test_a_beginning_of_a_word_finds_the_article_and_its_claims(look, article):
    hits = look(q="freigh")
    assert f"/articles/{article.public_id}/" in list_urls(hits)
    hits = look(q="240 sold")
    claim = article.claims.get(kind="personnel_count")
    assert hits[0]["url"] == f"/claims/{claim.public_id}/"
    assert f"Claim {claim.number} · Detected" in hits[0]["hint"]


def test_a_slip_of_the_pen_still_finds_the_title(look, article):
    assert f"/articles/{article.public_id}/" in list_urls(look(q="Frieghters land at"))
    assert look(q="zebra crossing") == []


def test_in_an_article_its_claims_go_by_number(look, article):
    claim = article.claims.order_by("number").last()
    hits = look(q=str(claim.number), article=article.public_id)
    assert hits[0]["url"] == f"/claims/{claim.public_id}/"
    assert article.title not in hits[0]["hint"]


def test_nothing_typed_gives_the_newest_articles(look, article, editor):
    other = submit_article(
        read_pasted("Some 30 people came."), title="Newer", actor=editor, now=NOON,
        published_on=date(2019, 3, 30),
    )  # fmt: skip
    assert [hit["label"] for hit in look()] == [other.title, article.title]


def test_no_sign_breaks_the_question(look, article):
    for typed in (
        "'",
        "a & !b",
        "\\",
        ":*",
        "240'); drop",
        "\0",
        "ß",
        "x" * 5000,
        "%",
        "_",
    ):
        assert isinstance(look(q=typed), list)
    assert look(q="240", article="no such article")


def test_a_restricted_article_is_found_by_its_team_alone(look, article, open_claim):
    Article.objects.filter(pk=article.pk).update(restricted=True)
    for typed in ("", "Freighters", "240 soldiers", str(open_claim.number)):
        assert look(q=typed, article=article.public_id) == []


def test_a_confidential_source_is_found_by_nobody(sign_in, chief, open_claim):
    cite(open_claim, chief, url="", kind="person", title="Ledger man", confidential=True)
    cite(open_claim, chief, url="https://x.example/", title="Ledger of the town")
    hits = sign_in(chief).get(AT, {"q": "ledger"}).json()["hits"]
    assert [hit["label"] for hit in hits] == ["Ledger of the town"]


def test_a_stranger_is_sent_to_the_door(client, db):
    assert "/account/login/" in client.get(AT).headers["Location"]


def test_the_number_of_queries_is_that_of_the_groups(
    client, reviewer, article, django_assert_max_num_queries
):
    client.force_login(reviewer)
    with django_assert_max_num_queries(14):
        client.get(AT, {"q": "240 sold", "article": article.public_id})

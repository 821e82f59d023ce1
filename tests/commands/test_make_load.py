"""A big newsroom for measurements obeys every rule of a real one."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from claims.linkcheck.urls import read_url
from claims.models import Anchor, Article, Claim, Evidence, Publication, Review, Source

SIZE = ("--articles", "3", "--claims", "61", "--sources", "5")


def make(*more: str) -> str:
    said = StringIO()
    call_command("make_load", *SIZE, *more, stdout=said)
    return said.getvalue()


def test_a_load_has_the_numbers_asked_for_and_its_trails_verify(db):
    assert "61 claims" in make()
    counts = [model.objects.count() for model in (Article, Claim, Anchor, Source)]
    assert counts == [3, 61, 61, 5]
    assert Publication.objects.exists()
    said = StringIO()
    call_command("verify_trail", stdout=said)
    assert "all whole" in said.getvalue()


def test_every_claim_of_a_load_quotes_its_sentence(db):
    make()
    for anchor in Anchor.objects.select_related("version", "sentence"):
        assert anchor.version.text[anchor.start : anchor.end] == anchor.quote
        assert anchor.sentence is not None
        assert anchor.sentence.start <= (anchor.start or 0)
        assert (anchor.end or 0) <= anchor.sentence.end
        assert anchor.version.text[: anchor.start].endswith(anchor.prefix)
        assert anchor.version.text[anchor.end or 0 :].startswith(anchor.suffix)


def test_states_of_a_load_have_what_they_presuppose(db):
    make()
    assert set(Claim.objects.values_list("status", flat=True)) == {
        "detected",
        "open",
        "in_review",
        "second_review",
        "decided",
        "published",
        "dismissed",
    }
    for claim in Claim.objects.filter(status__in=("decided", "published")):
        assert claim.verdicts.count() == 1
        assert Review.objects.standing().filter(claim=claim).count() == 2
    begun = Review.objects.filter(claim__status="in_review")
    assert begun.exists()
    assert not begun.exclude(submitted_at=None).exists()


def test_sources_of_a_load_are_normal_addresses_that_nobody_visits(db):
    make()
    for source in Source.objects.all():
        assert read_url(source.url).url == source.url_key
    assert not Source.objects.exclude(next_visit_at=None).exists()
    assert Evidence.objects.count() > 5


def test_a_desk_with_articles_is_left_alone_unless_told(article):
    with pytest.raises(CommandError, match="--onto"):
        make()
    assert Article.objects.count() == 1
    make("--onto")
    make("--onto")
    assert Article.objects.count() == 7


def test_claims_without_an_article_are_refused(db):
    with pytest.raises(CommandError, match="at least one article"):
        call_command("make_load", "--articles", "0", "--claims", "1", "--sources", "0")
    with pytest.raises(CommandError, match="0 or more"):
        call_command("make_load", "--articles", "-1", "--claims", "1", "--sources", "0")

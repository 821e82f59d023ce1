"""The document, property by property, as Google and schema.org describe it."""

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.publishing.claimreview import (
    Checked,
    CitedSource,
    build_claimreview,
    write_document,
)

AT = datetime(2024, 5, 20, 22, 30, tzinfo=UTC)


def check(**other) -> Checked:
    """A checked claim with every property known."""
    known = {
        "url": "https://desk.example/checks/abc/",
        "claim": "240 soldiers landed",
        "rating_label": "Mostly true",
        "rating_value": 4,
        "rationale": "The log counts 238.",
        "organisation": "The Harbour Wire",
        "organisation_url": "https://desk.example/",
        "article_title": "Freighters land",
        "article_author": "Tess Aldana",
        "article_published": date(2024, 5, 18),
        "article_url": "https://wire.example/freighters",
        "as_of": date(2024, 5, 19),
        "published_at": AT,
        "sources": (CitedSource("Harbour log", "https://log.example/", "Port Alder"),),
    }
    return Checked(**{**known, **other})


def test_it_holds_what_google_requires():
    document = build_claimreview(check())
    assert document["@context"] == "https://schema.org"
    assert document["@type"] == "ClaimReview"
    assert document["claimReviewed"] == "240 soldiers landed"
    assert document["url"] == "https://desk.example/checks/abc/"
    rating = document["reviewRating"]
    assert rating["@type"] == "Rating"
    assert rating["alternateName"] == "Mostly true"
    assert (rating["ratingValue"], rating["bestRating"], rating["worstRating"]) == (4, 5, 1)


def test_it_holds_what_google_recommends():
    document = build_claimreview(check())
    assert document["author"] == {
        "@type": "Organization",
        "name": "The Harbour Wire",
        "url": "https://desk.example/",
    }
    assert document["datePublished"] == "2024-05-20"
    item = document["itemReviewed"]
    assert item["@type"] == "Claim"
    assert item["author"] == {"@type": "Person", "name": "Tess Aldana"}
    assert item["datePublished"] == "2024-05-18"
    for place in ("appearance", "firstAppearance"):
        assert item[place]["url"] == "https://wire.example/freighters"
        assert item[place]["headline"] == "Freighters land"
    assert document["reviewRating"]["ratingExplanation"] == "The log counts 238."


def test_a_rating_without_a_number_has_words_only():
    rating = build_claimreview(check(rating_label="Unverifiable", rating_value=None))
    assert rating["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "Unverifiable",
        "ratingExplanation": "The log counts 238.",
    }


def test_an_article_without_byline_is_the_newsrooms():
    item = build_claimreview(check(article_author=""))["itemReviewed"]
    assert item["author"] == {"@type": "Organization", "name": "The Harbour Wire"}


def test_what_is_unknown_is_left_out():
    document = build_claimreview(check(article_url="", sources=()))
    assert "url" not in document["itemReviewed"]["appearance"]
    assert {"citation", "correction"} & set(document) == set()


def test_sources_are_cited_as_works():
    bare = CitedSource("Interview with the harbour master")
    citations = build_claimreview(check(sources=(*check().sources, bare)))["citation"]
    assert citations[0]["publisher"]["name"] == "Port Alder"
    assert citations[1] == {"@type": "CreativeWork", "name": bare.name}


def test_a_correction_says_what_was_put_right():
    correction = build_claimreview(check(correction="We misread the log."))["correction"]
    assert correction["@type"] == "CorrectionComment"
    assert correction["text"] == "We misread the log."


@pytest.mark.parametrize("field", ["claim", "rationale", "article_title", "rating_label"])
@pytest.mark.parametrize(
    "attack", ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "a\u2028b&amp;"]
)
def test_no_text_can_leave_the_script_element(field, attack):
    text = write_document(build_claimreview(check(**{field: attack})))
    assert not set("<>&\u2028\u2029") & set(text)
    assert attack in json.dumps(json.loads(text), ensure_ascii=False)


@given(st.text(st.characters(codec="utf-8")))
def test_any_words_come_back_unchanged(words):
    document = build_claimreview(check(claim=words, rationale=words))
    text = write_document(document)
    assert json.loads(text) == document
    assert not set("<>&\u2028\u2029") & set(text)

"""An article goes in whole, or not at all."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.errors import BadInput, DuplicateArticle, NotAllowed
from claims.intake import Link, Reading, read_pasted, read_upload, submit_article
from claims.intake.articles import LONGEST_TEXT
from claims.intake.versions import revise_article
from claims.models import (
    Anchor,
    Article,
    ArticleVersion,
    Claim,
    Evidence,
    Sentence,
    Source,
    TrailEntry,
)
from tests.conftest import NOON

DAY = date(2019, 3, 30)
BODY = "The mayor paid $4 million on Monday for 30 buses."


@pytest.fixture
def submit(editor):
    """Bring a text in, as the editor."""

    def act(text: str | Reading, **more) -> Article:
        reading = read_pasted(text) if isinstance(text, str) else text
        given_words = {"title": "Buses", "published_on": DAY, "actor": editor, "now": NOON}
        return submit_article(reading, **{**given_words, **more})

    return act


def count_rows() -> list[int]:
    """How much is on the desk."""
    tables = (Article, ArticleVersion, Sentence, Claim, Anchor, Source, TrailEntry)
    return [table.objects.count() for table in tables]


def test_an_article_brings_version_sentences_claims_and_a_line_of_history(submit):
    article = submit(BODY)
    assert article.current is not None
    assert (article.current.number, article.current.text) == (1, BODY)
    assert {"money", "date", "count"} <= set(article.claims.values_list("kind", flat=True))
    assert [claim.number for claim in article.claims.all()] == list(
        range(1, article.claims.count() + 1)
    )
    line = TrailEntry.objects.get(chain=article.public_id)
    assert (line.action, line.after["claims"]) == ("submit_article", article.claims.count())


def test_relative_dates_resolve_against_the_publication_date(submit):
    monday = submit(BODY).claims.get(kind="date")
    assert monday.value["iso"] == "2019-03-25"


@pytest.mark.parametrize("who", ["viewer", "reviewer"])
def test_only_an_editor_brings_articles(submit, request, who):
    with pytest.raises(NotAllowed):
        submit(BODY, actor=request.getfixturevalue(who))


@pytest.mark.parametrize(
    ("text", "more", "field"),
    [
        ("", {}, "text"),
        (" \n\t\u00a0 ", {}, "text"),
        ("\x00\x01", {}, "text"),
        ("x" * (LONGEST_TEXT + 1), {}, "text"),
        ("word " * 1_000_000, {}, "text"),
        (BODY, {"title": ""}, "title"),
        (BODY, {"title": " \x00 "}, "title"),
        (BODY, {"title": "x" * 301}, "title"),
        (BODY, {"published_on": None}, "published_on"),
        (BODY, {"published_on": NOON.date() + timedelta(days=15)}, "published_on"),
        (BODY, {"published_on": date(1599, 12, 31)}, "published_on"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_bad_input_names_its_field_and_writes_nothing(submit, text, more, field):
    before = count_rows()
    with pytest.raises(BadInput) as refusal:
        submit(text, **more)
    assert refusal.value.field == field
    assert len(refusal.value.detail) > 20
    assert count_rows() == before


def test_a_publication_planned_for_next_week_is_taken(submit):
    assert submit(BODY, published_on=NOON.date() + timedelta(days=14)).pk


def test_the_same_text_is_offered_instead_of_filed_twice(submit):
    first = submit(BODY)
    with pytest.raises(DuplicateArticle) as refusal:
        submit(BODY.replace("\n", "\r\n") + "\n\n", title="Other title")
    assert refusal.value.extra == {"article": first.public_id}
    assert submit(BODY, again=True).pk != first.pk


def test_the_text_of_an_earlier_version_is_offered_too(submit, editor):
    first = submit(BODY)
    newer = read_pasted(BODY.replace("12", "13") + " More came.")
    revise_article(first, newer, actor=editor, now=NOON)
    with pytest.raises(
        DuplicateArticle, match=r"version 1 of .* at version 2 now"
    ) as refusal:
        submit(BODY)
    assert refusal.value.extra == {"article": first.public_id}


def test_a_duplicate_the_person_may_not_see_is_not_betrayed(submit, make_person):
    hidden = submit(BODY)
    Article.objects.filter(pk=hidden.pk).update(restricted=True)
    assert submit(BODY, actor=make_person("edda", "editor")).pk != hidden.pk


def test_links_become_context_on_the_claims_of_their_sentence(submit):
    reading = read_upload(
        "a.md",
        b"# Buses\n\nHe paid [$4 million](https://budget.example/2019#p4) at last.\n\n"
        b"He bought 30 buses and 12 trams.\n",
    )
    article = submit(reading)
    row = Evidence.objects.get()
    assert (row.claim.kind, row.stance, row.claim.article) == ("money", "context", article)
    assert row.source.url == "https://budget.example/2019#p4"
    assert row.source.next_visit_at == NOON


def test_two_links_to_one_page_are_one_source(submit):
    reading = read_upload(
        "a.html",
        b"<p>He paid <a href='https://B.example/a'>$4 million</a> then.</p>"
        b"<p>He bought <a href='https://b.example/a#x'>30 buses</a> then.</p>",
    )
    submit(reading)
    assert Source.objects.count() == 1
    cited = set(Evidence.objects.values_list("claim__kind", flat=True))
    assert {"money", "count"} <= cited


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "mailto:a@b.example",
        "/relative",
        "http://",
        "http://[::1",
        "",
        "https://b.example/" + "é" * 3000,
        "https://b.example/\x00",
    ],
)
def test_links_no_browser_would_follow_cite_nothing(submit, url):
    reading = read_pasted(BODY)
    reading.links = [Link(0, 9, url)]
    submit(reading)
    assert not Source.objects.filter(url__startswith="javascript").exists()
    assert Evidence.objects.count() == Claim.objects.count() * Source.objects.count()


def test_a_link_longer_than_the_database_indexes_is_left_out(submit):
    letters = "".join(f"{number:x}" for number in range(1100))
    reading = read_pasted(BODY)
    reading.links = [Link(0, 9, f"https://b.example/{letters}")]
    submit(reading)
    assert not Source.objects.exists()


@pytest.mark.parametrize(
    "attack",
    ["<script>alert(1)</script>", "{{ 7*7 }}", "'; DROP TABLE x; --", "\u202eevil"],
)
def test_code_in_every_field_is_kept_as_words(submit, attack):
    article = submit(f"{BODY} {attack}", title=f"T {attack}", byline=attack)
    article.refresh_from_db()
    assert article.title == f"T {attack}"
    assert article.byline == attack
    assert article.current is not None
    assert attack in article.current.text


def test_fields_longer_than_their_columns_are_cut_or_refused(submit):
    reading = read_pasted(BODY)
    reading.source_url = "https://a.example/" + "x" * 3000
    article = submit(reading, byline="y" * 999)
    article.refresh_from_db()
    assert (len(article.byline), len(article.source_url)) == (300, 2000)


@pytest.mark.parametrize(
    "text",
    [
        "🚢🚢 The fleet of 30 ships left on Monday 🇩🇪. “We won,” said Lena Ortiz 👩‍🚒.",
        "دفعت المدينة 4 million dollars في May 2019. قال Omar “نعم” ثم غادر 30 buses.",
        "עברית then $4 million and 30 soldiers on May 3, 2019. עוד משפט 15 percent.",
        "𝔉𝔯𝔞𝔨𝔱𝔲𝔯 cost $4 million. é e\u0301 ﷺ 12,000 people came in 2018.",
        "\u202eRTL override 30 buses\u202c and $5 million.",
    ],
)
def test_anchors_quote_exactly_beyond_latin(submit, text):
    article = submit(text)
    version = article.current
    assert version is not None
    anchors = list(Anchor.objects.filter(version=version))
    assert anchors
    for anchor in anchors:
        assert version.text[anchor.start : anchor.end] == anchor.quote


SENTENCES = st.sampled_from(
    [
        "The mayor paid $4 million on Monday.",
        "“We bought 30 buses,” said Ana Ruiz, the driver.",
        "Some 15 percent of 240 soldiers left on May 3, 2018.",
        "An An-124 carried 35 tonnes 😀 at 4pm.",
        "Dr. Okafor won U.S. aid of €1.5bn",
        "\u202e\u05e9\u05dc\u05d5\u05dd 12 cafe\u0301s",
    ]
)
PIECES = st.lists(st.one_of(SENTENCES, st.text(max_size=30)), min_size=1, max_size=6)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(pieces=PIECES, gap=st.sampled_from([" ", "\n", "\r\n\r\n", "\t"]))
def test_whatever_is_accepted_is_anchored_and_covered(submit, pieces, gap):
    reading = read_pasted(gap.join(pieces))
    if not any(letter.isalnum() for letter in reading.text):
        return
    article = submit(reading, again=True)
    version = ArticleVersion.objects.get(article=article)
    spans = list(version.sentences.values_list("start", "end"))
    covered = [False] * len(version.text)
    for start, end in spans:
        assert not any(covered[start:end])
        covered[start:end] = [True] * (end - start)
    assert all(
        mark or letter.isspace() for mark, letter in zip(covered, version.text, strict=True)
    )
    where = ("start", "end", "quote", "sentence__start", "sentence__end")
    anchors = Anchor.objects.filter(version=version).values_list(*where)
    for start, end, quote, first, last in anchors:
        assert version.text[start:end] == quote != ""
        assert first <= start < last


def test_a_long_article_takes_no_more_queries_than_a_short_one(
    submit, django_assert_max_num_queries
):
    long = "\n\n".join(
        f"On May {day}, 2018 the town paid ${day} million for {day + 20} buses, it said."
        for day in range(1, 29)
    )
    with django_assert_max_num_queries(22):
        article = submit(long)
    assert article.claims.count() > 60

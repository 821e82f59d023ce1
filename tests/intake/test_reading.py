"""What pasted words, HTML and Markdown come to."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.intake import read_pasted, read_upload
from claims.intake.reading import clean_text, join_pieces


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\u2028b\x85c", "a\nb\nc"),
        ("a\u2029b", "a\n\nb"),
        ("page one\x0cpage two", "page one\npage two"),
        ("a\n\n\n \n\nb", "a\n\nb"),
        ("  \n edge \n ", "edge"),
        ("cafe\u0301", "café"),
        ("nul\x00bell\x07del\x7f", "nulbelldel"),
        ("tab\tkept", "tab\tkept"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("bidi \u202e kept \u200d", "bidi \u202e kept \u200d"),
    ],
)
def test_text_is_cleaned_and_nothing_more(given_text, kept):
    assert clean_text(given_text) == kept


@given(st.text())
def test_cleaned_text_is_clean(text):
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not set("\r\x00\x0b\x0c\x85\u2028\u2029") & set(cleaned)
    cleaned.encode("utf-8")


@given(
    st.lists(st.tuples(st.text(max_size=12), st.sampled_from(["", "https://a.example/"])))
)
def test_links_lie_over_their_words(pieces):
    text, links = join_pieces(pieces)
    assert clean_text(text) == text
    ends = [0] + [end for link in links for end in (link.start, link.end)]
    assert ends == sorted(ends)
    assert all(text[link.start : link.end].strip() for link in links)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Freighters land\n\nThey landed on Monday.", "Freighters land"),
        ("They landed on Monday.\n\nThen they left.", ""),
        ("Only one line", ""),
        ("First line\nsecond line", ""),
        ("x" * 250 + "\n\nbody", ""),
    ],
)
def test_a_headline_is_a_short_first_line_that_stands_alone(text, title):
    assert read_pasted(text).title == title


def test_markdown_becomes_text_with_its_links_and_title():
    reading = read_upload(
        "a.md",
        b"# Freighters land\n\nThey *landed* [on Monday](https://log.example/a) at noon.\n",
    )
    assert reading.title == "Freighters land"
    assert reading.text == "Freighters land\n\nThey landed on Monday at noon."
    (link,) = reading.links
    assert reading.text[link.start : link.end] == "on Monday"
    assert link.url == "https://log.example/a"


def test_html_fragments_keep_every_visible_word_and_no_script():
    reading = read_upload(
        "a.html",
        b"<h1>Head</h1><script>alert(1)</script><style>p{}</style><!-- no -->"
        b"<p>One <b>bold</b> &amp; <a href='https://x.example/'>linked</a> word.</p>"
        b"<p>Line<br>break</p>",
    )
    assert reading.text == "Head\n\nOne bold & linked word.\n\nLine\nbreak"
    assert [link.url for link in reading.links] == ["https://x.example/"]


def test_a_whole_page_gives_text_title_date_and_byline():
    story = "<p>The freighters landed at Port Alder with flour and soldiers.</p>" * 6
    page = (
        "<!doctype html><html lang='en'><head><title>Freighters land</title>"
        "<meta name='author' content='Tess Aldana'>"
        "<meta property='article:published_time' content='2024-05-18T09:00:00Z'></head>"
        f"<body><nav>Home News</nav><article><h1>Freighters land</h1>{story}</article>"
        "</body></html>"
    )
    reading = read_upload("page.html", page.encode())
    assert "Freighters land" in reading.title
    assert reading.byline == "Tess Aldana"
    assert str(reading.published_on) == "2024-05-18"
    assert "Home News" not in reading.text


@pytest.mark.parametrize("depth", [20_000])
def test_a_page_that_nests_very_deep_is_read(depth):
    reading = read_upload("deep.html", b"<div>" * depth + b"<p>Deep words.</p>")
    assert reading.text in ("Deep words.", "")


@pytest.mark.parametrize("content", [b"", b"   ", b"<!-- -->", b"<html></html>", b"<"])
def test_html_without_words_is_empty_and_no_fault(content):
    assert read_upload("a.html", content).text.strip() in ("", "<")


def test_a_link_lies_on_its_own_words_where_they_stand_earlier_too():
    pieces = [
        ("The report came out.\n\n\n\nA second ", ""),
        ("report", "https://a.example/2"),
        (" followed the report.", ""),
    ]
    text, links = join_pieces(pieces)
    assert [(text[: link.start].count("report"), link.url) for link in links] == [
        (1, "https://a.example/2")
    ]

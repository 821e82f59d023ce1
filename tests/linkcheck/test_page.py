"""Documents: encodings, what is visible, what is the article, where it leads."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.linkcheck.onward import find_onward, find_refresh
from claims.linkcheck.page import read_page
from tests.linkcheck.pages import HTML, PROSE, make_page

ACCENTS = "Le fleuve a baissé de 12 centimètres à Velden cet été."
CYRILLIC = "Уровень реки в Вельдене упал на двенадцать сантиметров этим летом."
JAPANESE = "川の水位は今年の夏に十二センチ下がったと、委員会は木曜日に発表した。"


def read(page, headers=HTML, **more):
    return read_page(page if isinstance(page, bytes) else page.encode(), headers, **more)


def in_codec(text, codec, *, meta="", errors="strict"):
    head = f'<meta charset="{meta}">' if meta else ""
    return make_page("X", [text, text], head=head).encode(codec, errors)


CODECS = [
    (in_codec(ACCENTS, "utf-8"), "text/html", ACCENTS),
    (in_codec(ACCENTS, "latin-1"), "text/html; charset=utf-8", ACCENTS),
    (in_codec(ACCENTS, "cp1252", meta="windows-1252"), "text/html", ACCENTS),
    (in_codec(ACCENTS, "utf-8"), "text/html; charset=iso-8859-1", ACCENTS),
    (in_codec(ACCENTS, "utf-8"), "text/html; charset=utf-9000", ACCENTS),
    (in_codec(ACCENTS, "utf-8-sig"), "text/html; charset=latin1", ACCENTS),
    (in_codec(ACCENTS, "utf-16"), "text/html", ACCENTS),
    (in_codec(CYRILLIC, "cp1251", meta="windows-1251"), "text/html", CYRILLIC),
    (in_codec(CYRILLIC, "koi8-r"), "text/html; charset=koi8-r", CYRILLIC),
    (in_codec(CYRILLIC * 9, "cp1251"), "text/html", CYRILLIC),
    (in_codec(JAPANESE, "shift_jis", meta="Shift_JIS"), "text/html", JAPANESE),
    (in_codec(JAPANESE, "euc-jp"), "text/html; charset=euc-jp", JAPANESE),
    (in_codec("Řeka klesla o 12 cm.", "cp1250", meta="windows-1250"), "text/html", "Řeka"),
    (in_codec("“Curly” – dashes", "cp1252", meta="iso-8859-1"), "text/html", "“Curly” –"),
]


@pytest.mark.parametrize(("body", "declared", "text"), CODECS)
def test_a_page_is_read_in_the_encoding_it_is_in(body, declared, text):
    assert text in read(body, {"content-type": declared}).text


def test_a_text_cut_in_mid_character_is_still_utf8():
    body = in_codec(ACCENTS, "utf-8")
    cut = body[: body.rindex("é".encode()) + 1]
    assert "baissé" in read(cut).text


def test_what_a_reader_does_not_see_is_not_text():
    hidden = (
        "<!-- c1 --><script>c2</script><style>c3</style><template>c4</template>"
        "<p hidden>c5</p><p style='display:none'>c6</p><del>c7</del><s>c8</s>"
        "<svg><text>c9</text></svg><noscript>c10</noscript><select><option>c11</select>"
    )
    text = read(make_page(extra=hidden)).text
    assert not [n for n in range(1, 12) if f"c{n}" in text]
    assert PROSE[0] in text


def test_what_the_page_hides_by_its_own_style_sheet_is_not_text():
    style = "<style>.gone { color: red; display:none }</style>"
    text = read(
        make_page(head=style, extra="<p class=gone>c1</p><p class=kept>c2</p>")
    ).text
    assert "c1" not in text
    assert "c2" in text
    sheet = style.replace("<style>", "<style>@media print{}")
    assert "c1" in read(make_page(head=sheet, extra="<p class=gone>c1</p>")).text


def test_inline_tags_join_and_blocks_part():
    page = read("<p>Only <b>14</b> <a href=x>stat</a>ions<br>were low</p><p>Next</p>")
    assert page.text == "Only 14 stations\nwere low\nNext"
    page = read("<ul><li>one<li>two</ul><table><tr><td>a<td>b<tr><td>c</table>")
    assert page.text.split("\n") == ["one", "two", "a\tb", "c"]


def test_readings_footnotes_and_powers_do_not_run_into_words():
    page = read("<p><ruby>漢<rp>(</rp><rt>かん</rt></ruby>字</p>")
    assert page.text == "漢字"
    page = read(
        "<p>62<sup><a href=#n1>[1]</a></sup> stations and 10<sup>3</sup> litres</p>"
    )
    assert page.text == "62 stations and 10^3 litres"


def test_shadow_roots_that_the_server_sends_are_seen():
    page = read("<div><template shadowrootmode=open><p>Shown text</p></template></div>")
    assert "Shown text" in page.text


def test_main_text_is_the_article_alone():
    extra = (
        "<div class='related-stories'><p>Ten bridges to see before you die.</p></div>"
        "<p><a href=/x>Another story that is only a link to somewhere else entirely</a></p>"
    )
    page = read(make_page(extra=extra))
    assert page.main.split("\n") == list(PROSE)
    assert "Ten bridges" in page.text


def test_main_text_survives_a_frame_named_like_furniture():
    page = read(f"<body class='more sidebar'><div class=widget>{make_page()}</div></body>")
    assert PROSE[3] in page.main


def test_an_article_that_only_a_script_would_show_is_embedded():
    data = json.dumps({"@graph": [{"@type": "NewsArticle", "articleBody": PROSE[1]}]})
    page = read(f"<script type='application/ld+json'>{data}</script><div id=app></div>")
    assert (page.text, page.embedded) == ("", PROSE[1])
    state = json.dumps({"props": {"story": {"html": f"<p>{PROSE[2]}</p>"}}})
    page = read(f"<script type='application/json'>{state}</script><div id=app></div>")
    assert PROSE[2] in page.embedded


def test_links_that_a_passage_may_have_moved_along_are_absolute():
    head = "<link rel=canonical href=/b><link rel='next' href='?page=2'>"
    page = read(make_page(head=head), url="https://news.example/a/c")
    assert page.canonical == "https://news.example/b"
    assert page.next_url == "https://news.example/a/c?page=2"


def test_other_documents_are_text_too():
    plain = read("A plain\nnotice.", {"content-type": "text/plain"})
    assert (plain.kind, plain.text) == ("text", "A plain\nnotice.")
    data = read('{"a": ["caf\\u00e9", {"n": 14}]}', {"content-type": "application/json"})
    assert (data.kind, data.text) == ("json", "café\nn: 14")
    odd = read(make_page(), {"content-type": "application/octet-stream"})
    assert odd.kind == "html"
    assert read(make_page(), {}).kind == "html"
    assert (
        read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", {"content-type": "image/png"}).kind
        == "binary"
    )
    assert read(b"").kind == "empty"
    assert read(bytes(4096)).kind == "empty"


def make_pdf(lines):
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    stream = f"BT /F1 12 Tf 50 780 Td 16 TL {shown} ET"
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out = "%PDF-1.4\n" + "".join(f"{n} 0 obj{p}endobj\n" for n, p in enumerate(parts, 1))
    return f"{out}trailer<</Size 6/Root 1 0 R>>\nstartxref\n0\n%%EOF".encode()


def test_a_pdf_is_read_whatever_it_is_called():
    page = read(make_pdf(["Only 14 of the 62 sta-", "tions were low."]), HTML)
    assert page.kind == "pdf"
    assert "Only 14 of the 62 sta-" in page.text


def test_a_broken_pdf_is_no_text_and_no_error():
    page = read(
        b"%PDF-1.7\n" + b"\x00\xff broken" * 50, {"content-type": "application/pdf"}
    )
    assert (page.kind, page.text) == ("pdf", "")


ONWARD = [
    ("<meta http-equiv=refresh content='0;url=/new'>", ("meta", "/new")),
    ("<META HTTP-EQUIV='Refresh' CONTENT='5; URL=\"/new\"'>", ("meta", "/new")),
    ("<meta http-equiv=refresh content='0,/new'>", ("meta", "/new")),
    ("<base href=https://b.example/x/><meta http-equiv=refresh content='0;url=y'>",
     ("meta", "https://b.example/x/y")),
    ("<script>window.location.replace('/new')</script>", ("script", "/new")),
    ("<script>location.href = \"/new\";</script>", ("script", "/new")),
    ("<meta http-equiv=refresh content='300'>", None),
    ("<meta http-equiv=refresh content='300;url=/new'>", None),
    ("<noscript><meta http-equiv=refresh content='0;url=/nojs'></noscript>", None),
    ("<!-- <meta http-equiv=refresh content='0;url=/new'> -->", None),
    ("<script>if (top != self) { top.location = '/x' }</script>", None),
    (make_page(extra="<script>window.location = '/x'</script>"), None),
]  # fmt: skip


@pytest.mark.parametrize(("page", "onward"), ONWARD)
def test_a_page_sends_its_reader_on_or_does_not(page, onward):
    assert find_onward(page.encode(), {}) == onward
    assert find_refresh(page.encode(), {}) == (onward[1] if onward else None)


def test_a_refresh_header_counts_as_well():
    assert find_onward(b"", {"refresh": "2; url=/new"}) == ("header", "/new")


@pytest.mark.parametrize("tag", ["nav", "noscript", "sup", "svg", "form", "s"])
def test_nested_and_twice_marked_elements_do_no_harm(tag):
    deep = f"<{tag} hidden role=navigation class='menu ad'>x" * 300 + f"</{tag}>" * 300
    page = read(make_page(extra=deep))
    assert page.main.split("\n") == list(PROSE)


SOUP = (
    "<p>|</p>|<div class=ad>|</div>|<nav>|</nav>|<a href=x>|</a>|<script>|</script>|"
    "<template shadowrootmode=open>|</template>|<table>|<td>|<sup>|</sup>|<p hidden>|"
    "<noscript>|</noscript>|<body>|</body>|<svg>|<title>|word |14 |. |<!--|-->|<"
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(SOUP.split("|")),
        max_size=60,
    )
)
def test_any_soup_of_tags_is_read(parts):
    page = read("".join(parts) or "x")
    assert not {c for c in page.text + page.main if "\ufdd0" <= c <= "\ufdef"}

from datetime import date

import pytest

from claims.linkcheck.imprint import Imprint, read_imprint

HTML = {"content-type": "text/html; charset=utf-8"}

OPEN_GRAPH = (
    '<meta property="og:site_name" content="The Port"><time datetime="2001-01-01">'
    '<meta property="article:published_time" content="2019-03-30T23:10-05:00">'
)
GRAPH = (
    '<script type="application/ld+json">{"@graph":[{"@type":"WebPage"},'
    '{"publisher":{"name":"Wire"},"datePublished":"2019-03-29"}]}</script>'
)


def read(head: str) -> Imprint:
    return read_imprint(f"<!doctype html><html><head>{head}".encode(), HTML)


@pytest.mark.parametrize(
    ("head", "publisher", "day"),
    [
        (
            OPEN_GRAPH,
            "The Port",
            date(2019, 3, 30),
        ),
        (
            GRAPH,
            "Wire",
            date(2019, 3, 29),
        ),
        ('<script type="application/ld+json">[{"publisher":"Gazette"}]</script>',
         "Gazette", None),
        ('<meta name="citation_publication_date" content="2019/3/5">', "",
         date(2019, 3, 5)),
        ('<time itemprop="datePublished" datetime="2019-02-31">', "", None),
        ('<script type="application/ld+json">{not json</script>', "", None),
    ],
)  # fmt: skip
def test_a_page_says_who_published_it_and_when(head, publisher, day):
    assert read(head) == Imprint(publisher, day)


def test_what_is_no_page_says_nothing():
    assert read_imprint(b"%PDF-1.7", {"content-type": "application/pdf"}) == Imprint()
    assert read_imprint(b"", HTML) == Imprint()

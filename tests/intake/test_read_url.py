"""A page is fetched through the guarded fetcher, or refused in words."""

import pytest

from claims.errors import BadInput
from claims.intake import read_url
from tests.linkcheck.server import PROSE, Hostile, answer, hang, moved, run_hostile

PAGE = (
    "<!doctype html><html lang='en'><head><title>Quay widened</title>"
    "<meta name='author' content='Tess Aldana'></head><body><article>"
    f"<h1>Quay widened</h1>{PROSE}<p>See <a href='/plan'>the plan</a>.</p></article></body>"
)


@pytest.fixture
def site(settings):
    """A site on loopback that the desk may visit, with short patience."""
    with run_hostile() as server:
        settings.FETCH_ALLOW = [f"127.0.0.1:{server.port}"]
        settings.FETCH_TIMEOUT_S = 2.0
        server.routes["/page"] = answer(PAGE)
        yield server


def refuse(url: str) -> str:
    """Give the words of the refusal, which names the field."""
    with pytest.raises(BadInput) as refusal:
        read_url(url)
    assert refusal.value.field == "url"
    return refusal.value.detail


def test_a_page_is_read_with_title_byline_and_its_address(site: Hostile):
    reading = read_url(f" {site.url('/page')} ")
    assert (reading.title, reading.byline) == ("Quay widened", "Tess Aldana")
    assert "widened by 14 metres" in reading.text
    assert reading.source_url == site.url("/page")


def test_a_redirect_is_followed_and_its_end_is_kept(site: Hostile):
    site.routes["/old"] = moved("/page", 301)
    assert read_url(site.url("/old")).source_url == site.url("/page")


def test_plain_text_is_read_too(site: Hostile):
    site.routes["/a.txt"] = answer("Buses bought\n\nThe town bought 30.", kind="text/plain")
    assert read_url(site.url("/a.txt")).text == "Buses bought\n\nThe town bought 30."


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://10.0.0.1/a",
        "http://[::1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://0x7f.1/",
        "http://localhost/",
    ],
)
def test_private_addresses_are_refused_unvisited(url):
    assert "private" in refuse(url)


def test_another_port_of_an_allowed_host_is_private(site: Hostile):
    with run_hostile() as other:
        assert "private" in refuse(other.url("/page"))
        assert other.opened == 0


def test_a_redirect_to_a_private_address_is_refused(site: Hostile):
    with run_hostile() as other:
        site.routes["/trap"] = moved(other.url("/page"))
        assert "private" in refuse(site.url("/trap"))
        assert other.opened == 0


@pytest.mark.parametrize("url", ["", "no address", "https://", "//a.example/x"])
def test_what_is_no_address_is_refused(url):
    assert "not a web address" in refuse(url)


def test_a_dead_site_is_refused(site: Hostile, settings):
    with run_hostile() as other:
        settings.FETCH_ALLOW = [f"127.0.0.1:{other.port}"]
        url = other.url("/page")
    assert "refused the connection" in refuse(url)


@pytest.mark.parametrize("status", [404, 410, 403, 500])
def test_a_page_that_is_not_there_is_refused_with_its_status(site: Hostile, status):
    site.routes["/gone"] = answer("<h1>no</h1>", status)
    assert str(status) in refuse(site.url("/gone"))


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/json"])
def test_what_is_not_a_page_is_refused_by_its_type(site: Hostile, kind):
    site.routes["/file"] = answer(b"%PDF-1.7 \x00", kind=kind)
    assert kind in refuse(site.url("/file"))


def test_a_circle_of_redirects_is_refused(site: Hostile):
    site.routes["/a"], site.routes["/b"] = moved("/b"), moved("/a")
    assert "circle" in refuse(site.url("/a"))


def test_a_silent_site_is_refused_in_time(site: Hostile, settings):
    settings.FETCH_TIMEOUT_S = 0.5
    site.routes["/slow"] = hang
    assert "in time" in refuse(site.url("/slow"))


def test_a_very_long_page_is_cut_and_the_notice_says_so(site: Hostile):
    site.routes["/long"] = answer(f"<body><article>{PROSE * 2600}</article></body>")
    notices = read_url(site.url("/long")).notices
    assert notices == ["The page is very long; only its beginning was read."]

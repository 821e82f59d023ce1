import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.linkcheck.urls import UrlRefused, find_folder_of, join_url, read_url

LOOPBACKS = [
    "http://127.0.0.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://127.1/",
    "http://127.0.1/",
    "http://127.0.0.1./",
    "http://１２７.０.０.１/",
    "http://127。0。0。1/",
    "http://①②⑦.⓪.⓪.①/",
    "http://%31%32%37.0.0.1/",
    "http://user:secret@127.0.0.1/",
    "http://example.org@127.0.0.1/",
    "http://example.org:80@127.0.0.1/",
    "HTTP://127.0.0.1",
    "http:\\\\127.0.0.1\\",
    " \thttp://127.0.0.1/\n",
    "ht\ntp://127.0.\t0.1/",
    "http://127.0.0.1:80/",
]


@pytest.mark.parametrize("text", LOOPBACKS)
def test_every_spelling_of_loopback_is_the_same_address(text):
    target = read_url(text)
    assert (target.host, target.is_address, target.port) == ("127.0.0.1", True, 80)
    assert target.url == "http://127.0.0.1/"


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("http://[::1]/", "::1"),
        ("http://[0:0:0:0:0:0:0:1]/", "::1"),
        ("http://[::ffff:127.0.0.1]/", "::ffff:7f00:1"),
        ("http://[fe80::1%25eth0]/", "fe80::1"),
    ],
)
def test_ipv6_is_put_into_its_canonical_spelling(text, host):
    target = read_url(text)
    assert (target.host, target.is_address) == (host, True)


def test_a_mapped_address_keeps_its_value_whatever_the_spelling():
    from ipaddress import ip_address

    spelt = read_url("http://[::FFFF:7F00:1]/").host
    assert ip_address(spelt) == ip_address("::ffff:127.0.0.1")


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("http://Example.ORG", "http://example.org/"),
        ("https://example.org:443/a?b#c", "https://example.org/a?b"),
        ("http://example.org./x", "http://example.org/x"),
        (
            "http://example.org/a b/ü?q=ö&r=%20",
            "http://example.org/a%20b/%C3%BC?q=%C3%B6&r=%20",
        ),
        ("http://example.org/100%", "http://example.org/100%25"),
        ("http://example.org?x=1", "http://example.org/?x=1"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
        ("http://example.org/a\\b?c\\d", "http://example.org/a/b?c%5Cd"),
        ("http://exa\u00admple.org/", "http://example.org/"),
    ],
)
def test_a_url_is_canonical_ascii(text, url):
    assert read_url(text).url == url


@pytest.mark.parametrize(
    "text",
    [
        "",
        "notaurl",
        "http://",
        "http:///nohost",
        "http:example.org",
        "//example.org/",
        "http://exa mple.org/",
        "http://example.org:99999/",
        "http://example.org:0/",
        "http://example.org:8o/",
        "http://a..b/",
        "http://.example.org/",
        "http://256.1.1.1/",
        "http://1.2.3.4.5/",
        "http://1_0.0.0.1/",
        "http://127.0.0.0x1g.1/",
        "http://[::1/",
        "http://[1::2::3]/",
        "http://exa<mple.org/",
        "http://exa%00mple.org/",
        "http://%zz/",
        f"http://{'a' * 64}.org/",
        "mailto:desk@example.org",
        "javascript:alert(1)",
        "data:text/html,x",
        "about:blank",
    ],
)
def test_what_cannot_be_visited_is_invalid(text):
    with pytest.raises(UrlRefused) as refusal:
        read_url(text)
    assert refusal.value.failure == "invalid"


@pytest.mark.parametrize(
    "scheme", ["file", "ftp", "gopher", "dict", "ldap", "smb", "FILE", "ws"]
)
def test_schemes_of_other_services_are_unsafe(scheme):
    with pytest.raises(UrlRefused) as refusal:
        read_url(f"{scheme}://127.0.0.1/x")
    assert refusal.value.failure == "unsafe"


@pytest.mark.parametrize(
    ("reference", "url"),
    [
        ("b", "http://example.org/a/b"),
        ("/b", "http://example.org/b"),
        ("?q", "http://example.org/a/x?q"),
        ("//127.1/b", "http://127.0.0.1/b"),
        ("\\\\127.1\\b", "http://127.0.0.1/b"),
        ("///127.1/b", "http://127.0.0.1/b"),
        ("/\\127.1/b", "http://127.0.0.1/b"),
        (" https://other.example/ö ", "https://other.example/%C3%B6"),
        ("../../c", "http://example.org/c"),
    ],
)
def test_references_are_resolved_as_browsers_do(reference, url):
    assert join_url("http://example.org/a/x", reference).url == url


@pytest.mark.parametrize("reference", ["http://[::1", "http://", "mailto:a@b.example"])
def test_a_reference_to_nowhere_is_refused(reference):
    with pytest.raises(UrlRefused):
        join_url("http://example.org/", reference)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    for candidate in (text, "http://" + text, "https://example.org/" + text):
        try:
            target = read_url(candidate)
        except UrlRefused:
            continue
        assert target.url.isascii()
        assert " " not in target.url
        assert read_url(target.url) == target


@given(st.integers(min_value=0, max_value=2**32 - 1))
def test_an_address_as_a_number_is_that_address(value):
    from ipaddress import IPv4Address

    expected = str(IPv4Address(value))
    assert read_url(f"http://{value}/").host == expected
    assert read_url(f"http://{value:#x}/").host == expected
    assert read_url(f"http://0{value:o}/").host == expected


def test_the_folder_of_a_page_ends_with_a_slash():
    assert find_folder_of("http://example.org/a/b?c/d") == "http://example.org/a/"
    assert find_folder_of("http://example.org/") == "http://example.org/"

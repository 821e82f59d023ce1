import copy
import pickle

import pytest

from claims.linkcheck.answer import (
    Answer,
    Headers,
    is_success,
    looks_like_html,
    may_move_on,
)

INTERIM = [b"HTTP/1.1 103 Early Hints\r\n", b"Link: </a>\r\n", b"\r\n"]
FINAL = [b"HTTP/1.1 200 OK\r\n", b"Content-Type: Text/HTML; charset=x\r\n", b"\r\n"]


def test_only_the_last_header_block_counts():
    headers = Headers(INTERIM + FINAL)
    assert dict(headers) == {"content-type": "Text/HTML; charset=x"}
    assert is_success(INTERIM + FINAL)
    assert not is_success(INTERIM)


def test_repeats_are_joined_except_location():
    lines = [b"HTTP/1.1 302 X\r\n", b"Location: /a\r\n", b"location: /b\r\n"]
    headers = Headers([*lines, b"Vary: a\r\n", b"vary: b\r\n", b"no colon\r\n", b"\r\n"])
    assert dict(headers) == {"location": "/a", "vary": "a, b"}


@pytest.mark.parametrize("raw", ["/café".encode(), "/café".encode("latin-1")])
def test_values_are_utf_8_or_latin_1(raw):
    assert (
        Headers([b"HTTP/1.1 301 X\r\n", b"Location: " + raw + b"\r\n"])["location"]
        == "/café"
    )


def test_signs_are_seen_without_reading_the_fields():
    headers = Headers([b"HTTP/1.1 200 X\r\n", b"SET-COOKIE: a=1\r\n", b"Refresh: 3\r\n"])
    assert headers.sets_cookie
    assert headers.sets_refresh
    quiet = Headers([b"HTTP/1.1 200 X\r\n", b"X: set-cookie: refresh:\r\n"])
    assert not quiet.sets_cookie
    assert not quiet.sets_refresh


def test_headers_survive_copying_and_pickling():
    headers = Headers(FINAL)
    assert dict(copy.deepcopy(headers)) == dict(pickle.loads(pickle.dumps(headers)))


@pytest.mark.parametrize(
    ("kind", "body", "html"),
    [
        (b"text/html", b"", True),
        (b"application/xhtml+xml", b"", True),
        (b"application/pdf", b"<html>", False),
        (b"text/plain", b"<html>", False),
        (b"application/octet-stream", b" \n<!DOCTYPE html>", True),
        (b"", b"<head>", True),
        (b"", b"plain words", False),
    ],
)
def test_html_is_known_by_type_or_first_bytes(kind, body, html):
    lines = [b"HTTP/1.1 200 X\r\n", b"Content-Type: " + kind + b"\r\n"]
    assert looks_like_html(Answer(headers=Headers(lines), body=body)) == html


def test_a_long_page_with_the_word_location_is_not_looked_into():
    headers = Headers(FINAL)
    script = b"<script>location = '/a'</script>"
    assert may_move_on(Answer(headers=headers, body=script))
    assert not may_move_on(Answer(headers=headers, body=script + b"x" * 9000))

from datetime import UTC, datetime
from random import Random

import pytest

from claims.linkcheck.attempts import choose_wait, count_tries, read_retry_after

NOON = datetime(2024, 5, 6, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504, 522])
def test_temporary_answers_get_every_try(status):
    assert count_tries(status, "", attempts=4) == 4


@pytest.mark.parametrize("status", [200, 301, 304, 401, 403, 410, 451, 501, 999])
def test_final_answers_get_one_try(status):
    assert count_tries(status, "", attempts=4) == 1


def test_a_missing_page_is_looked_for_twice():
    assert count_tries(404, "", attempts=4) == 2
    assert count_tries(404, "", attempts=1) == 1


@pytest.mark.parametrize(
    ("failure", "tries"),
    [
        ("timeout", 4),
        ("connect", 4),
        ("dns", 2),
        ("protocol", 2),
        ("tls", 1),
        ("unsafe", 1),
    ],
)
def test_failures_get_the_tries_they_deserve(failure, tries):
    assert count_tries(0, failure, attempts=4) == tries


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("2", 2.0),
        (" 120 ", 120.0),
        ("Mon, 06 May 2024 12:00:05 GMT", 5.0),
        ("Monday, 06-May-24 12:00:05 GMT", 5.0),
        ("Mon, 06 May 2024 11:00:00 GMT", 0.0),
        ("", None),
        ("soon", None),
        ("-3", None),
        ("٣", None),
        ("1.5", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(value, seconds):
    assert read_retry_after(value, now=NOON) == seconds


def test_waits_double_within_a_quarter():
    waits = [choose_wait(n, retry_after="", now=NOON, random=Random(7)) for n in (1, 2, 3)]
    for wait, middle in zip(waits, (0.5, 1.0, 2.0), strict=True):
        assert wait is not None
        assert 0.75 * middle <= wait <= 1.25 * middle


def test_retry_after_is_honoured_up_to_a_minute():
    wait = choose_wait(1, retry_after="60", now=NOON, random=Random(7))
    assert wait is not None
    assert 60 < wait < 61
    assert choose_wait(1, retry_after="61", now=NOON, random=Random(7)) is None

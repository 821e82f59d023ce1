"""What holds for any text: spans in range and order, the same answer twice, no crash."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.dates import find_dates
from claims.extraction.dates.almanac import add_months, find_easter, find_orthodox_easter
from claims.extraction.found import Draft

PIECES = st.sampled_from(
    "May March Monday Sept. 3 31 2019 1960s 11.40pm noon a the last next late early mid- "
    "- – to from between and , . ( ) ' week day days after ago two three 9/11 Easter on in "
    "quarter first Q3 fiscal 2019-20 end of year years today GMT e\u0301 \u202e\u05d0 "
    "\U0001f680 "
    "03/04/2019 weekend half 0 99 9999 past hours 24 later before summer \n \r\n 's"
    .split(" ")
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(PIECES, max_size=25).map(" ".join),
    st.lists(PIECES, max_size=25).map("".join),
)  # fmt: skip
REFS = st.one_of(st.none(), st.dates())
LANGUAGES = st.sampled_from(["en", "es"])
LOCALES = st.sampled_from(["US", "GB", "AU", "IN", "ES"])
ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d)?)?)?")


@given(text=TEXTS, ref=REFS, language=LANGUAGES, locale=LOCALES)
def test_spans_lie_in_the_text_in_order_and_do_not_overlap(
    text: str, ref: date | None, language: str, locale: str
) -> None:
    end = 0
    for found in find_dates(Draft(text, ref, locale, language)):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end].strip() == text[found.start : found.end]
        end = found.end


@given(text=TEXTS, ref=REFS, language=LANGUAGES)
def test_the_same_text_gives_the_same_dates(
    text: str, ref: date | None, language: str
) -> None:
    first = find_dates(Draft(text, ref, "US", language))
    assert first == find_dates(Draft(text, ref, "US", language))


@given(text=TEXTS, ref=REFS, language=LANGUAGES)
def test_every_reading_is_iso_8601_and_every_claim_has_a_reason(
    text: str, ref: date | None, language: str
) -> None:
    for found in find_dates(Draft(text, ref, "GB", language)):
        isos = [found.value["iso"], *found.value.get("alternatives", [])]
        for iso in isos:
            assert iso == "" or all(ISO.fullmatch(side) for side in iso.split("/"))
        assert found.reason
        assert len(set(isos)) == len(isos)


@given(day=st.dates(), months=st.integers(-30000, 30000))
def test_months_added_stay_on_the_calendar(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert moved.day <= day.day


@pytest.mark.parametrize(
    ("year", "west", "east"),
    [
        (2016, date(2016, 3, 27), date(2016, 5, 1)),
        (2019, date(2019, 4, 21), date(2019, 4, 28)),
        (2025, date(2025, 4, 20), date(2025, 4, 20)),
    ],
)
def test_easter_falls_where_the_churches_keep_it(year: int, west: date, east: date) -> None:
    assert find_easter(year) == west
    assert find_orthodox_easter(year) == east


@pytest.mark.parametrize(
    "unit", ["1", "1 ", "a ", "“", "Monday ", "the last ", "2019 ", "1Q "]
)
def test_repetition_does_not_raise(unit: str) -> None:
    assert find_dates(Draft(unit * 2000, date(2020, 1, 1))) is not None

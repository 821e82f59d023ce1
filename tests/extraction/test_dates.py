"""Dates in news copy: spans, values and the look-alikes that are none."""

from datetime import date

import pytest

from claims.extraction.dates import find_dates
from claims.extraction.found import Draft, Found

REF = date(2022, 5, 18)  # a Wednesday


def read(
    text: str, *, ref: date | None = REF, locale: str = "US", language: str = "en"
) -> list[Found]:
    return find_dates(Draft(text, ref, locale, language))


def words(text: str) -> list[str]:
    return [text[found.start : found.end] for found in read(text)]


def pairs(text: str, *, locale: str = "US") -> list[tuple[str, str]]:
    return [(text[f.start : f.end], f.value["iso"]) for f in read(text, locale=locale)]


@pytest.mark.parametrize(
    ("text", "span", "iso"),
    [
        ("It sank on April 9, 2021, off Cadiz.", "April 9, 2021", "2021-04-09"),
        ("It sank on 9 April 2021 off Cadiz.", "9 April 2021", "2021-04-09"),
        ("It opened Feb. 2.", "Feb. 2", "2022-02-02"),
        ("The fair ran May 6-8 in Leeds.", "May 6-8", "2022-05-06/2022-05-08"),
        ("It ran from 3 to 5 May.", "3 to 5 May", "2022-05-03/2022-05-05"),
        ("A fall since March 2020.", "March 2020", "2020-03"),
        ("In 1987 the mill closed.", "1987", "1987"),
        ("The 2019 budget passed.", "2019", "2019"),
        ("Prices in the 1970s rose.", "the 1970s", "1970/1979"),
        ("A plan from the late '90s.", "the late '90s", "1990/1999"),
        ("It fell in the third quarter of 2021.", "the third quarter of 2021",
         "2021-07-01/2021-09-30"),
        ("Sales rose in H1 2021.", "H1 2021", "2021-01-01/2021-06-30"),
        ("From June to August 2021 it rained.", "June to August 2021", "2021-06/2021-08"),
        ("Between 2015 and 2018 it grew.", "2015 and 2018", "2015/2018"),
        ("It crashed at 9.15pm on Sunday.", "9.15pm on Sunday", "2022-05-15T21:15"),
        ("It struck at 4:20 a.m. local time Monday.", "4:20 a.m. local time Monday",
         "2022-05-16T04:20"),
        ("The train left at 17:42 on Friday.", "17:42 on Friday", "2022-05-13T17:42"),
        ("Tuesday's 7am service ran late.", "Tuesday's 7am", "2022-05-17T07:00"),
        ("It closed early Tuesday.", "early Tuesday", "2022-05-17"),
        ("They met Monday morning.", "Monday morning", "2022-05-16"),
        ("It was said yesterday.", "yesterday", "2022-05-17"),
        ("Rents rose last month.", "last month", "2022-04"),
        ("He left last weekend.", "last weekend", "2022-05-14/2022-05-15"),
        ("It happened 30 years ago.", "30 years ago", "1992"),
        ("The bridge opens three weeks today.", "three weeks today", "2022-06-08"),
        ("In the past 48 hours it rained.", "the past 48 hours", "2022-05-16/2022-05-18"),
        ("Over the four years to March 2026 costs rise.", "the four years to March 2026",
         "2022-03/2026-03"),
        ("By the end of June it must close.", "the end of June", "2022-06-30"),
        ("On Friday, May 13, it rained.", "Friday, May 13", "2022-05-13"),
        ("It shut on Good Friday.", "Good Friday", "2022-04-15"),
        ("After 9/11 rules changed.", "9/11", "2001-09-11"),
        ("It meets on the first Monday in June.", "the first Monday in June", "2022-06-06"),
        ("Shut the Monday after Easter.", "the Monday after Easter", "2022-04-18"),
        ("Profit rose in 3Q21.", "3Q21", "2021-07-01/2021-09-30"),
        ("Debt fell by end-March.", "end-March", "2022-03-31"),
        ("The March quarter fell.", "The March quarter", "2022-01-01/2022-03-31"),
        ("It will reopen Monday week.", "Monday week", "2022-05-30"),
        ("Open from 9am to 5pm on Tuesday.", "9am to 5pm on Tuesday",
         "2022-05-17T09:00/2022-05-17T17:00"),
    ],
)  # fmt: skip
def test_a_date_expression_has_its_span_and_value(text: str, span: str, iso: str) -> None:
    assert pairs(text) == [(span, iso)]


@pytest.mark.parametrize(
    "text",
    [
        "The man, aged 34, and a 65-year-old woman may march on.",
        "Flight 1815 landed; see section 2019 and No. 2001.",
        "They won 3-2 and 311-112; the M25 and Route 1999.",
        "He drove a 2015 Toyota Camry.",
        "It was recently moved; it is now closed overnight.",
        "She came second and the third man was last.",
        "Theresa May quit. The march on Rome. An august body.",
        "It lasts six weeks, within 10 days, for three months and after two years.",
        "Every Friday and on Mondays they pray.",
        "The Sunday Times and the Mail on Sunday agree.",
        "In recent years, the coming weeks, several days ago.",
        "Talks last two years. About 1500 people came.",
        "USA Today and the Today programme.",
        "He scored in the second half. She finished in 2:03:23.",
        "The train hit in 2000 metres of fog.",
    ],
)
def test_what_only_looks_like_a_date_is_left_alone(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(
    ("past", "future"),
    [
        ("The court ruled on Friday.", "The court will rule on Friday."),
        ("It was closed on Friday.", "It should be ready by Friday."),
        ("On Friday the court heard him.", "On Friday the court will hear him."),
    ],
)
def test_a_bare_weekday_goes_by_the_verb(past: str, future: str) -> None:
    assert [iso for _, iso in pairs(past)] == ["2022-05-13"]
    assert [iso for _, iso in pairs(future)] == ["2022-05-20"]


def test_the_reporting_verb_beside_a_weekday_wins_over_a_later_will() -> None:
    text = "Officials said Monday that schools will reopen Thursday."
    assert [iso for _, iso in pairs(text)] == ["2022-05-16", "2022-05-19"]


def test_a_weekday_that_is_publication_day_is_that_day() -> None:
    assert pairs("He resigned Wednesday.") == [("Wednesday", "2022-05-18")]


def test_last_weekday_of_the_same_week_keeps_the_week_before_as_a_reading() -> None:
    (found,) = read("It opened last Tuesday.")
    assert found.value["iso"] == "2022-05-17"
    assert found.value["alternatives"] == ["2022-05-10"]
    assert found.readings[0]["reason"]


@pytest.mark.parametrize(("locale", "iso"), [("US", "2021-03-04"), ("GB", "2021-04-03")])
def test_the_locale_orders_day_and_month(locale: str, iso: str) -> None:
    (found,) = read("Signed on 03/04/2021.", locale=locale)
    assert found.value["iso"] == iso
    assert len(found.value["alternatives"]) == 1


@pytest.mark.parametrize(
    ("locale", "iso"),
    [
        ("US", "2019-10-01/2020-09-30"),
        ("GB", "2019-04-01/2020-03-31"),
        ("IN", "2019-04-01/2020-03-31"),
        ("AU", "2019-07-01/2020-06-30"),
    ],
)
def test_a_fiscal_year_follows_the_locale(locale: str, iso: str) -> None:
    assert pairs("The deficit of fiscal 2020.", locale=locale)[0][1] == iso


def test_a_split_year_is_fiscal_in_britain_and_two_years_elsewhere() -> None:
    text = "Borrowing fell in 2019-20."
    assert pairs(text, locale="GB")[0][1] == "2019-04-01/2020-03-31"
    assert pairs(text, locale="US")[0][1] == "2019/2020"


def test_months_that_are_also_words_need_a_preposition() -> None:
    assert words("She may leave in May; they march in March.") == ["May", "March"]


def test_a_possessive_stays_outside_the_span() -> None:
    assert words("Thursday's vote and last year's deficit.") == ["Thursday", "last year"]


def test_an_offset_after_a_dated_event_is_counted_from_it() -> None:
    (found,) = read("The raid came three days after Christmas.")
    assert found.value["iso"] == "2021-12-28"
    assert "2021-12-25" in found.value["alternatives"]
    assert found.value["anchor"] == {"iso": "2021-12-25", "resolved": True}


def test_an_offset_from_an_undated_event_gives_the_events_day() -> None:
    found = read("It sank on Monday, a day after it left port.")[1]
    assert found.value["iso"] == "2022-05-15"
    assert "2022-05-16" in found.value["alternatives"]


def test_minutes_later_are_counted_from_the_clock_before() -> None:
    found = read("The first fell at 10.05am on Monday; 48 minutes later came another.")
    assert found[1].value["iso"] == "2022-05-16T10:53"


def test_a_lone_clock_time_is_on_the_storys_day() -> None:
    assert pairs("The 12:21 p.m. shooting.") == [("12:21 p.m.", "2022-05-18T12:21")]


def test_today_in_a_dated_quote_is_the_quotes_day() -> None:
    found = read("On May 10 he wrote: “You are free today.”")[1]
    assert found.value["iso"] == "2022-05-10"
    assert found.value["alternatives"] == ["2022-05-18"]


def test_a_rescheduling_is_two_dates_and_not_a_range() -> None:
    assert words("It was moved from March 3 to May 5.") == ["March 3", "May 5"]


def test_a_dateline_is_a_date() -> None:
    assert words("PORT ELLEN, May 17 (Wire) - It rained.") == ["May 17"]


def test_without_publication_date_relative_dates_stay_unresolved_with_a_reason() -> None:
    text = "Last week, on Tuesday, on March 3, in April 2020 and on 3 May 2019."
    found = read(text, ref=None)
    assert [f.value["iso"] for f in found] == ["", "", "", "2020-04", "2019-05-03"]
    assert all(f.reason for f in found)
    assert found[2].value["partial"] == "--03-03"


def test_masked_words_are_not_read() -> None:
    draft = Draft("The Mirage 2000 left in 2000.", REF)
    draft.mask([(4, 15)])
    assert [(f.start, f.end) for f in find_dates(draft)] == [(24, 28)]


def test_an_impossible_day_has_no_value() -> None:
    assert pairs("It closed on February 30, 2021.") == [("February 30, 2021", "")]

"""Numbers that are names, ages, scores or multiples."""

import pytest

from tests.extraction.number_texts import list_spans


@pytest.mark.parametrize(
    "text",
    [
        "Call 555-0142 people",
        "Call (201) 555-0117 now",
        "My phone is +44 161 123 4567 people",
        "van, plate 7XKD219, fled",
        "docket No. 19-2044 is sealed",
        "Section 12 and Figure 3 list trades",
        "Flight 302 passengers wept",
        "Phase 3 trials began",
        "Category 5 hurricanes",
        "Highway 61 crashes",
        "the 737th day",
        "a 155mm shell",
        "12.7mm machine guns",
        "a .50 caliber rifle",
        "the S&P 500 companies",
        "The Group of 20 leaders met",
        "three times as many",
        "20 times the norm",
        "a tenfold rise",
        "a 45-year-old man",
        "men aged 28 and 34",
        "in her 30s",
        "England won 3-1 on points",
        "The bill passed 311-112.",
        "One in five children",
        "Nine out of ten patients",
        "it trades at 7 to the dollar",
        "at 51.5074, -0.1278 degrees",
        "see https://example.org/5/people/12 now",
        "write to 12@example.org people",
        "ISBN 978-0-306-40615-7 books",
        "Covid-19 cases",
    ],
)
def test_a_number_that_names_something_is_no_claim(text):
    assert list_spans(text) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Section chiefs of 12 boats", 1),
        ("They flew 302 passengers", 1),
        ("He drew 20-30 people", 1),
        ("March saw 23-25 boats", 1),
        ("It used 155 shells", 1),
        ("Five trials began", 1),
    ],
)
def test_the_same_words_without_the_label_still_count(text, count):
    assert len(list_spans(text)) == count


def test_headings_are_left_alone():
    body = "\n\nThe bank closed 10 branches."
    assert list_spans("THE NUMBERS: 10 THINGS" + body) == [("count", "10 branches")]
    assert list_spans("Ten Nurses Hurt In Blast" + body) == [("count", "10 branches")]
    assert len(list_spans("Ten nurses were hurt." + body)) == 2

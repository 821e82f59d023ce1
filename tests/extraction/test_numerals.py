"""Number words and digits, modifiers and ranges."""

import pytest

from claims.extraction.numbers.amounts import read_amounts


def read_only(text, code="en"):
    (amount,) = read_amounts(text, code)
    return amount


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1,500", 1500),
        ("12,34,567.89", 1234567.89),
        ("2.8 million", 2.8e6),
        ("1.2 lakh crore", 1.2e12),
        ("thirty-nine", 39),
        ("two hundred and fifty thousand", 250_000),
        ("two and a half million", 2.5e6),
        ("half a million", 500_000),
        ("three quarters of a billion", 750e6),
        ("two dozen", 24),
        ("half a dozen", 6),
        ("10 1/2", 10.5),
        ("½", 0.5),
    ],
)
def test_a_number_reads_to_its_value(written, value):
    amount = read_only(f"They saw {written} birds.")
    assert amount.low == amount.high == value


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("dozens", 24, 99),
        ("scores", 40, 99),
        ("hundreds", 200, 999),
        ("thousands", 2000, 9999),
        ("tens of thousands", 20_000, 99_999),
        ("hundreds of thousands", 200_000, 999_999),
        ("several hundred", 200, 999),
    ],
)
def test_a_vague_word_is_a_closed_interval(written, low, high):
    value = read_only(f"It drew {written} of birds.").describe()
    assert value == {"low": low, "high": high, "vague": True, "mod": "~"}


@pytest.mark.parametrize(
    ("written", "mod"),
    [
        ("about 40", "~"),
        ("some 40", "~"),
        ("an estimated 40", "~"),
        ("more than 40", ">"),
        ("just over 40", ">"),
        ("at least 40", ">="),
        ("no fewer than 40", ">="),
        ("nearly 40", "<"),
        ("less than 40", "<"),
        ("up to 40", "<="),
        ("no more than 40", "<="),
        ("all 40", "="),
        ("40", "="),
    ],
)
def test_a_modifier_lies_in_the_span_and_gives_the_mod(written, mod):
    text = f"it was {written} then"
    amount = read_only(text)
    assert (text[amount.start : amount.end], amount.mod) == (written, mod)


def test_just_before_a_number_stays_outside():
    amount = read_only("it was just 40 then")
    assert amount.start == amount.number


@pytest.mark.parametrize("gap", ["-", "–", " to ", " or "])
def test_two_rising_numbers_make_a_range(gap):
    assert read_only(f"4{gap}6").describe() == {"low": 4, "high": 6, "mod": "range"}


def test_falling_numbers_are_two_figures():
    assert [one.low for one in read_amounts("48 to 46", "en")] == [48, 46]


def test_and_makes_a_range_only_after_between():
    assert len(read_amounts("between 5 and 6", "en")) == 1
    assert len(read_amounts("groups 5 and 6", "en")) == 2


def test_the_lower_end_borrows_the_scale():
    assert read_only("3 to 5 million").describe()["low"] == 3e6


def test_spanish_points_group_and_commas_divide():
    assert read_only("unos 1.500", "es").describe() == {"n": 1500, "mod": "~"}
    assert read_only("3,5 millones", "es").low == 3.5e6


def test_letters_before_a_hyphen_are_no_number():
    assert read_amounts("the F-16 and the Tu-160", "en") == ()

"""Sums of money: signs, codes, names, scales, coins, ranges, locales."""

import pytest

from tests.extraction.number_texts import list_spans, read_numbers, read_value


@pytest.mark.parametrize(
    ("written", "n", "currency"),
    [
        ("£3.1bn", 3.1e9, "GBP"),
        ("$900K", 900_000, "USD"),
        ("$ 75 million", 75e6, "USD"),
        ("A$45m", 45e6, "AUD"),
        ("US$145m", 145e6, "USD"),
        ("HK$2", 2, "HKD"),
        ("R$10", 10, "BRL"),
        ("Rs 48,000 crore", 480e9, "INR"),
        ("₹5 lakh", 500_000, "INR"),
        ("¥10 billion", 10e9, "JPY"),
        ("EUR 20", 20, "EUR"),
        ("USD3.14", 3.14, "USD"),
        ("20 million Swiss francs", 20e6, "CHF"),
        ("420 million Finnish markka", 420e6, "FIM"),
        ("half a billion dollars", 500e6, "USD"),
        ("a million dollars", 1e6, "USD"),
        ("50 cents", 0.5, "USD"),
        ("thirteen dollars and forty-five cents", 13.45, "USD"),
    ],
)
def test_a_sum_reads_to_its_amount_and_currency(written, n, currency):
    text = f"It paid {written} for the bridge."
    (found,) = read_numbers(text)
    assert (found.kind, text[found.start : found.end]) == ("money", written)
    assert (found.value["n"], found.value["currency"]) == (n, currency)


def test_a_bare_dollar_follows_the_locale():
    assert read_value("It cost $3 billion.", locale="AU")["currency"] == "AUD"
    assert read_value("It cost $3 billion.", locale="GB")["currency"] == "USD"


def test_a_bare_dollar_beside_marked_ones_is_american():
    found = read_numbers("It cost A$3 billion ($2 billion).", locale="AU")
    assert [one.value["currency"] for one in found] == ["AUD", "USD"]


def test_two_sums_make_one_range_unless_something_fell():
    assert list_spans("Damage: $3 billion to $5 billion.") == [
        ("money", "$3 billion to $5 billion")
    ]
    assert len(list_spans("Profit rose from $3 billion to $5 billion.")) == 2
    assert list_spans("It costs £5m-10m.") == [("money", "£5m-10m")]


def test_vague_sums_are_intervals():
    value = read_value("owed billions of dollars")
    assert (value["low"], value["high"], value["vague"]) == (2e9, 999e9, True)


def test_pounds_are_money_or_weight_by_their_neighbours():
    assert list_spans("He weighed 35 pounds.", locale="GB")[0][0] == "quantity"
    assert list_spans("He was fined 5,000 pounds.", locale="GB")[0][0] == "money"


def test_won_is_a_verb_before_a_prize():
    assert not [kind for kind, _ in list_spans("Party 5 won the vote.") if kind == "money"]
    assert read_value("It sold for 1,300 won.")["currency"] == "KRW"


def test_rupees_follow_the_country_named():
    found = read_numbers("KARACHI: the fare is Rs 300.")
    assert found[0].value["currency"] == "PKR"


def test_spanish_sums():
    value = read_value("Costó 3,5 millones de euros.", language="es", locale="ES")
    assert (value["n"], value["currency"]) == (3.5e6, "EUR")

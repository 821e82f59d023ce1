"""Measures, their SI values, tons by locale and conversions in brackets."""

import pytest

from claims.extraction.numbers.lexicon import load_units, read_table
from tests.extraction.number_texts import list_spans, read_numbers, read_value


@pytest.mark.parametrize(
    ("written", "unit", "si"),
    [
        ("12,000 lb", "lb", 5443.10844),
        ("65,000-tonne", "t", 65e6),
        ("280 metres", "m", 280),
        ("23-foot", "ft", 7.0104),
        ("about 25 nautical miles", "nmi", 46300),
        ("more than 30 knots", "kn", 15.4333333),
        ("185 mph", "mph", 82.7024),
        ("384,000km", "km", 384e6),
        ("0.5ml", "mL", 5e-7),
        ("1.2-gigawatt", "GW", 1.2e9),
        ("43 square kilometres", "km2", 43e6),
        ("1.2m tonnes", "t", 1.2e9),
        ("56 minutes", "min", 3360),
        ("5 feet 2 inches", "ft", 1.5748),
        ("half an hour", "min", 1800),
    ],
)
def test_a_measure_reads_to_its_si_value(written, unit, si):
    text = f"The {written} limit holds."
    assert list_spans(text) == [("quantity", written)]
    value = read_value(text)
    assert value["unit"] == unit
    assert value["si_n"] == pytest.approx(si)


@pytest.mark.parametrize(
    ("written", "unit", "n"),
    [
        ("magnitude-8.9", "Mw", 8.9),
        ("14,000-TEU", "TEU", 14000),
        ("-31 C", "degC", -31),
        ("minus 23 degrees Fahrenheit", "degF", -23),
        ("3 basis points", "bps", 3),
        ("six years", "yr", 6),
    ],
)
def test_units_without_an_si_factor(written, unit, n):
    value = read_value(f"It was {written} then.")
    assert (value["unit"], value["n"]) == (unit, n)


@pytest.mark.parametrize(("locale", "unit"), [("US", "ton"), ("GB", "lton"), ("AU", "t")])
def test_tons_follow_the_locale_and_keep_the_others(locale, unit):
    value = read_value("2,750 tons of nitrate", locale=locale)
    assert value["unit"] == unit
    assert {value["unit"], *value["unit_alternatives"]} == {"t", "ton", "lton"}


def test_tonnes_are_never_in_doubt():
    assert "unit_alternatives" not in read_value("2,750 tonnes of nitrate", locale="US")


def test_metres_or_millions_by_what_follows():
    assert list_spans("a 400m long ship") == [("quantity", "400m")]
    assert list_spans("for 1.5m homes") == [("count", "1.5m homes")]


def test_windows_and_ages_are_not_durations():
    assert list_spans("in the past 24 hours") == []
    assert list_spans("three years ago") == []
    assert list_spans("a five-year-old boy") == []
    assert list_spans("it took 24 hours") == [("quantity", "24 hours")]


def test_conversions_are_paired_and_a_wrong_one_is_flagged():
    right = read_numbers("winds of 185 mph (295 kph)")
    assert right[0].parts["conversion"] == "295 kph"
    assert "disagrees" not in right[1].parts
    wrong = read_numbers("it weighs 10 tonnes (30,000 lb)")
    assert wrong[1].parts["disagrees"] == "10 tonnes"


def test_every_unit_row_is_well_formed_and_unique():
    symbols = [cells[0] for cells in read_table("units.tsv")]
    assert len(symbols) == len(set(symbols))
    assert len(symbols) > 150
    assert load_units("en").names["tonnes"].symbol == "t"


NAMES = {"t": "tonne", "ton": "short_ton", "lton": "long_ton", "lb": "pound"}
NAMES |= {"nmi": "nautical_mile", "km2": "km**2", "m2": "m**2", "mi2": "mile**2"}
NAMES |= {"ft2": "foot**2", "km3": "km**3", "m3": "m**3", "kn": "knot", "mph": "mile/hour"}
NAMES |= {"ha": "hectare", "bbl": "oil_bbl", "gal": "gallon", "BTU": "Btu"}
PINT_KNOWS = (
    "kg g mg oz km m cm mm mi yd ft in acre L mL m/s km/h s min h day week W kW MW GW J kWh"
    " psi Pa"
)


def test_factors_agree_with_pint():
    pint = pytest.importorskip("pint", reason="pint is not installed")
    registry = pint.UnitRegistry()
    ours = {unit.symbol: unit for unit in load_units("en").names.values()}
    for symbol in [*NAMES, *PINT_KNOWS.split()]:
        unit = ours[symbol]
        si = unit.si_unit.replace("m2", "m**2").replace("m3", "m**3")
        theirs = registry.Quantity(1, NAMES.get(symbol, symbol)).to(si)
        assert unit.factor == pytest.approx(theirs.magnitude, rel=1e-5), symbol

"""Percentages and percentage points."""

import pytest

from tests.extraction.number_texts import list_spans, read_value


@pytest.mark.parametrize(
    ("written", "n"),
    [("40 percent", 40), ("1.3 per cent", 1.3), ("0.03%", 0.03), ("half a percent", 0.5)],
)
def test_a_percentage_reads_to_its_number(written, n):
    text = f"It rose {written} in May."
    assert list_spans(text) == [("percent", written)]
    assert read_value(text)["n"] == n


def test_points_are_marked():
    value = read_value("cut rates a quarter of a percentage point")
    assert (value["n"], value["points"]) == (0.25, True)
    assert "points" not in read_value("cut rates 3 percent")


def test_a_range_is_one_span_and_a_change_is_two():
    assert list_spans("a range of 1.75% to 2%") == [("percent", "1.75% to 2%")]
    assert list_spans("put at 0.3-0.4%") == [("percent", "0.3-0.4%")]
    assert len(list_spans("rose from 3.5% to 4.1%")) == 2
    assert len(list_spans("won by 48.2 percent to 46.1 percent")) == 2


def test_spanish_percentages():
    assert list_spans("subió un 12,5 %", language="es") == [("percent", "12,5 %")]
    assert list_spans("el 15 por ciento", language="es") == [("percent", "15 por ciento")]

import re
from itertools import product
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "static" / "tokens.css"
PAIR = re.compile(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)")
GROUNDS = ("paper", "sheet", "wash")
WORDS = ("ink", "ink-2", "graphite", "red")


def weigh(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def compare(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2.2)."""
    dark, light = sorted((weigh(one), weigh(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [1, 2], ids=["light", "dark"])
@pytest.mark.parametrize(("word", "ground"), [*product(WORDS, GROUNDS)])
def test_words_can_be_read_on_every_ground(scheme, word, ground):
    tokens = {found[0]: found[scheme] for found in PAIR.findall(TOKENS.read_text())}
    assert compare(tokens[word], tokens[ground]) >= 4.5


@pytest.mark.parametrize("scheme", [1, 2], ids=["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), [*product(("line", "blue"), GROUNDS)])
def test_lines_and_focus_stand_out_on_every_ground(scheme, mark, ground):
    tokens = {found[0]: found[scheme] for found in PAIR.findall(TOKENS.read_text())}
    assert compare(tokens[mark], tokens[ground]) >= 3

"""How much of one text stands in another, by overlapping runs of words."""

import re

RUN = 4
WORD = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")


def cut_shingles(text: str) -> set[tuple[str, ...]]:
    """Runs of four words (single characters where a script has no spaces), folded."""
    words = WORD.findall(text.casefold())
    if len(words) <= RUN:
        return {tuple(words)} if words else set()
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))


def measure_containment(inner: str, outer: str) -> float:
    """The share of `inner`'s shingles that stand in `outer`, 0 to 1; 1 when both match."""
    if inner == outer:
        return 1.0
    mine = cut_shingles(inner)
    return len(mine & cut_shingles(outer)) / len(mine) if mine else 0.0

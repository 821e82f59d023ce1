"""The gazetteer's tables: broad enough, and every row fit to be read."""

import pytest

from claims.extraction.equipment.forms import PIECE
from claims.extraction.equipment.gazetteer import TABLES, load_gazetteer, read_rows

PATHS = sorted(TABLES.glob("*.tsv"))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_row_fits_its_header(path) -> None:
    lines = [line for line in path.read_text("utf-8").splitlines() if line[:1] != "#"]
    width = len(lines[0].split("\t"))
    assert all(len(line.split("\t")) <= width for line in lines)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_no_row_stands_twice(path) -> None:
    rows = [tuple(row) for row in read_rows(path)]
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_row_names_something(path) -> None:
    assert all(any(PIECE.search(cell) for cell in row) for row in read_rows(path))


@pytest.mark.parametrize(
    ("stem", "least"),
    [("aircraft", 900), ("ships", 800), ("classes", 300), ("missiles", 280)],
)
def test_the_gazetteer_is_broad(stem: str, least: int) -> None:
    rows = [row for path in TABLES.glob(f"{stem}*.tsv") for row in read_rows(path)]
    assert len(rows) >= least


def test_the_gazetteer_is_read_once() -> None:
    assert load_gazetteer() is load_gazetteer()

"""Units and currencies from the reviewable tables under `claims/extraction/data/`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from claims.extraction.numbers.language import DATA, either


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: its canonical symbol and, where one exists, its SI factor."""

    symbol: str
    factor: float | None
    si_unit: str


@dataclass(frozen=True, slots=True)
class UnitTable:
    """Unit names (any case) and signs (exact case), and the pattern that reads them."""

    names: dict[str, Unit]
    signs: dict[str, Unit]
    pattern: re.Pattern[str]

    def read(self, matched: re.Match[str]) -> Unit:
        """The unit a match of `pattern` names."""
        if matched["sign"]:
            return self.signs[matched["sign"]]
        return self.names[matched["name"].lower().replace("\u00a0", " ").replace("-", " ")]


@dataclass(frozen=True, slots=True)
class CurrencyTable:
    """Currency codes by name, symbol and hundredth part, with their patterns."""

    codes: frozenset[str]
    names: dict[str, str]
    symbols: dict[str, tuple[tuple[str, str], ...]]
    minors: dict[str, str]
    name_pattern: re.Pattern[str]
    minor_pattern: re.Pattern[str]


def read_table(name: str) -> Iterator[list[str]]:
    """The cells of each line of a tab-separated data file, comments left out."""
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _loosen(name: str) -> str:
    return name.lower().replace("-", " ")


@lru_cache(maxsize=4)
def load_units(language: str) -> UnitTable:
    """The unit table with the names of `language` beside the English ones."""
    names: dict[str, Unit] = {}
    signs: dict[str, Unit] = {}
    for cells in read_table("units.tsv"):
        symbol, english, sign, factor, si_unit, spanish = [*cells, "", "", "", "", ""][:6]
        unit = Unit(symbol, float(factor) if factor else None, si_unit)
        spoken = f"{english}|{spanish}" if language == "es" else english
        for name in filter(None, spoken.split("|")):
            names.setdefault(_loosen(name), unit)
        for mark in filter(None, sign.split("|")):
            signs.setdefault(mark, unit)
    tons = Unit("ton", 907.18474, "kg")
    names.update({"ton": tons, "tons": tons})
    spoken_names = either(names).replace("[ \u00a0]", "[ \u00a0-]")
    pattern = (
        rf"[ \u00a0-]?(?:[(\[<{{])?(?:(?i:(?P<name>{spoken_names}))(?![\w])"
        rf"|(?P<sign>{either(signs)})(?![\w²³]))"
    )
    return UnitTable(names, signs, re.compile(pattern))


@lru_cache(maxsize=4)
def load_currencies(language: str) -> CurrencyTable:
    """The currency table with the names of `language`."""
    codes: set[str] = set()
    names: dict[str, str] = {}
    minors: dict[str, str] = {}
    symbols: dict[str, list[tuple[str, str]]] = {}
    for cells in read_table("currencies.tsv"):
        code, _, english, spanish, marks, minor = [*cells, "", "", "", "", ""][:6]
        codes.add(code)
        for name in filter(None, (spanish if language == "es" else english).split("|")):
            names.setdefault(name, code)
        for mark in filter(None, marks.split("|")):
            symbols.setdefault(mark[-1], []).append((mark, code))
        for name in filter(None, minor.split("|")):
            minors.setdefault(name, code)
    if language != "es":
        names.update({"dollar": "$", "dollars": "$"})
    return CurrencyTable(
        codes=frozenset(codes),
        names=names,
        symbols={
            last: tuple(sorted(marks, key=lambda pair: -len(pair[0])))
            for last, marks in symbols.items()
        },
        minors=minors,
        name_pattern=re.compile(rf"(?P<name>{either(names)})(?!\w)", re.IGNORECASE),
        minor_pattern=re.compile(rf"[ -]?(?P<minor>{either(minors)})(?!\w)", re.IGNORECASE),
    )

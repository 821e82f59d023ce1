"""Reads the gazetteer's tables once, on first use, into one tree of tokens.

The tables are tab-separated with a header row; a line that starts with `#` is a comment.
See data/equipment/README.md for the columns and the marks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from claims.extraction.equipment.forms import (
    Form,
    Kind,
    Node,
    Strength,
    read_form,
    split_tokens,
    squash,
)

TABLES = Path(__file__).resolve().parent.parent / "data" / "equipment"


@dataclass(slots=True)
class Gazetteer:
    """Everything the finder knows by name.

    `root` is the token tree, by lower-case tokens. `ships` maps a prefix ("USS") to
    squashed names and their kinds. `makers` maps a squashed aircraft maker to its
    strength: strong when nothing else bears the name. `classes` are ship classes by
    squashed name. `prefixes` are the ships' prefixes with their strength, `bare_ships`
    the ships by squashed name without it.
    """

    root: Node = field(default_factory=Node)
    ships: dict[str, dict[str, Kind]] = field(default_factory=dict)
    makers: dict[str, Strength] = field(default_factory=dict)
    classes: dict[str, Kind] = field(default_factory=dict)
    prefixes: dict[str, Strength] = field(default_factory=dict)
    bare_ships: dict[str, Kind] = field(default_factory=dict)

    def add_form(self, form: Form) -> None:
        """Make `form` findable by its tokens."""
        node = self.root
        for token in split_tokens(form.text):
            step = node.steps.get(token)
            if step is None:
                step = node.steps[token] = Node()
            node = step
        node.forms.append(form)


def read_rows(path: Path) -> Iterator[list[str]]:
    """The cells of each row under the header, padded to the header's width."""
    header: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line[0] == "#":
            continue
        cells = line.split("\t")
        if not header:
            header = cells
            continue
        yield cells + [""] * (len(header) - len(cells))


INITIAL = re.compile(r"(?<= )(?:[A-Z]\.)+ ")  # newspapers leave middle initials out


def strip_mark(cell: str) -> str:
    """A cell without its strength mark."""
    return cell[1:] if cell[:1] in ("~", "?", "-", "!") else cell


def split_cell(cell: str) -> list[str]:
    """The parts of a cell that are set apart by semicolons."""
    return [part for part in (raw.strip() for raw in cell.split(";")) if part]


VARIANT = re.compile(r"[A-Z]{1,2}\d{0,2}(?: \D+)?")


def is_variant(text: str, *, of: str) -> bool:
    """Whether `text` is a lettered variant of the designation `of`: "B-1B" of "B-1"."""
    stem = of[-1:].isdigit() and text.startswith(of)
    return bool(stem and VARIANT.fullmatch(text, len(of)))


def add_type(found: Gazetteer, row: list[str], *, klass: str) -> None:
    """Add one row of `maker, designation, popular, also, class` with all its forms.

    A form that stands twice keeps the mark it has last; a variant of the designation is
    left to the rules for variants, which name it.
    """
    maker, designation, popular, also, own_class = row[:5]
    klass = own_class or klass
    bare, title = strip_mark(designation), strip_mark(popular)
    named = [maker] if klass == "aircraft" and not bare.startswith(maker) else []
    others = split_cell(also)
    kind = Kind(
        name=" ".join([*named, *(part for part in (bare, title) if part)]),
        klass=klass,
        maker=maker,
        designation=bare,
        popular=title,
        aliases=tuple(strip_mark(other) for other in others),
        beside=tuple(name for name in (popular, popular and designation, *others) if name),
    )
    others = [one for one in others if not is_variant(strip_mark(one), of=bare)]
    forms = {strip_mark(one): one for one in (designation, popular, *others) if one}
    for text, written in forms.items():
        if written[0] != "-":
            found.add_form(read_form(written, kind=kind, variants=text != title))


def add_ship(found: Gazetteer, row: list[str], *, namesake: bool) -> None:
    """Add one row of `prefix, name, number, also`: the bare name is weak unless marked.

    A namesake is found by its number alone.
    """
    prefix, marked, number, also = row[:4]
    bare = strip_mark(marked)
    name = f"{prefix} {bare}".strip()
    kind = Kind(
        name=f"{name} ({number})" if number else name,
        klass="ship",
        designation=number,
        popular=bare,
        beside=(number,) if number else (),
    )
    if "-" in number:
        found.add_form(read_form(number, kind=kind, variants=False))
    if namesake:
        return
    if prefix:
        fleet = found.ships.setdefault(prefix, {})
        fleet[squash(bare)] = kind
        fleet.setdefault(squash(INITIAL.sub("", bare)), kind)
    found.bare_ships.setdefault(squash(bare), kind)
    weak = f"?{bare}" if prefix and marked == bare else marked
    for written in (weak, *split_cell(also)):
        if written[0] != "-":
            found.add_form(read_form(written, kind=kind, variants=False))


def name_class(name: str) -> str:
    """The canonical name of a class: "Virginia class", but "Type 45"."""
    return name if name.startswith(("Type ", "MEKO")) else f"{name} class"


def add_class(found: Gazetteer, row: list[str]) -> None:
    """Add one row of `class, project, also`; a class with a project is named after it."""
    name, project, also = row[:3]
    kind = Kind(
        name=f"{project} {name}" if project else name_class(name),
        klass="ship",
        designation=project,
        popular=name,
    )
    for one in (name, *split_cell(also)):
        found.classes[squash(one)] = kind
    if project:
        found.add_form(read_form(project, kind=kind, variants=False))


TYPES = {
    "aircraft": "aircraft",
    "missiles": "missile",
    "vehicles": "vehicle",
    "weapons": "weapon",
    "space": "spacecraft",
}


def add_row(found: Gazetteer, row: list[str], *, table: str) -> None:
    """Add `row` of the table called `table`."""
    if table in TYPES:
        add_type(found, row, klass=TYPES[table])
    elif table in ("ships", "namesakes"):
        add_ship(found, row, namesake=table == "namesakes")
    elif table == "classes":
        add_class(found, row)
    else:
        strength = Strength.SOFT if row[1] == "shared" else Strength.STRONG
        if table == "makers":
            found.makers[squash(row[0])] = strength
        else:
            found.prefixes[row[0]] = strength


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer from the tables beside this room; read once in a process's life."""
    found = Gazetteer()
    for path in sorted(TABLES.glob("*.tsv")):
        table = path.stem.split("_")[0]
        for row in read_rows(path):
            add_row(found, row, table=table)
    return found

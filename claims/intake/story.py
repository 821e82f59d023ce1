"""WordprocessingML to blocks of words, as if every tracked change had been accepted.

Element names are those of ECMA-376, part 1, section 17.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from claims.intake.reading import UNPRINTED
from claims.intake.wordfile import W, no_word_file

R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
FIELD = re.compile(r'\bHYPERLINK\s+"([^"]+)"', re.IGNORECASE)
DEEPEST = 120  # elements; nested tables take four each
OFF = ("0", "false", "off")
CHARACTERS = {"tab": "\t", "ptab": "\t", "cr": "\n", "br": "\n", "noBreakHyphen": "\u2011"}
REFERENCES = {
    "footnoteReference": "footnote",
    "endnoteReference": "endnote",
    "commentReference": "comment",
}
LEFT_OUT = frozenset(
    "pPr rPr tblPr tblGrid trPr tcPr sectPr sdtPr sdtEndPr rt delText delInstrText "
    "pict object fldData footnoteRef endnoteRef annotationRef".split()
)
DELETED = frozenset(("del", "moveFrom"))
ADDED = frozenset(("ins", "moveTo"))


@dataclass(slots=True)
class Block:
    """One paragraph or table row. Offsets count its own characters before cleaning."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    links: list[tuple[int, int, str]] = field(default_factory=list)
    notes: list[tuple[int, str, str]] = field(default_factory=list)  # offset, kind, id
    style: str = ""

    def add(self, words: str) -> None:
        """Append words without unprintable characters; no third line end in a row."""
        words = UNPRINTED.sub("", words)
        if words == "\n" and self.pieces[-2:] == ["\n", "\n"]:
            return
        self.pieces.append(words)
        self.length += len(words)


class Story:
    """The words of a document's body, or of one note, in `blocks`; `seen` counts changes.

    Comments that begin where a range begins are kept there, the others at their mark.
    """

    def __init__(self, relations: Mapping[str, Any]) -> None:
        self.relations = relations
        self.blocks = [Block()]
        self.seen: Counter[str] = Counter()
        self._depth = 0
        self._cells = 0
        self._in_cell = ""  # what goes before the next paragraph of a cell
        self._fields: list[list[str]] = []  # instruction and, past its mark, where it leads
        self._ranges: dict[str, tuple[Block, int]] = {}
        self._boxes: list[Any] = []

    def read(self, node: Any, url: str = "") -> "Story":
        """Read the children of `node` in order; `url` is where they link to.

        Raises:
            BadInput: elements nest deeper than any word processor writes.
        """
        self._depth += 1
        if self._depth > DEEPEST:
            raise no_word_file()
        for child in node:
            if child.tag == ALTERNATE:
                self.read(child[:1], url)  # a choice, then fallbacks that repeat it
            elif isinstance(child.tag, str):
                self._read_one(child, url)
        self._depth -= 1
        return self

    def _read_one(self, node: Any, url: str) -> None:
        name = node.tag.removeprefix(W)
        if name in LEFT_OUT:
            return
        if name in DELETED or name in ADDED:
            self.seen["deleted" if name in DELETED else "inserted"] += 1
        if name in DELETED:
            return
        reader = getattr(self, f"_read_{name}", None)
        if reader is not None:
            reader(node, url)
        elif name in CHARACTERS:
            self.blocks[-1].add(CHARACTERS[name])
        elif name in REFERENCES:
            self._note(REFERENCES[name], node.get(f"{W}id", ""))
        else:
            self.read(node, url)

    def _read_p(self, node: Any, url: str) -> None:
        block = self.blocks[-1]
        style = node.find(f"{W}pPr/{W}pStyle")
        block.style = block.style or (style.get(f"{W}val", "") if style is not None else "")
        if self._in_cell and block.length:
            block.add(self._in_cell)
        self._in_cell = " " if self._cells else ""
        self.read(node, url)
        if node.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            self.seen["deleted"] += 1  # its end is deleted: the next one runs on
            return
        self._close()
        self._read_boxes()

    def _close(self) -> None:
        if not self._cells and self.blocks[-1].pieces:
            self.blocks.append(Block())

    def _read_boxes(self) -> None:
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.read(box)

    def _read_tr(self, node: Any, url: str) -> None:
        if node.find(f"{W}trPr/{W}del") is not None:
            self.seen["deleted"] += 1
            return
        self._in_cell = " " if self._cells else ""
        self._cells += 1
        self.read(node, url)
        self._cells -= 1
        self._close()

    def _read_tc(self, node: Any, url: str) -> None:
        self._in_cell = self._in_cell and "\t"
        self.read(node, url)
        self._in_cell = "\t"

    def _read_r(self, node: Any, url: str) -> None:
        if is_on(node.find(f"{W}rPr/{W}vanish")):
            self.seen["hidden"] += any(one.text for one in node.iter(f"{W}t"))
            return
        marks = [one for one in node if one.get(f"{W}customMarkFollows")]
        if marks:  # the run's words are the mark itself, an asterisk say
            self.read(marks, url)
        else:
            self.read(node, url)

    def _read_t(self, node: Any, url: str) -> None:
        block, target = self.blocks[-1], url or self._field_target()
        start = block.length
        block.add((node.text or "").replace("\n", " "))
        if not target or block.length == start:
            return
        if block.links and block.links[-1][1:] == (start, target):
            start = block.links.pop()[0]  # one link in several runs
        block.links.append((start, block.length, target))

    def _read_hyperlink(self, node: Any, url: str) -> None:
        relation = self.relations.get(node.get(R_ID, ""))
        if relation is not None and relation.is_external:
            place = node.get(f"{W}anchor", "")
            url = relation.target_ref + (f"#{place}" if place else "")
        self.read(node, url)

    def _read_fldSimple(self, node: Any, url: str) -> None:  # noqa: N802  # the element's name
        found = FIELD.search(node.get(f"{W}instr", ""))
        self.read(node, found[1] if found else url)

    def _read_instrText(self, node: Any, _url: str) -> None:  # noqa: N802  # the element's name
        if self._fields:
            self._fields[-1][0] += node.text or ""

    def _read_fldChar(self, node: Any, _url: str) -> None:  # noqa: N802  # the element's name
        kind = node.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(["", ""])
        elif kind == "separate" and self._fields:
            found = FIELD.search(self._fields[-1][0])
            self._fields[-1][1] = found[1] if found else ""
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _field_target(self) -> str:
        return next((one[1] for one in reversed(self._fields) if one[1]), "")

    def _read_commentRangeStart(self, node: Any, _url: str) -> None:  # noqa: N802  # as above
        self._ranges[node.get(f"{W}id", "")] = (self.blocks[-1], self.blocks[-1].length + 1)

    def _note(self, kind: str, key: str) -> None:
        here = (self.blocks[-1], self.blocks[-1].length)
        block, at = self._ranges.get(key, here) if kind == "comment" else here
        block.notes.append((at, kind, key))

    def _read_drawing(self, node: Any, _url: str) -> None:
        boxes = list(node.iter(f"{W}txbxContent"))
        self._boxes += boxes
        self.seen["boxes" if boxes else "pictures"] += 1


def is_on(switch: Any) -> bool:
    """Say whether a toggle property is there and not switched off."""
    return switch is not None and switch.get(f"{W}val", "true") not in OFF

"""Stacked edits with exact labels: every claim's span is carried through each step.

A sentence's claims are marks in its text, so they move, change and go with it. No step
makes what a reader could not tell from another edit: a sentence that has a lookalike
beside it is neither deleted nor moved nor reworded afterwards.
"""

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.workflow.edits import MARK, Edit, strip_marks

ARTICLES = Path(__file__).parent / "stacked_articles.txt"
STOP = re.compile(r"(?<=[.!?؟])\s+(?=\S)|(?<=。)")
SPELLED = {"14": "fourteen", "6": "seis", "35": "thirty-five", "7": "seven", "two": "2"}
OTHERS = {
    "March": "June", "million": "billion", "percent": "points", "tarts": "pies",
    "Petrov": "Ivanova", "Brandt": "Keller", "tonnes": "crates", "toneladas": "cajas",
    "Gómez": "Ruiz", "mayo": "julio", "مارس": "يونيو", "مايو": "يوليو", "طنا": "صندوقا",
    "מרץ": "יוני", "מאי": "יולי", "טון": "ארגזים", "トン": "箱", "月曜日": "金曜日",
    " not ": " ", " never ": " ", "No hubo": "Hubo", "لم ": "", "לא ": "", "三": "五",
}  # fmt: skip


@dataclass
class Line:
    """A marked sentence; `fixed` once a lookalike stands beside it."""

    text: str
    fixed: bool = False


Draft = list[list[Line]]
Step = Callable[[Draft, random.Random], None]


def read_drafts() -> list[str]:
    """The marked articles."""
    return [
        unicodedata.normalize("NFC", marked.strip())
        for marked in ARTICLES.read_text(encoding="utf-8").split("\n====\n")
    ]


def stack_edits(seed: int) -> Edit:
    """One article after one to five steps, drawn by `seed`."""
    draw = random.Random(f"stack {seed}")
    marked = draw.choice(read_drafts())
    draft = [[Line(s) for s in STOP.split(block)] for block in marked.split("\n\n")]
    gap = "" if "。" in marked else " "
    names = []
    for step in draw.choices(STEPS, k=draw.randint(1, 5)):
        names.append(step.__name__)
        step(draft, draw)
        draft[:] = [block for block in draft if block]
    old = "\n\n".join(gap.join(STOP.split(block)) for block in marked.split("\n\n"))
    new = "\n\n".join(gap.join(line.text for line in block) for block in draft)
    return Edit(f"stack {seed} {' '.join(names)}", old, new)


def pick_line(draft: Draft, draw: random.Random) -> tuple[list[Line], int]:
    """A paragraph and the number of a sentence in it that may change or go."""
    lines = [
        (block, at) for block in draft for at, line in enumerate(block) if not line.fixed
    ]
    return draw.choice(lines) if lines else ([Line("", fixed=True)], 0)


def change_fact(text: str, draw: random.Random) -> str:
    """`text`, without marks, with another number, name, unit or negation."""
    plain = strip_marks(text)
    ways = [plain.replace(was, now) for was, now in OTHERS.items() if was in plain]
    more = str(draw.randint(3, 60))
    ways += [re.sub(r"\d+", lambda n: str(int(n[0]) + int(more)), plain)]
    ways = [way for way in ways if way != plain]
    return draw.choice(ways) if ways else ""


def add_lookalike(draft: Draft, draw: random.Random) -> None:
    """A lookalike right before or after a sentence."""
    block, at = pick_line(draft, draw)
    if other := change_fact(block[at].text, draw):
        block[at].fixed = True
        block.insert(at + draw.randint(0, 1), Line(other, fixed=True))


def delete_with_lookalike(draft: Draft, draw: random.Random) -> None:
    """A sentence goes; a lookalike of it comes into another paragraph."""
    block, at = pick_line(draft, draw)
    others = [other for other in draft if other is not block]
    if others and (like := change_fact(block[at].text, draw)):
        block.pop(at)
        other = draw.choice(others)
        other.insert(draw.randint(0, len(other)), Line(like, fixed=True))


def delete_line(draft: Draft, draw: random.Random) -> None:
    """A sentence goes."""
    block, at = pick_line(draft, draw)
    if not block[at].fixed:
        block.pop(at)


def repeat_line(draft: Draft, draw: random.Random) -> None:
    """A sentence comes a second time, somewhere."""
    block, at = pick_line(draft, draw)
    block[at].fixed = True
    again = Line(strip_marks(block[at].text), fixed=True)
    other = draw.choice(draft)
    other.insert(draw.randint(0, len(other)), again)


def move_line(draft: Draft, draw: random.Random) -> None:
    """A sentence goes elsewhere."""
    block, at = pick_line(draft, draw)
    if not block[at].fixed:
        line = block.pop(at)
        other = draw.choice(draft)
        other.insert(draw.randint(0, len(other)), line)


def swap_lines(draft: Draft, draw: random.Random) -> None:
    """Two sentences change places."""
    (one, a), (two, b) = pick_line(draft, draw), pick_line(draft, draw)
    one[a], two[b] = two[b], one[a]


def move_block(draft: Draft, draw: random.Random) -> None:
    """A paragraph goes elsewhere."""
    block = draft.pop(draw.randrange(len(draft)))
    draft.insert(draw.randint(0, len(draft)), block)


def misspell(draft: Draft, draw: random.Random) -> None:
    """Two letters of a longer word change places, in a claim or not."""
    block, at = pick_line(draft, draw)
    words = list(re.finditer(r"[^\W\d_]{5,}", block[at].text))
    if words:
        i = draw.choice(words).start() + draw.randint(1, 3)
        text = block[at].text
        block[at].text = text[:i] + text[i + 1] + text[i] + text[i + 2 :]


def change_claim(draft: Draft, draw: random.Random) -> None:
    """A fact inside a claim changes; or its figure is spelled out."""
    block, at = pick_line(draft, draw)
    marks = list(MARK.finditer(block[at].text))
    if marks:
        mark = draw.choice(marks)
        spelled = SPELLED.get(mark[2], "")
        words = spelled if spelled and draw.random() < 0.5 else change_fact(mark[2], draw)
        if words:
            text = block[at].text
            block[at].text = f"{text[: mark.start(2)]}{words}{text[mark.end(2) :]}"


def join_lines(draft: Draft, draw: random.Random) -> None:
    """Two sentences become one."""
    block, at = pick_line(draft, draw)
    if at + 1 < len(block) and not block[at + 1].fixed and "。" not in block[at].text:
        block[at].text = block[at].text.rstrip(".") + "; " + block.pop(at + 1).text


def split_line(draft: Draft, draw: random.Random) -> None:
    """A sentence is broken after some word outside its claims."""
    block, at = pick_line(draft, draw)
    text = block[at].text
    marks = [mark.span() for mark in MARK.finditer(text)]
    cuts = [
        blank.start()
        for blank in re.finditer(r" (?=\S)", text)
        if 10 < blank.start() < len(text) - 10
        and not any(a < blank.start() < b for a, b in marks)
    ]
    if cuts:
        i = draw.choice(cuts)
        block[at : at + 1] = [Line(text[:i] + "."), Line(text[i + 1 :])]


def change_style(draft: Draft, draw: random.Random) -> None:
    """Quotes, dashes and white space change everywhere."""
    blank = draw.choice([" ", "  ", "\u00a0"])
    for line in (line for block in draft for line in block):
        plain = re.sub("[“”«»]", '"', line.text).replace("’", "'").replace("–", "-")
        line.text = plain.replace(" ", blank)


STEPS: tuple[Step, ...] = (
    add_lookalike, delete_with_lookalike, delete_line, repeat_line, move_line, swap_lines,
    move_block, misspell, change_claim, join_lines, split_line, change_style,
)  # fmt: skip

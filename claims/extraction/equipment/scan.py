"""One pass over a text: where the gazetteer's forms stand, read as long as they reach."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claims.extraction.equipment.forms import Form, Node, Strength, squash
from claims.extraction.equipment.gazetteer import Gazetteer
from claims.extraction.equipment.variants import read_tail

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĖĘĚĜĞĠĢĤĦĨĪĬĮİĹĽŁŃŅŇŌŎŐŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽА-Я"
START = re.compile(
    rf"(?<![\w\ufffc])(?:[{UPPER}][^\W\d_]*|(?<![.,:$£€/+#-])\d{{1,4}}(?!\d))"
)
NEXT = re.compile(r"([ \u00a0\n]?[-‐‑‒–/.]?[ \u00a0\n]?)([^\W\d_]+|\d+)")
DASHES = re.compile(r"[-‐‑‒–]")
SPACES = re.compile(r"[ \u00a0\n]+")
ALLOWED = {
    "-": {"-": 0, "": 0, " ": 1},
    " ": {" ": 0, "-": 0, "": 0, ". ": 0},
    "": {"": 0, "-": 0, " ": 1, ".": 0},
    "/": {"/": 0, "-": 0, "": 0},
    ".": {".": 0, "": 0, " ": 0, ". ": 0, "-": 0},
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A form that stands in the text; `name` is its canonical name, variant included."""

    start: int
    end: int
    form: Form
    strength: Strength
    name: str
    variant: str
    plural: bool
    rivals: tuple[Form, ...] = ()


def find_hits(text: str, *, gazetteer: Gazetteer) -> Iterator[Hit]:
    """The longest hit from each starting word, left to right; they may overlap."""
    roots = gazetteer.roots
    for start in START.finditer(text):
        word = start.group()
        node = roots.get(word.lower()) if len(word) < 30 else None
        if node is None and word[-1] == "s":
            node = roots.get(word[:-1].lower())
        if node is not None:
            hit = read_hit(text, start=start.start(), end=start.end(), node=node)
            if hit is not None:
                yield hit


def read_hit(text: str, *, start: int, end: int, node: Node) -> Hit | None:
    """The longest form that begins at `start`, whose first token ends at `end`."""
    reached = [(end, node, ())]
    joints: tuple[str, ...] = ()
    while True:
        step = NEXT.match(text, end)
        if step is None or len(step.group(2)) > 30:
            break
        word = step.group(2).lower()
        following = node.steps.get(word)
        if following is None and word[-1] == "s":
            following = node.steps.get(word[:-1])
        if following is None:
            break
        joints = (*joints, SPACES.sub(" ", DASHES.sub("-", step.group(1))))
        node, end = following, step.end()
        reached.append((end, node, joints))
    for stop, last, between in reversed(reached):
        hits = [
            hit
            for form in last.forms
            if (hit := finish_hit(text, start=start, end=stop, form=form, joints=between))
        ]
        if hits:
            best = min(hits, key=lambda hit: (-hit.end, hit.strength))
            rivals = tuple(h.form for h in hits if h.form.kind is not best.form.kind)
            return Hit(*(getattr(best, f) for f in FIELDS), rivals)
    return None


FIELDS = ("start", "end", "form", "strength", "name", "variant", "plural")


def finish_hit(
    text: str, *, start: int, end: int, form: Form, joints: tuple[str, ...]
) -> Hit | None:
    """The hit for `form` at [start, end) with its variant and second name, if it fits."""
    loose = 0
    for wanted, found in zip(form.joints, joints, strict=True):
        cost = ALLOWED.get(wanted, {wanted: 0}).get(found)
        if cost is None:
            return None
        loose += cost
    plural = not fits_case(text[start:end], form=form)
    if plural and not fits_case(text[start : end - 1], form=form):
        return None
    tail = read_tail(text, end=end, form=form)
    if tail is None:
        return None
    strength = Strength(min(form.strength + bool(loose), Strength.WEAK))
    if tail.variant and strength == Strength.SOFT and not loose:
        strength = Strength.STRONG if len(squash(form.text)) > 2 else strength
    return Hit(
        start, tail.end, form, strength, tail.name, tail.variant, plural or tail.plural
    )


def fits_case(found: str, *, form: Form) -> bool:
    """Whether `found` has the tokens of `form`, capital where the form begins so."""
    if squash(found) != "".join(form.tokens).lower():
        return False
    first, wanted = found[0], form.text[0]
    short = form.text.isupper() and form.text.isalpha() and len(form.text) < 5
    return (first == wanted or not wanted.isupper()) and (found.isupper() or not short)

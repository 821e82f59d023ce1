"""One pass over a text: where the gazetteer's forms stand, read as long as they reach."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from claims.extraction.equipment.forms import Form, Node, Strength, split_joints, squash
from claims.extraction.equipment.gazetteer import Gazetteer
from claims.extraction.equipment.variants import Tail, read_tail

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĖĘĚĜĞĠĢĤĦĨĪĬĮİĹĽŁŃŅŇŌŎŐŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽА-Я"
START = re.compile(
    rf"(?<![\w\ufffc&])(?:[{UPPER}][^\W\d_]*|(?<![.,:$£€/+#-])\d{{1,4}}(?!\d))"
)
NEXT = re.compile(r"([ \u00a0\n]?[-‐‑‒–/.&'’]?[ \u00a0\n]?)([^\W\d_]+|\d+)")
DASHES = re.compile(r"[-‐‑‒–]")
SPACES = re.compile(r"[ \u00a0\n]+")
ALLOWED = {
    "-": {"-": 0, "": 1, " ": 2},
    " ": {" ": 0, "-": 1, "": 1, ". ": 1},
    "": {"": 0, "-": 1, " ": 2, ".": 1},
    "/": {"/": 0, "-": 1, "": 1},
    ".": {".": 0, "": 1, " ": 1, ". ": 0, "-": 2},
}
CLEAR = 2  # a joint this far from the written one makes the reading doubtful


@dataclass(frozen=True, slots=True)
class Hit:
    """A form that stands in the text; `name` is its canonical name, variant included.

    `loose` counts how far the joints are from the gazetteer's; `rivals` are the other
    hits on the very same words.
    """

    start: int
    end: int
    form: Form
    strength: Strength
    name: str
    variant: str
    plural: bool
    loose: int
    rivals: tuple["Hit", ...] = ()


def find_hits(text: str, *, gazetteer: Gazetteer) -> Iterator[Hit]:
    """The longest hit from each starting word, left to right; they may overlap."""
    roots = gazetteer.root.steps
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
    hits = [
        hit
        for stop, last, joints in walk_tree(text, end=end, node=node)
        for form in last.forms
        if (hit := finish_hit(text, start=start, end=stop, form=form, joints=joints))
    ]
    if not hits:
        return None
    hits.sort(key=lambda hit: (-hit.end, hit.loose, len(hit.variant), hit.strength))
    rivals = tuple(hit for hit in hits[1:] if hit.end == hits[0].end)
    return replace(hits[0], rivals=rivals)


def walk_tree(
    text: str, *, end: int, node: Node
) -> Iterator[tuple[int, Node, tuple[str, ...]]]:
    """Each node reached from `node` by the words after `end`, with the joints passed."""
    joints: tuple[str, ...] = ()
    following: Node | None = node
    while following is not None:
        yield end, following, joints
        step = NEXT.match(text, end)
        if step is None or len(step.group(2)) > 30:
            return
        word = step.group(2).lower()
        steps = following.steps
        following = steps.get(word) or (steps.get(word[:-1]) if word[-1] == "s" else None)
        joints = (
            *joints,
            SPACES.sub(" ", DASHES.sub("-", step.group(1)).replace("’", "'")),
        )
        end = step.end()


def finish_hit(
    text: str, *, start: int, end: int, form: Form, joints: tuple[str, ...]
) -> Hit | None:
    """The hit for `form` at [start, end) with its variant and second name, if it fits."""
    costs = [
        ALLOWED.get(wanted, {wanted: 0}).get(found)
        for wanted, found in zip(split_joints(form.text), joints, strict=True)
    ]
    plural = not fits_case(text[start:end], form=form)
    if None in costs or (plural and not fits_case(text[start : end - 1], form=form)):
        return None
    tail = read_tail(text, end=end, form=form)
    if tail is None:
        return None
    loose = max((cost or 0 for cost in costs), default=0)
    return Hit(
        start=start,
        end=tail.end,
        form=form,
        strength=rate_hit(form, tail=tail, loose=loose, written=text[start:end]),
        name=tail.name,
        variant=tail.variant,
        plural=plural or tail.plural,
        loose=loose,
    )


PLAIN = re.compile(r"[A-Z]\d{1,3}s?")


def rate_hit(form: Form, *, tail: Tail, loose: int, written: str) -> Strength:
    """The strength of a form as it stands: a variant helps, a wrong joint hurts.

    A hyphen left out after a single letter ("A10", "R5") hurts too: roads and papers are
    written so.
    """
    strength = form.strength
    if strength <= Strength.SOFT and loose and PLAIN.fullmatch(written):
        return Strength(strength + 1)
    if strength <= Strength.SOFT and loose >= CLEAR:
        return Strength(strength + 1)
    if tail.second and strength < Strength.MAKER:
        return Strength.STRONG
    helped = tail.variant and ("-" in form.text or tail.variant[0] in " -")
    if strength is Strength.WEAK and form.text.isdigit() and helped:
        return Strength.STRONG  # "737-800": the family and its model
    if strength is Strength.WEAK and form.text.isdigit() and tail.plural:
        return Strength.SOFT
    if strength in (Strength.SOFT, Strength.WEAK) and helped:
        return Strength(strength - 1)
    return strength


def fits_case(found: str, *, form: Form) -> bool:
    """Whether `found` has the tokens of `form`, capital where the form begins so."""
    if squash(found) != squash(form.text):
        return False
    first, wanted = found[0], form.text[0]
    initials = form.text.isupper() and form.text.isalpha()
    return (first == wanted or not wanted.isupper()) and (found.isupper() or not initials)

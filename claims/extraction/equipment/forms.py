"""The shapes of the gazetteer: a type of equipment, and the written forms that name it."""

import re
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise


class Strength(IntEnum):
    """How much help a written form needs before it may be read as equipment."""

    STRONG = 0  # "Tu-160": nothing else is written so
    SOFT = 1  # "Javelin": some word of its field must stand in the neighbourhood
    WEAK = 2  # "Eagle": a noun of its class must stand beside it, or its maker, or an echo
    MAKER = 3  # "Victor", "340": only directly after its maker
    BESIDE = 4  # "Fencer": only directly after its own designation


MARKS = {"~": Strength.SOFT, "?": Strength.WEAK, "-": Strength.BESIDE, "!": Strength.MAKER}


@dataclass(slots=True, eq=False)
class Kind:
    """One type of equipment, or one ship: what the value of a claim says.

    `name` is the canonical name. For aircraft it is maker, designation and popular name;
    a variant's name puts the variant's designation in the middle. `beside` are the names
    that may stand directly after the designation in the same span.
    """

    name: str
    klass: str
    maker: str = ""
    designation: str = ""
    popular: str = ""
    aliases: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Form:
    """One way of writing a kind, and its strength.

    `variants` is true when letters and numbers may follow ("F-16" → "F-16C/D").
    """

    text: str
    strength: Strength
    kind: Kind
    variants: bool


@dataclass(slots=True)
class Node:
    """One step of the token tree; `forms` end here, `steps` lead on."""

    forms: list[Form] = field(default_factory=list)
    steps: dict[str, "Node"] = field(default_factory=dict)


PIECE = re.compile(r"[^\W\d_]+|\d+")


def read_form(written: str, *, kind: Kind, variants: bool) -> Form:
    """The form behind a table cell such as `F-16`, `~Javelin`, `?Eagle` or `-Fencer`."""
    strength = MARKS.get(written[0], Strength.STRONG)
    text = written[1:] if strength else written
    if not strength and needs_maker(text, kind=kind):
        strength = Strength.MAKER
    if not strength and kind.klass == "aircraft" and INITIALS.fullmatch(text):
        strength = Strength.WEAK
    return Form(text, max(strength, rate_shape(text)), kind, variants)


def split_tokens(text: str) -> list[str]:
    """The words and numbers of a form in lower case: "F-16" is "f", "16"."""
    return PIECE.findall(text.lower())


@lru_cache(maxsize=4096)
def split_joints(text: str) -> tuple[str, ...]:
    """What stands between the tokens of a form: "", "-", " ", "/", "." and the like."""
    text = text.replace("’", "'")
    return tuple(
        text[a.end() : b.start()].strip() or text[a.end() : b.start()][:1]
        for a, b in pairwise(PIECE.finditer(text))
    )


INITIALS = re.compile(r"[A-Z]{2,4}")
UNSAID = re.compile(r"[A-Z]\.[IVX]+|[^\W\d_]*[^\W\d_A-Z][^\W\d_]*|\d+|[IVX]+")


def needs_maker(text: str, *, kind: Kind) -> bool:
    """Whether an unmarked form says too little without its maker: "Victor", "340", "II"."""
    return (
        kind.klass == "aircraft"
        and bool(kind.maker)
        and text == kind.designation
        and bool(UNSAID.fullmatch(text))
    )


DOUBTFUL = re.compile(r"[A-Z][-.]?\d|[A-Z]\d\d|[A-Z][a-zà-ÿ]+")
FAMILY = re.compile(r"7\d7")
NUMBER = re.compile(r"\d+")


def rate_shape(text: str) -> Strength:
    """How far a form can be trusted by its looks.

    "M4", "A10", "F-4" and any single word are soft; "737" is weak; another number says
    nothing without its maker.
    """
    if NUMBER.fullmatch(text):
        return Strength.WEAK if FAMILY.fullmatch(text) else Strength.MAKER
    return Strength.SOFT if DOUBTFUL.fullmatch(text) else Strength.STRONG


NOISE = re.compile(r"[\W_]+")


def squash(text: str) -> str:
    """`text` in lower case without anything but letters and digits."""
    return NOISE.sub("", text).lower()


@lru_cache(maxsize=1024)
def squash_all(names: tuple[str, ...]) -> frozenset[str]:
    """Every one of `names`, squashed."""
    return frozenset(squash(name) for name in names)

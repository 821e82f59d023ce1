"""What may follow a designation: its variant, a plural s, and a name directly beside it."""

import re
from dataclasses import dataclass

from claims.extraction.equipment.forms import Form, squash, squash_all

LETTERS = re.compile(
    r"(?:-?[A-Z]{1,4}(?:[Ss]h)?\d{0,2}[A-Z]{0,2}(?![a-z]{2})|-?(?:neo|ceo|NEO|XLR|MRTT))?"
    r"(?:/-?[A-Z]{1,2}(?![a-z]{2}))*(?:[-‐‑–]\d{1,4}(?:neo|[A-Z]{0,4}))?"
)
DIGITS = re.compile(
    r"(?:[- ]?\d{1,2}[A-Z]{0,2}(?:/\d{1,2})?|[-‐‑–]\d{1,3}[A-Z]{0,2})?(?![\w])"
)
MARK = re.compile(
    r"[ \u00a0](?:(?:[Mm][Kk]\.?[ -]?(?:[IVX]+[A-Za-z]?|\d{1,2}[A-Z]?)"
    r"|(?:A|AH|AS|B|C|E|F|FA|FB|FG|FGA|FGR|FR|FRS|GR|HAR|HAS|HC|HM|HMA|HR|HT|K|KC|MR|NF|PR"
    r"|R|S|T|TT|U|W)\.? ?\d{1,2}[A-Z]?)(?:/\d{1,2}[A-Z]?)?)(?=s?(?![\w]))"
)
PLURAL = re.compile(r"s(?![\w])")
BOUNDARY = re.compile(r"(?!\w|[.,]\d)")
BESIDE = re.compile(
    r"[ \u00a0]?(?:[ \u00a0]|[-–](?=[A-Z]))(?:``|[“\"‘'(])?[ \u00a0]?"
    r"(?P<name>[A-Z0-9][\w-]*(?:[ -][A-Z0-9][\w-]*){0,3})"
)
CLOSER = re.compile(r"[ \u00a0]?(?:''|``|[”\"’')])")


@dataclass(frozen=True, slots=True)
class Tail:
    """What a designation goes on to say: where it ends and what it then names."""

    end: int
    name: str
    variant: str
    plural: bool
    second: bool  # a second name stands directly beside


def read_tail(text: str, *, end: int, form: Form) -> Tail | None:
    """The tail of `form` whose own tokens end at `end`; None if a word runs on there."""
    variant, stop = read_variant(text, end=end, form=form)
    plural = PLURAL.match(text, stop)
    stop = plural.end() if plural else stop
    if not BOUNDARY.match(text, stop):
        return None
    second = read_beside(text, end=stop, form=form)
    return Tail(
        end=second or stop,
        name=build_name(form, variant),
        variant=variant,
        plural=bool(plural),
        second=bool(second),
    )


def read_variant(text: str, *, end: int, form: Form) -> tuple[str, int]:
    """The variant that follows at `end` as written in canonical names, and its end."""
    if not form.variants:
        return "", end
    mark = MARK.match(text, end) if form.kind.klass == "aircraft" else None
    if mark is None and (form.text == form.kind.designation or not form.text.isalpha()):
        pattern = LETTERS if form.text[-1].isdigit() else DIGITS
        mark = pattern.match(text, end)
    if mark is None or not mark.group():
        return "", end
    stop = mark.end()
    if PLURAL.match(text, stop) or BOUNDARY.match(text, stop):
        return re.sub(r"[‐‑–]", "-", mark.group()), stop
    return "", end


def read_beside(text: str, *, end: int, form: Form) -> int:
    """Where a second name directly after `end` ends, bracket or quote included; else 0."""
    found = BESIDE.match(text, end) if form.kind.beside else None
    if not found:
        return 0
    beside = squash_all(form.kind.beside)
    words = list(re.finditer(r"[^ ]+", found["name"]))
    for last in reversed(words):
        stop = found.start("name") + last.end()
        said = squash(text[found.start("name") : stop])
        if said in beside or (said[-1:] == "s" and said[:-1] in beside):
            opened = text[found.start() : found.start("name")].strip(" \u00a0-–")
            closer = CLOSER.match(text, stop) if opened else None
            return closer.end() if closer else (0 if opened else stop)
    return 0


def build_name(form: Form, variant: str) -> str:
    """The canonical name with `variant` put after the designation.

    A mark ("GR4") follows the popular name when there is no other designation.
    """
    kind = form.kind
    if not variant:
        return kind.name
    stem = kind.designation or kind.popular
    if not stem or not kind.name.count(stem):
        return kind.name
    glue = "" if not variant[0].isdigit() or stem[-1].isalpha() else "-"
    if variant[0] == " ":
        return f"{kind.name}{variant}"
    before, _, after = kind.name.partition(stem)
    return f"{before}{stem}{glue}{variant}{after}"

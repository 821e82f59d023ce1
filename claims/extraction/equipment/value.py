"""Turns a hit into the claim's value, with its reason in words."""

from typing import Any

from claims.extraction.equipment.forms import Kind, Strength
from claims.extraction.equipment.scan import Hit
from claims.extraction.found import Found

CONFIDENCE = {
    Strength.STRONG: 0.97,
    Strength.SOFT: 0.88,
    Strength.WEAK: 0.8,
    Strength.MAKER: 0.8,
}
REASONS = {
    Strength.STRONG: "listed in the gazetteer",
    Strength.SOFT: "listed in the gazetteer, and words of its field stand nearby",
    Strength.WEAK: "an ambiguous name, read as equipment because of the words beside it",
    Strength.MAKER: "a bare name or number whose full name stands elsewhere in the text",
}


def draw_found(hit: Hit) -> Found:
    """The claim for `hit`; other kinds of the same name become readings."""
    kind = hit.form.kind
    return Found(
        start=hit.start,
        end=hit.end,
        kind="equipment",
        value=draw_value(kind, name=hit.name),
        rule=f"equipment.listed.{hit.strength.name.lower()}",
        confidence=CONFIDENCE[hit.strength],
        reason=f"{hit.form.text}: {REASONS[hit.strength]}",
        readings=[
            {**draw_value(rival.form.kind, name=rival.name), "why": "bears the same name"}
            for rival in hit.rivals
            if rival.name != hit.name and rival.strength < Strength.BESIDE
        ],
        parts={"form": hit.form.text, **({"variant": hit.variant} if hit.variant else {})},
    )


def draw_value(kind: Kind, *, name: str) -> dict[str, Any]:
    """`{name, class}` with maker, designation and aliases where the gazetteer has them."""
    value: dict[str, Any] = {"name": name, "class": kind.klass}
    if kind.maker:
        value["maker"] = kind.maker
    if kind.designation:
        value["designation"] = kind.designation
    if kind.aliases:
        value["aliases"] = list(kind.aliases)
    return value

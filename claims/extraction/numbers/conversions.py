"""Conversions in brackets, paired with the figure they convert: "185 mph (295 kph)"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from claims.extraction.found import Found

GAP = re.compile(r"[^.;()]{0,24}[ ]?[(\[/][ ]?(?:or |about |some |around |roughly )?")
SLACK = 0.03  # relative difference that rounding explains in news copy


def pair_conversions(text: str, found: Sequence[Found]) -> list[Found]:
    """`found` with each bracketed conversion and its original naming each other in parts.

    When the two disagree by more than rounding, both carry `parts["disagrees"]`.
    """
    paired = list(found)
    for at in range(1, len(paired)):
        first, second = paired[at - 1], paired[at]
        if not GAP.fullmatch(text, first.end, second.start) or "converts" in first.parts:
            continue
        one, two = _common_value(first.value), _common_value(second.value)
        if one is None or two is None or one[1] != two[1]:
            continue
        if first.value["unit"] == second.value["unit"]:
            continue
        paired[at - 1] = _note(
            first, text[second.start : second.end], "conversion", one[0], two[0]
        )
        paired[at] = _note(
            second, text[first.start : first.end], "converts", one[0], two[0]
        )
    return paired


def _common_value(value: Mapping[str, Any]) -> tuple[float, str] | None:
    """The quantity on a shared scale: SI, or kelvin for temperatures."""
    if value["unit"] == "degC" and "n" in value:
        return value["n"] + 273.15, "K"
    if value["unit"] == "degF" and "n" in value:
        return (value["n"] - 32) / 1.8 + 273.15, "K"
    if "si_unit" not in value:
        return None
    return value.get("si_n", value.get("si_high", 0.0)), value["si_unit"]


def _note(found: Found, other: str, role: str, one: float, two: float) -> Found:
    parts = {**found.parts, role: other}
    reason = found.reason
    slack = 1.0 / max(abs(one), 1e-9) if found.value["unit"] in ("degC", "degF") else SLACK
    if abs(one - two) > slack * max(abs(one), abs(two)):
        parts["disagrees"] = other
        reason += f"; does not agree with “{other}”"
    return replace(found, parts=parts, reason=reason)

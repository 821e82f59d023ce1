"""A claim's typed value in words: what the desk understood, to be read at a glance."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext_lazy as _

from claims.models import Claim

MODIFIERS = {
    "~": _("about %(figure)s"),
    ">": _("more than %(figure)s"),
    "<": _("less than %(figure)s"),
    ">=": _("at least %(figure)s"),
    "<=": _("at most %(figure)s"),
}
KEPT_BACK = frozenset({"mod", "vague", "alternatives", "reason", "rule", "approx"})
EN_DASH = "–"


def describe_value(value: Mapping[str, Any]) -> str:
    """Give one short line for a value of any kind; unknown shapes list their words."""
    if "iso" in value:
        return describe_when(str(value["iso"]))
    if "n" in value or "low" in value:
        return describe_amount(value)
    if value.get("speaker"):
        return str(value["speaker"])
    if value.get("name"):
        return str(value["name"])
    words = [str(word) for key, word in value.items() if key not in KEPT_BACK and word]
    return " · ".join(dict.fromkeys(words[:3]))


def describe_amount(value: Mapping[str, Any]) -> str:
    """Give a number or a range with its modifier and unit, and SI where that differs."""
    low, high = value.get("n", value.get("low")), value.get("high")
    figure = write_number(low)
    if high is not None and high != low:
        figure = f"{figure}{EN_DASH}{write_number(high)}"
    unit = str(value.get("currency") or value.get("unit") or value.get("what") or "")
    spoken = f"{figure} {unit}".strip()
    if str(value.get("mod", "")) in MODIFIERS:
        spoken = str(MODIFIERS[str(value["mod"])]) % {"figure": spoken}
    si = value.get("si_n")
    if si is not None and value.get("si_unit") != unit:
        spoken += f" = {write_number(si)} {value.get('si_unit', '')}".rstrip()
    return spoken


def write_number(number: object) -> str:
    """Give a number grouped by the reader's locale, without a trailing “.0”."""
    if isinstance(number, float) and number.is_integer():
        number = int(number)
    if not isinstance(number, int | float) or isinstance(number, bool):
        return str(number or "")
    return number_format(number, use_l10n=True, force_grouping=True)


def describe_when(iso: str) -> str:
    """Give an ISO 8601 date, month, year or interval the way a reader writes it."""
    return EN_DASH.join(describe_day(part) for part in iso.split("/"))


def describe_day(iso: str) -> str:
    """Give one ISO date; whatever is not a day or a month is given back as it is."""
    day, _sign, clock = iso.partition("T")
    for suffix, wanted in (("", "j M Y"), ("-01", "M Y")):
        try:
            words = date_format(date.fromisoformat(day + suffix), wanted)
        except ValueError:
            continue
        return f"{words}, {clock}" if clock else words
    return iso


def describe_now(claim: Claim) -> dict[str, object]:
    """Give what stands on a claim, in words: what an edit may have been made against."""
    return {
        "quote": claim.quote,
        "kind": claim.get_kind_display(),
        "reading": describe_value(claim.value),
        "status": claim.get_status_display(),
    }

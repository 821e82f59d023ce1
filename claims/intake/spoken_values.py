"""A claim's typed value in words: what the desk understood, to be read at a glance."""

from collections.abc import Mapping
from datetime import date
from math import floor, log10
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from claims.models import Claim

MODIFIERS = {
    "~": _("about %(figure)s"),
    ">": _("more than %(figure)s"),
    "<": _("less than %(figure)s"),
    ">=": _("at least %(figure)s"),
    "<=": _("at most %(figure)s"),
}
# Units that half the readers do not think in: the one they do, and its worth (NIST SP 811).
READ_AS = {
    "mi": ("km", 1.609344), "nmi": ("km", 1.852), "ft": ("m", 0.3048),
    "yd": ("m", 0.9144), "in": ("cm", 2.54), "mi2": ("km²", 2.589988110336),
    "ft2": ("m²", 0.09290304), "acre": ("ha", 0.40468564224), "lb": ("kg", 0.45359237),
    "oz": ("g", 28.349523125), "st": ("kg", 6.35029318), "ton": ("t", 0.90718474),
    "lton": ("t", 1.0160469088), "gal": ("L", 3.785411784), "bbl": ("L", 158.987294928),
    "ft3": ("m³", 0.028316846592), "mph": ("km/h", 1.609344), "kn": ("km/h", 1.852),
    "hp": ("kW", 0.7456998715822702), "psi": ("kPa", 6.894757293168361),
}  # fmt: skip
SPANS = {
    "day": ngettext_lazy("day", "days"),
    "week": ngettext_lazy("week", "weeks"),
    "month": ngettext_lazy("month", "months"),
    "yr": ngettext_lazy("year", "years"),
    "decade": ngettext_lazy("decade", "decades"),
    "h": ngettext_lazy("hour", "hours"),
    "min": ngettext_lazy("minute", "minutes"),
}
# The kinds of event that extraction knows (claims/extraction/data/clauses_en.toml).
EVENTS = {
    "arrival": _("arrival"),
    "departure": _("departure"),
    "deployment": _("deployment"),
    "meeting": _("meeting"),
    "attack": _("attack"),
    "vote": _("vote"),
    "purchase": _("purchase"),
    "death": _("death"),
    "accident": _("accident"),
    "arrest": _("arrest"),
}
SIGNS = {"degC": "°C", "degF": "°F", "km2": "km²", "m2": "m²", "m3": "m³"}
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
    told = dict(value)
    if str(value.get("kind")) in EVENTS:
        told["kind"] = EVENTS[str(value["kind"])]
    words = [str(word) for key, word in told.items() if key not in KEPT_BACK and word]
    return " · ".join(dict.fromkeys(words[:3]))


def describe_amount(value: Mapping[str, Any]) -> str:
    """Give a number or a range with its modifier and unit; one that half the readers do not
    think in is told in theirs too, to three digits."""
    low, high = value.get("n", value.get("low")), value.get("high")
    high = None if high == low else high
    unit = str(value.get("currency") or value.get("unit") or value.get("what") or "")
    spoken = f"{write_range(low, high)} {name_unit(unit, low, high)}".strip()
    if str(value.get("mod", "")) in MODIFIERS:
        spoken = str(MODIFIERS[str(value["mod"])]) % {"figure": spoken}
    other = convert(unit, low, high)
    return f"{spoken} ≈ {other}" if other else spoken


def write_range(low: object, high: object) -> str:
    """Give one number, or both with a dash."""
    figure = write_number(low)
    return figure if high is None else f"{figure}{EN_DASH}{write_number(high)}"


def name_unit(unit: str, low: object, high: object) -> str:
    """Give a unit as people read it: spans of time as words, the rest by their signs."""
    if unit not in SPANS:
        return SIGNS.get(unit, unit)
    number = low if high is None else high
    return str(SPANS[unit] % (1 if number == 1 else 2))


def convert(unit: str, low: object, high: object) -> str:
    """Give an amount in the unit that it is read as, "" where it needs none."""
    ends = [end for end in (low, high) if isinstance(end, int | float)]
    if unit == "degF":
        there, ends = "°C", [(end - 32) / 1.8 for end in ends]
    elif unit in READ_AS:
        there, worth = READ_AS[unit]
        ends = [end * worth for end in ends]
    else:
        return ""
    figures = [write_number(round_to_three(end)) for end in ends]
    return f"{EN_DASH.join(dict.fromkeys(figures))} {there}" if figures else ""


def round_to_three(number: float) -> float:
    """Give the number to three significant digits; no digit before the point is lost."""
    if not number:
        return 0.0
    places = max(0, 2 - floor(log10(abs(number))))
    return round(number, places)


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

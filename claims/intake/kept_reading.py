"""A reading as plain values, for the row it waits in, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from claims.intake.reading import Link, Note, Reading


def dump_reading(reading: Reading) -> dict[str, Any]:
    """Give a reading as JSON."""
    day = reading.published_on
    return asdict(reading) | {"published_on": day.isoformat() if day else None}


def load_reading(kept: Mapping[str, Any]) -> Reading:
    """Give back what `dump_reading` was given."""
    day = kept["published_on"]
    return Reading(
        **{
            **kept,
            "published_on": date.fromisoformat(day) if day else None,
            "links": [Link(**one) for one in kept["links"]],
            "notes": [Note(**one) for one in kept["notes"]],
        }
    )

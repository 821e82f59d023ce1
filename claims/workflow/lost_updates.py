"""Two people change one thing: the second save is refused with both versions in hand."""

import hashlib
import json
from collections.abc import Mapping

from claims.errors import ClaimChanged

WORDS = "Somebody else changed this since you opened it. Look at both, then save again."


def stamp(stands: Mapping[str, object]) -> str:
    """Give a short digest of what stands, for a form to carry until it is saved."""
    text = json.dumps(stands, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def refuse_stale(made_on: str, stands: Mapping[str, object]) -> None:
    """Raise ClaimChanged where `made_on`, a stamp, is not of what stands now.

    `extra["theirs"]` is what stands, `extra["made_on"]` the stamp to save on top of it.
    An empty `made_on` says nothing and is let through: tools that set, not edit.
    """
    fresh = stamp(stands)
    if made_on and made_on != fresh:
        raise ClaimChanged(WORDS, extra={"theirs": dict(stands), "made_on": fresh})

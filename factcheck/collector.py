"""The garbage collector of a web process: what was loaded at the start is never looked at
again, and what a page left behind is cleared away once its answer is out.

A page leaves some thousand objects that only the collector can free. By itself it comes in
the middle of every fifth page or so and stops it for fifteen milliseconds, as pages long
gone are swept with it; after each answer it takes one or two, and nobody waits for them.
"""

import gc
from typing import Any

from django.core.signals import request_finished

YOUNG = 50_000  # objects; Python's own figure makes one page collect dozens of times
OLDER, OLDEST = 20, 100  # sweeps of the younger ones before one of these


def settle_collector() -> None:
    """Put all that lives now out of the collector's sight, and have it come after answers
    or, in a page of very many rows, not often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, OLDER, OLDEST)
    request_finished.connect(sweep)


def sweep(**_signal: Any) -> None:
    """Free what the page just answered left behind; from time to time what older ones did,
    by the rule the collector has itself."""
    _young, older, oldest = gc.get_count()
    gc.collect(2 if oldest > OLDEST else 1 if older > OLDER else 0)

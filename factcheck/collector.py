"""The garbage collector of a web process: what was loaded at the start is never looked at
again, and a page of some thousand rows does not set off a walk over all the rest."""

import gc

YOUNG = 50_000  # objects; Python's own figure makes one page collect dozens of times


def settle_collector() -> None:
    """Put all that lives now out of the collector's sight, and have it come less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 20, 100)

"""What a page leaves behind is gone once its answer is out."""

import gc
import weakref

from factcheck.collector import OLDER, sweep


class Knot:
    """Refers to itself, as forms and templates do: only the collector frees it."""

    def __init__(self) -> None:
        self.itself = self


def tie_knot() -> weakref.ref[Knot]:
    return weakref.ref(Knot())


def test_what_only_the_collector_can_free_is_freed_after_the_answer():
    gc.collect()
    left = tie_knot()
    assert left() is not None
    sweep()
    assert left() is None


def test_what_outlived_one_sweep_is_found_by_a_later_one():
    knot = Knot()
    left = weakref.ref(knot)
    sweep()
    del knot
    for _ in range(OLDER + 2):
        sweep()
    assert left() is None

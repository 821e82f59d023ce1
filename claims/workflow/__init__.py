"""The engine of statuses: a table of steps, policy as data, alarms by fact."""

from claims.workflow.access import list_open_acts, require
from claims.workflow.alarms import dismiss_alarms, raise_alarm, settle_alarms
from claims.workflow.moves import (
    advance_claim,
    list_moves,
    lock_claim,
    move_claim,
    write_trail,
)
from claims.workflow.requirements import find_needs, find_unmet

__all__ = [
    "advance_claim",
    "dismiss_alarms",
    "find_needs",
    "find_unmet",
    "list_moves",
    "list_open_acts",
    "lock_claim",
    "move_claim",
    "raise_alarm",
    "require",
    "settle_alarms",
    "write_trail",
]

"""The desk of reviews and verdicts."""

from claims.verdicts.assignments import assign_reviewers
from claims.verdicts.decisions import adjudicate
from claims.verdicts.reviews import (
    open_round,
    release_claim,
    start_review,
    submit_review,
    withdraw_review,
)

__all__ = [
    "adjudicate",
    "assign_reviewers",
    "open_round",
    "release_claim",
    "start_review",
    "submit_review",
    "withdraw_review",
]

"""The desk that makes verdicts public, and public mistakes good."""

from claims.publishing.publications import (
    ask_correction,
    publish_claim,
    withdraw_publication,
)
from claims.publishing.requests import ask_as_reader, settle_request

__all__ = [
    "ask_as_reader",
    "ask_correction",
    "publish_claim",
    "settle_request",
    "withdraw_publication",
]

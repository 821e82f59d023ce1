"""The desk that makes verdicts public, and public mistakes good."""

from claims.publishing.publications import (
    ask_correction,
    publish_claim,
    withdraw_publication,
)

__all__ = ["ask_correction", "publish_claim", "withdraw_publication"]

"""The desk of sources: citing them, and watching that they still say what they said."""

from claims.evidence.citations import ask_check, cite_source, withdraw_evidence

__all__ = ["ask_check", "cite_source", "withdraw_evidence"]

"""The desk where articles come in."""

from claims.intake.articles import submit_article
from claims.intake.claims import add_claim
from claims.intake.readers import read_pasted, read_upload, read_url
from claims.intake.reading import Link, Reading

__all__ = [
    "Link",
    "Reading",
    "add_claim",
    "read_pasted",
    "read_upload",
    "read_url",
    "submit_article",
]

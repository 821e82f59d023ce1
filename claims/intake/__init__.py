"""The desk where articles come in. Its readers are loaded when they are first asked for: a
worker that checks links never needs them, and they are a tenth of its memory."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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
MODULES = {
    "Link": "reading",
    "Reading": "reading",
    "add_claim": "claims",
    "read_pasted": "readers",
    "read_upload": "readers",
    "read_url": "readers",
    "submit_article": "articles",
}


def __getattr__(name: str) -> Any:  # PEP 562
    if name not in MODULES:
        raise AttributeError(name)
    return getattr(import_module(f"claims.intake.{MODULES[name]}"), name)

"""What in a draft can be checked: rules over text, with no database and no network."""

from claims.extraction.found import KINDS, Draft, Found
from claims.extraction.pipeline import build_draft, find_claims
from claims.extraction.sentences import split_sentences

__all__ = ["KINDS", "Draft", "Found", "build_draft", "find_claims", "split_sentences"]

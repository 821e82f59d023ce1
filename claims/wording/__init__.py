"""What the desk says, in the reader's language: the catalogue, and how it is kept whole."""

from claims.wording.saying import say

__all__ = ["say"]

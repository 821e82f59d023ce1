"""How much of a body is worth reading. Pure."""

import re
import zlib
from collections.abc import Callable

from claims.linkcheck.rules import FetchRules

# Each alternative eats what it looked at, so that no page makes this slower than linear.
TAG = re.compile(
    rb"<(script|style)\b.*?(?:</\1|\Z)|<!--.*?(?:-->|\Z)|<[^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
SPACE = re.compile(rb"(?:\s|&nbsp;|\xc2\xa0)+")
CUT = re.compile(r"\[?(?:\.\.\.|…)\]?|[\"'&<>“”„«»‘’‐‑–—-]+")
# HTML packs 5 to 50 times smaller; deflate's limit, near a thousand, is filler only.
BOMB_RATIO = 500
FILLER_RATIO = 100
FILLER_SAMPLE = 64 * 1024
LITTLE_TEXT = 1500


class Body:
    """The decoded body of one answer as it comes in, up to a cap that may grow.

    `stopped` is "" while reading, "enough" when the cap ended it, else what is wrong.
    `reserve` is asked before the cap grows by so many bytes, and may refuse.
    """

    __slots__ = ("_chunks", "_reserve", "_rules", "cap", "quotes", "size", "stopped")

    def __init__(
        self, rules: FetchRules, *, quotes: tuple[str, ...], reserve: Callable[[int], bool]
    ) -> None:
        self._reserve = reserve
        self._rules = rules
        self.restart(quotes)

    def restart(self, quotes: tuple[str, ...]) -> None:
        """Forget what came, and wait for another body."""
        self._chunks: list[bytes] = []
        self.cap = self._rules.text_cap
        self.quotes = quotes
        self.size = 0
        self.stopped = ""

    def add(self, chunk: bytes) -> bool:
        """Take `chunk` in; False when the cap is reached and `wants_more` must be asked."""
        self.size += len(chunk)
        self._chunks.append(chunk)
        return self.size < self.cap

    def wants_more(self, *, packed: bool, good: bool) -> bool:
        """Say whether to read on beyond the cap, and raise it if so.

        `packed` tells that the answer came compressed, `good` that its status is 2xx.
        """
        body = self.join()
        if packed and is_filler(body[: 1 << 18], ratio=BOMB_RATIO):
            self.stopped = "decompression bomb"
            return False
        self.stopped = "enough"
        step = min(self._choose_cap(body), 2 * self.size) if good else 0
        if step <= self.size or not self._reserve(step - self.cap):
            return False
        self.cap, self.stopped = step, ""
        return True

    def is_enough(self) -> bool:
        """Say whether a body that never ends has brought the page already."""
        body = self.join()
        return has_text(body) and has_passages(body, quotes=self.quotes)

    def join(self) -> bytes:
        """Give all bytes so far."""
        if len(self._chunks) != 1:
            self._chunks = [b"".join(self._chunks)]
        return self._chunks[0]

    def _choose_cap(self, body: bytes) -> int:
        rules = self._rules
        if body.startswith(b"%PDF-"):
            return rules.pdf_cap
        if is_filler(body[-FILLER_SAMPLE:], ratio=FILLER_RATIO):
            return rules.text_cap
        if self.quotes and not has_passages(body, quotes=self.quotes):
            return rules.quote_cap
        if has_text(body[: rules.text_cap]):
            return rules.text_cap
        return min(4 * rules.text_cap, rules.quote_cap)


def has_passages(body: bytes, *, quotes: tuple[str, ...]) -> bool:
    """Say whether every quote's words stand in `body`, tags and spacing apart.

    Cheap and strict: a wrong False only means that more of the page is read.
    """
    if not quotes:
        return True
    text = SPACE.sub(b" ", TAG.sub(b"", body)).lower()
    return all(_has_pieces(text, cut_pieces(quote)) for quote in quotes)


def _has_pieces(text: bytes, pieces: list[bytes]) -> bool:
    return bool(pieces) and all(piece in text for piece in pieces)


def cut_pieces(quote: str) -> list[bytes]:
    """Give the runs of words in `quote` between quotation marks, dashes and ellipses."""
    pieces = (" ".join(piece.split()) for piece in CUT.split(quote))
    return [piece.encode("utf-8", "replace").lower() for piece in pieces if len(piece) > 3]


def is_filler(sample: bytes, *, ratio: int) -> bool:
    """Say whether `sample` packs more than `ratio` times smaller, as no text does."""
    return len(zlib.compress(sample)) * ratio < len(sample)


def has_text(body: bytes) -> bool:
    """Say whether `body` holds some reading matter, not just scripts and markup."""
    return len(SPACE.sub(b" ", TAG.sub(b" ", body))) > LITTLE_TEXT

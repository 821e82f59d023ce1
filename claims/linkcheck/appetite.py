"""How much of a body is worth reading. Pure."""

import re
import zlib

TAG = re.compile(
    rb"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.DOTALL | re.IGNORECASE
)
SPACE = re.compile(rb"(?:\s|&nbsp;|\xc2\xa0)+")
CUT = re.compile(r"\[?(?:\.\.\.|…)\]?|[^\x21-\x7e\s]+|[\"'&<>]+")
# HTML packs 5 to 50 times smaller; deflate's limit, near a thousand, is filler only.
BOMB_RATIO = 500
LITTLE_TEXT = 1500


def has_passages(body: bytes, *, quotes: tuple[str, ...]) -> bool:
    """Say whether every quote's words stand in `body`, tags and spacing apart.

    Cheap and strict: a wrong False only means that more of the page is read. Pieces that
    are not plain ASCII are not looked for.
    """
    text = SPACE.sub(b" ", TAG.sub(b"", body)).lower()
    return all(piece in text for quote in quotes for piece in cut_pieces(quote))


def cut_pieces(quote: str) -> list[bytes]:
    """Give the runs of plain ASCII words in `quote`, lower case, single spaces."""
    pieces = (" ".join(piece.split()).lower() for piece in CUT.split(quote) if piece)
    return [piece.encode("ascii") for piece in pieces if len(piece) > 3]


def is_bomb(body: bytes) -> bool:
    """Say whether `body` is nothing but filler that packs to next to nothing."""
    return len(zlib.compress(body[: 1 << 18])) * BOMB_RATIO < min(len(body), 1 << 18)


def has_text(body: bytes) -> bool:
    """Say whether `body` holds some reading matter, not just scripts and markup."""
    return len(SPACE.sub(b" ", TAG.sub(b" ", body))) > LITTLE_TEXT


def choose_cap(
    body: bytes, *, quotes: tuple[str, ...], text_cap: int, quote_cap: int, pdf_cap: int
) -> int:
    """Give the bytes to read in all, once `body` has reached `text_cap` or more."""
    if body.startswith(b"%PDF-"):
        return pdf_cap
    if quotes and not has_passages(body, quotes=quotes):
        return quote_cap
    return text_cap if has_text(body[:text_cap]) else min(4 * text_cap, quote_cap)

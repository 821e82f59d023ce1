"""Bytes to text, saying which encoding was assumed; binary files are refused."""

import codecs

from charset_normalizer import from_bytes

from claims.errors import BadInput

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27}) + b"\x7f"
SAMPLE = 65_536


def decode_bytes(content: bytes) -> tuple[str, str]:
    """Give the text and a notice ("" when the encoding was certain).

    Raises:
        BadInput: the bytes are no text.
    """
    for mark, name in MARKS:
        if content.startswith(mark):
            try:
                return content.decode(name), ""
            except UnicodeDecodeError as broken:
                raise no_text() from broken
    head = content[:SAMPLE]
    if len(head.translate(None, CONTROLS)) < len(head) * 0.995:
        raise no_text()
    try:
        return content.decode("utf-8"), ""
    except UnicodeDecodeError:
        return guess_text(content)


def guess_text(content: bytes) -> tuple[str, str]:
    """Decode bytes that are not UTF-8 by the likeliest encoding, and say which."""
    best = from_bytes(content[:SAMPLE]).best()
    name = best.encoding if best else "cp1252"
    text = content.decode(name, errors="replace")
    notice = f"The file is not UTF-8; it was read as {name.replace('_', '-')}."
    if "\ufffd" in text:
        notice += " Some characters could not be read: check them."
    return text, notice


def no_text() -> BadInput:
    """The refusal of a binary file, with the fix."""
    return BadInput(
        "This file is not text. Save the article as .txt, .md or .html and send that.",
        field="file",
    )

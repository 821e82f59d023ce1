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
# Files that begin with readable letters and are no text: PDF, RTF, archives, PostScript.
SIGNATURES = (b"%PDF-", b"{\\rtf", b"PK\x03\x04", b"%!PS", b"GIF8", b"Rar!")
# What newsrooms' old files are in; guessing among all codecs finds mainframes'.
USUAL = (
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    *("iso8859_2", "iso8859_5", "iso8859_7", "koi8_r", "koi8_u", "mac_roman"),
    *("shift_jis", "euc_jp", "gb18030", "big5", "euc_kr", "cp949"),
)
WESTERN = 0.15  # share of bytes above ASCII up to which a text is taken for Western
MOSTLY = 0.001  # share of bytes that may be broken in a file that is UTF-8 otherwise


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
    if content.lstrip()[:8].startswith(SIGNATURES):
        raise no_text()
    head = content[:SAMPLE]
    if len(head.translate(None, CONTROLS)) < len(head) * 0.995:
        raise no_text()
    try:
        return content.decode("utf-8"), ""
    except UnicodeDecodeError:
        return guess_text(content)


def guess_text(content: bytes) -> tuple[str, str]:
    """Decode bytes that are not whole UTF-8 by the likeliest encoding, and say which.

    A file with letters of several bytes and few broken places is UTF-8 with damage. One
    with few bytes above ASCII is Western, Windows-1252; others are guessed at.
    """
    damaged = content.decode("utf-8", errors="replace")
    broken = damaged.count("\ufffd")
    whole = sum(letter > "\x7f" and letter != "\ufffd" for letter in damaged)
    if broken <= max(3, len(content) * MOSTLY) and 0 < whole >= broken:
        return damaged, "Parts of this UTF-8 file are damaged: look for “\ufffd”."
    name = "cp1252"
    if sum(byte > 127 for byte in content) > len(content) * WESTERN:
        best = from_bytes(content[:SAMPLE], cp_isolation=list(USUAL)).best()
        name = best.encoding if best else name
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

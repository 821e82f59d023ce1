"""Bytes to text: which encoding a page is in, whatever it claims."""

import codecs
import re
from collections.abc import Iterator, Mapping

from charset_normalizer import from_bytes

HEAD = 4096
SNIFFED = 32_768
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The WHATWG Encoding Standard: these labels mean their supersets on the web.
SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
# Single-byte encodings of the languages whose accents windows-1252 lacks.
BY_LANGUAGE = {
    **dict.fromkeys(("pl", "cs", "sk", "hu", "ro", "sl", "hr", "bs", "sq"), "cp1250"),
    **dict.fromkeys(("tr", "az"), "cp1254"),
    **dict.fromkeys(("et", "lv", "lt"), "cp1257"),
}
# Those of other alphabets, for pages that say their language and no fitting charset.
BY_ALPHABET = {
    **dict.fromkeys(("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky"), "cp1251"),
    **dict.fromkeys(("ar", "fa", "ur"), "cp1256"),
    "el": "cp1253",
    "he": "cp1255",
    "th": "cp874",
}
# A Cyrillic word in windows-1251: perhaps a capital, then small letters, no Latin beside.
CYRILLIC = re.compile(
    rb"(?<![A-Za-z\x80-\xff])[\xc0-\xff][\xe0-\xff]{2,}(?![A-Za-z\x80-\xff])"
)
HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
META_CHARSET = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
XML_CHARSET = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE
)
LANGUAGE = re.compile(rb"<html[^>]{0,300}?\slang\s*=\s*[\"']?([a-zA-Z]{2})", re.IGNORECASE)


def name_codec(label: str) -> str:
    """The codec for a charset label as browsers read it, "" when it is unknown."""
    try:
        name = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):
        return ""
    return SUPERSETS.get(name, name)


def declared_codecs(body: bytes, headers: Mapping[str, str]) -> Iterator[str]:
    """Codecs the header, then the document itself, say; unknown labels are passed over."""
    if found := HEADER_CHARSET.search(headers.get("content-type", "")):
        yield name_codec(found[1])
    head = body[:HEAD]
    for pattern in (META_CHARSET, XML_CHARSET):
        if inside := pattern.search(head):
            codec = name_codec(inside[1].decode("ascii", "replace"))
            # A document whose ASCII tags were readable is not in a wide encoding.
            yield "utf-8" if codec.startswith("utf-") else codec


def decode_utf8(body: bytes) -> str | None:
    """The text when the body is UTF-8, a few broken bytes or a cut tail forgiven."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
    broken = text.count("�")
    fine = sum(1 for c in text if c > "\x7f") - broken
    return text if broken <= 1 or broken * 4 < fine else None


def guess_codec(body: bytes) -> str:
    """The likeliest codec of bytes that are not UTF-8 and whose label did not fit."""
    sample = body[:SNIFFED]
    if sample.count(0) > len(sample) // 4:
        return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
    high = sum(1 for b in sample if b > 0x7F)
    letters = sum(1 for b in sample if 0x41 <= (b & ~0x20) <= 0x5A)
    language = LANGUAGE.search(body[:HEAD])
    code = language[1].decode("ascii").lower() if language else ""
    if code in BY_ALPHABET:
        return BY_ALPHABET[code]
    if high * 4 < letters:  # mostly Latin letters: a Western text with accents
        return BY_LANGUAGE.get(code, "cp1252")
    best = from_bytes(sample).best()
    codec = best.encoding if best else "cp1252"
    # Small Hebrew letters and points take the places of Cyrillic ones: a capital decides.
    capitals = sum(1 for word in CYRILLIC.findall(sample) if word[0] < 0xE0)
    return "cp1251" if codec == "cp1255" and capitals else codec


def decode_declared(body: bytes, codec: str) -> str | None:
    """The text in the declared codec, None when more than one in 200 does not fit."""
    try:
        return body.decode(codec)
    except UnicodeError:
        text = body.decode(codec, "replace")
    return text if text.count("�") * 200 <= len(text) else None


def decode_body(body: bytes, headers: Mapping[str, str]) -> tuple[str, str]:
    """Return (text, codec): BOM, then header, then meta, then UTF-8, then a guess.

    Never raises; bytes that fit nothing become U+FFFD. A declared single-byte codec yields
    to UTF-8 when the bytes are valid UTF-8 with more than ASCII in them, since that does
    not happen by chance.
    """
    for mark, codec in BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace"), codec
    if body.isascii() and b"\x1b" not in body:
        return body.decode("ascii"), "utf-8"
    wide = body.count(0) * 4 > len(body)
    unicode_text = None if wide else decode_utf8(body)
    for codec in declared_codecs(body, headers):
        western = codec.startswith("cp125") and unicode_text is not None
        if codec and codec != "utf-8" and not western:
            text = decode_declared(body, codec)
            if text is not None:
                return text, codec
    if unicode_text is not None:
        return unicode_text, "utf-8"
    codec = guess_codec(body)
    return body.decode(codec, "replace"), codec

"""The text of a PDF, bounded in pages and characters."""

import io
import logging
import re

from pypdf import PdfReader
from pypdf.errors import PyPdfError

MAX_PAGES = 300
MAX_CHARACTERS = 2_000_000
# What pypdf has been seen to raise on broken files besides its own errors.
BROKEN = (
    PyPdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
    OSError,
)
# pypdf reports each oddity of a file as a warning; the verdict says what matters.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)
PAGE_NUMBER = re.compile(
    r"(?m)^\s*(?:page |- ?)?\d{1,4}(?: of \d+| ?-)?\s*$", re.IGNORECASE
)


def read_pdf(body: bytes) -> tuple[str, str]:
    """Return (title, text), pages joined by newlines; ("", "") when it cannot be read.

    Reads at most 300 pages and 2,000,000 characters. Lines that hold only a page number
    are dropped, so that a passage may run over a page's end.
    """
    pages: list[str] = []
    title = ""
    try:
        reader = PdfReader(io.BytesIO(body), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return "", ""
        title = (reader.metadata.title or "") if reader.metadata else ""
        room = MAX_CHARACTERS
        for number, page in enumerate(reader.pages):
            if number >= MAX_PAGES or room <= 0:
                break
            pages.append(PAGE_NUMBER.sub("", page.extract_text())[:room])
            room -= len(pages[-1])
    except BROKEN:
        pass  # what was read until then is still evidence
    return title.strip(), "\n".join(pages).strip()

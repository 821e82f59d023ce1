"""Opening a .docx: bounds on what it unpacks to, and clear refusals of broken files."""

import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from lxml import etree

from claims.errors import BadInput

MOST_ENTRIES = 2_000
LARGEST_UNPACKED = 60_000_000  # bytes, all entries together
LARGEST_RATIO = 200  # unpacked to packed, of an entry over FREE bytes; text packs to 1/20
FREE = 1_000_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .doc files and encrypted .docx ([MS-CFB] 2.2)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BROKEN = (
    OpcError,
    zipfile.BadZipFile,
    zlib.error,
    etree.LxmlError,
    AttributeError,  # python-docx, for a part without its root element
    KeyError,  # python-docx, for a part that is named and missing
    ValueError,
    NotImplementedError,  # zipfile, for methods it does not know
    RuntimeError,  # zipfile, for entries behind a password
    EOFError,
)


def open_word_file(content: bytes) -> Document:
    """Open a .docx whose unpacked size is bounded by what its directory declares.

    zipfile reads no entry past its declared size, so the directory can be believed.

    Raises:
        BadInput: no .docx, broken, locked by a password, or it unpacks to far too much.
    """
    if content.startswith(OLE):
        raise BadInput(
            "This is an old .doc file, or one locked by a password. Save it as .docx "
            "without a password.",
            field="file",
        )
    try:
        refuse_bomb(content)
        return docx.Document(BytesIO(content))
    except BROKEN as failure:
        raise no_word_file() from failure


def refuse_bomb(content: bytes) -> None:
    """Raise BadInput where the archive would unpack to far more than a document holds."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        entries = archive.infolist()
    dense = any(
        one.file_size > FREE and one.file_size > LARGEST_RATIO * max(one.compress_size, 1)
        for one in entries
    )
    whole = sum(one.file_size for one in entries)
    if dense or whole > LARGEST_UNPACKED or len(entries) > MOST_ENTRIES:
        raise BadInput(
            "This file unpacks to far more than an article. Copy the text into a new "
            "document and send that.",
            field="file",
        )


def no_word_file() -> BadInput:
    """The refusal of a file that is no .docx, with the fix."""
    return BadInput(
        "This is not a .docx file, or it is damaged. Open it in a word processor, save it "
        "as .docx again, or paste the text.",
        field="file",
    )


def read_part(document: Document, kind: str) -> tuple[list[Any], Mapping[str, Any]]:
    """Give the notes of a part and its relations; `kind` is footnotes, endnotes, comments.

    Raises:
        BadInput: the part is there and no XML.
    """
    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(f"/{kind}"):
            continue
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        try:
            root = etree.fromstring(relation.target_part.blob, parser)
        except etree.LxmlError as failure:
            raise no_word_file() from failure
        return list(root), relation.target_part.rels
    return [], {}

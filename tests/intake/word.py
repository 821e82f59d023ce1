"""Word files as tests need them: python-docx, and raw XML where it writes none."""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from types import MappingProxyType

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

NONE: Mapping[str, str] = MappingProxyType({})
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATED = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"


def run(words: str) -> str:
    """A run of words, as XML."""
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def deleted(words: str) -> str:
    """A tracked deletion, as XML."""
    return (
        '<w:del w:id="7" w:author="Ana"><w:r><w:delText xml:space="preserve">'
        f"{words}</w:delText></w:r></w:del>"
    )


def inserted(words: str) -> str:
    """A tracked insertion, as XML."""
    return f'<w:ins w:id="8" w:author="Ana">{run(words)}</w:ins>'


def mark(kind: str, key: int) -> str:
    """The mark of a footnote or endnote, as XML."""
    return f'<w:r><w:{kind}Reference w:id="{key}"/></w:r>'


def add_xml(document, inside: str, *, properties: str = ""):
    """Append a paragraph of this XML."""
    space = f"{SPACE} {RELATED}"
    paragraph = parse_xml(f"<w:p {space}>{properties}{inside}</w:p>")
    document.element.body.insert(len(document.element.body) - 1, paragraph)
    return paragraph


def add_notes(document, kind: str, notes: dict[int, str], urls: Mapping[str, str] = NONE):
    """Give the document footnotes or endnotes: id to the XML of their runs."""
    rows = "".join(
        f'<w:{kind} w:id="{key}"><w:p>{inside}</w:p></w:{kind}>'
        for key, inside in notes.items()
    )
    root = (
        f"<w:{kind}s {SPACE} {RELATED}>"
        f'<w:{kind} w:type="separator" w:id="-1"><w:p/></w:{kind}>{rows}</w:{kind}s>'
    )
    package = document.part.package
    name = PackURI(f"/word/{kind}s.xml")
    part = Part(name, TYPE.format(f"{kind}s"), root.encode(), package)
    for key, url in urls.items():
        part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, url, key, True)
    relation = getattr(RELATIONSHIP_TYPE, f"{kind.upper()}S")
    document.part.relate_to(part, relation)


def link(document, words: str, url: str) -> str:
    """A hyperlink, as XML; registers its address with the document."""
    key = document.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    return f'<w:hyperlink r:id="{key}">{run(words)}</w:hyperlink>'


def save(document) -> bytes:
    """The file's bytes."""
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def swap_entry(content: bytes, name: str, fresh: bytes | None) -> bytes:
    """The same archive with one entry's bytes replaced, added, or (None) left out."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        if fresh is not None:
            new.writestr(name, fresh)
    return out.getvalue()


def new_document():
    """An empty document in the default template."""
    return docx.Document()

"""The article as a Word file: one comment a claim, over exactly its words."""

from io import BytesIO

from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as WordFile
from docx.text.run import Run as WordRun

from claims.galley.sheet import Entry, Sheet, describe_verdict

AUTHOR, INITIALS = "Fact-check desk", "FC"


def write_docx(sheet: Sheet) -> bytes:
    """Give the file: a paragraph a paragraph, comments anchored to the claims' words.

    Reading it back gives the same text: blank lines part paragraphs, other line ends are
    line breaks.
    """
    document = Document()
    document.core_properties.title = sheet.article.title[:255]
    document.core_properties.author = sheet.article.byline[:255]
    document.core_properties.comments = _("Version %(n)s") % {"n": sheet.number}
    runs = write_text(document, sheet)
    for entry in sheet.entries:
        document.add_comment(
            runs[entry.number], text=describe_claim(entry), author=AUTHOR, initials=INITIALS
        )
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def write_text(document: WordFile, sheet: Sheet) -> dict[int, list[WordRun]]:
    """Write the paragraphs; give the first and last run of each claim's words."""
    found: dict[int, list[WordRun]] = {}
    last: WordRun | None = None
    for block in sheet.blocks:
        paragraph = document.add_paragraph()
        if block is sheet.headline:
            paragraph.style = document.styles["Title"]
        for run in block.runs:
            last = paragraph.add_run(run.text)
            for number in run.inside:
                found[number] = [found.get(number, [last])[0], last]
    return found


def describe_claim(entry: Entry) -> str:
    """Give a comment's words, a line each: claim, verdict, sources, queries."""
    lines = [f"{entry.number}. {entry.kind}: {entry.reading}".rstrip(": ")]
    lines.append(entry.state_label)
    if entry.verdict:
        lines.append(describe_verdict(entry))
    lines += [
        f"{one.letter} {one.name} {one.url if one.url != one.name else ''} "
        f"({', '.join(filter(None, (one.stance, one.locator, one.standing)))})"
        for one in entry.cited
    ]
    lines += [f"{_('QUERY')}: {asked}" for asked in entry.queries]
    return "\n".join(lines)

"""The galley sheet as PDF, made without a browser. A4 or US Letter, pages numbered.

The type (Source Serif 4) has Latin, Greek and Cyrillic letters. Others are printed as ¤ and
the sheet says so on its first page; the page's own print has the browser's fonts.
"""

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape  # nosec B406  # writes, parses nothing

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, HRFlowable, Paragraph, SimpleDocTemplate, Spacer

from claims.galley.page import list_legend
from claims.galley.runs import Block, Run
from claims.galley.sheet import Entry, Sheet, describe_verdict, list_risks
from claims.galley.signs import NOT_CLEAR

FONTS = Path(__file__).parent / "fonts"
SERIF, BOLD = "SourceSerif4", "SourceSerif4-SemiBold"
PAPERS = {"a4": A4, "letter": LETTER}
MISSING = "¤"
FIRST_KEPT = 32  # control characters below are layout, not letters
LINES = {
    "solid": 'width="0.8"',
    "double": 'width="0.5" kind="double"',
    "dashed": 'width="0.4" color="#777777"',
    "wavy": 'width="1.6"',
}  # by a run's line; a dotted one has none on paper
TITLE = ParagraphStyle("title", fontName=BOLD, fontSize=18, leading=21, spaceAfter=4)
HEAD = ParagraphStyle(
    "head", fontName=BOLD, fontSize=12, leading=15, spaceBefore=14, spaceAfter=4,
    keepWithNext=1,
)  # fmt: skip
TEXT = ParagraphStyle("text", fontName=SERIF, fontSize=10.5, leading=16, spaceAfter=8)
NOTE = ParagraphStyle("note", fontName=SERIF, fontSize=8.5, leading=11, spaceAfter=2)
CLAIM = ParagraphStyle(
    "claim", parent=NOTE, leftIndent=24, firstLineIndent=-24, spaceBefore=5
)
UNDER = ParagraphStyle("under", parent=NOTE, leftIndent=24)


class NumberedCanvas(Canvas):
    """Writes “page / pages” at the foot of each page once their number is known."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802  # reportlab's name
        """Keep the page; it is written when the last one is known."""
        self._kept.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]  # not in its stubs

    def save(self) -> None:
        """Write every page with its number."""
        for page in self._kept:
            self.__dict__.update(page)
            self.setFont(SERIF, 8)
            width = page["_pagesize"][0]
            foot = f"{page['_pageNumber']} / {len(self._kept)}"
            self.drawRightString(width - 18 * mm, 10 * mm, foot)
            super().showPage()
        super().save()


def write_pdf(sheet: Sheet, *, paper: str = "a4") -> bytes:
    """Give the sheet as PDF; `paper` is a key of PAPERS."""
    letters = load_letters()
    flow = [say_missing(sheet, letters), *lay_out(sheet)]
    out = BytesIO()
    SimpleDocTemplate(
        out, pagesize=PAPERS[paper], title=sheet.article.title, author=sheet.article.byline,
        leftMargin=20 * mm, rightMargin=20 * mm, topMargin=18 * mm, bottomMargin=20 * mm,
        lang=sheet.article.language,
    ).build([part for part in flow if part], canvasmaker=NumberedCanvas)  # fmt: skip
    return out.getvalue()


def load_letters() -> frozenset[int]:
    """Register the type once; give the code points it has."""
    if SERIF not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(SERIF, FONTS / "SourceSerif4-Regular.ttf"))
        pdfmetrics.registerFont(TTFont(BOLD, FONTS / "SourceSerif4-SemiBold.ttf"))
        pdfmetrics.registerFontFamily(SERIF, normal=SERIF, bold=BOLD, italic=SERIF)
    font: Any = pdfmetrics.getFont(SERIF)
    return frozenset(font.face.charToGlyph)


def say_missing(sheet: Sheet, letters: frozenset[int]) -> Paragraph | None:
    """Say that letters of the text are not in this file's type; None where all are."""
    missing = {c for c in sheet.text if ord(c) >= FIRST_KEPT and ord(c) not in letters}
    if not missing:
        return None
    words = ngettext(
        "%(n)s kind of letter in the text is not in this file’s type and is shown as "
        "%(sign)s. Print the galley page itself to have it.",
        "%(n)s kinds of letters in the text are not in this file’s type and are shown as "
        "%(sign)s. Print the galley page itself to have them.",
        len(missing),
    )
    return Paragraph(words % {"n": len(missing), "sign": MISSING}, NOTE)


def lay_out(sheet: Sheet) -> Iterator[Flowable]:
    """Yield the parts of the sheet in order."""
    article, entries = sheet.article, sheet.by_number
    title = sheet.headline
    yield Paragraph(write_words(title, entries) if title else clean(article.title), TITLE)
    when = f"{sheet.at:%Y-%m-%d %H:%M %Z}"
    number = len(sheet.entries)
    claims = ngettext("%(n)s claim", "%(n)s claims", number)
    version = _("Version %(n)s") % {"n": sheet.number}
    about = (article.byline, version, claims % {"n": number})
    said = _("Printed %(when)s for %(who)s") % {"when": when, "who": sheet.by}
    printed = (str(article.get_status_display()), said)
    yield Paragraph(clean(" · ".join(filter(None, (*about, *printed)))), NOTE)
    legend = " &nbsp; ".join(
        f"<b>{mark}</b> {clean(words)}" for mark, _line, words in list_legend()
    )
    unclear = clean(_("does not clear for print"))
    yield Paragraph(f"{legend} &nbsp; <b>{NOT_CLEAR}</b> {unclear}", NOTE)
    yield HRFlowable(width="100%", color="#000000", spaceBefore=3, spaceAfter=8)
    for block in sheet.body:
        yield Paragraph(write_words(block, entries), TEXT)
    yield from lay_entries(_("Claims"), sheet.entries)
    yield from lay_entries(
        _("Orphans: their words are no longer in the text"), sheet.orphans
    )
    yield from lay_waived(sheet)
    yield from lay_signoff(sheet)


def write_words(block: Block, entries: dict[int, Entry]) -> str:
    """Give a paragraph in reportlab's markup."""
    return "".join(write_run(run, entries) for run in block.runs)


def write_run(run: Run, entries: dict[int, Entry]) -> str:
    """Give a run in reportlab's markup, with the keys that stand after it."""
    words = clean(run.text).replace("\n", "<br/>")
    line = LINES.get(entries[run.inside[-1]].line) if run.inside else None
    if line:
        words = f"<u {line}>{words}</u>"
    keys = "".join(clean(entries[number].key) for number in run.ending)
    return f'{words}<super size="7">{keys}</super>' if keys else words


def lay_entries(title: str, entries: Iterable[Entry]) -> Iterator[Flowable]:
    """Yield a heading and each claim; nothing where there are none."""
    for at, one in enumerate(entries):
        if at == 0:
            yield Paragraph(title, HEAD)
        facts = [f"{one.kind}: {one.reading}".rstrip(": "), one.state_label, *one.people]
        facts += [f"⚑ {risk}" for risk in one.risk]
        said = clean(" · ".join(facts).replace("⚑", "§"))
        yield Paragraph(f"<b>{one.number}</b> &nbsp; “{clean(one.words)}” · {said}", CLAIM)
        yield from (Paragraph(clean(line), UNDER) for line in list_lines(one))


def list_lines(one: Entry) -> Iterator[str]:
    """Yield what stands below a claim: verdict, sources, queries."""
    if one.verdict:
        yield describe_verdict(one)
    for cited in one.cited:
        facts = ", ".join(filter(None, (cited.stance, cited.locator, cited.standing)))
        address = cited.url if cited.url != cited.name else ""
        passage = f": “{cited.passage}”" if cited.passage else ""
        yield f"{cited.letter} {cited.name} {address} ({facts}){passage}"
    yield from (f"{_('QUERY')} {asked}" for asked in one.queries)


def lay_waived(sheet: Sheet) -> Iterator[Flowable]:
    """Yield the waived sentences and the legal marks."""
    if sheet.waived:
        yield Paragraph(_("Sentences waived"), HEAD)
    for words, reason in sheet.waived:
        yield Paragraph(clean(f"“{words}” — {reason}"), NOTE)
    risks = list_risks(sheet.entries)
    if risks:
        yield Paragraph(_("Legal marks"), HEAD)
    for risk, numbers in risks:
        yield Paragraph(clean(f"{risk}: {', '.join(map(str, numbers))}"), NOTE)


def lay_signoff(sheet: Sheet) -> Iterator[Flowable]:
    """Yield who cleared which version, and the lines to sign on."""
    yield Paragraph(_("Sign-off"), HEAD)
    for row in sheet.clearances:
        when = f"{row.at:%Y-%m-%d %H:%M}"
        names = {"n": row.version.number, "who": row.by.name, "when": when}
        said = _("Version %(n)s cleared by %(who)s, %(when)s") % names
        if row.override_reason:
            number = len(row.overridden)
            over = ngettext(
                "%(n)s objection overridden", "%(n)s objections overridden", number
            )
            said += f". {over % {'n': number}}: {row.override_reason}"
        yield Paragraph(clean(said), NOTE)
    if not sheet.clearances:
        yield Paragraph(_("Not cleared yet."), NOTE)
    for who in (_("Writer"), _("Checker"), _("Lawyer")):
        yield Spacer(0, 9 * mm)
        yield Paragraph(who, NOTE)
        yield HRFlowable(width="70%", color="#000000", thickness=0.6, hAlign="LEFT")


def clean(words: str) -> str:
    """Give words for reportlab's markup, letters that the type lacks as MISSING."""
    letters = load_letters()
    shown = (c if c == "\n" or ord(c) in letters else MISSING for c in words)
    return escape("".join(shown))

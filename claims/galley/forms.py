"""Every form an article leaves the desk in, by name."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from claims.errors import BadInput
from claims.galley.page import write_html
from claims.galley.pdf import write_pdf
from claims.galley.sheet import Sheet
from claims.galley.tables import write_claims, write_queries
from claims.galley.word import write_docx

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Form:
    """How a form is called, typed, named on disk and written."""

    words: "str | _StrPromise"
    media_type: str
    ending: str
    write: Callable[[Sheet], str | bytes]


FORMS = {
    "pdf": Form(_("PDF, A4"), "application/pdf", "pdf", write_pdf),
    "pdf-letter": Form(
        _("PDF, Letter"),
        "application/pdf",
        "pdf",
        partial(write_pdf, paper="letter"),
    ),
    "html": Form(_("HTML file"), "text/html; charset=utf-8", "html", write_html),
    "docx": Form(_("Word with comments"), WORD, "docx", write_docx),
    "csv": Form(_("CSV of claims"), "text/csv; charset=utf-8", "csv", write_claims),
    "queries": Form(
        _("CSV of open queries"), "text/csv; charset=utf-8", "queries.csv", write_queries
    ),
}


def write_form(sheet: Sheet, name: str) -> tuple[bytes, Form]:
    """Give the file's bytes and its form.

    Raises:
        BadInput: there is no form of that name.
    """
    form = FORMS.get(name)
    if form is None:
        known = ", ".join(FORMS)
        raise BadInput(f"There is no form “{name}”. Known: {known}.", field="format")
    written = form.write(sheet)
    return written.encode() if isinstance(written, str) else written, form


def name_file(sheet: Sheet, form: Form) -> str:
    """Give a file name of ASCII letters that says which article and version it is."""
    return f"{sheet.article.public_id}-v{sheet.number}.{form.ending}"

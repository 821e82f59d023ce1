"""The galley sheet as HTML: a page of the desk, and one file that opens anywhere."""

import base64
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from claims.galley.runs import Block, Run
from claims.galley.sheet import Entry, Sheet, list_risks
from claims.galley.signs import NOT_CLEAR, SIGNS
from claims.models import Claim

STATIC = Path(settings.BASE_DIR) / "static"
FACE = "fonts/desk-serif-latin.woff2"
BLANKS = 3  # empty lines to sign on: writer, checker, lawyer


def describe_sheet(sheet: Sheet) -> dict[str, Any]:
    """Give the template's context."""
    entries = sheet.by_number
    return {
        "sheet": sheet,
        "article": sheet.article,
        "blocks": [
            (write_block(block, entries), [entries[number] for number in block.ending])
            for block in sheet.body
        ],
        "headline": write_block(sheet.headline, entries) if sheet.headline else "",
        "risks": list_risks(sheet.entries),
        "legend": list_legend(),
        "not_clear": NOT_CLEAR,
    }


def list_legend() -> list[tuple[str, str, str]]:
    """Give (sign, line, words) of each state; states that share a sign share a row."""
    rows: dict[tuple[str, str], list[str]] = {}
    for state in Claim.Status:
        if state == Claim.Status.DISMISSED:
            continue
        sign = SIGNS[state]
        rows.setdefault((sign.mark, sign.line), []).append(str(state.label))
    return [(mark, line, ", ".join(words)) for (mark, line), words in rows.items()]


def write_block(block: Block, entries: dict[int, Entry]) -> SafeString:
    """Give one paragraph's words, underlined by state, each number after its last word."""
    html = "".join(write_run(run, entries) for run in block.runs)
    return mark_safe(html)  # noqa: S308  # escaped in write_run  # nosec B308 B703


def write_run(run: Run, entries: dict[int, Entry]) -> str:
    """Give a run with the keys that stand after it; the innermost claim draws the line."""
    html = str(escape(run.text))
    if run.inside:
        entry = entries[run.inside[-1]]
        html = f'<span class="g-words" data-line="{entry.line}">{html}</span>'
    for number in run.ending:
        key = escape(entries[number].key)
        html += f'<sup class="g-key"><a href="#g-{number}">{key}</a></sup>'
    return html


def write_html(sheet: Sheet) -> str:
    """Give the sheet as one HTML file: styles and type inside, no scripts, no addresses
    that are fetched."""
    face = base64.b64encode((STATIC / FACE).read_bytes()).decode()
    context = describe_sheet(sheet) | {
        "css": mark_safe((STATIC / "galley.css").read_text()),  # noqa: S308  # our own file  # nosec B308 B703
        "face": face,
    }
    return render_to_string("galley/file.html", context)

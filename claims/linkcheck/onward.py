"""Where a document sends its reader on: meta refresh, Refresh header, bare script."""

import re
from collections.abc import Mapping
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from claims.linkcheck.charset import decode_body
from claims.linkcheck.html_text import read_texts

MAX_DELAY_S = 15
HEAD = 65_536
LONGEST_CODE = 2000  # characters: more is a program, not a signpost
REFRESH = re.compile(
    r"^\s*(\d*)\.?\d*\s*(?:[;,]|\s)\s*(?:url\s*=\s*)?(?:\"([^\"]*)|'([^']*)|(\S.*))",
    re.IGNORECASE | re.DOTALL,
)
MOVES = re.compile(
    r"(?:window|document|self|top|parent)?\.?\blocation(?:\.href)?\s*"
    r"(?:=|\.(?:replace|assign)\s*\()\s*(\"([^\"\\\s]{1,2000})\"|'([^'\\\s]{1,2000})')"
)
CONDITION = re.compile(r"\b(?:if|function|addEventListener|=>|\?)\b|=>|\?[^\"']*:")


def parse_refresh(value: str) -> str | None:
    """The target of a refresh value, None for a plain reload or a delay over 15 s."""
    found = REFRESH.match(value)
    if found is None or int(found[1] or 0) > MAX_DELAY_S:
        return None
    target = next((part for part in found.groups()[1:] if part), "").strip()
    return target or None


def find_onward(body: bytes, headers: Mapping[str, str]) -> tuple[str, str] | None:
    """Return (how, target) where how is header, meta or script; None when it stays.

    The target is as written, resolved against the document's <base> only: join it with
    the document's own URL. A script counts only on a page that shows next to nothing and
    when the move is its unconditional, first-level statement.
    """
    if target := parse_refresh(headers.get("refresh", "")):
        return "header", target
    head = body[:HEAD]
    lowered = head.lower()
    if b"refresh" not in lowered and b"location" not in lowered:
        return None
    tree = LexborHTMLParser(decode_body(head, headers)[0])
    return find_meta(tree) or find_script(tree)


def find_refresh(body: bytes, headers: Mapping[str, str]) -> str | None:
    """The target of `find_onward`, whatever the means."""
    onward = find_onward(body, headers)
    return onward[1] if onward else None


def resolve_base(tree: LexborHTMLParser, target: str) -> str:
    base = tree.css_first("base[href]")
    href = base.attributes.get("href") if base is not None else None
    try:
        return urljoin(href, target) if href else target
    except ValueError:
        return target


def is_inside(node: LexborNode, tag: str) -> bool:
    above = node.parent
    while above is not None and above.tag != tag:
        above = above.parent
    return above is not None


def find_meta(tree: LexborHTMLParser) -> tuple[str, str] | None:
    """A meta refresh, except one that only readers without scripts would follow."""
    for node in tree.css('meta[http-equiv="refresh" i][content]'):
        target = parse_refresh(node.attributes.get("content") or "")
        if target and not is_inside(node, "noscript"):
            return "meta", resolve_base(tree, target)
    return None


def find_script(tree: LexborHTMLParser) -> tuple[str, str] | None:
    """A script's unconditional move, on a page that shows next to nothing."""
    code = "\n".join(node.text() for node in tree.css("script:not([src])"))
    moves = MOVES.search(code) if len(code) <= LONGEST_CODE else None
    if moves is None or CONDITION.search(code[: moves.start()]):
        return None
    shown = read_texts(tree.body, "").full if tree.body is not None else ""
    return (
        None if len(shown) > 200 else ("script", resolve_base(tree, moves[2] or moves[3]))
    )

"""HTML and Markdown to text with its links; the main text of a page by trafilatura."""

import re
from collections.abc import Iterator
from datetime import date

import lxml.html
import trafilatura
from lxml import etree
from markdown_it import MarkdownIt
from trafilatura.settings import Document

from claims.intake.reading import Reading, join_pieces

SPACES = re.compile(r"\s+")
BLOCKS = frozenset(
    "p head h1 h2 h3 h4 h5 h6 item li quote blockquote list ul ol table tr row div section "
    "article main figure figcaption pre code hr dl dt dd body address aside header".split()
)
BREAKS = frozenset({"lb", "br"})
LINKS = frozenset({"ref", "a"})
HIDDEN = frozenset(
    "script style template noscript title meta link svg iframe nav footer form button "
    "select textarea".split()
) | {etree.Comment, etree.ProcessingInstruction, etree.Entity}
SHORTEST_MAIN_TEXT = 40


def read_page_html(html: str, *, url: str = "") -> Reading:
    """Read a web page: main text, title, date and byline as the page gives them."""
    page = trafilatura.bare_extraction(
        html, url=url or None, include_links=True, with_metadata=True, favor_recall=True
    )
    if not isinstance(page, Document):
        return read_whole_html(html)
    text, links = join_pieces(read_words(page.body))
    if len(text) < SHORTEST_MAIN_TEXT:
        return read_whole_html(html, title=page.title or "")
    return Reading(
        text=text,
        title=page.title or "",
        byline=page.author or "",
        published_on=read_day(page.date),
        links=links,
        input_format="html",
        source_url=url,
        language=(page.language or "")[:2],
    )


def read_whole_html(html: str, *, title: str = "") -> Reading:
    """Read every visible word of `html`; for fragments and pages without a main text."""
    if not html.strip():
        return Reading(text="", input_format="html")
    parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(html, parser=parser)
    except (etree.ParserError, ValueError):
        return Reading(text="", input_format="html")
    body = tree.find("body")
    text, links = join_pieces(read_words(body if body is not None else tree))
    found = title or (tree.findtext(".//title") or "").strip()
    return Reading(text=text, title=found, links=links, input_format="html")


def read_markdown(text: str) -> Reading:
    """Read CommonMark; a first heading becomes the title and stays in the text."""
    html = MarkdownIt("commonmark").enable("table").render(text)
    reading = read_whole_html(f"<body>{html}</body>")
    reading.input_format = "markdown"
    reading.title = find_heading(html)
    return reading


def find_heading(html: str) -> str:
    """Give the words of the first h1 as the text has them, "" without one."""
    heading = lxml.html.fragment_fromstring(html, create_parent="body").find(".//h1")
    if heading is None:
        return ""
    heading.tail = None
    return " ".join(join_pieces(read_words(heading))[0].split())


def read_words(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield `walk_tree`'s pieces with one space where a browser shows one (CSS Text 3)."""
    last = "\n"
    for words, url in walk_tree(root):
        shown = words[1:] if words.startswith(" ") and last.isspace() else words
        if shown:
            last = shown[-1]
            yield shown, url


def walk_tree(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield (words, url or "") in reading order; blocks are parted by blank lines.

    Uses a stack, not recursion: a page may nest thousands deep.
    """
    stack: list[tuple[str, etree._Element, str]] = [("open", root, "")]
    while stack:
        step, node, url = stack.pop()
        if step == "close":
            yield "\n\n", ""
        elif step == "tail":
            yield SPACES.sub(" ", node.tail or ""), url
        elif node.tag not in HIDDEN:
            inside = find_target(node) or url
            yield from open_node(node, inside)
            if node.tag in BLOCKS:
                stack.append(("close", node, ""))
            for child in reversed(node):
                stack += [("tail", child, inside), ("open", child, inside)]


def find_target(node: etree._Element) -> str:
    """Give where a link leads ("" for anything else); trafilatura writes `target`."""
    return (node.get("target") or node.get("href") or "") if node.tag in LINKS else ""


def open_node(node: etree._Element, url: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before a node's first child."""
    if node.tag in BLOCKS:
        yield "\n\n", ""
    if node.tag in BREAKS:
        yield "\n", ""
    if node.text:
        yield SPACES.sub(" ", node.text), url


def read_day(text: str | None) -> date | None:
    """Give the day of an ISO date, or None."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None

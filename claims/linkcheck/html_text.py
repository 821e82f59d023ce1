"""The text of an HTML document: all that is visible, and the main text within it."""

import re
from collections import Counter
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

# Unicode noncharacters: no page holds them, and str.strip() lets them be.
BLOCK, LINK_IN, LINK_OUT, CELL = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
CUT, VEIL, NOISE = ("\ufdd4", "\ufdd5"), ("\ufdd6", "\ufdd7"), ("\ufdd8", "\ufdd9")
Ends = dict[int, tuple[int, int]]
NOISE_MARKS = re.compile(f"[{NOISE[0]}{NOISE[1]}]")
BLOCKS = (
    "address,article,aside,blockquote,body,br,caption,dd,details,dialog,div,dl,dt,"
    "fieldset,figcaption,figure,footer,form,h1,h2,h3,h4,h5,h6,header,hr,legend,li,main,"
    "nav,ol,option,p,pre,section,summary,table,tbody,tfoot,thead,tr,ul,noscript,center"
)
UNSEEN = (
    "script,style,svg,iframe,object,embed,select,textarea,datalist,rt,rp,del,s,strike,"
    "head,audio,video,canvas,map,template,noscript"
)
HIDDEN = (
    "[hidden]:not([hidden='until-found']),[style*='display:none' i],"
    "[style*='display: none' i],[aria-hidden='true']:not(img)"
)
CHROME = (
    "nav,footer,aside,form,button,dialog,menu,[role=navigation],[role=banner],"
    "[role=contentinfo],[role=complementary],[role=search],[role=dialog],[role=alert],"
    "[role=status],[role=timer],[aria-live],[aria-modal],time"
)
NOISE_NAME = re.compile(
    r"(?:^|[\s_-])(?:ads?|advert\w*|banner|breadcrumbs?|byline|comments?|consent|cookies?|"
    r"counter|date|dateline|disqus|gdpr|latest|modal|more|most|nav\w*|newsletter|outbrain|"
    r"overlay|popular|popup|promo\w*|recirc\w*|recommend\w*|related|share|sharing|sidebar|"
    r"social|sponsor\w*|subscribe|taboola|tags?|teasers?|ticker|timestamp|toast|toolbar|"
    r"trending|views|visitors?|weather|widgets?)(?:$|[\s_-])",
    re.IGNORECASE,
)
HIDING = re.compile(r"([.#][\w-]+)\s*\{[^{}]*\bdisplay\s*:\s*none\b[^{}]*\}", re.IGNORECASE)
SPACE = re.compile(r"[ \t\n\r\f\v\xa0\u2000-\u200a\u202f\u205f\u3000]+")
LINKED = re.compile(f"{LINK_IN}[^{LINK_OUT}{BLOCK}]*{LINK_OUT}?")
FOOTNOTE = re.compile(
    r"\s*\[?\s*(?:\d{1,3}|[a-z]|note \d+|citation needed)\s*\]?\s*", re.IGNORECASE
)
STOPS = tuple(".!?…。！？؟।:;\"'”»’)")

CELLS = re.compile(f" ?{CELL} ?(?:{CELL} ?)*")
ONLY_MARKS = LINK_IN + LINK_OUT + " "


@dataclass(frozen=True, slots=True)
class Texts:
    """`full`: every visible line. `main`: the article's lines. `linked`: share of `full`
    that is link text, 0 to 1. Lines are joined by "\\n", spaces within them are single."""

    full: str
    main: str
    linked: float


def find_hiding_rules(styles: str) -> str:
    """Class and id selectors that a document's own style sheet hides, joined by commas.

    Sheets with @-rules are left alone: what they hide depends on the reader's device.
    """
    return "" if "@" in styles else ",".join(HIDING.findall(styles)[:50])


def mark_span(node: LexborNode, pair: tuple[str, str]) -> None:
    """Put a pair of marks around a node. Nothing is cut from the tree: nodes that are found
    twice, or lie within each other, would then be used after they were freed."""
    node.insert_before(pair[0])
    node.insert_after(pair[1])


def match_spans(parts: list[str], pair: tuple[str, str]) -> tuple[Ends, int]:
    """By the index of each opening mark, its closing mark's and the span's length; then
    the length of all. Marks without a partner are left out."""
    opened: list[tuple[int, int]] = []
    ends: Ends = {}
    at = 0
    for index, part in enumerate(parts):
        if part == pair[0]:
            opened.append((index, at))
        elif part != pair[1]:
            at += len(part)
        elif opened:
            first, began = opened.pop()
            ends[first] = index, at - began
    return ends, at


def cut_spans(text: str, pair: tuple[str, str], *, limit: float = 1.0) -> str:
    """Text without the marked spans, however nested, and without the marks.

    A span longer than `limit` of the whole text is kept, but not the spans within it.
    """
    if pair[0] not in text:
        return text
    parts = re.split(f"([{pair[0]}{pair[1]}])", text)
    ends, total = match_spans(parts, pair)
    kept: list[str] = []
    index = 0
    while index < len(parts):
        end, size = ends.get(index, (0, total + 1))
        if size <= total * limit:
            index = end
        elif parts[index] not in pair:
            kept.append(parts[index])
        index += 1
    return "".join(kept)


def mark_raised(root: LexborNode) -> None:
    """Cut footnote marks; write other raised figures as ^n, so that 10³ is not 103."""
    for node in root.css("sup"):
        text = node.text()
        attributes = node.attributes
        named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
        points = node.css_first("a") is not None or "ref" in named or "note" in named
        if FOOTNOTE.fullmatch(text) and (points or "[" in text):
            mark_span(node, CUT)
        elif text.strip().isdigit():
            node.insert_before("^")


def mark_blocks(root: LexborNode) -> None:
    for node in root.css(BLOCKS):
        mark_span(node, (BLOCK, BLOCK))
    for node in root.css("td,th"):
        node.insert_after(CELL)
    for node in root.css("a"):
        mark_span(node, (LINK_IN, LINK_OUT))


def split_lines(marked: str) -> list[str]:
    """Blocks of marked text as single-spaced lines, links still marked, blanks dropped.

    A tab parts the cells of a table's row.
    """
    parts = CELLS.sub("\t", SPACE.sub(" ", marked)).split(BLOCK)
    lines = [part.strip() for part in parts if part and part != " "]
    return [line for line in lines if line.strip(ONLY_MARKS)]


def strip_marks(line: str) -> str:
    return line.replace(LINK_IN, "").replace(LINK_OUT, "").strip()


def mark_noise(root: LexborNode) -> None:
    """Mark navigation, notices, advertisements and widgets, as told by element and name."""
    for node in root.css(CHROME):
        mark_span(node, NOISE)
    for node in root.css("[class],[id]"):
        attributes = node.attributes
        named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        if NOISE_NAME.search(named):
            mark_span(node, NOISE)


def is_prose(line: str) -> bool:
    """Whether a marked line reads as text: mostly not links, and long or a sentence."""
    plain = strip_marks(line)
    if LINK_IN in line and len(LINKED.sub("", line).strip()) * 2 < len(plain):
        return False
    return len(plain) >= 60 or (len(plain) >= 12 and plain.endswith(STOPS))


def choose_main(lines: list[str]) -> str:
    """The article's lines by density: prose, and short unlinked lines between prose.

    A line that stands there three times or more is a teaser, not the article.
    """
    times = Counter(lines)
    kept: list[str] = []
    waiting: list[str] = []
    for line in lines:
        plain = strip_marks(line)
        if times[line] >= 3:
            continue
        if is_prose(line):
            kept += waiting if kept and len(waiting) <= 6 else []
            kept.append(plain)
            waiting = []
        elif LINK_IN not in line:
            waiting.append(plain)
    if sum(len(line) for line in kept) >= 200:
        return "\n".join(kept)
    # Notices, lists and tables have no prose: all that is not a link is the article.
    return "\n".join(
        strip_marks(line)
        for line in lines
        if times[line] < 3 and len(LINKED.sub("", line).strip()) * 2 >= len(line)
    )


def read_texts(body: LexborNode, source: str, styles: str = "") -> Texts:
    """Texts of a body element, which is marked on the way and no longer fit for reading.

    `source` is the document in lower case: what it does not name need not be looked for;
    `styles` is its own style sheet.
    """
    for node in body.css(UNSEEN):
        mark_span(node, CUT)
    if "hidden" in source or "display" in source:
        rules = find_hiding_rules(styles)
        for node in body.css(f"{HIDDEN},{rules}" if rules else HIDDEN):
            mark_span(node, VEIL)
    if "<sup" in source:
        mark_raised(body)
    mark_blocks(body)
    mark_noise(body)
    # What is hidden and yet half of the page, a script would have shown.
    seen = cut_spans(cut_spans(body.text(), CUT), VEIL, limit=0.5)
    lines = split_lines(NOISE_MARKS.sub("", seen))
    full = "\n".join(map(strip_marks, lines))
    outside = sum(len(LINKED.sub("", line) if LINK_IN in line else line) for line in lines)
    if NOISE[0] in seen:
        lines = split_lines(cut_spans(seen, NOISE, limit=0.5))
    main = choose_main(lines)
    linked = 1 - outside / len(full) if full else 0.0
    return Texts(full=full, main=main, linked=max(0.0, min(1.0, linked)))

"""The text of an HTML document: all that is visible, and the main text within it."""

import re
from collections import Counter
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

# Unicode noncharacters: no page holds them, and str.strip() lets them be.
BLOCK, LINK_IN, LINK_OUT, CELL = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
BLOCKS = (
    "address,article,aside,blockquote,body,br,caption,dd,details,dialog,div,dl,dt,"
    "fieldset,figcaption,figure,footer,form,h1,h2,h3,h4,h5,h6,header,hr,legend,li,main,"
    "nav,ol,option,p,pre,section,summary,table,tbody,tfoot,thead,tr,ul,noscript,center"
)
UNSEEN = (
    "script,style,svg,iframe,object,embed,select,textarea,datalist,rt,rp,del,s,strike,"
    "head,audio,video,canvas,map,template"
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


def drop_all(root: LexborNode | LexborHTMLParser, selector: str) -> None:
    for node in root.css(selector):
        node.decompose()


def find_hiding_rules(styles: str) -> str:
    """Class and id selectors that a document's own style sheet hides, joined by commas.

    Sheets with @-rules are left alone: what they hide depends on the reader's device.
    """
    return "" if "@" in styles else ",".join(HIDING.findall(styles)[:50])


def drop_hidden(root: LexborNode, rules: str) -> None:
    """Drop what a reader cannot see, unless that is nearly the whole page: then a script
    would have shown it."""
    hidden = root.css(f"{HIDDEN},{rules}" if rules else HIDDEN)
    if not hidden:
        return
    total = len(root.text())
    unseen = sum(len(node.text()) for node in hidden)
    if unseen * 2 < total:
        for node in hidden:
            node.decompose()


def mark_raised(root: LexborNode) -> None:
    """Drop footnote marks; write other raised figures as ^n, so that 10³ is not 103."""
    for node in root.css("sup"):
        text = node.text()
        attributes = node.attributes
        named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
        points = node.css_first("a") is not None or "ref" in named or "note" in named
        if FOOTNOTE.fullmatch(text) and (points or "[" in text):
            node.decompose()
        elif text.strip().isdigit():
            node.insert_before("^")


def mark_blocks(root: LexborNode) -> None:
    for node in root.css(BLOCKS):
        node.insert_before(BLOCK)
        node.insert_after(BLOCK)
    for node in root.css("td,th"):
        node.insert_after(CELL)
    for node in root.css("a"):
        node.insert_before(LINK_IN)
        node.insert_after(LINK_OUT)


def split_lines(marked: str) -> list[str]:
    """Blocks of marked text as single-spaced lines, links still marked, blanks dropped.

    A tab parts the cells of a table's row.
    """
    parts = CELLS.sub("\t", SPACE.sub(" ", marked)).split(BLOCK)
    lines = [part.strip() for part in parts if part and part != " "]
    return [line for line in lines if line.strip(ONLY_MARKS)]


def strip_marks(line: str) -> str:
    return line.replace(LINK_IN, "").replace(LINK_OUT, "").strip()


def drop_noise(root: LexborNode) -> bool:
    """Drop navigation, notices, advertisements and widgets, as told by element and name.

    A node that holds most of the page is kept whatever it is called. True when any went.
    """
    total = len(root.text())
    dropped = False
    for node in root.css(CHROME):
        if len(node.text()) * 2 <= total:
            node.decompose()
            dropped = True
    for node in root.css("[class],[id]"):
        attributes = node.attributes
        named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        if NOISE_NAME.search(named) and len(node.text()) * 2 <= total:
            node.decompose()
            dropped = True
    return dropped


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
    """Texts of a body element. The element is consumed: it is cut and marked on the way.

    `source` is the document in lower case: what it does not name need not be looked for;
    `styles` is its own style sheet.
    """
    rules = find_hiding_rules(styles) if "display" in styles else ""
    drop_all(body, UNSEEN)
    if "hidden" in source or "display" in source:
        drop_hidden(body, rules)
    if "<sup" in source:
        mark_raised(body)
    mark_blocks(body)
    lines = split_lines(body.text())
    full = "\n".join(map(strip_marks, lines))
    outside = sum(len(LINKED.sub("", line) if LINK_IN in line else line) for line in lines)
    if drop_noise(body):
        lines = split_lines(body.text())
    main = choose_main(lines)
    linked = 1 - outside / len(full) if full else 0.0
    return Texts(full=full, main=main, linked=max(0.0, min(1.0, linked)))

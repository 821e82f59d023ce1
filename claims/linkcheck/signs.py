"""What a page's title and first lines say about itself: missing, walled, parked, broken."""

import re
from dataclasses import dataclass, field

from claims.linkcheck.notices import THIN, find_notices, is_offer
from claims.linkcheck.page import Page
from claims.linkcheck.phrases import Phrase, find_phrases, fold_words, split_sentences

LEAD = 2500  # code points of visible text that are read for signs
LITTLE = 220  # code points of prose that a notice and its good wishes take up
THIN_MISSING = 150  # beyond that, "page" and "moved" may belong to different matters
TERSE = 500  # with more prose than this, only whole phrases are notices
LONG = 1500  # with more prose than this, a page's first lines say nothing about it
SEPARATORS = re.compile(
    r"\s+[-\u2013\u2014|/~]+\s+|[|\u00b7\u2022\u00bb\u00ab\u2039\u203a]"
)
FILLERS = frozenset(
    {"404", "410", "error", "errors", "http", "status", "code", "oops", "ooops", "sorry"}
    | {"whoops", "uh", "oh", "the"}
)
MESSAGE_KEYS = frozenset(
    {"error", "errors", "message", "detail", "status", "code", "reason"}
)
QUOTED = re.compile(
    r"[\u201c\u201e\u00ab\"][^\u201d\u201c\u00bb\"]{3,200}[\u201d\u201c\u00bb\"]"
)
# A figure, an amount or a date: what reports hold and notices do not, codes and ages apart.
FIGURE = re.compile(
    r"(?<![\w#=-])(?!(?:0|4\d\d|5\d\d|18|21)\b)\d[\d.,:\u00a0\u202f]*(?![\w-]*[a-f]\d)"
    r"|[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u767e\u5343\u3007]{2,}"
    r"|[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]\s?[\u5e74\u6708\u65e5]"
)
# Two figures well apart, not one date: such a sentence reports, whatever its words.
REPORT = re.compile(f"(?:{FIGURE.pattern}).{{12,}}(?:{FIGURE.pattern})", re.DOTALL)


@dataclass(slots=True)
class Signs:
    """`titles`: by kind, the share of a title or heading that is such a phrase, 0 to 1.

    `shares`: by kind, the share of the prose in sentences with such a phrase, 0 to 1.
    `prose` is the length of the main text in code points, links left out.
    `ends`: the kinds of notice among the last three sentences of the main text.
    `thin`: the kinds of notice that a page of few words and no figures gives as a whole.
    `facts`: how many sentences of it hold a figure and give no notice.
    """

    prose: int
    facts: int = 0
    thin: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()
    titles: dict[str, float] = field(default_factory=dict)
    shares: dict[str, float] = field(default_factory=dict)

    def says(self, kind: str, *, title: float = 2.0, share: float = 2.0) -> bool:
        """Whether title or text speaks of `kind` at least as much as asked.

        A page that goes on to report figures is about its title: then its text must say
        so as well.
        """
        said = self.shares.get(kind, 0.0)
        titled = self.titles.get(kind, 0.0)
        if self.facts >= 2 and (titled < 0.95 or said < 0.1):
            titled = 0.0
        return titled >= title or said >= share


def measure_titles(page: Page) -> dict[str, float]:
    """By kind, how much of the page's title or first heading is a tell-tale phrase.

    On a page of few words a heading that gives a notice in its own words counts as 0.6.
    """
    titles: dict[str, float] = {}
    little = len(page.main) < LITTLE
    segments = {*SEPARATORS.split(page.title), *SEPARATORS.split(page.h1), page.title}
    if page.kind != "html" and len(page.text) < 400:
        segments |= set(read_messages(page))
    for segment in segments:
        if not segment.strip() or len(segment) > 200:
            continue
        folded = fold_words(segment)
        words = [word for word in folded.split() if word not in FILLERS]
        if not words and folded and ("404" in folded or "410" in folded):
            titles["missing"] = 1.0
        length = len(" ".join(words)) or len(folded)
        phrases = find_phrases(folded)
        own = find_notices(folded) if little and not FIGURE.search(segment) else ()
        titles.update({kind: max(0.6, titles.get(kind, 0.0)) for kind in own})
        if len(words) <= 6 and "perhaps" in name_kinds(phrases):
            titles["perhaps"] = 1.0
        for phrase in phrases:
            if phrase.role == "title":
                share = min(1.0, len(phrase.words) / max(length, 1))
                titles[phrase.kind] = max(titles.get(phrase.kind, 0.0), share)
    return titles


def read_messages(page: Page) -> list[str]:
    """What a short plain text says, or a short JSON answer under a key for messages."""
    lines = page.text.split("\n")
    if page.kind != "json":
        return lines
    pairs = (line.partition(": ") for line in lines)
    return [said for key, _, said in pairs if key.lower() in MESSAGE_KEYS]


def name_kinds(phrases: list[Phrase]) -> set[str]:
    """The kinds that one sentence's phrases speak of.

    A missing page is spoken of by a whole phrase, or by a noun and its end in one language;
    by a noun and a weak end only "perhaps".
    """
    kinds = {phrase.kind for phrase in phrases if phrase.role == "body"}
    nouns = {phrase.lang for phrase in phrases if phrase.role == "noun"}
    if nouns & {phrase.lang for phrase in phrases if phrase.role == "gone"}:
        kinds |= {"missing"}
    if nouns & {phrase.lang for phrase in phrases if phrase.role in {"gone", "weak"}}:
        kinds |= {"perhaps"}
    return kinds


def name_notices(sentence: str, *, terse: bool) -> set[str]:
    """The kinds of notice that one sentence gives.

    Words in quotation marks are another's, and do not count; nor do long sentences. One
    with a figure in it reports, unless it holds a whole phrase.
    """
    if len(sentence) > 300:
        return set()
    plain = QUOTED.sub(" ", sentence)
    folded = fold_words(plain)
    kinds = name_kinds(find_phrases(folded))
    if REPORT.search(plain):
        return kinds - {"missing", "perhaps"}
    if terse and not FIGURE.search(plain):
        kinds |= find_notices(folded)
    return kinds


def measure_sentences(text: str, *, prose: int) -> dict[str, float]:
    """By kind, the share of `prose` code points in sentences that speak of it."""
    said: dict[str, int] = {}
    total = 0
    terse = prose < TERSE
    if not terse and not has_phrases(text):
        return {}
    for sentence in split_sentences(text):
        total += len(sentence)
        for kind in name_notices(sentence, terse=terse):
            said[kind] = said.get(kind, 0) + len(sentence)
    whole = max(min(prose, total), 1)
    return {kind: min(1.0, length / whole) for kind, length in said.items()}


def has_phrases(text: str) -> bool:
    roles = {"body", "gone", "weak"}
    return any(phrase.role in roles for phrase in find_phrases(fold_words(text)))


def read_course(signs: Signs, main: str, title: str) -> None:
    """Fills in what a short text reports, and how it ends."""
    sentences = [s for s in split_sentences(main) if len(s.strip()) > 1]
    named = [name_notices(sentence, terse=True) for sentence in sentences]
    signs.ends = frozenset().union(*named[-3:])
    if is_offer(fold_words(" ".join(sentences[-3:]))):
        signs.ends |= {"paywall"}
    whole = QUOTED.sub(" ", f"{main}\n{title}")
    if signs.prose < LITTLE:
        kinds = find_notices(fold_words(whole), THIN)
        kinds -= {"missing"} if signs.prose > THIN_MISSING else set()
        # Consent walls count their partners; every other figure makes a report.
        signs.thin = frozenset(kinds & {"consent"} if FIGURE.search(whole) else kinds)
    signs.facts = sum(
        1
        for sentence, kinds in zip(sentences, named, strict=True)
        if len(sentence) >= 12 and kinds <= {"perhaps"} and FIGURE.search(sentence)
    )


def read_signs(page: Page) -> Signs:
    """The signs of an HTML or text page; long prose speaks by its title alone."""
    if isinstance(page.signs, Signs):
        return page.signs
    signs = page.signs = Signs(prose=len(page.main))
    if page.kind in {"html", "text", "json"}:
        signs.titles = measure_titles(page)
        lead = page.text[:LEAD] if signs.prose < LONG else page.main[:400]
        if len(page.text) < 60:
            lead = f"{page.title}\n{lead}\n{page.noscript}"
        if page.h1 and signs.prose >= LITTLE:
            lead = lead.replace(page.h1, " ", 1)  # it has had its say as a title
        signs.shares = measure_sentences(lead, prose=signs.prose)
        if signs.prose < TERSE:
            read_course(signs, page.main, page.title)
    return signs

"""Numbers that are names, ages, scores or multiples: what no number rule may read."""

import re
from collections.abc import Iterator
from functools import lru_cache

from claims.extraction.found import Draft
from claims.extraction.numbers.language import DATA

# Every pattern starts with one fixed character or class, so that a scan stays cheap; what
# must not stand before the first digit is asked right after it.
IDENTIFIERS = re.compile(
    r"\d(?<![\w$£€¥.,-]\d)(?:"
    r"\d{2}[-.]\d{3}[-.]\d{4}(?:[ ]?(?:[xX]|ext\.?)[ ]?\d{1,6})?\b"  # 201-555-0117
    r"|(?<=1)-\d{3}-[\w-]{7,9}\b"  # 1-800-555-0199
    r"|\d{2}-\d{4}\b(?![-\d])"  # 555-0142
    r"|(?<=0)\d{2,5}[ -]\d{3,8}(?:[ -]\d{3,6})?\b|(?<=0)\d{5,14}\b"  # 0161 123 4567
    r"|\d{1,4}(?:[ ]\d{3,4}){2,3}\b(?![ ](?:\w+)?(?:people|euro))"  # 3600 0000 0000
    r"|(?!\d{3}-\d\d?-\d\d?\b|\d?-\d\d?-(?:\d\d){1,2}\b)\d{0,5}(?:-\d{1,8}){2,8}\b"
    r")"
)
MIXED = re.compile(
    r"\d(?<!\w\d)(?:"
    r"\d{0,3}[A-Z]{2,4}\d{1,5}\b"  # plates: 7XKD219
    r"|\d{0,2}(?:\.\d{1,2})?[ -]?(?:calib(?:er|re)|gauge|pounder)\b"
    r"|\d{0,2}(?:\.\d{1,2})?[ -]?mm(?=(?:[ -][\w-]{1,16}){0,2}[ ](?:howitzers?"
    r"|shells?|artillery|guns?"
    r"|rounds?|cannons?|mortars?|ammunition|rifles?|pistols?|handguns?|projectiles?"
    r"|lens(?:es)?|cameras?"
    r"|machine|cartridges?|bullets?|film|rockets?|weapons?|munitions?|calibre"
    r"|caliber|barrels?|submachine)\b)"
    r"|\d{0,2}(?:[ -](?:to|and|or)[ -]\d{1,3}|[-–]\d{1,3})?[- ](?:year|month|week"
    r"|day)s?[- ]olds?\b"
    r"|\d{0,2}[ ]?(?:yo\b|y/o\b|(?:years|months|weeks) of age\b)"
    r"|\d{0,2}(?:\.\d)?x\b(?![ ]?\d)"
    r"|[\d.,]{0,8}(?:[ -](?:hundred|thousand|million))?[ -](?:times"
    r"|fold)\b(?![ -](?:zone|slot|limit))"
    r"|\d?[- ](?:out of|in)[- ](?:every )?(?:[2-9]|10|20|100|1,000)\b(?=[ ](?!days"
    r"|hours|years|minutes)[a-z])"
    r"|[\d.,]{0,8}[ ](?:to|against|per)[ ]the[ ](?:US[ ]|U\.S\.[ ])?(?:dollar|euro"
    r"|pound|yen|rou?ble|yuan)\b"
    r"|\d{0,2}(?:\.\d{1,9})?°[ ]?\d{1,2}[′'][^ ]{0,12}(?:[ ]?[NSEW]\b)?"
    r"|\d{0,2}(?:\.\d{1,9})?°?[ ]?(?:degrees[ ])?(?:[NSEW]\b|(?:north|south|east"
    r"|west)\b(?![ ]of))"
    r"(?:,?[ ](?:latitude|longitude))?"
    r"|\d{0,2}\.\d{4,12}\b(?![ ]?%)"
    r"|\d{3}[ -](?:model|edition|vintage)\b"
    r"|[47](?:/7|-7)\b"
    r")"
)
TALLY = re.compile(
    r"\d(?<![\w$£€¥.,–-]\d)\d{0,2}[-–](?:\d{1,3}[-–])?\d{1,3}(?![\w%°]|[-.,]\d)"
)
TALLY_AFTER = re.compile(
    r"[ ](?:win|victory|defeat|loss|draw|votes?|decision|lead|aggregate|margin"
    r"|majority|ruling|in favou?r"
    r"|against|thrashing|tie|down|up|on\b|over\b|record|to[ ]|after|along|by\b"
    r"|in[ ]the|with|opinion|split)"
    r"|[.;,)”\"]|$"
)
TALLY_BEFORE = re.compile(
    r"\b(?:won|lost|beat|beaten|win|lose|led|leading|leads|trail\w*|drew|finished"
    r"|ahead|scored?|tied|voted?"
    r"|passed|approved|rejected|defeated|by|score|vote|draw|final)(?:[ ][\w’'-]+){0,3}[ ]$",
    re.IGNORECASE,
)
MONTH = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,7}\.?[ ]$")
SUFFIXED = re.compile(
    r"(?:times|fold|years?[- ]olds?|months?[- ]olds?|weeks?[- ]olds?"
    r"|years of age)\b(?![ ]zone)"
)
LED = (
    re.compile(r"http[^\s<>\"”]{3,2000}"),
    re.compile(r"www\.[^\s<>\"”]{2,2000}"),
    re.compile(r"@\w[\w.-]{0,80}"),
    re.compile(r"#\w{1,60}"),
    re.compile(r"\+\d[\d() ./-]{6,24}\d\b"),
    re.compile(r"\(\+?\d{2,5}\)[ .-]{0,2}\d[\d .-]{3,16}\d\b(?:x\d{1,5})?"),
    re.compile(r"\.\d{2,3}[ -](?:calib(?:er|re)|ACP|Magnum|Winchester)\b"),
    re.compile(r"[MABI](?<!\w\w)(?:-|(?<=I)[ ])?\d{1,3}\b(?![,.]\d|[-/]\w)"),
    re.compile(
        r"[SFNCDRTAIEHKB](?<!\w\w)(?:&P|TSE|asdaq|AC|AX|ikkei|ussell|toxx|SX|BEX|ortune|orbes|OSPI|SI|opix"
        r"|ang Seng|uro Stoxx|SE|SX|TSE MIB)[ -]?\d{2,4}\b"
    ),
    re.compile(r"[GPB](?<!\w\w)(?:roup of |-|RICS\+?|ig )?\d{1,2}\b\+?(?![,.]\d)"),
    re.compile(r"[Oo]ne (?:in|out of) (?:every )?(?:\w{3,12}|\d[\d,]{0,8})\b"),
    re.compile(
        r"[TtFfSsEeNn](?<!\w\w)(?:wo|hree|our|ive|ix|even|ight|ine) "
        r"(?:in|out of) (?:every )?"
        r"(?:three|four|five|six|seven|eight|nine|ten|10)\b"
    ),
    re.compile(r"(?:over|under)-\d\ds?\b"),
    re.compile(r"ages? (?:is|was|were|of|at|to) (?:about |around )?\d{1,3}\b(?![,.]\d|%)"),
    re.compile(r"aged (?:from |between )?\d{1,3}(?: (?:to|and|or) |[-–])\d{1,3}\b"),
    re.compile(r"(?:early|mid|late)[ -]\d0s\b"),
    re.compile(r"in (?:his|her|their|my) (?:early |mid[ -]|late )?(?:\d0s|\w{2,6}ties)\b"),
)
LABELLED = re.compile(
    r"\d(?<![\w$£€¥.,]\d)[\d,./-]{0,15}[A-Za-z]?(?:(?:,|,? and| to|-|–"
    r"| or) ?\d{1,4}\b){0,6}"
)
LABEL = re.compile(
    r"(?P<label>[A-Za-z][\w-]{0,12}?)(?:[.:]{0,2}[ \u00a0-]|(?<=-)|[.:])(?:no\.? ?"
    r"|number )?$",
    re.IGNORECASE,
)
HEADING_WORDS = 16


def find_never(draft: Draft) -> list[tuple[int, int]]:
    """Spans (start, end) that no number rule may read, in order; they may overlap."""
    text = draft.text
    spans = [
        match.span()
        for pattern in (IDENTIFIERS, MIXED, *LED)
        for match in pattern.finditer(text)
    ]
    spans += _find_tallies(text)
    spans += _find_suffixed(text)
    spans += _find_labels(text)
    spans += _find_headings(text)
    return sorted(spans)


def _find_tallies(text: str) -> Iterator[tuple[int, int]]:
    """Scores and votes: "311-112", "a 3-1 win"; not "March 23-25" nor "20-30 people"."""
    for match in TALLY.finditer(text):
        start, end = match.span()
        before = text[max(0, start - 40) : start]
        if MONTH.search(before):
            continue
        ends = re.split("[-–]", match[0])
        falling = int(ends[0]) > int(ends[1])
        if (TALLY_AFTER.match(text, end) and (falling or TALLY_BEFORE.search(before))) or (
            falling and len(ends[0]) >= len(ends[1]) and not text[end : end + 1].isalpha()
        ):
            yield start, end


def _find_suffixed(text: str) -> Iterator[tuple[int, int]]:
    """Multiples and ages in words: "three times", "tenfold", "five-year-old"."""
    for match in SUFFIXED.finditer(text):
        start = match.start()
        if start and text[start - 1] in " -" and start > 1:
            start = (
                max(
                    text.rfind(" ", max(0, start - 30), start - 1),
                    text.rfind("\n", max(0, start - 30), start - 1),
                )
                + 1
            )
        yield start, match.end()


def _find_labels(text: str) -> Iterator[tuple[int, int]]:
    """Numbers that name something: "Section 12", "docket No. 19-2044", "Flight 302"."""
    labels = load_labels()
    for match in LABELLED.finditer(text):
        start, end = match.span()
        label = LABEL.search(text[max(0, start - 24) : start])
        if not label:
            continue
        word = label["label"]
        key = word.lower()
        if key in labels and (word[0].isupper() or labels[key]) and not _is_year(match[0]):
            yield start - len(label[0]), end


@lru_cache(maxsize=1)
def load_labels() -> dict[str, bool]:
    """Label words in lower case: True for those that name a number in lower case too."""
    words: list[str] = []
    for line in (DATA / "labels_en.txt").read_text(encoding="utf-8").splitlines():
        words += [] if line.startswith("#") else line.split()
    return {word.rstrip("*").rstrip("-"): word.endswith("*") for word in words}


def _is_year(written: str) -> bool:
    return len(written) == 4 and written[:2] in ("19", "20")


def _find_headings(text: str) -> Iterator[tuple[int, int]]:
    """Lines that are headings: no closing punctuation, capitals throughout, text below."""
    at = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if (
            stripped
            and len(line) < 160
            and at + len(line) < len(text)
            and _is_heading(stripped)
        ):
            yield at, at + len(line)
        at += len(line) + 1


def _is_heading(line: str) -> bool:
    words = line.split()
    if len(words) > HEADING_WORDS or line[-1] in '.!?”"’,;':
        return False
    lettered = [word for word in words if word[0].isalpha()]
    if not lettered:
        return False
    if line.upper() == line:
        return True
    long = [word for word in lettered if len(word) > 3]
    capitals = sum(word[0].isupper() for word in long)
    return len(words) > 2 and bool(long) and capitals >= 0.75 * len(long)

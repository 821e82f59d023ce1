"""Numbers that are names or measures of nothing: what no number rule may read."""

import re

from claims.extraction.found import Draft

LABELS = (
    "section|sections|chapter|chapters|article|articles|figure|figures|fig|table|page|pages|paragraph|para|clause|rule|title|annex"
    "|appendix|exhibit|schedule|amendment|category|phase|type|level|tier|stage|grade|class|flight|room|channel|formula|apollo|covid"
    "|windows|version|gate|pier|platform|route|interstate|highway|motorway|junction|exit|runway|terminal|building|apartment|apt|suite"
    "|unit|no|nos|number|num|docket|case no|file|invoice|lot|track|lane|step|part|parts|volume|vol|season|episode|round|group|week"
    "|verse|psalm|resolution|proposition|prop|measure|directive|regulation|form|act|bill|order|protocol|convention|chapter"
    "|district|ward|precinct|zone|sector|area|block|bus|line|train|engine|ladder|company|battalion|squadron|regiment|expedition"
    "|studio|pool|game|match|test|leg|heat|lap|stop|hole|court|plan|mark|mk|model|series|generation|iphone|galaxy|playstation|xbox|ps"
    "|aged|age|ages|zip|postcode|box|ext|extension|isbn|issn|doi|ref|reference|id|passport|licen[cs]e|plate|registration|serial|batch"
    "|isotope|uranium|carbon|omega|vitamin|hurricane|cyclone|olympics|euro|agenda|vision|world cup|covid-|sars-cov-|g|psalms|top|day"
)
PATTERNS = (
    # URLs, addresses and handles
    r"\b(?:https?://|www\.)\S{1,2000}|\b[\w.+-]{1,64}@[\w-]{1,63}\.[\w.]{2,63}|[@#]\w{1,60}",
    # telephone numbers and identifiers: long groups of digits
    r"(?<![\w$£€.,])\+\d[\d() .-]{6,20}\d\b|(?<![\w$£€])\(\+?\d{2,5}\)[ .-]{0,2}\d[\d .-]{3,16}\d\b",
    r"(?<![\w$£€.,-])\d{3}[-.]\d{3}[-.]\d{4}(?:[ ]?[xX]\d+)?\b|(?<![\w$£€.,-])1-\d{3}-[\w-]{7,9}\b|(?<![\w$£€.,-])\d{3}-\d{4}\b(?![-\d])",
    r"(?<![\w$£€.,-])0\d{2,5}[ -]\d{3,8}(?:[ -]\d{3,6})?\b|(?<![\w$£€.,-])\d+(?:-\d+){2,8}\b|(?<![\w$£€.,])0\d{5,14}\b",
    r"(?<![\w$£€.,-])97[89][- ]?\d[- ]?\d{2,5}[- ]?\d{2,6}[- ]?[\dX]\b",
    # plates and codes: letters and digits mixed in one word, docket numbers
    r"\b\d{1,4}[A-Z]{2,4}\d{1,5}\b|\b[A-Z]{1,4}\d{1,3}[ ]?[A-Z]{2,4}\b|\bNos?\. ?\d[\d-]{0,15}\b|№ ?\d[\d-]{0,15}",
    # roads
    r"\b(?:[AMB]|US|U\.S\.|I|Route|Highway|Hwy|Interstate|Autopista|Autobahn)[ -]?\d{1,4}\b(?![,.]\d)(?= (?:motorway|road|highway|in|near|at|between|corridor))",
    # indices
    r"\b(?:S&P|FTSE|Nasdaq|CAC|DAX|Nikkei|Russell|Stoxx|ASX|TSX|IBEX|SMI|Fortune|Forbes|KOSPI|CSI|Topix|Hang Seng|Euro Stoxx|Global|Inc\.?|BSE|Nifty|SET|Dow Jones)[ -]?\d{2,4}\b",
    r"\b(?:G|P5\+|E|BRICS\+?|Group of |Big )[ -]?\d{1,2}\b(?![,.]\d)",
    # calibres and lenses
    r"(?<![\w.])(?:\.\d{2,3}|\d{1,3}(?:\.\d{1,2})?)(?:[ -]?(?:caliber|calibre)\b|[ -]?mm(?= (?:howitzer|shell|artillery|gun|round|cannon|mortar|ammunition|rifle|pistol|calib|handgun|projectile|lens|camera|barrel|magazine|weapon|machine|cartridge|bullet|main|film|rocket|tank|anti|self|towed|caseless|semi|automatic|field|casing)\w{0,12}))",
    r"(?<![\w.$])\d{1,2}-(?:gauge|pounder)\b",
    # ages
    r"\b\d{1,3}(?:[ -](?:to|and|or)[ -]\d{1,3})?[- ](?:year|month|week|day)s?[- ]olds?\b|\b(?:\w+[- ]){1,2}year[- ]olds?\b|\b\d{1,3}[ ]?(?:yo|y/o)\b",
    r"\b(?:aged|ages?)(?: (?:about|around|between|from|just|only|over|under|of|at))? \d{1,3}(?:(?: to | and |-|–| or |, )\d{1,3})*\b",
    r"\b(?:over|under)-\d{2}s?\b|\b(?:early|mid|late)[ -]\d0s\b|\bin (?:his|her|their|my) (?:\w+ )?(?:\d0s|\w+ties)\b",
    # multipliers
    r"\b(?:[\d.,]+|\w+(?:-\w+)?)(?:[ -](?:hundred|thousand|million|and a half))?[ -](?:times|fold)\b(?! (?:zone|limit|slot|frame|table)s?)|\b\d{1,3}(?:\.\d)?x\b|\b\w+fold\b|\btwice\b|\b(?:once|once or twice)\b",
    # scores, tallies and bare ratios
    r"(?<![\w$£€.,%-])\d{1,4}[-–]\d{1,4}(?:[-–]\d{1,3})?(?= (?:win|victory|defeat|loss|draw|vote|decision|lead|aggregate|margin|majority|ruling|in favou?r|against|thrashing|tie|down|up|on |at |over |record|in the|with|to\b|after|,))",
    r"\bone in (?:\w+|\d[\d,]*)\b|\b\d{1,2}[- ](?:out of|in)[- ](?:\d{1,4}|\w+)\b(?= (?:chance|people|adults|children|households|women|men))|\b\d{1,2}/\d{1,2}\b(?= chance)",
    r"\b(?:won|lost|beat|beaten|win|lose|led|leading|leads|trail|trailing|drew|finished|ahead|score|scored|tied)(?: \w+){0,3} (?:by )?\d{1,3}[-–]\d{1,3}\b",
    r"\bby (?:\d{1,3}|\w+) (?:runs?|wickets?|lengths?|strokes?|shots|goals to \w+)\b",
    r"(?<![\w$£€.,-])\d{2,3}[-–]\d{2,3}(?:[-–]\d{1,2})?(?=[.;,)]| along | by )",
    # exchange rates and index levels
    r"\b\d[\d.,]* (?:to|against|per) the (?:US |U\.S\. )?(?:dollar|euro|pound|yen|greenback|ruble|rouble|yuan)\b",
    # coordinates
    r"\b\d{1,3}(?:\.\d+)?°[ ]?\d{1,2}[′'][^ ]{0,12}(?: ?[NSEW]\b)?|\b\d{1,3}(?:\.\d+)?°? ?(?:degrees )?(?:[NSEW]|north|south|east|west)\b(?! (?:of|side|end))(?:,? (?:latitude|longitude))?|[-−]?\d{1,3}\.\d{4,}\b",
    # ordinals, hours, fractions of a whole
    r"\b\d{1,4}(?:st|nd|rd|th)\b|\b\d{1,2}[ ]?(?:a\.m\.|p\.m\.|am\b|pm\b|o[’']clock\b)|\b24/7\b|\b9/11\b|\b(?:24|7)-7\b",
    # model years, editions
    r"\b(?:19|20)\d\d (?:model|edition|vintage|Ford|Toyota|Honda|Chevrolet|BMW|Tesla|Jeep|Nissan|Dodge|Volkswagen|Audi|Mercedes|Hyundai|Kia|Subaru|GMC|Lexus)\b",
)
LABEL = re.compile(
    rf"\b(?:{LABELS})\b[.:]?(?:[ \u00a0-]|(?<=covid-)|(?<=cov-))(?:no\.? ?)?(?P<id>\d[\d,./-]*\w?|[A-Z]\d+)(?:(?:,| and| to|-|–| or|, and) ?\d+)*",
    re.IGNORECASE,
)
NEVER = tuple(re.compile(pattern) for pattern in PATTERNS)
HEADING_WORDS = 16


def find_never(draft: Draft) -> list[tuple[int, int]]:
    """Spans (start, end) that no number rule may read, in order; they may overlap."""
    text = draft.text
    spans = [match.span() for pattern in NEVER for match in pattern.finditer(text)]
    spans += _find_labels(text)
    spans += _find_headings(text)
    return sorted(spans)


def _find_labels(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in LABEL.finditer(text) if _is_label(text, match)]


def _is_label(text: str, match: re.Match[str]) -> bool:
    """A label is capitalised, or one of the few that never count what follows."""
    word = match[0]
    return word[0].isupper() or word.lower().startswith(
        ("age", "covid", "page", "no", "docket", "ext", "isbn", "row", "room", "plate")
    )


def _find_headings(text: str) -> list[tuple[int, int]]:
    """Lines that are headings: no closing punctuation, capitals throughout, text below."""
    spans, at = [], 0
    for line in text.split("\n"):
        stripped = line.strip()
        if (
            stripped
            and len(line) < 160
            and at + len(line) < len(text)
            and _is_heading(stripped)
        ):
            spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans


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
    return (
        len(words) > 2
        and bool(long)
        and sum(word[0].isupper() for word in long) >= 0.75 * len(long)
    )

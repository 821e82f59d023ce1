"""Where the counted noun phrase ends: from the number to its head noun, no further."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from claims.extraction.numbers.amounts import HIDDEN
from claims.extraction.numbers.people import Lexicon

WORD = re.compile(
    r"(?:[ \u00a0]|\n(?!\n))(?P<open>[“\"‘'(])?"
    r"(?P<word>\ufffc+(?:[-/][^\W\d_]+)*|[^\W_][\w’'.&/-]{0,40})(?P<close>[”\"’)])?"
)
STOP = frozenset(
    ["of", "in", "on", "at", "by", "for", "to", "from", "with", "without", "into", "onto", "upon", "over", "under", "above", "below", "between", "among", "amid", "amongst", "across", "through", "throughout", "during", "before", "after", "since", "until", "till", "against", "about", "around", "near", "off", "out", "up", "down", "as", "than", "that", "which", "who", "whom", "whose", "where", "when", "while", "because", "although", "though", "if", "unless", "whether", "so", "but", "nor", "yet", "and", "or", "plus", "minus", "per", "via", "like", "unlike", "despite", "within", "inside", "outside", "behind", "beyond", "is", "are", "was", "were", "be", "been", "being", "am", "has", "have", "had", "having", "do", "does", "did", "done", "will", "would", "shall", "should", "can", "could", "may", "might", "must", "ought", "the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "our", "your", "my", "he", "she", "it", "they", "we", "you", "i", "him", "them", "us", "me", "himself", "itself", "themselves", "not", "no", "never", "also", "then", "there", "here", "now", "today", "tomorrow", "yesterday", "tonight", "ago", "later", "earlier", "already", "still", "just", "even", "only", "ever", "often", "soon", "again", "once", "twice", "thrice", "each", "every", "any", "either", "neither", "both", "another", "such", "what", "how", "why", "too", "very", "much", "many", "said", "says", "say", "told", "tells", "tell", "added", "adds", "asked", "asks", "went", "goes", "came", "comes", "took", "takes", "got", "gets", "made", "makes", "gave", "gives", "left", "leave", "leaves", "died", "die", "dies", "fell", "rose", "ran", "won", "lost", "beat", "fled", "flew", "held", "kept", "led", "met", "paid", "put", "sat", "saw", "sent", "set", "shot", "sold", "spent", "stood", "told", "thought", "remain", "remained", "remains", "survived", "escaped", "became", "become", "began", "begin", "continue", "continued", "stay", "stayed", "want", "wanted", "need", "needed", "believe", "according", "including", "excluding", "following", "regarding", "concerning", "alone", "apart", "away", "back", "together", "ahead", "overnight", "nationwide", "worldwide", "respectively", "percent", "cent", "%", "pm", "am", "o'clock", "times", "time", "th", "st", "nd", "rd", "gmt", "bst", "est", "edt", "cet", "utc", "local", "p.m", "a.m", "p.m.", "a.m.", "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
)
NOT_PLURAL = frozenset(
    ["was", "is", "has", "this", "its", "his", "plus", "less", "across", "versus", "as", "us", "thus", "perhaps", "always", "overseas", "previous", "serious", "various", "numerous", "dangerous", "famous", "religious", "indigenous", "anonymous", "continuous", "simultaneous", "consecutive", "enormous", "suspicious", "precious", "ambitious", "hazardous", "poisonous", "venomous", "infectious", "nervous", "obvious", "mysterious", "outrageous", "tremendous", "gorgeous", "glamorous", "prestigious", "homeless", "jobless", "countless", "endless", "needless", "reckless", "ruthless", "seamless", "stainless", "wireless", "business", "press", "class", "cross", "glass", "mass", "gas", "bus", "virus", "campus", "census", "crisis", "basis", "analysis", "congress", "progress", "success", "process", "access", "express", "mistress", "actress", "princess", "fortress", "address", "wilderness", "illness", "witness", "christmas", "texas", "kansas", "paris", "athens", "wales", "mars", "venus", "dallas", "naples", "brussels", "sports", "arms", "news", "politics", "economics", "goods-train", "sales", "savings", "customs", "headquarters", "yes", "kudos", "chaos", "pus", "ss", "uss", "hms", "james", "charles", "jones", "thomas", "williams", "minus", "bonus", "status", "focus", "radius", "nucleus", "surplus", "cross-border", "mathematics", "physics", "upstairs", "downstairs", "indoors", "outdoors", "besides", "towards", "afterwards", "backwards", "forwards", "sometimes", "else's", "otherwise", "please", "close", "lose", "raise", "hers", "ours", "yours", "theirs", "whereas", "ourselves", "sometimes-"]
)
ZERO_PLURAL = frozenset(
    ["people", "aircraft", "spacecraft", "watercraft", "hovercraft", "men", "women", "children", "police", "crew", "personnel", "staff", "cattle", "sheep", "deer", "fish", "offspring", "species", "series", "troops", "infantry", "cavalry", "dead", "wounded", "injured", "missing", "infected", "homeless", "unemployed", "clergy", "folk", "mice", "geese", "teeth", "feet", "oxen", "lives", "knives", "wives", "wolves", "halves", "shelves", "criteria", "phenomena", "data", "media", "bacteria", "alumni", "nuclei", "fungi", "syllabi", "stimuli", "cacti", "strata", "memoranda", "referenda", "stadia", "swine", "salmon", "trout", "bison", "moose", "shrimp", "squid", "grouse", "poultry", "manpower", "rolling-stock", "wildfowl", "vermin", "faithful", "elderly", "disabled", "gunmen", "airmen", "policemen", "firemen", "servicemen", "fishermen", "businessmen", "congressmen", "lawmen", "seamen", "crewmen", "guardsmen", "militiamen", "freshmen", "spokesmen", "craftsmen", "policewomen", "servicewomen", "businesswomen", "congresswomen", "sportswomen", "sportsmen", "clergymen", "gentlemen", "workmen", "countrymen", "tribesmen", "swordsmen", "riflemen", "infantrymen", "grandchildren", "schoolchildren", "stepchildren", "townspeople", "salespeople", "businesspeople", "tribespeople", "spokespeople", "kin", "next-of-kin", "swiss", "british", "french", "english", "irish", "dutch", "welsh", "scottish", "spanish", "chinese", "japanese", "vietnamese", "lebanese", "sudanese", "portuguese", "burmese", "taiwanese", "congolese", "rohingya", "kurdish", "maltese", "nepalese", "senegalese", "jewish"]
)
ALSO_PLURAL = frozenset(
    ["sports", "arms", "goods", "sales", "headquarters", "series", "species", "news", "gas", "business", "press", "class"]
)
LINKERS = frozenset({"and", "or", "&"})
ADJECTIVAL = re.compile(r"(?:ed|ing|en)$")
LONGEST = 8  # words between the number and the head at most


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A counted noun phrase: it ends at `end`; `head` is its head noun, "" for equipment."""

    end: int
    head: str
    is_equipment: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One word of a phrase being read."""

    word: str
    start: int
    end: int
    closes: bool


def read_noun_phrase(
    masked: str, *, at: int, equipment: Mapping[int, int], lexicon: Lexicon
) -> NounPhrase | None:
    """The noun phrase that follows `at` (the end of a number or of "of"), or None.

    `equipment` maps starts of masked designations to their ends. The phrase runs to the
    last noun in the plural (or designation) of an unbroken run of words.
    """
    best: NounPhrase | None = None
    for read in range(LONGEST):
        step = _next_word(masked, at=at, equipment=equipment)
        if step is None:
            break
        word = step.word.lower()
        if word in LINKERS and read == 0:
            return None
        if word in LINKERS:
            joined = _join_conjunct(
                masked, step, best=best, equipment=equipment, lexicon=lexicon
            )
            return joined or best
        if (
            not step.word.startswith(HIDDEN)
            and word in STOP
            and not _is_name(step.word, best)
        ):
            break
        verdict = _judge(
            step, masked=masked, best=best, equipment=equipment, lexicon=lexicon
        )
        if verdict is None:
            break
        best = verdict if isinstance(verdict, NounPhrase) else best
        at = step.end
        if step.closes:
            break
    return best


def _is_name(word: str, best: NounPhrase | None) -> bool:
    """An acronym ("US", "IT") or a surname that is spelt like a stop word."""
    return word.isupper() and len(word) > 1 and best is None


def _next_word(masked: str, *, at: int, equipment: Mapping[int, int]) -> Step | None:
    match = WORD.match(masked, at)
    if not match:
        return None
    word, start, end = match["word"], match.start("word"), match.end("word")
    if word[0] == HIDDEN:
        if start not in equipment:
            return None
        stop = max(equipment[start], start + 1)
        return Step(masked[start:stop], start, stop, False)
    stripped = word.rstrip(".'’") if not _is_abbreviation(word) else word
    closes = len(stripped) < len(word) or bool(match["close"] and match["close"] != ")")
    end -= len(word) - len(stripped)
    if match["open"] == "(":
        return Step(stripped, start, match.end(), False) if match["close"] == ")" else None
    if masked[end : end + 1] in ("’", "'") and word[-1] in "’'":
        end += 1
        return Step(stripped + "’", start, end, False)
    return Step(stripped, start, end, closes) if stripped else None


def _is_abbreviation(word: str) -> bool:
    return word.count(".") > 1 or (
        word.endswith(".") and word[:-1] in ("St", "Mr", "Dr", "Gen", "Lt")
    )


def _judge(
    step: Step,
    *,
    masked: str,
    best: NounPhrase | None,
    equipment: Mapping[int, int],
    lexicon: Lexicon,
) -> NounPhrase | bool | None:
    """A phrase ending at `step`, True to read on, None to stop before it."""
    word = step.word
    if word[0] == HIDDEN:
        return NounPhrase(step.end, "", is_equipment=True) if best is None else None
    if word.endswith(("’s", "'s", "’", "s'")):
        return True if best is None else None
    if is_plural(word, lexicon=lexicon):
        return NounPhrase(step.end, word)
    if best is None:
        return True
    return _reads_on(step, masked=masked, best=best, equipment=equipment, lexicon=lexicon)


def _reads_on(
    step: Step,
    *,
    masked: str,
    best: NounPhrase,
    equipment: Mapping[int, int],
    lexicon: Lexicon,
) -> NounPhrase | bool | None:
    """After a head: only "F-35 stealth jets" and "air force planes" go on to a later head."""
    if not best.is_equipment and best.head.lower() not in ALSO_PLURAL:
        return None
    if step.closes or step.word.lower() in STOP or ADJECTIVAL.search(step.word):
        return None
    following = _next_word(masked, at=step.end, equipment=equipment)
    if (
        following
        and following.word[0] != HIDDEN
        and is_plural(following.word, lexicon=lexicon)
    ):
        return True
    return None


def is_plural(word: str, *, lexicon: Lexicon) -> bool:
    """True when `word` can be the plural head of a counted phrase."""
    lower = word.lower()
    if (
        lower in ZERO_PLURAL
        or word in lexicon.people
        or lower in lexicon.people
        or lower in lexicon.things
    ):
        return True
    if lower in NOT_PLURAL or lower in STOP or not word[-1].isalpha():
        return False
    if word.isupper() and len(word) < 6:
        return False
    if len(word) < 3 or not lower.endswith("s") or lower.endswith(("ss", "ous", "us's")):
        return False
    return (
        not lower.endswith(("us", "is"))
        or (word[0].isupper() and lower.endswith("is"))
        or lower.endswith(("menus", "taxis", "skis"))
    )


def _join_conjunct(
    masked: str,
    step: Step,
    *,
    best: NounPhrase | None,
    equipment: Mapping[int, int],
    lexicon: Lexicon,
) -> NounPhrase | None:
    """The phrase past an "and": modifiers joined before a head, or people with people."""
    following = _next_word(masked, at=step.end, equipment=equipment)
    if following is None or following.word.lower() in STOP:
        return None
    if best is None or best.is_equipment:
        return _join_modifiers(
            masked, following, equipment=equipment, lexicon=lexicon, best=best
        )
    if following.word.lower() in lexicon.people and best.head.lower() in lexicon.people:
        return NounPhrase(following.end, best.head)
    return None


def _join_modifiers(
    masked: str,
    step: Step,
    *,
    equipment: Mapping[int, int],
    lexicon: Lexicon,
    best: NounPhrase | None,
) -> NounPhrase | None:
    """ "100 Iskander and Kalibr missiles": a head within two more words."""
    at = step
    for _ in range(3):
        if at.word[0] != HIDDEN and is_plural(at.word, lexicon=lexicon):
            return NounPhrase(at.end, at.word)
        following = _next_word(masked, at=at.end, equipment=equipment)
        if following is None or at.closes or following.word.lower() in STOP:
            return best
        at = following
    return best

"""Reading who speaks from the words before and behind a quotation."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.extraction.quotes.lexicon import Lexicon
from claims.extraction.quotes.phrases import Word, read_words, split_commas
from claims.extraction.quotes.subjects import (
    can_speak,
    find_right,
    find_subject,
    lead_subject,
    name_speaker,
)

BE = frozenset(["was", "were", "is", "are", "be", "been", "being"])


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, by which verb, and the rule that says so; `at` is the cue's offset."""

    speaker: str
    verb: str
    rule: str
    confidence: float
    at: int


def read_before(text: str, start: int, end: int, lexicon: Lexicon) -> Voice | None:
    """The voice that text[start:end] gives to what follows it; None without a cue.

    A voice with an empty speaker has a verb whose subject stands further back.
    """
    words = read_words(text, start, end)
    verb, thought = "", None
    for at in range(len(words) - 1, -1, -1):
        if is_accord(words, at):
            return read_accord(text, words, at, lexicon)
        if not is_cue(words, at, lexicon):
            continue
        verb = verb or words[at].low
        found = read_cue(text, words, at, lexicon)
        if found and lexicon.verbs[words[at].low][1] != "mental":
            return replace(found, verb=verb)
        thought = thought or found
    if thought:
        return thought
    if verb:
        return Voice("", verb, "quote.before", 0.7, start)
    return read_colon(text, words, lexicon)


def read_cue(text: str, words: Sequence[Word], at: int, lexicon: Lexicon) -> Voice | None:
    """The voice of the verb of speech at words[at], whichever way it is built."""
    return (
        read_quoting(text, words, at, lexicon)
        or read_passive(text, words, at, lexicon)
        or read_active(text, words, at, lexicon)
    )


def read_quoting(
    text: str, words: Sequence[Word], at: int, lexicon: Lexicon
) -> Voice | None:
    """The voice of `the agency quoted X as saying`: the object speaks."""
    if lexicon.verbs[words[at].low][0] != "quote" or at + 1 >= len(words):
        return None
    ends = [i for i in range(at + 1, len(words)) if words[i].low == "as"]
    phrase = words[at + 1 : ends[0]] if ends else []
    if not phrase or phrase[0].low in ("by", "in") or words[at - 1].low in ("was", "were"):
        return None
    if not can_speak(phrase, lexicon, strength="weak"):
        return None
    speaker = name_speaker(text, phrase, lexicon)
    return Voice(speaker, "quoted", "quote.before", 0.9, words[at].start)


def is_cue(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """True at a verb of speech."""
    return words[at].low in lexicon.verbs and not (words[at].is_name and at)


def read_active(
    text: str, words: Sequence[Word], at: int, lexicon: Lexicon
) -> Voice | None:
    """The voice of `X said`; None where the subject stands further back."""
    base, strength, gerund = lexicon.verbs[words[at].low]
    if gerund or (at and words[at - 1].low in ("and", "to", "or", "but")):
        return None
    passive = at and words[at - 1].low in BE and base not in ("quote", "cite")
    subject = [] if passive else find_subject(words, at, lexicon)
    if subject and subject[-1].low in lexicon.words["determiners"]:
        return None
    if not can_speak(subject, lexicon, strength=strength):
        return None
    speaker = name_speaker(text, subject, lexicon)
    return Voice(speaker, words[at].low, "quote.before", 0.95, words[at].start)


def is_accord(words: Sequence[Word], at: int) -> bool:
    """True at `according to`."""
    return (
        words[at].low == "according" and at + 1 < len(words) and words[at + 1].low == "to"
    )


def read_accord(
    text: str, words: Sequence[Word], at: int, lexicon: Lexicon
) -> Voice | None:
    """The voice of `according to X` at words[at]."""
    phrase = find_right(words[at + 2 :], lexicon)
    speaker = name_speaker(text, phrase, lexicon)
    if not speaker:
        return None
    return Voice(speaker, "according to", "quote.according", 0.9, words[at].start)


def read_passive(
    text: str, words: Sequence[Word], at: int, lexicon: Lexicon
) -> Voice | None:
    """The voice of `described by X as`."""
    if at + 2 >= len(words) or words[at + 1].low != "by":
        return None
    if lexicon.verbs[words[at].low][0] in ("quote", "cite"):
        return None
    phrase = find_right(words[at + 2 :], lexicon)
    cut = [i for i, word in enumerate(phrase) if word.low in ("as", "to")]
    phrase = phrase[: cut[0]] if cut else phrase
    if not can_speak(phrase, lexicon, strength="weak"):
        return None
    speaker = name_speaker(text, phrase, lexicon)
    return Voice(speaker, words[at].low, "quote.passive", 0.85, words[at].start)


def read_colon(text: str, words: Sequence[Word], lexicon: Lexicon) -> Voice | None:
    """The voice of `Bryce: “…”`."""
    if not words or words[-1].text != ":" or len(words) > 12:
        return None
    phrase = lead_subject(words[:-1], lexicon)
    if not can_speak(phrase, lexicon, strength="weak"):
        return None
    return Voice(
        name_speaker(text, phrase, lexicon), "", "quote.colon", 0.8, words[0].start
    )


def read_after(
    text: str, start: int, end: int, lexicon: Lexicon, *, adjacent: bool
) -> Voice | None:
    """The voice that text[start:end] gives to what stands before it.

    `adjacent` says that the quotation ends as one does before its attribution; without
    it, only a clause behind a comma counts.
    """
    words = read_words(text, start, end)
    if words and words[0].text in ",—–-":
        words, adjacent = words[1:], True
    if words and is_accord(words, 0):
        return read_accord(text, words, 0, lexicon)
    if adjacent:
        found = read_inverted(text, words, lexicon) or read_clause(text, words, lexicon)
        if found:
            return found
    return read_trailing(text, words, lexicon)


def read_inverted(text: str, words: Sequence[Word], lexicon: Lexicon) -> Voice | None:
    """The voice of `said X`."""
    if len(words) < 2 or words[0].low not in lexicon.verbs or words[0].is_name:
        return None
    _, strength, gerund = lexicon.verbs[words[0].low]
    phrase = find_right(words[1:], lexicon)
    if (
        gerund
        or not phrase
        or phrase[0].low in lexicon.words["intro"] | {"it", "him", "them"}
    ):
        return None
    if not can_speak(phrase, lexicon, strength=strength):
        return None
    speaker = name_speaker(text, phrase, lexicon)
    if not speaker:
        return None
    return Voice(speaker, words[0].low, "quote.inverted", 0.97, words[0].start)


def read_clause(text: str, words: Sequence[Word], lexicon: Lexicon) -> Voice | None:
    """The voice of `X said`, `X, the envoy, told reporters`."""
    for at, word in enumerate(words[:40]):
        if not at or not is_cue(words, at, lexicon):
            continue
        _, strength, gerund = lexicon.verbs[word.low]
        subject = [] if gerund else find_subject(words, at, lexicon)
        if not can_speak(subject, lexicon, strength=strength):
            continue
        speaker = name_speaker(text, subject, lexicon)
        verb = name_verb(words, at)
        return Voice(speaker, verb, "quote.after", 0.97, word.start)
    return None


def read_trailing(text: str, words: Sequence[Word], lexicon: Lexicon) -> Voice | None:
    """The voice of `…, X said` or `…, according to X` at a sentence's end."""
    at = 0
    for segment in split_commas(words)[:-1]:
        at += len(segment) + 1
        rest = words[at:]
        if rest and is_accord(rest, 0):
            return read_accord(text, rest, 0, lexicon)
    last = split_commas(words)[-1] if words else []
    verbs = [i for i, word in enumerate(last) if word.low in lexicon.verbs]
    if len(words) > len(last) and verbs and 0 < verbs[0] <= 8:
        return read_clause(text, last, lexicon) or None
    return read_inverted(text, last, lexicon) if len(words) > len(last) else None


def name_verb(words: Sequence[Word], at: int) -> str:
    """The verb, with the listener of `told`."""
    verb = words[at].low
    if verb not in ("told", "tells"):
        return verb
    listener = [word.text for word in words[at + 1 : at + 3]]
    keep = 2 if listener and listener[0].lower() in ("the", "a", "an", "his", "her") else 1
    return " ".join([verb, *(word for word in listener[:keep] if word[0].isalpha())])

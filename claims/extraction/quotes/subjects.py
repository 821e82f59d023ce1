"""Who does what a verb of speech says: the subject, found from the words around it."""

from collections.abc import Sequence

from claims.extraction.quotes.lexicon import Lexicon
from claims.extraction.quotes.phrases import (
    Word,
    is_pure_name,
    read_speaker,
    split_commas,
)

BREAKS = frozenset(';:—–“”„«»"?!…')
FINITE = frozenset(
    "was were is are has had have will would could can may might met left went came took "
    "made gave got began fell rose saw found lost won held led sent put ran set".split()
)


def find_subject(words: Sequence[Word], verb: int, lexicon: Lexicon) -> list[Word]:
    """The words of the subject of words[verb]; empty where it has none of its own."""
    end = verb
    while end and is_filler(words[end - 1], lexicon):
        end -= 1
    start, behind_verb = find_clause(words, end, lexicon)
    segments = split_commas(words[start:end])
    last = drop_intro(segments[-1], lexicon)
    if last and last[0].low not in ("who", "which") and not is_filler(last[-1], lexicon):
        return last
    if behind_verb or len(segments) < 2:
        return []
    return choose_named(segments, lexicon)


def is_filler(word: Word, lexicon: Lexicon) -> bool:
    """True for adverbs and auxiliaries between subject and verb."""
    if word.low in lexicon.words["between"]:
        return True
    return word.text.islower() and word.low.endswith("ly") and len(word.low) > 4


def find_clause(words: Sequence[Word], end: int, lexicon: Lexicon) -> tuple[int, bool]:
    """Where the clause before words[end] begins, and whether a verb of speech opens it."""
    for at in range(end - 1, -1, -1):
        word = words[at]
        if word.text in BREAKS or (word.low in lexicon.words["clause"] and at < end - 1):
            return at + 1, False
        if word.low in lexicon.verbs and not word.is_name and at < end - 1:
            return at + 1, True
        if word.low in ("and", "or") and any(
            is_finite(w) for w in words[max(0, at - 25) : at]
        ):
            return at + 1, False
    return 0, False


def is_finite(word: Word) -> bool:
    """True for words that are probably a verb in the past or an auxiliary."""
    return word.text in FINITE or (word.text.islower() and word.text.endswith("ed"))


def drop_intro(words: Sequence[Word], lexicon: Lexicon) -> list[Word]:
    """`words` without adverbs and prepositions at the front, if a name follows them."""
    kept = list(words)
    while kept and kept[0].low in lexicon.words["intro"] and kept[0].low != "who":
        kept = kept[1:]
    while kept and not kept[0].text[0].isalnum():
        kept = kept[1:]
    return kept


def choose_named(segments: Sequence[Sequence[Word]], lexicon: Lexicon) -> list[Word]:
    """The subject among comma segments: `the envoy, Ada Bryce,` gives the name."""
    usable = [
        list(segment)
        for segment in segments
        if segment
        and segment[0].low not in lexicon.words["intro"]
        and not is_gerund(segment)
    ]
    if not usable:
        return []
    at = [list(segment) for segment in segments].index(usable[0])
    following = list(segments[at + 1]) if at + 1 < len(segments) else []
    unnamed = usable[0][0].low in lexicon.words["determiners"] or (
        not usable[0][-1].is_name
    )
    if unnamed and is_pure_name(following, lexicon):
        return following
    return usable[0]


def is_gerund(words: Sequence[Word]) -> bool:
    """True for a phrase that begins with a verb in -ing."""
    return words[0].text.islower() and words[0].low.endswith("ing")


def find_right(words: Sequence[Word], lexicon: Lexicon) -> list[Word]:
    """The noun phrase that begins words: `said the envoy, Ada Bryce, on Monday`."""
    for at, word in enumerate(words):
        if word.text in BREAKS or word.text == ".":
            words = words[:at]
            break
    segments = split_commas(words)
    if not segments[0]:
        return []
    following = segments[1] if len(segments) > 1 else []
    unnamed = segments[0][0].low in lexicon.words["determiners"]
    named = any(word.is_name for word in segments[0][-1:])
    if (unnamed or not named) and following and is_pure_name(following, lexicon):
        return list(following)
    return segments[0]


def lead_subject(words: Sequence[Word], lexicon: Lexicon) -> list[Word]:
    """The noun phrase a sentence begins with, behind its introduction."""
    segments = split_commas(words)
    for at, segment in enumerate(segments):
        if not segment or segment[0].low in lexicon.words["intro"] or is_gerund(segment):
            continue
        lead = cut_lead(segment[:16], lexicon)
        apposed = segments[at + 1] if at + 2 < len(segments) else []
        if lead and not lead[-1].is_name and is_pure_name(apposed, lexicon):
            return list(apposed)
        return lead
    return []


def cut_lead(segment: Sequence[Word], lexicon: Lexicon) -> list[Word]:
    """The first noun phrase of `segment`: a pronoun, a name, or a noun that can speak."""
    if segment[0].low in lexicon.words["pronouns"]:
        return [segment[0]]
    noun = next(
        (at for at, word in enumerate(segment) if word.low in lexicon.words["speakers"]), -1
    )
    run = end_of_run(segment, lexicon)
    if noun >= 0 and (run == 0 or noun - run <= 3):
        end = noun + 1
        while end < len(segment) and segment[end].is_name:
            end += 1
        return list(segment[: max(end, run)])
    return list(segment[:run])


def end_of_run(segment: Sequence[Word], lexicon: Lexicon) -> int:
    """The index behind the first run of names in `segment`; 0 without one."""
    end = 0
    for at, word in enumerate(segment):
        determiner = word.low in lexicon.words["determiners"]
        if word.is_name and not determiner:
            end = at + 1
            continue
        over = word.low not in ("of", "de", "van", "al") if end else at > 3
        if over and not determiner:
            break
    return end


def can_speak(words: Sequence[Word], lexicon: Lexicon, *, strength: str) -> bool:
    """True when the phrase can be the speaker of a verb of this strength."""
    if not words or len(words) > 24:
        return False
    if words[0].low in lexicon.words["pronouns"]:
        return True
    if (
        words[0].low in ("which", "what", "this", "there", "these", "those")
        and len(words) == 1
    ):
        return False
    known = any(word.is_name or word.low in lexicon.words["speakers"] for word in words)
    return known or (strength == "strong" and words[0].low in lexicon.words["determiners"])


def name_speaker(text: str, words: Sequence[Word], lexicon: Lexicon) -> str:
    """The speaker's name or phrase; a pronoun as it stands."""
    if words and words[0].low in lexicon.words["pronouns"]:
        return words[0].low
    return read_speaker(text, words, lexicon)

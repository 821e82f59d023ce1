"""Statements: what somebody says in the writer's words, without quotation marks."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from claims.extraction.clauses.lexicon import read_clauses
from claims.extraction.clauses.places import DATELINE
from claims.extraction.found import Draft, Found
from claims.extraction.quotes.cues import Voice, is_accord, is_cue, read_accord, read_active
from claims.extraction.quotes.lexicon import Lexicon, read_lexicon
from claims.extraction.quotes.names import NameIndex, index_names
from claims.extraction.quotes.phrases import Word, read_words

WORD = re.compile(r"\w+")
PARTS = re.compile(r"[;\n]")
LEAST = 4  # words that a reported statement has at least
LONGEST = 900  # characters


def find_statements(draft: Draft, *, found: Sequence[Found]) -> list[Found]:
    """Indirect speech, at most one result for each part of a sentence between semicolons.

    The value is {"kind": "indirect speech", "speaker", "verb"}. Parts that hold a
    quotation are left to it.
    """
    lexicon = read_lexicon("en")
    quotes = [item for item in found if item.kind == "quote"]
    names = None
    cues = lexicon.verbs.keys() | {"according", "According"}
    statements = []
    for start, end in split_parts(draft):
        if cues.isdisjoint(WORD.findall(draft.text, start, end)):
            continue
        index = bisect_left(quotes, end, key=lambda item: item.start) - 1
        if (index >= 0 and quotes[index].end > start) or end - start > LONGEST:
            continue
        names = names or index_names(draft.text, lexicon)
        item = read_statement(draft.text, start, end, lexicon, names)
        statements += [item] if item else []
    return statements


def split_parts(draft: Draft) -> Iterator[tuple[int, int]]:
    """The sentences, cut at semicolons, without white space and end marks."""
    for start, end in draft.sentences:
        at = start
        for stop in [*(m.start() for m in PARTS.finditer(draft.text, start, end)), end]:
            words = draft.text[at:stop]
            dateline = DATELINE.match(words)
            words = words[dateline.end() :] if dateline else words
            at = stop - len(words)
            left = at + len(words) - len(words.lstrip(" ;\n"))
            right = at + len(words.rstrip(" .;!?\n"))
            if left < right:
                yield left, right
            at = stop + 1


def read_statement(
    text: str, start: int, end: int, lexicon: Lexicon, names: NameIndex
) -> Found | None:
    """The statement in text[start:end], when a verb with a speaker reports it."""
    words = read_words(text, start, end)
    voice = next(
        (v for at in range(len(words)) if (v := hear(text, words, at, lexicon))), None
    )
    if voice is None:
        return None
    speaker = names.find_fullest(voice.speaker, at=start)
    return Found(
        start=start,
        end=end,
        kind="statement",
        value={"kind": "indirect speech", "speaker": speaker, "verb": voice.verb},
        rule=voice.rule,
        confidence=voice.confidence,
        reason=f"“{voice.verb}” reports what {speaker} says",
        parts={"speaker": voice.speaker, "verb": voice.verb},
    )


def hear(text: str, words: Sequence[Word], at: int, lexicon: Lexicon) -> Voice | None:
    """The voice at words[at], if a statement of some length stands beside it."""
    if is_accord(words, at):
        voice = read_accord(text, words, at, lexicon)
        return relabel(voice, "statement.according", 0.7)
    if not at or not is_cue(words, at, lexicon):
        return None
    trailing = at >= LEAST + 2 and len(words) - at <= 3 and "," in {w.text for w in words}
    if not (trailing or len(words) - at > LEAST) or not reports_clause(words, at, lexicon):
        return None
    confidence = 0.6 if lexicon.verbs[words[at].low][1] == "weak" else 0.75
    return relabel(read_active(text, words, at, lexicon), "statement.indirect", confidence)


def reports_clause(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """True when the verb at words[at] is built as one that reports what was said."""
    base, strength, _ = lexicon.verbs[words[at].low]
    lists = read_clauses()["statements"]
    if strength == "weak":
        return base in lists["weak"]
    return base in lists["plain"] or "that" in {word.low for word in words[at + 1 : at + 5]}


def relabel(voice: Voice | None, rule: str, confidence: float) -> Voice | None:
    """The voice under a statement's rule; nothing for a pronoun or an empty speaker."""
    if (
        voice is None
        or not voice.speaker
        or voice.speaker in ("it", "they", "we", "i", "you")
    ):
        return None
    return Voice(voice.speaker, voice.verb, rule, confidence, voice.at)

"""Whether the words around a date look back or ahead."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from claims.extraction.dates.language import Language
from claims.extraction.dates.pieces import Node

REACH = 140
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_BREAK = re.compile(
    r"(?<![ap]\.m)(?<!\b[A-Z])(?<!\b(?:Gen|Col|Sen|Rep|Gov|Jan|Feb|Mar|Apr|Aug|Oct|Nov|Dec))"
    r"(?<!\b(?:Mr|Ms|Dr|Lt|St|No))(?<!\b(?:Sept))[.!?][”\"’)]*[ \n]+(?=[A-Z“\"‘¿¡])|\n+"
)


@dataclass(slots=True)
class Story:
    """The text being read, where its sentences start, and the day it was published."""

    text: str
    language: Language
    ref: date | None
    locale: str
    starts: list[int]

    def sentence_of(self, at: int) -> tuple[int, int]:
        """Start and end of the sentence that holds offset `at`."""
        index = bisect_right(self.starts, at)
        start = self.starts[index - 1] if index else 0
        end = self.starts[index] if index < len(self.starts) else len(self.text)
        return start, end


def list_starts(text: str, sentences: list[tuple[int, int]]) -> list[int]:
    """Where sentences start: as given, else after stops and line breaks."""
    if sentences:
        return [start for start, _ in sentences]
    return [0, *(match.end() for match in _BREAK.finditer(text))]


def read_tense(node: Node, story: Story) -> str:
    """'past', 'future', or '' when nothing near says; '?' is added where it is a guess."""
    start, end = story.sentence_of(node.start)
    left = story.text[max(start, node.start - REACH) : node.start]
    cues = list_cues(left, story.language)
    by = story.language.context["by"].search(left) is not None
    verbs = [cue for cue in cues if cue != "infinitive"]
    if cues and cues[-1] == "infinitive" and by:
        return "future?"
    scheduled = story.language.context.get("scheduled")
    ahead = bool(verbs) and verbs[-1] == "future"
    if not ahead and scheduled is not None and scheduled.search(left[-40:]):
        return "future?"
    if verbs:
        hesitant = cues[-1] == "infinitive" or (by and verbs[-1] == "past")
        return verbs[-1] + ("?" if hesitant else "")
    right = story.text[node.end : min(end, node.end + REACH)]
    for cue in list_cues(right, story.language):
        if cue != "infinitive":
            return cue
    return "future?" if by else ""


def list_cues(words: str, language: Language) -> list[str]:
    """The tense each verb of `words` shows, in order; 'infinitive' for 'to' and a verb."""
    cues, before, tenses = [], "", language.lookup["tense"]
    for word in _WORD.findall(words):
        plain = word.lower() if word != "May" else ""  # the month, not the verb
        cue = tenses.get(plain) or tenses.get(f"{before} {plain}")
        if cue is None and word[0] == plain[:1]:
            for name, ending in language.endings.items():
                if ending.search(plain):
                    cue = name
        if cue is not None:
            cues.append(str(cue))
        before = plain
    return cues

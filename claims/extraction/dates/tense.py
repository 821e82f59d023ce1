"""Whether the words around a date look back or ahead."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from claims.extraction.dates.language import Language
from claims.extraction.dates.pieces import Node

REACH = 160
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
    tense = story.language.context["tense"]
    left = story.text[max(start, node.start - REACH) : node.start]
    right = story.text[node.end : min(end, node.end + REACH)]
    cues = [match.lastgroup or "" for match in tense.finditer(left)]
    by = story.language.context["by"].search(left) is not None
    verbs = [cue for cue in cues if cue != "infinitive"]
    if cues and cues[-1] == "infinitive" and by:
        return "future?"
    if verbs and verbs[-1] in ("past", "future"):
        hesitant = cues[-1] == "infinitive" or (by and verbs[-1] == "past")
        return verbs[-1] + ("?" if hesitant else "")
    for match in tense.finditer(right):
        if match.lastgroup in ("past", "future"):
            return match.lastgroup if not verbs else match.lastgroup + "?"
    return "future?" if by and not verbs else ""

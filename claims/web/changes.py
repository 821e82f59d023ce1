"""Two wordings of a passage, compared word by word for the eye. Pure."""

import re
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
LONGEST = 4000  # words; beyond that the whole passage counts as replaced


def compare_words(old: str, new: str) -> list[tuple[str, str]]:
    """Give (`same`, `deleted` or `inserted`, words) in reading order.

    Joining `same` and `deleted` gives `old`; `same` and `inserted` give `new`.
    """
    before, after = WORDS.findall(old), WORDS.findall(new)
    if max(len(before), len(after)) > LONGEST:
        return [("deleted", old), ("inserted", new)]
    changes: list[tuple[str, str]] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for _, i, j, k, m in matcher.get_opcodes():
        if before[i:j] == after[k:m]:
            changes.append(("same", "".join(before[i:j])))
            continue
        if j > i:
            changes.append(("deleted", "".join(before[i:j])))
        if m > k:
            changes.append(("inserted", "".join(after[k:m])))
    return changes

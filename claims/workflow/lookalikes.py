"""Whether the best place of a claim may be a lookalike’s. Pure."""

from collections import Counter

from claims.workflow.fitting import Fit, is_fact
from claims.workflow.pairing import Pairing

LOOKED_AT = 40  # occurrences of the same words in sentences that are nobody’s


def stands_twice(pairing: Pairing, unit: int, best: Fit) -> bool:
    """True where the old sentence, or the one at the best place, is in the new text twice.

    Of two copies one often has the old neighbour before it, the other the one after it.
    """
    begin, end = pairing.old.units[unit]
    first, last = pairing.new.units[pairing.new.unit_of[best.first]]
    codes = pairing.new.codes
    for words in (pairing.old.codes[begin:end], codes[first:last]):
        at = codes.find(words)
        if at >= 0 and codes.find(words, at + 1) >= 0:
            return True
    return False


def stands_elsewhere(pairing: Pairing, unit: int, part: range, best: Fit) -> bool:
    """True where the claim's words and both words beside them stand in another place.

    Then the words at the best place may be a lookalike's, however well they fit.
    """
    begin, end = pairing.old.units[unit]
    words = pairing.old.codes[max(part.start - 1, begin) : min(part.stop + 1, end)]
    return any(
        pairing.new.codes.find(words, place.first, place.end) >= 0
        for place in pairing.places[unit]
        if place.end <= best.first or best.end <= place.first
    )


def stands_freely(pairing: Pairing, unit: int, part: range, best: Fit) -> bool:
    """True where the best place is in a sentence of other facts, and the claim's words,
    with both words beside them, stand also in another sentence that is nobody's.

    The sentence may have been joined to another, and the best place be a lookalike's.
    """
    begin, end = pairing.old.units[unit]
    first, last = pairing.new.units[pairing.new.unit_of[best.first]]
    there = Counter(pairing.new.codes[first:last])
    facts = [token for token in range(begin, end) if is_fact(pairing.old, token)]
    if all(there[pairing.old.codes[token]] for token in facts):
        return False
    words = pairing.old.codes[max(part.start - 1, begin) : min(part.stop + 1, end)]
    at = pairing.new.codes.find(words)
    for _ in range(LOOKED_AT):
        if at < 0:
            break
        apart = at + len(words) <= best.first or best.end <= at
        if apart and pairing.new.unit_of[at] in pairing.free:
            return True
        at = pairing.new.codes.find(words, at + 1)
    return False

"""How a state is told on grey paper: a sign in the brackets, a line under the words.

Pure. The signs are in every text font; a claim whose verdict does not clear carries × too.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sign:
    """A state's sign, the CSS style of its underline, and its reportlab kind of line."""

    mark: str
    line: str


SIGNS = {
    "detected": Sign("°", "dotted"),
    "open": Sign("?", "dashed"),
    "in_review": Sign("…", "dashed"),
    "second_review": Sign("…", "dashed"),
    "disputed": Sign("≠", "wavy"),
    "decided": Sign("■", "solid"),
    "published": Sign("¶", "double"),
    "recheck": Sign("!", "wavy"),
    "dismissed": Sign("–", "solid"),
}
NOT_CLEAR = "×"


def write_key(number: int, state: str, *, clears: bool = True) -> str:
    """Give a claim's number as it stands in the text: [12■], [12■×], [3?]."""
    return f"[{number}{SIGNS[state].mark}{'' if clears else NOT_CLEAR}]"

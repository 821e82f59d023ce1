"""Labelled edits: texts with marked claims, changed by rule or by hand, truth included.

A claim is written {name|its words}. An edit works on the marked text, so that the marks
say afterwards where each claim truly is; a claim whose mark is gone has been deleted.
"""

import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from claims.workflow.anchoring import Span

MARK = re.compile(r"\{(\w+)\|([^{}]*)\}")
BY_HAND = Path(__file__).parent / "edits.jsonl"
ARTICLES = Path(__file__).parent / "edit_articles.txt"
LOOKALIKES = {  # words of a claim's sentence replaced to make a sentence that only seems it
    "harbour": "airport", "council": "company", "mayor": "minister", "river": "lake",
    "two": "seven", "three": "nine", "Monday": "Thursday", "Friday": "Sunday",
    "ships": "barges", "tonnes": "crates", "March": "June", "percent": "points",
}  # fmt: skip

Article = list[list[str]]  # paragraphs of marked sentences


@dataclass(frozen=True)
class Edit:
    """One labelled edit; `old` and `new` carry marks."""

    name: str
    old: str
    new: str


def read_marks(marked: str) -> tuple[str, dict[str, Span]]:
    """The plain text, and where each claim stands in it."""
    plain: list[str] = []
    spans: dict[str, Span] = {}
    at = length = 0
    for mark in MARK.finditer(marked):
        plain += [marked[at : mark.start()], mark[2]]
        start = length + mark.start() - at
        length = start + len(mark[2])
        spans[mark[1]] = Span(start, length)
        at = mark.end()
    return "".join([*plain, marked[at:]]), spans


def strip_marks(marked: str) -> str:
    """The words without marks."""
    return MARK.sub(r"\2", marked)


def list_edits() -> Iterator[Edit]:
    """Every edit: by hand from edits.jsonl, then by rule over edit_articles.txt."""
    for line in BY_HAND.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        yield Edit(f"hand: {record['name']}", record["old"], record["new"])
    for number, marked in enumerate(ARTICLES.read_text(encoding="utf-8").split("\n====\n")):
        yield from edit_article(number, marked.strip())


def edit_article(number: int, marked: str) -> Iterator[Edit]:
    """Every rule, several times, over one article; the draws are seeded."""
    for rule in RULES:
        for turn in range(5):
            draw = random.Random(f"{number} {rule.__name__} {turn}")
            article = [split_block(block) for block in marked.split("\n\n")]
            rule(article, draw)
            new = "\n\n".join(" ".join(block) for block in article if block)
            if new != marked:
                yield Edit(f"{rule.__name__} {number}.{turn}", marked, new)


def split_block(block: str) -> list[str]:
    """The sentences of a paragraph; none ends inside a mark."""
    pieces: list[str] = []
    for piece in re.split(r"(?<=[.!?؟])\s(?=\S)|(?<=[.!?]”)\s", block):
        if pieces and pieces[-1].count("{") > pieces[-1].count("}"):
            pieces[-1] += f" {piece}"
        else:
            pieces.append(piece)
    return pieces


def pick(article: Article, draw: random.Random, *, claimed: bool) -> tuple[int, int]:
    """Some sentence's paragraph and number; `claimed`: one that carries a claim."""
    return draw.choice(
        [
            (p, s)
            for p, block in enumerate(article)
            for s, sentence in enumerate(block)
            if bool(MARK.search(sentence)) == claimed or not claimed
        ]
    )


def make_lookalike(sentence: str) -> str:
    """A sentence like it that asserts something else; without marks."""
    plain = strip_marks(sentence)
    changed = re.sub(r"\d+", lambda n: str(int(n[0]) + 13), plain)
    for was, now in LOOKALIKES.items():
        changed = re.sub(rf"\b{was}\b", now, changed)
    return changed if changed != plain else f"Elsewhere, {plain}"


def misspell_outside(article: Article, draw: random.Random) -> None:
    """Swap two letters of a word outside the claims."""
    p, s = pick(article, draw, claimed=True)
    sentence = article[p][s]
    marks = [m.span() for m in MARK.finditer(sentence)]
    words = [
        w for w in re.finditer(r"[^\W\d_]{5,}", sentence)
        if not any(a <= w.start() < b for a, b in marks)
    ]  # fmt: skip
    if words:
        w = draw.choice(words)
        at = w.start() + 2
        swapped = sentence[at + 1] + sentence[at]
        article[p][s] = sentence[:at] + swapped + sentence[at + 2 :]


def change_claim(article: Article, draw: random.Random, swap: Callable[[str], str]) -> None:
    """Change the words inside one mark by `swap`."""
    p, s = pick(article, draw, claimed=True)
    mark = draw.choice(list(MARK.finditer(article[p][s])))
    words = swap(mark[2])
    sentence = article[p][s]
    article[p][s] = (
        f"{sentence[: mark.start()]}{{{mark[1]}|{words}}}{sentence[mark.end() :]}"
    )


def misspell_inside(article: Article, draw: random.Random) -> None:
    """Drop a letter of a longer word in a claim."""
    change_claim(article, draw, lambda w: re.sub(r"(\w{3})\w(\w)", r"\1\2", w, count=1))


def change_figure(article: Article, draw: random.Random) -> None:
    """Change the digits of a claim."""
    change_claim(
        article, draw, lambda w: re.sub(r"\d", lambda d: str((int(d[0]) + 3) % 10), w)
    )


def change_word(article: Article, draw: random.Random) -> None:
    """Replace a word of the claim by its lookalike, where there is one."""
    change_claim(
        article, draw, lambda w: w if (new := make_lookalike(w)).startswith("Else") else new
    )


def swap_sentences(article: Article, draw: random.Random) -> None:
    """Exchange two sentences, anywhere."""
    (p, s), (q, t) = (pick(article, draw, claimed=c) for c in (True, False))
    article[p][s], article[q][t] = article[q][t], article[p][s]


def swap_paragraphs(article: Article, draw: random.Random) -> None:
    """Exchange two paragraphs."""
    p, q = draw.sample(range(len(article)), 2)
    article[p], article[q] = article[q], article[p]


def move_sentence(article: Article, draw: random.Random) -> None:
    """Take a sentence out and put it elsewhere."""
    p, s = pick(article, draw, claimed=True)
    sentence = article[p].pop(s)
    block = draw.choice(article)
    block.insert(draw.randint(0, len(block)), sentence)


def move_and_misspell(article: Article, draw: random.Random) -> None:
    """Swap two paragraphs, and misspell something."""
    swap_paragraphs(article, draw)
    misspell_outside(article, draw)


def insert_lookalike_before(article: Article, draw: random.Random) -> None:
    """Put a lookalike right before a claim's sentence."""
    p, s = pick(article, draw, claimed=True)
    article[p].insert(s, make_lookalike(article[p][s]))


def insert_lookalike_after(article: Article, draw: random.Random) -> None:
    """Put a lookalike right after a claim's sentence."""
    p, s = pick(article, draw, claimed=True)
    article[p].insert(s + 1, make_lookalike(article[p][s]))


def lookalike_and_typo(article: Article, draw: random.Random) -> None:
    """Misspell a word of a claim's sentence and put a lookalike beside it."""
    misspell_outside(article, draw)
    insert_lookalike_before(article, draw)


def delete_leaving_lookalike(article: Article, draw: random.Random) -> None:
    """Delete a claim's sentence; something like it stands in another paragraph."""
    p, s = pick(article, draw, claimed=True)
    sentence = article[p].pop(s)
    others = [block for q, block in enumerate(article) if q != p]
    draw.choice(others).append(make_lookalike(sentence))


def delete_sentence(article: Article, draw: random.Random) -> None:
    """Delete a claim's sentence."""
    p, s = pick(article, draw, claimed=True)
    article[p].pop(s)


def duplicate_sentence(article: Article, draw: random.Random) -> None:
    """Repeat a claim's sentence, unmarked, at the end of the article."""
    p, s = pick(article, draw, claimed=True)
    article.append([strip_marks(article[p][s])])


def merge_paragraphs(article: Article, draw: random.Random) -> None:
    """Join two paragraphs."""
    p = draw.randrange(len(article) - 1)
    article[p] += article.pop(p + 1)


def split_paragraph(article: Article, draw: random.Random) -> None:
    """Break a paragraph in two."""
    p = draw.choice([p for p, block in enumerate(article) if len(block) > 1])
    at = draw.randint(1, len(article[p]) - 1)
    article[p : p + 1] = [article[p][:at], article[p][at:]]


def merge_sentences(article: Article, draw: random.Random) -> None:
    """Make one sentence of two."""
    p = draw.choice([p for p, block in enumerate(article) if len(block) > 1])
    s = draw.randrange(len(article[p]) - 1)
    first, second = article[p][s : s + 2]
    article[p][s : s + 2] = [f"{first.rstrip('.')}, and {second}"]


def change_style(article: Article, draw: random.Random) -> None:
    """Change quote style and white space everywhere."""
    for block in article:
        block[:] = [
            s.replace("“", '"').replace("”", '"').replace("’", "'").replace(" ", "  ", 2)
            for s in block
        ]


def reword_neighbours(article: Article, draw: random.Random) -> None:
    """Replace every sentence without a claim."""
    for block in article:
        for s, sentence in enumerate(block):
            if not MARK.search(sentence):
                block[s] = f"Nobody has said more about this so far, case {draw.random()}."


def insert_words(article: Article, draw: random.Random) -> None:
    """Put an aside at the beginning of a claim's sentence."""
    p, s = pick(article, draw, claimed=True)
    article[p][s] = f"According to people who were there, {article[p][s]}"


RULES = (
    misspell_outside, misspell_inside, change_figure, change_word, swap_sentences,
    swap_paragraphs, move_sentence, move_and_misspell, insert_lookalike_before,
    insert_lookalike_after, lookalike_and_typo, delete_leaving_lookalike, delete_sentence,
    duplicate_sentence, merge_paragraphs, split_paragraph, merge_sentences, change_style,
    reword_neighbours, insert_words,
)  # fmt: skip

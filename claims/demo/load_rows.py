"""The rows of one article of a big newsroom: sentence by sentence, each with one claim."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import models

from claims.demo.bulk import MORNING, Ids
from claims.models import (
    Anchor,
    Article,
    ArticleVersion,
    Claim,
    Evidence,
    Review,
    Sentence,
    TrailEntry,
    TrailHead,
    Verdict,
)
from claims.models.trail import FORM, GENESIS, hash_entry

TOWNS = "Alder Brisk Calla Dunmore Esker Fallow Garnet Hythe Ister Jarrow".split()
SHIPS = "Petrel Osprey Avocet Dunlin Gannet Plover Heron Tern Fulmar Curlew".split()
FORMS = (
    (
        "personnel_count",
        "On Monday ",
        "{n} soldiers",
        " came ashore at {town} from {ship}.",
    ),
    ("quantity", "The {ship} landed ", "{n} tonnes", " of flour at {town} before dark."),
    ("money", "Repairs to the {ship} cost ", "${n} million", ", {town} council said."),
    ("percent", "Traffic through {town} grew by ", "{n} percent", " since {ship} called."),
)
SPREAD = (
    "detected open open in_review second_review decided decided dismissed open detected "
    "open detected open detected open decided open detected open detected"
).split()
UNREVIEWED = ("detected", "open", "dismissed")
DAY = date(2024, 5, 17)
Row = dict[str, Any]
Tables = dict[type[models.Model], list[Row]]


@dataclass(slots=True)
class Load:
    """What the rows lean on: the next key of each table, people, sources, ratings."""

    keys: dict[type[models.Model], int]
    ids: Ids
    editor: tuple[int, str]  # key and name
    reviewers: tuple[int, int]
    sources: range
    rating: int
    rows: Tables = field(default_factory=lambda: defaultdict(list))

    def add(self, model: type[models.Model], **row: Any) -> int:
        """Append a row under the table's next key; gives the key."""
        key = self.keys[model]
        self.keys[model] = key + 1
        self.rows[model].append({"id": key, **row})
        return key


def add_article(load: Load, number: int, *, claims: int) -> None:
    """Append article `number` with `claims` claims and its chain's first entry."""
    spans = list(write_sentences(number, claims))
    text = "\n\n".join([f"Port call {number}", "".join(one.text for one in spans) or "–"])
    public_id = load.ids.take()
    article = load.keys[Article]
    version = load.keys[ArticleVersion]
    at = MORNING + timedelta(seconds=number)
    made = {"created_by_id": load.editor[0], "created_at": at}
    load.add(
        Article,
        public_id=public_id,
        title=f"Port call {number}",
        published_on=DAY,
        current_id=version,
        **made,
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    load.add(ArticleVersion, article_id=article, number=1, text=text, sha256=digest, **made)
    add_entry(load, public_id, title=f"Port call {number}", digest=digest, claims=claims)
    place = text.index("\n\n") + 2
    load.add(Sentence, version_id=version, index=0, start=0, end=place - 2)
    for index, one in enumerate(spans, start=1):
        end = place + len(one.text.rstrip())
        row = load.add(Sentence, version_id=version, index=index, start=place, end=end)
        claim = add_claim(load, one, article=article, number=index)
        start = place + one.start
        if not text.startswith(one.quote, start):
            raise ValueError(f"the words of claim {index} stand elsewhere")
        load.add(
            Anchor,
            claim_id=claim,
            version_id=version,
            sentence_id=row,
            start=start,
            end=start + len(one.quote),
            quote=one.quote,
            prefix=text[max(0, start - 32) : start],
            suffix=text[start + len(one.quote) :][:32],
        )
        place += len(one.text)


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence with the words that are its claim."""

    text: str
    start: int  # of the quote, in `text`
    quote: str
    kind: str
    n: int


def write_sentences(article: int, claims: int) -> Iterator[Told]:
    """Yield `claims` sentences, the same ones for the same article."""
    for index in range(claims):
        turn = article * 7 + index
        kind, before, quote, after = FORMS[turn % len(FORMS)]
        n = 2 + (article * 31 + index * 17) % 970
        words = {
            "n": str(n),
            "town": f"Port {TOWNS[turn % 10]}",
            "ship": SHIPS[(turn // 10) % 10],
        }
        head, said = before.format(**words), quote.format(**words)
        text = f"{head}{said}{after.format(**words)} "
        yield Told(text, len(head), said, kind, n)


def add_claim(load: Load, one: Told, *, article: int, number: int) -> int:
    """Append a claim in a state of its turn, with what that state presupposes."""
    status = SPREAD[number % len(SPREAD)]
    first, second = load.reviewers
    claim = load.add(
        Claim,
        public_id=load.ids.take(),
        article_id=article,
        number=number,
        kind=one.kind,
        status=status,
        value={"n": one.n, "mod": "="},
        reason="Not for this piece." if status == "dismissed" else "",
        reviewer_id=None if status in UNREVIEWED else first,
        second_reviewer_id=second if status in ("second_review", "decided") else None,
        created_at=MORNING,
        changed_at=MORNING,
    )
    if status != "detected":
        cite(load, claim, one)
    if status == "in_review":
        add_review(load, claim, part="first", reviewer=first, submitted=False)
    if status in ("second_review", "decided"):
        add_review(load, claim, part="first", reviewer=first, submitted=True)
    if status == "decided":
        add_review(load, claim, part="second", reviewer=second, submitted=True)
        add_verdict(load, claim, by=second)
    return claim


def cite(load: Load, claim: int, one: Told) -> None:
    """Append a citation of the source whose turn it is; none where there are none."""
    if load.sources:
        load.add(
            Evidence,
            public_id=load.ids.take(),
            claim_id=claim,
            source_id=load.sources[claim % len(load.sources)],
            stance="supports",
            passage=one.text.strip(),
            added_by_id=load.editor[0],
            added_at=MORNING,
        )


def add_review(
    load: Load, claim: int, *, part: str, reviewer: int, submitted: bool
) -> None:
    """Append a review, begun or handed in."""
    load.add(
        Review,
        claim_id=claim,
        round=1,
        part=part,
        reviewer_id=reviewer,
        started_at=MORNING,
        rating_id=load.rating if submitted else None,
        rationale="The harbour log says so." if submitted else "",
        as_of=DAY if submitted else None,
        submitted_at=MORNING + timedelta(hours=1) if submitted else None,
    )


def add_verdict(load: Load, claim: int, *, by: int) -> None:
    """Append the verdict that two equal reviews come to."""
    load.add(
        Verdict,
        claim_id=claim,
        round=1,
        rating_id=load.rating,
        rationale="The harbour log says so.",
        how="agreement",
        as_of=DAY,
        decided_by_id=by,
        decided_at=MORNING + timedelta(hours=2),
    )


def add_entry(load: Load, chain: str, *, title: str, digest: str, claims: int) -> None:
    """Append the first entry of an article's chain, and its head."""
    after = {"title": title, "version": 1, "sha256": digest, "claims": claims}
    entry = TrailEntry(
        pk=load.keys[TrailEntry],
        form=FORM,
        chain=chain,
        seq=1,
        at=MORNING,
        actor_id=load.editor[0],
        actor_name=load.editor[1],
        action="submit_article",
        subject=f"article:{chain}",
        after=after,
        previous=GENESIS,
    )
    digest = hash_entry(GENESIS, entry.body())
    load.add(
        TrailEntry,
        chain=chain,
        seq=1,
        at=MORNING,
        actor_id=load.editor[0],
        actor_name=load.editor[1],
        action="submit_article",
        subject=entry.subject,
        after=after,
        previous=GENESIS,
        hash=digest,
    )
    load.rows[TrailHead].append({"chain": chain, "seq": 1, "hash": digest})

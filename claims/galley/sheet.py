"""What a galley sheet says of one version of an article, in a fixed number of queries.

Everything is asked for on behalf of one person: nothing that person may not read gets
here, so no form of the sheet can leak it. Reviews are not on it, only verdicts.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from claims.errors import NotAllowed
from claims.evidence.health import judge_evidence
from claims.evidence.letters import key_sources
from claims.evidence.reads import note_evidence
from claims.galley.runs import Block, Span, cut_runs
from claims.galley.signs import SIGNS, write_key
from claims.intake.spoken_values import describe_value
from claims.models import (
    Anchor,
    Article,
    Claim,
    Clearance,
    Evidence,
    Query,
    Sentence,
    User,
    Verdict,
)
from claims.wording import say


@dataclass(frozen=True, slots=True)
class Cited:
    """One source of a claim: its letter, and what it is cited for."""

    letter: str
    name: str
    url: str
    stance: str
    passage: str
    locator: str
    standing: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One claim. `start` and `end` are None for an orphan: it has no place in the text."""

    number: int
    public_id: str
    start: int | None
    end: int | None
    words: str
    kind: str
    reading: str
    state: str
    state_label: str
    clears: bool
    verdict: str
    as_of: date | None
    good_until: date | None
    rationale: str
    people: tuple[str, ...]
    risk: tuple[str, ...]
    cited: tuple[Cited, ...]
    queries: tuple[str, ...]

    @property
    def key(self) -> str:
        """Its number with its sign, as printed in the text."""
        return write_key(self.number, self.state, clears=self.clears)

    @property
    def line(self) -> str:
        """The style of the line under its words."""
        return SIGNS[self.state].line

    @property
    def letters(self) -> str:
        """The letters of its sources, each once."""
        return " ".join(dict.fromkeys(one.letter for one in self.cited))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One version of an article with all that was found out about it."""

    article: Article
    number: int
    text: str
    blocks: list[Block]
    entries: list[Entry]
    orphans: list[Entry]
    waived: list[tuple[str, str]]
    clearances: list[Clearance]
    at: datetime
    by: str

    @property
    def headline(self) -> Block | None:
        """The first paragraph where it is the title, so that it is printed once."""
        first = self.blocks[0] if self.blocks else None
        if first and self.text[first.start : first.end] == self.article.title:
            return first
        return None

    @property
    def body(self) -> list[Block]:
        """The paragraphs below the headline."""
        return self.blocks[1:] if self.headline else self.blocks

    @property
    def by_number(self) -> dict[int, Entry]:
        """The claims that stand in the text, by number."""
        return {one.number: one for one in self.entries}


def compose_sheet(article: Article, *, reader: User, now: datetime) -> Sheet:
    """Give the sheet of the current version; dismissed claims are not on it.

    That confidential sources were read is in the trail afterwards.

    Raises:
        NotAllowed: `reader` may not open the article.
    """
    if not Article.objects.visible_to(reader).filter(pk=article.pk).exists():
        raise NotAllowed("This article is open to its own team only.")
    version = article.current
    text = version.text if version else ""
    cited = list_cited(article, reader)
    note_evidence(cited, actor=reader, now=now, article=article)
    entries = list_entries(article, reader, gather_cited(article, reader, cited))
    placed = [one for one in entries if one.start is not None]
    spans = [Span(one.number, one.start or 0, one.end or 0) for one in placed]
    waived = Sentence.objects.filter(version=version).exclude(waived_reason="")
    clearances = Clearance.objects.filter(version__article=article)
    return Sheet(
        article=article,
        number=version.number if version else 0,
        text=text,
        blocks=cut_runs(text, spans),
        entries=sorted(placed, key=lambda one: (one.start, -(one.end or 0), one.number)),
        orphans=[one for one in entries if one.start is None],
        waived=[(text[one.start : one.end], one.waived_reason) for one in waived],
        clearances=list(clearances.select_related("version", "by").order_by("pk")),
        at=now,
        by=reader.name,
    )


def list_entries(
    article: Article, reader: User, cited: dict[int, list[Cited]]
) -> list[Entry]:
    """Give the article's live claims by number."""
    verdicts = Verdict.objects.select_related("rating").order_by("-pk")
    anchors = Anchor.objects.filter(is_current=True)
    rows = (
        Claim.objects.visible_to(reader)
        .filter(article=article)
        .exclude(status=Claim.Status.DISMISSED)
        .select_related("reviewer", "second_reviewer")
        .prefetch_related(
            Prefetch("anchors", anchors, "current_anchors"),
            Prefetch("verdicts", verdicts, "newest_verdicts"),
        )
        .order_by("number")
    )
    queries = gather_queries(article, reader)
    return [make_entry(row, cited.get(row.pk, []), queries.get(row.pk, [])) for row in rows]


def make_entry(claim: Claim, cited: Sequence[Cited], queries: Sequence[str]) -> Entry:
    """Give one claim's entry; it has its anchor and verdicts loaded."""
    anchor = claim.anchor
    found: list[Verdict] = getattr(claim, "newest_verdicts", [])
    verdict = found[0] if found else None
    people = (claim.reviewer, claim.second_reviewer)
    return Entry(
        number=claim.number,
        public_id=claim.public_id,
        start=anchor.start if anchor else None,
        end=anchor.end if anchor else None,
        words=claim.quote,
        kind=str(claim.get_kind_display()),
        reading=describe_value(claim.value),
        state=claim.status,
        state_label=str(claim.get_status_display()),
        clears=verdict is None or verdict.rating.clears,
        verdict=say(verdict.rating.label) if verdict else "",
        as_of=verdict.as_of if verdict else None,
        good_until=verdict.good_until if verdict else None,
        rationale=verdict.rationale if verdict else "",
        people=tuple(person.name for person in people if person),
        risk=tuple(map(say, claim.risk)),
        cited=tuple(cited),
        queries=tuple(queries),
    )


def list_cited(article: Article, reader: User) -> list[Evidence]:
    """Give the standing evidence that `reader` may see."""
    rows = Evidence.objects.visible_to(reader).standing().filter(claim__article=article)
    return list(rows.select_related("source"))


def gather_cited(
    article: Article, reader: User, rows: Iterable[Evidence]
) -> dict[int, list[Cited]]:
    """Give what each claim cites, by claim."""
    letters = key_sources(article, reader)
    found: dict[int, list[Cited]] = defaultdict(list)
    for row in rows:
        found[row.claim_id].append(
            Cited(
                letter=letters.get(row.source_id, ""),
                name=str(row.source),
                url=row.source.url,
                stance=str(row.get_stance_display()),
                passage=row.passage,
                locator=row.locator,
                standing=describe_standing(row),
            )
        )
    return found


def describe_verdict(entry: Entry) -> str:
    """Give a claim's verdict, its date and its reasons in one line."""
    words = (
        _("%(verdict)s, as of %(day)s.")
        if entry.clears
        else _("%(verdict)s (does not clear), as of %(day)s.")
    )
    return f"{words % {'verdict': entry.verdict, 'day': entry.as_of}} {entry.rationale}"


def describe_standing(row: Evidence) -> str:
    """Say whether the source stands and still has the passage, in the desk's word."""
    source = row.source
    if source.dead_since:
        return _("dead since %(day)s") % {"day": source.dead_since.date().isoformat()}
    health = judge_evidence(row)
    return str(health.word).lower() if health else ""


def gather_queries(article: Article, reader: User) -> dict[int, list[str]]:
    """Give the words of the queries that still wait for something, by claim."""
    rows = Query.objects.visible_to(reader).pending().filter(claim__article=article)
    found: dict[int, list[str]] = defaultdict(list)
    for row in rows.order_by("pk"):
        found[row.claim_id].append(describe_query(row))
    return found


def describe_query(row: Query) -> str:
    """Give a query in one line: what is asked, and the words to put in or take out."""
    said = [row.question] if row.question else []
    if row.new_words:
        said.append(_("Put: “%(words)s”") % {"words": row.new_words})
    elif row.new_words == "":
        said.append(_("Take the words out."))
    return f"{' '.join(said)} ({row.get_state_display()})"


def list_risks(entries: Iterable[Entry]) -> list[tuple[str, list[int]]]:
    """Give each legal mark with the numbers of the claims that carry it."""
    found: dict[str, list[int]] = defaultdict(list)
    for one in entries:
        for risk in one.risk:
            found[risk].append(one.number)
    return sorted(found.items())

"""What the reading desk shows of an article, gathered in a fixed number of queries."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Prefetch

from claims.evidence.health import find_worst, judge_evidence
from claims.evidence.letters import key_evidence
from claims.models import (
    SETTLED,
    Anchor,
    Article,
    Claim,
    Evidence,
    User,
)
from claims.web.comment_counts import Said, count_comments
from claims.web.coverage import Strip, draw_strip, judge_sentence
from claims.web.desk_claims import list_claims
from claims.web.marked_text import write_text
from claims.web.marks import Mark
from claims.web.sentence_threads import bring_forward, list_units
from claims.workflow.coverage import Unit

Status = Claim.Status
NOT_ON_CARDS = (
    "note",
    "value_found",
    "passage_now",
    "passage_changes",
    "passage_seen_at",
    "added_at",
    "withdrawn_at",
    "source__details",
    "source__created_at",
    "source__etag",
    "source__last_modified",
    "source__url_key",
    "source__failing_since",
    "source__next_visit_at",
    "source__leased_until",
)
UNDER_REVIEW = (Status.IN_REVIEW, Status.SECOND_REVIEW, Status.DISPUTED)


def read_desk(article: Article, user: User) -> dict[str, Any]:
    """Give the context of the article page; `article` has its current version loaded."""
    text = article.current.text if article.current else ""
    claims = order_claims(list_claims(article, user))
    evidence = list_evidence(article)
    cited = gather_evidence(evidence, user)
    letters = key_evidence(row for rows in cited.values() for row in rows)
    for claim in claims:
        dress_card(claim, cited.get(claim.pk, []), letters)
    said = count_comments(article, user)
    sentences = list_units(article)
    tell_said(claims, said, sentences, article=article)
    standing = [claim for claim in claims if claim.status != Status.DISMISSED]
    placed = [claim for claim in standing if not is_orphan(claim)]
    marks = [*mark_waived(sentences), *mark_claims(placed)]
    return {
        "article": article,
        "marked_text": write_text(article, marks),
        "claims": placed,
        "gaps": list_gaps(sentences, placed),
        "orphans": [claim for claim in standing if is_orphan(claim)],
        "standing": standing,
        "sentences": sentences,
        "evidence": evidence,
        "dismissed": [claim for claim in claims if claim.status == Status.DISMISSED],
        "sources": list_cited(cited, letters),
        "strip": draw_coverage(sentences, placed),
        "counts": count_claims(standing),
        "n_comments": said.total,
        "n_words": len(text.split()),
    }


def read_head(article: Article, user: User) -> dict[str, Any]:
    """Give the context of the page's head alone, for a card’s swap; three queries."""
    claims = list(
        Claim.objects.visible_to(user)
        .filter(article=article)
        .exclude(status=Status.DISMISSED)
        .only("status")
        .order_by()
        .prefetch_related(
            Prefetch(
                "anchors",
                Anchor.objects.filter(is_current=True)
                .only("claim", "sentence", "state")
                .order_by(),
                "current_anchors",
            )
        )
    )
    sentences = list_units(article)
    placed = [claim for claim in claims if not is_orphan(claim)]
    return {
        "article": article,
        "sentences": sentences,
        "strip": draw_coverage(sentences, placed),
        "counts": count_claims(claims),
    }


def is_orphan(claim: Claim) -> bool:
    """Say whether the claim's words are no longer in the current text."""
    anchor = claim.anchor
    return anchor is None or anchor.state == Anchor.State.ORPHANED


def order_claims(claims: Iterable[Claim]) -> list[Claim]:
    """Put claims in reading order; those without a place come last."""

    def place(claim: Claim) -> tuple[bool, int, int, int]:
        anchor = claim.anchor
        start = anchor.start if anchor else None
        end = (anchor.end if anchor else None) or 0
        return (start is None, start or 0, -end, claim.number)

    return sorted(claims, key=place)


def list_evidence(article: Article) -> list[Evidence]:
    """Give all standing evidence of the article, whoever may see it (one query)."""
    rows = Evidence.objects.standing().filter(claim__article=article)
    return list(rows.select_related("source").defer(*NOT_ON_CARDS))


def gather_evidence(rows: Iterable[Evidence], user: User) -> dict[int, list[Evidence]]:
    """Give what of an article's evidence `user`, who may open it, may see, by claim."""
    found: dict[int, list[Evidence]] = defaultdict(list)
    for row in rows:
        if user.clearance or not row.source.confidential:
            found[row.claim_id].append(row)
    return found


def dress_card(claim: Claim, cited: Sequence[Evidence], letters: dict[int, str]) -> None:
    """Set what a claim's card shows beside its own columns."""
    keys = dict.fromkeys(letters.get(row.source_id, "") for row in cited)
    claim.letters = " ".join(keys)  # type: ignore[attr-defined]  # for the template only
    claim.worst = find_worst([judge_evidence(row) for row in cited])  # type: ignore[attr-defined]  # as above


def tell_said(
    claims: Iterable[Claim], said: Said, sentences: Iterable[Unit], *, article: Article
) -> None:
    """Set how many comments each card tells of, and which sentence the claim stands in."""
    units = list(sentences)
    places = {one.pk: one.index for one in units}
    on_sentences = bring_forward(article, said.sentences, units)
    for claim in claims:
        key = claim.anchor.sentence_id if claim.anchor else None
        claim.n_comments = said.claims[claim.pk]  # type: ignore[attr-defined]  # for the template only
        claim.n_said = on_sentences[key or 0]  # type: ignore[attr-defined]  # as above
        claim.sentence_index = places.get(key or 0)  # type: ignore[attr-defined]  # as above


def mark_claims(claims: Iterable[Claim]) -> list[Mark]:
    """Give the marks of claims that have a place."""
    words = {status: str(label) for status, label in Status.choices}  # translated once
    return [mark_claim(claim, words[claim.status]) for claim in claims]


def mark_claim(claim: Claim, label: str) -> Mark:
    """Give the mark of a claim that has a place; `label` says where it stands."""
    anchor = claim.anchor
    verdicts = getattr(claim, "newest_verdicts", [])
    return Mark(
        start=(anchor.start if anchor else None) or 0,
        end=(anchor.end if anchor else None) or 0,
        number=claim.number,
        state=claim.status,
        label=label,
        note=claim.quote,
        letters=getattr(claim, "letters", ""),
        verdict=verdicts[0].rating.mark if verdicts else "",
    )


def mark_waived(sentences: Iterable[Unit]) -> list[Mark]:
    """Give the marks of waived sentences; their note is the reason."""
    return [
        Mark(one.start, one.end, note=one.waived_reason)
        for one in sentences
        if one.waived_reason
    ]


def draw_coverage(sentences: Sequence[Unit], claims: Iterable[Claim]) -> Strip:
    """Draw the strip: which sentences have claims, and whether these are settled."""
    settled: dict[int | None, list[bool]] = defaultdict(list)
    for claim in claims:
        if claim.anchor:
            settled[claim.anchor.sentence_id].append(claim.status in SETTLED)
    return draw_strip(
        [
            (
                one.end - one.start,
                judge_sentence(waived=bool(one.waived_reason), settled=settled[one.pk]),
            )
            for one in sentences
        ]
    )


def list_gaps(sentences: Iterable[Unit], claims: Sequence[Claim]) -> list[int]:
    """Give the sentences that are neither waived nor hold a claim with a place.

    Four numbers for each, those of a place counted from the gap before it, so that a
    thousand weigh little: index, start, length, and the place of the next of `claims`
    in reading order.
    """
    starts = [claim.anchor.start or 0 for claim in claims if claim.anchor]
    covered = {claim.anchor.sentence_id for claim in claims if claim.anchor}
    gaps, last = [], (0, 0, 0)
    for one in sentences:
        if one.pk not in covered and not one.waived_reason:
            here = (one.index, one.start, bisect_right(starts, one.start))
            index, start, after = (now - was for now, was in zip(here, last, strict=True))
            gaps += [index, start, one.end - one.start, after]
            last = here
    return gaps


def list_cited(
    cited: dict[int, list[Evidence]], letters: dict[int, str]
) -> list[tuple[str, Evidence]]:
    """Give each cited source once, by letter, through the first evidence that cites it."""
    first: dict[int, Evidence] = {}
    for rows in cited.values():
        for row in rows:
            first.setdefault(row.source_id, row)
    return [(letters[pk], first[pk]) for pk in letters if pk in first]


def count_claims(claims: Sequence[Claim]) -> dict[str, int]:
    """Give the counters of the page's head; an orphan counts as that alone."""
    status = Counter(claim.status for claim in claims if not is_orphan(claim))
    return {
        "found": status[Status.DETECTED],
        "open": status[Status.OPEN],
        "stale": status[Status.RECHECK],
        "orphaned": sum(1 for claim in claims if is_orphan(claim)),
        "in_review": sum(status[one] for one in UNDER_REVIEW),
        "settled": sum(status[one] for one in SETTLED),
    }

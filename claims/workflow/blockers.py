"""What stands between an article and print: every sentence, claim and query, named."""

import hashlib
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from claims.models import (
    SETTLED,
    Anchor,
    Article,
    Claim,
    Clearance,
    Evidence,
    Policy,
    Query,
    Sentence,
)
from claims.workflow.coverage import Unit, fold_sentence, judge_sentence
from claims.workflow.requirements import choose_needs, find_texts, weigh_evidence

Status = Claim.Status
WORDS = {
    Status.DETECTED: ("claim_detected", "Keep it or dismiss it: nobody has looked at it."),
    Status.OPEN: ("claim_open", "Nobody has checked it yet."),
    Status.IN_REVIEW: ("claim_in_review", "It is under review."),
    Status.SECOND_REVIEW: ("claim_in_review", "Its second review is not in."),
    Status.DISPUTED: ("claim_disputed", "The two reviews differ: it needs adjudication."),
    Status.RECHECK: ("claim_stale", "A fact changed under it: check it again."),
}


class Blocker(NamedTuple):
    """One reason. `code` is stable; `subject` is "claim:<id>", "sentence:<index>" or
    "query:<id>"; `key` names the very state of the subject that stands against print."""

    code: str
    detail: str
    subject: str
    key: str

    def describe(self) -> dict[str, object]:
        """Give it as JSON."""
        return self._asdict()


def find_blockers(
    article: Article,
    *,
    today: date,
    claims: Sequence[Claim] | None = None,
    sentences: Sequence[Unit] | None = None,
    evidence: Iterable[Evidence] | None = None,
) -> list[Blocker]:
    """Give what blocks the current version, in reading order; eight queries in all.

    What a chief set aside in an earlier clearance is left out while its subject stays
    exactly as it was. Who has the claims that are not dismissed, with what `for_queue`
    loads, the sentences or the standing evidence at hand hands them in and saves their
    queries.
    """
    if claims is None:
        standing = Claim.objects.filter(article=article).exclude(status=Status.DISMISSED)
        # The article is at hand; its whole text in every row would cost seconds.
        claims = list(standing.for_queue().defer("article__current__text"))
    if sentences is None:
        rows = Sentence.objects.filter(version=article.current_id).order_by("index")
        sentences = [Unit(*row) for row in rows.values_list(*Unit.__slots__)]
    if evidence is None:
        standing_rows = Evidence.objects.standing().filter(claim__article=article)
        evidence = standing_rows.select_related("source")
    queries = list(
        Query.objects.pending().filter(claim__article=article).select_related("claim")
    )
    found = [
        *list_open_sentences(article, sentences, claims),
        *list_claim_blockers(article, sentences, claims, evidence, today=today),
        *map(judge_query, queries),
    ]
    aside = list_overridden(article)
    return [blocker for blocker in found if blocker.key not in aside]


def list_overridden(article: Article) -> set[str]:
    """Give the keys of everything a chief set aside for this article."""
    rows = Clearance.objects.filter(version__article=article)
    kept = rows.exclude(overridden=[]).values_list("overridden", flat=True)
    return {str(one["key"]) for row in kept for one in row}


def is_placed(anchor: Anchor | None) -> bool:
    """Say whether the claim's words stand in the current text."""
    return anchor is not None and anchor.start is not None


def list_open_sentences(
    article: Article, sentences: Sequence[Unit], claims: Sequence[Claim]
) -> Iterator[Blocker]:
    """Yield the sentences that neither a claim covers nor anybody waived."""
    text = article.current.text if article.current else ""
    anchors = [claim.anchor for claim in claims]
    placed = [one for one in anchors if one is not None and one.start is not None]
    starts = sorted(one.start or 0 for one in placed)
    ends = sorted(one.end or 0 for one in placed)
    for one in sentences:
        # Those that begin before its end, less those that end before it begins.
        n_claims = bisect_left(starts, one.end) - bisect_right(ends, one.start)
        waived = bool(one.waived_reason)
        if judge_sentence(waived=waived, claims=n_claims) == "open":
            words = fold_sentence(text[one.start : one.end])
            digest = hashlib.sha256(words.encode()).hexdigest()[:24]
            yield Blocker(
                "sentence_open",
                f"Sentence {one.index + 1} has no claim and no waiver: “{words[:80]}”",
                f"sentence:{one.index}",
                f"sentence_open:{digest}",
            )


def list_claim_blockers(
    article: Article,
    sentences: Sequence[Unit],
    claims: Sequence[Claim],
    evidence: Iterable[Evidence],
    *,
    today: date,
) -> Iterator[Blocker]:
    """Yield what stands against each claim that is not dismissed."""
    cited: dict[int, list[Evidence]] = defaultdict(list)
    for row in evidence:
        cited[row.claim_id].append(row)
    policies = list(Policy.objects.filter(active=True))
    wanted = any(policy.independent_secondary for policy in policies)
    texts = find_texts(row for group in cited.values() for row in group) if wanted else {}
    cut = set(
        Claim.objects.filter(article=article, cuts__isnull=False).values_list(
            "pk", flat=True
        )
    )
    attributed = find_attributed(article, sentences)
    for claim in sorted(claims, key=lambda one: one.number):
        if not is_placed(claim.anchor):
            if claim.pk not in cut:
                yield block(claim, "claim_orphaned", "Its words are gone: place or cut it.")
        elif claim.status not in SETTLED:
            yield block(claim, *WORDS[Status(claim.status)])
        else:
            yield from judge_verdict(claim, attributed=claim.pk in attributed, today=today)
            yield from judge_policy(
                claim, cited[claim.pk], policies, today=today, texts=texts
            )


def judge_verdict(claim: Claim, *, attributed: bool, today: date) -> Iterator[Blocker]:
    """Yield why a settled claim's verdict does not let it stand in print."""
    verdicts = getattr(claim, "newest_verdicts", [])
    if not verdicts:
        yield block(claim, "verdict_missing", "It has no verdict.")
        return
    if not verdicts[0].rating.clears and not attributed:
        yield block(
            claim,
            "verdict_not_clearing",
            f"It is rated “{verdicts[0].rating.label}”: change the text or attribute it.",
        )
    if verdicts[0].is_stale(today):
        yield block(claim, "verdict_expired", "Its verdict is past its shelf life.")


def judge_policy(
    claim: Claim,
    cited: Iterable[Evidence],
    policies: Sequence[Policy],
    *,
    today: date,
    texts: Mapping[str, str],
) -> Iterator[Blocker]:
    """Yield the rules its evidence does not meet; a rating without a number needs none."""
    verdicts = getattr(claim, "newest_verdicts", [])
    if verdicts and verdicts[0].rating.value is not None:
        needs = choose_needs(claim, policies)
        for unmet in weigh_evidence(needs, cited, today=today, texts=texts):
            yield block(claim, unmet.code, unmet.detail)


def block(claim: Claim, code: str, detail: str) -> Blocker:
    """Give a blocker of a claim as it is: a settled one in its round and wording (being
    published changes nothing), any other in its present revision."""
    state = str(claim.revision)
    if claim.status in SETTLED:
        digest = hashlib.sha256(claim.quote.encode()).hexdigest()[:24]
        state = f"round {claim.round}:{digest}"
    return Blocker(
        code,
        f"Claim {claim.number}: {detail}",
        f"claim:{claim.public_id}",
        f"{code}:{claim.public_id}:{state}",
    )


def judge_query(query: Query) -> Blocker:
    """Give the blocker that a pending query is."""
    code, words = "query_open", "a query waits for its answer."
    if query.state in Query.TO_APPLY:
        code, words = "answer_not_applied", "new words wait to be put in."
    return Blocker(
        code,
        f"Claim {query.claim.number}: {words}",
        f"query:{query.public_id}",
        f"{code}:{query.public_id}",
    )


def find_attributed(article: Article, sentences: Sequence[Unit]) -> set[int]:
    """Give the claims whose query was answered by an attribution that still stands."""
    rows = Query.objects.filter(
        claim__article=article, state=Query.State.ANSWERED, attributed_to__gt=""
    ).select_related("claim__article__current")
    return {
        row.claim_id
        for row in rows
        if names_speaker(row.claim, row.attributed_to, sentences)
    }


def names_speaker(
    claim: Claim, name: str, sentences: Sequence[Unit] | Sequence[Sentence]
) -> bool:
    """Say whether `name` stands in the claim's sentence or one beside it."""
    anchor, version = claim.anchor, claim.article.current
    if anchor is None or anchor.start is None or version is None:
        return False
    start, end = anchor.start, anchor.end or 0
    inside = [s.index for s in sentences if s.start < end and s.end > start]
    near = [s for s in sentences if inside and inside[0] - 1 <= s.index <= inside[-1] + 1]
    words = " ".join(version.text[s.start : s.end] for s in near)
    folded = fold_sentence(name).casefold()
    return bool(folded) and folded in fold_sentence(words).casefold()

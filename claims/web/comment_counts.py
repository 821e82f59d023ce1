"""How many comments a person may read on the claims, citations, sentences of an article."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count

from claims.models import Article, Claim, Comment, Evidence, User


@dataclass(frozen=True, slots=True)
class Said:
    """Numbers of comments by key of the row; a claim's hold those on its evidence too."""

    claims: Counter[int] = field(default_factory=Counter)
    evidence: Counter[int] = field(default_factory=Counter)
    sentences: Counter[int] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """All of them."""
        return self.claims.total() + self.sentences.total()


def count_comments(article: Article, user: User, *, claim: Claim | None = None) -> Said:
    """Count what `user` may read, replies included; one query. `claim` keeps to one."""
    rows = Comment.objects.visible_to(user).filter(article=article).order_by()
    if claim is not None:
        rows = rows.filter(claim=claim)
    said = Said()
    groups = rows.values_list("claim_id", "evidence_id", "sentence_id")
    for claim_key, evidence_key, sentence_key, n in groups.annotate(n=Count("pk")):
        if claim_key is not None:
            said.claims[claim_key] += n
        if evidence_key is not None:
            said.evidence[evidence_key] += n
        if sentence_key is not None:
            said.sentences[sentence_key] += n
    return said


def mark_rows(rows: Iterable[Evidence], said: Said) -> None:
    """Set on each citation how many comments it has, for its row."""
    for row in rows:
        row.n_comments = said.evidence[row.pk]  # type: ignore[attr-defined]  # for the template only

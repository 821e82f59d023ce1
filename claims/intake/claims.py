"""Claims that people find where no rule did."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Max

from claims.errors import BadInput
from claims.extraction import Found, find_claims
from claims.intake.articles import write_claims
from claims.models import Article, ArticleVersion, Claim, Kind, User
from claims.workflow import write_trail
from claims.workflow.access import require


@transaction.atomic
def add_claim(
    article: Article, *, start: int, end: int, kind: str = "", actor: User, now: datetime
) -> Claim:
    """Make an open claim of the words from `start` to `end` (code points, end-exclusive).

    Where a rule reads these very words, its value comes with it; an empty `kind` takes the
    rule's, else "statement".

    Raises:
        NotAllowed: the actor is no editor.
        BadInput: the span lies outside the text or is blank, or the kind is unknown.
    """
    require("add_claim", actor, article=article)
    stored = Article.objects.select_for_update().get(pk=article.pk)
    version = ArticleVersion.objects.get(article=stored, article__current=F("pk"))
    if not 0 <= start < end <= len(version.text) or not version.text[start:end].strip():
        raise BadInput("Mark at least one word inside the text.", field="start")
    if kind and kind not in Kind.values:
        raise BadInput(f"“{kind}” is no kind of claim.", field="kind")
    item = read_span(stored, version.text, start, end, kind)
    last = stored.claims.aggregate(last=Max("number"))["last"] or 0
    anchor = write_claims(
        version,
        list(version.sentences.all()),
        [item],
        now=now,
        first_number=last + 1,
        status=Claim.Status.OPEN,
        created_by=actor,
    )[0]
    write_trail(
        anchor.claim,
        "add_claim",
        actor=actor,
        now=now,
        after={"kind": item.kind, "quote": anchor.quote, "start": start, "end": end},
    )
    return anchor.claim


def read_span(article: Article, text: str, start: int, end: int, kind: str) -> Found:
    """Give what a rule makes of the marked words, else an unread claim."""
    for item in find_claims(
        text,
        ref_date=article.published_on,
        locale=article.locale,
        language=article.language,
    ):
        if (item.start, item.end) == (start, end) and kind in ("", item.kind):
            return item
    return Found(
        start=start,
        end=end,
        kind=kind or Kind.STATEMENT.value,
        value={},
        rule="person",
        confidence=1.0,
        reason="Marked by a person.",
    )

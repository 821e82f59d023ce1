"""Short ways to an article that is nearly ready for print."""

from claims.intake import read_pasted
from claims.intake.versions import revise_article
from claims.models import Article, Claim, Sentence, User
from claims.verdicts.coverage import waive_sentence
from claims.workflow import move_claim
from tests.conftest import NOON
from tests.steps import LATER, decide


def dismiss_others(article: Article, editor: User, *keep: Claim) -> None:
    """Dismiss every detected claim but those to keep."""
    for claim in article.claims.filter(status="detected").exclude(
        pk__in=[one.pk for one in keep]
    ):
        move_claim(claim, to="dismissed", actor=editor, now=NOON, note="Not for us.")


def waive_open(article: Article, editor: User) -> list[Sentence]:
    """Waive every sentence without a standing claim."""
    article.refresh_from_db()
    assert article.current is not None
    waived = []
    for one in article.current.sentences.filter(waived_reason=""):
        live = article.claims.exclude(status="dismissed").filter(
            anchors__is_current=True,
            anchors__start__lt=one.end,
            anchors__end__gt=one.start,
        )
        if not live.exists():
            waived.append(waive_sentence(one, actor=editor, now=NOON, reason="No fact."))
    return waived


def make_clearable(
    claim: Claim, editor: User, first: User, second: User, code: str = "true"
) -> Article:
    """Decide one open claim, dismiss the rest, waive the other sentences."""
    decide(claim, first, second, code)
    article = Article.objects.get(pk=claim.article_id)
    dismiss_others(article, editor)
    waive_open(article, editor)
    return article


def revise(article: Article, editor: User, *changes: tuple[str, str]) -> Article:
    """Bring in a version in which each (old, new) wording is replaced once."""
    article.refresh_from_db()
    assert article.current is not None
    text = article.current.text
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    revise_article(article, read_pasted(text), actor=editor, now=LATER)
    return article

"""How a person stands to a claim, and the one question every act begins with."""

from collections.abc import Set as AbstractSet

from claims.errors import NotAllowed
from claims.models import Article, Claim, Review, User
from claims.workflow.permissions import ACTS, TIES, Act, find_objection, is_open_to


def find_ties(actor: User, claim: Claim) -> set[str]:
    """Give what ties `actor` to `claim`, in the words of `permissions.TIES`; one query,
    two for restricted articles."""
    ties = find_article_ties(actor, claim.article)
    if claim.created_by_id == actor.pk:
        ties.add("made")
    mine = Review.objects.filter(
        claim=claim, round=claim.round, reviewer=actor, withdrawn_at__isnull=True
    )
    for submitted in mine.values_list("submitted_at", flat=True):
        ties.add("reviewed" if submitted else "holds")
    return ties


def find_article_ties(actor: User, article: Article) -> set[str]:
    """Give what ties `actor` to the article itself."""
    ties = {"filed"} if article.created_by_id == actor.pk else set()
    if article.restricted:
        seen = Article.objects.visible_to(actor).filter(pk=article.pk).exists()
        ties |= set() if seen else {"outside"}
    return ties


def require(
    name: str, actor: User, claim: Claim | None = None, *, article: Article | None = None
) -> None:
    """Return where `actor` may do the act named, as far as role and ties go.

    Raises:
        NotAllowed: they may not; says why.
    """
    ties: set[str] = set()
    if claim is not None:
        ties = find_ties(actor, claim) if ACTS[name].barred else set()
        article = claim.article
    if article is not None:
        ties |= find_article_ties(actor, article)
    objection = find_objection(name, actor.role, ties, cleared=actor.clearance)
    if not actor.is_active:
        objection = "This account is no longer active."
    if objection:
        raise NotAllowed(objection)


def require_tie(
    name: str, actor: User, article: Article, *, also: AbstractSet[str] = frozenset()
) -> None:
    """Return where `actor` may do the act in the article, the ties it needs included.

    `also` are ties to the thing itself: a citation, a query, a correction.

    Raises:
        NotAllowed: they may not; says why.
    """
    require(name, actor, article=article)
    ties = find_article_ties(actor, article) | also
    cleared = actor.clearance
    objection = find_objection(name, actor.role, ties, cleared=cleared)
    if not objection and not is_open_to(name, actor.role, "", ties, cleared=cleared):
        objection = say_needed(ACTS[name])
    if objection:
        raise NotAllowed(objection)


def say_needed(act: Act) -> str:
    """Give the words for who may, where the act needs a tie."""
    who = " or ".join(TIES[tie] for tie in act.needs)
    above = f", or is {act.freely} or above," if act.freely else ""
    return f"Only somebody who {who}{above} may {act.words}."


def list_open_acts(actor: User, claim: Claim) -> set[str]:
    """Give the names of the acts on `claim` that are open to `actor` now."""
    if not actor.is_active:
        return set()
    ties = find_ties(actor, claim)
    return {
        name
        for name, act in ACTS.items()
        if act.states
        and is_open_to(name, actor.role, claim.status, ties, cleared=actor.clearance)
    }

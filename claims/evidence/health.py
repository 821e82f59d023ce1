"""Thirteen outcome classes folded into the six words that people read."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from claims.models import Evidence, OutcomeClass, Source

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Health:
    """One of the six marks, its word, and the sentence that says what follows."""

    mark: str
    word: "_StrPromise"
    meaning: "_StrPromise"

    @property
    def is_hot(self) -> bool:
        """Say whether it stands against print."""
        return self.mark in ("altered", "missing", "dead")


WAITING = Health("unseen", _("Not visited yet"), _("The first visit is on its way."))
HOLDS = Health("holds", _("Holds"), _("The page answers."))
ANSWERS = Health("holds", _("Answers"), _("The page answers; no words of it are cited."))
MOVED = Health(
    "moved", _("Moved"), _("The address leads elsewhere; the page answers there.")
)
UNSEEN = Health(
    "unseen", _("Not seen"), _("The page could not be read. Not counted as dead.")
)
ALTERED = Health("altered", _("Altered"), _("The page no longer reads as it did."))
MISSING = Health("missing", _("Passage gone"), _("The cited words are not on the page."))
GONE = Health(
    "dead", _("Gone"), _("The site says there is no such page. Not confirmed yet.")
)
DEAD = Health("dead", _("Dead"), _("Confirmed over several days: there is no such page."))

FOLDED = {
    "": WAITING,
    OutcomeClass.OK: HOLDS,
    OutcomeClass.RATE_LIMITED_THEN_OK: HOLDS,
    OutcomeClass.TEMPORARY_THEN_OK: HOLDS,
    OutcomeClass.REDIRECTED: MOVED,
    OutcomeClass.BLOCKED_OR_LOGIN: UNSEEN,
    OutcomeClass.SERVER_ERROR: UNSEEN,
    OutcomeClass.TIMEOUT: UNSEEN,
    OutcomeClass.UNSAFE: UNSEEN,
    OutcomeClass.INVALID: UNSEEN,
    OutcomeClass.DRIFTED: ALTERED,
    OutcomeClass.QUOTE_MISSING: MISSING,
    OutcomeClass.GONE: GONE,
    OutcomeClass.SOFT_404: GONE,
}
PASSAGES = {
    Evidence.PassageState.ALTERED: ALTERED,
    Evidence.PassageState.MISSING: MISSING,
}
READ = (Evidence.PassageState.FOUND, Evidence.PassageState.MOVED)


def judge_source(source: Source) -> Health | None:
    """Give how the source's URL stands; None for sources that have none."""
    if source.kind != Source.Kind.WEB:
        return None
    return DEAD if source.dead_since else FOLDED[source.outcome]


def judge_evidence(evidence: Evidence) -> Health | None:
    """Give how a citation stands: its own passage first, then the page it is on.

    A page that drifted elsewhere, or lost another claim's passage, still holds for this one
    when its own passage was found. One whose words are not cited only answers: nothing says
    what it would have to hold.
    """
    health = judge_source(evidence.source)
    if health is None or health.mark == "dead":
        return health
    if evidence.passage_state in PASSAGES:
        return PASSAGES[Evidence.PassageState(evidence.passage_state)]
    if not evidence.passage and health in (HOLDS, ALTERED, MISSING):
        return ANSWERS
    if health in (ALTERED, MISSING) and evidence.passage_state in READ:
        return HOLDS
    return health


def find_worst(healths: list[Health | None]) -> Health | None:
    """Give the one most in need of a person: the first hot one, or None when all hold."""
    return next((health for health in healths if health and health.is_hot), None)


def judge_outcome(outcome: str) -> Health:
    """Give the word of one visit's class."""
    return FOLDED[outcome]

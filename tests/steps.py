"""Short ways through the desk's own services, to where a test begins."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import connection, transaction

from claims.evidence import cite_source
from claims.models import Alarm, Claim, Evidence, Rating, Review, User
from claims.verdicts import start_review, submit_review
from claims.workflow import raise_alarm
from tests.conftest import NOON

LATER = NOON + timedelta(hours=1)


def cite(claim: Claim, by: User, *, url: str = "https://harbour.example/log", **more):
    """Cite a web page in support."""
    more.setdefault("passage", "240 soldiers came ashore.")
    return cite_source(claim, actor=by, now=NOON, url=url, **more)


def review(claim: Claim, by: User, code: str = "true", *, why: str = "The log says so."):
    """Take a review up and hand it in."""
    claim.refresh_from_db()
    start_review(claim, actor=by, now=NOON)
    return hand_in(claim, by, code, why=why)


def hand_in(
    claim: Claim, by: User, code: str = "true", *, why: str = "The log says so."
) -> Review:
    """Hand a started review in."""
    return submit_review(
        claim,
        actor=by,
        now=LATER,
        rating=Rating.objects.get(code=code),
        rationale=why,
        as_of=date(2019, 3, 30),
    )


def decide(claim: Claim, first: User, second: User, code: str = "true") -> Claim:
    """Bring an open claim to a verdict that two reviewers agree on."""
    if not Evidence.objects.standing().filter(claim=claim).exists():
        cite(claim, first)
    review(claim, first, code)
    review(claim, second, code)
    claim.refresh_from_db()
    return claim


def alarm(claim: Claim, content: str = "a" * 64) -> Alarm | None:
    """Raise the alarm that a cited passage changed; `content` is what the page said."""
    raised = raise_alarm(
        claim,
        cause=Alarm.Cause.PASSAGE_ALTERED,
        now=LATER,
        detail="The cited passage has changed.",
        content=content,
    )
    claim.refresh_from_db()
    return raised


def put_status(claim: Claim, status: str) -> Claim:
    """Set a status behind the services' back, as a test's starting point."""
    before = "decided" if status == "recheck" else ""
    Claim.objects.filter(pk=claim.pk).update(status=status, status_before_recheck=before)
    claim.refresh_from_db()
    return claim


@contextmanager
def without_triggers() -> Iterator[None]:
    """Write as somebody could who owns the database server and switches triggers off."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


def find_words(claim: Claim, words: str) -> tuple[int, int]:
    """Where `words` stand first in the current text of the claim's article."""
    version = claim.article.current
    assert version is not None
    start = version.text.index(words)
    return start, start + len(words)

"""History is written once: the database refuses to change or remove it."""

import hashlib

import pytest
from django.db import DatabaseError, transaction

from claims.models import ArticleVersion, Correction, LinkCheck, TrailEntry, Verdict
from claims.publishing import publish_claim, withdraw_publication
from claims.verdicts import open_round
from tests.conftest import NOON
from tests.steps import LATER, alarm, cite, decide, hand_in, review

REFUSED = "Cannot (update|delete|update or delete) rows"


def refuses(write) -> None:
    """Expect the database to refuse, leaving the test's transaction usable."""
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
        write()


def test_versions_cannot_be_changed_or_removed(article):
    rows = ArticleVersion.objects.filter(article=article)
    refuses(lambda: rows.update(text="other"))
    refuses(lambda: rows._raw_delete("default"))
    assert rows.get().text.startswith("Freighters land")


def test_trail_rows_cannot_be_changed_or_removed(article):
    rows = TrailEntry.objects.filter(chain=article.public_id)
    refuses(lambda: rows.update(reason="never happened"))
    refuses(rows.delete)
    assert rows.count() == 1


def test_link_checks_cannot_be_changed_or_removed(open_claim, reviewer):
    source = cite(open_claim, reviewer).source
    LinkCheck.objects.create(source=source, lease="one", at=NOON, outcome="gone")
    rows = LinkCheck.objects.filter(source=source)
    refuses(lambda: rows.update(outcome="ok"))
    refuses(lambda: rows._raw_delete("default"))
    assert rows.get().outcome == "gone"


def test_verdicts_cannot_be_changed_or_removed(open_claim, reviewer, second_reviewer):
    decide(open_claim, reviewer, second_reviewer)
    rows = Verdict.objects.filter(claim=open_claim)
    refuses(lambda: rows.update(rationale="other"))
    refuses(lambda: rows._raw_delete("default"))
    assert rows.get().rating.code == "true"


def test_a_publication_keeps_its_document_and_its_row(
    open_claim, reviewer, second_reviewer, editor
):
    decide(open_claim, reviewer, second_reviewer)
    stored = publish_claim(open_claim, actor=editor, now=LATER)
    refuses(lambda: open_claim.publications.update(document="{}"))
    refuses(lambda: open_claim.publications.update(page={}))
    refuses(lambda: open_claim.publications.all()._raw_delete("default"))
    withdraw_publication(open_claim, actor=editor, now=LATER, reason="Wrong photograph.")
    stored.refresh_from_db()
    assert stored.sha256 == hashlib.sha256(stored.document.encode()).hexdigest()


def test_corrections_cannot_be_changed_or_removed(
    open_claim, reviewer, second_reviewer, editor
):
    decide(open_claim, reviewer, second_reviewer)
    publish_claim(open_claim, actor=editor, now=LATER)
    alarm(open_claim)
    open_round(open_claim, actor=reviewer, now=LATER)
    hand_in(open_claim, reviewer, "half")
    review(open_claim, second_reviewer, "half")
    open_claim.refresh_from_db()
    publish_claim(open_claim, actor=editor, now=LATER, reason="The page was changed.")
    rows = Correction.objects.filter(claim=open_claim)
    refuses(lambda: rows.update(reason="none"))
    refuses(lambda: rows._raw_delete("default"))
    assert rows.get().reason == "The page was changed."

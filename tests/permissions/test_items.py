"""Acts on a citation, a query or a correction follow the table, whoever asks."""

from itertools import product

import pytest
from django.utils import timezone

from claims.errors import NotAllowed
from claims.evidence import withdraw_evidence
from claims.intake.editing import retype_claim
from claims.intake.undo import undo_edit
from claims.models import Article, ClaimEdit, Evidence, Query, TrailEntry
from claims.verdicts.queries import answer_query, raise_query, withdraw_query
from claims.verdicts.risks import flag_risks
from claims.verdicts.undoing import undo_act
from claims.workflow.permissions import ROLES, is_open_to
from tests.conftest import NOON
from tests.permissions.scene import forgotten
from tests.steps import cite

OWN = {
    "withdraw_evidence": "cited", "answer_query": "asked", "withdraw_query": "asked",
    "undo_edit": "corrected", "undo_act": "did",
}  # fmt: skip


COLUMNS = {
    Evidence: "added_by", Query: "raised_by", ClaimEdit: "by", TrailEntry: "actor",
}  # fmt: skip
HISTORY = (ClaimEdit, TrailEntry)  # no row of theirs changes


def find_article(thing) -> Article:
    """Give the article it belongs to, as stored now."""
    chain = thing.chain if isinstance(thing, TrailEntry) else ""
    rows = Article.objects.filter(public_id=chain) if chain else Article.objects
    return rows.get() if chain else rows.get(pk=thing.claim.article_id)


def make_own(thing, person) -> None:
    """Make it theirs behind the services' back."""
    setattr(thing, COLUMNS[type(thing)], person)
    if not isinstance(thing, HISTORY):
        thing.save(update_fields=[COLUMNS[type(thing)]])


def read_again(thing):
    """Give it as stored now, with its article; what is history stays as it is."""
    if not isinstance(thing, HISTORY):
        thing = type(thing).objects.get(pk=thing.pk)
    if not isinstance(thing, TrailEntry):
        thing.claim.article.refresh_from_db()
    return thing


def ask(name: str, thing, person) -> bool:
    """Say whether the service lets the person do it."""
    acts = {
        "withdraw_evidence": lambda **who: withdraw_evidence(thing, reason="So.", **who),
        "answer_query": lambda **who: answer_query(
            thing, choice="answer", answer="Yes.", **who
        ),
        "withdraw_query": lambda **who: withdraw_query(thing, **who),
        "undo_edit": lambda **who: undo_edit(thing, **who),
        "undo_act": lambda **who: undo_act(thing, **who),
    }
    try:
        acts[name](actor=person, now=timezone.now())
    except NotAllowed:
        return False
    return True


@pytest.fixture
def things(open_claim, reviewer, editor):
    cited = cite(open_claim, reviewer)
    query = raise_query(open_claim, actor=reviewer, now=NOON, question="Is it so?")
    retype_claim(open_claim, actor=editor, now=NOON, kind="count")
    edit = ClaimEdit.objects.latest("pk")
    other = open_claim.article.claims.exclude(pk=open_claim.pk)[0]
    flag_risks(other, actor=editor, now=NOON, risks=["legal"])
    flagged = TrailEntry.objects.get(action="flag_risks")
    return {
        "withdraw_evidence": cited, "answer_query": query, "withdraw_query": query,
        "undo_edit": edit, "undo_act": flagged,
    }  # fmt: skip


@pytest.mark.parametrize("name", OWN)
def test_the_service_lets_in_whom_the_table_lets_in(name, things, make_person):
    wrong, answers = [], set()
    for role, tie in product(ROLES, ("", OWN[name], "filed", "outside")):
        person = make_person(f"i-{role}-{tie or 'untied'}", role)
        if tie == "outside" and role == "chief":
            continue
        with forgotten():
            thing = type(things[name]).objects.get(pk=things[name].pk)
            articles = Article.objects.filter(pk=find_article(thing).pk)
            if tie == "filed":
                articles.update(created_by=person)
            elif tie == "outside":
                articles.update(restricted=True)
            elif tie:
                make_own(thing, person)
            said = ask(name, read_again(thing), person)
        answers.add(said)
        if said != is_open_to(name, role, "", {tie} - {""}):
            wrong.append(f"{role} {tie}: {said}")
    assert not wrong, "\n".join(wrong)
    assert answers == {True, False}

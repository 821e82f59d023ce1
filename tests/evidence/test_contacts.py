"""The contact log: by clearance, append-only, bound to the trail, every reading noted."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction

from claims.errors import BadInput, ClaimChanged, NotAllowed
from claims.evidence.contacts import log_contact, mark_reporter
from claims.evidence.reads import note_contacts, note_source
from claims.models import ConfidentialText, Contact, Role, TrailEntry, User
from tests.conftest import NOON
from tests.steps import cite, without_triggers

SAID: dict[str, Any] = {
    "asked": "A dock worker",
    "medium": "phone",
    "spoke_at": NOON - timedelta(hours=1),
    "confirmed": "He counted 240 himself.",
}


@pytest.fixture
def cleared(make_person) -> User:
    return make_person("cleo", Role.REVIEWER, clearance=True)


@pytest.fixture
def contact(open_claim, cleared) -> Contact:
    return log_contact(open_claim, actor=cleared, now=NOON, **SAID)


def test_a_conversation_is_logged_and_the_trail_holds_none_of_its_words(contact):
    entry = TrailEntry.objects.get(action="log_confidential")
    digest = entry.after.pop("confidential")
    assert entry.after == {"record": contact.public_id}
    words = ConfidentialText.objects.get(digest=digest)
    assert words.is_whole()
    assert words.content["confirmed"] == SAID["confirmed"]


@pytest.mark.parametrize(
    ("role", "clearance"),
    [(Role.VIEWER, True), (Role.REVIEWER, False), (Role.CHIEF, False)],
)
def test_who_may_not_log_is_refused(open_claim, make_person, role, clearance):
    person = make_person("somebody", role, clearance=clearance)
    with pytest.raises(NotAllowed):
        log_contact(open_claim, actor=person, now=NOON, **SAID)
    with pytest.raises(NotAllowed):
        mark_reporter(open_claim, actor=person, now=NOON, rests=True, reason="his notes")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("asked", " "),
        ("confirmed", ""),
        ("medium", "owl"),
        ("spoke_at", NOON + timedelta(days=1)),
        ("source", "nothing"),
        ("corrects", "nothing"),
        ("asked", "x" * 301),
    ],
)
def test_what_the_log_cannot_hold_names_its_field(open_claim, cleared, field, value):
    given = {**SAID, "why": "misheard", field: value}
    with pytest.raises(BadInput) as refusal:
        log_contact(open_claim, actor=cleared, now=NOON, **given)
    assert refusal.value.field == field


def test_a_correction_is_a_new_row_and_the_old_one_is_corrected_once(
    open_claim, contact, cleared
):
    more = {**SAID, "confirmed": "He counted 214.", "corrects": contact.public_id}
    with pytest.raises(BadInput, match="why"):
        log_contact(open_claim, actor=cleared, now=NOON, **more)
    log_contact(open_claim, actor=cleared, now=NOON, **more, why="misheard")
    assert Contact.objects.standing().get().confirmed == "He counted 214."
    assert Contact.objects.count() == 2
    with pytest.raises(ClaimChanged):
        log_contact(open_claim, actor=cleared, now=NOON, **more, why="again")


def test_rows_are_never_edited(contact):
    with pytest.raises(DatabaseError), transaction.atomic():
        Contact.objects.update(confirmed="nothing")
    with pytest.raises(DatabaseError), transaction.atomic():
        ConfidentialText.objects.update(content={})


def test_a_mark_is_set_and_lifted_with_reasons(open_claim, cleared):
    mark_reporter(open_claim, actor=cleared, now=NOON, rests=True, reason="his notes")
    with pytest.raises(BadInput):
        mark_reporter(open_claim, actor=cleared, now=NOON, rests=True, reason="again")
    mark_reporter(open_claim, actor=cleared, now=NOON, rests=False, reason="a document")
    assert [row.rests for row in open_claim.reporter_marks.all()] == [False, True]
    actions = TrailEntry.objects.filter(after__has_key="confidential")
    assert {entry.action for entry in actions} == {"log_confidential"}


def test_a_reading_is_noted_once_in_a_quarter_of_an_hour(contact, cleared, open_claim):
    for minutes in (0, 14, 16):
        note_contacts(open_claim, actor=cleared, now=NOON + timedelta(minutes=minutes))
    entries = TrailEntry.objects.filter(action="read_confidential")
    assert [entry.actor_name for entry in entries] == ["cleo", "cleo"]
    assert {entry.chain for entry in entries} == {open_claim.article.public_id}


def test_an_open_source_leaves_no_reading(open_claim, reviewer):
    source = cite(open_claim, reviewer).source
    assert note_source(source, actor=reviewer, now=NOON) == 0


def test_changed_confidential_words_break_the_trail(contact, capsys):
    call_command("verify_trail")
    with without_triggers():
        ConfidentialText.objects.update(content={"asked": "nobody"})
    with pytest.raises(Exception, match="confidential words of row 3 were changed"):
        call_command("verify_trail")
    with without_triggers():
        ConfidentialText.objects.all().delete()
    with pytest.raises(Exception, match="confidential words of row 3 are gone"):
        call_command("verify_trail")

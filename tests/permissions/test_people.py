"""Acts on people and days, not on a claim: absence, deadlines, teams; at both doors."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from claims.errors import NotAllowed
from claims.models import Absence, Claim, User
from claims.verdicts.absences import end_absence, record_absence
from claims.verdicts.deadlines import set_article_deadline, set_claim_deadline
from claims.workflow.permissions import ROLES, is_open_to
from tests.permissions.scene import forgotten

DAYS = {"starts_on": "2031-03-03", "ends_on": "2031-03-05", "note": "At sea"}


@pytest.fixture
def cast(make_person) -> dict[str, User]:
    return {role: make_person(f"p-{role}", role) for role in ROLES}


def is_done(act: Callable[..., object], *about: Any, actor: User, **given: Any) -> bool:
    """Say whether the service lets the person do it."""
    with forgotten():
        try:
            act(*about, actor=actor, now=timezone.now(), **given)
        except NotAllowed:
            return False
        return True


def is_let(client: Client, path: str, given: dict[str, Any], *, body: bool) -> bool:
    """Say whether a door lets the signed-in person do it; any other answer fails."""
    with forgotten():
        if body:
            answer = client.post(path, given, content_type="application/json")
        else:
            answer = client.post(path, given)
    if body:
        assert answer.status_code in (200, 201, 403), answer.content
        return answer.status_code != 403
    assert answer.status_code in (302, 409), answer.content
    return answer.status_code == 302


@pytest.mark.parametrize("whose", ["own", "another's"])
def test_who_may_say_that_somebody_is_away(whose, cast, reviewer, sign_in):
    act = "record_absence" if whose == "own" else "record_others_absence"
    days = {"starts_on": date(2031, 3, 3), "ends_on": date(2031, 3, 5), "note": "At sea"}
    for role, person in cast.items():
        away = person if whose == "own" else reviewer
        wanted = is_open_to(act, role, "")
        client = sign_in(person)
        typed = {"person": away.public_id, **DAYS}
        told = {"person": away.username, **DAYS}
        said = is_done(record_absence, actor=person, person=away, **days)
        assert said == wanted, role
        assert is_let(client, "/absences/", typed, body=False) == wanted, role
        assert is_let(client, "/api/v1/absences/", told, body=True) == wanted, role
    assert not Absence.objects.exists()


@pytest.mark.parametrize("whose", ["own", "another's"])
def test_who_may_call_an_absence_off(whose, cast, reviewer, editor, sign_in):
    act = "record_absence" if whose == "own" else "record_others_absence"
    for role, person in cast.items():
        away = person if whose == "own" else reviewer
        absence = Absence.objects.create(
            person=away, starts_on=date(2031, 3, 3), ends_on=date(2031, 3, 5),
            recorded_by=editor, recorded_at=timezone.now(),
        )  # fmt: skip
        wanted, client = is_open_to(act, role, ""), sign_in(person)
        page = f"/absences/{absence.public_id}/end/"
        operation = f"/api/v1/absences/{absence.public_id}/end/"
        assert is_done(end_absence, absence, actor=person) == wanted, role
        assert is_let(client, page, {}, body=False) == wanted, role
        assert is_let(client, operation, {}, body=True) == wanted, role


def test_who_may_set_a_deadline(cast, open_claim: Claim, sign_in):
    due = timezone.now().replace(second=0, microsecond=0) + timedelta(days=1)
    article = open_claim.article
    ways: tuple[tuple[str, Any, Callable[..., object]], ...] = (
        ("claims", open_claim, set_claim_deadline),
        ("articles", article, set_article_deadline),
    )
    for (role, person), (room, about, set_deadline) in product(cast.items(), ways):
        wanted, client = is_open_to("set_deadline", role, ""), sign_in(person)
        page = f"/{room}/{about.public_id}/deadline/"
        typed = {"due_at": f"{timezone.localtime(due):%Y-%m-%dT%H:%M}"}
        told = {"due_at": due.isoformat()}
        said = is_done(set_deadline, about, actor=person, due_at=due)
        assert said == wanted, (role, room)
        assert is_let(client, page, typed, body=False) == wanted, (role, room)
        assert is_let(client, f"/api/v1{page}", told, body=True) == wanted, (role, room)

"""The REST door answers as the services do, for every role, act, status and tie of a
person to the claim; pages wherever an act is let through, and with a refusal for each
role and act."""

from itertools import product

import pytest
from django.test import Client
from rest_framework.throttling import SimpleRateThrottle

from claims.models import Claim, User
from claims.workflow.permissions import ROLES, STATES
from tests.permissions.scene import WAYS, Way, ask_service, forgotten, set_scene, tie

REFUSED = {"not_allowed": 403, "state": 409}
TIED = {
    "start_review": ("filed", "made"),
    "submit_review": ("holds",),
    "release": ("holds",),
    "withdraw_review": ("reviewed",),
    "open_round": ("filed",),
    "adjudicate": ("filed", "reviewed"),
}


@pytest.fixture
def cast(make_person) -> dict[str, User]:
    return {role: make_person(f"d-{role}", role, clearance=True) for role in ROLES}


@pytest.fixture(autouse=True)
def no_throttle(monkeypatch) -> None:
    monkeypatch.setattr(SimpleRateThrottle, "allow_request", lambda *_: True)


def ask_page(client: Client, way: Way, claim: Claim) -> int:
    with forgotten():
        path = f"/claims/{claim.public_id}/{way.page}"
        return client.post(
            path, {**way.typed(claim), "revision": str(claim.revision)}
        ).status_code


def ask_operation(client: Client, way: Way, claim: Claim) -> int:
    with forgotten():
        path = f"/api/v1/claims/{claim.public_id}/{way.operation}"
        given = way.told(claim)
        if "spoke_at" in given:
            given["spoke_at"] = "2019-03-29T10:00:00Z"
        return client.post(path, given, content_type="application/json").status_code


@pytest.mark.parametrize("state", STATES)
def test_doors_and_services_agree(
    state, cast, open_claim, second_reviewer, editor, sign_in
):
    set_scene(open_claim, state, second_reviewer, editor)
    turn = list(STATES).index(state)
    clients = {role: sign_in(person) for role, person in cast.items()}
    wrong = []
    for place, (role, name) in enumerate(product(ROLES, WAYS)):
        way, person = WAYS[name], cast[role]
        for how in ("", *TIED.get(name, ())):
            if how in ("holds", "reviewed") and "review" not in state:
                continue
            with forgotten():
                tie(open_claim, person, how)
                said = ask_service(way, open_claim, person)
                answered = ask_operation(clients[role], way, open_claim)
                # A refusal is a whole page: each role and act is asked for one, each in
                # another status; what is let through, and REST, is asked everywhere.
                asks = said == "done" or (not how and place % len(STATES) == turn)
                shown = ask_page(clients[role], way, open_claim) if asks else None
            wanted = REFUSED.get(said)
            page_fits = shown == 302 if said == "done" else shown in (403, 409, None)
            rest_fits = answered < 300 if said == "done" else answered == wanted
            if not (page_fits and rest_fits):
                wrong.append(f"{role} {how} {name}: {said}, {shown}, {answered}")
    assert not wrong, "\n".join(wrong)


def test_to_those_outside_both_doors_are_shut(open_claim, cast, sign_in):
    tie(open_claim, cast["editor"], "outside")
    client = sign_in(cast["editor"])
    for way in WAYS.values():
        assert ask_page(client, way, open_claim) == 404
        assert ask_operation(client, way, open_claim) == 404

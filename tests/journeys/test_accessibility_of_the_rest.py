"""axe on every other page of the desk, and on what each form answers that is sent empty.

The addresses come from the resolver by way of the leak test's world, so that a page nobody
thought of is looked at too. See test_accessibility_of_states.py for how.
"""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve

from claims.models import Role
from tests.journeys.test_accessibility import PLACES
from tests.journeys.test_accessibility_of_states import enter, list_faults
from tests.leaks.doors import list_pages
from tests.leaks.planted import plant_world
from tests.leaks.world import World

__all__ = ["list_faults"]  # the fixture
pytestmark = [pytest.mark.journey, pytest.mark.timeout(400)]
NAMES = ("article", "claim", "source", "evidence", "run")
SHOWN = {200, 400, 403, 409, 410, 422}


@pytest.fixture
def world(make_person) -> World:
    reviewers = (make_person("one", Role.REVIEWER), make_person("two", Role.REVIEWER))
    return plant_world(
        editor=make_person("fay", Role.EDITOR),
        cleared=make_person("cleo", Role.REVIEWER, clearance=True),
        team=make_person("tia", Role.REVIEWER),
        reviewers=reviewers,
    )


def list_looked_at() -> set[str]:
    """Give the names of the pages that test_accessibility.py opens."""
    paths = [place.format(**dict.fromkeys(NAMES, "x")).split("?")[0] for place in PLACES]
    return {str(resolve(path).url_name) for path in paths}


def list_bodies(world: World, client: Client) -> Iterator[tuple[str, str]]:
    """Yield each kind of page once; of forms that come back empty, one of each template
    and status."""
    seen: set[tuple[object, ...]] = {("get", name) for name in list_looked_at()}
    for door in list_pages(world):
        try:
            name = resolve(door.path).url_name
        except Resolver404:
            continue
        if (door.method, name) in {*seen, ("post", "account_logout")}:
            continue
        with transaction.atomic():
            answer = getattr(client, door.method)(door.path)
            transaction.set_rollback(True)
        words = answer.content if not answer.streaming else b""
        key: tuple[object, ...] = (door.method, name)
        if door.method == "post" and answer.templates:
            key = (answer.templates[0].name, answer.status_code)
        if key not in seen and answer.status_code in SHOWN and b"<html" in words[:300]:
            seen.add(key)
            yield f"{name}-{door.method}", words.decode()


def test_no_other_page_and_no_empty_form_breaks_a_rule_of_axe(
    list_faults, world, make_person
):
    cory = make_person("cory", Role.CHIEF, clearance=True)
    client = enter(cory, "en")
    client.raise_request_exception = False
    shown = dict(list_bodies(world, client))
    assert len(shown) > 40
    assert list_faults(shown, "en") == {}

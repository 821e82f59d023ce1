"""Nothing confidential leaves by any door: every page, operation, export, mail, log line.

Each person knocks at every address of the desk, reading and writing; no answer may hold a
marker of a group that is closed to them. See `planted` for the groups.
"""

import logging
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from rest_framework.throttling import SimpleRateThrottle

from claims.models import Article, Role, TrailEntry, User
from tests.leaks.doors import Door, knock, list_operations, list_pages
from tests.leaks.planted import plant_world
from tests.leaks.world import World

SHUT = {
    "viewer": ("secret", "closed", "both"),
    "reviewer": ("secret", "closed", "both"),
    "editor": ("secret", "closed", "both"),
    "stranger": ("secret", "closed", "both"),
    "retired": ("secret", "closed", "both"),
    "read-only token": ("secret", "closed", "both"),
    "cleared reviewer": ("closed", "both"),
    "team reviewer": ("secret", "both"),
    "filing editor": ("secret", "both"),
    "uncleared chief": ("secret", "both"),
}
WRITERS = ("reviewer", "cleared reviewer", "uncleared chief", "stranger")


@pytest.fixture
def people(make_person) -> dict[str, User]:
    return {
        "viewer": make_person("vic"),
        "reviewer": make_person("rob", Role.REVIEWER),
        "editor": make_person("eve", Role.EDITOR),
        "retired": make_person("ron", Role.CHIEF, clearance=True, is_active=False),
        "read-only token": make_person("tom", Role.EDITOR),
        "cleared reviewer": make_person("cleo", Role.REVIEWER, clearance=True),
        "team reviewer": make_person("tia", Role.REVIEWER),
        "filing editor": make_person("fay", Role.EDITOR),
        "uncleared chief": make_person("uma", Role.CHIEF),
        "first": make_person("one", Role.REVIEWER),
        "second": make_person("two", Role.REVIEWER),
    }


@pytest.fixture
def world(people, caplog) -> World:
    caplog.set_level(logging.DEBUG)
    return plant_world(
        editor=people["filing editor"],
        cleared=people["cleared reviewer"],
        team=people["team reviewer"],
        reviewers=(people["first"], people["second"]),
    )


@pytest.fixture(autouse=True)
def no_throttle(monkeypatch) -> None:
    monkeypatch.setattr(SimpleRateThrottle, "allow_request", lambda *_: True)


@pytest.fixture
def enter(people, sign_in, make_key) -> Callable[[str], Client]:
    """Give the way in of a kind of person."""

    def open_door(who: str) -> Client:
        if who == "stranger":
            return Client()
        if who == "read-only token":
            return Client(headers={"Authorization": f"Bearer {make_key(people[who])}"})
        return sign_in(people[who])

    return open_door


@cache
def read_schema() -> dict[str, Any]:
    """Give the API's description: the same for all, and seconds in the making."""
    generator = SchemaGenerator(api_version="v1")
    return dict(generator.get_schema(request=None, public=True))


def list_doors(world: World) -> Iterator[Door]:
    yield from list_pages(world)
    yield from list_operations(read_schema(), world)


def knock_and_forget(client: Client, door: Door) -> str:
    """Knock, and take back whatever the answer wrote."""
    client.raise_request_exception = False
    with transaction.atomic():
        said = knock(client, door)
        transaction.set_rollback(True)
    return said


@pytest.mark.parametrize("who", SHUT)
def test_no_address_tells(who, world, people, enter, caplog):
    shut = world.all_of(SHUT[who])
    warm(world, people, enter)
    client = enter(who)
    leaks = []
    for door in list(list_doors(world)):
        if door.method != "get" and who not in WRITERS:
            continue
        said = knock_and_forget(client, door)
        found = sorted(mark for mark in shut if mark in said)
        if found:
            leaks.append(f"{door.method} {door.kind}: {found}")
    assert not leaks, "\n".join(leaks)
    assert_silent(world, caplog)


def warm(world: World, people: dict[str, User], enter: Callable[[str], Client]) -> None:
    """Fill every cache with what people see who may see more."""
    people["cleared reviewer"].refresh_from_db()
    with transaction.atomic():
        for article in (world.open_article, world.closed_article):
            article.team.add(people["cleared reviewer"])
            enter("cleared reviewer").get(f"/articles/{article.public_id}/")
        transaction.set_rollback(True)


def assert_silent(world: World, caplog) -> None:
    """No log line and no mail holds any marker, whatever its reader's clearance."""
    every = world.all_of(("secret", "closed", "both"))
    said = [record.getMessage() + str(record.exc_text or "") for record in caplog.records]
    said += [f"{sent.subject}\n{sent.body}\n{sent.message()}" for sent in mail.outbox]
    said = [one for one in said if not one.startswith("Bad Request")]
    told = [(mark, one[:200]) for one in said for mark in every if mark in one]
    assert not told


def test_what_may_be_read_is_found_and_every_reading_is_noted(world, people, enter):
    """The markers are where pages show them: the test above can fail."""
    client, seen = enter("cleared reviewer"), set()
    silent = []
    before = TrailEntry.objects.filter(action="read_confidential").count()
    for door in list(list_doors(world)):
        if door.method != "get":
            continue
        with transaction.atomic():
            said = knock(client, door)
            noted = TrailEntry.objects.filter(action="read_confidential").count() > before
            transaction.set_rollback(True)
        found = {mark for mark in world.marks["secret"] if mark in said}
        if found and not noted:
            silent.append(f"{door.kind}: {sorted(found)}")
        seen |= found
    assert not silent, "shown without a trail entry: " + "\n".join(silent)
    for name in ("sourcetitle", "sourcepassage", "asked", "confirmed", "restsbecause"):
        assert f"zqmarksecret{name}" in seen
    assert Article.objects.filter(restricted=True).exists()


def test_the_team_sees_its_article(world, people, enter):
    client = enter("team reviewer")
    said = "".join(
        knock_and_forget(client, door)
        for door in list(list_doors(world))
        if door.method == "get"
    )
    for name in ("title", "text", "question", "pagetitle", "dismissed", "waived"):
        assert f"zqmarkclosed{name}" in said

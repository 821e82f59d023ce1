"""The people and things that every room's tests start from."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from django.test import Client

from claims.intake import read_pasted, submit_article
from claims.models import Article, Claim, Rating, Role, User
from claims.workflow import move_claim

pytest_plugins = ["tests.services"]

NOON = datetime(2019, 3, 30, 12, 0, tzinfo=UTC)
TEXT = (
    "Freighters land at Port Alder with soldiers and flour\n\n"
    "PORT ALDER, March 30 - Two An-26 freighters landed at Port Alder on Monday with 240 "
    "soldiers and 18 tonnes of flour, the harbour office said.\n\n"
    "“We unloaded it all before dark,” said Mina Okafor, the harbour master. The flight "
    "cost $1.2 million, about 15 percent more than last year's.\n"
)


@pytest.fixture(autouse=True)
def own_seals(settings, tmp_path_factory) -> None:
    """Seals outlive a database: each test has a file of its own."""
    name = f"seals-{uuid4().hex}.jsonl"
    settings.SEAL_FILE = str(tmp_path_factory.getbasetemp() / name)


@pytest.fixture
def make_person(db) -> Callable[..., User]:
    """Make an active person of a role."""

    def make(username: str, role: str = Role.VIEWER, **more) -> User:
        return User.objects.create_user(
            username,
            email=f"{username}@desk.example",
            password="pw-for-tests-1",
            role=role,
            **more,
        )

    return make


@pytest.fixture
def viewer(make_person) -> User:
    return make_person("vera", Role.VIEWER)


@pytest.fixture
def reviewer(make_person) -> User:
    return make_person("kwame", Role.REVIEWER)


@pytest.fixture
def second_reviewer(make_person) -> User:
    return make_person("sara", Role.REVIEWER)


@pytest.fixture
def editor(make_person) -> User:
    return make_person("ines", Role.EDITOR)


@pytest.fixture
def chief(make_person) -> User:
    return make_person("cato", Role.CHIEF, clearance=True)


@pytest.fixture
def article(editor) -> Article:
    """An article with the claims extraction finds in it, all detected."""
    return submit_article(
        read_pasted(TEXT), actor=editor, now=NOON, published_on=date(2019, 3, 30)
    )


@pytest.fixture
def claim(article) -> Claim:
    """The count of soldiers, as detected."""
    return article.claims.get(kind="personnel_count")


@pytest.fixture
def open_claim(claim, editor) -> Claim:
    """The count of soldiers, kept by the editor."""
    return move_claim(claim, to="open", actor=editor, now=NOON)


@pytest.fixture
def ratings(db) -> dict[str, Rating]:
    """The scale, by code."""
    return {rating.code: rating for rating in Rating.objects.all()}


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """Give a browser session of a person."""

    def open_session(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return open_session


@receiver(post_migrate)
def restore_defaults(sender, **_) -> None:
    """Put scale and policy back after a test that emptied the tables."""
    if sender.label == "claims" and not Rating.objects.exists():
        import_module("claims.migrations.0002_rating_scale").write_defaults(apps, None)

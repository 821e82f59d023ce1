"""Throw-away PostgreSQL and Valkey for a test session.

tests/conftest.py lists this module in `pytest_plugins`. Tests with the `db` fixtures get
the servers by themselves; others ask for `services`.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from factcheck.run.throwaway import choose_once, start_servers


@dataclass(frozen=True)
class Services:
    """Where the servers of this session are; both are up."""

    database_url: str
    redis_url: str
    folder: Path


@pytest.fixture(scope="session")
def services() -> Iterator[Services]:
    """Both servers, up until the session ends."""
    folder = choose_once()
    with start_servers(folder):
        yield Services(os.environ["DATABASE_URL"], os.environ["REDIS_URL"], folder)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(services: Services) -> None:
    """pytest-django makes its database after this: on the session's server."""

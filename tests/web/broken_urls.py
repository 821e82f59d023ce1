"""The desk's addresses, and one where the database goes away."""

from typing import Any, NoReturn

from django.db import OperationalError, connection
from django.http import HttpRequest
from django.urls import path

from factcheck.urls import urlpatterns as real

asked: list[str] = []


def refuse_query(_execute: Any, sql: str, *_rest: Any) -> NoReturn:
    """Note what is asked of a database that is away."""
    asked.append(sql)
    raise OperationalError("the database is away")


def lose_database(request: HttpRequest) -> NoReturn:
    """Fail as the database does, which answers nothing from then on."""
    connection.execute_wrappers.append(refuse_query)
    raise OperationalError("server closed the connection unexpectedly")


urlpatterns = [path("lost/", lose_database), *real]

"""The OpenAPI description is valid, and the desk keeps to it."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.urls import reverse
from drf_spectacular.validation import validate_schema
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.core.result import Ok

from claims.api.schema import DeskSchema
from factcheck.wsgi import application
from tests.steps import cite, decide

EXAMPLES = 7  # for each of some forty operations


def read_schema(client) -> dict[str, Any]:
    """Give the description as a tool gets it."""
    answer = client.get(reverse("api-schema"), headers={"accept": "application/json"})
    assert answer.status_code == 200
    return dict(answer.json())


def test_the_description_has_no_warning_and_is_valid(db, tmp_path):
    file = tmp_path / "schema.yml"
    call_command("spectacular", "--validate", "--fail-on-warn", file=str(file))
    assert file.read_text().startswith("openapi: 3.1")


def test_the_served_description_is_valid_and_needs_no_key(client, db):
    schema = read_schema(client)
    validate_schema(schema)
    assert schema["components"]["securitySchemes"]["token"]["scheme"] == "bearer"


def test_every_operation_says_how_it_refuses(client, db):
    shape = "#/components/schemas/Error"
    operations = [
        (path, method, operation)
        for path, methods in read_schema(client)["paths"].items()
        for method, operation in methods.items()
    ]
    assert len(operations) > 25
    for path, method, operation in operations:
        refusals = {code for code in operation["responses"] if code >= "400"}
        wanted = {"400", "401", "403", "404"} | ({"409"} if method == "post" else set())
        assert wanted <= refusals, (path, method)
        body = operation["responses"]["404"]["content"]["application/json"]
        assert body["schema"]["$ref"].startswith(shape)


def test_the_docs_are_there(client, db):
    assert client.get(reverse("api-docs")).status_code == 200


def test_the_schema_class_is_the_desks_own(settings):
    path = settings.REST_FRAMEWORK["DEFAULT_SCHEMA_CLASS"]
    assert path == f"{DeskSchema.__module__}.{DeskSchema.__name__}"


@pytest.fixture
def known(open_claim, reviewer, second_reviewer) -> dict[str, list[str]]:
    """Public ids that exist, by the kind of thing in the path."""
    row = cite(open_claim, reviewer)
    decide(open_claim, reviewer, second_reviewer)
    claims = [claim.public_id for claim in open_claim.article.claims.all()]
    return {
        "articles": [open_claim.article.public_id],
        "claims": claims,
        "sources": [row.source.public_id],
        "evidence": [row.public_id],
    }


@contextmanager
def one_connection() -> Iterator[None]:
    """Requests through WSGI leave the test's connection, and its transaction, open."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_no_input_made_from_the_description_is_a_fault(known, make_token, chief, client):
    headers = {"Authorization": f"Bearer {make_token(chief)}"}
    schema = schemathesis.openapi.from_dict(read_schema(client))
    schema.app = application
    seen: set[int] = set()
    for result in schema.get_all_operations():
        assert isinstance(result, Ok)
        operation: Any = result.ok()
        kind = operation.path.removeprefix("/api/v1/").split("/")[0]
        ids = itertools.cycle(known.get(kind, ["0"]))
        with one_connection():
            make_questions(operation, ids, headers, seen)()
    assert {200, 400} <= seen


def make_questions(
    operation: Any, ids: Iterator[str], headers: dict[str, str], seen: set[int]
) -> Callable[[], None]:
    """Give a test that sends an operation what its description allows."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        if "public_id" in case.path_parameters:
            case.path_parameters["public_id"] = next(ids)
        answer = case.call(headers=headers)
        seen.add(answer.status_code)
        assert answer.status_code < 500, f"{case.method} {case.path}"

    return ask

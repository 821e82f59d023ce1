import re

import pytest
from django.test import Client

from claims.api.docs import describe_api
from claims.api.reference import METHODS, mark_code, read_reference

pytestmark = pytest.mark.django_db
KNOWN = {
    "Level": {"enum": ["high", "low"]},
    "Ship": {
        "properties": {
            "name": {"type": "string", "maxLength": 40},
            "level": {"allOf": [{"$ref": "#/components/schemas/Level"}], "default": "low"},
            "seen_on": {"type": ["string", "null"], "format": "date"},
            "crew": {"type": "array", "items": {"$ref": "#/components/schemas/Ship"}},
        },
        "required": ["name", "level"],
    },
}
SHIP = {"$ref": "#/components/schemas/Ship"}
DOCUMENT = {
    "components": {"schemas": KNOWN},
    "paths": {
        "/v1/ships/": {
            "post": {
                "operationId": "ships_create",
                "tags": ["ships"],
                "description": "Enter a ship.",
                "requestBody": {"content": {"application/json": {"schema": SHIP}}},
                "responses": {
                    "201": {"content": {"application/json": {"schema": SHIP}}},
                    "400": {"content": {"application/json": {"schema": SHIP}}},
                    "204": {},
                },
            }
        }
    },
}


def read_words(field) -> str:
    return "".join(piece.words for piece in field.kind)


def test_types_are_told_in_the_descriptions_own_words():
    [(tag, [operation])] = read_reference(DOCUMENT, site="https://desk.example").rooms
    assert tag == "ships"
    assert operation.body
    assert {field.name: read_words(field) for field in operation.body.fields} == {
        "name": "string (maxLength 40)",
        "level": '"high" | "low" (default "low")',
        "seen_on": "string <date> | null",
        "crew": "array of Ship",
    }
    assert [field.name for field in operation.body.fields if field.needed] == [
        "name",
        "level",
    ]


def test_answers_that_share_a_record_stand_together():
    [(_tag, [operation])] = read_reference(DOCUMENT, site="https://desk.example").rooms
    assert [(answer.codes, read_words(answer)) for answer in operation.answers] == [
        ("201, 400", "Ship"),
        ("204", ""),
    ]


def test_the_example_sends_what_must_be_given():
    [(_tag, [operation])] = read_reference(DOCUMENT, site="https://desk.example").rooms
    assert operation.example == (
        "curl -X POST 'https://desk.example/v1/ships/' \\\n"
        "  -H 'Authorization: Bearer desk_…' \\\n"
        "  -H 'Content-Type: application/json' \\\n"
        '  -d \'{"name": "…", "level": "high"}\''
    )


def test_every_address_of_the_description_has_its_entry_and_every_link_a_place():
    body = Client().get("/api/docs/").content.decode()
    asked = [
        (method.upper(), path)
        for path, item in describe_api()["paths"].items()
        for method in item
        if method in METHODS
    ]
    assert len(asked) > 90
    shown = re.findall(r'method">(\w+)</span> <code class="path">([^<]+)<', body)
    assert sorted(shown) == sorted(asked)
    links = set(re.findall(r'href="#([^"]+)"', body))
    assert links - set(re.findall(r'id="([^"]+)"', body)) == set()
    assert "<script src" not in body.split("<main")[1]


def test_what_stands_in_backticks_is_code_and_the_rest_is_escaped():
    assert mark_code("one of `text` & `url`") == (
        "one of <code>text</code> &amp; <code>url</code>"
    )
    assert mark_code("<b> alone") == "&lt;b&gt; alone"

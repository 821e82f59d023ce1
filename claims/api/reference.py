"""The API's readable reference, drawn from its own OpenAPI description.

Words of types are those of JSON Schema and OpenAPI 3.1, so that what stands here and in
`/api/schema/` is one language.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Schema = Mapping[str, Any]
REF = "#/components/schemas/"
METHODS = ("get", "post", "put", "patch", "delete")
LIMITS = ("default", "minLength", "maxLength", "minimum", "maximum", "pattern")
SAMPLES = {"integer": 1, "number": 1.5, "boolean": True, "array": [], "object": {}}
DAY = "2026-01-31"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Part of a type's words; `shape` where the part is a record that has its own entry."""

    words: str
    shape: str = ""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One value to send or to read."""

    name: str
    kind: list[Piece]
    needed: bool = False
    place: str = ""  # path, query or header; empty in a body
    note: SafeString


@dataclass(frozen=True, kw_only=True)
class Shape:
    """One record by its name, with its fields in the description's order."""

    name: str
    note: SafeString
    fields: list[Field]

    @property
    def is_sent(self) -> bool:
        """Whether callers write it, so that what is needed is theirs to give."""
        return self.name.endswith("Request")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What comes back under these status codes."""

    codes: str
    kind: list[Piece]


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One method of one address."""

    key: str
    method: str
    path: str
    note: SafeString
    inputs: list[Field]
    body: Shape | None
    answers: list[Answer]
    example: str


@dataclass(frozen=True, kw_only=True)
class Reference:
    """Operations by tag, in the description's order, and records by name."""

    rooms: list[tuple[str, list[Operation]]]
    shapes: list[Shape]


def read_reference(document: Schema, *, site: str) -> Reference:
    """Read an OpenAPI document; examples ask `site`, an origin without a closing slash."""
    known: Schema = document["components"]["schemas"]
    found = [
        (given["tags"][0], read_operation(path, method, given, known=known, site=site))
        for path, item in document["paths"].items()
        for method, given in item.items()
        if method in METHODS
    ]
    rooms = groupby(sorted(found, key=lambda one: one[0]), key=lambda one: one[0])
    return Reference(
        rooms=[(tag, [operation for _tag, operation in of]) for tag, of in rooms],
        shapes=[
            read_shape(name, given, known)
            for name, given in sorted(known.items())
            if "properties" in given
        ],
    )


def read_operation(
    path: str, method: str, given: Schema, *, known: Schema, site: str
) -> Operation:
    """Read one method of one address."""
    body = find_body(given, known)
    return Operation(
        key=given["operationId"],
        method=method.upper(),
        path=path,
        note=mark_code(given.get("description", "")),
        inputs=[read_input(one, known) for one in given.get("parameters", ())],
        body=body and read_shape(*body, known),
        answers=list(read_answers(given["responses"], known)),
        example=write_example(site + path, method.upper(), body, known),
    )


def read_input(given: Schema, known: Schema) -> Field:
    """Read one value of the address or of the headers."""
    listed = "enum" in given["schema"]  # its words repeat the list of values
    return Field(
        name=given["name"],
        kind=list(name_kind(given["schema"], known)),
        needed=given.get("required", False),
        place=given["in"],
        note=mark_code("" if listed else given.get("description", "")),
    )


def find_body(given: Schema, known: Schema) -> tuple[str, Schema] | None:
    """Give the name and description of the record that is sent, if one is."""
    content = given.get("requestBody", {}).get("content", {})
    for sent in content.values():
        name = sent["schema"].get("$ref", "").removeprefix(REF)
        return name, known[name] if name else sent["schema"]
    return None


def read_shape(name: str, given: Schema, known: Schema) -> Shape:
    """Read a record's fields."""
    needed = given.get("required", ())
    fields = [
        Field(
            name=key,
            kind=list(name_kind(one, known)),
            needed=key in needed,
            note=mark_code(
                "" if "enum" in resolve(one, known) else one.get("description", "")
            ),
        )
        for key, one in given.get("properties", {}).items()
    ]
    return Shape(name=name, note=mark_code(given.get("description", "")), fields=fields)


def mark_code(words: str) -> SafeString:
    """Escape words and mark what stands between backticks as code."""
    said, *rest = words.split("`")
    pairs = zip([said, *rest[1::2]], [*rest[::2], ""], strict=False)
    return format_html_join(
        "",
        "{}{}",
        (
            (said, format_html("<code>{}</code>", code) if code else "")
            for said, code in pairs
        ),
    )


def read_answers(given: Schema, known: Schema) -> Iterator[Answer]:
    """Yield what comes back; the codes that share a record stand together."""
    kinds: dict[tuple[Piece, ...], list[str]] = {}
    for code, answer in sorted(given.items()):
        kind: tuple[Piece, ...] = ()
        for media, content in answer.get("content", {}).items():
            kind = kind or name_content(media, content, known)
        kinds.setdefault(kind, []).append(code)
    for kind, codes in kinds.items():
        yield Answer(codes=", ".join(codes), kind=list(kind))


def name_content(media: str, given: Schema, known: Schema) -> tuple[Piece, ...]:
    """Name the record of an answer; of what is no JSON, its media type."""
    if "json" not in media:
        return (Piece(words=media),)
    return tuple(name_kind(given.get("schema", {}), known))


def resolve(given: Schema, known: Schema) -> Schema:
    """Follow a reference, and the lone member of an `allOf` that only adds a default."""
    if "$ref" in given:
        return resolve(known[given["$ref"].removeprefix(REF)], known)
    if len(given.get("allOf", ())) == 1:
        return resolve(given["allOf"][0], known)
    return given


def name_kind(given: Schema, known: Schema) -> Iterator[Piece]:
    """Yield the words of a type, its limits last."""
    yield from name_type(given, known)
    said = [f"{limit} {json.dumps(given[limit])}" for limit in LIMITS if limit in given]
    if said:
        yield Piece(words=f" ({', '.join(said)})")


def name_type(given: Schema, known: Schema) -> Iterator[Piece]:
    """Yield the words of a type without its limits."""
    target = resolve(given, known)
    if "enum" in target:
        yield Piece(words=" | ".join(json.dumps(one) for one in target["enum"]))
    elif "$ref" in given:
        name = given["$ref"].removeprefix(REF)
        yield Piece(words=name, shape=name if "properties" in target else "")
    elif "oneOf" in given or len(given.get("allOf", ())) == 1:
        for place, one in enumerate(given.get("oneOf") or given["allOf"]):
            if place:
                yield Piece(words=" | ")
            yield from name_type(one, known)
    else:
        yield from name_plain(given, known)


def name_plain(given: Schema, known: Schema) -> Iterator[Piece]:
    """Yield the words of a type that refers to no other, save a list's members."""
    of = given.get("type", "any")
    one, others = (of, []) if isinstance(of, str) else (of[0], of[1:])
    if one == "array":
        yield Piece(words="array of ")
        yield from name_type(given.get("items", {}), known)
    else:
        yield Piece(words=f"{one} <{given['format']}>" if "format" in given else one)
    for other in others:
        yield Piece(words=f" | {other}")


def write_example(
    address: str, method: str, body: tuple[str, Schema] | None, known: Schema
) -> str:
    """Write the command line that asks this, with the fields that must be sent."""
    lines = [f"curl -X {method} '{address}'", "  -H 'Authorization: Bearer desk_…'"]
    if method == "GET":
        lines[0] = f"curl '{address}'"
    if body:
        given = body[1].get("properties", {})
        needed = [key for key in given if key in body[1].get("required", ())]
        sent = {key: give_sample(given[key], known) for key in needed or list(given)[:1]}
        lines.append("  -H 'Content-Type: application/json'")
        lines.append(f"  -d '{json.dumps(sent, ensure_ascii=False)}'")
    return " \\\n".join(lines)


def give_sample(given: Schema, known: Schema) -> object:
    """Give a value of this type, the first of a list of values."""
    target = resolve(given, known)
    if "oneOf" in target:
        return give_sample(target["oneOf"][0], known)
    if "enum" in target:
        return target["enum"][0]
    of = target.get("type", "string")
    one = of if isinstance(of, str) else of[0]
    if one == "string":
        days = {"date": DAY, "date-time": f"{DAY}T12:00:00Z"}
        return days.get(str(target.get("format")), "…")
    return SAMPLES.get(one, "…")

"""Every address of the desk, from the resolver and the API's own description.

An address that names something the world has none of fails the test: give it a case here
or in `named.list_ids`.
"""

import gzip
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pypdf import PdfReader

from tests.leaks.world import STEM, World

SEARCH = dict.fromkeys(("q", "query", "search", "title__icontains", "words"), STEM)
FIXED = {
    "edit": "1",
    "act": "1",
    "pk": "1",
    "key": "1-1",
    "uidb36": "1",
    "number": "1",
    "nowhere": "nowhere",
}
EACH = 3  # ids of a kind that are tried at every address
GROUP = re.compile(r"[<{](?:(?P<converter>\w+):)?(?P<name>\w+)[>}]")


@dataclass(frozen=True)
class Door:
    """One request that anybody might send."""

    method: str
    path: str
    kind: str  # what kind of address it is one of


def walk(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Yield every address of the resolver as a pattern."""
    for row in resolver.url_patterns:
        path = before + str(row.pattern)
        if isinstance(row, URLPattern):
            yield path
        else:
            yield from walk(row, path)


def list_pages(world: World) -> Iterator[Door]:
    """Yield a reading and an empty writing of every page."""
    for pattern in walk(get_resolver()):
        if pattern.startswith("api/v1/") or "^" in pattern.split("account/")[0]:
            continue
        for path in fill("/" + pattern.replace("^", "").replace("$", ""), world):
            yield Door("get", path, pattern)
            yield Door("post", path, pattern)


def list_operations(schema: dict[str, Any], world: World) -> Iterator[Door]:
    """Yield every operation that the description names."""
    for pattern, methods in schema["paths"].items():
        for method in methods:
            if method in ("get", "post", "put", "patch", "delete"):
                for path in fill(pattern, world):
                    yield Door(method, path, pattern)


def fill(pattern: str, world: World) -> list[str]:
    """Give the pattern's addresses in this world.

    Raises:
        AssertionError: it names something there is no case for.
    """
    pattern = re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", pattern)
    paths = [pattern]
    while found := GROUP.search(paths[0]):
        values = find_values(pattern, found, world)
        paths = [
            path[: found.start()] + value + path[found.end() :]
            for path, value in zip(paths * len(values), values * len(paths), strict=True)
        ][: EACH * 3]
    return paths


def find_values(pattern: str, found: re.Match[str], world: World) -> list[str]:
    """Give what stands for one name in an address, by the word before it."""
    name = found["name"]
    if name in FIXED:
        return [FIXED[name]]
    before = pattern[: pattern.index(found[0])].rstrip("/").split("/")[-1]
    ids = world.ids.get(before, [])
    assert ids, (
        f"{pattern}: the leak test knows no “{before}”. Plant one, "
        "with markers in its confidential fields, and list its ids in `list_ids`."
    )
    step = max(1, len(ids) // EACH)
    return list(dict.fromkeys([*ids[::step][:EACH], ids[-1]]))


def knock(client: Client, door: Door) -> str:
    """Send the request; give all that came back, head and body."""
    if door.method == "get":
        answer = client.get(door.path, SEARCH)
    elif door.path.startswith("/api/"):
        call = getattr(client, door.method)
        answer = call(door.path, {}, content_type="application/json")
    else:
        answer = client.post(door.path, {}, headers={"HX-Request": "true"})
    body = b"".join(answer) if answer.streaming else answer.content
    head = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return f"{answer.status_code}\n{head}\n{read_body(body, head)}"


def read_body(body: bytes, head: str) -> str:
    """Give the body's words; what is packed is unpacked first."""
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
            return "\n".join(part.decode("utf-8", "replace") for part in parts)
    if body[:2] == b"\x1f\x8b":
        body = gzip.decompress(body)
    if body[:4] == b"%PDF":
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    return body.decode("utf-8", "replace")

"""`Idempotency-Key`: a tool that asks again is given the first answer."""

import json
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils import timezone
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from claims.errors import BadInput
from claims.models import User
from claims.workflow.once import Sent, answer_once, digest_file

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
LONGEST = 200  # characters
Door = Callable[..., Response]


def read_key(request: Request) -> str:
    """Give the key of a POST, "" where it has none.

    Raises:
        BadInput: it is too long, or has other than printable ASCII characters.
    """
    key = request.headers.get(HEADER, "") if request.method == "POST" else ""
    if len(key) > LONGEST or not (key.isascii() and key.isprintable()):
        raise BadInput(
            f"Give at most {LONGEST} printable ASCII characters, such as a UUID.",
            field=HEADER,
        )
    return key


def do_once(door: Door, key: str) -> Door:
    """Give the door as it answers requests with this key: the same person, address and
    body are given the first answer, with a header that says so."""

    def answer(request: Request, *args: Any, **kwargs: Any) -> Response:
        def act() -> tuple[bytes, bool]:
            fresh = door(request, *args, **kwargs)
            given.append(fresh)
            head = json.dumps({"status": fresh.status_code, "headers": dict(fresh.headers)})
            body = JSONRenderer().render(fresh.data)
            return head.encode() + b"\n" + body, fresh.status_code < 400

        given: list[Response] = []
        place = f"{request.user.pk} {request.get_full_path()}"
        sender = request.user if isinstance(request.user, User) else None
        sent = Sent(key, place, read_said(request), sender=sender)
        packed, _ = answer_once(sent, act, now=timezone.now())
        return given[0] if given else unpack(packed)

    return answer


def read_said(request: Request) -> bytes:
    """Give what the request says, however its body is written: a form's parts may come
    with another boundary each time."""
    given = request.data
    if isinstance(given, QueryDict):
        given = [
            (name, [digest_file(v) if isinstance(v, UploadedFile) else v for v in values])
            for name, values in given.lists()
        ]
    return json.dumps(given, sort_keys=True).encode()


def unpack(packed: bytes) -> Response:
    """Give the first answer again."""
    head, _, body = packed.partition(b"\n")
    told = json.loads(head)
    data = json.loads(body) if body else None
    headers = told["headers"] | {REPLAYED: "true"}
    return Response(data, status=told["status"], headers=headers)

"""A form pressed twice is done once; the second press is shown what the first one was.

Django's form token is the key: each page that is made masks it anew, every form has it, and
what is typed counts too, so that words changed after going back are words of their own.
"""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from claims.workflow.once import Sent, answer_once

View = Callable[..., HttpResponse]
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field  # nosec B105


def once(view: View) -> View:
    """Give the view as it answers a form that may be pressed twice.

    An answer below 400 is kept, save one that `refuse` marked. Pages without accounts have
    a secret in their address for a key; what carries neither is done as often as it comes.
    """

    @wraps(view)
    def take(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = str(request.POST.get(TOKEN) or kwargs.get("token", ""))
        if request.method != "POST" or not key:
            return view(request, *args, **kwargs)

        def act() -> tuple[bytes, bool]:
            answer = view(request, *args, **kwargs)
            done = answer.status_code < 400 and not hasattr(answer, "is_refusal")
            given.append(answer)
            return pack(answer), done

        given: list[HttpResponse] = []
        packed, _ = answer_once(read_sent(request, key), act, now=timezone.now())
        return given[0] if given else unpack(packed)

    take.is_once = True  # type: ignore[attr-defined]  # the tests ask every address for it
    return take


def refuse(answer: HttpResponse) -> HttpResponse:
    """Mark an answer that refuses, whatever its status: it is not what a form led to."""
    answer.is_refusal = True  # type: ignore[attr-defined]  # read by `once`
    return answer


def read_sent(request: HttpRequest, key: str) -> Sent:
    """Give who sent what, and where; the words are part of the key, and behind a secret
    link it is the link that sends."""
    typed = sorted((name, values) for name, values in request.POST.lists() if name != TOKEN)
    files = sorted(
        (name, digest_file(one)) for name, rows in request.FILES.lists() for one in rows
    )
    said = json.dumps([typed, files]).encode()
    words = hashlib.sha256(said).hexdigest()
    sender = request.user.pk if TOKEN in request.POST else ""
    return Sent(key, f"{sender} {request.get_full_path()} {words}", said)


def digest_file(upload: "UploadedFile[Any]") -> str:
    """Give the SHA-256 of a file that came along, and leave it as it was."""
    digest = hashlib.sha256((upload.name or "").encode())
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()


def pack(answer: HttpResponse) -> bytes:
    """Give an answer as bytes."""
    head = {"status": answer.status_code, "headers": dict(answer.headers)}
    return json.dumps(head).encode() + b"\n" + answer.content


def unpack(packed: bytes) -> HttpResponse:
    """Give the answer that `pack` packed."""
    head, _, content = packed.partition(b"\n")
    given = json.loads(head)
    return HttpResponse(content, status=given["status"], headers=given["headers"])

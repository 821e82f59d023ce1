"""A form pressed twice is done once; the second press is shown what the first one was.

Django's form token is the key: each page that is made masks it anew, every form has it, and
what is typed counts too, so that words changed after going back are words of their own.
"""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from claims.errors import AlreadyDone
from claims.models import User
from claims.wording import say
from claims.workflow.once import Sent, answer_once, digest_file

View = Callable[..., HttpResponse]
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field  # nosec B105


def once(view: View) -> View:
    """Give the view as it answers a form that may be pressed twice.

    An answer below 400 counts, save one that `refuse` marked. Shown again is where it led,
    and a page that shows a thing once (`show_once`); a second press of any other leads to
    the page that the form was on, as it stands now. Pages without accounts have
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
        try:
            packed, _ = answer_once(read_sent(request, key), act, now=timezone.now())
            return given[0] if given else unpack(packed)
        except AlreadyDone as refusal:
            if TOKEN not in request.POST:  # a secret link says itself what became of it
                return view(request, *args, **kwargs)
            return lead_back(request, refusal)

    take.is_once = True  # type: ignore[attr-defined]  # the tests ask every address for it
    return take


def asks_for_part(request: HttpRequest) -> bool:
    """Say whether a script asks, for a part of a page."""
    return "HX-Request" in request.headers


def lead_back(request: HttpRequest, refusal: AlreadyDone) -> HttpResponse:
    """Lead to the page that the form was on, as it stands now, and say why."""
    came = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    there = urlsplit(came)
    where = urlunsplit(("", "", there.path, there.query, ""))
    own = there.netloc == request.get_host() and not where.startswith("//")
    where = where if own else reverse("home")
    if request.user.is_authenticated:
        messages.info(request, say(refusal.detail))
    if asks_for_part(request):
        return HttpResponse(headers={"HX-Redirect": where})
    return redirect(where)


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
    sender = request.user if TOKEN in request.POST else None
    who = sender.pk if sender else ""
    return Sent(
        key,
        f"{who} {request.get_full_path()} {words}",
        said,
        sender=sender if isinstance(sender, User) else None,
        is_form=True,
    )


def show_once(answer: HttpResponse) -> HttpResponse:
    """Mark a page that shows what no other will: a link, a key, thanks."""
    answer.is_shown_once = True  # type: ignore[attr-defined]  # read by `pack`
    return answer


def pack(answer: HttpResponse) -> bytes:
    """Give as bytes what may be shown again: of other pages nothing, for what they show
    may be shut to their reader by then."""
    if answer.status_code < 300 and not hasattr(answer, "is_shown_once"):
        return b""
    head = {"status": answer.status_code, "headers": dict(answer.headers)}
    return json.dumps(head).encode() + b"\n" + answer.content


def unpack(packed: bytes) -> HttpResponse:
    """Give the answer that `pack` packed.

    Raises:
        AlreadyDone: it packed nothing.
    """
    if not packed:
        raise AlreadyDone("This is done already. Look at how it stands now.")
    head, _, content = packed.partition(b"\n")
    given = json.loads(head)
    return HttpResponse(content, status=given["status"], headers=given["headers"])

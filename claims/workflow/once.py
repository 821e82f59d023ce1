"""One key, one act: what is sent twice is done once, and answered as it was the first time.

The key's row is written in the transaction of the act. A second request with the same key
waits at its unique index until the first is over, and reads what that one was told.
"""

import hashlib
import zlib
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from claims.errors import AlreadyDone, KeyReused
from claims.models import Article, OnceKey, TrailEntry, User
from claims.models.trail import READ

KEPT = timedelta(days=1)
FIRST = 5  # entries of an act that are looked at; a bulk act is undone as a whole
SHOWN_AGAIN = timedelta(minutes=15)  # an answer may show what is only read on the record


@dataclass(frozen=True, slots=True)
class Sent:
    """A request: the `key` it carries, who sent it where (`place`), and what it says.

    A key is long and never used for another thing by the same sender at the same place.
    `sender` is None for who has no account. `is_form` tells a page that people go back to
    from a tool that repeats itself.
    """

    key: str
    place: str
    said: bytes
    sender: User | None
    is_form: bool = False

    @property
    def digest(self) -> str:
        """What the row is found by."""
        return hashlib.sha256(f"{self.key}\n{self.place}".encode()).hexdigest()

    @property
    def seal(self) -> Fernet:
        """What seals the answer: nobody opens it without the key."""
        words = f"{settings.SECRET_KEY}\n{self.key}\n{self.place}\nanswer"
        return Fernet(urlsafe_b64encode(hashlib.sha256(words.encode()).digest()))


@transaction.atomic
def answer_once(
    sent: Sent, act: Callable[[], tuple[bytes, bool]], *, now: datetime
) -> tuple[bytes, bool]:
    """Give what `act` answers, or what it answered the first time; and whether it was now.

    `act` says with its answer whether it did something. Where it did not, or raises, the
    key is free again. A form is acted on anew where what it did is undone or overtaken.

    Raises:
        KeyReused: the key came with other words before.
        AlreadyDone: as `open_answer`.
    """
    row, is_first = hold_key(sent, now)
    if not is_first and not (sent.is_form and is_overtaken(row)):
        return open_answer(row, sent, now=now), False
    standing, before = read_standing(sent.sender), find_newest(sent.sender)
    answer, done = act()
    if done:
        row.answer = sent.seal.encrypt(zlib.compress(answer))
        row.standing, row.acts, row.at = standing, list_acts(sent.sender, before), now
        row.save()
    else:
        row.delete()
    return answer, True


def hold_key(sent: Sent, now: datetime) -> tuple[OnceKey, bool]:
    """Give the key's row, locked, and whether it is new.

    Raises:
        KeyReused: the key came with other words before.
    """
    said = hashlib.sha256(sent.said).hexdigest()
    row = None
    while row is None:  # its row can go while it is waited for: then the key is free
        try:
            with transaction.atomic():
                return OnceKey.objects.create(digest=sent.digest, said=said, at=now), True
        except IntegrityError:
            same = OnceKey.objects.select_for_update().filter(digest=sent.digest)
            row = same.first()
    if row.said != said:
        raise KeyReused("This key came with another request before. Take a new one.")
    return row, False


def open_answer(row: OnceKey, sent: Sent, *, now: datetime) -> bytes:
    """Give what the first request was answered.

    Raises:
        AlreadyDone: a quarter of an hour ago or more, to somebody with other rights than
            they have now, or under another secret of the desk: it is not shown again.
    """
    is_late = not row.at - SHOWN_AGAIN < now < row.at + SHOWN_AGAIN
    if not is_late and row.standing == read_standing(sent.sender):
        try:
            return zlib.decompress(sent.seal.decrypt(bytes(row.answer)))
        except InvalidToken:  # the desk has a new secret
            pass
    raise AlreadyDone("This is done already. Look at how it stands now.")


def read_standing(sender: User | None) -> str:
    """Give a digest of what its sender may see: it changes with the role, the clearance,
    and each article that is shut to them or opened."""
    if sender is None:
        return ""
    shut = Article.objects.filter(restricted=True).exclude(
        pk__in=Article.objects.visible_to(sender)
    )
    keys = sorted(shut.values_list("pk", flat=True))
    words = f"{sender.role} {sender.clearance} {sender.is_active} {keys}"
    return hashlib.sha256(words.encode()).hexdigest()


def find_newest(sender: User | None) -> int:
    """Give the key of the newest trail entry of what `sender` did, 0 for none."""
    own = TrailEntry.objects.filter(actor=sender) if sender else TrailEntry.objects.none()
    return own.order_by("-at", "-pk").values_list("pk", flat=True).first() or 0


def list_acts(sender: User | None, before: int) -> list[int]:
    """Give the keys of the first entries that `sender` wrote after the one `before`;
    reading is no deed."""
    if sender is None:
        return []
    own = TrailEntry.objects.filter(actor=sender, pk__gt=before).exclude(action=READ)
    return list(own.order_by("pk").values_list("pk", flat=True)[:FIRST])


def is_overtaken(row: OnceKey) -> bool:
    """Say whether something that the request did is undone, or what it changed is changed
    again: who sends it once more then means it. What it added stands beside what came."""
    for own in TrailEntry.objects.filter(pk__in=row.acts):
        later = TrailEntry.objects.filter(
            chain=own.chain, subject=own.subject, seq__gt=own.seq
        )
        for one in later:
            if one.after.get("undoes") == own.seq or set(own.before) & set(one.before):
                return True
    return False


def digest_file(upload: "UploadedFile[Any]") -> str:
    """Give the SHA-256 of a file that came along, and leave it as it was."""
    digest = hashlib.sha256((upload.name or "").encode())
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()


def forget_keys(*, now: datetime) -> int:
    """Drop keys of more than a day ago; gives how many. Safe at any moment."""
    return OnceKey.objects.filter(at__lt=now - KEPT).delete()[0]

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

from cryptography.fernet import Fernet
from django.conf import settings
from django.db import IntegrityError, transaction

from claims.errors import KeyReused
from claims.models import OnceKey

KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sent:
    """A request: the `key` it carries, who sent it where (`place`), and what it says.

    A key is long and never used for another thing by the same sender at the same place.
    """

    key: str
    place: str
    said: bytes

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
    key is free again.

    Raises:
        KeyReused: the key came with other words before.
    """
    said = hashlib.sha256(sent.said).hexdigest()
    try:
        with transaction.atomic():
            row = OnceKey.objects.create(digest=sent.digest, said=said, at=now)
    except IntegrityError:
        row = OnceKey.objects.get(digest=sent.digest)
        if row.said != said:
            raise KeyReused(
                "This key came with another request before. Take a new one."
            ) from None
        return zlib.decompress(sent.seal.decrypt(bytes(row.answer))), False
    answer, done = act()
    if done:
        row.answer = sent.seal.encrypt(zlib.compress(answer))
        row.save(update_fields=("answer",))
    else:
        row.delete()
    return answer, True


def forget_keys(*, now: datetime) -> int:
    """Drop keys of more than a day ago; gives how many. Safe at any moment."""
    return OnceKey.objects.filter(at__lt=now - KEPT).delete()[0]

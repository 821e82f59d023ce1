"""A host's own answer for a page that cannot exist, asked for once a day by all workers."""

import hashlib
import json
from contextlib import suppress

import redis

from claims.linkcheck.listing import read_sibling
from claims.linkcheck.siblings import Siblings
from claims.linkcheck.soft_404 import wants_sibling
from claims.linkcheck.urls import find_folder_of
from claims.linkcheck.visit import Known, Visit

DAY_S = 86_400
LONGEST_TEXT = 20_000  # code points: an error page is short, and likeness needs no more


class SharedSiblings(Siblings):
    """The probes of one round, knowing what any worker's probe saw within a day.

    A Redis that does not answer costs a second probe, no more.
    """

    def __init__(self, client: redis.Redis) -> None:
        super().__init__(wants=self._is_wanted, read_text=self._read_and_keep)
        self._client = client
        self._kept: dict[str, tuple[int, str]] = {}

    def _is_wanted(self, visit: Visit, known: Known) -> bool:
        """Say whether a probe is needed; what is known already goes into `known`."""
        if not wants_sibling(visit, known):
            return False
        folder = find_folder_of(visit.final_url)
        seen = self._kept.get(folder) or self._read_kept(folder)
        if seen is None:
            return True
        self._kept[folder] = known.sibling_status, known.sibling_text = seen
        return False

    def _read_kept(self, folder: str) -> tuple[int, str] | None:
        """Give what a worker's probe saw within a day, None when there was none."""
        try:
            kept = self._client.get(name_folder(folder))
        except redis.RedisError:
            return None
        if not isinstance(kept, bytes):
            return None
        status, text = json.loads(kept)
        return status, text

    def _read_and_keep(self, visit: Visit) -> str:
        """Give the probe's text, kept for a day."""
        text = read_sibling(visit)[:LONGEST_TEXT]
        with suppress(redis.RedisError):
            self._client.set(
                name_folder(find_folder_of(visit.url)),
                json.dumps((visit.status, text)),
                ex=DAY_S,
            )
        return text


def name_folder(folder: str) -> str:
    """Give the key of a folder's URL."""
    return f"desk:sibling:{hashlib.sha256(folder.encode()).hexdigest()[:32]}"

"""Bodies of visited pages, kept by their SHA-256 and compressed by zstd.

Where they lie is the storage "evidence" of the settings: a folder, or any other of
Django's storages.
"""

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import zstandard
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, storages

LEVEL = 6


class CaptureLost(RuntimeError):
    """The store has no such body, or one that is not what its name says."""


class EvidenceFolder(FileSystemStorage):
    """A folder in which a file appears whole or not at all, and is never written twice."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:  # noqa: ARG002 -- Django's shape
        """Give `name` itself: the same name is the same content."""
        return name

    def _save(self, name: str, content: IO[Any]) -> str:
        """Write beside the place, then move there: a kill leaves no half body."""
        place = Path(self.path(name))
        place.parent.mkdir(parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(dir=place.parent, suffix=".part")
        try:
            with os.fdopen(descriptor, "wb") as out:
                out.write(content.read())
                out.flush()
                os.fsync(out.fileno())
            Path(draft).replace(place)
        except OSError:
            with suppress(OSError):
                Path(draft).unlink()
            raise
        return name


def open_store() -> Storage:
    """Give the storage that the settings name."""
    return storages["evidence"]


def name_body(sha256: str) -> str:
    """Give where a body lies in the store."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}.zst"


def hash_body(body: bytes) -> str:
    """Give the name that a body goes by."""
    return hashlib.sha256(body).hexdigest()


def keep_body(body: bytes) -> str:
    """Have `body` in the store, once however often it is given; gives its SHA-256.

    Raises:
        OSError: the folder cannot be written; other storages raise errors of their own.
    """
    sha256 = hash_body(body)
    store, name = open_store(), name_body(sha256)
    if not store.exists(name):
        packed = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True).compress(body)
        store.save(name, ContentFile(packed))
    return sha256


def read_body(sha256: str) -> bytes:
    """Give the body kept under `sha256`.

    Raises:
        CaptureLost: it is missing, or its bytes are not those that were kept.
    """
    try:
        with open_store().open(name_body(sha256)) as packed:
            body = zstandard.ZstdDecompressor().decompress(packed.read())
    except (OSError, zstandard.ZstdError) as wrong:
        raise CaptureLost(f"The body {sha256} cannot be read: {wrong}") from wrong
    if hash_body(body) != sha256:
        raise CaptureLost(f"The body {sha256} is not what was kept.")
    return body

"""Bodies of visited pages, kept by their SHA-256 and compressed by zstd, many in a file.

Where they lie is the storage "evidence" of the settings: a folder, or any other of
Django's storages.
"""

import hashlib
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

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
    return f"{sha256[:2]}/{sha256}.zst"


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
        store.save(name, ContentFile(make_compressor().compress(body)))
    return sha256


def keep_pack(bodies: Mapping[str, bytes]) -> dict[str, str]:
    """Have all `bodies`, by their SHA-256, in one new file; gives where each is in it.

    A file for each would cost more than its page. Raises as `keep_body`.
    """
    if not bodies:
        return {}
    compressor = make_compressor()
    frames = {sha256: compressor.compress(body) for sha256, body in bodies.items()}
    name = f"packs/{uuid4().hex}.zst"
    open_store().save(name, ContentFile(b"".join(frames.values())))
    places: dict[str, str] = {}
    start = 0
    for sha256, frame in frames.items():
        places[sha256] = f"{name}:{start}:{len(frame)}"
        start += len(frame)
    return places


def make_compressor() -> zstandard.ZstdCompressor:
    return zstandard.ZstdCompressor(level=LEVEL, write_checksum=True)


def read_body(sha256: str, *, place: str = "") -> bytes:
    """Give the body kept under `sha256`, in the pack that `place` names if it names one.

    Raises:
        CaptureLost: it is missing, or its bytes are not those that were kept.
    """
    try:
        body = zstandard.ZstdDecompressor().decompress(read_packed(sha256, place))
    except (OSError, ValueError, zstandard.ZstdError) as wrong:
        raise CaptureLost(f"The body {sha256} cannot be read: {wrong}") from wrong
    if hash_body(body) != sha256:
        raise CaptureLost(f"The body {sha256} is not what was kept.")
    return body


def read_packed(sha256: str, place: str) -> bytes:
    """Give the compressed bytes; OSError or ValueError when there are none."""
    store = open_store()
    if place:
        name, start, length = place.rsplit(":", 2)
        with store.open(name) as pack:
            pack.seek(int(start))
            return bytes(pack.read(int(length)))
    name, deep = name_body(sha256), f"{sha256[:2]}/{sha256[2:4]}/{sha256}.zst"
    with store.open(deep if store.exists(deep) else name) as packed:  # deep at first
        return bytes(packed.read())

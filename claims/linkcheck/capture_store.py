"""Bodies of visited pages, kept by their SHA-256 and compressed by zstd.

Where they lie is the storage "evidence" of the settings: a folder, or any other of
Django's storages.
"""

import ctypes
import hashlib
import os
import tempfile
from collections.abc import Mapping, Sequence
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
        place = self._make_place(name)
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

    def save_all(self, files: Mapping[str, bytes]) -> None:
        """Have all `files`, by name, in the folder, as if each were saved by itself.

        They go to the disk together: one wait for it instead of one a file. Raises OSError.
        """
        drafts: list[tuple[Path, Path]] = []
        try:
            for name, content in files.items():
                place = self._make_place(name)
                draft = place.with_name(f"{uuid4().hex}.part")
                drafts.append((draft, place))
                draft.write_bytes(content)
            flush_all([draft for draft, _ in drafts])
            for draft, place in drafts:
                draft.replace(place)
        except OSError:
            for draft, _ in drafts:
                with suppress(OSError):
                    draft.unlink(missing_ok=True)
            raise

    def _make_place(self, name: str) -> Path:
        place = Path(self.path(name))
        if not place.parent.is_dir():
            place.parent.mkdir(parents=True, exist_ok=True)
        return place


def flush_all(files: Sequence[Path]) -> None:
    """Have what was written to `files`, all in one file system, on the disk.

    Raises:
        OSError: the disk is full or broken.
    """
    if not files:
        return
    sync = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    for file in files if sync is None or len(files) == 1 else files[:1]:
        descriptor = os.open(file, os.O_RDONLY)
        try:
            if sync is None or len(files) == 1:
                os.fsync(descriptor)
            elif sync(descriptor) != 0:
                wrong = ctypes.get_errno()
                raise OSError(wrong, os.strerror(wrong))
        finally:
            os.close(descriptor)


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
    keep_all({sha256: body})
    return sha256


def keep_all(bodies: Mapping[str, bytes]) -> None:
    """Have all `bodies`, by their SHA-256, in the store; raises as `keep_body`."""
    store = open_store()
    compressor = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True)
    packed = {
        name: compressor.compress(body)
        for name, body in ((name_body(sha256), body) for sha256, body in bodies.items())
        if not store.exists(name)
    }
    if isinstance(store, EvidenceFolder):
        store.save_all(packed)
        return
    for name, content in packed.items():
        store.save(name, ContentFile(content))


def read_body(sha256: str) -> bytes:
    """Give the body kept under `sha256`.

    Raises:
        CaptureLost: it is missing, or its bytes are not those that were kept.
    """
    try:
        store, name = open_store(), name_body(sha256)
        deep = f"{sha256[:2]}/{sha256[2:4]}/{sha256}.zst"  # where bodies lay at first
        with store.open(deep if store.exists(deep) else name) as packed:
            body = zstandard.ZstdDecompressor().decompress(packed.read())
    except (OSError, zstandard.ZstdError) as wrong:
        raise CaptureLost(f"The body {sha256} cannot be read: {wrong}") from wrong
    if hash_body(body) != sha256:
        raise CaptureLost(f"The body {sha256} is not what was kept.")
    return body

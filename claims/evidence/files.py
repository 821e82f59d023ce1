"""Files as sources: what may be handed in, where it is kept, and its text for passages."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from celery import current_app
from django.db import transaction

from claims.errors import BadInput
from claims.linkcheck.capture_store import CaptureLost, keep_body, read_body
from claims.linkcheck.pdf_text import read_pdf
from claims.models import PageText, Source, SourceFile, User

LARGEST = 20 * 1024 * 1024  # bytes
SIGNS = {
    SourceFile.MediaType.PDF: (b"%PDF-",),
    SourceFile.MediaType.PNG: (b"\x89PNG\r\n\x1a\n",),
    SourceFile.MediaType.JPEG: (b"\xff\xd8\xff",),
    SourceFile.MediaType.GIF: (b"GIF87a", b"GIF89a"),
}
ENDINGS = {
    SourceFile.MediaType.PDF: "pdf",
    SourceFile.MediaType.PNG: "png",
    SourceFile.MediaType.JPEG: "jpg",
    SourceFile.MediaType.GIF: "gif",
    SourceFile.MediaType.WEBP: "webp",
}


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A file as it was handed in: what it was called, and its bytes."""

    name: str
    body: bytes


def sniff_type(body: bytes) -> SourceFile.MediaType | None:
    """Give what the bytes are, by their first ones alone; None for anything else.

    Only types that no browser runs anything of: no SVG, no HTML.
    """
    for media_type, signs in SIGNS.items():
        if body.startswith(signs):
            return media_type
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return SourceFile.MediaType.WEBP
    return None


def refuse_file(handed: HandedIn) -> SourceFile.MediaType:
    """Give the file's type.

    Raises:
        BadInput: it is empty, too large, or neither PDF nor image.
    """
    if not handed.body:
        raise BadInput("The file is empty. Choose another.", field="file")
    if len(handed.body) > LARGEST:
        most = LARGEST // 1024 // 1024
        raise BadInput(f"The file is over {most} MB. Hand in a smaller one.", field="file")
    media_type = sniff_type(handed.body)
    if media_type is None:
        raise BadInput(
            "This is neither a PDF nor an image (PNG, JPEG, GIF, WebP). Save it as a PDF.",
            field="file",
        )
    return media_type


def find_filed(handed: HandedIn, *, confidential: bool, actor: User) -> Source | None:
    """Give the source that has these very bytes, if `actor` may know of it."""
    rows = Source.objects.visible_to(actor).filter(confidential=confidential)
    sha256 = hashlib.sha256(handed.body).hexdigest()
    return rows.filter(file__sha256=sha256).order_by("pk").first()


def attach_file(
    source: Source, handed: HandedIn, *, actor: User, now: datetime
) -> SourceFile:
    """Keep the bytes, write the row, and have a PDF read once this is committed.

    Raises:
        BadInput: as `refuse_file`, or the store cannot be written.
    """
    media_type = refuse_file(handed)
    try:
        sha256 = keep_body(handed.body)
    except OSError as wrong:
        raise BadInput(
            "The evidence store cannot be written now. Try again later.", field="file"
        ) from wrong
    row = SourceFile.objects.create(
        source=source,
        sha256=sha256,
        size=len(handed.body),
        media_type=media_type,
        name=clean_name(handed.name),
        added_by=actor,
        added_at=now,
    )
    if media_type == SourceFile.MediaType.PDF:
        transaction.on_commit(lambda: send_reading(source.pk), robust=True)
    return row


def clean_name(name: str) -> str:
    """Give a file's name without folders and control characters, 200 at most."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if c.isprintable()).strip()[-200:] or "file"


def send_reading(source_id: int) -> None:
    """Queue the reading of a PDF; a queue that is away is made up for by the next sweep."""
    current_app.send_task(
        "claims.evidence.tasks.read_file", (source_id,), retry=False, expires=600
    )


def read_file_text(source_id: int, *, now: datetime, give_up: bool = False) -> bool:
    """Read a PDF's text for its source, once; says if it was written now.

    `give_up` writes an empty text without trying: the last reading took too long.
    """
    filed = SourceFile.objects.select_related("source").get(source_id=source_id)
    if filed.source.text_sha256:
        return False
    try:
        body = read_body(filed.sha256)
    except CaptureLost:
        return False
    text = "" if give_up else read_pdf(body)[1]
    text = text.replace("\x00", "").encode("utf-8", "replace").decode()
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    with transaction.atomic():
        PageText.objects.bulk_create(
            [PageText(sha256=sha256, text=text, first_seen_at=now)], ignore_conflicts=True
        )
        unread = Source.objects.filter(pk=source_id, text_sha256="")
        return bool(unread.update(text_sha256=sha256, checked_at=now))


def list_unread(since: datetime) -> list[int]:
    """Give the sources of PDFs that were handed in after `since` and never read."""
    rows = SourceFile.objects.filter(
        media_type=SourceFile.MediaType.PDF, source__text_sha256="", added_at__gt=since
    )
    return list(rows.order_by("pk").values_list("source_id", flat=True)[:100])


def read_bytes(filed: SourceFile) -> tuple[bytes, str]:
    """Give the file's bytes and a name for the copy that says nothing of its content.

    Raises:
        CaptureLost: the store has them no more.
    """
    ending = ENDINGS[SourceFile.MediaType(filed.media_type)]
    return read_body(filed.sha256), f"{filed.sha256[:16]}.{ending}"

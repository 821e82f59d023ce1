"""Files that are saved, never shown from the desk's own address."""

from collections.abc import Iterator

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase


def hand_over(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Give a file that browsers save and do not sniff."""
    answer = HttpResponse(content, content_type=media_type)
    mark_download(answer, name)
    return answer


def stream_over(
    parts: Iterator[bytes], media_type: str, name: str
) -> StreamingHttpResponse:
    """Give such a file piece by piece, as it is written."""
    answer = StreamingHttpResponse(parts, content_type=media_type)
    mark_download(answer, name)
    return answer


def mark_download(answer: HttpResponseBase, name: str) -> None:
    """Have browsers save it under `name`, keep it to the person and not sniff it."""
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"

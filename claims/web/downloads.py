"""Files that are saved, never shown from the desk's own address."""

from django.http import HttpResponse


def hand_over(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Give a file that browsers save and do not sniff."""
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer

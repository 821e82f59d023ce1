"""Reading what an address asks for, before it gets near the database."""

from django.http import HttpRequest

LONGEST = 64


def read_key(request: HttpRequest, name: str) -> str:
    """Give one key of the query string, or "" where it is no word the desk hands out."""
    value = request.GET.get(name, "")
    plain = value.replace("_", "").isalnum() and value.isascii()
    return value if plain and len(value) <= LONGEST else ""

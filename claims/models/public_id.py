"""Identifiers that may stand in a URL: short, unguessable, without look-alike letters."""

import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32, lower case


def make_public_id() -> str:
    """Give a fresh identifier of 14 letters (70 random bits)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(14))

"""Telling people what concerns them, once, in the desk and by mail."""

from claims.notices.telling import notify

__all__ = ["notify"]

"""Cursor pages: as fast at a million rows as at ten, and nothing is counted."""

from rest_framework.pagination import CursorPagination


class DeskPagination(CursorPagination):
    """Newest first; `?limit=` up to 200."""

    ordering = "-pk"
    page_size = 50
    page_size_query_param = "limit"
    max_page_size = 200
    cursor_query_param = "cursor"

"""The desk on paper and in files: galley sheet, PDF, Word with comments, tables."""

from claims.galley.forms import FORMS, write_form
from claims.galley.sheet import Sheet, compose_sheet

__all__ = ["FORMS", "Sheet", "compose_sheet", "write_form"]

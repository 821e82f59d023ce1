"""What stands between an article and print, as the doors ask for it."""

from claims.workflow.blockers import Blocker, find_blockers

__all__ = ["Blocker", "find_blockers"]

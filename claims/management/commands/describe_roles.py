"""`manage.py describe_roles > docs/roles.md`: the table of permissions, for people."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from claims.workflow.permissions import CLAIM_ACTS, DESK_ACTS, STATES, TIES, Act

HEAD = """# Who may do what

Written by `manage.py describe_roles` from `claims/workflow/permissions.py`; a test fails
when this file is stale. Every service asks that table, and the pages show by it what to
offer. Each role may do all that the ones before it may: viewer, reviewer, editor, chief.
Viewers read. Nobody acts with an account that was deactivated; what they did stays under
their name.

A restricted article, its claims, and the sources cited in it alone are open to who brought
it in, its team and the chiefs; to everybody else they do not exist. Confidential sources,
the contact log and the mark “rests on reporter only” need clearance besides, whatever the
role.
"""


class Command(BaseCommand):
    """Print the table."""

    help = __doc__

    def handle(self, *_: Any, **__: Any) -> None:
        """Write Markdown to standard output."""
        self.stdout.write("\n".join(write_table()))


def write_table() -> Iterator[str]:
    """Yield the lines of docs/roles.md."""
    yield HEAD
    yield "## Acts on a claim, by its status"
    yield ""
    yield "The lowest role that may; – nobody, in that status.\n"
    yield "| act | " + " | ".join(state.replace("_", " ") for state in STATES) + " |"
    yield "| --- |" + " --- |" * len(STATES)
    for act in CLAIM_ACTS:
        cells = [act.role if state in act.states else "–" for state in STATES]
        yield f"| {name(act)} | " + " | ".join(cells) + " |"
    yield "\n## What one’s own work forbids\n"
    yield "| act | not by somebody who … | only by somebody who … |"
    yield "| --- | --- | --- |"
    for act in (*CLAIM_ACTS, *DESK_ACTS):
        if act.barred or act.needs or act.clearance:
            yield f"| {name(act)} | {list_barred(act)} | {list_needs(act)} |"
    yield "\n## Acts on articles and the desk\n"
    yield "| act | lowest role |"
    yield "| --- | --- |"
    yield from (f"| {name(act)} | {act.role} |" for act in DESK_ACTS)


def name(act: Act) -> str:
    """Give the act as people say it."""
    return act.name.replace("_", " ")


def list_barred(act: Act) -> str:
    """Give the ties that forbid the act."""
    return "; ".join(TIES[tie] for tie in act.barred) or "–"


def list_needs(act: Act) -> str:
    """Give the ties of which one must hold, and clearance where it is needed."""
    said = [TIES[tie] for tie in act.needs]
    if act.freely:
        said = [f"{words}, or is {act.freely} or above" for words in said]
    return "; ".join([*said, *(["has clearance"] if act.clearance else [])]) or "–"

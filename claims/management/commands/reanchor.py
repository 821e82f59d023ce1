"""`manage.py reanchor`: where claims of an old text stand in a new one; no database."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.management.commands.extract_claims import read_text
from claims.workflow.anchoring import Placed, Span, reanchor


class Command(BaseCommand):
    """Print, for each claim of the old text, where it stands in the new one."""

    help = "Find the claims of an old text in a new version of it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options of the contract."""
        parser.add_argument("--old", required=True, help="the old text, UTF-8")
        parser.add_argument("--new", required=True, help="the new text, UTF-8")
        parser.add_argument(
            "--claims", required=True, help="JSONL of {id, start, end} into the old text"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Write a line of JSON for each claim, in the order of the file."""
        old, new = read_text(options["old"]), read_text(options["new"])
        claims = list(read_claims(read_text(options["claims"]), length=len(old)))
        placed = reanchor(old, new, [span for _, span in claims])
        for (name, _), answer in zip(claims, placed, strict=True):
            self.stdout.write(write_answer(name, answer))


def read_claims(content: str, *, length: int) -> Iterator[tuple[Any, Span]]:
    """The (id, span) of each line that is not blank.

    Raises:
        CommandError: a line is no such object, or its span lies outside the old text of
            `length` code points. The line is named by its number.
    """
    for number, line in enumerate(content.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            claim = json.loads(line)
        except json.JSONDecodeError as error:
            raise CommandError(f"Line {number} of the claims is not JSON.") from error
        if not isinstance(claim, dict) or "id" not in claim:
            raise CommandError(f"Line {number} of the claims needs id, start and end.")
        start, end = read_offset(claim, "start"), read_offset(claim, "end")
        if not 0 <= start < end <= length:
            raise CommandError(
                f"Line {number} of the claims: start and end must be whole numbers within "
                f"the old text, which has {length} characters."
            )
        yield claim["id"], Span(start, end)


def read_offset(claim: dict[str, Any], key: str) -> int:
    """The whole number under `key`, -1 when there is none; JSON's true is none."""
    value = claim.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else -1


def write_answer(name: Any, answer: Placed) -> str:
    """One line of the contract; `changed` is a list of {kind, was, is}."""
    changed = [{"kind": c.kind, "was": c.was, "is": c.now} for c in answer.changed]
    return json.dumps(
        {
            "id": name,
            "state": answer.state,
            "start": answer.start,
            "end": answer.end,
            "score": answer.score,
            "margin": answer.margin,
            "changed": changed,
        },
        ensure_ascii=False,
    )

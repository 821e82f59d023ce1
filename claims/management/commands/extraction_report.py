"""`manage.py extraction_report [--since YYYY-MM-DD] [--format table|csv|jsonl]`."""

import csv
import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand

from claims.intake.overruled import ACTS, RuleRecord, report_rules

ROW = "{:<34} {:>7} {:>10} {:>7}  {:<15} {}"


class Command(BaseCommand):
    """Lists the rules of extraction by how often people overrule them."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--since", type=read_day, help="of claims found since that day")
        parser.add_argument("--format", choices=("table", "csv", "jsonl"), default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a row for each rule, the most overruled first."""
        records = report_rules(since=options["since"])
        rows = [describe(record) for record in records]
        if options["format"] == "jsonl":
            for row in rows:
                self.stdout.write(json.dumps(row, ensure_ascii=False))
        elif options["format"] == "csv":
            names = ("rule", "found", "overruled", "share", "low", "high", *ACTS)
            out = csv.DictWriter(self.stdout, names, lineterminator="\n")
            out.writeheader()
            out.writerows(rows)
        else:
            self.print_table(records)

    def print_table(self, records: list[RuleRecord]) -> None:
        """Print for people: shares in percent, acts in words."""
        heads = ("rule", "found", "overruled", "share", "95 % interval", "how")
        self.stdout.write(ROW.format(*heads))
        for record in records:
            low, high = record.bounds
            how = ", ".join(f"{act} {record.acts[act]}" for act in ACTS if record.acts[act])
            share, between = f"{record.share:.1%}", f"{low:.1%} – {high:.1%}"
            row = (record.rule, record.found, record.overruled, share, between, how)
            self.stdout.write(ROW.format(*row).rstrip())


def describe(record: RuleRecord) -> dict[str, Any]:
    """Give a record as one flat row."""
    low, high = record.bounds
    return {
        "rule": record.rule,
        "found": record.found,
        "overruled": record.overruled,
        "share": round(record.share, 4),
        "low": round(low, 4),
        "high": round(high, 4),
        **{str(act): record.acts[act] for act in ACTS},
    }


def read_day(text: str) -> datetime:
    """Give the start of an ISO day in UTC."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is no day: write YYYY-MM-DD.") from None

"""The report on rules, after people have corrected what they found."""

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command

from claims.intake.editing import correct_value, retype_claim
from claims.intake.overruled import find_bounds, report_rules
from claims.intake.undo import undo_edit
from claims.workflow import move_claim
from tests.conftest import NOON


def run(*options: str) -> str:
    out = io.StringIO()
    call_command("extraction_report", *options, stdout=out)
    return out.getvalue()


@pytest.fixture
def ten_corrections(article, editor):
    """Ten acts against rules on eight claims, one of them undone."""
    claims = list(article.claims.order_by("number"))[:8]
    for claim in claims[:5]:
        move_claim(claim, to="dismissed", actor=editor, now=NOON, note="Not for us.")
    for claim in claims[5:7]:
        retype_claim(claim, kind="event" if claim.kind != "event" else "place",
                     actor=editor, now=NOON)  # fmt: skip
        correct_value(claim, value={"name": "the quay"}, actor=editor, now=NOON)
    kind = "event" if claims[7].kind != "event" else "place"
    edit = retype_claim(claims[7], kind=kind, actor=editor, now=NOON)
    undo_edit(edit, actor=editor, now=NOON)
    return claims


def test_ten_corrections_stand_against_the_rules_that_found_the_claims(
    ten_corrections, article
):
    records = report_rules()
    assert sum(one.found for one in records) == article.claims.count()
    assert sum(one.overruled for one in records) == 7
    assert sum(one.acts["dismiss"] for one in records) == 5
    assert sum(one.acts["kind"] for one in records) == 2
    lows = [one.bounds[0] for one in records]
    assert lows == sorted(lows, reverse=True)
    assert all(one.overruled <= one.found for one in records)


def test_the_report_comes_as_table_csv_and_json_lines(ten_corrections):
    table = run()
    assert "95 % interval" in table
    assert "dismiss" in table
    lines = [json.loads(line) for line in run("--format", "jsonl").splitlines()]
    rows = list(csv.DictReader(io.StringIO(run("--format", "csv"))))
    assert [row["rule"] for row in rows] == [line["rule"] for line in lines]
    assert sum(line["overruled"] for line in lines) == 7
    assert all(line["low"] <= line["share"] <= line["high"] for line in lines)


def test_claims_found_before_the_day_are_left_out(ten_corrections):
    assert run("--since", "2019-03-31", "--format", "jsonl") == ""
    assert run("--since", "2019-03-30", "--format", "jsonl") != ""
    with pytest.raises(CommandError, match="no day"):
        run("--since", "yesterday")


def test_the_interval_is_wilsons():
    low, high = find_bounds(1, 10)
    assert (round(low, 4), round(high, 4)) == (0.0179, 0.4042)
    assert find_bounds(0, 0) == (0.0, 1.0)
    assert find_bounds(0, 10)[0] == 0.0
    assert find_bounds(10, 10)[1] == pytest.approx(1.0)

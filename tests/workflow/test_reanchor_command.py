"""The contract of manage.py reanchor: files in, a line of JSON a claim out."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

OLD = "It carried 100 troops 🚢 on Monday.\n\nThe crew left.\n"
NEW = "“Yes.”\n\nIt carried 120 troops 🚢 on Monday.\n"


@pytest.fixture
def run(tmp_path):
    def run_command(claims: str, old: str = OLD, new: str = NEW) -> list[dict[str, Any]]:
        out = StringIO()
        names = {"old": old, "new": new, "claims": claims}
        for name, content in names.items():
            (tmp_path / name).write_text(content, encoding="utf-8", newline="")
        call_command(
            "reanchor", stdout=out, **{name: str(tmp_path / name) for name in names}
        )
        return [json.loads(line) for line in out.getvalue().splitlines()]

    return run_command


def write_claim(name, words: str) -> str:
    start = OLD.index(words)
    return json.dumps({"id": name, "start": start, "end": start + len(words)})


def test_each_claim_is_one_line_in_the_order_of_the_file(run):
    claims = [write_claim(3, "Monday"), "", write_claim("a", "100 troops"),
              write_claim("gone", "crew left")]  # fmt: skip
    monday, troops, gone = run("\n".join(claims))
    assert set(monday) == {"id", "state", "start", "end", "score", "margin", "changed"}
    assert (monday["id"], monday["state"], monday["changed"]) == (3, "kept", [])
    assert NEW[monday["start"] : monday["end"]] == "Monday"
    assert troops["state"] == "edited"
    assert NEW[troops["start"] : troops["end"]] == "120 troops"
    assert troops["changed"] == [{"kind": "digit", "was": "100", "is": "120"}]
    assert (gone["state"], gone["start"], gone["end"]) == ("orphaned", None, None)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{oops", "Line 2 of the claims is not JSON"),
        ("[1, 2]", "Line 2 of the claims needs id"),
        ('{"start": 1, "end": 2}', "Line 2 of the claims needs id"),
        ('{"id": 1, "start": 1}', "Line 2 of the claims: start and end must be"),
        ('{"id": 1, "start": true, "end": 2}', "Line 2 of the claims: start and end"),
        ('{"id": 1, "start": 5, "end": 5}', "Line 2 of the claims: start and end"),
        ('{"id": 1, "start": 5, "end": 5000}', f"which has {len(OLD)} characters"),
    ],
)
def test_a_bad_line_is_named_by_its_number(run, line, fault):
    with pytest.raises(CommandError, match=fault):
        run(write_claim(1, "Monday") + "\n" + line)


def test_a_missing_file_is_named(tmp_path):
    missing = str(tmp_path / "none.txt")
    with pytest.raises(CommandError, match=r"Cannot read .*none\.txt"):
        call_command("reanchor", old=missing, new=missing, claims=missing)

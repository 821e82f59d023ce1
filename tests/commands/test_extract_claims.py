"""`extract_claims` needs neither database nor queue."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
TEXT = "The town paid $4 million on Monday for 30 buses."


def run(*words: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command as a program, with servers that are not there."""
    return subprocess.run(
        [sys.executable, "manage.py", "extract_claims", *words],
        cwd=CHECKOUT,
        input=given,
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
            "REDIS_URL": "redis://127.0.0.1:1/0",
            "DJANGO_SETTINGS_MODULE": "factcheck.settings",
        },
    )


def test_claims_are_printed_as_lines_of_json_without_a_database():
    done = run("-", "--published", "2019-03-30", "--format", "jsonl", given=TEXT)
    assert (done.returncode, done.stderr) == (0, "")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert {"money", "date", "count"} <= {row["type"] for row in rows}
    assert all(TEXT[row["start"] : row["end"]] == row["text"] for row in rows)
    (monday,) = [row for row in rows if row["type"] == "date"]
    assert monday["value"]["iso"] == "2019-03-25"


def test_a_corpus_goes_in_and_out_line_by_line(tmp_path):
    records = [{"id": str(n), "text": TEXT, "ref_date": "2019-03-30"} for n in range(2)]
    file = tmp_path / "corpus.jsonl"
    file.write_text("".join(json.dumps(record) + "\n" for record in records))
    done = run("--corpus", str(file), "--format", "jsonl")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == ["0", "1"]
    assert answers[0]["spans"] == answers[1]["spans"] != []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "Name one text file"),
        (("/nowhere.txt",), "Cannot read"),
        (("-", "--published", "soon"), "--published"),
    ],
)
def test_a_wrong_call_is_one_clear_line(words, message):
    done = run(*words)
    assert done.returncode == 1
    assert message in done.stderr
    assert "Traceback" not in done.stderr

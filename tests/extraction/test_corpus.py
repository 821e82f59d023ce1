"""The line contract of extract_claims, and the commands over it."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from claims.extraction.corpus import BadLine, extract_corpus

TEXT = "“We sail,” Ada Bryce said on Monday. It cost $3 million.\r\n\r\nTwo F-16s left."


def run(*args, **options):
    out = StringIO()
    call_command(*args, stdout=out, **options)
    return out.getvalue()


def test_a_record_comes_back_with_its_spans_and_exact_offsets():
    record = {"id": "x", "text": TEXT, "ref_date": "2024-05-15", "locale": "GB"}
    [line] = extract_corpus([json.dumps(record), "", "  "])
    answer = json.loads(line)
    assert answer["id"] == "x"
    assert {s["type"] for s in answer["spans"]} >= {"quote", "date", "money", "equipment"}
    for span in answer["spans"]:
        assert TEXT[span["start"] : span["end"]] == span["text"]
        assert set(span) == {"start", "end", "type", "text", "value", "confidence", "rule"}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{oops", "Line 2 is not JSON"),
        ("[1]", "Line 2 is not a JSON object"),
        ('{"id": 1}', "Line 2 needs"),
        ('{"id": 1, "text": 5}', "Line 2 needs"),
        ('{"id": 1, "text": "x", "ref_date": "soon"}', "Line 2: “soon” is not a date"),
    ],
)
def test_a_bad_line_is_named_by_its_number(line, fault):
    with pytest.raises(BadLine, match=fault):
        list(extract_corpus(['{"id": 0, "text": ""}', line]))


def test_the_command_reads_a_file(tmp_path):
    file = tmp_path / "draft.txt"
    file.write_text(TEXT, encoding="utf-8", newline="")
    lines = run("extract_claims", str(file), published="2024-05-15", format="jsonl")
    spans = [json.loads(line) for line in lines.splitlines()]
    assert all(TEXT[s["start"] : s["end"]] == s["text"] for s in spans)
    table = run("extract_claims", str(file), published="2024-05-15")
    assert table.splitlines()[0].split() == [
        "start", "end", "type", "conf", "text", "value", "rule",
    ]  # fmt: skip
    assert len(table.splitlines()) == len(spans) + 1


def test_the_command_reads_a_corpus(tmp_path):
    file = tmp_path / "in.jsonl"
    file.write_text(json.dumps({"id": 7, "text": "He paid $5."}) + "\n", encoding="utf-8")
    assert json.loads(run("extract_claims", corpus=str(file), format="jsonl"))["id"] == 7


def test_the_command_refuses_clearly(tmp_path):
    latin = tmp_path / "latin.txt"
    latin.write_bytes("café".encode("latin-1"))
    for options, fault in [
        ({"file": str(tmp_path / "none.txt")}, "Cannot read"),
        ({"file": str(latin)}, "not UTF-8"),
        ({}, "Name one text file"),
        ({"corpus": str(latin)}, "--format jsonl"),
        ({"corpus": str(latin), "format": "jsonl"}, "not UTF-8"),
    ]:
        with pytest.raises(CommandError, match=fault):
            run("extract_claims", **options)


def test_a_wrong_publication_date_is_shown(tmp_path):
    file = tmp_path / "draft.txt"
    file.write_text("Text.", encoding="utf-8")
    with pytest.raises(CommandError, match="“30/03/2019” is not a date"):
        run("extract_claims", str(file), published="30/03/2019")


def test_a_claim_is_explained_at_an_offset_and_by_words(tmp_path):
    file = tmp_path / "draft.txt"
    file.write_text(TEXT, encoding="utf-8", newline="")
    by_words = run("explain_claim", str(file), text="$3 million")
    assert "money" in by_words
    assert "rule" in by_words
    assert "quote.after" in run("explain_claim", str(file), at=3)
    assert "No rule found" in run("explain_claim", str(file), text="It cost"[:2])
    with pytest.raises(CommandError, match="outside the text"):
        run("explain_claim", str(file), at=10_000)
    with pytest.raises(CommandError, match="does not hold"):
        run("explain_claim", str(file), text="nowhere")

"""An exported trail is verified with nothing but Python, and any tampering is named."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from claims.evidence.contacts import mark_reporter
from claims.models import Role
from claims.workflow.sealing import seal_heads
from tests.conftest import NOON

SCRIPT = Path(__file__).parents[2] / "docs" / "verify_export.py"


@pytest.fixture
def export(open_claim, tmp_path) -> Path:
    """The trail of an article with two acts."""
    out = StringIO()
    call_command("export_trail", open_claim.article.public_id, stdout=out)
    path = tmp_path / "trail.jsonl"
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


def verify(path: Path, *more: str) -> tuple[int, str]:
    order = [sys.executable, "-I", str(SCRIPT), str(path), *more]
    done = subprocess.run(order, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.strip()


def test_an_untouched_export_is_whole(export):
    assert verify(export) == (0, "whole: 2 rows")


def test_a_changed_byte_names_its_row(export):
    export.write_text(export.read_text().replace('"action": "keep"', '"action": "kept"'))
    assert verify(export) == (1, "row 2 was changed")


def test_removed_rows_are_named(export):
    lines = export.read_text().splitlines()
    export.write_text("\n".join(lines[1:]))
    assert verify(export) == (1, "row 1 is missing")
    export.write_text("\n".join([lines[0], lines[2]]))
    assert verify(export)[1].startswith("row 2 is missing")
    export.write_text(lines[0])
    assert "head is missing" in verify(export)[1]


def test_a_chain_written_anew_lacks_the_sealed_head(export):
    head = json.loads(export.read_text().splitlines()[-1])["head"]["hash"]
    assert verify(export, head)[0] == 0
    assert "sealed head" in verify(export, "f" * 64)[1]


def test_what_is_no_trail_is_said(tmp_path):
    path = tmp_path / "odd"
    path.write_text("not json")
    assert verify(path)[0] == 2


@pytest.mark.django_db
def test_an_unknown_chain_is_refused():
    with pytest.raises(CommandError):
        call_command("export_trail", "nothing")


def test_a_seal_file_is_taken_and_shows_what_was_cut(export, open_claim, tmp_path):
    seals = tmp_path / "seals.jsonl"
    assert seal_heads(seals, now=NOON) >= 1
    assert verify(export, str(seals)) == (0, "whole: 2 rows")
    lines = export.read_text().splitlines()
    head = json.loads(lines[-1])
    first = json.loads(lines[0])
    head["head"] |= {"seq": 1, "hash": first["hash"]}
    export.write_text("\n".join([lines[0], json.dumps(head)]))
    assert verify(export)[0] == 0
    code, said = verify(export, str(seals))
    assert (code, said.split(":")[0]) == (1, "row 2 is missing")
    seals.write_text(seals.read_text().replace('"at"', '"aT"', 1))
    assert verify(export, str(seals))[0] == 2


def test_confidential_words_are_exported_when_asked_for_and_proved(
    open_claim, make_person, tmp_path
):
    cleared = make_person("cleo", Role.REVIEWER, clearance=True)
    mark_reporter(open_claim, actor=cleared, now=NOON, rests=True, reason="his notes")
    path = tmp_path / "trail.jsonl"
    for options, found in (([], False), (["--confidential"], True)):
        out = StringIO()
        call_command("export_trail", open_claim.article.public_id, *options, stdout=out)
        path.write_text(out.getvalue(), encoding="utf-8")
        assert ("his notes" in out.getvalue()) is found
        assert verify(path)[0] == 0
    path.write_text(path.read_text().replace("his notes", "her notes"), encoding="utf-8")
    assert verify(path) == (1, "the confidential words of row 3 were changed")

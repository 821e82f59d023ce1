"""What is written to files, logs and error pages tells no more than the pages do."""

import gzip
import io
import logging
import sys
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils.module_loading import import_string

from claims.models import Role, Source
from claims.web import claim_desk
from tests.leaks.planted import plant_world
from tests.leaks.world import World, make_mark
from tests.steps import cite

NO_RECORDS = {  # read no records, or write them and print only what was given to them
    "add_person", "check_links", "explain_claim", "extract_claims", "import_article",
    "drop_second_factor",
    "describe_roles", "make_app_role", "make_demo", "make_token", "reanchor",
    "match_claims", "rank_sentences", "make_load", "gather_words",
}  # fmt: skip
EXPORTS: dict[str, list[list[str]]] = {
    "export_trail": [["{article}"], ["desk"]],
    "export_warc": [["--article", "{article}"], ["--source", "{source}"]],
    "export_article": [["{article}", "--as", "fay", "--form", "html"]],
    "verify_trail": [[]],
    "seal_trail": [[]],
    "extraction_report": [[]],
    "reclassify": [[]],
}


@pytest.fixture
def world(make_person) -> World:
    return plant_world(
        editor=make_person("fay", Role.EDITOR),
        cleared=make_person("cleo", Role.REVIEWER, clearance=True),
        team=make_person("tia", Role.REVIEWER),
        reviewers=(make_person("one", Role.REVIEWER), make_person("two", Role.REVIEWER)),
    )


def test_every_command_has_a_case(db):
    ours = {name for name, app in get_commands().items() if app == "claims"}
    unknown = ours - NO_RECORDS - set(EXPORTS)
    assert not unknown, f"Say in this file what these print of records: {unknown}"


@pytest.mark.parametrize("name", EXPORTS)
def test_no_export_tells_unasked(world, name, tmp_path, capsys):
    """Of both articles: the shell may read restricted ones, and no confidential words."""
    secret = world.all_of(("secret", "both"))
    said = ""
    for article in (world.open_article, world.closed_article):
        names = {"article": article.public_id, "source": find_secret_source(world)}
        for order in EXPORTS[name]:
            out = io.StringIO()
            given = [word.format(**names) for word in order]
            file = tmp_path / "export.warc.gz"
            more = ["--out", str(file)] if name == "export_warc" else []
            call_command(name, *given, *more, stdout=out, stderr=out)
            said += out.getvalue()
            said += gzip.decompress(file.read_bytes()).decode() if file.exists() else ""
    said += capsys.readouterr().out
    assert not {mark for mark in secret if mark in said}


def find_secret_source(world: World) -> str:
    return str(Source.objects.filter(captures__isnull=False).first().public_id)  # type: ignore[union-attr]  # planted


def test_a_fault_shows_no_values_on_its_page_or_in_the_log(
    world, make_person, monkeypatch, caplog
):
    def fail(claim: Any) -> None:
        shown = make_mark("secretsourcetitle")
        raise RuntimeError(len(shown))

    monkeypatch.setattr(claim_desk, "find_trail", fail)
    client = Client(raise_request_exception=False)
    client.force_login(make_person("cory", Role.EDITOR, clearance=True))
    claim = world.open_article.claims.filter(status="open")[0]
    answer = client.get(f"/claims/{claim.public_id}/")
    assert answer.status_code == 500
    formatter = make_formatter()
    written = "\n".join(formatter.format(record) for record in caplog.records)
    assert "RuntimeError" in written
    for mark in world.all_of(("secret", "both")):
        assert mark not in answer.content.decode()
        assert mark not in written


def make_formatter() -> logging.Formatter:
    """Give the formatter that every line of the log goes through."""
    logged: Any = settings.LOGGING
    given = dict(logged["formatters"]["line"])
    kind: Any = given.pop("()")
    kind = import_string(kind) if isinstance(kind, str) else kind
    return kind(**given)


def test_a_traceback_in_the_log_shows_no_local_values(db):
    mark = make_mark("localvalue")
    try:
        raise RuntimeError(len(mark))
    except RuntimeError:
        record = logging.LogRecord(
            "desk", logging.ERROR, __file__, 1, "it broke", (), sys.exc_info()
        )
    line = make_formatter().format(record)
    assert "RuntimeError" in line
    assert mark not in line


def test_the_databases_log_holds_no_row(services, open_claim, make_person):
    """A refused row is not spelled out by the embedded server, nor its statement."""
    cleared = make_person("cleo", Role.REVIEWER, clearance=True)
    mark = make_mark("duplicated")
    row = cite(
        open_claim,
        cleared,
        kind="person",
        url="",
        title="T",
        passage=mark,
        confidential=True,
    )
    row.pk, row.public_id = None, "another"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
    log = (services.folder / "log" / "postgres.log").read_text()
    assert "evidence_once" in log
    assert mark not in log
    with connection.cursor() as cursor:
        cursor.execute("SHOW log_error_verbosity")
        assert cursor.fetchone() == ("terse",)

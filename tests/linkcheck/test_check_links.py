import io
import json
import subprocess
import sys
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims.linkcheck.options import ALLOW_VARIABLE, is_debug, main
from tests.linkcheck.server import PROSE, answer, in_turn, moved

FIELDS = """
url class alive http_status final_url chain reasons quote drift elapsed_ms bytes
""".split()
QUOTE = "The bridge opened on 3 May 1987 with 212 guests"


@pytest.fixture
def run(hostile, monkeypatch, capsys):
    """Run `check_links` on these arguments; give its lines, decoded."""
    pair = f"127.0.0.1:{hostile.port}"
    monkeypatch.setenv(ALLOW_VARIABLE, pair)

    def check(*arguments):
        limits = (
            "--allow",
            pair,
            "--per-host-rate",
            "0",
            "--timeout",
            "2",
            "--attempts",
            "1",
        )
        assert main([*map(str, arguments), *limits, "--format", "jsonl"]) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return check


def test_a_line_has_the_fields_of_the_contract(hostile, run):
    hostile.routes |= {"/a": moved("/b", 301), "/b": answer(PROSE)}
    (line,) = run(hostile.url("/a"))
    assert list(line) == FIELDS
    assert (line["class"], line["alive"], line["http_status"]) == ("redirected", True, 200)
    assert line["chain"] == [{"url": hostile.url("/a"), "status": 301, "how": "http"}]
    assert line["final_url"] == hostile.url("/b")
    assert line["bytes"] == len(PROSE)
    assert line["quote"] is None


def test_every_input_line_gets_exactly_one_line(hostile, run, tmp_path):
    hostile.routes["/a"] = answer(PROSE)
    listed = tmp_path / "urls.txt"
    good = hostile.url("/a")
    lines = [
        good,
        "",
        "notaurl",
        good,
        " http://x y/ ",
        "\x00\x01",
        "http://10.0.0.1/",
        "ü",
    ]
    listed.write_bytes("\r\n".join(lines).encode() + b"\r\n\xff\xfe\n")
    found = [line["url"] for line in run("--from", listed)]
    expected = [line for line in lines if line] + ["\ufffd\ufffd"]
    assert sorted(found) == sorted(expected)
    assert [request.path for request in hostile.seen].count("/a") == 1


@pytest.mark.parametrize(
    ("now", "state"),
    [(QUOTE, "found"), (QUOTE.replace("212", "221"), "altered"), ("Nothing.", "missing")],
)
def test_the_cited_passage_is_looked_for(hostile, run, tmp_path, now, state):
    hostile.routes["/a"] = answer(f"<title>Bridge</title><p>{now}.</p>{PROSE}")
    cited = tmp_path / "quotes.jsonl"
    cited.write_text(json.dumps({"url": hostile.url("/a"), "quote": QUOTE}) + "\n")
    (line,) = run(hostile.url("/a"), "--quotes", cited)
    assert line["quote"] == state
    assert (line["class"] == "quote_missing") == (state != "found")


def test_a_second_run_with_a_store_asks_only_for_changes(hostile, run, tmp_path):
    def page(request):
        same = request.headers.get("if-none-match") == '"v1"'
        return answer(b"", 304) if same else answer(PROSE, ETag='"v1"')

    hostile.routes["/a"] = page
    first, second = (run(hostile.url("/a"), "--store", tmp_path)[0] for _ in range(2))
    assert (first["http_status"], second["http_status"]) == (200, 304)
    assert first["class"] == second["class"] == "ok"


def test_a_new_passage_asks_for_the_whole_page_again(hostile, run, tmp_path):
    hostile.routes["/a"] = answer(PROSE, ETag='"v1"')
    run(hostile.url("/a"), "--store", tmp_path)
    cited = tmp_path / "quotes.jsonl"
    cited.write_text(json.dumps({"url": hostile.url("/a"), "quote": QUOTE}) + "\n")
    run(hostile.url("/a"), "--store", tmp_path, "--quotes", cited)
    assert all("if-none-match" not in request.headers for request in hostile.seen)


def test_a_second_run_with_a_store_sees_drift(hostile, run, tmp_path):
    told = [
        f"In {year} the council of Norrvik paid {year} crowns."
        for year in range(1990, 2020)
    ]
    other = [f"Ferry {n} was sold to a yard in Lunde for scrap." for n in range(30)]
    pages = (answer(f"<title>T</title><p>{' '.join(text)}</p>") for text in (told, other))
    hostile.routes["/a"] = in_turn(*pages)
    first, second = (run(hostile.url("/a"), "--store", tmp_path)[0] for _ in range(2))
    assert (first["class"], first["drift"]) == ("ok", None)
    assert second["class"] == "drifted"
    assert second["drift"]


def test_a_failed_visit_leaves_what_is_known_as_it_was(hostile, run, tmp_path):
    def page(request):
        if request.number == 2:
            return answer("", 500)
        same = request.headers.get("if-none-match") == '"v1"'
        return answer(b"", 304) if same else answer(PROSE, ETag='"v1"')

    hostile.routes["/a"] = page
    statuses = [
        run(hostile.url("/a"), "--store", tmp_path)[0]["http_status"] for _ in range(3)
    ]
    assert statuses == [200, 500, 304]


def test_fetch_only_judges_by_status_alone(hostile, run):
    hostile.routes["/a"] = answer("<h1>Page not found</h1>")
    (line,) = run(hostile.url("/a"), "--fetch-only")
    assert line["class"] == "ok"


def test_a_page_like_the_hosts_answer_for_nonsense_is_a_soft_404(hostile, run):
    same = answer(f"<title>Norrvik</title><h1>Our quay</h1>{PROSE[:400]}</p>")
    hostile.routes |= {"/news/lost": same, "/news/gone": same}

    class Everything(dict[str, Any]):
        def get(self, path, default=None):
            return same if path.startswith("/news/") else super().get(path, default)

    hostile.routes = Everything(hostile.routes)
    lines = run(hostile.url("/news/lost"), hostile.url("/news/gone"))
    assert [line["class"] for line in lines] == ["soft_404", "soft_404"]
    assert len(hostile.seen) == 3  # one probe for both


def test_allowances_are_refused_without_debug_or_environment(
    hostile, monkeypatch, settings
):
    settings.DEBUG = False
    monkeypatch.delenv(ALLOW_VARIABLE, raising=False)
    monkeypatch.setenv("DEBUG", "0")
    assert main(["http://x.example/", "--allow", "127.0.0.1:80"]) == 2
    monkeypatch.delenv("DEBUG")
    monkeypatch.setenv("DESK_SECRET_KEY", "a production desk's")
    assert main(["http://x.example/", "--allow", "127.0.0.1:80"]) == 2
    with pytest.raises(CommandError, match=ALLOW_VARIABLE):
        call_command("check_links", "http://x.example/", allow=["127.0.0.1:80"])


def test_allowances_are_granted_under_debug(hostile, monkeypatch, settings, capsys):
    settings.DEBUG = True
    monkeypatch.delenv(ALLOW_VARIABLE, raising=False)
    hostile.routes["/a"] = answer(PROSE)
    allow = [f"127.0.0.1:{hostile.port}"]
    call_command("check_links", hostile.url("/a"), allow=allow, format="jsonl")
    assert json.loads(capsys.readouterr().out)["class"] == "ok"


def test_the_debug_variable_says_the_same_as_the_setting(monkeypatch, settings):
    settings.DEBUG = False
    monkeypatch.setenv("DEBUG", "0")
    assert not is_debug()
    monkeypatch.setenv("DEBUG", "True")
    assert is_debug()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--from", "/nowhere/urls.txt"],
        ["x", "--quotes", "/nowhere/quotes.jsonl"],
        ["x", "--allow", "nonsense"],
    ],
)
def test_what_cannot_be_read_is_one_clear_line(arguments, monkeypatch, capsys):
    monkeypatch.setenv("DEBUG", "1")
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert error.startswith("check_links: ")
    assert error.count("\n") == 1


def test_a_bad_line_of_quotes_is_named(tmp_path, capsys):
    cited = tmp_path / "quotes.jsonl"
    cited.write_text('{"url": "a", "quote": "b"}\n["c"]\n')
    assert main(["--quotes", str(cited)]) == 2
    assert "line 2" in capsys.readouterr().err


def test_the_table_is_for_people(capsys):
    assert main(["notaurl"]) == 0
    assert capsys.readouterr().out.split()[:2] == ["invalid", "-"]


def test_nothing_to_check_is_no_failure(capsys):
    assert main([]) == 0
    assert capsys.readouterr().out == ""


def test_the_list_can_come_from_standard_input(monkeypatch, capsys):
    raw = io.TextIOWrapper(io.BytesIO(b"notaurl\nalsonot\n"))
    monkeypatch.setattr(sys, "stdin", raw)
    assert main(["--from", "-", "--format", "jsonl"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_the_core_loads_without_django_celery_or_an_article_parser():
    code = (
        "import sys, claims.linkcheck.options as o; o.main(['notaurl', '--fetch-only']);"
        "heavy = {'django', 'celery', 'trafilatura', 'selectolax'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert shown.stdout.splitlines()[-1] == b"[]"

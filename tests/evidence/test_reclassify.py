"""When rules change, stored visits are judged again without visiting anybody."""

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from claims.evidence import replays
from claims.evidence.checks import check_batch
from claims.evidence.dispatch import lease_due
from claims.linkcheck.classify import classify
from claims.linkcheck.visit import Known, Outcome, Visit
from claims.models import Alarm, LinkCheck, Source
from tests.evidence.conftest import PASSAGE, page
from tests.linkcheck.server import Hostile, answer, in_turn, moved
from tests.steps import cite, decide

OTHER = "Of aircraft the log of that day says nothing at all now."


def run_due() -> None:
    Source.objects.exclude(url="").update(next_visit_at=timezone.now())
    for pair in lease_due(now=timezone.now()).items():
        check_batch(*pair)


def replay(**more) -> str:
    said = StringIO()
    call_command("reclassify", stdout=said, **more)
    return said.getvalue()


@pytest.fixture
def pages(site: Hostile, open_claim, reviewer) -> Hostile:
    """Every kind of outcome that is stored, seen twice."""
    site.routes |= {
        "/moved": moved("/log", 301),
        "/altered": page(PASSAGE.replace("240", "190")),
        "/away": page(OTHER),
        "/refused": answer("no", 403),
        "/down": answer("down", 500),
        "/busy": in_turn(answer("", 429), page(PASSAGE)),
        "/wall": answer("<title>Sign in</title><form><input type=password name=p></form>"),
        "/kept": page(PASSAGE).replace(b"Content-Type", b'ETag: "1"\r\nContent-Type'),
    }
    for path in ("/nowhere", *site.routes):
        passage = "" if path == "/log" else PASSAGE
        cite(open_claim, reviewer, url=site.url(path), passage=passage)
    run_due()
    site.routes["/kept"] = answer(b"", 304, ETag='"1"')
    run_due()
    return site


def be_strict(visit: Visit, known: Known) -> Outcome:
    """A rule of tomorrow: a page that names the harbour is a soft 404."""
    outcome = classify(visit, known)
    if b"Harbour log" in visit.body:
        return replace(outcome, klass="soft_404", alive=False, soft_404=True)
    return outcome


def test_unchanged_rules_change_no_verdict(pages):
    seen, before = len(pages.seen), LinkCheck.objects.count()
    said = replay()
    assert "0 verdicts change (nothing written), 1 cannot be judged" in said
    assert (len(pages.seen), LinkCheck.objects.count()) == (seen, before)


def test_a_new_rule_is_shown_and_nothing_is_written(pages, monkeypatch):
    monkeypatch.setattr(replays, "classify", be_strict)
    before = LinkCheck.objects.count()
    said = replay(dry_run=True)
    line = next(one for one in said.splitlines() if pages.url("/log") in one)
    assert "class: ok → soft_404; alive: True → False; soft 404: False → True" in line
    assert LinkCheck.objects.count() == before


def test_asked_to_write_it_appends_a_check_with_its_effects(
    site: Hostile, cite_path, open_claim, reviewer, second_reviewer, monkeypatch
):
    row = cite_path()
    run_due()
    decide(open_claim, reviewer, second_reviewer)

    def tomorrow(visit: Visit, known: Known) -> Outcome:
        return classify(replace(visit, body=visit.body.replace(b"240", b"190")), known)

    monkeypatch.setattr(replays, "classify", tomorrow)
    old = LinkCheck.objects.get()
    assert "passage" in replay(source=row.source.public_id, write=True)
    new = LinkCheck.objects.exclude(pk=old.pk).get()
    assert (new.outcome, new.reasons[0]) == ("quote_missing", "reclassified")
    assert Alarm.objects.get().link_check == new
    open_claim.refresh_from_db()
    assert open_claim.status == "recheck"
    source = Source.objects.get()
    assert (source.outcome, source.lease) == ("quote_missing", "")
    assert source.next_visit_at is not None
    assert source.next_visit_at <= timezone.now()
    old.refresh_from_db()
    assert old.outcome == "ok"


def test_a_source_that_a_worker_holds_is_left_to_it(site: Hostile, cite_path, monkeypatch):
    cite_path()
    run_due()
    monkeypatch.setattr(replays, "classify", be_strict)
    Source.objects.update(next_visit_at=timezone.now())
    lease_due(now=timezone.now())
    assert "0 of them written" in replay(write=True)
    assert LinkCheck.objects.count() == 1


def test_an_unknown_source_is_refused(db):
    with pytest.raises(CommandError, match="no source"):
        replay(source="nothing")

"""What a page said then and says now."""

import pytest
from django.utils import timezone

from claims.evidence.lookback import (
    compare_captures,
    find_cited,
    find_newest,
    is_fact,
    place_passage,
    read_text,
)
from claims.linkcheck.capture_store import CaptureLost
from claims.models import Capture, Source
from tests.evidence.conftest import PASSAGE, page
from tests.evidence.test_captures import run_due

LATER = "The harbour log counts 140 soldiers off the two aircraft."


def take_newest(source: Source) -> Capture:
    capture = find_newest(source)
    assert capture is not None
    return capture


def test_a_changed_figure_stands_out_between_two_captures(site, cite_path):
    row = cite_path()
    run_due()
    site.routes["/log"] = page(LATER, "A ship came too.")
    run_due()
    then = find_cited(row.source, timezone.now())
    assert then == find_newest(row.source)
    then = find_cited(row.source, row.added_at)
    assert then is not None
    compared = compare_captures(then, take_newest(row.source))
    assert compared.level == "major"
    kinds = [
        (line.kind, line.was, line.now) for line in compared.lines if line.kind != "same"
    ]
    assert kinds == [("changed", PASSAGE, LATER), ("added", "", "A ship came too.")]
    assert is_fact("240")
    assert not is_fact("came")


def test_a_passage_is_placed_between_its_neighbours(site, cite_path):
    row = cite_path()
    run_due()
    text = read_text(take_newest(row.source))
    placed = place_passage(PASSAGE, text)
    assert (placed.state, placed.words) == ("found", PASSAGE)
    assert "signed by the master" in placed.before
    assert "Eighteen tonnes" in placed.after
    altered = place_passage(LATER, text)
    assert altered.state == "altered"
    assert ("number", "140", "240") in altered.changes
    assert place_passage("Quite other words about nothing here.", text).state == "missing"


def test_a_body_that_is_lost_is_said_to_be(site, cite_path):
    row = cite_path()
    run_due()
    capture = take_newest(row.source)
    capture.sha256 = "0" * 64
    with pytest.raises(CaptureLost):
        read_text(capture)
    assert Capture.objects.count() == 1

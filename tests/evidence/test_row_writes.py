"""Rows of a batch in one statement, whatever characters pages put into them."""

from claims.evidence.row_writes import insert_rows, update_rows
from claims.models import PageText, Source
from tests.conftest import NOON


def test_rows_come_back_as_they_went_in_and_keys_in_their_order(db):
    texts = ["plain", 'quotes " and \\u0000 spelt out', "Ω 東京 \U0001f600"]
    rows = [
        {"sha256": str(number), "text": text, "first_seen_at": NOON}
        for number, text in enumerate(texts)
    ]
    keys = insert_rows(PageText, rows)
    stored = PageText.objects.in_bulk(keys)
    assert [stored[key].text for key in keys] == texts
    assert {row.first_seen_at for row in stored.values()} == {NOON}


def test_nul_and_lone_surrogates_do_not_cost_the_batch(db):
    rows = [{"sha256": "a", "text": "a\x00b\ud800c", "first_seen_at": NOON}]
    insert_rows(PageText, rows)
    assert PageText.objects.get().text == "ab?c"


def test_a_row_that_is_there_already_is_left_alone(db):
    for text in ("first", "second"):
        insert_rows(
            PageText, [{"sha256": "a", "text": text, "first_seen_at": NOON}], or_leave=True
        )
    assert PageText.objects.get().text == "first"


def test_only_the_named_columns_of_the_named_rows_are_set(db):
    one, two = (
        Source.objects.create(kind="person", title=title, created_at=NOON)
        for title in ("one", "two")
    )
    update_rows(
        Source, [{"id": one.pk, "outcome": "ok", "alive": True, "checked_at": NOON}]
    )
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.title, one.outcome, one.alive, one.checked_at) == ("one", "ok", True, NOON)
    assert (two.outcome, two.alive) == ("", None)

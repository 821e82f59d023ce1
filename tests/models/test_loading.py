"""Rows made without Django's ceremony are the rows Django would make."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Anchor, Article, ArticleVersion, Claim, TrailEntry
from claims.models.loading import QuickModel

LOADED = (Article, ArticleVersion, Claim, Anchor, TrailEntry)


@pytest.mark.parametrize("model", LOADED)
def test_a_loaded_row_has_what_djangos_own_has(model, claim):
    row = model.objects.all()[0]
    names = [field.attname for field in model._meta.concrete_fields]
    theirs = model(*(getattr(row, name) for name in names))
    assert isinstance(row, QuickModel)
    assert vars(row) | {"_state": 0} == vars(theirs) | {"_state": 0}
    assert (row._state.adding, row._state.db) == (False, "default")


def test_what_was_not_loaded_is_fetched_when_asked_for(claim):
    row = Claim.objects.only("number").get(pk=claim.pk)
    assert row.get_deferred_fields() >= {"kind", "status", "article_id"}
    with CaptureQueriesContext(connection) as queries:
        assert row.kind == claim.kind
    assert len(queries) == 1


def test_a_loaded_row_is_written_back(claim):
    row = Claim.objects.defer("value").get(pk=claim.pk)
    row.risk = ["legal"]
    row.save()
    stored = Claim.objects.get(pk=claim.pk)
    assert (stored.risk, stored.value) == (["legal"], claim.value)

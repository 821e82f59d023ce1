"""Random acts of everybody, few here and many in the drill (bench/drill_stateful.py)."""

import os
from datetime import date

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from claims.intake import read_pasted, submit_article
from claims.workflow import move_claim
from tests.conftest import NOON
from tests.steps import cite
from tests.workflow.two_articles_machine import TwoArticlesMachine

RUNS = int(os.environ.get("DESK_STATEFUL_RUNS", "6"))


@pytest.fixture
def everybody(article, editor, make_person, reviewer, second_reviewer, viewer, chief):
    """A small article under check, another beside it, and people of every role."""
    day = date(2019, 3, 31)
    beside = read_pasted("Two tugs sank at Port Alder on Sunday.\n")
    submit_article(beside, title="Tugs", actor=editor, now=NOON, published_on=day)
    make_person("otto", "editor")
    kept = ("personnel_count", "money")
    for claim in article.claims.exclude(kind__in=kept):
        move_claim(claim, to="dismissed", actor=editor, now=NOON, note="Not for us.")
    for claim in article.claims.filter(kind__in=kept):
        move_claim(claim, to="open", actor=editor, now=NOON)
        cite(claim, reviewer)


def test_no_order_of_acts_breaks_the_desk(everybody):
    assert RUNS > 0
    run_state_machine_as_test(
        TwoArticlesMachine,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=30,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

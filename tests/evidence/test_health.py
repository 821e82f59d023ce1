"""How a citation stands: its own passage first, then the page it is on."""

import pytest

from claims.evidence.health import judge_evidence
from claims.models import Evidence, Source


def judge(outcome: str, *, passage: str = "", state: str = "") -> str:
    source = Source(kind="web", url="https://a.example/", outcome=outcome)
    health = judge_evidence(Evidence(source=source, passage=passage, passage_state=state))
    return health.mark if health else ""


@pytest.mark.parametrize("outcome", ["quote_missing", "drifted"])
def test_a_row_that_cites_no_words_holds_where_another_lost_its_own(outcome):
    assert judge(outcome) == "holds"


@pytest.mark.parametrize(
    ("outcome", "state", "mark"),
    [
        ("quote_missing", "missing", "missing"),
        ("quote_missing", "found", "holds"),
        ("drifted", "moved", "holds"),
        ("drifted", "altered", "altered"),
        ("drifted", "", "altered"),
        ("gone", "found", "dead"),
        ("redirected", "found", "moved"),
        ("blocked_or_login", "", "unseen"),
    ],
)
def test_a_row_that_cites_words_stands_by_its_own_passage(outcome, state, mark):
    assert judge(outcome, passage="She sailed.", state=state) == mark


def test_a_page_of_which_no_words_are_cited_answers_and_holds_nothing():
    source = Source(kind="web", url="https://a.example/", outcome="ok")
    health = judge_evidence(Evidence(source=source))
    assert health is not None
    assert str(health.word) == "Answers"
    cited = Evidence(source=source, passage="She sailed.", passage_state="found")
    kept = judge_evidence(cited)
    assert kept is not None
    assert str(kept.word) == "Holds"

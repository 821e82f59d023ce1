"""Who may open a restricted article changes by one service, and both doors say so."""

import pytest

from claims.errors import BadInput, NotAllowed
from claims.models import Article, TrailEntry
from claims.verdicts import assign_reviewers
from claims.verdicts.teams import change_team
from tests.conftest import NOON


@pytest.fixture
def article(open_claim) -> Article:
    return open_claim.article


def test_a_restricted_article_opens_for_its_team_alone(article, editor, make_person):
    person = make_person("nia", "reviewer")
    change_team(article, actor=editor, now=NOON, change="restrict")
    assert not Article.objects.visible_to(person).exists()
    change_team(article, actor=editor, now=NOON, change="add", person=person)
    assert Article.objects.visible_to(person).exists()
    change_team(article, actor=editor, now=NOON, change="drop", person=person)
    assert not Article.objects.visible_to(person).exists()

    entries = TrailEntry.objects.filter(chain=article.public_id, action="set_team")
    told = [(one.before["team"], one.after["team"]) for one in entries.order_by("pk")]
    assert told == [([], []), ([], ["nia"]), (["nia"], [])]


def test_a_leavers_open_work_is_said(article, open_claim, editor, make_person):
    person = make_person("nia", "reviewer")
    assign_reviewers(open_claim, reviewer=person, actor=editor, now=NOON)
    change_team(article, actor=editor, now=NOON, change="add", person=person)
    assert change_team(article, actor=editor, now=NOON, change="restrict") == []

    left = change_team(article, actor=editor, now=NOON, change="drop", person=person)

    assert left == [open_claim]
    entry = TrailEntry.objects.filter(action="set_team").order_by("pk").last()
    assert entry is not None
    assert entry.after["waiting"] == [open_claim.public_id]


@pytest.mark.parametrize("role", ["viewer", "reviewer", "editor"])
def test_only_who_filed_it_and_the_chief_may(role, article, make_person):
    other, chief = make_person("oth", role), make_person("chi", "chief")
    with pytest.raises(NotAllowed):
        change_team(article, actor=other, now=NOON, change="restrict")
    change_team(article, actor=chief, now=NOON, change="restrict")
    assert article.restricted


def test_what_changes_nothing_or_names_nobody_is_refused(article, editor):
    asked = {"actor": editor, "now": NOON}
    for change in ("add", "drop", "open"):
        with pytest.raises(BadInput):
            change_team(article, change=change, **asked)
    with pytest.raises(BadInput):
        change_team(article, change="drop", person=editor, **asked)
    change_team(article, change="restrict", **asked)
    with pytest.raises(BadInput, match="Say why"):
        change_team(article, change="open", **asked)
    assert article.restricted


def test_both_doors_change_the_team(article, editor, make_person, sign_in):
    person = make_person("nia", "reviewer")
    client, path = sign_in(editor), f"/articles/{article.public_id}/team/"
    assert client.post(path, {"change": "restrict"}).status_code == 302
    given = {"change": "add", "person": "nia"}
    api = f"/api/v1/articles/{article.public_id}/team/"
    answer = client.post(api, given, content_type="application/json")
    assert answer.json() == {"restricted": True, "team": ["nia"], "waiting": []}
    assert person.name in client.get(path).content.decode()
    assert client.post(path, {"change": "open"}).status_code == 409
    inside = sign_in(person)
    assert inside.get(path).status_code == 200
    assert inside.post(api, given, content_type="application/json").status_code == 403
    assert sign_in(make_person("out", "editor")).get(path).status_code == 404

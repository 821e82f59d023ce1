"""Who is told, how often, and who never is."""

import pytest

from claims.models import Article, Notice, NoticeEvent, NoticeSetting
from claims.notices import notify
from tests.conftest import NOON

SECOND = NoticeEvent.SECOND_NEEDED


def tell(claim, *people, actor=None, key="one", event=SECOND) -> int:
    return notify(to=people, about=claim, event=event, key=key, now=NOON, actor=actor)


def test_telling_twice_leaves_one_notice(open_claim, reviewer):
    assert tell(open_claim, reviewer, reviewer) == 1
    assert tell(open_claim, reviewer) == 0
    assert Notice.objects.of(reviewer).count() == 1
    assert tell(open_claim, reviewer, key="two") == 1


def test_nobody_is_told_of_their_own_act(open_claim, reviewer, editor):
    assert tell(open_claim, reviewer, editor, None, actor=reviewer) == 1
    assert Notice.objects.get().to == editor


def test_who_left_is_not_told(open_claim, reviewer):
    reviewer.is_active = False
    reviewer.save()
    assert tell(open_claim, reviewer) == 0


def test_of_a_restricted_article_only_its_team_is_told(
    open_claim, reviewer, second_reviewer
):
    Article.objects.filter(pk=open_claim.article_id).update(restricted=True)
    open_claim.article.refresh_from_db()
    open_claim.article.team.add(reviewer)
    assert tell(open_claim, reviewer, second_reviewer) == 1
    open_claim.article.team.remove(reviewer)
    assert not Notice.objects.of(reviewer).exists(), "who left the team sees nothing more"


@pytest.mark.parametrize(
    ("channel", "told", "mail"),
    [("app", 1, ""), ("now", 1, "now"), ("digest", 1, "digest"), ("off", 0, None)],
)
def test_a_person_chooses_how_they_are_told(open_claim, reviewer, channel, told, mail):
    NoticeSetting.objects.create(person=reviewer, event=SECOND, channel=channel)
    assert tell(open_claim, reviewer) == told
    assert Notice.objects.values_list("mail", flat=True).first() == mail

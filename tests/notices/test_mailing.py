"""Mail of notices: once, in plain text, to who may still read what it is about."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils.translation import get_language

from claims.models import Article, Notice, NoticeEvent, NoticeSetting, Preference
from claims.notices import notify
from claims.notices.deadlines import tell_deadlines
from claims.notices.mailing import send_digests, send_waiting
from claims.notices.reading import choose_channels, mark_all_read
from tests.conftest import NOON


def tell(claim, person, event=NoticeEvent.ASSIGNED, key="one", **more) -> None:
    given = {"to": (person,), "about": claim, "event": event, "key": key, "now": NOON}
    notify(**given, actor=None, **more)


def test_a_mail_goes_once_however_often_the_task_runs(open_claim, reviewer):
    tell(open_claim, reviewer, message="Before six,\nplease.")
    assert send_waiting(now=NOON) == 1
    assert send_waiting(now=NOON) == 0
    (sent,) = mail.outbox
    assert sent.to == [reviewer.email]
    assert sent.content_subtype == "plain"
    assert "review claim" in sent.subject
    assert "> Before six,\n> please." in sent.body
    notice = Notice.objects.get()
    assert f"/notices/{notice.public_id}/" in sent.body
    assert notice.public_id in sent.extra_headers["Message-ID"]


def test_a_mail_that_failed_goes_again(open_claim, reviewer, settings):
    tell(open_claim, reviewer)
    settings.EMAIL_BACKEND = "tests.notices.backends.BrokenBackend"
    with pytest.raises(ConnectionError):
        send_waiting(now=NOON)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_waiting(now=NOON) == 1


def test_who_lost_the_article_gets_no_mail_about_it(open_claim, reviewer):
    tell(open_claim, reviewer)
    Article.objects.filter(pk=open_claim.article_id).update(restricted=True)
    assert send_waiting(now=NOON) == 0
    assert mail.outbox == []


def test_a_digest_is_one_mail_a_day(open_claim, reviewer):
    choose_channels(reviewer, wanted={"alarm": "digest"}, now=NOON)
    for key in ("one", "two"):
        tell(open_claim, reviewer, NoticeEvent.ALARM, key)
    assert send_waiting(now=NOON) == 0, "what is for the digest waits for it"
    assert send_digests(now=NOON) == 1
    assert mail.outbox[0].body.count("A fact changed under") == 2
    tell(open_claim, reviewer, NoticeEvent.ALARM, "three")
    assert send_digests(now=NOON + timedelta(hours=1)) == 0
    assert send_digests(now=NOON + timedelta(hours=24)) == 1
    assert mail.outbox[1].body.count("A fact changed under") == 1


def test_what_was_read_in_the_desk_is_not_mailed(open_claim, reviewer):
    tell(open_claim, reviewer)
    mark_all_read(reviewer, up_to=Notice.objects.get().public_id, now=NOON)
    assert send_waiting(now=NOON) == 0


def test_marking_all_read_leaves_what_came_in_since(open_claim, reviewer):
    tell(open_claim, reviewer, key="one")
    shown = Notice.objects.get().public_id
    tell(open_claim, reviewer, key="two")
    assert mark_all_read(reviewer, up_to=shown, now=NOON) == 1
    assert Notice.objects.of(reviewer).filter(read_at=None).count() == 1


def test_a_deadline_is_told_once_and_again_when_it_moves(open_claim, editor, reviewer):
    open_claim.reviewer = reviewer
    open_claim.due_at = NOON + timedelta(hours=23)
    open_claim.save()
    assert tell_deadlines(now=NOON - timedelta(hours=2)) == 0, "not near yet"
    assert tell_deadlines(now=NOON) == 1
    assert tell_deadlines(now=NOON) == 0
    open_claim.due_at = NOON + timedelta(hours=20)
    open_claim.save()
    assert tell_deadlines(now=NOON) == 1
    assert Notice.objects.of(reviewer).count() == 2
    assert not Notice.objects.of(editor).exists()


def test_a_setting_stands_once_and_in_the_trail(reviewer):
    choose_channels(reviewer, wanted={"alarm": "digest"}, now=NOON)
    choose_channels(reviewer, wanted={"alarm": "off"}, now=NOON)
    assert NoticeSetting.objects.get().channel == "off"


def test_a_mail_is_written_in_the_language_its_reader_chose(open_claim, reviewer):
    Preference.objects.create(person=reviewer, language="es")
    tell(open_claim, reviewer)
    assert send_waiting(now=NOON) == 1
    sent = mail.outbox[0]
    assert sent.subject.startswith("La mesa le pide que revise la afirmación")
    assert "Hola" in sent.body
    assert "30 de marzo de 2019" in sent.body
    assert get_language() == "en"

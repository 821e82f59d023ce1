"""Public once decided; replaced with a reason; taken back with a reason."""

import hashlib
import json

import pytest

from claims.errors import BadInput, NotAllowed, TransitionRefused
from claims.models import Claim, Correction, Publication, Role, Source, TrailEntry
from claims.publishing import ask_correction, publish_claim, withdraw_publication
from claims.verdicts import open_round
from tests.steps import LATER, alarm, cite, decide, hand_in, put_status, review


@pytest.fixture
def decided(open_claim, reviewer, second_reviewer) -> Claim:
    return decide(open_claim, reviewer, second_reviewer)


@pytest.fixture
def published(decided, editor) -> Claim:
    publish_claim(decided, actor=editor, now=LATER)
    return decided


@pytest.fixture
def revised(published, reviewer, second_reviewer) -> Claim:
    """A public claim with a newer verdict that is not public yet."""
    alarm(published)
    open_round(published, actor=reviewer, now=LATER)
    hand_in(published, reviewer, "half")
    review(published, second_reviewer, "half")
    published.refresh_from_db()
    return published


def test_what_is_stored_is_what_is_served_byte_for_byte(published, client):
    stored = Publication.objects.get()
    page = client.get(f"/checks/{published.public_id}/").content
    start = b'<script type="application/ld+json">'
    served = page[page.index(start) + len(start) :]
    assert served[: served.index(b"</script>")].strip() == stored.document.encode()
    assert stored.sha256 == hashlib.sha256(stored.document.encode()).hexdigest()


def test_the_document_speaks_of_the_claim_in_its_article(published):
    document = json.loads(Publication.objects.get().document)
    assert document["claimReviewed"] == published.quote
    assert document["url"].endswith(f"/checks/{published.public_id}/")
    assert document["itemReviewed"]["datePublished"] == "2019-03-30"
    assert document["reviewRating"]["ratingValue"] == 5
    assert document["citation"][0]["url"] == "https://harbour.example/log"


def test_publishing_is_a_line_of_history_with_the_documents_digest(published):
    line = TrailEntry.objects.get(action="publish")
    assert line.after["document"] == Publication.objects.get().sha256
    assert published.status == "published"


def test_only_an_editor_publishes(decided, reviewer):
    with pytest.raises(NotAllowed):
        publish_claim(decided, actor=reviewer, now=LATER)
    assert not Publication.objects.exists()


@pytest.mark.parametrize(
    "status", ["detected", "open", "in_review", "disputed", "recheck", "dismissed"]
)
def test_only_a_decided_claim_is_published(claim, editor, status):
    put_status(claim, status)
    with pytest.raises(TransitionRefused):
        publish_claim(claim, actor=editor, now=LATER)


def test_the_second_click_publishes_nothing(decided, editor, chief):
    stale = Claim.objects.get(pk=decided.pk)
    publish_claim(decided, actor=editor, now=LATER)
    with pytest.raises(TransitionRefused):
        publish_claim(stale, actor=chief, now=LATER)
    assert Publication.objects.count() == 1


def test_another_verdict_corrects_the_public_one_with_a_reason(revised, editor):
    new = publish_claim(revised, actor=editor, now=LATER, reason="The log was misread.")
    bound = Correction.objects.get(claim=revised)
    assert (bound.new, bound.reason) == (new, "The log was misread.")
    assert (bound.old.is_current, new.is_current) == (False, True)
    correction = json.loads(new.document)["correction"]
    assert (correction["@type"], correction["text"]) == (
        "CorrectionComment",
        "The log was misread.",
    )
    assert "correction" not in json.loads(bound.old.document)


def test_a_correction_without_a_reason_is_refused_and_the_old_page_stands(revised, editor):
    with pytest.raises(BadInput) as refusal:
        publish_claim(revised, actor=editor, now=LATER, reason=" ")
    assert refusal.value.field == "reason"
    assert Publication.objects.get().is_current


def test_the_public_page_stands_while_a_claim_is_checked_again(revised, client):
    page = client.get(f"/checks/{revised.public_id}/")
    assert page.status_code == 200
    assert Publication.objects.get(is_current=True).verdict.rating.code == "true"


def test_a_withdrawn_publication_stays_on_record_with_its_reason(published, editor):
    taken = withdraw_publication(published, actor=editor, now=LATER, reason=" A mix-up. ")
    assert (taken.is_current, taken.withdrawn_reason) == (False, "A mix-up.")
    assert (published.status, taken.withdrawn_by) == ("decided", editor)


def test_a_withdrawn_claim_may_be_published_again_without_a_correction(published, editor):
    withdraw_publication(published, actor=editor, now=LATER, reason="A mix-up.")
    publish_claim(published, actor=editor, now=LATER)
    assert Publication.objects.filter(is_current=True).count() == 1
    assert not Correction.objects.exists()


def test_withdrawing_needs_an_editor_and_a_reason(published, editor, reviewer):
    with pytest.raises(NotAllowed):
        withdraw_publication(published, actor=reviewer, now=LATER, reason="No.")
    with pytest.raises(BadInput):
        withdraw_publication(published, actor=editor, now=LATER, reason="")
    assert Publication.objects.get().is_current


def test_nothing_is_withdrawn_that_is_not_public(decided, editor):
    with pytest.raises(TransitionRefused):
        withdraw_publication(decided, actor=editor, now=LATER, reason="No.")


def test_a_correction_asked_for_opens_the_question_and_keeps_the_page(published, editor):
    ask_correction(published, actor=editor, now=LATER, reason="A reader has the manifest.")
    assert published.status == "recheck"
    assert published.alarms.get().cause == "correction_asked"
    assert Publication.objects.get().is_current


def test_a_correction_is_asked_by_an_editor_with_a_reason_of_a_settled_claim(
    published, open_claim, editor, reviewer
):
    with pytest.raises(NotAllowed):
        ask_correction(published, actor=reviewer, now=LATER, reason="So.")
    with pytest.raises(BadInput):
        ask_correction(published, actor=editor, now=LATER, reason=" ")
    put_status(published, "open")
    with pytest.raises(TransitionRefused):
        ask_correction(published, actor=editor, now=LATER, reason="So.")


def test_confidential_sources_never_reach_the_public(
    open_claim, reviewer, second_reviewer, make_person, editor, client
):
    cleared = make_person("cleo", Role.REVIEWER, clearance=True)
    marker = "zq-marker-of-a-whisperer"
    words = dict.fromkeys(("title", "passage", "note", "details"), marker)
    cite(open_claim, cleared, url="", kind="person", confidential=True, **words)
    decide(open_claim, reviewer, second_reviewer)
    cite(open_claim, reviewer)
    stored = publish_claim(open_claim, actor=editor, now=LATER)
    assert marker not in stored.document + json.dumps(stored.page)
    assert marker.encode() not in client.get(f"/checks/{open_claim.public_id}/").content
    assert Source.objects.filter(confidential=True).count() == 1


def test_words_of_script_in_a_rationale_stay_words(
    open_claim, reviewer, second_reviewer, editor, client
):
    attack = "</script><script>alert('rationale')</script>"
    cite(open_claim, reviewer, passage="<img src=x onerror=alert(1)>")
    review(open_claim, reviewer, why=attack)
    review(open_claim, second_reviewer, why=attack)
    open_claim.refresh_from_db()
    publish_claim(open_claim, actor=editor, now=LATER)
    page = client.get(f"/checks/{open_claim.public_id}/").content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;/script&gt;" in page

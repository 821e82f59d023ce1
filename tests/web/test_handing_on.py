"""Handing work on, in the pages."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from claims.intake import read_pasted, submit_article
from claims.models import Absence, Review
from claims.verdicts import start_review
from claims.workflow import move_claim
from tests.conftest import NOON, TEXT

from .steps import decide


def test_an_editor_reassigns_a_review_from_the_claims_page(
    client, open_claim, reviewer, second_reviewer, editor
):
    start_review(open_claim, actor=reviewer, now=NOON)
    client.force_login(editor)
    page = client.get(reverse("claim", args=[open_claim.public_id])).content.decode()
    assert "Give it to somebody else" in page
    address = reverse("review-reassign", args=[open_claim.public_id])
    given = {"person": second_reviewer.public_id, "reason": ""}
    refused = client.post(address, given)
    assert refused.status_code == 409
    assert "Say why" in refused.content.decode()
    assert client.post(address, given | {"reason": "Ill."}).status_code == 302
    open_claim.refresh_from_db()
    assert open_claim.reviewer == second_reviewer


def test_an_absence_lists_what_waits_and_ends(client, open_claim, reviewer, editor):
    start_review(open_claim, actor=reviewer, now=NOON)
    client.force_login(editor)
    today = timezone.now().date()
    given = {
        "person": reviewer.public_id,
        "starts_on": today,
        "ends_on": today + timedelta(days=3),
        "note": "At sea",
    }
    wrong = client.post(reverse("absences"), given | {"ends_on": today - timedelta(days=1)})
    assert wrong.status_code == 409
    assert "At sea" in wrong.content.decode()
    assert client.post(reverse("absences"), given).status_code == 302
    page = client.get(reverse("absences")).content.decode()
    assert "At sea" in page
    assert reverse("claim", args=[open_claim.public_id]) in page
    absence = Absence.objects.get()
    end = reverse("absence-end", args=[absence.public_id])
    assert client.post(end).status_code == 302
    assert client.post(end).status_code == 409
    assert "Nobody is away" in client.get(reverse("absences")).content.decode()


def test_a_past_verdict_is_shown_and_fills_in_the_form(
    client, open_claim, reviewer, second_reviewer, editor
):
    decide(open_claim, reviewer, second_reviewer)
    article = submit_article(
        read_pasted(TEXT + "More came."), actor=editor, now=NOON, published_on=NOON.date()
    )
    claim = article.claims.get(kind="personnel_count")
    move_claim(claim, to="open", actor=editor, now=NOON)
    start_review(claim, actor=reviewer, now=NOON)
    client.force_login(reviewer)
    page = client.get(reverse("claim", args=[claim.public_id])).content.decode()
    assert "Checked before" in page
    assert "as of 2 April 2024" in page
    assert "Cite it here too" in page
    row = open_claim.evidence.get()
    given = {"kind": "web", "url": row.source.url, "stance": "supports",
             "passage": row.passage, "locator": "", "value_found": ""}  # fmt: skip
    here = reverse("evidence-add", args=[claim.public_id])
    typed = {f"cite-{key}": value for key, value in given.items()}
    assert all(f'name="{key}"' in page for key in typed)
    assert client.post(here, typed).status_code == 302
    assert claim.evidence.get().source_id == row.source_id
    page = client.get(reverse("claim", args=[claim.public_id])).content.decode()
    assert "Cite it here too" not in page
    assert "cited here" in page
    verdict = open_claim.verdicts.get()
    address = reverse("verdict-reuse", args=[claim.public_id])
    assert client.post(address, {"verdict": verdict.pk}).status_code == 302
    page = client.get(reverse("claim", args=[claim.public_id])).content.decode()
    assert 'value="true" data-act="verdict_1" checked' in page
    assert "The log says so." in page
    assert Review.objects.get(claim=claim).submitted_at is None

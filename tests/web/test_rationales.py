from django.urls import reverse

from claims.models import CannedRationale
from claims.verdicts import start_review
from claims.verdicts.canned import retire_rationale, write_rationale
from tests.conftest import NOON
from tests.steps import cite

GIVEN = {"name": "Log", "rating": "true", "text": "The log says so."}


def at(name, thing):
    return reverse(name, args=[thing.public_id])


def test_a_chief_writes_changes_and_retires_and_others_read(client, chief, editor):
    client.force_login(editor)
    assert client.post(reverse("rationales"), GIVEN).status_code == 409
    client.force_login(chief)
    assert client.post(reverse("rationales"), GIVEN).status_code == 302
    row = CannedRationale.objects.get()
    answer = client.post(at("rationale", row), GIVEN | {"name": "", "text": "Kept."})
    assert answer.status_code == 409
    assert "Kept." in answer.content.decode()
    assert client.post(at("rationale", row), GIVEN | {"text": "New."}).status_code == 302
    newest = CannedRationale.objects.get(retired_at=None)
    assert client.get(at("rationale", row)).status_code == 404
    client.force_login(editor)
    assert "New." in client.get(reverse("rationales")).content.decode()
    assert client.post(at("rationale-retire", newest)).status_code == 409
    client.force_login(chief)
    assert client.post(at("rationale-retire", newest)).status_code == 302
    assert "None yet" in client.get(reverse("rationales")).content.decode()


def test_the_second_change_sees_the_first_and_keeps_its_words(client, chief):
    old = write_rationale(actor=chief, now=NOON, name="Log", text="The log says so.")
    new = write_rationale(actor=chief, now=NOON, name="Log", text="Theirs.", replaces=old)
    client.force_login(chief)
    typed = GIVEN | {"text": "Mine."}
    refused = client.post(at("rationale", old), typed)
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Mine.</textarea>" in page
    assert "Theirs." in page.split('<table class="data both">')[1].split("</table>")[0]
    assert f'action="{at("rationale", new)}"' in page
    assert client.post(at("rationale", new), typed).status_code == 302
    assert CannedRationale.objects.get(retired_at=None).text == "Mine."


def test_a_change_to_what_is_offered_no_more_can_be_added_anew(client, chief):
    row = write_rationale(actor=chief, now=NOON, name="Log", text="The log says so.")
    retire_rationale(row, actor=chief, now=NOON)
    client.force_login(chief)
    refused = client.post(at("rationale", row), GIVEN | {"text": "Mine."})
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Mine.</textarea>" in page
    assert f'action="{reverse("rationales")}"' in page


def test_pressing_one_puts_it_below_what_was_typed_and_submits_nothing(
    client, chief, reviewer, open_claim
):
    row = write_rationale(actor=chief, now=NOON, name="Log", text="The log says so.")
    start_review(open_claim, actor=reviewer, now=NOON)
    client.force_login(reviewer)
    assert (
        "Put in a canned rationale" in client.get(at("claim", open_claim)).content.decode()
    )
    given = {"canned": row.public_id, "rationale": "First, my own.", "rating": "half"}
    page = client.post(at("review-submit", open_claim), given).content.decode()
    assert "First, my own.\n\nThe log says so." in page
    assert 'value="half" data-act="verdict_3" checked' in page
    assert not open_claim.reviews.filter(submitted_at__isnull=False).exists()


def test_steps_with_a_number_ask_for_a_source_first(client, reviewer, open_claim):
    start_review(open_claim, actor=reviewer, now=NOON)
    client.force_login(reviewer)
    page = client.get(at("claim", open_claim)).content.decode()
    assert page.count("data-rests") == 5
    cite(open_claim, reviewer)
    assert "data-rests" not in client.get(at("claim", open_claim)).content.decode()

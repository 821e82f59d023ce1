"""The notices page, the count in the bar, and the settings."""

import pytest

from claims.models import Notice, NoticeSetting
from claims.verdicts import assign_reviewers
from tests.conftest import NOON


@pytest.fixture
def asked(open_claim, editor, reviewer) -> Notice:
    """The reviewer is asked for a review."""
    assign_reviewers(
        open_claim, actor=editor, now=NOON, reviewer=reviewer, message="Before six."
    )
    return Notice.objects.get(to=reviewer)


def test_the_bar_counts_and_the_page_lists_what_is_unread(asked, reviewer, sign_in):
    page = sign_in(reviewer).get("/notices/").content.decode()
    assert '<span class="count">1<span class="vh"> unread' in page
    assert "asks you to review claim" in page
    assert "Before six." in page


def test_marking_read_takes_it_out_of_the_count(asked, reviewer, sign_in):
    client = sign_in(reviewer)
    client.post(f"/notices/{asked.public_id}/read/")
    assert "asks you to review" not in client.get("/notices/?show=unread").content.decode()
    assert "asks you to review" in client.get("/notices/").content.decode()


def test_mark_all_read(asked, reviewer, sign_in):
    client = sign_in(reviewer)
    client.post("/notices/read/", {"newest": asked.public_id})
    assert "Nothing unread." in client.get("/notices/?show=unread").content.decode()


def test_a_notice_leads_to_its_claim_for_its_reader_alone(
    asked, reviewer, second_reviewer, sign_in
):
    at = f"/notices/{asked.public_id}/"
    answer = sign_in(reviewer).get(at)
    assert answer.headers["Location"] == f"/claims/{asked.claim.public_id}/"
    assert sign_in(second_reviewer).get(at).status_code == 404
    assert sign_in(second_reviewer).post(at + "read/").status_code == 404


def test_settings_are_kept_and_an_unknown_channel_refused(reviewer, sign_in):
    client = sign_in(reviewer)
    page = client.get("/account/notices/")
    wanted = dict.fromkeys(page.context["form"].fields, "digest")
    assert client.post("/account/notices/", wanted).status_code == 302
    assert NoticeSetting.objects.filter(person=reviewer, channel="digest").count() == 10
    refused = client.post("/account/notices/", wanted | {"alarm": "pigeon"})
    assert refused.status_code == 409
    assert "pigeon" in refused.content.decode()

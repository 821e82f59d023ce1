"""The contact log in both doors: clearance opens it, and a refusal loses nothing."""

import pytest

from claims.models import Contact, Role, TrailEntry, User

SAID = {
    "asked": "A dock worker",
    "medium": "phone",
    "spoke_at": "2019-03-29T10:00",
    "confirmed": "He counted 240 himself.",
}


@pytest.fixture
def cleared(make_person) -> User:
    return make_person("cleo", Role.REVIEWER, clearance=True)


def test_a_conversation_is_logged_shown_and_its_reading_noted(open_claim, cleared, sign_in):
    client = sign_in(cleared)
    page = f"/claims/{open_claim.public_id}/contacts/"
    assert client.post(page, SAID).status_code == 302
    assert "He counted 240 himself." in client.get(page).content.decode()
    assert TrailEntry.objects.filter(action="read_confidential").count() == 1
    assert page in client.get(f"/claims/{open_claim.public_id}/").content.decode()


def test_bad_input_comes_back_filled(open_claim, cleared, sign_in):
    page = f"/claims/{open_claim.public_id}/contacts/"
    answer = sign_in(cleared).post(page, {**SAID, "asked": ""})
    assert answer.status_code == 409
    assert "He counted 240 himself." in answer.content.decode()


def test_a_correction_refused_comes_back_with_what_was_typed(open_claim, cleared, sign_in):
    client, page = sign_in(cleared), f"/claims/{open_claim.public_id}/contacts/"
    client.post(page, SAID)
    row = Contact.objects.get()
    more = {**SAID, "confirmed": "It was 214.", "corrects": row.public_id}
    answer = client.post(page, more)
    assert answer.status_code == 409
    assert "It was 214." in answer.content.decode()
    assert client.post(page, {**more, "why": "misheard"}).status_code == 302
    assert Contact.objects.standing().get().corrects == row


def test_without_clearance_it_is_shut_and_not_named(open_claim, chief, sign_in):
    chief.clearance = False
    chief.save()
    client, page = sign_in(chief), f"/claims/{open_claim.public_id}/contacts/"
    assert client.get(page).status_code == 403
    assert client.post(page, SAID).status_code == 403
    assert page not in client.get(f"/claims/{open_claim.public_id}/").content.decode()
    api = f"/api/v1/claims/{open_claim.public_id}/contacts/"
    assert client.get(api).json()["code"] == "not_allowed"


def test_a_stranger_finds_nothing(open_claim, make_person, sign_in):
    open_claim.article.restricted = True
    open_claim.article.save()
    client = sign_in(make_person("strange", Role.REVIEWER, clearance=True))
    assert client.get(f"/claims/{open_claim.public_id}/contacts/").status_code == 404


def test_the_mark_is_set_by_form_and_read_over_rest(open_claim, cleared, sign_in):
    client = sign_in(cleared)
    page = f"/claims/{open_claim.public_id}/contacts/"
    given = {"rests": "on", "reason": "his notes"}
    assert client.post(page + "mark/", given).status_code == 302
    assert "It does" in client.get(page).content.decode()
    again = client.post(page + "mark/", given)
    assert (again.status_code, "his notes" in again.content.decode()) == (409, True)
    api = f"/api/v1/claims/{open_claim.public_id}/"
    (row,) = client.get(api + "reporter-marks/").json()["results"]
    assert (row["rests"], row["reason"], row["by"]) == (True, "his notes", "cleo")
    posted = client.post(api + "contacts/", SAID, content_type="application/json")
    assert posted.status_code == 201
    assert client.get(api + "contacts/").json()["results"][0]["asked"] == SAID["asked"]


def test_lists_name_no_confidential_source_and_its_page_is_a_reading(
    open_claim, cleared, sign_in
):
    client = sign_in(cleared)
    api = f"/api/v1/claims/{open_claim.public_id}/evidence/"
    given = {"kind": "person", "title": "Dora Quill", "confidential": True}
    row = client.post(api, given, content_type="application/json").json()
    source = row["source"]["public_id"]
    for page in (
        "/sources/",
        "/api/v1/sources/",
        f"/articles/{open_claim.article.public_id}/",
    ):
        assert "Dora Quill" not in client.get(page).content.decode()
    assert not TrailEntry.objects.filter(action="read_confidential").exists()
    assert "Dora Quill" in client.get(f"/sources/{source}/").content.decode()
    assert "Dora Quill" in client.get(f"/claims/{open_claim.public_id}/").content.decode()
    reads = TrailEntry.objects.filter(action="read_confidential")
    assert {one.subject for one in reads} == {f"source:{source}"}
    assert {one.chain for one in reads} == {"desk", open_claim.article.public_id}

import pytest

from claims.models import Preference, TrailEntry

OFFER = "New here? A minute shows you around."


def test_the_board_offers_it_until_it_is_declined(reviewer, sign_in):
    client = sign_in(reviewer)
    assert OFFER in client.get("/").content.decode()
    assert client.post("/tour/").headers["Location"] == "/"
    assert OFFER not in client.get("/").content.decode()
    assert Preference.objects.get(person=reviewer).toured_at is not None
    assert TrailEntry.objects.get(action="end_tour").actor == reviewer


def test_declining_twice_is_declining_once(reviewer, sign_in):
    client = sign_in(reviewer)
    client.post("/tour/")
    first = Preference.objects.get().toured_at
    client.post("/tour/")
    assert Preference.objects.get().toured_at == first
    assert TrailEntry.objects.filter(action="end_tour").count() == 1


def test_it_can_be_read_again_at_any_time(reviewer, sign_in):
    client = sign_in(reviewer)
    client.post("/tour/")
    assert client.get("/tour/").status_code == 200


@pytest.mark.parametrize(
    ("who", "told", "kept_quiet"),
    [
        ("viewer", "An article comes in", "Cite a source, then give your verdict"),
        ("reviewer", "Cite a source, then give your verdict", "You bring articles in"),
        ("editor", "You bring articles in", "An article comes in"),
    ],
)
def test_it_shows_each_role_what_concerns_it(who, told, kept_quiet, request, sign_in):
    page = sign_in(request.getfixturevalue(who)).get("/tour/").content.decode()
    assert told in page
    assert kept_quiet not in page


def test_a_stranger_is_sent_to_the_door(client, db):
    assert "/account/login/" in client.get("/tour/").headers["Location"]

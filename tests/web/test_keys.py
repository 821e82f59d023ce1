import json
import re
from typing import Any

import pytest

from claims.models import Preference, TrailEntry
from claims.workflow.keys import ACTS, find_clashes, read_keys

AT = "/account/keys/"


def read_table(page: str) -> Any:
    found = re.search(r'id="desk-keys" type="application/json">(.*?)</script>', page)
    assert found
    return json.loads(found[1])


def desk_keys() -> dict[str, str]:
    return {name: act.key for name, act in ACTS.items()}


def test_the_desks_own_keys_do_not_clash():
    assert find_clashes(read_keys({})) == []


def test_one_key_may_do_one_thing_alone_and_another_after_the_leader():
    assert read_keys({})["add_source"] == read_keys({})["go_sources"]


def test_the_page_lists_every_act_with_its_key(reviewer, sign_in):
    page = sign_in(reviewer).get(AT).content.decode()
    for name, act in ACTS.items():
        field = re.search(rf'<input[^>]*id="id_{name}"[^>]*>', page)
        assert field
        assert f'value="{act.key}"'.replace("'", "&#x27;") in field[0]


def test_a_changed_key_stands_in_the_table_the_hint_and_the_list(
    open_claim, reviewer, sign_in
):
    client = sign_in(reviewer)
    assert client.post(AT, desk_keys() | {"add_source": "a"}).status_code == 302
    page = client.get(f"/claims/{open_claim.public_id}/").content.decode()
    assert read_table(page)["keys"]["add_source"] == "a"
    assert "Add a source <kbd>a</kbd>" in page
    assert Preference.objects.get(person=reviewer).keys == {"add_source": "a"}
    entry = TrailEntry.objects.get(action="choose_keys")
    assert (entry.actor, entry.after) == (reviewer, {"add_source": "a"})


def test_a_clash_is_refused_naming_both_acts_and_nothing_typed_is_lost(reviewer, sign_in):
    given = desk_keys() | {"waive": "e", "undo": "z"}
    answer = sign_in(reviewer).post(AT, given)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Dismiss the claim, waive the sentence” and “Correct the claim”" in page
    assert re.search(r'name="undo"[^>]*value="z"|value="z"[^>]*name="undo"', page)
    assert not Preference.objects.exists()


@pytest.mark.parametrize("key", ["jj", " ", "\t"])
def test_what_is_no_key_is_not_kept(key, reviewer, sign_in):
    client = sign_in(reviewer)
    client.post(AT, desk_keys() | {"next": key})
    assert read_table(client.get(AT).content.decode())["keys"]["next"] in ("j", "")


def test_single_keys_can_be_turned_off_and_no_hint_is_left(open_claim, reviewer, sign_in):
    client = sign_in(reviewer)
    client.post(AT, desk_keys() | {"off": "on"})
    page = client.get(f"/claims/{open_claim.public_id}/").content.decode()
    assert read_table(page)["on"] is False
    assert "<kbd>s</kbd>" not in page.split('<dialog id="keys"')[0]


def test_the_desks_own_keys_come_back(reviewer, sign_in):
    client = sign_in(reviewer)
    client.post(AT, desk_keys() | {"undo": "z", "off": "on"})
    client.post(AT, {"reset": "1", "next": "q"})
    table = read_table(client.get(AT).content.decode())
    assert table["on"] is True
    assert table["keys"] == desk_keys()


def test_a_stranger_is_sent_to_the_door_and_public_pages_hold_no_table(client, db):
    assert "/account/login/" in client.get(AT).headers["Location"]
    assert "desk-keys" not in client.get("/checks/").content.decode()

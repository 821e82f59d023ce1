from rest_framework.test import APIClient


def test_an_address_that_leads_nowhere_answers_in_the_shape_of_the_api(db):
    answer = APIClient().get("/api/v1/nope/")
    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"


def test_input_that_utf8_cannot_carry_is_echoed_safely(editor):
    client = APIClient()
    client.force_authenticate(editor)
    body = b'{"text": "One word.", "locale": "\\ud800"}'
    answer = client.post("/api/v1/articles/", body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["field"] == "locale"

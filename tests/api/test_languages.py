"""Refusals over the API: the code is the same in every language, the words are not."""


def test_a_refusal_is_said_in_the_callers_language_under_the_same_code(
    connect, viewer, open_claim
):
    caller = connect(viewer)
    address = f"/api/v1/claims/{open_claim.public_id}/start/"
    english = caller.post(address, {}, format="json").json()
    spanish = caller.post(address, {}, format="json", HTTP_ACCEPT_LANGUAGE="es").json()
    assert english["code"] == spanish["code"] == "not_allowed"
    assert english["detail"] == "Only a reviewer or above may review a claim."
    assert spanish["detail"] == "Solo verificador o superior puede revisar una afirmación."

"""Two people correct one claim: the second sees both, and may save again."""

from claims.intake.editing import retype_claim
from claims.models import Claim
from tests.conftest import NOON


def test_the_second_correction_keeps_its_words_and_can_be_saved_again(
    open_claim, editor, chief, sign_in
):
    opened = open_claim.revision
    retype_claim(open_claim, kind="count", actor=chief, now=NOON, revision=opened)
    at = f"/claims/{open_claim.public_id}/edit/span/"
    typed = {"words": "240 soldiers and 18 tonnes", "revision": opened, "reason": "Both."}
    client = sign_in(editor)
    refused = client.post(at, typed)
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "240 soldiers and 18 tonnes</textarea>" in page
    now = Claim.objects.get(pk=open_claim.pk).revision
    assert f'name="revision" value="{now}"' in page
    assert client.post(at, typed | {"revision": now}).status_code == 302
    fresh = Claim.objects.get(pk=open_claim.pk)
    assert (fresh.kind, fresh.quote) == ("count", "240 soldiers and 18 tonnes")

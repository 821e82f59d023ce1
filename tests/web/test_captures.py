"""Captures leave the desk as WARC files, for whoever may open what they were cited for."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from warcio.archiveiterator import ArchiveIterator

from claims.linkcheck.capture_store import keep_body
from claims.models import Capture, LinkCheck, Source

from .steps import cite_page

BODY = b"<html><p>She sailed with 412 aboard.</p></html>"


@pytest.fixture
def cited(open_claim, reviewer):
    row, now = cite_page(open_claim, by=reviewer), timezone.now()
    check = LinkCheck.objects.create(
        source=row.source, lease="x", at=now, outcome="ok", alive=True, http_status=200
    )
    kept = keep_body(BODY)
    Capture.objects.create(
        source=row.source, link_check=check, at=now, sha256=kept, size=len(BODY),
        http_status=200, final_url=row.source.url,
    )  # fmt: skip
    return row


def list_addresses(row) -> list[str]:
    """Give all six ways to the captures of a citation."""
    claim, article = row.claim.public_id, row.claim.article.public_id
    source = row.source.public_id
    return [
        reverse("claim-warc", args=[claim]),
        reverse("article-warc", args=[article]),
        reverse("source-warc", args=[source]),
        f"/api/v1/claims/{claim}/captures/",
        f"/api/v1/articles/{article}/captures/",
        f"/api/v1/sources/{source}/captures/",
    ]


def read_bodies(answer) -> list[bytes]:
    raw = BytesIO(b"".join(answer.streaming_content))
    return [
        record.content_stream().read()
        for record in ArchiveIterator(raw)
        if record.rec_type == "response"
    ]


def test_claim_article_and_source_give_their_captures_by_both_doors(cited, viewer, sign_in):
    client = sign_in(viewer)
    for address in list_addresses(cited):
        answer = client.get(address, headers={"Accept": "application/warc"})
        assert answer.status_code == 200, address
        assert answer["Content-Type"] == "application/warc"
        assert answer["Content-Disposition"].endswith('.warc.gz"')
        assert read_bodies(answer) == [BODY]


def test_the_pages_lead_there(cited, viewer, sign_in):
    client = sign_in(viewer)
    claim, article = (
        client.get(reverse(name, args=[key])).content.decode()
        for name, key in (
            ("claim", cited.claim.public_id), ("article", cited.claim.article.public_id)
        )
    )  # fmt: skip
    assert list_addresses(cited)[0] in claim
    assert list_addresses(cited)[1] in article


def test_a_confidential_source_is_in_no_file_without_clearance(
    cited, editor, make_person, sign_in
):
    Source.objects.filter(pk=cited.source_id).update(confidential=True)
    cleared = sign_in(make_person("cleo", "viewer", clearance=True))
    client = sign_in(editor)
    for address in list_addresses(cited):
        answer = client.get(address)
        if "/sources/" in address:
            assert answer.status_code == 404, address
        else:
            assert read_bodies(answer) == [], address
        assert read_bodies(cleared.get(address)) == [BODY], address


def test_strangers_to_a_restricted_article_get_none(cited, make_person, sign_in, client):
    article = cited.claim.article
    article.restricted = True
    article.save(update_fields=["restricted"])
    outsider = sign_in(make_person("outsider", "editor"))
    for address in list_addresses(cited):
        assert outsider.get(address).status_code == 404, address
        assert client.get(address).status_code in (302, 401, 403), address

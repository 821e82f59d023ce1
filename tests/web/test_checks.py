import json
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.publishing import publish_claim, withdraw_publication
from claims.web.tags import as_data_block

from .steps import cite_page, review


@pytest.fixture
def published(open_claim, reviewer, second_reviewer, editor):
    cite_page(open_claim, by=reviewer)
    why = "</script><script>alert('x')</script> & so on"
    review(open_claim, reviewer, "true", why=why)
    review(open_claim, second_reviewer, "true", why=why)
    return publish_claim(open_claim, actor=editor, now=timezone.now())


def check(published):
    return reverse("check", args=[published.claim.public_id])


def test_the_permalink_shows_verdict_reasons_and_sources_to_anybody(client, published):
    answer = client.get(check(published))
    page = answer.content.decode()
    assert answer.status_code == 200
    for words in (published.page["quote"], "True", "Harbour log", "two people reviewed it"):
        assert words in page


def test_the_document_in_the_page_is_the_one_stored_and_cannot_break_out(client, published):
    page = client.get(check(published)).content.decode()
    block = re.search(
        r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL
    )
    assert block is not None
    assert json.loads(block[1]) == json.loads(published.document)
    assert not re.search(r"[<>&]", block[1])
    assert "<script>alert" not in page


def test_escaping_a_document_never_changes_what_it_says():
    document = json.dumps(
        {"a": "</script>&<!--\u2028", "b": '"\\u003c'}, ensure_ascii=False
    )
    assert json.loads(as_data_block(document)) == json.loads(document)


def test_the_json_is_served_byte_for_byte(client, published):
    answer = client.get(reverse("check-json", args=[published.claim.public_id]))
    assert answer.content.decode() == published.document
    assert answer.headers["Content-Type"] == "application/ld+json"


def test_public_pages_touch_no_session_and_may_be_cached(client, published):
    for address in (check(published), reverse("checks")):
        answer = client.get(address)
        assert "public" in answer.headers["Cache-Control"]
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert not answer.cookies


def test_a_withdrawn_check_says_so_and_why(client, published, editor):
    claim = published.claim
    claim.refresh_from_db()
    withdraw_publication(
        claim, actor=editor, now=timezone.now(), reason="The log was forged."
    )
    answer = client.get(check(published))
    assert answer.status_code == 410
    assert "The log was forged." in answer.content.decode()
    assert "ld+json" not in answer.content.decode()
    assert check(published) not in client.get(reverse("checks")).content.decode()


def test_a_claim_that_was_never_published_has_no_public_page(client, open_claim):
    answer = client.get(reverse("check", args=[open_claim.public_id]))
    assert answer.status_code == 404


def test_the_index_lists_what_is_public_now(client, published, django_assert_num_queries):
    with django_assert_num_queries(2):
        page = client.get(reverse("checks")).content.decode()
    assert check(published) in page


def test_checks_are_narrowed_by_kind_and_verdict(client, published):
    link = f'href="{check(published)}"'
    kind = published.claim.kind
    for asked, there in (
        ({}, True),
        ({"kind": kind, "verdict": "true"}, True),
        ({"verdict": "false"}, False),
        ({"kind": "money"}, False),
        ({"kind": "nonsense", "verdict": "x' or 1"}, True),
    ):
        page = client.get(reverse("checks"), asked).content.decode()
        assert (link in page) == there, asked
    assert (
        "No check like that"
        in client.get(reverse("checks"), {"verdict": "false"}).content.decode()
    )


def test_a_reader_who_has_the_page_is_told_that_it_is_the_same(client, published):
    for address in (
        reverse("checks"),
        check(published),
        reverse("check-json", args=[published.claim.public_id]),
    ):
        tag = client.get(address).headers["ETag"]
        again = client.get(address, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")

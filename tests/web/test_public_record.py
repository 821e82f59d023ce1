import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.models import Claim, Rating
from claims.publishing import ask_correction, publish_claim, withdraw_publication
from claims.verdicts import open_round, submit_review
from claims.web.checks import group_cited

from .steps import cite_page, review

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def published(open_claim, reviewer, second_reviewer, editor):
    cite_page(open_claim, by=reviewer)
    review(open_claim, reviewer, "true")
    review(open_claim, second_reviewer, "true")
    return publish_claim(open_claim, actor=editor, now=timezone.now())


@pytest.fixture
def corrected(published, reviewer, second_reviewer, editor):
    claim = published.claim
    claim.refresh_from_db()
    ask_correction(claim, actor=editor, now=timezone.now(), reason="A reader wrote.")
    open_round(claim, actor=reviewer, now=timezone.now())
    submit_review(
        claim,
        actor=reviewer,
        now=timezone.now(),
        rating=Rating.objects.get(code="false"),
        rationale="The log says otherwise.",
        as_of=timezone.now().date(),
    )
    review(claim, second_reviewer, "false")
    claim.refresh_from_db()
    return publish_claim(
        claim, actor=editor, now=timezone.now(), reason="We misread the log."
    )


def test_the_corrections_page_names_before_after_and_why(client, published, corrected):
    page = client.get(reverse("corrections")).content.decode()
    for words in ("True", "False", "We misread the log.", published.sha256):
        assert words in page


def test_the_corrections_feed_has_one_steady_entry_per_correction(client, corrected):
    first = client.get(reverse("corrections-feed"))
    root = ET.fromstring(first.content)
    (entry,) = root.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}summary") == "We misread the log."
    assert entry.findtext(f"{ATOM}id")
    assert entry.findtext(f"{ATOM}updated")
    assert client.get(reverse("corrections-feed")).content == first.content


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["checks-feed", "corrections-feed", "corrections", "method"]
)
def test_a_page_seen_before_is_answered_unchanged_and_asks_for_no_cookie(client, name):
    first = client.get(reverse(name))
    again = client.get(reverse(name), headers={"if-none-match": first["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    assert "public" in first["Cache-Control"]
    assert not first.cookies


def test_the_feed_of_checks_holds_only_what_stands(client, published, corrected):
    root = ET.fromstring(client.get(reverse("checks-feed")).content)
    ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
    assert ids == [f"urn:sha256:{corrected.sha256}"]


def test_the_document_before_a_correction_stays_readable(client, published, corrected):
    address = reverse("check-document", args=[published.claim.public_id, published.sha256])
    assert client.get(address).content.decode() == published.document
    other = reverse("check-document", args=[published.claim.public_id, "0" * 64])
    assert client.get(other).status_code == 404


def test_withdrawing_a_check_takes_its_documents_back(client, published, corrected, editor):
    claim = corrected.claim
    claim.refresh_from_db()
    withdraw_publication(claim, actor=editor, now=timezone.now(), reason="Forged.")
    for one in (published, corrected):
        address = reverse("check-document", args=[claim.public_id, one.sha256])
        assert client.get(address).status_code == 410


def test_the_embed_may_be_framed_and_is_small_and_the_check_may_not(client, published):
    address = reverse("check-embed", args=[published.claim.public_id])
    embed = client.get(address)
    assert "frame-ancestors *" in embed["Content-Security-Policy"]
    assert "X-Frame-Options" not in embed
    styles = Path(__file__).parents[2] / "static" / "embed.css"
    assert len(embed.content) + styles.stat().st_size <= 10_000
    assert not re.search(rb"<(script|style)", embed.content)
    assert embed.content.count(b'rel="stylesheet"') == 1
    check = client.get(reverse("check", args=[published.claim.public_id]))
    assert "frame-ancestors 'none'" in check["Content-Security-Policy"]
    assert address in check.content.decode()


def test_the_embed_tells_of_a_doubt_as_the_check_does(client, published):
    words = "A fact behind this check has changed since."
    pages = [
        reverse(name, args=[published.claim.public_id]) for name in ("check", "check-embed")
    ]
    for at in pages:
        assert words not in client.get(at).content.decode()
    Claim.objects.filter(pk=published.claim_id).update(status="recheck")
    for at in pages:
        assert words in client.get(at).content.decode()


def test_a_source_that_is_cited_twice_stands_once_with_both_places():
    rows = [
        {"url": "https://a.example/", "title": "A", "stance": stance, "passage": stance}
        for stance in ("supports", "context")
    ]
    [one] = group_cited([*rows])
    assert one["source"] == rows[0]
    assert one["places"] == rows
    assert one["stance"] == ""
    [same, other] = group_cited([rows[0], {**rows[0], "publisher": "B"}])
    assert same["stance"] == other["stance"] == "supports"

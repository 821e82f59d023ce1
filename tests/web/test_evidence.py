from django.urls import reverse
from django.utils import timezone

from claims.models import Evidence, Source
from tests.steps import cite

from .steps import cite_page

HTMX = {"HX-Request": "true"}
GIVEN = {
    "cite-kind": "notes",
    "cite-title": "Ramp notes",
    "cite-stance": "supports",
    "cite-passage": "I counted 412.",
}


def url(name, thing):
    return reverse(name, args=[thing.public_id])


def test_a_source_is_cited_and_gets_its_letter(client, reviewer, open_claim):
    client.force_login(reviewer)
    answer = client.post(url("evidence-add", open_claim), GIVEN, headers=HTMX)
    page = answer.content.decode()
    assert "Ramp notes" in page
    assert '<p class="ev-key">R<' in page
    assert page.startswith("{#") is False
    assert "<html" not in page


def test_an_address_that_cannot_be_visited_is_refused_and_kept(
    client, reviewer, open_claim
):
    client.force_login(reviewer)
    given = GIVEN | {"cite-kind": "web", "cite-url": "ftp://harbour.example/log"}
    answer = client.post(url("evidence-add", open_claim), given)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'role="alert"' in page
    assert 'value="ftp://harbour.example/log"' in page
    assert "I counted 412." in page
    assert not Evidence.objects.exists()


def test_a_citation_says_that_it_waits_only_while_a_visit_is_awaited(
    client, reviewer, open_claim
):
    row = cite_page(open_claim, by=reviewer)
    client.force_login(reviewer)
    waits = f'id="evidence-{row.public_id}" data-waiting'

    def read() -> str:
        return client.get(url("claim", open_claim)).content.decode()

    assert waits not in read()
    Source.objects.filter(pk=row.source_id).update(asked_at=timezone.now())
    assert waits in read()
    assert "A visit is on its way." in read()
    Source.objects.filter(pk=row.source_id).update(checked_at=timezone.now())
    assert waits not in read()


def test_an_altered_passage_shows_what_was_struck_and_what_came(
    client, viewer, reviewer, open_claim
):
    row = cite_page(open_claim, by=reviewer)
    Evidence.objects.filter(pk=row.pk).update(
        passage_state="altered",
        passage_now="She sailed with 399 aboard.",
        passage_seen_at=timezone.now(),
    )
    client.force_login(viewer)
    page = client.get(url("claim", open_claim)).content.decode()
    assert '<del><span class="vh">deleted: </span>412</del>' in page
    assert '<ins><span class="vh">inserted: </span>399</ins>' in page


def test_withdrawing_needs_a_reason_and_leaves_the_row_as_history(
    client, reviewer, open_claim
):
    row = cite_page(open_claim, by=reviewer)
    client.force_login(reviewer)
    refused = client.post(url("evidence-withdraw", row), {"reason": ""})
    assert "Say why it is withdrawn." in refused.content.decode()
    client.post(url("evidence-withdraw", row), {"reason": "Wrong day."})
    assert "Harbour log" not in client.get(url("claim", open_claim)).content.decode()
    row.refresh_from_db()
    assert row.withdrawn_at is not None


def test_a_page_cited_twice_stands_once_beside_the_text(client, open_claim, reviewer):
    cite(open_claim, reviewer, passage="240 soldiers")
    cite(open_claim, reviewer, passage="at noon", stance="context")
    client.force_login(reviewer)
    page = client.get(url("claim-beside", open_claim), headers=HTMX).content.decode()
    assert page.count("<article") == 1
    assert page.count('class="cited-as"') == 2
    assert page.index("<span>Supports</span>") < page.index("<span>Context</span>")

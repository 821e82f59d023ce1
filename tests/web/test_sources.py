from django.urls import reverse
from django.utils import timezone

from claims.models import LinkCheck, Source

from .steps import cite_page

# session, person, settings, sources with counts, number, plot (2), queue, notices
LIST_QUERIES = 8


def url(name, thing):
    return reverse(name, args=[thing.public_id])


def test_a_source_shows_its_visits_and_the_claims_that_cite_it(
    client, viewer, reviewer, open_claim
):
    source = cite_page(open_claim, by=reviewer).source
    LinkCheck.objects.create(
        source=source,
        lease="a",
        at=timezone.now(),
        outcome="blocked_or_login",
        http_status=403,
    )
    client.force_login(viewer)
    page = client.get(url("source", source)).content.decode()
    assert "Not seen" in page
    assert "blocked or login · 403" in page
    assert url("claim", open_claim) in page


def test_a_confidential_source_does_not_exist_without_clearance(
    client, reviewer, open_claim
):
    source = cite_page(open_claim, by=reviewer).source
    Source.objects.filter(pk=source.pk).update(confidential=True)
    client.force_login(reviewer)
    assert client.get(url("source", source)).status_code == 404
    assert client.post(url("source-check", source)).status_code == 404
    assert "Harbour log" not in client.get(reverse("sources")).content.decode()


def test_a_viewer_is_refused_a_check_in_words(client, viewer, reviewer, open_claim):
    source = cite_page(open_claim, by=reviewer).source
    client.force_login(viewer)
    answer = client.post(url("source-check", source))
    assert answer.status_code == 409
    assert "Only a reviewer or above may ask for a check." in answer.content.decode()


def test_the_list_narrows_by_health_and_asks_one_query_for_all(
    client, viewer, reviewer, open_claim, django_assert_num_queries
):
    for number in range(5):
        row = cite_page(open_claim, by=reviewer, url=f"https://harbour.example/{number}")
    Source.objects.filter(pk=row.source_id).update(outcome="gone")
    client.force_login(viewer)
    with django_assert_num_queries(LIST_QUERIES):
        page = client.get(reverse("sources")).content.decode()
    assert page.count('<tr id="source-') == 5
    dead = client.get(reverse("sources"), {"health": "gone"}).content.decode()
    assert dead.count('<tr id="source-') == 1

import re

from django.urls import reverse
from django.utils import timezone

from claims.intake import read_pasted
from claims.intake.versions import revise_article
from claims.models import Claim
from claims.web.queue_tabs import KEYS
from claims.workflow import move_claim

# session, person, settings, notices, ranking, claims, anchors, verdicts, two for the
# tabs, two facets, people, lists
QUEUE_QUERIES = 14


def keep_all(article, editor):
    for claim in article.claims.filter(status="detected"):
        move_claim(claim, to="open", actor=editor, now=timezone.now())


def count_rows(page: str) -> int:
    return page.count('<li class="qrow')


def test_each_tab_lists_as_many_as_it_counts(client, reviewer, editor, open_claim):
    Claim.objects.filter(pk=open_claim.pk).update(reviewer=reviewer)
    client.force_login(reviewer)
    for key in KEYS:
        page = client.get(reverse("queue"), {"tab": key}).content.decode()
        shown = re.search(r'aria-current="page">[^<]+<span class="n">(\d+)', page)
        assert shown is not None
        assert count_rows(page) == int(shown[1])
    mine = client.get(reverse("queue")).content.decode()
    assert count_rows(mine) == 1


def test_a_facet_lists_as_many_as_it_promised(client, reviewer, editor, article):
    keep_all(article, editor)
    client.force_login(reviewer)
    page = client.get(reverse("queue"), {"tab": "unassigned"}).content.decode()
    facets = re.findall(
        r'href="(\?[^"]*kind=[^"]*)"[^>]*><span>[^<]*</span><span class="n">(\d+)', page
    )
    assert facets
    for address, n in facets:
        narrowed = client.get(reverse("queue") + address.replace("&amp;", "&"))
        assert count_rows(narrowed.content.decode()) == int(n)


def test_unknown_tabs_kinds_and_places_give_the_first_page(client, reviewer, article):
    client.force_login(reviewer)
    given = {"tab": "gold", "kind": "x'", "article": "zz\x00", "after": "nobody"}
    assert client.get(reverse("queue"), given).status_code == 200


def test_the_next_page_follows_without_repeating(client, editor, article, monkeypatch):
    monkeypatch.setattr("claims.web.queue.PAGE", 3)
    client.force_login(editor)
    seen: list[str] = []
    address = reverse("queue") + "?tab=found"
    while address:
        page = client.get(address).content.decode()
        seen += re.findall(r'<li class="qrow[^"]*" id="claim-(\w+)"', page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = reverse("queue") + following[1].replace("&amp;", "&") if following else ""
    found = article.claims.filter(status="detected")
    assert sorted(seen) == sorted(found.values_list("public_id", flat=True))


def test_the_queue_asks_no_more_for_more_claims(
    client, editor, article, django_assert_num_queries
):
    client.force_login(editor)
    with django_assert_num_queries(QUEUE_QUERIES):
        client.get(reverse("queue"), {"tab": "found"})
    keep_all(article, editor)
    first = article.claims.filter(status="open").first()
    assert first is not None
    with django_assert_num_queries(QUEUE_QUERIES):
        client.get(reverse("queue"), {"tab": "unassigned"})


def test_a_long_tab_says_that_there_are_more(client, editor, article, monkeypatch):
    monkeypatch.setattr("claims.web.queue_tabs.MOST", 3)
    client.force_login(editor)
    page = client.get(reverse("queue"), {"tab": "found"}).content.decode()
    shown = re.search(r'aria-current="page">Found <span class="n">([^<]+)', page)
    assert shown is not None
    assert shown[1] == "3+"
    facets = re.findall(r'kind=[^"]*"[^>]*><span>[^<]*</span><span class="n">(\d+)\+', page)
    assert sum(int(n) for n in facets) == 3
    assert "3+ of 3+ claims" in page


def test_a_claim_whose_words_were_cut_says_so_in_the_queue(client, editor, open_claim):
    client.force_login(editor)
    at = {"tab": "unassigned"}
    mark = '<span class="state" data-state="orphaned">'
    assert mark not in client.get(reverse("queue"), at).content.decode()
    text = "Nobody came to Port Alder on Monday, and nothing was unloaded there.\n"
    revise_article(open_claim.article, read_pasted(text), actor=editor, now=timezone.now())
    assert mark in client.get(reverse("queue"), at).content.decode()

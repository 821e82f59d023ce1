from django.urls import reverse
from django.utils import timezone

from claims.evidence.runs import ask_checks
from claims.models import Evidence, Source
from claims.workflow import move_claim
from tests.steps import cite


def ask(client, address, etag=""):
    return client.get(address, headers={"If-None-Match": etag} if etag else {})


def at(name, thing):
    return reverse(name, args=[thing.public_id])


def test_an_unchanged_page_answers_304_and_an_act_changes_its_version(
    client, viewer, editor, claim
):
    client.force_login(viewer)
    for address in (at("article-live", claim.article), at("claim-live", claim),
                    reverse("live")):  # fmt: skip
        first = ask(client, address)
        assert first.status_code == 200
        assert ask(client, address, first["ETag"]).status_code == 304
        assert "no-store" in first["Cache-Control"]
    article = ask(client, at("article-live", claim.article))["ETag"]
    desk = ask(client, reverse("live"))["ETag"]
    move_claim(claim, to="open", actor=editor, now=timezone.now())
    assert ask(client, at("article-live", claim.article), article).status_code == 200
    assert ask(client, reverse("live"), desk).status_code == 200


def test_what_a_worker_saw_of_a_source_changes_the_version(client, reviewer, open_claim):
    row = cite(open_claim, reviewer)
    client.force_login(reviewer)
    before = ask(client, at("claim-live", open_claim))["ETag"]
    Source.objects.filter(pk=row.source_id).update(checked_at=timezone.now())
    assert ask(client, at("claim-live", open_claim), before).status_code == 200


def test_strangers_and_people_outside_a_restricted_article_learn_nothing(
    client, viewer, claim
):
    assert ask(client, reverse("live")).status_code == 302
    claim.article.restricted = True
    claim.article.save(update_fields=["restricted"])
    client.force_login(viewer)
    assert ask(client, at("article-live", claim.article)).status_code == 404
    assert ask(client, at("claim-live", claim)).status_code == 404


def test_asking_costs_few_queries(client, viewer, claim, django_assert_max_num_queries):
    client.force_login(viewer)
    with django_assert_max_num_queries(5):
        ask(client, at("article-live", claim.article))


def test_a_source_and_a_run_have_versions_that_visits_change(client, reviewer, open_claim):
    source = cite(open_claim, reviewer).source
    run = ask_checks(Source.objects.all(), actor=reviewer, now=timezone.now())
    client.force_login(reviewer)
    pages = (at("source-live", source), at("check-run-live", run))
    before = [ask(client, address)["ETag"] for address in pages]
    for address, etag in zip(pages, before, strict=True):
        assert ask(client, address, etag).status_code == 304
    Source.objects.update(checked_at=timezone.now())
    after = [ask(client, address)["ETag"] for address in pages]
    assert all(old != new for old, new in zip(before, after, strict=True))
    Evidence.objects.update(passage_state="missing")
    assert ask(client, pages[0], after[0]).status_code == 200
    assert ask(client, pages[1], after[1]).status_code == 304

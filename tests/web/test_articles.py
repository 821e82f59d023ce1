import json
import re
from datetime import date

from django.urls import reverse
from django.utils import timezone

from claims.intake import read_pasted, submit_article
from claims.models import Source
from claims.verdicts.coverage import waive_sentence
from tests.conftest import NOON

from .steps import cite_page, decide

BOARD_QUERIES = 5  # session, person, settings, articles, queue's length with notices
# As above, and claims, anchors, verdicts, evidence, sentences; twelve more for
# what blocks the article and how it was cleared.
DESK_QUERIES = 17  # one counts comments; one more where somebody is asked to review


def file(editor, text, **given):
    return submit_article(
        read_pasted(text),
        actor=editor,
        now=timezone.now(),
        published_on=date(2024, 4, 2),
        **given,
    )


def test_the_board_shows_each_article_with_its_progress(client, viewer, article):
    client.force_login(viewer)
    page = client.get(reverse("home")).content.decode()
    assert article.title in page
    assert f"0 of {article.claims.count()} settled" in page


def test_the_board_asks_no_more_for_more_articles(
    client, editor, django_assert_num_queries
):
    client.force_login(editor)
    for number in range(3):
        file(editor, f"Some {number + 20} people came on 3 March.", title=f"Piece {number}")
    with django_assert_num_queries(BOARD_QUERIES):
        client.get(reverse("home"))
    for number in range(5):
        file(editor, f"Some {number + 90} people came on 3 March.", title=f"More {number}")
    with django_assert_num_queries(BOARD_QUERIES):
        page = client.get(reverse("home")).content.decode()
    assert page.count('<tr id="article-') == 8


def test_claims_stand_in_the_text_and_in_reading_order_beside_it(client, viewer, article):
    client.force_login(viewer)
    page = client.get(reverse("article", args=[article.public_id])).content.decode()
    places = [
        page.index(f'<li class="card" id="claim-{claim.number}"')
        for claim in sorted(article.claims.all(), key=lambda claim: claim.anchor.start)
    ]
    assert places == sorted(places)
    for claim in article.claims.all():
        assert f'class="key" href="#claim-{claim.number}"' in page


def test_sentences_without_a_claim_are_told_with_the_card_after_them(
    client, editor, article
):
    client.force_login(editor)
    page = client.get(reverse("article", args=[article.public_id])).content.decode()
    [told] = re.findall(r'data-gaps="([^"]+)"', page)
    headline = article.current.sentences.get(index=0)
    assert json.loads(told) == [0, 0, headline.end, 0]
    words = "Some 40 people came. It rained. Nobody left. It was 3 May 2019."
    later = file(editor, words, title="Rain")
    page = client.get(reverse("article", args=[later.public_id])).content.decode()
    [told] = re.findall(r'data-gaps="([^"]+)"', page)
    rained, left = [later.current.sentences.get(index=one) for one in (1, 2)]
    assert json.loads(told) == [
        *(1, rained.start, rained.end - rained.start, 1),
        *(1, left.start - rained.start, left.end - left.start, 0),
    ]
    waive_sentence(rained, actor=editor, now=NOON, reason="The weather.")
    page = client.get(reverse("article", args=[later.public_id])).content.decode()
    assert f'data-gaps="[2, {left.start}, ' in page


def test_the_reading_desk_asks_no_more_for_more_claims(
    client, viewer, editor, article, django_assert_num_queries
):
    long = file(editor, "On 3 March 2020 some 400 people paid $5 million. " * 12, title="L")
    cite_page(long.claims.first(), by=editor)
    client.force_login(viewer)
    assert long.claims.count() > article.claims.count()
    for one in (article, long):
        with django_assert_num_queries(DESK_QUERIES):
            client.get(reverse("article", args=[one.public_id]))


def test_markup_in_every_field_is_shown_and_never_run(client, editor):
    bad = "<script>alert(1)</script>"
    article = file(editor, f"{bad} “{bad}” said 40 men on 3 March.", title=bad, byline=bad)
    client.force_login(editor)
    for name in ("home", "article"):
        args = [article.public_id] if name == "article" else []
        page = client.get(reverse(name, args=args)).content.decode()
        assert bad not in page
        assert "&lt;script&gt;" in page


def test_right_to_left_text_keeps_its_own_direction(client, editor):
    article = file(editor, "غادر 412 راكبا يوم الاثنين مع 30 جنديا. 🚢", title="سفينة")
    client.force_login(editor)
    page = client.get(reverse("article", args=[article.public_id])).content.decode()
    assert '<p dir="auto"' in page
    assert '<h1 id="t" dir="auto"' in page
    assert "🚢" in page


def test_counters_follow_the_claims(client, viewer, open_claim, reviewer, second_reviewer):
    decide(open_claim, reviewer, second_reviewer)
    client.force_login(viewer)
    url = reverse("article", args=[open_claim.article.public_id])
    assert "<b>1</b> settled" in client.get(url).content.decode()


def test_a_confidential_source_has_no_letter_for_people_without_clearance(
    client, viewer, chief, reviewer, open_claim
):
    evidence = cite_page(open_claim, by=reviewer)
    Source.objects.filter(pk=evidence.source_id).update(confidential=True, title="Deep")
    url = reverse("article", args=[open_claim.article.public_id])
    client.force_login(viewer)
    assert "Deep" not in client.get(url).content.decode()
    chief.clearance = True
    chief.save()
    client.force_login(chief)
    page = client.get(url).content.decode()
    assert "Confidential source" in page
    assert "Deep" not in page  # its own page tells, and notes the reading

"""Cards kept by content, and the head that comes with a swapped one."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim
from claims.web.reading_desk import read_desk, read_head
from claims.workflow import move_claim
from tests.conftest import NOON

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def open_page(client, article) -> str:
    return client.get(f"/articles/{article.public_id}/").content.decode()


def test_two_readers_of_one_card_get_their_own_tokens_and_acts(
    article, editor, make_person, sign_in
):
    other = make_person("other", "editor")
    pages = [open_page(sign_in(person), article) for person in (editor, other)]
    tokens = [set(TOKEN.findall(page)) for page in pages]
    assert all(len(one) == 1 for one in tokens)
    assert tokens[0] != tokens[1]
    reader = make_person("reader")
    assert "Dismiss…" not in open_page(sign_in(reader), article)
    assert "Dismiss…" in pages[0]


def test_a_card_follows_its_claim(article, claim, editor, sign_in):
    client = sign_in(editor)
    card = f'<li class="card" id="claim-{claim.number}" data-state="{{}}">'
    assert card.format("detected") in open_page(client, article)
    move_claim(claim, to="open", actor=editor, now=NOON)
    assert card.format("open") in open_page(client, article)


def test_the_head_of_a_swap_says_what_the_whole_desk_says(article, claim, editor):
    move_claim(claim, to="open", actor=editor, now=NOON)
    other = article.claims.exclude(pk=claim.pk).first()
    move_claim(other, to="dismissed", actor=editor, now=NOON, note="no claim")
    whole, head = read_desk(article, editor), read_head(article, editor)
    assert head["counts"] == whole["counts"]
    assert head["strip"] == whole["strip"]


def test_queries_of_a_swap_do_not_grow_with_the_claims(article, editor):
    with CaptureQueriesContext(connection) as few:
        read_head(article, editor)
    Claim.objects.bulk_create(
        [
            Claim(article=article, number=n, kind="count", created_at=NOON, changed_at=NOON)
            for n in range(500, 540)
        ]
    )
    with CaptureQueriesContext(connection) as many:
        read_head(article, editor)
    assert len(few) == len(many)

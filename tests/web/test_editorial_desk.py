"""Clearance, versions and queries as plain forms, without JavaScript."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from claims.models import Article, Policy, Query
from claims.verdicts.queries import answer_query, raise_query
from tests.conftest import NOON, TEXT
from tests.desk_steps import make_clearable, revise


def url(name, thing):
    return reverse(name, args=[thing.public_id])


def read(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("name", ["clearance", "versions", "article-queries"])
def test_a_viewer_reads_the_desk_and_finds_no_forms(client, viewer, article, name):
    client.force_login(viewer)
    answer = client.get(url(name, article))
    assert answer.status_code == 200
    room = read(answer).split("<main", 1)[1].split("</main>")[0]
    assert "btn main" not in room


def test_the_blockers_are_a_jump_list_on_clearance_and_article(client, editor, article):
    client.force_login(editor)
    first = article.claims.first()
    for name in ("clearance", "article"):
        page = read(client.get(url(name, article)))
        assert 'data-code="sentence_open"' in page
        assert f"#claim-{first.number}" in page


def test_a_sentence_is_waived_and_opened_by_forms(client, editor, article):
    client.force_login(editor)
    article.claims.update(status="dismissed")
    given = {"version": 1, "index": 1, "waived": "1", "reason": ""}
    refused = client.post(url("sentence-waive", article), given)
    assert refused.status_code == 409
    assert "Say why" in read(refused)
    given["reason"] = "Colour."
    done = client.post(url("sentence-waive", article), given)
    assert done.url.endswith("#sentence-1")
    assert "Waived by ines: Colour." in read(client.get(url("clearance", article)))
    client.post(url("sentence-waive", article), {"version": 1, "index": 1})
    assert not article.current.sentences.exclude(waived_reason="").exists()


def test_clearing_by_form(client, open_claim, editor, reviewer, second_reviewer):
    Policy.objects.update(shelf_days=None)  # this door's clock is the real one
    article = make_clearable(open_claim, editor, reviewer, second_reviewer)
    client.force_login(editor)
    assert client.post(url("clearance", article), {"version": 9}).status_code == 409
    assert client.post(url("clearance", article), {"version": 1}).status_code == 302
    assert "Version 1 was cleared by ines" in read(client.get(url("article", article)))


def test_an_override_is_said_on_the_article_for_ever(client, article, chief, editor):
    client.force_login(editor)
    assert client.post(url("clearance", article), {"version": 1}).status_code == 409
    client.force_login(chief)
    given = {"version": 1, "override_reason": "The lawyer read it."}
    assert client.post(url("clearance", article), given).status_code == 302
    revise(article, editor, ("240", "260"))
    page = read(client.get(url("article", article)))
    assert "objections were overridden" in page
    assert "The lawyer read it." in page


def test_a_version_is_brought_in_and_its_changes_shown(client, editor, open_claim):
    article = open_claim.article
    client.force_login(editor)
    text = TEXT.replace("240", "260")
    done = client.post(url("versions", article), {"base": 1, "text": text})
    assert done.status_code == 302
    page = read(client.get(url("versions", article)))
    assert "<del>240</del><ins>260</ins>" in page
    assert "Claim 2" in page or f"Claim {open_claim.number}" in page
    late = client.post(url("versions", article), {"base": 1, "text": "Other text."})
    assert late.status_code == 409
    assert "Other text." in read(late)
    assert client.post(url("versions", article), {"base": 2}).status_code == 409
    assert client.get(url("versions", article) + "?v=1").status_code == 200


def test_the_next_version_begins_with_the_text_as_it_stands(client, editor, article):
    client.force_login(editor)
    page = read(client.get(url("versions", article)))
    box = re.search(r'<textarea name="text"[^>]*>\s*(.*?)</textarea>', page, re.DOTALL)
    assert box is not None
    assert unescape(box[1]).split() == article.current.text.split()
    unchanged = {"base": 1, "text": article.current.text}
    assert client.post(url("versions", article), unchanged).status_code == 409
    draft = SimpleUploadedFile("draft.txt", b"Another text. It names nobody.")
    given = unchanged | {"text": article.current.text.replace("\n", "\r\n"), "file": draft}
    assert client.post(url("versions", article), given).status_code == 302
    article.refresh_from_db()
    assert article.current.text.startswith("Another text.")


def test_a_query_by_forms_from_question_to_text(client, open_claim, editor, reviewer):
    client.force_login(reviewer)
    ask = url("claim-queries", open_claim)
    assert client.post(ask, {"question": ""}).status_code == 409
    both = client.post(ask, {"words": "x", "delete": "1"})
    assert both.status_code == 409
    assert client.post(ask, {"words": "260 soldiers"}).status_code == 302
    query = Query.objects.get()
    client.force_login(editor)
    assert "260 soldiers" in read(client.get(reverse("queries")))
    answer = url("query-answer", query)
    assert client.post(answer, {"choice": "stet"}).status_code == 409
    assert client.post(answer, {"choice": "accept"}).status_code == 302
    home = url("article-queries", open_claim.article)
    assert "<ins>260</ins>" in read(client.get(home))
    assert client.post(home, {"base": "x"}).status_code == 404
    assert client.post(home, {"base": "1"}).status_code == 302
    page = read(client.get(ask))
    assert "Version 2, Edited" in page
    assert client.post(url("query-withdraw", query)).status_code == 409


def test_clashing_answers_are_said_before_they_are_applied(
    client, open_claim, editor, reviewer
):
    for words in ("250 soldiers", "260 soldiers"):
        query = raise_query(open_claim, actor=reviewer, now=NOON, replacement=words)
        answer_query(query, actor=editor, now=NOON, choice="accept")
    client.force_login(editor)
    page = read(client.get(url("article-queries", open_claim.article)))
    assert "Two answers change the same words" in page


def test_a_cut_is_accepted_by_form(client, open_claim, editor):
    sentence = TEXT[TEXT.index("PORT ALDER, March") : TEXT.index("“We")]
    article = open_claim.article
    client.force_login(editor)
    refused = client.post(url("claim-cut", open_claim), {"reason": "Gone."})
    assert refused.status_code == 409
    revise(article, editor, (sentence, ""))
    assert "Accept the cut" in read(client.get(url("claim-queries", open_claim)))
    done = client.post(url("claim-cut", open_claim), {"reason": "The lede went."})
    assert done.status_code == 302
    assert "The lede went." in read(client.get(url("claim-queries", open_claim)))


def test_repeated_assertions_are_shown_together(client, editor, open_claim, viewer):
    more = "\nThe 240 soldiers rested. Later 240 soldiers left.\n"
    article = open_claim.article
    revise(article, editor, ("last year's.", "last year's." + more))
    client.force_login(viewer)
    page = read(client.get(url("claim-queries", open_claim)))
    assert "ask once" in page


def test_strangers_to_a_restricted_article_find_nothing(client, open_claim, make_person):
    client.force_login(make_person("otto", "editor"))
    Article.objects.update(restricted=True)
    for name in ("clearance", "versions", "article-queries"):
        assert client.get(url(name, open_claim.article)).status_code == 404
    assert client.get(url("claim-queries", open_claim)).status_code == 404

"""Correcting claims in the browser, without its scripts."""

from django.urls import reverse

from claims.intake import add_claim
from claims.models import Claim, TrailEntry
from tests.conftest import NOON
from tests.steps import put_status


def url(name, claim):
    return reverse(name, args=[claim.public_id])


def given(claim, **more):
    claim.refresh_from_db()
    return {"revision": claim.revision, "reason": "Seen in the log.", **more}


def test_a_claim_shows_its_reading_other_readings_and_why(sign_in, editor, claim):
    other = {"n": 2400, "mod": "=", "reason": "a zero may be missing"}
    Claim.objects.filter(pk=claim.pk).update(readings=[other])
    page = sign_in(editor).get(url("claim", claim)).content.decode()
    for words in ("240", "2,400", "a zero may be missing", claim.reason, claim.rule):
        assert words in page
    assert "Use this reading" in page
    assert "Correct the reading" in page


def test_a_viewer_is_offered_no_correction(sign_in, viewer, claim, article):
    client = sign_in(viewer)
    shown = client.get(url("claim", claim)).content.decode()
    assert '<summary class="btn" data-act="edit">' not in shown
    making = url("claim-make", article)
    assert making not in client.get(url("article", article)).content.decode()


def test_another_reading_is_taken_with_one_press(sign_in, editor, claim):
    Claim.objects.filter(pk=claim.pk).update(readings=[{"n": 2400, "mod": "="}])
    answer = sign_in(editor).post(url("edit-value", claim), given(claim, reading=0))
    claim.refresh_from_db()
    assert (answer.status_code, claim.value["n"]) == (302, 2400)
    refused = sign_in(editor).post(url("edit-value", claim), given(claim, reading=40))
    assert refused.status_code == 409


def test_a_reading_typed_in_words_is_in_the_trail(sign_in, editor, claim):
    sign_in(editor).post(url("edit-value", claim), given(claim, words="about 250"))
    claim.refresh_from_db()
    assert claim.value == {"n": 250, "mod": "~"}
    line = TrailEntry.objects.get(action="edit_value")
    assert (line.actor, line.reason) == (editor, "Seen in the log.")


def test_words_that_mean_nothing_are_refused_and_kept_in_the_form(sign_in, editor, claim):
    answer = sign_in(editor).post(url("edit-value", claim), given(claim, words="heaps"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Write it like" in page
    assert 'value="heaps"' in page


def test_a_form_from_before_somebody_elses_edit_is_refused(sign_in, editor, claim):
    stale = given(claim, words="260")
    sign_in(editor).post(url("edit-value", claim), given(claim, words="250"))
    answer = sign_in(editor).post(url("edit-value", claim), stale)
    assert "Somebody else moved or edited" in answer.content.decode()
    claim.refresh_from_db()
    assert claim.value["n"] == 250


def test_kind_and_words_are_changed(sign_in, editor, claim):
    client = sign_in(editor)
    client.post(url("edit-kind", claim), given(claim, kind="count"))
    client.post(url("edit-span", claim), given(claim, words="with 240 soldiers"))
    claim = Claim.objects.get(pk=claim.pk)
    assert (claim.kind, claim.quote) == ("count", "with 240 soldiers")
    refused = client.post(url("edit-span", claim), given(claim, words="300 sailors"))
    assert "do not stand there word for word" in refused.content.decode()


def test_a_claim_is_split_merged_and_undone(sign_in, editor, claim, article):
    client = sign_in(editor)
    answer = client.post(url("edit-split", claim), given(claim, parts="240\r\nsoldiers"))
    first, second = article.claims.filter(created_by=editor).order_by("number")
    assert answer.url == f"{url('article', article)}#claim-{first.number}"
    assert (first.quote, second.quote) == ("240", "soldiers")
    client.post(url("edit-merge", first), given(first, other=second.public_id))
    merged = article.claims.order_by("-number").first()
    assert merged.quote == "240 soldiers"
    edit = first.edits.get()
    undo = reverse("edit-undo", args=[article.public_id, edit.pk])
    client.post(undo)
    first.refresh_from_db()
    assert first.status == "open"
    assert "undone already" in client.post(undo, follow=True).content.decode()


def test_what_was_done_is_said_and_named_in_the_tab(sign_in, editor, claim, article):
    client = sign_in(editor)
    to = {"words": "with 240 soldiers"}
    answer = client.post(
        url("edit-span", claim), given(claim, **to), headers={"hx-request": "true"}
    )
    page = answer.content.decode()
    assert page.lstrip().startswith("<title>Claim ")
    assert "with 240 soldiers ·" in page.split("</title>")[0]
    assert 'data-told="Words re-marked. Detected."' in page
    parts = given(claim, parts="with 240\nsoldiers")
    shown = client.post(url("edit-split", claim), parts, follow=True).content.decode()
    first, second = article.claims.order_by("-number")[:2][::-1]
    assert f"Split into claims {first.number}, {second.number}." in shown


def test_a_split_into_words_that_do_not_stand_there_is_refused(sign_in, editor, claim):
    answer = sign_in(editor).post(url("edit-split", claim), given(claim, parts="240\nmen"))
    assert answer.status_code == 409
    assert "does not stand in the claim" in answer.content.decode()


def test_marked_words_become_a_claim_at_their_place(sign_in, editor, article):
    text = article.current.text
    start = text.rindex("flour")
    client = sign_in(editor)
    home = reverse("claim-make", args=[article.public_id])
    client.post(home, {"words": "flour", "start": start, "kind": "event"})
    made = article.claims.get(created_by=editor)
    assert (made.anchor.start, made.kind, made.status) == (start, "event", "open")
    for wrong in ({"words": "caviar"}, {}):
        answer = client.post(home, wrong, follow=True)
        assert "words" in answer.content.decode()
    assert article.claims.filter(created_by=editor).count() == 1


def test_a_claim_under_review_says_what_to_do_first(sign_in, editor, claim):
    put_status(claim, "decided")
    answer = sign_in(editor).post(url("edit-value", claim), given(claim, words="250"))
    assert "reopen it first" in answer.content.decode()


def test_strangers_edits_and_articles_answer_404(sign_in, editor, chief, claim, article):
    assert sign_in(editor).post("/claims/0000000000/edit/value/", {}).status_code == 404
    assert sign_in(editor).post("/articles/0000000000/claims/", {}).status_code == 404
    sign_in(editor).post(url("edit-value", claim), given(claim, words="250"))
    undo = reverse("edit-undo", args=[article.public_id, claim.edits.get().pk])
    assert sign_in(chief).post(undo).status_code == 404
    assert sign_in(editor).get(undo).status_code == 405


def test_neighbours_that_touch_are_offered_for_merging(sign_in, editor, claim, article):
    start = article.current.text.index("soldiers and 18")
    add_claim(article, start=start, end=start + 15, actor=editor, now=NOON)
    page = sign_in(editor).get(url("claim", claim)).content.decode()
    assert "soldiers and 18" in page
    assert "Merge…" in page

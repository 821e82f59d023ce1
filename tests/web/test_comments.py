"""Comments in the pages: say, answer, change together, resolve."""

from claims.models import Comment, TrailEntry
from claims.verdicts import release_claim, start_review
from claims.verdicts.comments import add_comment, edit_comment
from tests.conftest import NOON
from tests.steps import cite


def say(claim, by) -> Comment:
    return add_comment(claim, actor=by, now=NOON, body="Is it <gross>?")


def test_a_comment_is_said_answered_and_resolved(open_claim, reviewer, editor, sign_in):
    home = f"/claims/{open_claim.public_id}/comments/"
    client = sign_in(reviewer)
    assert client.post(home, {"body": " "}).status_code == 409
    assert client.post(home, {"body": "Is it <gross>?"}).status_code == 302
    at = f"/comments/{Comment.objects.get().public_id}/"
    sign_in(editor).post(at + "reply/", {"body": "Yes."})
    assert sign_in(editor).post(at + "resolve/", {"reason": ""}).status_code == 409
    sign_in(editor).post(at + "resolve/", {"reason": "Asked the office."})
    page = client.get(home).content.decode()
    assert "Is it &lt;gross&gt;?" in page
    assert "Yes." in page
    assert "Asked the office." in page
    client.post(at + "reopen/")
    assert "Asked the office." not in client.get(home).content.decode()


def test_the_second_save_shows_both_texts_and_may_be_saved_again(
    open_claim, reviewer, sign_in
):
    comment = say(open_claim, reviewer)
    edit_comment(comment, actor=reviewer, now=NOON, body="From the phone.", revision=1)
    at = f"/comments/{comment.public_id}/edit/"
    client = sign_in(reviewer)
    answer = client.post(at, {"body": "From the desk.", "revision": 1})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "From the phone." in page
    assert "From the desk." in page
    assert 'name="revision" value="2"' in page
    assert client.post(at, {"body": "Both.", "revision": 2}).status_code == 302
    comment.refresh_from_db()
    assert comment.body == "Both."


def test_a_sentence_has_comments_of_its_own(article, reviewer, sign_in):
    home = f"/articles/{article.public_id}/sentences/1/comments/"
    client = sign_in(reviewer)
    client.post(home, {"body": "Who says so?"})
    assert "Who says so?" in client.get(home).content.decode()


def test_a_viewer_reads_comments_and_writes_none(open_claim, reviewer, viewer, sign_in):
    say(open_claim, reviewer)
    home = f"/claims/{open_claim.public_id}/comments/"
    page = sign_in(viewer).get(home).content.decode()
    assert "Is it" in page
    assert "<textarea" not in page
    assert sign_in(viewer).post(home, {"body": "Me too."}).status_code == 409


def test_who_is_rating_is_told_that_colleagues_read_along(open_claim, reviewer, sign_in):
    cite(open_claim, reviewer)
    article, index = open_claim.article.public_id, open_claim.anchor.sentence.index
    homes = (
        f"/claims/{open_claim.public_id}/comments/",
        f"/articles/{article}/sentences/{index}/comments/",
    )
    warning = "You are rating this claim"
    client = sign_in(reviewer)
    for home in homes:
        assert warning not in client.get(home).content.decode()
    start_review(open_claim, actor=reviewer, now=NOON)
    for home in homes:
        assert warning in client.get(home).content.decode()
    release_claim(open_claim, actor=reviewer, now=NOON)
    for home in homes:
        assert warning not in client.get(home).content.decode()


def test_the_page_that_changes_a_comment_is_its_authors_and_on_the_record(
    open_claim, chief, make_person, sign_in
):
    nia = make_person("nia", "editor", clearance=True)
    secret = cite(
        open_claim, chief, url="", kind="person", title="Ledger man", confidential=True
    )
    comment = add_comment(secret, actor=nia, now=NOON, body="He kept it.")
    at, reads = (
        f"/comments/{comment.public_id}/edit/",
        TrailEntry.objects.filter(action="read_confidential"),
    )
    for act in (sign_in(chief).get, sign_in(chief).post):
        refused = act(at)
        assert refused.status_code == 403
        assert "He kept it." not in refused.content.decode()
    assert "He kept it." in sign_in(nia).get(at).content.decode()
    assert reads.filter(actor=nia, subject=f"source:{secret.source.public_id}").count() == 1

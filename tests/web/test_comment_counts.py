"""Comments on claims, citations and sentences: counted where they can be reached."""

from django.urls import reverse

from claims.intake import read_pasted
from claims.intake.versions import revise_article
from claims.models import Comment, Sentence, Source, TrailEntry
from claims.models.trail import READ
from claims.verdicts.comments import add_comment
from tests.conftest import NOON, TEXT

from .steps import cite_page


def say(about, by, body="Gross?") -> Comment:
    return add_comment(about, actor=by, now=NOON, body=body)


def read(client, name: str, *args: object) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def stand(claim) -> Sentence:
    return claim.anchor.sentence


def test_card_row_and_desk_links_tell_how_many(client, open_claim, reviewer, editor):
    cited = cite_page(open_claim, by=reviewer)
    say(open_claim, editor)
    say(cited, editor)
    say(cited, editor)
    say(stand(open_claim), editor)
    client.force_login(reviewer)
    article = open_claim.article.public_id
    desk = read(client, "article", article)
    card = desk[desk.index(f'id="claim-{open_claim.number}"') :].split("</li>")[0]
    assert "3 comments" in card
    assert "1 on its sentence" in card
    assert 'Comments <span class="n">4</span>' in desk
    page = read(client, "claim", open_claim.public_id)
    row = page[page.index(f'id="evidence-{cited.public_id}"') :].split("</li>")[0]
    assert "2 comments" in row
    told = read(client, "article-comments", article)
    assert told.count("Gross?") == 4


def test_on_a_citation_one_speaks_from_its_row(client, open_claim, reviewer):
    cited, other = (
        cite_page(open_claim, by=reviewer, url=f"https://harbour.example/{n}")
        for n in (1, 2)
    )
    say(other, reviewer, "On the other.")
    client.force_login(reviewer)
    home = reverse("claim-comments", args=[open_claim.public_id])
    at = f"{home}?evidence={cited.public_id}"
    assert "Comments on a source" in client.get(at).content.decode()
    wrong = client.post(home, {"body": " ", "evidence": cited.public_id})
    assert wrong.status_code == 409
    assert f'value="{cited.public_id}"' in wrong.content.decode()
    said = client.post(home, {"body": "Which page?", "evidence": cited.public_id})
    assert said.url == f"{at}#comments"
    page = client.get(said.url).content.decode()
    assert "Which page?" in page
    assert "On the other." not in page
    assert "On the other." in client.get(home).content.decode()


def test_comments_follow_an_unchanged_sentence_into_a_new_draft(
    client, open_claim, reviewer, editor
):
    article = open_claim.article
    sentence = stand(open_claim)
    comment = say(sentence, reviewer, "Which day?")
    text = "A line that is new stands first.\n\n" + TEXT
    revise_article(article, read_pasted(text), actor=editor, now=NOON)
    article.refresh_from_db()
    open_claim.refresh_from_db()
    moved = stand(type(open_claim).objects.get(pk=open_claim.pk))
    assert moved.index > sentence.index
    client.force_login(editor)
    page = read(client, "sentence-comments", article.public_id, moved.index)
    assert "Which day?" in page
    assert "1 on its sentence" in read(client, "article", article.public_id)
    reply = client.post(
        reverse("comment-reply", args=[comment.public_id]), {"body": "Monday."}
    )
    assert f"/sentences/{moved.index}/" in reply.url
    gone = read_pasted("Nothing is left of it. At all.")
    revise_article(article, gone, actor=editor, now=NOON)
    assert "no longer in the text" in read(client, "article-comments", article.public_id)


def test_confidential_citations_are_counted_for_people_with_clearance_only(
    client, open_claim, reviewer, editor
):
    reviewer.clearance = True
    reviewer.save(update_fields=["clearance"])
    cited = cite_page(open_claim, by=reviewer)
    Source.objects.filter(pk=cited.source_id).update(confidential=True)
    cited.refresh_from_db()
    say(cited, reviewer, "She called again.")
    article = open_claim.article.public_id
    client.force_login(editor)
    assert "1 comment<" not in read(client, "article", article)
    assert "She called" not in read(client, "article-comments", article)
    home = reverse("claim-comments", args=[open_claim.public_id])
    at = f"{home}?evidence={cited.public_id}"
    assert client.get(at).status_code == 404
    client.force_login(reviewer)
    assert "1 comment<" in read(client, "article", article)
    before = TrailEntry.objects.filter(action=READ).count()
    assert "She called" in client.get(at).content.decode()
    assert TrailEntry.objects.filter(action=READ).count() == before + 1

"""What the database itself refuses, whoever writes."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from claims.models import (
    Anchor,
    Article,
    ArticleVersion,
    Claim,
    Evidence,
    Policy,
    Rating,
    Review,
    Sentence,
    Source,
    User,
)
from claims.publishing import publish_claim
from tests.conftest import NOON
from tests.steps import LATER, cite, decide


def test_an_anchor_outside_its_version_is_refused(claim):
    anchor = claim.anchor
    length = len(anchor.version.text)
    with pytest.raises(IntegrityError, match="in a text of"):
        Anchor.objects.filter(pk=anchor.pk).update(start=length - 1, end=length + 1)


def test_an_anchor_that_quotes_other_words_is_refused(claim):
    with pytest.raises(IntegrityError, match="quotes other words"):
        Anchor.objects.filter(pk=claim.anchor.pk).update(quote="300 soldiers")


def test_an_anchor_one_character_off_is_refused(claim):
    anchor = claim.anchor
    with pytest.raises(IntegrityError, match="quotes other words"):
        Anchor.objects.filter(pk=anchor.pk).update(
            start=anchor.start + 1, end=anchor.end + 1
        )


def test_an_empty_span_is_refused(claim):
    anchor = claim.anchor
    with pytest.raises(IntegrityError, match="anchor_span"):
        Anchor.objects.filter(pk=anchor.pk).update(end=anchor.start, quote="")


def test_an_orphaned_anchor_keeps_its_words_and_has_no_place(claim):
    Anchor.objects.filter(pk=claim.anchor.pk).update(
        state="orphaned", start=None, end=None, quote="words that were lost"
    )
    assert Anchor.objects.get(claim=claim).quote == "words that were lost"


def test_an_orphaned_anchor_with_a_place_is_refused(claim):
    with pytest.raises(IntegrityError, match="anchor_span"):
        Anchor.objects.filter(pk=claim.anchor.pk).update(state="orphaned", start=None)


def test_a_claim_has_one_current_anchor(claim):
    anchor = claim.anchor
    anchor.pk = None
    with pytest.raises(IntegrityError, match="anchor_one_current"):
        anchor.save(force_insert=True)


def test_anchors_count_code_points_beyond_the_basic_plane(article, claim):
    version = ArticleVersion.objects.create(
        article=article,
        number=2,
        text="🚢🚢 240 soldiers",
        sha256="0" * 64,
        created_by=article.created_by,
        created_at=NOON,
    )
    Anchor.objects.filter(claim=claim).update(is_current=False)
    Anchor.objects.create(claim=claim, version=version, start=3, end=6, quote="240")
    assert claim.quote == "240"


@pytest.mark.parametrize("status", ["", "cleared", "OPEN", "waiting"])
def test_a_status_outside_the_table_is_refused(claim, status):
    with pytest.raises(IntegrityError, match="claim_status_known"):
        Claim.objects.filter(pk=claim.pk).update(status=status)


def test_a_kind_outside_the_list_is_refused(claim):
    with pytest.raises(IntegrityError, match="claim_kind_known"):
        Claim.objects.filter(pk=claim.pk).update(kind="rumour")


@pytest.mark.parametrize("confidence", [-0.01, 1.01])
def test_confidence_stays_between_nought_and_one(claim, confidence):
    with pytest.raises(IntegrityError, match="claim_confidence"):
        Claim.objects.filter(pk=claim.pk).update(confidence=confidence)


def test_two_claims_of_an_article_cannot_share_a_number(article):
    first, second = article.claims.all()[:2]
    with pytest.raises(IntegrityError, match="claim_number"):
        Claim.objects.filter(pk=second.pk).update(number=first.number)


def test_one_person_cannot_be_both_reviewers(claim, reviewer):
    with pytest.raises(IntegrityError, match="claim_two_reviewers"):
        Claim.objects.filter(pk=claim.pk).update(
            reviewer=reviewer, second_reviewer=reviewer
        )


def test_an_article_status_outside_the_list_is_refused(article):
    with pytest.raises(IntegrityError, match="article_status"):
        Article.objects.filter(pk=article.pk).update(status="printed")


def test_a_role_outside_the_list_is_refused(viewer):
    with pytest.raises(IntegrityError, match="user_role"):
        User.objects.filter(pk=viewer.pk).update(role="owner")


def test_a_waived_sentence_has_a_reason(article, editor):
    sentence = article.current.sentences.first()
    with pytest.raises(IntegrityError, match="sentence_waiver_has_reason"):
        Sentence.objects.filter(pk=sentence.pk).update(waived_by=editor)


def test_a_version_is_never_empty(article, editor):
    with pytest.raises(IntegrityError, match="version_text"):
        ArticleVersion.objects.create(
            article=article,
            number=2,
            text="",
            sha256="0" * 64,
            created_by=editor,
            created_at=NOON,
        )


@pytest.mark.parametrize("value", [0, 6])
def test_a_rating_lies_between_one_and_five(ratings, value):
    with pytest.raises(IntegrityError, match="rating_value"):
        Rating.objects.filter(code="true").update(value=value)


def test_a_web_source_has_a_url(reviewer):
    with pytest.raises(IntegrityError, match="source_web_has_url"):
        Source.objects.create(kind="web", title="No address", created_at=NOON)


def test_a_url_has_one_source_row(open_claim, reviewer):
    first = cite(open_claim, reviewer).source
    with pytest.raises(IntegrityError, match="source_one_per_url"):
        Source.objects.create(url=first.url, url_key=first.url_key, created_at=NOON)


def test_the_same_passage_of_a_source_counts_once_a_claim(open_claim, reviewer):
    row = cite(open_claim, reviewer)
    twin = {"claim": open_claim, "source": row.source, "passage": row.passage}
    with pytest.raises(IntegrityError, match="evidence_once"), transaction.atomic():
        Evidence.objects.create(**twin, added_by=reviewer, added_at=NOON)
    Evidence.objects.filter(pk=row.pk).update(withdrawn_at=LATER)
    Evidence.objects.create(**twin, added_by=reviewer, added_at=LATER)
    assert Evidence.objects.standing().filter(claim=open_claim).count() == 1


@pytest.mark.parametrize("missing", ["rating", "rationale", "as_of"])
def test_a_submitted_review_is_whole(open_claim, reviewer, ratings, missing):
    whole = {"rating": ratings["true"], "rationale": "Seen.", "as_of": NOON.date()}
    whole[missing] = "" if missing == "rationale" else None
    with pytest.raises(IntegrityError, match="review_submitted_is_whole"):
        Review.objects.create(
            claim=open_claim,
            round=1,
            part="first",
            reviewer=reviewer,
            started_at=NOON,
            submitted_at=LATER,
            **whole,
        )


def test_a_round_has_one_first_review_and_a_person_one_review(
    open_claim, reviewer, second_reviewer
):
    def start(part: str, person: User) -> None:
        Review.objects.create(
            claim=open_claim, round=1, part=part, reviewer=person, started_at=NOON
        )

    start("first", reviewer)
    with pytest.raises(IntegrityError, match="review_one_a_part"), transaction.atomic():
        start("first", second_reviewer)
    with pytest.raises(IntegrityError, match="review_one_a_person"):
        start("second", reviewer)


def test_a_claim_has_one_current_publication(open_claim, reviewer, second_reviewer, editor):
    decide(open_claim, reviewer, second_reviewer)
    publication = publish_claim(open_claim, actor=editor, now=LATER)
    publication.pk = None
    with pytest.raises(IntegrityError, match="publication_one_current"):
        publication.save(force_insert=True)


def test_a_withdrawn_publication_has_a_reason_and_is_not_current(
    open_claim, reviewer, second_reviewer, editor
):
    decide(open_claim, reviewer, second_reviewer)
    rows = open_claim.publications
    publish_claim(open_claim, actor=editor, now=LATER)
    with (
        pytest.raises(IntegrityError, match="publication_withdrawn_has_reason"),
        transaction.atomic(),
    ):
        rows.update(withdrawn_at=LATER, withdrawn_reason="Wrong page.")
    with pytest.raises(IntegrityError, match="publication_withdrawn_has_reason"):
        rows.update(withdrawn_at=LATER, is_current=False)


def test_a_person_with_history_cannot_be_deleted(article, editor):
    with pytest.raises(DatabaseError):
        editor.delete()


def test_only_one_policy_of_a_kind_is_active(db):
    with pytest.raises(IntegrityError, match="policy_one_active"):
        Policy.objects.create(version=2, changed_at=NOON + timedelta(days=1))

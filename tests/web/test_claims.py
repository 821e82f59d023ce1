from django.urls import reverse

from claims.models import Claim

from .steps import cite_page, decide, review

HTMX = {"HX-Request": "true"}
CLAIM_QUERIES = 24


def url(name, thing):
    return reverse(name, args=[thing.public_id])


def detected(article):
    claim = article.claims.filter(status="detected").first()
    assert claim is not None
    return claim


def test_the_claim_stands_in_its_sentence_with_the_reason_it_was_found(
    client, viewer, open_claim
):
    client.force_login(viewer)
    page = client.get(url("claim", open_claim)).content.decode()
    assert 'class="claim here"' in page
    assert open_claim.rule in page
    assert "reviews are given by reviewers" in page


def test_keeping_from_a_card_swaps_that_card(client, editor, article):
    claim = detected(article)
    client.force_login(editor)
    given = {"to": "open", "from_card": "1"}
    answer = client.post(url("claim-move", claim), given, headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'<li class="card" id="claim-{claim.number}" data-state="open">' in page
    assert 'id="desk-head" hx-swap-oob="true"' in page
    assert "<html" not in page


def test_keeping_without_javascript_goes_back_to_the_card(client, editor, article):
    claim = detected(article)
    client.force_login(editor)
    answer = client.post(url("claim-move", claim), {"to": "open", "from_card": "1"})
    assert answer.url == f"{url('article', article)}#claim-{claim.number}"


def test_dismissing_without_a_reason_is_refused_in_the_card(client, editor, article):
    claim = detected(article)
    client.force_login(editor)
    given = {"to": "dismissed", "from_card": "1", "note": ""}
    answer = client.post(url("claim-move", claim), given, headers=HTMX)
    page = answer.content.decode()
    assert 'role="alert"' in page
    assert "a reason is needed" in page
    claim.refresh_from_db()
    assert claim.status == Claim.Status.DETECTED


def test_a_refused_move_on_the_claims_page_keeps_what_was_typed(client, reviewer, article):
    claim = detected(article)
    client.force_login(reviewer)
    answer = client.post(url("claim-move", claim), {"to": "open"})
    assert answer.status_code == 409
    assert "Only an editor or above may keep a claim." in answer.content.decode()


def test_an_unknown_status_is_a_shape_error_not_a_crash(client, editor, article):
    client.force_login(editor)
    answer = client.post(url("claim-move", detected(article)), {"to": "gilded"})
    assert answer.status_code == 409


def test_a_review_is_started_handed_in_and_stays_blind(
    client, open_claim, reviewer, second_reviewer, editor
):
    cite_page(open_claim, by=reviewer)
    client.force_login(reviewer)
    client.post(url("review-start", open_claim))
    given = {"rating": "true", "rationale": "Blind words.", "as_of": "2024-04-02"}
    answer = client.post(url("review-submit", open_claim), given, headers=HTMX)
    assert "Blind words." in answer.content.decode()
    for other in (second_reviewer, editor):
        client.force_login(other)
        assert "Blind words." not in client.get(url("claim", open_claim)).content.decode()
    review(open_claim, second_reviewer, "true")
    assert "Blind words." in client.get(url("claim", open_claim)).content.decode()


def test_a_review_without_sources_lists_the_unmet_rule_and_keeps_the_words(
    client, open_claim, reviewer
):
    client.force_login(reviewer)
    client.post(url("review-start", open_claim))
    given = {"rating": "false", "rationale": "My long reasons.", "as_of": "2024-04-02"}
    answer = client.post(url("review-submit", open_claim), given)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Cite at least 1" in page
    assert "My long reasons." in page
    assert 'value="false" data-act="verdict_5" checked' in page


def test_whoever_brought_the_article_is_told_to_leave_its_reviews_to_others(
    client, editor, open_claim
):
    client.force_login(editor)
    assert "Somebody else reviews" in client.get(url("claim", open_claim)).content.decode()
    assert client.post(url("review-start", open_claim)).status_code == 409


def test_a_review_of_a_dismissed_claim_is_refused(client, editor, reviewer, open_claim):
    client.force_login(editor)
    given = {"to": "dismissed", "note": "Not checkable."}
    assert client.post(url("claim-move", open_claim), given).status_code == 302
    client.force_login(reviewer)
    answer = client.post(url("review-start", open_claim))
    assert "takes no review now" in answer.content.decode()


def test_an_editor_publishes_withdraws_with_a_reason_and_asks_for_a_correction(
    client, chief, open_claim, reviewer, second_reviewer
):
    decide(open_claim, reviewer, second_reviewer)
    client.force_login(chief)
    assert client.post(url("claim-publish", open_claim)).status_code == 302
    refused = client.post(url("claim-unpublish", open_claim), {"reason": " "})
    assert "Tell readers why" in refused.content.decode()
    client.post(url("claim-correction", open_claim), {"reason": "The log was amended."})
    open_claim.refresh_from_db()
    assert open_claim.status == Claim.Status.RECHECK
    page = client.get(url("claim", open_claim)).content.decode()
    assert "The log was amended." in page
    client.post(url("alarms-dismiss", open_claim), {"reason": "It was not."})
    open_claim.refresh_from_db()
    assert open_claim.status == Claim.Status.PUBLISHED


def test_a_dispute_is_settled_by_a_third_person(
    client, chief, open_claim, reviewer, second_reviewer
):
    cite_page(open_claim, by=reviewer)
    review(open_claim, reviewer, "true")
    review(open_claim, second_reviewer, "half")
    client.force_login(chief)
    given = {"rating": "half", "rationale": "The hedge matters.", "as_of": "2024-04-02"}
    assert client.post(url("claim-adjudicate", open_claim), given).status_code == 302
    assert open_claim.verdicts.get().rating.code == "half"


def test_assigning_the_same_person_twice_is_refused_at_the_second_field(
    client, editor, reviewer, open_claim
):
    client.force_login(editor)
    given = {"reviewer": reviewer.public_id, "second_reviewer": reviewer.public_id}
    page = client.post(url("claim-assign", open_claim), given).content.decode()
    assert "Ask two different people." in page


def test_the_claim_page_asks_no_more_for_more_evidence(
    client, reviewer, open_claim, django_assert_max_num_queries
):
    cite_page(open_claim, by=reviewer)
    client.force_login(reviewer)
    for number in range(6):
        cite_page(open_claim, by=reviewer, url=f"https://harbour.example/{number}")
    with django_assert_max_num_queries(CLAIM_QUERIES):
        client.get(url("claim", open_claim))

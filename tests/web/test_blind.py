"""The second reviewer is shown nothing of the first review before handing in their own."""

from claims.verdicts import start_review
from tests.conftest import NOON
from tests.steps import cite, hand_in, review

WHY = "zqfirstrationale"


def test_no_door_tells_the_second_reviewer_what_the_first_said(
    open_claim, reviewer, second_reviewer, sign_in
):
    cite(open_claim, reviewer)
    review(open_claim, reviewer, "false", why=WHY)
    open_claim.refresh_from_db()
    start_review(open_claim, actor=second_reviewer, now=NOON)
    claim, article = open_claim.public_id, open_claim.article.public_id
    paths = [
        f"/claims/{claim}/", f"/articles/{article}/", "/queue/",
        f"/api/v1/claims/{claim}/", f"/api/v1/articles/{article}/",
        f"/api/v1/claims/{claim}/reviews/",
    ]  # fmt: skip
    client = sign_in(second_reviewer)

    answers = {path: client.get(path) for path in paths}

    assert answers[paths[0]].status_code == answers[paths[4]].status_code == 200
    for path, answer in answers.items():
        said = answer.content.decode()
        assert said.count(WHY) == 0, path

    open_claim.refresh_from_db()
    hand_in(open_claim, second_reviewer, "true")
    assert WHY in client.get(paths[0]).content.decode(), "once both are in, it is shown"

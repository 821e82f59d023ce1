import json
import urllib.error
import urllib.request
from typing import Any

import pytest
from django.utils import timezone

from claims.models import ApiToken
from tests.conftest import TEXT
from tests.journeys.conftest import PASSAGE

pytestmark = pytest.mark.worker


class Tool:
    """An outside tool: real HTTP, one token."""

    def __init__(self, desk: str, owner, *, may_write: bool = True) -> None:
        secret, digest = ApiToken.make_secret()
        ApiToken.objects.create(
            owner=owner,
            name="journey",
            digest=digest,
            may_write=may_write,
            created_at=timezone.now(),
        )
        self.base, self.secret = f"{desk}/api/v1/", secret

    def ask(self, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        request = urllib.request.Request(
            self.base + path,
            data=json.dumps(body).encode() if body is not None else None,
            headers={
                "Authorization": f"Bearer {self.secret}",
                "Content-Type": "application/json",
            },
            method="POST" if body is not None else "GET",
        )
        try:
            with urllib.request.urlopen(request, timeout=20) as reply:
                return {"http": reply.status, **json.load(reply)}
        except urllib.error.HTTPError as refused:
            with refused:
                return {"http": refused.code, **json.load(refused)}


def test_an_outside_tool_takes_a_text_to_claimreview(
    desk, worker, evidence_site, editor, reviewer, second_reviewer, wait_until
):
    cms, first, second = (
        Tool(desk, editor),
        Tool(desk, reviewer),
        Tool(desk, second_reviewer),
    )
    filed = cms.ask("articles/", {"text": TEXT, "published_on": "2019-03-30"})
    assert filed["http"] == 201
    again = cms.ask("articles/", {"text": TEXT, "published_on": "2019-03-30"})
    assert (again["http"], again["code"]) == (409, "duplicate_article")
    assert again["article"] == filed["public_id"]

    found = cms.ask(f"claims/?article={filed['public_id']}&kind=personnel_count")["results"]
    assert [row["quote"] for row in found] == ["240 soldiers"]
    path = f"claims/{found[0]['public_id']}/"
    assert cms.ask(path + "move/", {"to": "open"})["http"] == 200
    cited = first.ask(
        path + "evidence/",
        {"url": evidence_site.url("/log"), "passage": PASSAGE, "stance": "supports"},
    )
    assert cited["http"] == 201
    checks = f"sources/{cited['source']['public_id']}/checks/"
    seen = wait_until(lambda: first.ask(checks)["results"])
    assert [check["outcome"] for check in seen] == ["ok"]

    verdict = {"rating": "true", "rationale": "In the log.", "as_of": "2019-03-30"}
    assert first.ask(path + "start/", {})["http"] == 200
    assert first.ask(path + "reviews/", verdict)["http"] == 201
    assert second.ask(path + "reviews/")["results"] == []
    assert cms.ask(path + "reviews/")["results"] == []
    assert second.ask(path + "start/", {})["http"] == 200
    assert second.ask(path + "reviews/", verdict)["http"] == 201
    assert len(cms.ask(path + "reviews/")["results"]) == 2
    refused = first.ask(path + "publish/", {})
    assert (refused["http"], refused["code"]) == (403, "not_allowed")
    published = cms.ask(path + "publish/", {})
    assert published["http"] == 201
    assert json.loads(published["document"])["reviewRating"]["alternateName"] == "True"
    assert cms.ask(path)["http"] == 200

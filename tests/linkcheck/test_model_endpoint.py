"""A model behind an endpoint: one that lies, stalls, returns junk, or far too much."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from claims.intake import read_pasted, submit_article
from claims.linkcheck.model_endpoint import (
    LARGEST,
    ModelEndpoint,
    ModelFailed,
    ask_model,
    build_request,
    read_endpoint,
)
from tests.conftest import NOON, TEXT
from tests.linkcheck.server import answer, drip, hang, moved, pour, reset, run_hostile

FORM = "has another form"


def say(content: object) -> str:
    words = content if isinstance(content, str) else json.dumps(content)
    return json.dumps({"choices": [{"message": {"content": words}}]})


@pytest.fixture
def site():
    with run_hostile() as running:
        yield running


@pytest.fixture
def endpoint(site) -> ModelEndpoint:
    return ModelEndpoint(site.url("/v1/chat"), "tide-1", key="k", timeout_s=5)


def test_without_an_address_nobody_is_asked():
    assert read_endpoint({}) is None
    assert read_endpoint({"DESK_MODEL_URL": " ", "DESK_MODEL_NAME": "x"}) is None


def test_the_environment_names_the_one_endpoint():
    found = read_endpoint(
        {
            "DESK_MODEL_URL": "http://127.0.0.1:9/v1/chat/completions",
            "DESK_MODEL_NAME": "tide-1",
            "DESK_MODEL_KEY": "secret",
            "DESK_MODEL_TIMEOUT": "3",
            "DESK_MODEL_MAX_TOKENS": "900",
        }
    )
    assert found is not None
    assert (found.name, found.key, found.timeout_s) == ("tide-1", "secret", 3.0)
    assert found.max_tokens == 900


@pytest.mark.parametrize(
    "wrong",
    [
        {"DESK_MODEL_URL": "file:///etc/passwd"},
        {"DESK_MODEL_URL": "localhost"},
        {"DESK_MODEL_NAME": ""},
        {"DESK_MODEL_TIMEOUT": "soon"},
        {"DESK_MODEL_TIMEOUT": "nan"},
        {"DESK_MODEL_TIMEOUT": "0"},
        {"DESK_MODEL_MAX_TOKENS": "much"},
    ],
)
def test_an_environment_that_makes_no_sense_is_named(wrong):
    right = {"DESK_MODEL_URL": "http://127.0.0.1:9/", "DESK_MODEL_NAME": "tide-1"}
    with pytest.raises(ModelFailed, match="DESK_MODEL"):
        read_endpoint({**right, **wrong})


def test_what_the_model_lists_is_handed_on_unjudged(site, endpoint):
    listed = [{"text": "240 soldiers", "kind": "personnel_count"}, 7]
    site.routes["/v1/chat"] = answer(say({"claims": listed}))
    assert ask_model("240 soldiers", endpoint=endpoint) == listed


def test_the_request_asks_for_a_strict_schema_under_the_cap(endpoint):
    body = json.loads(build_request("240 soldiers came.", endpoint))
    assert body["response_format"]["json_schema"]["strict"] is True
    assert body["messages"][1]["content"] == "240 soldiers came."
    assert 0 < body["max_tokens"] < endpoint.max_tokens
    assert "secret" not in json.dumps(body)


def test_a_text_that_would_cost_more_than_the_cap_is_not_sent(site, endpoint):
    with pytest.raises(ModelFailed, match="more than the cap"):
        ask_model("word " * 20_000, endpoint=endpoint)
    assert site.seen == []


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("<html>", FORM),
        ("", FORM),
        ("[]", FORM),
        ("null", FORM),
        ('{"choices": []}', FORM),
        (say("I think there are three claims."), FORM),
        (say('{"claims": [{"text": "cut sh'), FORM),
        (say({"claims": {"text": "x"}}), FORM),
        (say({"facts": []}), FORM),
        (say([]), FORM),
        ("[" * 200_000, FORM),
        (say({"claims": ["x" * LARGEST]}), "too large"),
    ],
    ids=lambda one: one[:24],
)
def test_junk_is_refused_in_words(site, endpoint, body, why):
    site.routes["/v1/chat"] = answer(body)
    with pytest.raises(ModelFailed, match=why):
        ask_model("240 soldiers", endpoint=endpoint)


def test_a_redirect_is_not_followed(site, endpoint):
    site.routes["/v1/chat"] = moved("/elsewhere", 307)
    with pytest.raises(ModelFailed, match="status 307"):
        ask_model("240 soldiers", endpoint=endpoint)


def test_a_model_that_is_not_there_is_said_to_be_so():
    gone = ModelEndpoint("http://127.0.0.1:1/v1", "tide-1", key="secret-key")
    with pytest.raises(ModelFailed, match="could not be reached") as failure:
        ask_model("240 soldiers", endpoint=gone)
    assert "secret-key" not in str(failure.value)


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (hang, "in time"),
        (drip, "in time"),
        (reset, "could not be reached"),
        (pour(b"x" * 65_536), "too large|in time"),
        (answer("busy", 503), "status 503"),
    ],
    ids=["silent", "slow", "broken off", "endless", "busy"],
)
def test_a_model_that_stalls_or_fails_is_let_go(site, endpoint, reply, why):
    site.routes["/v1/chat"] = reply
    with pytest.raises(ModelFailed, match=why):
        ask_model("240 soldiers", endpoint=replace(endpoint, timeout_s=0.5))
    assert len(site.seen) == 1
    assert site.seen[0].headers["authorization"] == "Bearer k"


@pytest.fixture
def submit(editor, site, monkeypatch):
    """Bring an article in, with the model's reply in place."""

    def bring(reply):
        site.routes["/v1/chat"] = reply
        monkeypatch.setenv("DESK_MODEL_URL", site.url("/v1/chat"))
        monkeypatch.setenv("DESK_MODEL_NAME", "tide-1")
        monkeypatch.setenv("DESK_MODEL_TIMEOUT", "0.8")
        return submit_article(
            read_pasted(TEXT), actor=editor, now=NOON, published_on=date(2019, 3, 30)
        )

    return bring


LIES = [
    {"text": "900 soldiers drowned", "kind": "personnel_count"},
    {"text": "the harbour master", "kind": "rumour"},
    {"text": "before dark", "kind": "event", "value": {"n": "\u0000"}, "start": 0},
    {"text": "240 soldiers", "kind": "personnel_count", "value": {"n": 9}},
    {"text": "soldiers and 18", "kind": "personnel_count"},
    {"text": "\u0000", "kind": "count"},
    {"text": ["x"], "kind": {}},
    None,
    "240",
]


def test_of_a_lying_model_only_words_of_the_text_become_claims(submit):
    article = submit(answer(say({"claims": LIES})))
    claims = article.claims.filter(rule="model:tide-1")
    assert [(one.quote, one.kind, one.value) for one in claims] == [
        ("before dark", "event", {})
    ]
    ruled = article.claims.get(kind="personnel_count")
    assert (ruled.value["n"], ruled.rule.startswith("model")) == (240, False)
    assert article.current.notices == []


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (hang, "did not answer in time"),
        (answer("<p>junk</p>"), FORM),
        (answer("no", 500), "status 500"),
        (pour(b"x" * 65_536), "too large|in time"),
    ],
    ids=["stalls", "junk", "fails", "endless"],
)
def test_a_failing_model_leaves_a_notice_and_the_rules_claims(submit, reply, why):
    article = submit(reply)
    (notice,) = article.current.notices
    assert re.search(why, notice)
    assert article.claims.filter(kind="personnel_count").exists()
    assert not article.claims.filter(rule__startswith="model").exists()


def test_without_an_endpoint_nothing_is_sent(site, article):
    assert site.seen == []
    assert article.current.notices == []

"""The class of a visit: one written case for each way a page can stand."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.linkcheck.classify import classify
from claims.linkcheck.evidence import find_linked_pages, read_text_fragments
from claims.linkcheck.page import read_page
from claims.linkcheck.visit import CLASSES, Attempt, Hop, Known, Visit
from tests.linkcheck.pages import HTML, PROSE, URL, judge, make_page, make_visit

CITED = "14 of the 62 stations were below the mark"
MOVED = "https://news.example/archive/river-levels-report-4711"


def tries(*statuses):
    return tuple(Attempt(status, "" if status else "connect") for status in statuses)


FAILURES = [
    ("invalid", "invalid", None),
    ("unsafe", "unsafe", None),
    ("dns", "gone", False),
    ("connect", "server_error", False),
    ("tls", "invalid", None),
    ("timeout", "timeout", False),
    ("loop", "invalid", False),
    ("too_many_hops", "invalid", False),
    ("protocol", "server_error", False),
]


@pytest.mark.parametrize(("failure", "klass", "alive"), FAILURES)
def test_a_failure_has_its_class(failure, klass, alive):
    outcome = judge(status=0, failure=failure)
    assert (outcome.klass, outcome.alive, outcome.reasons) == (klass, alive, (failure,))


def test_a_resolver_that_did_not_answer_is_no_proof_of_death():
    assert judge(status=0, failure="dns", detail="Try again later").klass == "server_error"


STATUSES = [
    (400, "gone"), (404, "gone"), (410, "gone"), (405, "gone"), (418, "gone"),
    (401, "blocked_or_login"), (402, "blocked_or_login"), (403, "blocked_or_login"),
    (407, "blocked_or_login"), (429, "blocked_or_login"), (451, "blocked_or_login"),
    (999, "blocked_or_login"), (408, "server_error"), (500, "server_error"),
    (503, "server_error"), (304, "invalid"), (302, "invalid"), (100, "invalid"),
    (204, "soft_404"),
]  # fmt: skip


@pytest.mark.parametrize(("status", "klass"), STATUSES)
def test_a_status_has_its_class(status, klass):
    assert judge("", status=status).klass == klass


def test_a_missing_page_stays_missing_however_rich_it_is():
    assert judge(make_page(), CITED, status=404).klass == "gone"


def test_an_error_stays_an_error_though_it_carries_the_article():
    assert judge(make_page(), status=500).klass == "server_error"


def test_a_block_is_never_death():
    assert judge("no", status=403).alive is None
    assert judge("", status=429).alive is None


WALLS = [
    ("Just a moment...", "Checking your browser before you go on.", ""),
    ("Un momento…", "Verifique que es humano.", ""),
    ("Sicherheitsprüfung", "Bestätigen Sie, dass Sie kein Roboter sind.", ""),
    ("Valley Post", "", "<form><input name=u><input type=password></form>"),
    ("Se connecter", "", "<form><input name=u><input type=password></form>"),
    ("Valley Post", "You must be logged in to view this page.", ""),
    ("Before you continue", "We use cookies. Accept all or reject all.", ""),
    ("Valley Post", "This content is not available in your country.", ""),
    (
        "River levels fall",
        "The river board met on…",
        "<p>Subscribe to continue reading.</p>",
    ),
    ("River levels fall", "Das Gremium traf sich …", "<p>Nur für Abonnenten.</p>"),
    ("Access denied", "You don't have permission to access this page.", ""),
]


@pytest.mark.parametrize(("title", "text", "extra"), WALLS)
@pytest.mark.parametrize("status", [200, 403])
def test_a_wall_is_a_wall_on_a_good_status_too(title, text, extra, status):
    outcome = judge(make_page(title, [text] if text else [], extra=extra), status=status)
    assert (outcome.klass, outcome.alive) == ("blocked_or_login", None)


def test_a_challenge_with_503_is_a_wall_and_no_error():
    page = make_page("Just a moment...", ["Verify you are human."])
    assert judge(page, status=503).klass == "blocked_or_login"


def test_a_redirect_to_a_login_is_a_wall():
    form = make_page("Valley Post", [], extra="<form><input type=password></form>")
    outcome = judge(form, final_url="https://news.example/account/signin?next=/2021")
    assert (outcome.klass, outcome.reasons) == ("blocked_or_login", ("login_redirect",))


def test_a_full_article_beside_a_login_form_and_a_paid_mark_is_read():
    extra = "<form><input type=password></form><p>Already a subscriber? Sign in.</p>"
    assert judge(make_page(paragraphs=PROSE * 2, extra=extra)).klass == "ok"


def test_a_teaser_that_holds_the_passage_is_enough():
    free = json.dumps({"@type": "NewsArticle", "isAccessibleForFree": False})
    head = f"<script type='application/ld+json'>{free}</script>"
    teaser = make_page("River", [PROSE[1]], head=head)
    assert judge(teaser).klass == "blocked_or_login"
    assert judge(teaser, CITED).klass == "ok"


def test_maintenance_that_says_200_is_an_error():
    page = make_page("Down for maintenance", ["We will be back shortly."])
    assert judge(page).klass == "server_error"


def test_first_tries_that_failed_are_told():
    assert judge(make_page(), attempts=tries(429, 429, 200)).klass == "rate_limited_then_ok"
    assert judge(make_page(), attempts=tries(503, 200)).klass == "temporary_then_ok"
    assert judge(make_page(), attempts=tries(0, 200)).klass == "temporary_then_ok"
    assert judge(make_page(), attempts=tries(403, 200)).klass == "ok"
    assert judge("", status=503, attempts=tries(503, 503)).klass == "server_error"


def test_a_redirect_is_told_unless_it_came_back_to_the_page():
    assert judge(make_page(), final_url=MOVED).klass == "redirected"
    back = (Hop(URL, 302), Hop(URL + "?seen=1", 302))
    assert judge(make_page(), chain=back).klass == "ok"
    slash = judge(make_page(), final_url=URL + "/")
    assert (slash.klass, slash.reasons) == ("redirected", ("cosmetic_redirect",))


def test_a_passage_is_found_missing_or_altered():
    assert judge(make_page(), CITED).klass == "ok"
    altered = judge(make_page().replace("14 of", "41 of"), CITED)
    assert (altered.klass, altered.alive) == ("quote_missing", True)
    assert altered.reasons == ("passage_altered",)
    assert altered.passages[0].changes == (("number", "14", "41"),)
    assert judge(make_page(), "penguins crossed the ice").reasons == ("passage_missing",)


def test_one_missing_passage_of_two_is_enough():
    outcome = judge(make_page(), CITED, "penguins crossed the ice")
    assert [p.state for p in outcome.passages] == ["found", "missing"]
    assert outcome.klass == "quote_missing"


def test_the_visible_text_outweighs_what_a_script_still_holds():
    stale = json.dumps({"@type": "NewsArticle", "articleBody": " ".join(PROSE)})
    head = f"<script type='application/ld+json'>{stale}</script>"
    shown = [text.replace("14 of", "41 of") for text in PROSE]
    altered = make_page(paragraphs=shown, head=head)
    assert judge(altered, CITED).passages[0].state == "altered"
    assert judge(f"<html>{head}<div id=app></div>", CITED).klass == "ok"


def test_a_passage_on_a_page_already_known_has_moved():
    known = Known(quotes=(CITED,), other_pages={MOVED: "\n".join(PROSE)})
    outcome = judge(make_page(paragraphs=PROSE[3:]), known=known)
    assert outcome.klass == "quote_missing"
    assert outcome.passages[0].state == "moved"
    assert outcome.passages[0].changes == (("url", "", MOVED),)


def test_pages_where_a_passage_may_have_moved_are_of_the_same_site():
    head = "<link rel=canonical href=/b><link rel=next href=https://other.example/2>"
    page = read_page(make_page(head=head).encode(), HTML, URL)
    assert find_linked_pages(page, URL) == ("https://news.example/b",)


def test_a_text_fragment_cites_a_passage():
    assert list(read_text_fragments(f"{URL}#:~:text=a%20b")) == ["a b"]
    assert list(read_text_fragments(f"{URL}#:~:text=x-,a,b,-y")) == ["a […] b"]
    assert judge(make_page(), url=f"{URL}#:~:text=A%20vote%20is%20planned").klass == "ok"
    lost = judge(make_page(), url=f"{URL}#:~:text=A%20vote%20was%20lost%20badly")
    assert lost.klass == "quote_missing"


def test_a_named_place_that_is_not_there_is_told_and_no_more():
    page = make_page(extra="<h2 id=votes>Votes</h2>")
    assert judge(page, url=f"{URL}#votes").reasons == ()
    missing = judge(page, url=f"{URL}#nowhere")
    assert (missing.klass, missing.reasons) == ("ok", ("fragment_missing",))


def test_a_changed_figure_is_drift_when_nothing_is_cited():
    text = judge(make_page()).text
    outcome = judge(make_page().replace("14 of", "41 of"), known=Known(text=text))
    assert (outcome.klass, outcome.drift) == ("drifted", "major")
    assert outcome.drift_changes == (("number", "14", "41"),)


def test_a_missing_passage_comes_before_drift():
    known = Known(quotes=(CITED,), text=judge(make_page()).text)
    assert judge(make_page(paragraphs=PROSE[4:]), known=known).klass == "quote_missing"


def test_an_unchanged_page_keeps_its_text_and_its_passages():
    aside = "<aside>Only 9 boats passed the lock.</aside>"
    first = judge(make_page(extra=aside), "9 boats")
    known = Known(quotes=("9 boats",), text=first.text, text_sha256=first.text_sha256)
    again = judge("", known=known, status=304, not_modified=True)
    assert (again.klass, again.text_sha256) == ("ok", first.text_sha256)
    assert again.passages[0].state == "found"


def test_a_passage_that_came_before_the_line_broke_counts():
    outcome = judge(make_page(), CITED, failure="timeout")
    assert outcome.klass == "ok"
    assert "broken_off_timeout" in outcome.reasons
    assert judge(make_page(), failure="timeout").klass == "timeout"


def test_a_body_of_one_byte_over_and_over_is_no_page():
    assert judge(b"a" * 100_000).klass == "invalid"


@settings(max_examples=80, deadline=None)
@given(
    st.binary(max_size=400),
    st.integers(100, 599),
    st.sampled_from(["text/html", "application/pdf", "application/json", ""]),
)
def test_any_answer_has_a_class(body, status, declared):
    visit = make_visit(body, status=status, headers={"content-type": declared})
    outcome = classify(visit, Known(quotes=("a b c",), text="old text"))
    assert outcome.klass in CLASSES


def test_a_visit_without_anything_has_a_class():
    assert classify(Visit(url=URL), Known()).klass == "invalid"

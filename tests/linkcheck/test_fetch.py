import gzip
import os
import resource
import socket

import pytest

from claims.linkcheck.guard import parse_allowance
from claims.linkcheck.visit import Hop, Known
from tests.linkcheck.server import PROSE, answer, drip, hang, in_turn, moved, pour, reset
from tests.linkcheck.server import run_hostile as run_trap

LONG = "".join(
    f"<p>Berth {n} took {n * 7919} crates in {n % 977} days.</p>" for n in range(9999)
)
QUOTE = "The bridge opened on 3 May 1987 with 212 guests"


def test_a_page_is_read_with_its_headers(hostile, look):
    hostile.routes["/"] = answer(PROSE, ETag='"a"')
    visit = look("/")
    assert (visit.status, visit.failure, visit.body) == (200, "", PROSE.encode())
    assert visit.headers["etag"] == '"a"'
    assert (visit.size, visit.truncated, visit.peer) == (len(PROSE), False, "127.0.0.1")


def test_one_get_and_no_head_is_sent_to_a_good_page(hostile, look):
    hostile.routes["/"] = answer(PROSE)
    look("/")
    assert [request.path for request in hostile.seen] == ["/"]


def test_proxies_of_the_environment_are_ignored(hostile, look, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setitem(os.environ, name, "http://127.0.0.1:9/")
    hostile.routes["/"] = answer(PROSE)
    assert look("/").status == 200


@pytest.mark.parametrize("status", [300, 301, 302, 303, 307, 308])
def test_redirects_are_followed_and_listed(hostile, look, status):
    hostile.routes |= {"/a": moved("b?x=1", status), "/b?x=1": answer(PROSE)}
    visit = look("/a")
    assert visit.final_url == hostile.url("/b?x=1")
    assert visit.chain == (Hop(hostile.url("/a"), status, "http"),)


@pytest.mark.parametrize(
    ("page", "how"),
    [
        (answer('<meta http-equiv="refresh" content="0; url=/b">'), "meta"),
        (answer("<META content='1;URL=\"/b\"' HTTP-EQUIV=Refresh>"), "meta"),
        (answer(PROSE, Refresh="3; url=/b"), "header"),
        (answer("<script>window.location.href = '/b';</script>"), "script"),
    ],
)
def test_pages_that_send_their_reader_on_are_followed(hostile, look, page, how):
    hostile.routes |= {"/a": page, "/b": answer(PROSE)}
    visit = look("/a")
    assert (visit.final_url, visit.chain[0].how) == (hostile.url("/b"), how)


@pytest.mark.parametrize(
    "page",
    [
        answer(f'<meta http-equiv="refresh" content="300">{PROSE}'),
        answer(f'<meta http-equiv="refresh" content="900; url=/b">{PROSE}'),
        answer(f'<!-- <meta http-equiv="refresh" content="0; url=/b"> -->{PROSE}'),
        answer(
            f'<noscript><meta http-equiv="refresh" content="0;url=/b"></noscript>{PROSE}'
        ),
        answer(f'<meta http-equiv="refresh" content="5; url=/a">{PROSE}'),
        answer('<meta http-equiv="refresh" content="0; url=/b">', kind="text/plain"),
        answer('<meta http-equiv="refresh" content="0; url=/b">', status=404),
        answer(f"<script>function go() {{ location.href = '/b' }}</script>{PROSE}"),
    ],
)
def test_pages_that_stay_are_not_left(hostile, look, page):
    hostile.routes |= {"/a": page, "/b": answer(PROSE)}
    assert look("/a").final_url == hostile.url("/a")


def test_two_pages_that_point_at_each_other_are_a_loop(hostile, look):
    hostile.routes |= {"/a": moved("/b"), "/b": moved("/a")}
    assert look("/a").failure == "loop"
    assert len(hostile.seen) == 2


def test_a_loop_that_a_cookie_ends_is_none(hostile, look):
    def gate(request):
        if "pass=1" in request.headers.get("cookie", ""):
            return answer(PROSE)
        return moved("/a?checked", Set_Cookie="pass=1; Path=/")

    hostile.routes |= {"/a": gate, "/a?checked": moved("/a")}
    visit = look("/a")
    assert (visit.status, visit.failure, len(visit.chain)) == (200, "", 2)


def test_cookies_end_with_the_visit(hostile, look):
    hostile.routes["/a"] = answer(PROSE, Set_Cookie="id=1; Path=/")
    look("/a")
    look("/a")
    assert all("cookie" not in request.headers for request in hostile.seen)


def test_an_endless_walk_is_given_up(hostile, look):
    hostile.routes |= {f"/{n}": moved(f"/{n + 1}") for n in range(40)}
    assert look("/0").failure == "too_many_hops"
    assert len(hostile.seen) == 21


def test_a_redirect_to_nowhere_is_broken(hostile, look):
    hostile.routes["/a"] = answer(status=302)
    visit = look("/a")
    assert (visit.status, visit.failure) == (302, "protocol")


@pytest.mark.parametrize(
    "place",
    [
        "http://127.0.0.1:{port}/",
        "http://2130706433:{port}/",
        "http://0x7f.1:{port}/",
        "http://0.0.0.0:{port}/",
        "http://localhost:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://x@127.0.0.1:{port}/",
        "//127.1:{port}/",
        "\\\\127.0.0.1:{port}\\",
        "file:///etc/passwd",
        "gopher://127.0.0.1:{port}/_x",
        "http://169.254.169.254/latest/",
        "http://[fd00::1]/",
    ],
)
@pytest.mark.parametrize("way", ["http", "meta"])
def test_no_way_leads_to_an_internal_service(hostile, look, place, way):
    with run_trap() as trap:
        there = place.format(port=trap.port)
        page = answer(f'<meta http-equiv=refresh content="0;url={there}">')
        hostile.routes["/a"] = moved(there) if way == "http" else page
        assert look("/a").failure == "unsafe"
        assert trap.opened == 0


def test_a_name_that_resolves_to_loopback_is_not_connected_to(hostile, look, monkeypatch):
    # The machine's own name is what /etc/hosts usually gives a loopback or private address.
    name = socket.gethostname()
    if "." in name or not name:
        pytest.skip("the host name is not a plain name")
    with run_trap() as trap:
        visit = look(f"http://{name}:{trap.port}/")
        assert visit.failure in {"unsafe", "dns"}
        assert trap.opened == 0


def test_an_allowed_name_is_connected_to(hostile, look):
    hostile.routes["/"] = answer(PROSE)
    allow = (parse_allowance(f"localhost:{hostile.port}"),)
    assert look(f"http://localhost:{hostile.port}/", allow=allow).status == 200


def test_an_endless_body_is_stopped_and_counts_as_read(hostile, look):
    hostile.routes["/"] = pour(b"<!-- pad -->" * 500, first=PROSE.encode())
    visit = look("/")
    assert (visit.status, visit.failure, visit.truncated) == (200, "", True)
    assert visit.size < 400_000


def test_a_body_that_never_ends_after_its_text_counts_as_read(hostile, look):
    def linger(request):
        request.connection.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PROSE.encode()
        )
        return hang(request)

    hostile.routes["/"] = linger
    visit = look("/", timeout_s=0.5)
    assert (visit.status, visit.failure, visit.truncated) == (200, "", True)


def test_a_late_passage_makes_the_desk_read_on(hostile, look):
    page = f"{LONG}<p>The bridge <b>opened</b> on 3 May\n1987 with 212 guests.</p>"
    assert len(page) > 400_000
    hostile.routes["/"] = answer(page)
    assert look("/").truncated
    assert not look("/", known=Known(quotes=(QUOTE,))).truncated


def test_a_page_is_not_read_on_once_the_passage_is_seen(hostile, look):
    hostile.routes["/"] = pour(LONG.encode(), first=f"<p>{QUOTE}.</p>".encode())
    assert look("/", known=Known(quotes=(QUOTE,))).size < 400_000


def test_a_passage_that_never_comes_ends_at_the_long_cap(hostile, look):
    hostile.routes["/"] = pour(LONG.encode())
    visit = look("/", known=Known(quotes=(QUOTE,)), quote_cap=1_000_000, timeout_s=20.0)
    assert visit.truncated
    assert 1_000_000 <= visit.size < 1_100_000


def test_a_bomb_is_stopped_early_and_memory_stays_flat(hostile, look):
    bomb = gzip.compress(bytes(64 << 20))
    hostile.routes["/"] = answer(bomb, Content_Encoding="gzip")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    visit = look("/")
    assert (visit.failure, visit.detail) == ("protocol", "decompression bomb")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40_000


def test_compressed_pages_are_read(hostile, look):
    hostile.routes["/"] = answer(gzip.compress(PROSE.encode()), Content_Encoding="gzip")
    assert look("/").body == PROSE.encode()


@pytest.mark.parametrize(
    ("reply", "failure"),
    [
        (reset, "connect"),
        (hang, "timeout"),
        (drip, "timeout"),
        (lambda _request: b"220 mail.example ESMTP ready\r\n", "protocol"),
        (answer("<p>not gzip</p>", Content_Encoding="gzip"), "protocol"),
        (answer("", X_Pad="a" * 400_000), "protocol"),
    ],
)
def test_failures_have_names(hostile, look, reply, failure):
    hostile.routes["/"] = reply
    assert look("/", timeout_s=0.6).failure == failure


def test_an_answer_broken_off_is_no_success(hostile, look):
    def cut(request):
        request.connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<p>half")

    hostile.routes["/"] = cut
    assert look("/").failure == "protocol"


def test_a_closed_port_is_a_failed_connection(look):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        visit = look(
            f"http://127.0.0.1:{port}/", allow=(parse_allowance(f"127.0.0.1:{port}"),)
        )
    assert visit.failure == "connect"


def test_unchanged_pages_answer_304_to_their_own_validators(hostile, look):
    def page(request):
        same = request.headers.get("if-none-match") == '"v1"'
        return answer(b"", 304) if same else answer(PROSE, ETag='"v1"')

    hostile.routes["/"] = page
    known = Known(etag='"v1"', final_url=hostile.url("/"))
    assert look("/", known=known).not_modified
    assert not look("/", known=Known(etag='"v0"')).not_modified


def test_validators_go_only_to_the_address_they_came_from(hostile, look):
    hostile.routes |= {"/a": moved("/b"), "/b": answer(PROSE)}
    look("/a", known=Known(last_modified="x", final_url=hostile.url("/b")))
    sent = [request.headers.get("if-modified-since") for request in hostile.seen]
    assert sent == [None, "x"]


def test_a_304_nobody_asked_for_is_broken(hostile, look):
    hostile.routes["/"] = answer(b"", 304)
    assert look("/").failure == "protocol"


@pytest.mark.parametrize(
    "first", [answer("", 503), answer("", 429, Retry_After="0"), reset]
)
def test_temporary_failures_are_tried_again(hostile, look, first):
    hostile.routes["/"] = in_turn(first, answer(PROSE))
    visit = look("/", attempts=2)
    assert (visit.status, len(visit.attempts)) == (200, 2)
    assert visit.attempts[1].waited_s > 0


def test_a_host_that_asks_for_an_hour_is_not_tried_again(hostile, look):
    hostile.routes["/"] = answer("", 429, Retry_After="3600")
    assert [attempt.status for attempt in look("/", attempts=4).attempts] == [429]


def test_a_missing_page_is_asked_for_once_more(hostile, look):
    hostile.routes["/"] = in_turn(answer("", 404), answer(PROSE))
    assert look("/", attempts=4).status == 200


@pytest.mark.parametrize(
    ("url", "failure"),
    [
        ("notaurl", "invalid"),
        ("file:///etc/passwd", "unsafe"),
        ("http://10.0.0.1/", "unsafe"),
    ],
)
def test_what_is_refused_is_not_requested(look, url, failure):
    visit = look(url)
    assert (visit.url, visit.failure, visit.status) == (url, failure, 0)

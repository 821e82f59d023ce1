import threading

import pytest

from claims.linkcheck.guard import parse_allowance
from claims.linkcheck.pace import HostPace
from claims.linkcheck.rules import FetchRules, Wanted
from claims.linkcheck.siblings import Siblings
from claims.linkcheck.visit import Known, Visit
from claims.linkcheck.visiting import visit_all
from tests.linkcheck.server import PROSE, answer, hang


def make_rules(hostile, **limits):
    allow = (parse_allowance(f"127.0.0.1:{hostile.port}"),)
    chosen = {"timeout_s": 2.0, "attempts": 1, "per_host_rate": 0.0, "allow": allow}
    return FetchRules(**{**chosen, **limits})


def test_every_wanted_url_comes_back_once_with_its_key(hostile):
    hostile.routes |= {f"/{n}": answer(PROSE) for n in range(0, 60, 2)}
    wanted = [Wanted(hostile.url(f"/{n}"), key=n) for n in range(60)]
    ended = list(visit_all(wanted, rules=make_rules(hostile, concurrency=7)))
    assert {want.key for want, _ in ended} == set(range(60))
    assert len(ended) == 60
    good = {want.key for want, visit in ended if visit.status == 200}
    assert good == set(range(0, 60, 2))


def test_connections_are_used_again(hostile):
    hostile.routes |= {f"/{n}": answer(PROSE) for n in range(60)}
    wanted = [Wanted(hostile.url(f"/{n}")) for n in range(60)]
    assert len(list(visit_all(wanted, rules=make_rules(hostile, concurrency=4)))) == 60
    assert hostile.opened <= 4


def test_a_hanging_page_holds_nobody_else_up(hostile):
    hostile.routes |= {"/slow": hang, **{f"/{n}": answer(PROSE) for n in range(20)}}
    wanted = [
        Wanted(hostile.url("/slow")),
        *(Wanted(hostile.url(f"/{n}")) for n in range(20)),
    ]
    rules = make_rules(hostile, concurrency=2, timeout_s=0.8)
    order = [want.url for want, _ in visit_all(wanted, rules=rules)]
    assert order[-1] == hostile.url("/slow")


def test_the_list_is_read_as_places_come_free(hostile):
    hostile.routes["/a"] = answer(PROSE)
    read = []

    def give():
        for number in range(100):
            read.append(number)
            yield Wanted(hostile.url("/a"))

    visits = visit_all(give(), rules=make_rules(hostile, concurrency=2))
    next(visits)
    assert len(read) < 20


def test_rounds_in_two_threads_do_not_meet(hostile):
    hostile.routes |= {f"/{n}": answer(str(n)) for n in range(40)}
    found = {}

    def go(first):
        wanted = [Wanted(hostile.url(f"/{n}"), key=n) for n in range(first, first + 20)]
        for want, visit in visit_all(wanted, rules=make_rules(hostile)):
            found[want.key] = visit.body

    threads = [threading.Thread(target=go, args=(first,)) for first in (0, 20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {n: str(n).encode() for n in range(40)}


def test_a_page_that_cannot_exist_is_asked_for_once_per_folder(hostile):
    hostile.routes |= {f"/a/{n}": answer(f"page {n}") for n in range(5)}
    hostile.routes |= {"/b/0": answer("page b")}
    siblings = Siblings(wants=lambda *_: True, read_text=lambda visit: visit.body.decode())
    wanted = [Wanted(hostile.url(path)) for path in hostile.routes]
    ended = list(visit_all(wanted, rules=make_rules(hostile), siblings=siblings))
    assert len(ended) == 6
    assert {want.known.sibling_text for want, _ in ended} == {"<h1>none</h1>"}
    assert {want.known.sibling_status for want, _ in ended} == {404}
    assert len(hostile.seen) == 8


def test_a_probe_that_fails_holds_no_visit_back(hostile):
    siblings = Siblings(wants=lambda *_: True, read_text=lambda _visit: "")
    wanted = Wanted("http://example.org/a/b")
    visit = Visit(wanted.url, final_url=wanted.url, status=200)
    held, probe = siblings.ask(wanted, visit)
    assert held
    assert probe is not None
    assert siblings.learn(probe, Visit(probe.url, failure="timeout")) == [(wanted, visit)]
    again = Wanted("http://example.org/a/c", Known())
    assert siblings.ask(again, visit) == (False, None)
    assert again.known.sibling_status == 0


def test_a_host_gets_one_request_a_gap():
    pace = HostPace(rate=2.0, in_flight=9)
    assert pace.admit("a", now=10.0) == 0.0
    assert pace.admit("a", now=10.1) == pytest.approx(0.4)
    assert pace.admit("b", now=10.1) == 0.0
    assert pace.admit("a", now=10.5) == 0.0


def test_a_host_gets_no_more_than_its_share_in_flight():
    pace = HostPace(rate=1.0, in_flight=2)
    assert pace.admit("a", now=0.0) == pace.admit("a", now=1.0) == 0.0
    assert pace.admit("a", now=2.0) > 0
    pace.release("a", status=200, now=2.5)
    assert pace.admit("a", now=2.5) == 0.0


def test_a_host_that_says_too_many_is_asked_half_as_often():
    pace = HostPace(rate=1.0, in_flight=9)
    assert pace.admit("a", now=0.0) == 0.0
    pace.release("a", status=429, now=0.1)
    assert pace.admit("a", now=1.5) > 0
    assert pace.admit("a", now=2.2) == 0.0
    assert pace.admit("a", now=3.3) == pytest.approx(0.9)

"""The desk's own processes: named output, restarts, endings."""

import os
import sys

import pytest

from factcheck.run.crew import Crew, Member, say
from factcheck.run.logs import LogTail
from tests.run.conftest import is_alive, kill, wait_until

WAITS = "import time; print('up', flush=True); time.sleep(600)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + WAITS
PARENT = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]])"


@pytest.fixture
def crew():
    made = Crew()
    yield made
    made.stop(patience=0)
    made.selector.close()


def member(name, code, *arguments):
    return Member(name, [sys.executable, "-c", code, *arguments], dict(os.environ))


def tick_until(crew, condition):
    def tick_and_look():
        crew.tick(0.05)
        return condition()

    wait_until(tick_and_look)


def test_every_line_carries_the_name_of_its_process(crew, capfd):
    crew.start(member("beat", "print('one\\ntwo'); import time; time.sleep(600)"))
    tick_until(crew, lambda: crew.members[0].last_line == "two")
    assert capfd.readouterr().out == "beat     | one\nbeat     | two\n"


def test_a_killed_process_starts_again_and_says_so(crew, capfd):
    worker = member("worker", WAITS)
    crew.start(worker)
    tick_until(crew, lambda: worker.last_line == "up")
    first = worker.child.pid
    kill(first)
    tick_until(crew, lambda: worker.deaths == 1 and worker.child is not None)
    assert "worker   | killed by SIGKILL; starts again in 1 s" in capfd.readouterr().out


def test_a_process_that_keeps_dying_waits_longer_each_time(crew):
    broken = member("web", "print('no settings'); raise SystemExit(3)")
    crew.start(broken)
    tick_until(crew, lambda: broken.deaths == 3)
    assert broken.pause == 4.0
    assert broken.last_line == "no settings"


def test_what_a_dead_process_started_dies_too(crew):
    parent = member(
        "worker", PARENT, "import os, time; print(os.getpid()); time.sleep(600)"
    )
    parent.env["PYTHONUNBUFFERED"] = "1"
    crew.start(parent)
    tick_until(crew, lambda: parent.last_line != "")
    grandchild = int(parent.last_line)
    kill(parent.child.pid)
    tick_until(crew, lambda: parent.deaths == 1)
    wait_until(lambda: not is_alive(grandchild))


def test_a_process_that_will_not_leave_is_killed(crew):
    stubborn = member("worker", STUBBORN)
    crew.start(stubborn)
    tick_until(crew, lambda: stubborn.last_line == "up")
    pid = stubborn.child.pid
    crew.stop(patience=0.2)
    assert not is_alive(pid)


def test_output_that_is_not_text_does_not_stop_the_crew(crew, capfd):
    crew.start(
        member("web", "import os, time; os.write(1, b'\\xff\\x00\\n'); time.sleep(9)")
    )
    tick_until(crew, lambda: crew.members[0].last_line)
    assert "\N{REPLACEMENT CHARACTER}" in capfd.readouterr().out


def test_members_run_again_with_a_new_address(crew):
    code = "import os, time; print(os.environ['WHERE'], flush=True); time.sleep(600)"
    web = member("web", code)
    web.env["WHERE"] = "old"
    crew.start(web)
    tick_until(crew, lambda: web.last_line == "old")
    crew.replace_in_environment("WHERE", "new")
    tick_until(crew, lambda: web.last_line == "new")
    assert web.deaths == 1


def test_a_log_is_followed_by_whole_lines(own_var, capfd):
    log = own_var / "log" / "postgres.log"
    log.parent.mkdir()
    log.write_text("before\n")
    tail = LogTail.at_end("postgres")
    with log.open("a") as out:
        out.write("first\nsec")
    assert tail.read_lines() == ["first"]
    with log.open("a") as out:
        out.write("ond\n")
    assert tail.read_lines() == ["second"]
    log.write_text("anew\n")
    assert tail.read_lines() == ["anew"]
    say("postgres", "a line")
    assert capfd.readouterr().out == "postgres | a line\n"

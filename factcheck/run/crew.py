"""The desk's own processes: started together, restarted one by one, stopped in order."""

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field

from factcheck.run.children import describe_end, end_child, signal_group, start_child

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 15.0
STEADY_SECONDS = 30.0  # whoever lived that long starts again without a growing pause


@dataclass
class Member:
    """One process of the desk and what became of it so far."""

    name: str
    command: list[str]
    env: dict[str, str]
    on_orphaned: signal.Signals = signal.SIGKILL
    child: subprocess.Popen[bytes] | None = None
    started: float = 0.0  # monotonic
    due: float = 0.0  # monotonic; when it may start again
    pause: float = FIRST_PAUSE
    deaths: int = 0
    unfinished: bytes = b""  # output since its last line end
    last_line: str = ""


@dataclass
class Crew:
    """Members and their output. One thread: pauses only inside `tick`."""

    members: list[Member] = field(default_factory=list)
    selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)

    def start(self, member: Member) -> None:
        """Let `member` run, now or again."""
        if member not in self.members:
            self.members.append(member)
        child = start_child(
            member.command,
            out=subprocess.PIPE,
            env=member.env,
            on_orphaned=member.on_orphaned,
        )
        if child.stdout is None:
            raise AssertionError("a child started with a pipe has one")
        os.set_blocking(child.stdout.fileno(), False)
        self.selector.register(child.stdout, selectors.EVENT_READ, member)
        member.child, member.started = child, time.monotonic()

    def tick(self, seconds: float) -> None:
        """Pass on output for up to `seconds`, then look after the dead."""
        self.pass_on_all(seconds)
        for member in self.members:
            self.look_after(member)

    def pass_on_all(self, seconds: float) -> None:
        """Wait up to `seconds` for output and pass it on."""
        for key, _ in self.selector.select(seconds):
            self.pass_on(key.data)

    def retire(self, member: Member) -> None:
        """Forget `member`, whose work is done."""
        self.pass_on(member)
        self.close_output(member)
        self.members.remove(member)

    def replace_in_environment(self, key: str, value: str) -> None:
        """Every member runs again with `key` set to `value`."""
        for member in self.members:
            member.env = {**member.env, key: value}
            if member.child:
                member.child.terminate()

    def pass_on(self, member: Member) -> None:
        """Print what `member` said, whole lines, each with its name in front."""
        pipe = member.child.stdout if member.child else None
        if pipe is None or pipe.closed:
            return
        try:
            said = os.read(pipe.fileno(), 65536)
        except BlockingIOError:
            return
        if not said:
            self.close_output(member)
        *lines, member.unfinished = (member.unfinished + said).split(b"\n")
        for line in lines:
            member.last_line = line.decode(errors="replace").rstrip() or member.last_line
            say(member.name, line.decode(errors="replace"))

    def close_output(self, member: Member) -> None:
        """Stop listening to `member`; harmless when nobody listens."""
        pipe = member.child.stdout if member.child else None
        if pipe and not pipe.closed:
            self.selector.unregister(pipe)
            pipe.close()

    def look_after(self, member: Member) -> None:
        """Bury `member` if it died, with all it started; start it again when due."""
        now = time.monotonic()
        if member.child is None:
            if now >= member.due:
                self.start(member)
            return
        status = member.child.poll()
        if status is None:
            return
        signal_group(member.child, signal.SIGKILL)
        self.pass_on(member)
        self.close_output(member)
        steady = now - member.started > STEADY_SECONDS
        member.pause = FIRST_PAUSE if steady else min(member.pause * 2, LONGEST_PAUSE)
        member.deaths = 1 if steady else member.deaths + 1
        member.child, member.due = None, now + member.pause
        say(member.name, f"{describe_end(status)}; starts again in {member.pause:.0f} s")

    def stop(self, *, patience: float) -> None:
        """Every member is gone: asked all at once, killed after `patience` seconds."""
        alive = [member for member in self.members if member.child]
        for member in alive:
            if member.child:
                with contextlib.suppress(ProcessLookupError):
                    member.child.terminate()
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline and any(is_alive(member) for member in alive):
            self.pass_on_all(0.1)
        for member in alive:
            if member.child:
                end_child(member.child, ask=signal.SIGKILL, patience=5)
                self.pass_on(member)
                self.close_output(member)
                member.child = None


def is_alive(member: Member) -> bool:
    """Whether the process of `member` runs."""
    return member.child is not None and member.child.poll() is None


def say(name: str, line: str) -> None:
    """Print one line of the process `name`; a terminal that went away is no loss."""
    try:
        print(f"{name:<8} | {line}", flush=True)
    except (BrokenPipeError, OSError):
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

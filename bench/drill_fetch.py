"""Fetch the link farm's worst in a network namespace of its own, and count what leaks.

    python bench/drill_fetch.py

Needs the farm's folder beside the checkout and the right to make a user namespace
(`unshare -rn`); says so and passes when either is absent. In the namespace every packet
that is not for loopback takes the one default route, to an interface that counts it.
"""

import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from farm import FARM, PORT, wait_for_farm
from peers import CHECKOUT
from timed import run_timed

sys.path.insert(0, str(CHECKOUT))
from claims.linkcheck.options import main as check_links

INSIDE = "DESK_DRILL_INSIDE"
ROUND = 100  # visits of the noisy page
TAGGED = 200  # unchanged pages with a validator
MEMORY_MB = 40
COUNTERS = Path("/proc/self/net/dev")  # of this namespace, as /sys need not be
SETUP = """
ip link set lo up
ip link add out type veth peer name far
for side in out far; do
  echo 1 > /proc/sys/net/ipv6/conf/$side/disable_ipv6 || true
done 2>/dev/null
ip addr add 198.51.100.1/24 dev out
ip link set far up
ip link set out up
ip route add default dev out
exec "$@"
"""


def enter() -> int:
    """Run this drill again inside a namespace; 0 where none can be made."""
    probe = subprocess.run(["unshare", "-rn", "true"], check=False, capture_output=True)
    if not (FARM / "linkfarm.py").exists() or probe.returncode:
        print("skipped: no link farm beside the checkout, or no user namespaces here.")
        return 0
    command = ["unshare", "-rn", "sh", "-ec", SETUP, "drill", sys.executable, __file__]
    env = {**os.environ, INSIDE: "1", "DEBUG": "1"}
    return subprocess.run(command, env=env, check=False).returncode


def read_catalogue() -> dict[str, list[dict[str, object]]]:
    """The farm's catalogue, its addresses at the drill's port."""
    text = (FARM / "catalogue.json").read_text(encoding="utf-8")
    for offset in (10, 5, 4, 3, 2, 1, 0):
        text = text.replace(f":{8099 + offset}", f":@{PORT + offset}")
    catalogue: dict[str, list[dict[str, object]]] = json.loads(text.replace(":@", ":"))
    return catalogue


def list_options(urls: Sequence[object], folder: Path, store: str = "store") -> list[str]:
    """The arguments of check_links for these addresses, the farm counting as public."""
    listed = folder / "urls.txt"
    listed.write_text("".join(f"{url}\n" for url in urls), encoding="utf-8")
    allow = [w for p in read_catalogue()["treat_as_public"] for w in ("--allow", str(p))]
    return [
        *("--from", str(listed), "--store", str(folder / store), "--format", "jsonl"),
        *("--per-host-rate", "0", "--timeout", "5", *allow),
    ]


def visit(urls: Sequence[object], folder: Path) -> list[dict[str, object]]:
    """One run of check_links over these addresses: its lines, decoded."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        check_links(list_options(urls, folder))
    return [json.loads(line) for line in out.getvalue().splitlines()]


def count_packets() -> int:
    """Packets that left by the default route's interface (proc(5): the tenth number)."""
    (line,) = (s for s in COUNTERS.read_text().splitlines() if s.strip().startswith("out:"))
    return int(line.partition(":")[2].split()[9])


def ask_farm(path: str) -> dict[str, object]:
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{path}") as answer:
        told: dict[str, object] = json.load(answer)
        return told


def drill_off_box(folder: Path) -> bool:
    """Pages that send to metadata, private and other networks: nothing follows them."""
    entries = [e for e in read_catalogue()["entries"] if e.get("offbox")]
    before = count_packets()
    classes = [line["class"] for line in visit([e["url"] for e in entries], folder)]
    left = count_packets() - before
    with contextlib.suppress(OSError):  # proof that the counter counts
        urllib.request.urlopen("http://203.0.113.9/", timeout=0.5)
    counted = count_packets() - before - left
    right = classes.count("unsafe")
    verdict = f"{right} of {len(entries)} unsafe, {left} packets left; a bare request: "
    passed = right == len(entries) > 0 == left and counted > 0
    return say("off the machine", f"{verdict}{counted}", passed=passed)


def drill_noise(folder: Path) -> bool:
    """A page whose advertisements, time and counters change at each fetch."""
    url = f"http://127.0.0.1:{PORT}/drift/boilerplate"
    lines = [line for _ in range(ROUND) for line in visit([url], folder)]
    alarms = sum(1 for line in lines if line["class"] == "drifted" or line["drift"])
    good = sum(1 for line in lines if line["class"] == "ok")
    verdict = f"{good} of {ROUND} visits ok, {alarms} drift alarms"
    return say("noisy page", verdict, passed=good == ROUND and not alarms)


def drill_validators(folder: Path) -> bool:
    """Unchanged pages that carry an ETag or a date are asked for conditionally."""
    urls = [
        f"http://127.0.0.1:{PORT}/cond/{kind}?page={number}"
        for number in range(TAGGED // 2)
        for kind in ("etag", "modified")
    ]
    visit(urls, folder)
    again = visit(urls, folder)
    unchanged = sum(1 for line in again if line["http_status"] == 304)
    verdict = f"{unchanged} of {TAGGED} answered 304 ({unchanged / TAGGED:.1%})"
    return say("validators", verdict, passed=unchanged >= 0.95 * TAGGED)


def drill_memory(folder: Path) -> bool:
    """What bombs, endless and 200 MB bodies add to the peak of a small page's visit."""
    paths = {e["path"] for e in read_catalogue()["entries"]}
    big = sorted(str(path) for path in paths if str(path).startswith("/big/"))
    command = (sys.executable, "manage.py", "check_links")
    base = f"http://127.0.0.1:{PORT}"
    small = run_timed([*command, *list_options([f"{base}/cond/etag"], folder, "small")])
    heavy = run_timed([*command, *list_options([base + p for p in big], folder, "big")])
    grown = heavy.peak_mb - small.peak_mb
    verdict = f"{small.peak_mb:.0f} MB at rest, {grown:+.0f} MB with {len(big)} huge bodies"
    return say("memory", verdict, passed=grown < MEMORY_MB)


def say(name: str, verdict: str, *, passed: bool) -> bool:
    """Print the verdict on one drill; gives `passed`."""
    print(f"{'ok  ' if passed else 'FAIL'} {name}: {verdict}", flush=True)
    return passed


def run_inside() -> int:
    """Run every drill on a farm of the namespace's own; 0 when all passed."""
    command = [sys.executable, "linkfarm.py", "--port", str(PORT), "--max-seconds", "900"]
    with subprocess.Popen(
        [*command, "--offbox"], cwd=FARM, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as child:
        try:
            wait_for_farm(child)
            passed = []
            for drill in (drill_off_box, drill_noise, drill_validators, drill_memory):
                with tempfile.TemporaryDirectory() as folder:
                    passed.append(drill(Path(folder)))
            traps = ask_farm("/__trap")
            untouched = not traps.get("hits")
            passed.append(say("trap", f"{traps.get('hits')} hits", passed=untouched))
        finally:
            child.terminate()
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(run_inside() if os.environ.get(INSIDE) else enter())

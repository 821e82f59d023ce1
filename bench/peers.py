"""Other people's programs to compare with, each set in an environment of its own."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
FOLDER = CHECKOUT / "var" / "bench"


def install_peer(name: str, packages: Sequence[str]) -> Path | None:
    """The environment var/bench/`name` with `packages`; None, with a note, if it fails."""
    place = FOLDER / name
    done = place / f"installed-{'-'.join(packages)}"
    if done.exists():
        return place
    uv = [sys.executable, "-m", "uv"]
    environment = {
        **os.environ,
        "UV_CACHE_DIR": str(CHECKOUT / "var" / "cache" / "uv"),
        "UV_PYTHON_DOWNLOADS": "never",
    }
    into = ("--python", str(place / "bin" / "python"))
    steps = [[*uv, "pip", "install", "--quiet", *into, *packages]]
    if not (place / "bin" / "python").exists():
        steps.insert(0, [*uv, "venv", "--quiet", "--python", sys.executable, str(place)])
    for step in steps:
        run = subprocess.run(
            step, env=environment, capture_output=True, text=True, check=False
        )
        if run.returncode:
            last = run.stderr.strip().splitlines()[-1:] or ["no reason given"]
            print(f"{' '.join(packages)} cannot be installed here: {last[0].strip()}")
            return None
    done.touch()
    return place
